//! What happens to tables that the document does not have: pasted beside it, filled in by hand, taken away again.

use std::rc::Rc;

use super::{Cause, Job, State};
use crate::location::{CellId, Table};
use crate::report::layout::Layout;
use crate::report::supply::Content;
use crate::ui::action::Supply;
use crate::ui::keys;
use crate::ui::view::Answer;
use crate::ui::work::{History, Work};

/// What the empty form is called where it is checked.
pub const FORM: &str = "空白表";

impl State {
    /// The empty official form takes the place of what was there.
    pub(super) fn take_form(&mut self, id: u32, work: Rc<Work>) {
        self.put_by();
        self.forget_work(false);
        self.exercise = None;
        self.notice = None;
        self.draft = Rc::default();
        self.draft_checked = false;
        self.draft_typed = false;
        self.draft_open = false;
        self.history = History::begin(work.clone());
        self.job = Some(Job { id, name: FORM.to_owned(), cause: Cause::New, work, slow: false });
    }

    /// One deed about a table beside the document.
    pub(super) fn supply(&mut self, supply: Supply) {
        match supply {
            Supply::Table(table, content) => self.history.change(|work| work.supply(table, content)),
            Supply::Figures(table, figures) => {
                let Some(form) = self.answer.as_ref().map(|answer| answer.outcome.report.form(table)) else { return };
                let layout = Layout::new(form, table);
                let Some(first) = layout.first() else { return };
                let texts = keys::placed(&layout, first, figures);
                self.history.change(|work| {
                    work.supply(table, Content::Empty(form));
                    texts.into_iter().for_each(|(cell, text)| work.write(cell, text));
                });
            }
            Supply::TakeAway(table) => self.history.change(|work| work.take_away(table)),
            Supply::Clear(tables) => self.history.change(|work| work.clear_typed(&tables)),
            Supply::Title(title) => self.history.title(title),
        }
    }

    /// A table that was refused is no deed: the report is as it was before, and the answer says why.
    pub(super) fn give_up_refused(&mut self, answer: &Answer) {
        let Some(refused) = answer.outcome.refused.first() else { return };
        let came = |before: &Work| !before.supplied.contains_key(&refused.table);
        if *self.history.now() == self.answered && self.history.give_up(came) {
            self.answered = self.history.now().clone();
        }
    }

    /// The first cell of a table that is there by this answer, and was not by the last one.
    pub(super) fn newly_supplied(&self, answer: &Answer, cause: Cause) -> Option<CellId> {
        let before = self.answer.as_ref().filter(|_| cause != Cause::New).map(|answer| &answer.outcome.report);
        let report = &answer.outcome.report;
        if cause == Cause::New && !report.is_form() {
            return None;
        }
        let is_new =
            |table: Table| report.origin(table).is_some() && before.is_none_or(|before| before.origin(table).is_none());
        let table = Table::ALL.iter().copied().find(|&table| is_new(table))?;
        Layout::new(report.form(table), table).first()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Phase};
    use super::*;
    use crate::report::form::Form;
    use crate::ui::sample;
    use crate::ui::work::Title;
    use crate::{Options, check};

    fn cell(text: &str) -> CellId {
        text.parse().expect("a cell")
    }

    /// The state once the check of what is there now has come back.
    fn settled(state: &State, document: &[u8]) -> State {
        let id = state.turn + 100;
        let work = state.history.now().clone();
        let state = if state.job.is_some() { state.clone() } else { state.after(Action::Recheck(id, work.clone())) };
        let id = state.job.as_ref().map_or(id, |job| job.id);
        state.after(Action::Replied(id, Box::new(check("年报", document, &work.options()))))
    }

    fn form() -> State {
        settled(&State::default().after(Action::Form { id: 1, work: Rc::new(Work::form(Form::F2021)) }), b"")
    }

    fn sums(state: &State) -> usize {
        let answer = state.answer.as_ref().expect("an answer");
        answer.outcome.findings.iter().filter(|finding| finding.figures.is_some()).count()
    }

    /// The sample without table four.
    fn without_table_four() -> (State, String) {
        let end = sample::REPORT.find("行政复议\t").expect("the table");
        let (before, rest) = sample::REPORT.split_at(end);
        let after = &rest[rest.find("五、").expect("the next part")..];
        let text = format!("{before}{after}");
        let outcome = check("年报", text.as_bytes(), &Options::default()).expect("a report");
        assert!(outcome.report.tables.t4.is_none());
        let taken = Action::Taken { id: 1, name: "年报".into(), text: None, notice: None, exercise: None };
        let state = State::default().after(taken).after(Action::Replied(1, Box::new(Ok(outcome))));
        (state, text)
    }

    #[test]
    fn an_empty_form_says_nothing_against_anybody() {
        let state = form();
        let answer = state.answer.as_ref().expect("an answer");
        assert_eq!((state.phase(), answer.outcome.findings.len(), answer.equations_held()), (Phase::Done, 0, 0));
        assert!(answer.filling.is_untouched() && state.history.now().is_untouched());
        assert_eq!(state.focus.cell, Some(cell("t2.rules.issued")));
    }

    #[test]
    fn a_form_is_checked_as_far_as_it_is_filled() {
        let texts = ["person", "business", "research", "charity", "legal", "other_org"]
            .map(|column| (cell(&format!("t3.granted.{column}")), "2".to_owned()));
        let parts = settled(&form().after(Action::Set(texts.to_vec())), b"");
        let answer = parts.answer.as_ref().expect("an answer");
        assert_eq!((answer.outcome.findings.len(), answer.outcome.edited.len()), (0, 0));
        let total = cell("t3.granted.total");
        assert_eq!(answer.filling.pending(total).map(|sum| sum.to_string()).as_deref(), Some("12"));
        assert_eq!(answer.was(total, parts.history.now()), None);
        let wrong = settled(&parts.after(Action::Set(vec![(total, "13".to_owned())])), b"");
        assert_eq!(sums(&wrong), 1);
        let undone = settled(&wrong.after(Action::Undo), b"");
        assert_eq!(sums(&undone), 0);
    }

    #[test]
    fn a_form_is_put_by_as_a_report_is() {
        let filled = settled(&form().after(Action::Set(vec![(cell("t4.review.upheld"), "1".to_owned())])), b"");
        let other = filled.after(Action::Form { id: 9, work: Rc::new(Work::form(Form::F2019)) });
        let told = other.shelf.as_ref().map(|shelf| shelf.sentence());
        assert_eq!(told.as_deref(), Some("上一张表里填过的 1 格还在。"));
        assert_eq!(other.after(Action::PutBack).history, filled.history);
        let again = form().after(Action::Form { id: 9, work: Rc::new(Work::form(Form::F2019)) });
        assert_eq!(again.shelf, None);
    }

    #[test]
    fn what_is_cleared_comes_back() {
        let title = Title { agency: "云汀区柳堤街道办事处".into(), year: "2024".into() };
        let filled = form()
            .after(Action::Supply(Supply::Title(title)))
            .after(Action::Set(vec![(cell("t4.review.upheld"), "1".to_owned())]));
        let cleared = filled.after(Action::Supply(Supply::Clear(Table::ALL.to_vec())));
        assert!(cleared.history.now().is_untouched());
        let back = settled(&cleared.after(Action::Undo), b"");
        let report = &back.answer.as_ref().expect("an answer").outcome.report;
        assert_eq!(
            (report.year, report.cell(cell("t4.review.upheld")).map(|cell| cell.raw.as_str())),
            (Some(2024), Some("1"))
        );
    }

    #[test]
    fn a_table_is_supplied_checked_and_taken_away() {
        let (state, text) = without_table_four();
        let figures = vec![["2", "0", "0", "0", "3"].repeat(3).into_iter().map(str::to_owned).collect()];
        let supplied = settled(&state.after(Action::Supply(Supply::Figures(Table::T4, figures))), text.as_bytes());
        assert_eq!((sums(&supplied), supplied.focus.cell), (sums(&state) + 3, Some(cell("t4.review.upheld"))));
        let away = settled(&supplied.after(Action::Supply(Supply::TakeAway(Table::T4))), text.as_bytes());
        assert_eq!(sums(&away), sums(&state));
        assert_eq!(sums(&settled(&away.after(Action::Undo), text.as_bytes())), sums(&supplied));
    }

    #[test]
    fn what_is_no_such_table_is_refused_and_the_report_stays() {
        let (state, text) = without_table_four();
        let paste = Action::Supply(Supply::Table(Table::T4, Content::Pasted("早上好".into())));
        let refused = settled(&state.after(paste), text.as_bytes());
        let outcome = &refused.answer.as_ref().expect("an answer").outcome;
        assert_eq!(outcome.refused.len(), 1);
        assert!(outcome.refused[0].message.contains("没有认出表四"));
        assert_eq!((refused.phase(), sums(&refused)), (Phase::Done, sums(&state)));
        // Nothing was done to the report, and nothing is there to be undone.
        assert!(refused.history.now().is_untouched() && !refused.history.has_deeds() && !refused.history.can_undo());
    }
}
