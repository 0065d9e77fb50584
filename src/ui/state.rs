//! The page's state: one pure reducer, no DOM in it.
//!
//! ```text
//!  Typed / Taken ──► running ──Replied──► answer, or failure
//!                      │  └──Cancelled──► as before
//!                      └─ a reply with another id is dropped: it answers a question nobody asks any more
//! ```

use std::rc::Rc;

use crate::diagnostic::Severity;
use crate::error::ErrorKind;
use crate::location::CellId;
use crate::{Error, Outcome};

use super::view::{Answer, Place};

/// What a text or a table from the clipboard is called.
pub const PASTED: &str = "粘贴的内容";

/// What the page knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The text in the box.
    pub draft: Rc<str>,
    /// Whether the box stays in sight beside the result: while one types, and when asked for.
    pub draft_open: bool,
    /// Whether the answer is to the text in the box, and not to a file or a web page.
    pub draft_checked: bool,
    /// The check that is under way.
    pub job: Option<Job>,
    /// The answer to what was last checked.
    pub answer: Option<Rc<Answer>>,
    /// Why the last check gave no answer.
    pub failure: Option<Failure>,
    /// One sentence about what was put in, where something was left out.
    pub notice: Option<String>,
    /// How often an answer or a refusal came: effects that follow one run once for each.
    pub turn: u32,
    /// What is looked at.
    pub focus: Focus,
    /// Which findings are listed.
    pub filter: Filter,
    /// Whether the list is drawn up over the report, where both do not fit side by side.
    pub list_open: bool,
    /// Light, dark or strong.
    pub theme: Theme,
    /// The dialog in front.
    pub dialog: Option<Dialog>,
}

/// A check under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id; the reply bears it.
    pub id: u32,
    /// The name of what is checked.
    pub name: String,
    /// Whether it has taken so long that it should be shown.
    pub slow: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The name of what was checked.
    pub name: String,
    /// What the engine said.
    pub message: String,
    /// What to do next, where the message does not say it.
    pub advice: Option<&'static str>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Focus {
    /// The finding, by index.
    pub finding: Option<usize>,
    /// The figure.
    pub cell: Option<CellId>,
    /// What has to be brought into sight for it.
    pub reveal: Reveal,
    /// How often something was brought into sight.
    pub turn: u32,
}

/// What has to be brought into sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reveal {
    /// Nothing.
    #[default]
    Nothing,
    /// The entry of the list: the user is in the report.
    Entry,
    /// Both the entry and its place in the report, which also takes the keyboard's focus.
    Both,
}

/// Which findings are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them, and the coverage below.
    #[default]
    All,
    /// Those of one severity.
    Only(Severity),
    /// What could not be checked.
    Open,
}

/// Light, dark or strong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

/// A dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// How to verify that nothing leaves the computer.
    Privacy,
    /// Light, dark or strong.
    Looks,
}

/// What happens to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The text in the box changed; its check begins when the typing pauses.
    Typed {
        /// The check's id.
        id: u32,
        /// The text.
        text: Rc<str>,
    },
    /// Something whole was put in: pasted, dropped, opened.
    Taken {
        /// The check's id.
        id: u32,
        /// Its name.
        name: String,
        /// Its text, where it can stand in the box.
        text: Option<Rc<str>>,
        /// One sentence about what was left out.
        notice: Option<String>,
    },
    /// The check takes long enough to be felt.
    Slow(u32),
    /// The check came back.
    Replied(u32, Box<Result<Outcome, Error>>),
    /// The engine broke down over it.
    Crashed(u32),
    /// The user does not want to wait.
    Cancelled,
    /// Everything is wiped.
    Wiped,
    /// A finding is looked at.
    Finding(usize),
    /// A figure is looked at.
    Cell(CellId),
    /// A figure named elsewhere is to be shown in its table.
    Show(CellId),
    /// The next finding, or the one before.
    Step(Direction),
    /// Other findings are listed.
    Filter(Filter),
    /// The list is drawn up or down.
    ListOpen(bool),
    /// The box is shown or put away.
    DraftOpen(bool),
    /// Light, dark or strong.
    Theme(Theme),
    /// A dialog comes or goes.
    Dialog(Option<Dialog>),
}

/// Which way to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the next.
    Forward,
    /// To the one before.
    Back,
}

/// How far the check is, in the contract's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was put in.
    Idle,
    /// A check is under way.
    Running,
    /// There is an answer.
    Done,
    /// There is none, and the page says why.
    Failed,
}

impl Phase {
    /// The name the contract uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Running => "running",
            Phase::Done => "done",
            Phase::Failed => "failed",
        }
    }
}

impl Filter {
    /// Whether a finding of this severity is listed.
    pub fn lists(self, severity: Severity) -> bool {
        match self {
            Filter::All => true,
            Filter::Only(only) => only == severity,
            Filter::Open => false,
        }
    }

    /// Whether the coverage is shown.
    pub const fn shows_coverage(self) -> bool {
        matches!(self, Filter::All | Filter::Open)
    }
}

impl State {
    /// How far the check is.
    pub fn phase(&self) -> Phase {
        match (&self.job, &self.failure, &self.answer) {
            (Some(_), _, _) => Phase::Running,
            (None, Some(_), _) => Phase::Failed,
            (None, None, Some(_)) => Phase::Done,
            (None, None, None) => Phase::Idle,
        }
    }

    /// Where the finding that is looked at stands among those that are stepped through: its number from 1, and how
    /// many there are.
    pub fn position(&self) -> (Option<usize>, usize) {
        let Some(answer) = &self.answer else { return (None, 0) };
        let order: Vec<usize> = self.listed(answer).collect();
        let at = self.focus.finding.and_then(|finding| order.iter().position(|&index| index == finding));
        (at.map(|at| at + 1), order.len())
    }

    /// The findings F8 steps through: those that are listed.
    fn listed<'a>(&self, answer: &'a Answer) -> impl Iterator<Item = usize> + use<'a> {
        // Where the list shows none, stepping still works.
        let filter = if self.filter == Filter::Open { Filter::All } else { self.filter };
        answer.order().filter(move |&index| filter.lists(answer.outcome.findings[index].severity))
    }

    /// The state after an action.
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Typed { id, text } => next.typed(id, text),
            Action::Taken { id, name, text, notice } => {
                next.draft_checked = text.is_some();
                next.draft = text.unwrap_or_default();
                next.draft_open = false;
                next.notice = notice;
                next.job = Some(Job { id, name, slow: false });
            }
            Action::Slow(id) => {
                if let Some(job) = next.job.as_mut().filter(|job| job.id == id) {
                    job.slow = true;
                }
            }
            Action::Replied(id, outcome) => {
                if let Some(job) = next.job.take_if(|job| job.id == id) {
                    match *outcome {
                        Ok(outcome) => next.answered(outcome),
                        Err(error) => next.refused(job.name, &error),
                    }
                }
            }
            Action::Crashed(id) => {
                if let Some(job) = next.job.take_if(|job| job.id == id) {
                    next.failed(Failure {
                        name: job.name,
                        message: "核对这份内容时程序出了问题，没有得到结果。".to_owned(),
                        advice: Some("页面没有受影响。请换一种方式再试：在 Word、WPS 里打开，全选、复制，粘贴到这里。"),
                    });
                }
            }
            Action::Cancelled => {
                next.job = None;
                next.turn += 1;
            }
            Action::Wiped => next = Self { theme: self.theme, turn: self.turn + 1, ..Self::default() },
            Action::Finding(index) => next.look_at(index, Reveal::Both),
            Action::Cell(cell) => next.look_at_cell(cell),
            Action::Show(cell) => {
                next.look_at_cell(cell);
                next.focus.reveal = Reveal::Both;
                next.list_open = false;
            }
            Action::Step(direction) => next.step(direction),
            Action::Filter(filter) => next.filter = filter,
            Action::ListOpen(open) => next.list_open = open,
            Action::DraftOpen(open) => next.draft_open = open,
            Action::Theme(theme) => next.theme = theme,
            Action::Dialog(dialog) => next.dialog = dialog,
        }
        next
    }

    fn typed(&mut self, id: u32, text: Rc<str>) {
        let empty = text.trim().is_empty();
        self.draft = text;
        self.draft_checked = true;
        self.draft_open = true;
        self.notice = None;
        if empty {
            // An empty box is the beginning, not a refusal.
            self.job = None;
            self.answer = None;
            self.failure = None;
            self.turn += 1;
        } else {
            self.job = Some(Job { id, name: PASTED.to_owned(), slow: false });
        }
    }

    fn answered(&mut self, outcome: Outcome) {
        let answer = Answer::new(outcome);
        // While one types, what one looks at stays where it was, as long as it is still found.
        let kept = self.answer.as_ref().and_then(|old| {
            let fingerprint = &old.outcome.findings.get(self.focus.finding?)?.fingerprint;
            answer.outcome.findings.iter().position(|finding| finding.fingerprint == *fingerprint)
        });
        let keeps = self.draft_open && kept.is_some();
        self.focus = Focus {
            finding: if keeps { kept } else { answer.order().next() },
            cell: if keeps { self.focus.cell } else { None },
            reveal: Reveal::Nothing,
            turn: self.focus.turn,
        };
        if !self.draft_open {
            self.filter = Filter::All;
            self.list_open = false;
        }
        self.answer = Some(Rc::new(answer));
        self.failure = None;
        self.turn += 1;
    }

    fn refused(&mut self, name: String, error: &Error) {
        // The reader's message says what to do; the browser's refusal to open a file says nothing.
        let advice = (error.kind == ErrorKind::Unopened)
            .then_some("请确认文件还在，没有被别的程序占用；文件夹不能整个拖进来，请拖一份文件。");
        self.failed(Failure { name, message: error.message.clone(), advice });
    }

    fn failed(&mut self, failure: Failure) {
        self.answer = None;
        self.failure = Some(failure);
        self.focus = Focus::default();
        self.turn += 1;
    }

    fn look_at(&mut self, index: usize, reveal: Reveal) {
        let Some(answer) = &self.answer else { return };
        let cell = match answer.places.get(index) {
            Some(Place::Cell(cell)) => Some(*cell),
            _ => None,
        };
        self.focus = Focus { finding: Some(index), cell, reveal, turn: self.focus.turn + 1 };
        // Where the list lies over the report, it gives way to what it points at.
        if reveal == Reveal::Both {
            self.list_open = false;
        }
    }

    fn look_at_cell(&mut self, cell: CellId) {
        let Some(answer) = &self.answer else { return };
        let finding = answer.finding_at(cell);
        let severity = finding.map(|index| answer.outcome.findings[index].severity);
        if severity.is_some_and(|severity| !self.filter.lists(severity)) {
            self.filter = Filter::All;
        }
        let reveal = if finding.is_some() { Reveal::Entry } else { Reveal::Nothing };
        self.focus = Focus { finding, cell: Some(cell), reveal, turn: self.focus.turn + 1 };
    }

    fn step(&mut self, direction: Direction) {
        let Some(answer) = self.answer.clone() else { return };
        let order: Vec<usize> = self.listed(&answer).collect();
        let at = self.focus.finding.and_then(|finding| order.iter().position(|&index| index == finding));
        // The first step after an answer shows the first finding, which the list has already lit.
        let shown = self.focus.turn > 0 && self.focus.reveal != Reveal::Nothing;
        let to = match (direction, at) {
            (Direction::Forward, Some(at)) if shown => (at + 1) % order.len(),
            (Direction::Forward, Some(at)) => at,
            (Direction::Forward, None) => 0,
            (Direction::Back, at) => at.unwrap_or(0).checked_sub(1).unwrap_or(order.len().saturating_sub(1)),
        };
        if let Some(&index) = order.get(to) {
            self.look_at(index, Reveal::Both);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::diagnostic::{Diagnostic, RuleId};
    use crate::regulation::Clause;

    fn run(actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(State::default(), |state, action| state.after(action))
    }

    fn taken(id: u32) -> Action {
        Action::Taken { id, name: "年报.txt".into(), text: None, notice: None }
    }

    fn typed(id: u32, text: &str) -> Action {
        Action::Typed { id, text: text.into() }
    }

    fn outcome(severities: &[Severity]) -> Outcome {
        let finding = |(index, &severity): (usize, &Severity)| {
            Diagnostic::new(RuleId::new("some-rule"), severity, Clause::Practice, format!("第 {index} 句"))
        };
        Outcome { findings: severities.iter().enumerate().map(finding).collect(), ..sample::preview() }
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
        let state = run([taken(1), taken(2), replied(1, TWO), Action::Crashed(1), Action::Slow(1)]);
        assert_eq!((state.phase(), state.answer), (Phase::Running, None));
        assert_eq!(state.job, Some(Job { id: 2, name: "年报.txt".into(), slow: false }));
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
        let state = run([taken(1), Action::Crashed(1)]);
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
        let warnings =
            state.after(Action::Filter(Filter::Only(Severity::Warning))).after(Action::Step(Direction::Forward));
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
}
