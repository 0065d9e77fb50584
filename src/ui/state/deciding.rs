//! What is decided about findings and rules: one is ignored, the other switched off, each for a reason.

use std::rc::Rc;

use super::State;
use crate::check::{Decisions, Ignore, Off};
use crate::ui::action::{Decide, Matter};

impl State {
    /// One decision.
    pub(super) fn decide(&mut self, decision: Decide) {
        match decision {
            Decide::Ask(matter) => self.asking = self.answer.is_some().then_some(matter),
            Decide::Leave => self.asking = None,
            Decide::So(matter, reason) => self.decide_so(matter, reason.trim()),
            Decide::NotSo(Matter::Finding(fingerprint)) => {
                self.redecide(|decisions| decisions.ignored.retain(|ignore| ignore.fingerprint != fingerprint));
            }
            Decide::NotSo(Matter::Rule(rule)) => {
                self.redecide(|decisions| decisions.off.retain(|off| off.rule != rule));
            }
            Decide::Take(taken) => self.take_decisions(&taken),
            Decide::DropStale => {
                let Some(answer) = self.answer.clone() else { return };
                let stale = &answer.outcome.stale;
                let is_stale = |ignore: &Ignore| stale.iter().any(|stale| stale.fingerprint == ignore.fingerprint);
                self.redecide(|decisions| decisions.ignored.retain(|ignore| !is_stale(ignore)));
            }
        }
    }

    /// Nothing is decided without a reason.
    fn decide_so(&mut self, matter: Matter, reason: &str) {
        if reason.is_empty() {
            return;
        }
        self.asking = None;
        match matter {
            Matter::Finding(fingerprint) => {
                let Some(answer) = self.answer.clone() else { return };
                let found = answer.outcome.findings.iter().find(|finding| finding.fingerprint == fingerprint);
                if let Some(finding) = found {
                    let ignore = Ignore::new(&answer.outcome.report, finding, reason.to_owned());
                    self.redecide(|decisions| decisions.ignored.push(ignore));
                }
            }
            Matter::Rule(rule) => self.redecide(|decisions| {
                decisions.off.retain(|off| off.rule != rule);
                decisions.off.push(Off { rule, reason: reason.to_owned() });
            }),
        }
    }

    fn redecide(&mut self, change: impl FnOnce(&mut Decisions)) {
        self.history.change(|work| change(Rc::make_mut(&mut work.decisions)));
    }

    /// What a file says comes to what was decided here; where both speak of the same, the file counts.
    fn take_decisions(&mut self, taken: &Decisions) {
        self.redecide(|decisions| {
            decisions.ignored.retain(|known| !taken.ignored.iter().any(|new| new.fingerprint == known.fingerprint));
            decisions.ignored.extend(taken.ignored.iter().cloned());
            decisions.off.retain(|known| !taken.off.iter().any(|new| new.rule == known.rule));
            decisions.off.extend(taken.off.iter().cloned());
        });
        self.has_taken_decisions = true;
        if self.answer.is_none() {
            let listed = listed(taken.ignored.len(), taken.off.len());
            // The list tells it by its counts; a report tells it when it comes.
            self.has_taken_decisions = self.list_shown().is_none();
            let what = if self.has_taken_decisions {
                "打开报告，就照它核对。"
            } else {
                "下面各份都照它核对。"
            };
            self.notice = Some(format!("放入了忽略清单（{listed}）。{what}"));
        } else if *self.history.now() == self.answered {
            // All of it was known: no check will follow.
            self.tell_taken();
        }
    }

    /// How many of the decisions that came out of a file concern the report, once that is known.
    pub(super) fn tell_taken(&mut self) {
        let Some(answer) = self.answer.as_ref().filter(|_| self.has_taken_decisions) else { return };
        let (met, stale) = (answer.outcome.ignored.len(), answer.outcome.stale.len());
        let met_in_words = match (met, stale) {
            (0, 0) => "没有一条说的是这份报告".to_owned(),
            (met, _) => format!("这份报告对上 {met} 处，已忽略"),
        };
        let stale_in_words = match stale {
            0 => String::new(),
            stale => format!("；清单里有 {stale} 处这次没有发现"),
        };
        let off_in_words = match self.history.now().decisions.off.len() {
            0 => String::new(),
            off => format!("；关掉 {off} 条规则"),
        };
        self.notice = Some(format!("放入了忽略清单：{met_in_words}{stale_in_words}{off_in_words}。"));
        self.has_taken_decisions = false;
    }
}

fn listed(ignored: usize, off: usize) -> String {
    match (ignored, off) {
        (ignored, 0) => format!("忽略 {ignored} 处"),
        (0, off) => format!("关掉 {off} 条规则"),
        (ignored, off) => format!("忽略 {ignored} 处、关掉 {off} 条规则"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Phase};
    use super::*;
    use crate::check;
    use crate::diagnostic::RuleId;
    use crate::ui::sample::REPORT;

    const RULE: &str = "row-total-mismatch";

    /// The state once the check of what is there now has come back.
    fn settled(state: &State) -> State {
        let (id, work) = (state.turn + 100, state.history.now().clone());
        let outcome = check("年报", REPORT.as_bytes(), &work.options());
        state.after(Action::Recheck(id, work)).after(Action::Replied(id, Box::new(outcome)))
    }

    fn opened(start: &State) -> State {
        let state =
            start.after(Action::Taken { id: 1, name: "年报".into(), text: None, notice: None, exercise: None });
        let outcome = check("年报", REPORT.as_bytes(), &state.history.now().options());
        state.after(Action::Replied(1, Box::new(outcome)))
    }

    /// The finding of the sample, as what is decided about.
    fn matter(state: &State) -> Matter {
        let findings = &state.answer.as_ref().expect("an answer").outcome.findings;
        let found = findings.iter().find(|finding| finding.rule.as_str() == RULE).expect("the sample has one");
        Matter::Finding(found.fingerprint.clone())
    }

    /// The sample with its finding ignored.
    fn ignoring() -> State {
        let state = opened(&State::default());
        settled(&state.after(Action::Decide(Decide::So(matter(&state), "台账如此".into()))))
    }

    /// How many findings of the rule are told, how many are ignored, and how many decisions met nothing.
    fn counts(state: &State) -> (usize, usize, usize) {
        let outcome = &state.answer.as_ref().expect("an answer").outcome;
        let told = outcome.findings.iter().filter(|finding| finding.rule.as_str() == RULE).count();
        (told, outcome.ignored.len(), outcome.stale.len())
    }

    #[test]
    fn a_finding_is_ignored_and_told_again_and_the_way_back_is_one_step() {
        let state = opened(&State::default());
        let matter = matter(&state);
        let asking = state.after(Action::Decide(Decide::Ask(matter.clone())));
        assert_eq!(asking.asking, Some(matter.clone()));
        assert_eq!(asking.after(Action::Escape).asking, None);
        // Without a reason nothing happens.
        assert_eq!(asking.after(Action::Decide(Decide::So(matter.clone(), " ".into()))), asking);
        let ignored = settled(&asking.after(Action::Decide(Decide::So(matter.clone(), "台账如此".into()))));
        assert_eq!((counts(&ignored), ignored.asking.clone()), ((0, 1, 0), None));
        assert_eq!(counts(&settled(&ignored.after(Action::Decide(Decide::NotSo(matter))))), (1, 0, 0));
        assert_eq!(counts(&settled(&ignored.after(Action::Undo))), (1, 0, 0));
    }

    #[test]
    fn a_file_is_taken_before_the_report_or_beside_it() {
        let file = ignoring().history.now().decisions.clone();
        let take = Action::Decide(Decide::Take(file));
        let before = State::default().after(take.clone());
        assert_eq!(before.notice.as_deref(), Some("放入了忽略清单（忽略 1 处）。打开报告，就照它核对。"));
        let after = opened(&before);
        assert_eq!((counts(&after), after.phase()), ((0, 1, 0), Phase::Done));
        let beside = settled(&opened(&State::default()).after(take.clone()));
        assert_eq!(counts(&beside), (0, 1, 0));
        let told = Some("放入了忽略清单：这份报告对上 1 处，已忽略。");
        assert_eq!(beside.notice.as_deref(), told);
        let twice = beside.after(take);
        assert_eq!((twice.phase(), twice.notice.as_deref()), (Phase::Done, told));
    }

    #[test]
    fn what_is_not_found_any_more_is_told_and_can_be_dropped() {
        let ignored = ignoring();
        let cell = "t3.granted.total".parse().expect("a cell");
        let changed = settled(&ignored.after(Action::Set(vec![(cell, "8".into())])));
        assert_eq!(counts(&changed), (1, 0, 1));
        assert_eq!(counts(&settled(&changed.after(Action::Decide(Decide::DropStale)))), (1, 0, 0));
    }

    #[test]
    fn a_rule_is_switched_off_and_on() {
        let rule = Matter::Rule(RuleId::new(RULE));
        let so = |reason: &str| Action::Decide(Decide::So(rule.clone(), reason.into()));
        let off = settled(&opened(&State::default()).after(so("另有台账")));
        assert_eq!(counts(&off), (0, 0, 0));
        // Another reason is the same decision.
        let other = off.after(so("改由上级核对"));
        assert_eq!(other.history.now().decisions.off.len(), 1);
        assert_eq!(counts(&settled(&other.after(Action::Decide(Decide::NotSo(rule))))), (1, 0, 0));
    }

    #[test]
    fn decisions_stay_when_the_report_is_opened_again_and_go_when_all_is_wiped() {
        let ignored = ignoring();
        assert_eq!(counts(&opened(&ignored)), (0, 1, 0));
        assert!(ignored.after(Action::Wiped).history.now().decisions.ignored.is_empty());
    }
}
