//! What the user did to the report: figures typed over, cells checked against the original; and the way back.
//!
//! One entry of the history is one deed: a repair tried as a whole, a figure typed to its end, a cell locked. What is
//! being typed is already counted (everything is checked as one types) and becomes an entry when it is taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::Options;
use crate::location::CellId;
use crate::report::Edit;

/// How many deeds can be undone.
const DEEPEST: usize = 500;

/// The most characters that are typed into a cell: no figure is as long.
pub const LONGEST: usize = 40;

/// The working copy, as what sets it apart from the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// What is to stand in each cell that was typed over.
    pub texts: BTreeMap<CellId, String>,
    /// The cells that were checked against the original.
    pub locked: BTreeSet<CellId>,
}

impl Work {
    /// Whether it is the document as it came.
    pub fn is_untouched(&self) -> bool {
        self.texts.is_empty() && self.locked.is_empty()
    }

    /// How many cells were changed or locked.
    pub fn deeds(&self) -> usize {
        self.texts.len() + self.locked.len()
    }

    /// Puts a text into a cell. What was checked against the original was the figure that stood there.
    pub fn write(&mut self, cell: CellId, text: String) {
        self.texts.insert(cell, text);
        self.locked.remove(&cell);
    }

    /// What the engine has to know of it.
    pub fn options(&self) -> Options {
        let edits = self.texts.iter().map(|(&cell, text)| Edit { cell, text: text.clone() }).collect();
        Options { locked: self.locked.iter().copied().collect(), edits, ..Options::default() }
    }
}

/// The working copy with its past and what was undone of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    now: Rc<Work>,
    past: Vec<Rc<Work>>,
    future: Vec<Rc<Work>>,
    typing: Option<Typing>,
}

/// A figure being typed in its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// The cell.
    pub cell: CellId,
    /// Where the box is.
    pub seat: Seat,
    /// What stands in the box.
    pub text: String,
    /// The working copy without it.
    before: Rc<Work>,
}

/// Where the box is that a figure is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The cell itself: what is typed takes the place of what stood there.
    Cell,
    /// A box over the cell, in which what stands there can be mended.
    Table,
    /// Beside the table, above the cell's equations.
    Inspector,
}

impl History {
    /// The working copy, with what is being typed.
    pub const fn now(&self) -> &Rc<Work> {
        &self.now
    }

    /// The figure that is being typed.
    pub const fn typing(&self) -> Option<&Typing> {
        self.typing.as_ref()
    }

    /// Whether there is a deed to undo.
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a deed to do again.
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// A box opens over a cell; what was typed in another is taken over. `text` counts at once where it is not what
    /// `stands` there.
    pub fn open(&mut self, cell: CellId, seat: Seat, stands: &str, text: String) {
        if self.typing_at(cell, seat).is_some() {
            return self.type_text(text);
        }
        self.take_over();
        let counts = text != stands;
        self.typing = Some(Typing { cell, seat, text: text.clone(), before: self.now.clone() });
        if counts {
            self.type_text(text);
        }
    }

    /// A character is typed on a cell: the first one takes the place of what `stands` there.
    pub fn append(&mut self, cell: CellId, stands: &str, character: char) {
        match self.typing_at(cell, Seat::Cell).map(|typing| &typing.text) {
            Some(text) if text.chars().count() >= LONGEST => {}
            Some(text) => self.type_text(format!("{text}{character}")),
            None => self.open(cell, Seat::Cell, stands, character.to_string()),
        }
    }

    /// The last character that was typed on a cell goes; without one the cell is emptied.
    pub fn shorten(&mut self, cell: CellId) {
        match self.typing_at(cell, Seat::Cell).map(|typing| typing.text.clone()) {
            Some(mut text) => {
                text.pop();
                self.type_text(text);
            }
            None => self.change(|work| work.write(cell, String::new())),
        }
    }

    fn typing_at(&self, cell: CellId, seat: Seat) -> Option<&Typing> {
        self.typing.as_ref().filter(|typing| (typing.cell, typing.seat) == (cell, seat))
    }

    /// The text in the box changed.
    pub fn type_text(&mut self, text: String) {
        if let Some(typing) = &mut self.typing {
            let mut work = Work::clone(&typing.before);
            work.write(typing.cell, text.clone());
            typing.text = text;
            self.now = Rc::new(work);
        }
    }

    /// The box closes, and what was typed stays.
    pub fn take_over(&mut self) {
        if let Some(typing) = self.typing.take() {
            self.remember(typing.before);
        }
    }

    /// The box closes, and the cell says what it said before.
    pub fn abandon(&mut self) {
        if let Some(typing) = self.typing.take() {
            self.now = typing.before;
        }
    }

    /// Does a deed.
    pub fn change(&mut self, deed: impl FnOnce(&mut Work)) {
        self.take_over();
        let mut work = Work::clone(&self.now);
        deed(&mut work);
        let before = std::mem::replace(&mut self.now, Rc::new(work));
        self.remember(before);
    }

    /// Undoes the last deed.
    pub fn undo(&mut self) {
        self.take_over();
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
    }

    /// Does the deed again that was undone last.
    pub fn redo(&mut self) {
        self.take_over();
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
    }

    /// Notes that the working copy was `before` until now; no deed where they are the same.
    fn remember(&mut self, before: Rc<Work>) {
        if before != self.now {
            self.past.push(before);
            if self.past.len() > DEEPEST {
                self.past.remove(0);
            }
            self.future.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> CellId {
        text.parse().expect("a cell")
    }

    fn text(history: &History, id: &str) -> Option<String> {
        history.now().texts.get(&cell(id)).cloned()
    }

    const A: &str = "t3.granted.person";
    const B: &str = "t3.granted.total";

    #[test]
    fn what_is_typed_counts_at_once_and_is_one_deed() {
        let mut history = History::default();
        history.open(cell(A), Seat::Table, "4", "1".into());
        assert_eq!(text(&history, A).as_deref(), Some("1"));
        history.type_text("12".into());
        history.take_over();
        assert_eq!((text(&history, A).as_deref(), history.can_undo()), (Some("12"), true));
        history.undo();
        assert!(history.now().is_untouched() && !history.can_undo());
        history.redo();
        assert_eq!(text(&history, A).as_deref(), Some("12"));
    }

    #[test]
    fn esc_leaves_the_cell_as_it_was() {
        let mut history = History::default();
        history.change(|work| {
            work.texts.insert(cell(A), "7".into());
        });
        history.open(cell(A), Seat::Table, "7", "99".into());
        history.abandon();
        assert_eq!(text(&history, A).as_deref(), Some("7"));
        history.undo();
        assert!(history.now().is_untouched());
    }

    #[test]
    fn a_box_that_is_only_looked_into_is_no_deed() {
        let mut history = History::default();
        history.open(cell(A), Seat::Table, "4", "4".into());
        history.take_over();
        assert!(history.now().is_untouched() && !history.can_undo());
    }

    #[test]
    fn a_new_deed_forgets_what_was_undone() {
        let mut history = History::default();
        for id in [A, B] {
            history.change(|work| {
                work.locked.insert(cell(id));
            });
        }
        history.undo();
        history.open(cell(B), Seat::Table, "4", "3".into());
        history.take_over();
        assert!(!history.can_redo());
        assert!(history.now().locked.contains(&cell(A)) && !history.now().locked.contains(&cell(B)));
    }
}
