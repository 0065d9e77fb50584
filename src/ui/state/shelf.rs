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
    draft_typed: bool,
    answer: Rc<Answer>,
    history: History,
    answered: Rc<Work>,
}

/// What becomes of what is there when the user wants to begin with something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Nobody would miss it: it is wiped.
    Wiped,
    /// Nobody would miss it, but what was put by before stays.
    Dropped,
    /// The user did something to it: it is put by, and can be put back.
    PutBy,
    /// There is a list behind it, which stays.
    ToList,
    /// It is a list, or a report of one: the user is asked before all of it is wiped.
    Asked,
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
            (0, 0) => match (work.decisions.ignored.len(), work.decisions.off.len()) {
                (0, 0) => "上一份改过的原文还在。".to_owned(),
                (0, off) => format!("上一份报告里关掉的 {off} 条规则还在。"),
                (ignored, _) => format!("上一份报告里忽略的 {ignored} 处还在。"),
            },
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
        if !self.history.now().is_untouched() {
            self.shelve();
        }
        false
    }

    fn shelve(&mut self) {
        if let Some(answer) = self.answer.clone() {
            self.shelf = Some(Rc::new(Shelf {
                draft: self.draft.clone(),
                draft_checked: self.draft_checked,
                draft_typed: self.draft_typed,
                answer,
                history: self.history.clone(),
                answered: self.answered.clone(),
            }));
        }
    }

    /// What becomes of what is there when the user wants to begin with something else.
    pub fn leaving(&self) -> Leaving {
        let is_missed = self.draft_typed || self.history.now().is_missed();
        match &self.batch {
            Some(batch) if self.list_shown().is_some() || batch.open().is_some() => Leaving::Asked,
            _ if self.answer.is_some() && is_missed => Leaving::PutBy,
            Some(_) => Leaving::ToList,
            None if self.shelf.is_some() => Leaving::Dropped,
            None => Leaving::Wiped,
        }
    }

    /// What was put by comes back as it was.
    pub(super) fn put_back(&mut self) {
        let Some(shelf) = self.shelf.take() else { return };
        self.keep_row();
        let Shelf { draft, draft_checked, draft_typed, answer, history, answered } = Shelf::clone(&shelf);
        let (theme, turn, change) = (self.theme, self.turn + 1, self.change);
        let (answer, batch) = (Some(answer), self.batch.take());
        *self = Self {
            draft,
            draft_checked,
            draft_typed,
            answer,
            history,
            answered,
            batch,
            theme,
            turn,
            change,
            ..Self::default()
        };
    }

    /// Back to the beginning, or to the list, with what was worked on put by.
    pub(super) fn begin_again(&mut self) {
        let is_missed = self.leaving() == Leaving::PutBy;
        if !self.put_by() && is_missed {
            self.shelve();
        }
        let (theme, turn, change) = (self.theme, self.turn + 1, self.change);
        let (shelf, batch) = (self.shelf.take(), self.batch.take());
        *self = Self { shelf, batch, theme, turn, change, ..Self::default() };
    }
}
