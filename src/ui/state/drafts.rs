//! A second draft of the report that was there before.

use std::rc::Rc;

use super::State;
use crate::check::{Pairing, Predecessor};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::portfolio::drafts::{Drafts, are_drafts_of_one};
use crate::rules;
use crate::ui::view::Answer;
use crate::ui::work::Work;

/// A report that was answered, with what it was compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    answer: Rc<Answer>,
    last_year: Option<Rc<Predecessor>>,
}

impl State {
    /// The report that is about to be replaced is kept to compare the next one with; one to practise on is no draft.
    pub(super) fn keep_draft(&mut self) {
        if let Some(answer) = self.answer.clone().filter(|_| self.exercise.is_none()) {
            self.earlier = Some(Draft { answer, last_year: self.answered.last_year.clone() });
        }
    }

    /// What the answer to a working copy mended of the draft before it, if it is one.
    pub(super) fn compare_drafts(&mut self, answer: &Answer, work: &Work) {
        let is_one = |draft: &&Draft| are_drafts_of_one(&draft.answer.outcome.report, &answer.outcome.report);
        let earlier = self.earlier.as_ref().filter(|_| self.exercise.is_none()).filter(is_one);
        self.drafts = earlier.map(|Draft { answer: earlier, last_year }| {
            let both_years = is_same_year(last_year.as_deref(), work.last_year.as_deref())
                && is_paired(earlier)
                && is_paired(answer);
            let is_alike = |rule: &RuleId| {
                !earlier.is_off(rule) && !answer.is_off(rule) && (both_years || !rules::compares_years(rule))
            };
            // What is ignored is not mended.
            let is_ignored = |finding: &Diagnostic| {
                answer.outcome.ignored.iter().any(|ignored| ignored.finding.fingerprint == finding.fingerprint)
            };
            let ignored = earlier.outcome.ignored.iter().map(|ignored| &ignored.finding);
            let before = earlier.outcome.findings.iter().chain(ignored);
            let before: Vec<Diagnostic> = before.filter(|finding| !is_ignored(finding)).cloned().collect();
            Rc::new(Drafts::of(&before, &answer.outcome.findings, is_alike))
        });
    }
}

/// Whether both were compared with one report of the year before.
fn is_same_year(one: Option<&Predecessor>, other: Option<&Predecessor>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.bytes == other.bytes)
}

fn is_paired(answer: &Answer) -> bool {
    answer.outcome.last_year.as_ref().is_some_and(|beside| beside.pairing == Pairing::Paired)
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::*;
    use crate::check;
    use crate::ui::action::LastYear;
    use crate::ui::sample::REPORT;

    /// A draft comes in and is answered, with whatever is beside it.
    fn drafted(state: &State, id: u32, text: &str) -> State {
        let taken = Action::Taken { id, name: "年报".into(), text: None, notice: None, exercise: None };
        replied(&state.after(taken), id, text)
    }

    fn replied(state: &State, id: u32, text: &str) -> State {
        let outcome = check("年报", text.as_bytes(), &state.history.now().options());
        state.after(Action::Replied(id, Box::new(outcome)))
    }

    fn settled(state: &State, text: &str) -> State {
        let id = state.turn + 100;
        replied(&state.after(Action::Recheck(id, state.history.now().clone())), id, text)
    }

    /// Last year's report, which carried out more than this year's took over.
    fn given(carried_out: u8) -> Action {
        let title = "年政府信息公开工作年度报告";
        let text = REPORT.replacen(&format!("2024{title}"), &format!("2023{title}"), 1);
        let carried = format!("四、结转下年度继续办理\t{carried_out}");
        let bytes = text.replace("四、结转下年度继续办理\t1", &carried).into_bytes();
        Action::LastYear(LastYear::Given(Rc::new(Predecessor { name: "去年".into(), bytes, accepted: false })))
    }

    fn told(state: &State) -> (usize, usize, usize, usize) {
        let drafts = state.drafts.as_ref().expect("a second draft");
        (drafts.mended.len(), drafts.new.len(), drafts.still.len(), drafts.apart)
    }

    /// The sample with another figure of table two, which no rule speaks of.
    fn draft(licences: u8) -> String {
        let draft = REPORT.replace("行政许可\t6", &format!("行政许可\t{licences}"));
        assert_ne!(draft, REPORT);
        draft
    }

    #[test]
    fn what_last_year_shows_is_new_only_where_the_draft_before_was_compared_too() {
        let first = drafted(&State::default(), 1, REPORT);
        let findings = first.answer.as_ref().map_or(0, |answer| answer.outcome.findings.len());
        let both = drafted(&first, 2, &draft(7));
        assert_eq!(told(&both), (0, 0, findings, 0));
        let compared = settled(&both.after(given(3)), &draft(7));
        let apart = compared.answer.as_ref().map_or(0, |answer| answer.outcome.findings.len()) - findings;
        assert!(apart > 0);
        assert_eq!(told(&compared), (0, 0, findings, apart));
        // The third draft is compared with the second, which had last year's beside it.
        let third = drafted(&compared, 3, &draft(8));
        assert_eq!(told(&third).3, 0);
        assert_eq!(told(&third).2, third.answer.as_ref().map_or(0, |answer| answer.outcome.findings.len()));
        // With another one beside it, it is not.
        assert!(told(&settled(&third.after(given(4)), &draft(8))).3 > 0);
    }
}
