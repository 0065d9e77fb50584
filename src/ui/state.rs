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
use crate::portfolio::drafts::Drafts;
use crate::report::layout::Layout;
use crate::{Error, Outcome};

pub use super::action::{Action, Breakdown, Direction, EquationId, Matter};
use super::batch::Batch;
use super::keys;
use super::practice::Exercise;
use super::view::{Answer, Place};
use super::work::{History, Seat, Work};

mod deciding;
mod drafts;
mod last_year;
mod list;
mod phase;
mod shelf;
mod supply;

pub use drafts::Draft;
pub use phase::Phase;
pub use shelf::{Leaving, Shelf};
pub use supply::FORM;

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
    /// Whether something was typed in the box since its text came in.
    pub draft_typed: bool,
    /// What was planted in it, while one practises.
    pub exercise: Option<Rc<Exercise>>,
    /// What the user did to the report.
    pub history: History,
    /// The working copy the answer is about.
    pub answered: Rc<Work>,
    /// What was worked on until another report took its place.
    pub shelf: Option<Rc<Shelf>>,
    /// What was answered before, while the next report is looked at.
    pub earlier: Option<Draft>,
    /// What the report mended of an earlier draft of it.
    pub drafts: Option<Rc<Drafts>>,
    /// The reports that came in together.
    pub batch: Option<Rc<Batch>>,
    /// How often the working copy changed: each change is checked.
    pub change: u32,
    /// Why the last check gave no answer.
    pub failure: Option<Failure>,
    /// One sentence about what was put in, where something was left out.
    pub notice: Option<String>,
    /// The decision whose reason is asked for.
    pub asking: Option<Matter>,
    /// Whether decisions came out of a file and it is not yet told how many of them concern the report.
    pub has_taken_decisions: bool,
    /// How often an answer or a refusal came: effects that follow one run once for each.
    pub turn: u32,
    /// What is looked at.
    pub focus: Focus,
    /// The cell that is shown with its equations, in place of the list.
    pub inspected: Option<CellId>,
    /// The equation whose cells are lit.
    pub lit: Option<EquationId>,
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
    /// What it was begun for.
    pub cause: Cause,
    /// The working copy it looks at.
    pub work: Rc<Work>,
    /// Whether it has taken so long that it should be shown.
    pub slow: bool,
}

/// What a check was begun for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Something new was put in.
    New,
    /// The text in the box changed.
    Typing,
    /// The working copy changed.
    Change,
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
    /// The cell, no further than needed; it takes the keyboard's focus: the user walks the table.
    Cell,
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
    /// Whether the list is to be wiped.
    StartOver,
    /// The tables as they can be taken along.
    Take,
    /// How to verify that nothing leaves the computer.
    Privacy,
    /// Light, dark or strong.
    Looks,
    /// What the keys do.
    Keys,
    /// The figures of an old form on the new one.
    NewForm,
    /// The figures of two years side by side.
    TwoYears,
    /// What a rule looks for.
    Rule(&'static str),
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
    /// What was planted in the report that is shown.
    pub fn exercise_shown(&self) -> Option<Rc<Exercise>> {
        self.exercise.clone().filter(|_| !self.is_replaced())
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
        // What is about to be replaced is not worked on.
        if !(self.is_replaced() && action.is_deed()) {
            next.apply(action);
        }
        if next.history.now() != self.history.now() {
            next.change += 1;
        }
        next
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Typed { id, text } => self.typed(id, text),
            Action::Taken { id, name, text, notice, exercise } => {
                let from_list = self.put_by();
                self.keep_draft();
                self.exercise = exercise;
                self.forget_work(from_list);
                self.draft_checked = text.is_some();
                self.draft = text.unwrap_or_default();
                self.draft_typed = false;
                self.draft_open = false;
                self.notice = notice;
                let work = self.history.now().clone();
                self.job = Some(Job { id, name, cause: Cause::New, work, slow: false });
            }
            Action::Slow(id) => {
                if let Some(job) = self.job.as_mut().filter(|job| job.id == id) {
                    job.slow = true;
                }
            }
            Action::Replied(id, outcome) => {
                if let Some(job) = self.job.take_if(|job| job.id == id) {
                    match *outcome {
                        Ok(outcome) => self.answered(outcome, &job),
                        Err(error) => self.refused(job.name, &error),
                    }
                }
            }
            Action::Crashed(id, how) => {
                if let Some(job) = self.job.take_if(|job| job.id == id) {
                    self.crashed(job, how);
                }
            }
            Action::Cancelled => {
                self.job = None;
                // What was not checked is not shown as if it were.
                if *self.history.now() != self.answered {
                    self.history.undo();
                }
                self.turn += 1;
            }
            Action::Wiped => {
                let (theme, turn, change) = (self.theme, self.turn + 1, self.change);
                *self = Self { theme, turn, change, ..Self::default() };
            }
            Action::Finding(index) => self.look_at(index, Reveal::Both),
            Action::Cell(cell) => {
                self.look_at_cell(cell);
                self.inspected = self.answer.is_some().then_some(cell);
            }
            Action::Walk(cell) => {
                self.inspected = self.inspected.and(Some(cell));
                self.focus.cell = Some(cell);
            }
            Action::Show(cell) => {
                self.look_at_cell(cell);
                self.inspected = self.inspected.and(Some(cell));
                self.focus.reveal = Reveal::Both;
                self.list_open = false;
            }
            Action::Escape if self.dialog.is_some() => self.dialog = None,
            Action::Escape if self.asking.is_some() => self.asking = None,
            Action::Escape | Action::Leave => self.leave(),
            Action::Light(equation) => self.lit = equation,
            Action::Open(cell, seat, text) => self.open(cell, seat, text),
            Action::Type(text) => self.history.type_text(text),
            Action::Append(cell, character) => {
                if let Some(stands) = self.stands(cell) {
                    self.history.append(cell, &stands, character);
                    self.show_table(cell);
                }
            }
            Action::Shorten(cell) => {
                if self.stands(cell).is_some() {
                    self.history.shorten(cell);
                    self.show_table(cell);
                }
            }
            Action::TakeOver(to) => {
                self.history.take_over();
                self.walk(to);
            }
            Action::Abandon(to) => {
                self.history.abandon();
                self.walk(to);
            }
            Action::Paste(cell, figures) => {
                let Some(answer) = self.answer.clone() else { return };
                let layout = Layout::new(answer.outcome.report.form(cell.table), cell.table);
                let mut texts = keys::placed(&layout, cell, figures);
                texts.retain(|(cell, _)| answer.outcome.report.has_place_for(*cell));
                self.apply(Action::Set(texts));
            }
            Action::Set(texts) => {
                self.history.change(|work| texts.into_iter().for_each(|(cell, text)| work.write(cell, text)));
            }
            Action::Reset(cell) => self.history.change(|work| drop(work.texts.remove(&cell))),
            Action::ResetAll => self.history.change(Work::reset),
            Action::Form { id, work } => self.take_form(id, work),
            Action::Supply(supply) => self.supply(supply),
            Action::LastYear(event) => self.last_year(event),
            Action::Decide(decision) => self.decide(decision),
            Action::Tell(notice) => self.notice = Some(notice),
            Action::Lock(cell) => self.history.change(|work| {
                if !work.locked.remove(&cell) {
                    work.locked.insert(cell);
                }
            }),
            Action::UnlockAll => self.history.change(|work| work.locked.clear()),
            Action::PutBack => self.put_back(),
            Action::PutBy => self.begin_again(),
            Action::Forget => self.shelf = None,
            Action::List(event) => self.list(event),
            Action::Undo => self.history.undo(),
            Action::Redo => self.history.redo(),
            Action::Recheck(id, work) => {
                let name = self.answer.as_ref().map(|answer| answer.outcome.source.clone()).unwrap_or_default();
                self.job = Some(Job { id, name, cause: Cause::Change, work, slow: false });
            }
            Action::Step(direction) => self.step(direction),
            Action::Filter(filter) => self.filter = filter,
            Action::ListOpen(open) => self.list_open = open,
            Action::DraftOpen(open) => self.draft_open = open,
            Action::Theme(theme) => self.theme = theme,
            Action::Dialog(dialog) => self.dialog = dialog,
        }
    }

    fn typed(&mut self, id: u32, text: Rc<str>) {
        // What was done to a report of the list is no deed on this text.
        if self.keep_row() {
            self.forget_work(true);
        }
        let empty = text.trim().is_empty();
        self.draft = text;
        self.draft_checked = true;
        self.draft_typed = !empty;
        self.draft_open = true;
        self.exercise = None;
        self.notice = None;
        if empty {
            // An empty box is the beginning, not a refusal.
            self.forget_work(false);
            self.job = None;
            self.answer = None;
            self.failure = None;
            self.turn += 1;
        } else {
            let work = self.history.now().clone();
            self.job = Some(Job { id, name: PASTED.to_owned(), cause: Cause::Typing, work, slow: false });
        }
    }

    /// Another report comes: what was done to the last one is no deed on this one.
    fn forget_work(&mut self, from_list: bool) {
        self.history = History::begin(Rc::new(self.history.now().carried(from_list)));
        self.asking = None;
        self.inspected = None;
        self.lit = None;
    }

    fn answered(&mut self, outcome: Outcome, job: &Job) {
        let answer = Answer::new(outcome);
        // While one works on a report, what one looks at stays where it was, as long as it is still found.
        let kept = self.answer.as_ref().and_then(|old| {
            let fingerprint = &old.outcome.findings.get(self.focus.finding?)?.fingerprint;
            answer.outcome.findings.iter().position(|finding| finding.fingerprint == *fingerprint)
        });
        self.focus = match job.cause {
            Cause::Change => Focus { finding: kept, ..self.focus },
            Cause::Typing if kept.is_some() => Focus { finding: kept, reveal: Reveal::Nothing, ..self.focus },
            Cause::Typing | Cause::New => {
                Focus { finding: answer.order().next(), cell: None, reveal: Reveal::Nothing, turn: self.focus.turn }
            }
        };
        let supplied = self.newly_supplied(&answer, job.cause);
        if job.cause == Cause::New {
            self.filter = Filter::All;
            self.list_open = false;
        }
        self.compare_drafts(&answer, &job.work);
        self.answered = job.work.clone();
        self.give_up_refused(&answer);
        self.answer = Some(Rc::new(answer));
        self.failure = None;
        self.turn += 1;
        self.tell_taken();
        // Where a table came in, one works on it next.
        self.walk(supplied);
    }

    fn refused(&mut self, name: String, error: &Error) {
        // The reader's message says what to do; the browser's refusal to open a file says nothing.
        let advice = (error.kind == ErrorKind::Unopened)
            .then_some("请确认文件还在，没有被别的程序占用；文件夹不能整个拖进来，请拖一份文件。");
        self.failed(Failure { name, message: error.message.clone(), advice });
    }

    fn crashed(&mut self, job: Job, how: Breakdown) {
        if job.cause == Cause::Change && self.answer.is_some() {
            self.history.undo();
            self.notice = Some("这样改了以后程序出了问题，没有得到结果，已经退回上一步。".to_owned());
            self.turn += 1;
        } else {
            let advice = Some("页面没有受影响。请换一种方式再试：在 Word、WPS 里打开，全选、复制，粘贴到这里。");
            self.failed(Failure { name: job.name, message: how.message().to_owned(), advice });
        }
    }

    fn failed(&mut self, failure: Failure) {
        self.answer = None;
        self.inspected = None;
        self.lit = None;
        self.failure = Some(failure);
        self.focus = Focus::default();
        self.turn += 1;
    }

    /// Back from a cell's equations to the list; the keyboard goes back to the cell.
    fn leave(&mut self) {
        self.lit = None;
        let cell = self.inspected.take();
        self.walk(cell);
    }

    /// The keyboard goes to a cell, and so does the inspector, if it is open.
    fn walk(&mut self, to: Option<CellId>) {
        if let Some(cell) = to {
            self.inspected = self.inspected.and(Some(cell));
            self.focus = Focus { cell: Some(cell), reveal: Reveal::Cell, turn: self.focus.turn + 1, ..self.focus };
        }
    }

    fn open(&mut self, cell: CellId, seat: Seat, text: Option<String>) {
        if let Some(stands) = self.stands(cell) {
            let text = text.unwrap_or_else(|| stands.clone());
            self.history.open(cell, seat, &stands, text);
            if seat != Seat::Inspector {
                self.show_table(cell);
            }
        }
    }

    /// What stands in a cell of the working copy; `None` for one that cannot be written into.
    fn stands(&self, cell: CellId) -> Option<String> {
        self.answer.as_ref()?.stands(cell, self.history.now())
    }

    /// Where the list lies over the table, it gives way to who works in the table.
    fn show_table(&mut self, cell: CellId) {
        self.focus.cell = Some(cell);
        self.list_open = false;
    }

    fn look_at(&mut self, index: usize, reveal: Reveal) {
        let Some(answer) = &self.answer else { return };
        let cell = match answer.places.get(index) {
            Some(Place::Cell(cell)) => Some(*cell),
            _ => None,
        };
        self.focus = Focus { finding: Some(index), cell, reveal, turn: self.focus.turn + 1 };
        self.inspected = None;
        self.lit = None;
        // Where the list lies over the report, it gives way to what it points at.
        if reveal == Reveal::Both {
            self.list_open = false;
        }
    }

    fn look_at_cell(&mut self, cell: CellId) {
        // Nobody has pointed yet at one of the equations that are shown now.
        self.lit = None;
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
mod tests;
