//! A second draft of the report that was there before.

use std::rc::Rc;

use super::State;
use crate::diagnostic::Diagnostic;
use crate::portfolio::drafts::{Drafts, are_drafts_of_one};
use crate::ui::view::Answer;

impl State {
    /// The report that is about to be replaced is kept to compare the next one with; one to practise on is no draft.
    pub(super) fn keep_draft(&mut self) {
        if self.exercise.is_none() && self.answer.is_some() {
            self.earlier = self.answer.clone();
        }
    }

    /// What the answer mended of the draft before it, if it is one.
    pub(super) fn compare_drafts(&mut self, answer: &Answer) {
        let earlier = self.earlier.as_ref().filter(|_| self.exercise.is_none()).map(|earlier| &earlier.outcome);
        let earlier = earlier.filter(|earlier| are_drafts_of_one(&earlier.report, &answer.outcome.report));
        self.drafts = earlier.map(|earlier| {
            // What is ignored is not mended.
            let is_ignored = |finding: &Diagnostic| {
                answer.outcome.ignored.iter().any(|ignored| ignored.finding.fingerprint == finding.fingerprint)
                    || answer.is_off(&finding.rule)
            };
            let before = earlier.findings.iter().chain(earlier.ignored.iter().map(|ignored| &ignored.finding));
            let before: Vec<Diagnostic> = before.filter(|finding| !is_ignored(finding)).cloned().collect();
            Rc::new(Drafts::of(&before, &answer.outcome.findings))
        });
    }
}
