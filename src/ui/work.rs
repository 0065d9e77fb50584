//! What the user did to the report: figures typed over, cells checked against the original; and the way back.
//!
//! One entry of the history is one deed: a repair tried as a whole, a figure typed to its end, a cell locked. What is
//! being typed is already counted (everything is checked as one types) and becomes an entry when it is taken over.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::Options;
use crate::check::{Decisions, Predecessor};
use crate::location::{CellId, Table};
use crate::report::Edit;
use crate::report::form::Form;
use crate::report::supply::{Content, Heading, Supplement};

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
    /// The tables that were supplied where the document has none.
    pub supplied: BTreeMap<Table, Rc<Content>>,
    /// Whose report it is, as typed, where there is no document.
    pub title: Title,
    /// The report of the year before.
    pub last_year: Option<Rc<Predecessor>>,
    /// The findings that are ignored, and the rules that are switched off.
    pub decisions: Rc<Decisions>,
}

/// Whose report of which year a form is filled in for, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// The agency.
    pub agency: String,
    /// The year.
    pub year: String,
}

impl Title {
    /// The year, where what is typed is one.
    pub fn year(&self) -> Option<u16> {
        let year = self.year.trim().trim_end_matches('年').trim_end();
        year.parse().ok().filter(|year| (2008..=2100).contains(year))
    }

    fn heading(&self) -> Heading {
        let agency = self.agency.trim();
        Heading { agency: (!agency.is_empty()).then(|| agency.to_owned()), year: self.year() }
    }
}

impl Work {
    /// The official form, empty, without a document.
    pub fn form(form: Form) -> Self {
        let empty = Rc::new(Content::Empty(form));
        Self { supplied: Table::ALL.iter().map(|&table| (table, empty.clone())).collect(), ..Self::default() }
    }

    /// What stays when another report comes: the decisions, and the report of the year before, as the next one is mostly
    /// the same report, mended. Whether that fits the next one is asked again. A report of the list is no draft of the
    /// next: `from_list` leaves the year before with it.
    pub fn carried(&self, from_list: bool) -> Self {
        let last_year = self.last_year.as_ref().filter(|_| !from_list).map(|given| match given.accepted {
            true => Rc::new(Predecessor { accepted: false, ..Predecessor::clone(given) }),
            false => given.clone(),
        });
        Self { last_year, decisions: self.decisions.clone(), ..Self::default() }
    }

    /// The same, with what stays of the last report beside it.
    pub fn beside(self, carried: &Self) -> Self {
        Self { last_year: carried.last_year.clone(), decisions: carried.decisions.clone(), ..self }
    }

    /// A report of the list as it is checked and opened: with what was done to it before, and what was decided since.
    pub fn of_row(row: &Rc<Self>, elsewhere: &Self) -> Rc<Self> {
        row.deciding(&elsewhere.decisions)
    }

    /// The same under other decisions.
    fn deciding(self: &Rc<Self>, decisions: &Rc<Decisions>) -> Rc<Self> {
        if self.decisions == *decisions {
            return self.clone();
        }
        Rc::new(Self { decisions: decisions.clone(), ..Self::clone(self) })
    }

    /// Whether nothing is in it that the user did: neither the document as it came nor a form as it is begun is a loss.
    pub fn is_untouched(&self) -> bool {
        let came_in = self.supplied.values().any(|content| matches!(**content, Content::Pasted(_) | Content::File(_)));
        self.texts.is_empty() && self.locked.is_empty() && self.title == Title::default() && !came_in
    }

    /// Whether the user would miss it: something was done to the report, or decided about it.
    pub fn is_missed(&self) -> bool {
        !self.is_untouched() || *self.decisions != Decisions::default()
    }

    /// Whether both are the same, whatever was put beside them.
    fn is_alike(&self, other: &Self) -> bool {
        let bare = |work: &Self| Self { last_year: None, ..work.clone() };
        bare(self) == bare(other)
    }

    /// Whether a table is filled in by hand, as far as the document does not have it.
    pub fn is_typed(&self, table: Table) -> bool {
        self.supplied.get(&table).is_some_and(|content| matches!(**content, Content::Empty(_)))
    }

    /// Supplies a table; what was done to it before was done to another.
    pub fn supply(&mut self, table: Table, content: Content) {
        self.take_away(table);
        self.supplied.insert(table, Rc::new(content));
    }

    /// A supplied table goes, and what was done to it.
    pub fn take_away(&mut self, table: Table) {
        self.supplied.remove(&table);
        self.texts.retain(|cell, _| cell.table != table);
        self.locked.retain(|cell| cell.table != table);
    }

    /// The tables filled in by hand are empty again.
    pub fn clear_typed(&mut self, tables: &[Table]) {
        let typed: Vec<Table> = tables.iter().copied().filter(|table| self.is_typed(*table)).collect();
        self.texts.retain(|cell, _| !typed.contains(&cell.table));
        self.locked.retain(|cell| !typed.contains(&cell.table));
        if typed.len() == Table::ALL.len() {
            self.title = Title::default();
        }
    }

    /// Every cell says again what the document says; what was filled in by hand it never said.
    pub fn reset(&mut self) {
        let supplied = &self.supplied;
        let typed = |table: Table| supplied.get(&table).is_some_and(|content| matches!(**content, Content::Empty(_)));
        self.texts.retain(|cell, _| typed(cell.table));
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
        let supplement =
            |(&table, content): (&Table, &Rc<Content>)| Supplement { table, content: Content::clone(content) };
        Options {
            locked: self.locked.iter().copied().collect(),
            edits,
            supplements: self.supplied.iter().map(supplement).collect(),
            heading: self.title.heading(),
            last_year: self.last_year.as_deref().cloned(),
            decisions: Decisions::clone(&self.decisions),
            ..Options::default()
        }
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
    /// A working copy with no past.
    pub fn begin(now: Rc<Work>) -> Self {
        Self { now, ..Self::default() }
    }

    /// The same under other decisions, as if there had been no others: what was decided is the page's, and not undone
    /// with the deeds of one report.
    pub fn deciding(mut self, decisions: &Rc<Decisions>) -> Self {
        self.take_over();
        let Self { now, past, future, .. } = &mut self;
        for work in past.iter_mut().chain(future.iter_mut()).chain([&mut *now]) {
            *work = work.deciding(decisions);
        }
        // What was nothing but a decision is no deed any more.
        for deeds in [past, future] {
            deeds.dedup();
            if deeds.last() == Some(now) {
                deeds.pop();
            }
        }
        self
    }

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

    /// Whether anything was done to the report, even if it was undone or taken back. That another one was put beside it
    /// is no change of it.
    pub fn has_deeds(&self) -> bool {
        let mut others = self.past.iter().chain(&self.future);
        self.now.is_missed() || others.any(|work| !work.is_alike(&self.now))
    }

    /// Does a deed.
    pub fn change(&mut self, deed: impl FnOnce(&mut Work)) {
        self.take_over();
        let mut work = Work::clone(&self.now);
        deed(&mut work);
        let before = std::mem::replace(&mut self.now, Rc::new(work));
        self.remember(before);
    }

    /// The title is typed, character by character: all of it is one deed, until another one follows.
    pub fn title(&mut self, title: Title) {
        self.take_over();
        let goes_on = self.past.last().is_some_and(|before| {
            before.title != self.now.title && Work { title: self.now.title.clone(), ..Work::clone(before) } == *self.now
        });
        let typed = Rc::new(Work { title, ..Work::clone(&self.now) });
        let before = std::mem::replace(&mut self.now, typed);
        if goes_on {
            self.future.clear();
        } else {
            self.remember(before);
        }
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

    /// The last deed came to nothing, and goes without a trace; `is_it` is asked about the working copy before it.
    /// Returns whether it did.
    pub fn give_up(&mut self, is_it: impl Fn(&Work) -> bool) -> bool {
        let before = self.past.pop_if(|before| self.typing.is_none() && is_it(before));
        let is_given_up = before.is_some();
        if let Some(before) = before {
            self.now = before;
        }
        is_given_up
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
    fn a_table_that_is_taken_away_takes_along_what_was_done_to_it() {
        let mut work = Work::form(Form::F2021);
        assert!(work.is_untouched() && work.is_typed(Table::T3));
        work.write(cell(A), "4".into());
        work.write(cell("t4.review.total"), "1".into());
        work.take_away(Table::T3);
        assert_eq!((work.texts.len(), work.is_typed(Table::T3)), (1, false));
        work.supply(Table::T3, Content::Pasted("表三".into()));
        work.write(cell(A), "4".into());
        work.reset();
        assert_eq!(work.texts.keys().copied().collect::<Vec<_>>(), [cell("t4.review.total")]);
        work.clear_typed(Table::ALL);
        assert!(work.texts.is_empty() && !work.is_untouched());
    }

    #[test]
    fn a_title_typed_character_by_character_is_one_deed() {
        let mut history = History::begin(Rc::new(Work::form(Form::F2021)));
        let title = |agency: &str| Title { agency: agency.into(), ..Title::default() };
        for typed in ["云", "云汀", "云汀区"] {
            history.title(title(typed));
        }
        history.change(|work| work.write(cell(A), "4".into()));
        history.title(title("云汀区柳堤街道"));
        history.undo();
        history.undo();
        assert_eq!((history.now().title.agency.as_str(), history.now().texts.len()), ("云汀区", 0));
        history.undo();
        assert!(history.now().is_untouched() && !history.can_undo());
    }

    #[test]
    fn last_years_report_beside_it_is_no_deed() {
        let mut history = History::default();
        history.change(|work| work.last_year = Some(Rc::default()));
        assert!(history.can_undo() && !history.has_deeds());
        history.change(|work| work.write(cell(A), "4".into()));
        assert!(history.has_deeds());
        // What was undone can be done again, and is told.
        history.undo();
        assert!(history.has_deeds());
    }

    #[test]
    fn other_decisions_take_the_place_of_a_reports_own() {
        let decided = |reason: &str| {
            let off = crate::check::Off { rule: crate::diagnostic::RuleId::new("blank-total"), reason: reason.into() };
            Rc::new(Decisions { off: vec![off], ..Decisions::default() })
        };
        let mut history = History::default();
        history.change(|work| work.write(cell(A), "4".into()));
        history.change(|work| work.decisions = decided("原来的"));
        history.change(|work| work.write(cell(B), "5".into()));
        history.undo();
        let mut history = history.deciding(&decided("后来的"));
        assert_eq!(*history.now().decisions, *decided("后来的"));
        history.redo();
        assert_eq!(text(&history, B).as_deref(), Some("5"));
        // Two deeds are left, and none of them takes the decision back.
        history.undo();
        history.undo();
        assert!(!history.can_undo() && history.now().is_untouched());
        assert_eq!(*history.now().decisions, *decided("后来的"));
    }

    #[test]
    fn a_year_is_read_out_of_what_is_typed() {
        let year = |text: &str| Title { year: text.into(), ..Title::default() }.year();
        assert_eq!([" 2024 ", "2024年", "24", "二〇二四", ""].map(year), [Some(2024), Some(2024), None, None, None]);
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
