//! What was worked on and gave way to another report, kept until it is not wanted any more.

use std::rc::Rc;

use super::State;
use crate::ui::view::Answer;
use crate::ui::work::{History, Work};

/// A report that was worked on and gave way to another one, which may have come by mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    draft: Rc<str>,
    draft_checked: bool,
    answer: Rc<Answer>,
    history: History,
    answered: Rc<Work>,
}

impl Shelf {
    /// What is still there of it, in one Chinese sentence.
    pub fn sentence(&self) -> String {
        let work = self.history.now();
        let cells = work.deeds();
        if self.answer.outcome.report.is_form() {
            return format!("上一张表里填过的 {cells} 格还在。");
        }
        match (cells, work.supplied.len()) {
            (0, tables) => format!("上一份报告里另外补的 {tables} 张表还在。"),
            (cells, 0) => format!("上一份报告里改过、锁定过的 {cells} 格还在。"),
            (cells, tables) => format!("上一份报告里改过、锁定过的 {cells} 格和另外补的 {tables} 张表还在。"),
        }
    }
}

impl State {
    /// What was worked on is put by where another report comes: a report of the list keeps it with its row. Returns
    /// whether it was one of the list.
    pub(super) fn put_by(&mut self) -> bool {
        self.history.take_over();
        if self.keep_row() {
            return true;
        }
        if let Some(answer) = self.answer.clone().filter(|_| !self.history.now().is_untouched()) {
            self.shelf = Some(Rc::new(Shelf {
                draft: self.draft.clone(),
                draft_checked: self.draft_checked,
                answer,
                history: self.history.clone(),
                answered: self.answered.clone(),
            }));
        }
        false
    }

    /// What was put by comes back as it was.
    pub(super) fn put_back(&mut self) {
        let Some(shelf) = self.shelf.take() else { return };
        self.keep_row();
        let Shelf { draft, draft_checked, answer, history, answered } = Shelf::clone(&shelf);
        let (theme, turn, change) = (self.theme, self.turn + 1, self.change);
        let (answer, batch) = (Some(answer), self.batch.take());
        *self = Self { draft, draft_checked, answer, history, answered, batch, theme, turn, change, ..Self::default() };
    }

    /// Back to the beginning, or to the list, with what was worked on put by.
    pub(super) fn begin_again(&mut self) {
        self.put_by();
        let (theme, turn, change) = (self.theme, self.turn + 1, self.change);
        let (shelf, batch) = (self.shelf.take(), self.batch.take());
        *self = Self { shelf, batch, theme, turn, change, ..Self::default() };
    }
}
