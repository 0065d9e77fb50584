//! The list of reports that came in together, and the one of them that is looked at.

use std::rc::Rc;

use super::{Cause, Focus, Job, Phase, State};
use crate::ui::batch::{Batch, Event, RowId, Summary};

impl State {
    /// The list, where it is what is looked at: until a report of it, or another one, has its answer.
    pub fn list_shown(&self) -> Option<&Rc<Batch>> {
        self.batch.as_ref().filter(|_| self.answer.is_none() && self.failure.is_none())
    }

    /// Whether the list is looked at, and something was decided since its reports were checked.
    pub fn is_list_due(&self) -> bool {
        self.list_shown().is_some_and(|batch| self.job.is_none() && batch.is_due(&self.history.now().decisions))
    }

    pub(super) fn list(&mut self, event: Event) {
        match event {
            Event::Open(row, job) => return self.open_row(row, job),
            Event::Back => self.clear_away(),
            Event::Came(_) => {
                self.clear_away();
                let decided = &self.history.now().decisions;
                self.batch.get_or_insert_with(|| Rc::new(Batch::new(decided.clone())));
            }
            _ => {}
        }
        if let Some(batch) = &mut self.batch {
            Rc::make_mut(batch).apply(event);
        }
    }

    /// A report of the list is opened, with what was done to it before.
    fn open_row(&mut self, row: RowId, job: u32) {
        let elsewhere = self.history.now().clone();
        self.put_by();
        let Some(batch) = &mut self.batch else { return };
        let batch = Rc::make_mut(batch);
        let Some((name, history)) = batch.row(row).map(|row| (row.name.clone(), row.history.clone())) else { return };
        batch.apply(Event::Open(row, job));
        self.forget_draft();
        self.forget_work(true);
        self.history = history.deciding(&elsewhere.decisions);
        let work = self.history.now().clone();
        self.job = Some(Job { id: job, name, cause: Cause::New, work, slow: false });
    }

    /// What is looked at gives way to the list.
    fn clear_away(&mut self) {
        let from_list = self.put_by();
        self.forget_draft();
        self.forget_work(from_list);
        self.job = None;
        self.answer = None;
        self.failure = None;
        self.focus = Focus::default();
        self.turn += 1;
    }

    fn forget_draft(&mut self) {
        self.exercise = None;
        self.draft = "".into();
        self.draft_checked = false;
        self.draft_typed = false;
        self.draft_open = false;
        self.notice = None;
    }

    /// What was done to the open report of the list stays with it. Returns whether one was open.
    pub(super) fn keep_row(&mut self) -> bool {
        self.history.take_over();
        // What is shown until the answer comes is another report.
        let is_current = !self.is_replaced() && *self.history.now() == self.answered;
        let now = self.answer.as_ref().filter(|_| is_current).map(|answer| Summary::of(&answer.outcome));
        self.batch.as_mut().is_some_and(|batch| Rc::make_mut(batch).keep(&self.history, now))
    }
}

impl Batch {
    /// How far the list is.
    pub(super) fn phase(&self) -> Phase {
        if self.is_running() { Phase::Running } else { Phase::Done }
    }
}
