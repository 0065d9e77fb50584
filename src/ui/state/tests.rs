//! The reducer, without a page around it.

use super::super::sample;
use super::*;
use crate::diagnostic::{Diagnostic, RuleId, sign_all};
use crate::regulation::Clause;
use crate::ui::action::Decide;
use crate::ui::batch;
use crate::ui::work::Seat;

fn run(actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(State::default(), |state, action| state.after(action))
}

fn taken(id: u32) -> Action {
    Action::Taken { id, name: "年报.txt".into(), text: None, notice: None, exercise: None }
}

fn typed(id: u32, text: &str) -> Action {
    Action::Typed { id, text: text.into() }
}

fn outcome(severities: &[Severity]) -> Outcome {
    let finding = |(index, &severity): (usize, &Severity)| {
        Diagnostic::new(RuleId::new("some-rule"), severity, Clause::Practice, format!("第 {index} 句"))
    };
    let mut findings: Vec<Diagnostic> = severities.iter().enumerate().map(finding).collect();
    sign_all(&mut findings, None, None);
    Outcome { findings, ..sample::preview() }
}

fn replied(id: u32, severities: &[Severity]) -> Action {
    Action::Replied(id, Box::new(Ok(outcome(severities))))
}

const TWO: &[Severity] = &[Severity::Error, Severity::Warning];

#[test]
fn a_check_goes_from_idle_over_running_to_done() {
    assert_eq!(State::default().phase(), Phase::Idle);
    assert_eq!(run([taken(1)]).phase(), Phase::Running);
    assert_eq!(run([taken(1), replied(1, TWO)]).phase(), Phase::Done);
}

#[test]
fn a_reply_to_an_older_question_is_dropped() {
    let state = run([taken(1), taken(2), replied(1, TWO), Action::Crashed(1, Breakdown::Crashed), Action::Slow(1)]);
    assert_eq!((state.phase(), state.answer), (Phase::Running, None));
    assert_eq!(
        state.job,
        Some(Job { id: 2, name: "年报.txt".into(), cause: Cause::New, work: Rc::default(), slow: false })
    );
}

#[test]
fn a_refusal_takes_the_place_of_the_answer() {
    let refused = |kind| Action::Replied(2, Box::new(Err(Error::new(kind, "读不出。"))));
    let after = |kind| run([taken(1), replied(1, TWO), taken(2), refused(kind)]);
    let state = after(ErrorKind::UnsupportedFormat);
    assert_eq!((state.phase(), state.answer.is_some()), (Phase::Failed, false));
    assert_eq!(state.failure.map(|failure| (failure.message, failure.advice)), Some(("读不出。".to_owned(), None)));
    assert!(after(ErrorKind::Unopened).failure.is_some_and(|failure| failure.advice.is_some()));
}

#[test]
fn a_crash_costs_one_answer_and_not_the_page() {
    let state = run([taken(1), Action::Crashed(1, Breakdown::Crashed)]);
    assert_eq!(state.phase(), Phase::Failed);
    assert_eq!(state.after(taken(2)).after(replied(2, TWO)).phase(), Phase::Done);
}

#[test]
fn cancelling_leaves_what_was_there() {
    let state = run([taken(1), replied(1, TWO), taken(2), Action::Cancelled]);
    assert_eq!((state.phase(), state.answer.is_some()), (Phase::Done, true));
}

#[test]
fn wiping_keeps_nothing_but_the_looks() {
    let state = run([Action::Theme(Theme::Dark), typed(1, "一、总体情况"), replied(1, TWO), Action::Wiped]);
    let clean = State { theme: Theme::Dark, turn: state.turn, ..State::default() };
    assert_eq!(state, clean);
}

#[test]
fn typing_keeps_the_box_and_what_one_looks_at() {
    let first = run([typed(1, "一"), replied(1, TWO), Action::Finding(1)]);
    let state = first.after(typed(2, "一、")).after(replied(2, TWO));
    assert_eq!((state.draft_open, state.focus.finding, &*state.draft), (true, Some(1), "一、"));
}

#[test]
fn an_emptied_box_is_the_beginning() {
    let state = run([typed(1, "一"), replied(1, TWO), typed(2, " ")]);
    assert_eq!((state.phase(), state.answer.is_some()), (Phase::Idle, false));
}

#[test]
fn steps_go_round_the_listed_findings() {
    let mut state = run([taken(1), replied(1, &[Severity::Error, Severity::Warning, Severity::Warning])]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        state = state.after(Action::Step(Direction::Forward));
        seen.push(state.position().0);
    }
    assert_eq!(seen, [Some(1), Some(2), Some(3), Some(1)]);
    assert_eq!(state.after(Action::Step(Direction::Back)).position(), (Some(3), 3));
    let warnings = state.after(Action::Filter(Filter::Only(Severity::Warning))).after(Action::Step(Direction::Forward));
    assert_eq!((warnings.focus.finding, warnings.position()), (Some(1), (Some(1), 2)));
}

#[test]
fn steps_without_findings_stand_still() {
    let state = run([taken(1), replied(1, &[])]);
    assert_eq!(state.after(Action::Step(Direction::Back)), state);
}

#[test]
fn a_figure_shows_its_finding_even_if_it_was_filtered_out() {
    let Ok(cell) = "t3.granted.total".parse() else { panic!("the cell has a name") };
    let start = run([taken(1), Action::Replied(1, Box::new(Ok(sample::preview())))]);
    let state = start.after(Action::Filter(Filter::Only(Severity::Note))).after(Action::Cell(cell));
    assert_eq!((state.filter, state.focus.finding, state.focus.reveal), (Filter::All, Some(0), Reveal::Entry));
}

fn cell(text: &str) -> CellId {
    text.parse().expect("a cell")
}

/// The answer to the specimen, with the page's question about the working copy answered as well.
fn at_work(actions: impl IntoIterator<Item = Action>) -> State {
    let start = run([taken(1), Action::Replied(1, Box::new(Ok(sample::preview())))]);
    actions.into_iter().fold(start, |state, action| state.after(action))
}

fn rechecked(state: &State, id: u32) -> State {
    let asked = state.after(Action::Recheck(id, state.history.now().clone()));
    asked.after(Action::Replied(id, Box::new(Ok(sample::preview()))))
}

const WRONG: &str = "t3.granted.total";

fn set(text: &str) -> Action {
    Action::Set(vec![(cell(WRONG), text.to_owned())])
}

#[test]
fn a_change_runs_until_the_answer_is_about_it() {
    let changed = at_work([set("7")]);
    assert_eq!((changed.phase(), changed.change), (Phase::Running, 1));
    let asked = changed.after(Action::Recheck(2, changed.history.now().clone()));
    // Meanwhile another figure is typed: the answer that comes is not yet the one that is waited for.
    let ahead = asked.after(set("8")).after(Action::Replied(2, Box::new(Ok(sample::preview()))));
    assert_eq!(ahead.phase(), Phase::Running);
    assert_eq!(rechecked(&ahead, 3).phase(), Phase::Done);
}

#[test]
fn undoing_is_checked_again() {
    let state = rechecked(&at_work([set("7")]), 2).after(Action::Undo);
    assert_eq!((state.phase(), state.change, state.history.now().is_untouched()), (Phase::Running, 2, true));
}

#[test]
fn a_change_that_is_not_waited_for_is_taken_back() {
    let changed = at_work([set("7")]);
    let state = changed.after(Action::Recheck(2, changed.history.now().clone())).after(Action::Cancelled);
    assert!(state.history.now().is_untouched());
    let crashed =
        changed.after(Action::Recheck(2, changed.history.now().clone())).after(Action::Crashed(2, Breakdown::Crashed));
    assert!(crashed.history.now().is_untouched() && crashed.answer.is_some() && crashed.notice.is_some());
}

#[test]
fn another_report_comes_untouched_and_what_it_replaces_is_not_worked_on() {
    let state = rechecked(&at_work([set("7"), Action::Lock(cell(WRONG))]), 2).after(taken(3));
    assert!(state.history.now().is_untouched() && !state.history.can_undo());
    assert!(state.after(set("8")).history.now().is_untouched());
}

#[test]
fn the_keyboard_goes_where_the_box_says_and_the_inspector_along() {
    let to = cell("t3.partial.total");
    let typed = [Action::Open(cell(WRONG), Seat::Table, Some("7".into())), Action::TakeOver(Some(to))];
    let state = at_work(typed.clone());
    assert_eq!((state.focus.cell, state.focus.reveal, state.inspected), (Some(to), Reveal::Cell, None));
    let beside = at_work([Action::Cell(cell(WRONG))].into_iter().chain(typed));
    assert_eq!((beside.inspected, beside.history.now().texts.len()), (Some(to), 1));
    let left = beside.after(Action::Escape);
    assert_eq!((left.inspected, left.focus.cell), (None, Some(to)));
}

#[test]
fn the_place_stays_where_a_change_is_checked() {
    let state = at_work([Action::Cell(cell(WRONG)), set("7")]);
    let after = rechecked(&state, 2);
    assert_eq!((after.focus, after.inspected), (state.focus, Some(cell(WRONG))));
}

#[test]
fn what_was_worked_on_can_be_put_back() {
    let touched = rechecked(&at_work([set("7")]), 2);
    let refused = Action::Replied(3, Box::new(Err(Error::new(ErrorKind::UnsupportedFormat, "读不出。"))));
    let lost = touched.after(taken(3)).after(refused);
    assert_eq!(lost.phase(), Phase::Failed);
    let told = lost.shelf.as_ref().map(|shelf| shelf.sentence());
    assert_eq!(told.as_deref(), Some("上一份报告里改过、锁定过的 1 格还在。"));
    let back = lost.after(Action::PutBack);
    assert_eq!((back.phase(), &back.history, &back.answer), (Phase::Done, &touched.history, &touched.answer));
    // A report nothing was done to is not missed.
    assert_eq!(at_work([]).after(taken(3)).shelf, None);
    assert_eq!(lost.after(Action::Wiped).shelf, None);
}

#[test]
fn what_is_left_is_wiped_put_by_or_asked_about() {
    let opened = at_work([]);
    assert_eq!(opened.leaving(), Leaving::Wiped);
    let worked = rechecked(&at_work([set("7")]), 2);
    assert_eq!(worked.leaving(), Leaving::PutBy);
    let begun = worked.after(Action::PutBy);
    assert_eq!((begun.phase(), begun.history.now().is_untouched()), (Phase::Idle, true));
    assert_eq!(begun.after(Action::PutBack).history, worked.history);
    // What comes next and is not missed does not take its place.
    let next = begun.after(taken(3)).after(Action::Replied(3, Box::new(Ok(sample::preview()))));
    assert_eq!((next.leaving(), next.after(Action::PutBy).shelf), (Leaving::Dropped, begun.shelf.clone()));
    // A text that was mended in its box is work as well.
    let mended = opened.after(Action::Typed { id: 5, text: "一、总体情况".into() });
    let mended = mended.after(Action::Replied(5, Box::new(Ok(sample::preview()))));
    assert_eq!(mended.leaving(), Leaving::PutBy);
    let begun = mended.after(Action::PutBy);
    assert_eq!(begun.shelf.as_ref().map(|shelf| shelf.sentence()).as_deref(), Some("上一份改过的原文还在。"));
    assert_eq!(&*begun.after(Action::PutBack).draft, "一、总体情况");

    let listed = run([came(&[1])]);
    assert_eq!(listed.leaving(), Leaving::Asked);
    let open = listed.after(Action::List(batch::Event::Open(1, 7))).after(replied(7, TWO));
    assert_eq!(open.leaving(), Leaving::Asked);
    let beside = open.after(taken(8)).after(replied(8, TWO));
    assert_eq!((beside.leaving(), beside.after(deed()).leaving()), (Leaving::ToList, Leaving::PutBy));
}

#[test]
fn a_pasted_block_is_one_deed() {
    let block = vec![vec!["1".to_owned(), "2".to_owned()], vec!["3".to_owned(), "4".to_owned()]];
    let state = at_work([Action::Paste(cell("t3.granted.other_org"), block)]);
    let texts: Vec<(String, &str)> =
        state.history.now().texts.iter().map(|(cell, text)| (cell.to_string(), text.as_str())).collect();
    let expected =
        ["t3.granted.other_org", "t3.granted.total", "t3.partial.other_org", "t3.partial.total"].map(str::to_owned);
    assert_eq!(texts, expected.into_iter().zip(["1", "2", "3", "4"]).collect::<Vec<_>>());
    assert!(state.after(Action::Undo).history.now().is_untouched());
}

fn came(ids: &[u32]) -> Action {
    let rows = ids.iter().map(|&id| (id, format!("{id}.txt"))).collect();
    Action::List(batch::Event::Came(batch::Arrival { rows, left_out: 0, beyond: 0 }))
}

fn deed() -> Action {
    Action::Set(vec![("t3.granted.total".parse().expect("a cell"), "7".into())])
}

/// The answer to the working copy of the state.
fn checked(state: &State, id: u32) -> State {
    state.after(Action::Recheck(id, state.history.now().clone())).after(replied(id, &TWO[1..]))
}

#[test]
fn a_report_of_the_list_keeps_what_was_done_to_it() {
    let open = |row, job| Action::List(batch::Event::Open(row, job));
    let listed = run([came(&[1, 2])]);
    assert!(listed.list_shown().is_some());
    let opening = listed.after(open(1, 7));
    assert!(opening.list_shown().is_some(), "the list stays until there is something else to see");
    let worked = opening.after(replied(7, TWO)).after(deed());
    assert!(worked.list_shown().is_none());
    let back = checked(&worked, 8).after(Action::List(batch::Event::Back));
    let row = back.list_shown().and_then(|batch| batch.row(1)).cloned().expect("the row");
    assert_eq!((row.deeds(), row.summary().map(|summary| summary.errors)), (1, Some(0)));
    assert!(back.shelf.is_none() && back.history.now().is_untouched());

    let again = back.after(open(1, 9));
    assert_eq!(again.job.as_ref().map(|job| job.work.clone()), Some(row.history.now().clone()));
    assert_eq!(again.after(replied(9, &[])).phase(), Phase::Done);
    // The next one is opened before this one has its answer: nothing of the one gets into the other.
    let other = again.after(open(2, 10)).after(replied(10, &[]));
    assert!(other.history.now().is_untouched());
    assert_eq!(other.batch.as_ref().and_then(|batch| batch.row(1)).map(|row| row.deeds()), Some(1));
}

#[test]
fn what_is_decided_counts_for_the_whole_list() {
    use crate::check::{Decisions, Off};
    use crate::diagnostic::RuleId;
    let off = vec![Off { rule: RuleId::new("row-total-mismatch"), reason: "另有台账".into() }];
    let taken = Action::Decide(Decide::Take(Rc::new(Decisions { ignored: Vec::new(), off })));
    let checked_row = |id| Action::List(batch::Event::Checked(id, batch::Summary::of(&sample::preview())));
    let open = |row, job| Action::List(batch::Event::Open(row, job));
    // A row that was worked on before keeps its deeds, and takes the decision as the others do.
    let worked = run([came(&[1, 2]), checked_row(1), checked_row(2), open(1, 7), replied(7, TWO), deed()]);
    let listed = checked(&worked, 8).after(Action::List(batch::Event::Back));
    assert_eq!((listed.phase(), listed.is_list_due()), (Phase::Done, false));
    let due = listed.after(taken);
    assert_eq!((due.phase(), due.is_list_due()), (Phase::Running, true));
    assert!(due.notice.as_ref().is_some_and(|notice| notice.contains("下面各份都照它核对")));
    let rows = due.batch.as_ref().map(|batch| batch.concerned(due.history.now())).expect("a list");
    assert_eq!(
        rows.iter().map(|(id, work)| (*id, work.deeds(), work.decisions.off.len())).collect::<Vec<_>>(),
        [(1, 1, 1), (2, 0, 1)]
    );
    let renewed = due.after(Action::List(batch::Event::Renewed(due.history.now().decisions.clone(), vec![1, 2])));
    assert_eq!((renewed.phase(), renewed.is_list_due()), (Phase::Running, false));
    let done = renewed.after(checked_row(1)).after(checked_row(2));
    assert_eq!(done.phase(), Phase::Done);
    for (row, work) in rows {
        assert_eq!(done.after(open(row, 9)).job.map(|job| job.work), Some(work), "opened as it was counted");
    }
    // What comes later is checked with it from the beginning.
    assert!(!done.after(came(&[3])).is_list_due());
    assert!(
        !State::default()
            .after(Action::Decide(Decide::Take(done.history.now().decisions.clone())))
            .after(came(&[1]))
            .is_list_due()
    );
}

#[test]
fn another_report_leaves_the_list_and_its_work_alone() {
    let open = Action::List(batch::Event::Open(1, 7));
    let state = run([came(&[1]), open, replied(7, TWO), deed(), taken(8), replied(8, TWO)]);
    let deeds = |state: &State| state.batch.as_ref().and_then(|batch| batch.row(1)).map(|row| row.deeds());
    assert_eq!((deeds(&state), state.shelf.is_none()), (Some(1), true));
    // What is done to a report that is not in the list goes to the shelf, and comes back from there.
    let back = state.after(deed()).after(Action::List(batch::Event::Back));
    assert_eq!((back.list_shown().is_some(), back.shelf.is_some()), (true, true));
    let put_back = back.after(Action::PutBack);
    assert_eq!((put_back.list_shown().is_none(), deeds(&put_back)), (true, Some(1)));
    assert!(put_back.after(Action::Wiped).batch.is_none());
}
