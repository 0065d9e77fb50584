//! The report of the year before, beside the one that is worked on.

use std::rc::Rc;

use super::State;
use crate::check::Predecessor;
use crate::ui::action::LastYear;

impl State {
    /// The report of the year before comes, is accepted or goes.
    pub(super) fn last_year(&mut self, event: LastYear) {
        let last_year = match event {
            LastYear::Given(given) => Some(given),
            LastYear::TakenAway => None,
            LastYear::Accepted => {
                let Some(given) = &self.history.now().last_year else { return };
                Some(Rc::new(Predecessor { accepted: true, ..Predecessor::clone(given) }))
            }
        };
        self.history.change(|work| work.last_year = last_year);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Phase};
    use super::*;
    use crate::check;
    use crate::check::Pairing;
    use crate::ui::sample::REPORT;
    use crate::ui::work::Work;

    fn taken(id: u32) -> Action {
        Action::Taken { id, name: "年报".into(), text: None, notice: None, exercise: None }
    }

    /// The answer to the report as the working copy has it.
    fn replied(id: u32, work: &Work) -> Action {
        Action::Replied(id, Box::new(check("年报", REPORT.as_bytes(), &work.options())))
    }

    /// The state once the check of what is there now has come back.
    fn settled(state: &State) -> State {
        let (id, work) = (state.turn + 100, state.history.now().clone());
        state.after(Action::Recheck(id, work.clone())).after(replied(id, &work))
    }

    fn opened() -> State {
        State::default().after(taken(1)).after(replied(1, &Work::default()))
    }

    /// Last year's report, which carried out more than this year's took over.
    fn given(year: &str) -> Action {
        let title = "年政府信息公开工作年度报告";
        let text = REPORT.replacen(&format!("2024{title}"), &format!("{year}{title}"), 1);
        let bytes = text.replace("四、结转下年度继续办理\t1", "四、结转下年度继续办理\t3").into_bytes();
        Action::LastYear(LastYear::Given(Rc::new(Predecessor { name: "去年".into(), bytes, accepted: false })))
    }

    /// Whether the two were compared, and in how many columns the carry-over did not fit: the total was left blank then.
    fn compared(state: &State) -> (bool, usize) {
        let outcome = &state.answer.as_ref().expect("an answer").outcome;
        let rules = outcome.findings.iter().map(|finding| finding.rule.as_str());
        let is_paired = outcome.last_year.as_ref().is_some_and(|beside| beside.pairing == Pairing::Paired);
        (is_paired, rules.filter(|&rule| rule == "carry-over-mismatch").count())
    }

    #[test]
    fn last_year_is_compared_taken_away_and_comes_back() {
        let given = opened().after(given("2023"));
        assert_eq!(given.phase(), Phase::Running);
        let both = settled(&given);
        assert_eq!(compared(&both), (true, 2));
        let away = settled(&both.after(Action::LastYear(LastYear::TakenAway)));
        assert_eq!(compared(&away), (false, 0));
        assert_eq!(compared(&settled(&away.after(Action::Undo))), (true, 2));
    }

    #[test]
    fn another_year_is_compared_when_it_is_accepted_and_for_this_report_only() {
        let asked = settled(&opened().after(given("2021")));
        assert_eq!(compared(&asked), (false, 0));
        let accepted = settled(&asked.after(Action::LastYear(LastYear::Accepted)));
        assert_eq!(compared(&accepted), (true, 2));
        let anew = accepted.after(taken(9));
        let work = anew.history.now().clone();
        assert!(work.last_year.as_ref().is_some_and(|given| !given.accepted));
        assert_eq!(anew.job.as_ref().map(|job| job.work.clone()), Some(work.clone()));
        assert_eq!(compared(&anew.after(replied(9, &work))), (false, 0));
    }

    #[test]
    fn it_stays_while_the_report_is_mended_and_goes_with_everything() {
        let both = settled(&opened().after(given("2023")));
        for text in ["一、总体情况", " "] {
            let typed = both.after(Action::Typed { id: 5, text: text.into() });
            assert!(typed.history.now().last_year.is_some());
        }
        assert_eq!(both.after(Action::Wiped).history.now().last_year, None);
        // It is no deed that would be missed.
        assert_eq!(both.after(taken(9)).shelf, None);
    }

    #[test]
    fn a_report_of_the_list_keeps_its_own() {
        use crate::ui::batch::{Arrival, Event};
        let rows = vec![(1, "甲".to_owned()), (2, "乙".to_owned())];
        let arrival = Arrival { rows, ..Arrival::default() };
        let listed = State::default().after(Action::List(Event::Came(arrival)));
        let open = |state: &State, row, id| {
            let state = state.after(Action::List(Event::Open(row, id)));
            let work = state.history.now().clone();
            state.after(replied(id, &work))
        };
        let first = settled(&open(&listed, 1, 7).after(given("2023")));
        let second = open(&first, 2, 8);
        assert_eq!(second.history.now().last_year, None);
        assert_eq!(compared(&open(&second, 1, 9)), (true, 2));
    }
}
