//! What can happen to the page.

use std::rc::Rc;

use super::batch;
use super::practice::Exercise;
use super::state::{Dialog, Filter, Theme};
use super::work::{Seat, Title, Work};
use crate::check::{Decisions, Predecessor};
use crate::diagnostic::RuleId;
use crate::location::{CellId, Table};
use crate::report::supply::Content;
use crate::rules::identities::Kind;
use crate::{Error, Outcome};

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
        /// What was planted in it, if it is there to practise on.
        exercise: Option<Rc<Exercise>>,
    },
    /// The empty official form is to be filled in.
    Form {
        /// The check's id.
        id: u32,
        /// The form, as the working copy it begins with.
        work: Rc<Work>,
    },
    /// A table beside the document comes, changes or goes.
    Supply(Supply),
    /// The report of the year before comes, is accepted or goes.
    LastYear(LastYear),
    /// Something is decided about a finding or a rule.
    Decide(Decide),
    /// Something has to be told about what came in.
    Tell(String),
    /// The check takes long enough to be felt.
    Slow(u32),
    /// The check came back.
    Replied(u32, Box<Result<Outcome, Error>>),
    /// The engine broke down over it.
    Crashed(u32, Breakdown),
    /// Something happens to the list of reports.
    List(batch::Event),
    /// The user does not want to wait.
    Cancelled,
    /// Everything is wiped.
    Wiped,
    /// A finding is looked at.
    Finding(usize),
    /// A figure is looked at.
    Cell(CellId),
    /// The keyboard went to a cell.
    Walk(CellId),
    /// A figure named elsewhere is to be shown in its table.
    Show(CellId),
    /// What lies in front is closed: a dialog, else the inspector.
    Escape,
    /// The cell that is inspected is left; the list of findings comes back.
    Leave,
    /// The cells of an equation are lit, or none.
    Light(Option<EquationId>),
    /// The next finding, or the one before.
    Step(Direction),
    /// A box opens to type a figure into, with this text in it, or with what stands in the cell.
    Open(CellId, Seat, Option<String>),
    /// The text in the box changed.
    Type(String),
    /// A character is typed on a cell.
    Append(CellId, char),
    /// The last character that was typed on a cell goes, or what stands there.
    Shorten(CellId),
    /// The box closes and its text stays; the keyboard goes on to this cell.
    TakeOver(Option<CellId>),
    /// The box closes and the cell says what it said before; the keyboard goes on to this cell.
    Abandon(Option<CellId>),
    /// Figures, row by row, are put into a cell and those to the right of it and below, as one deed.
    Paste(CellId, Vec<Vec<String>>),
    /// Texts are put into cells, as one deed.
    Set(Vec<(CellId, String)>),
    /// A cell says again what the document says.
    Reset(CellId),
    /// Every cell does.
    ResetAll,
    /// A cell was checked against the original, or no longer counts as such.
    Lock(CellId),
    /// No cell counts as checked any more.
    UnlockAll,
    /// Back to the beginning, without losing what was worked on.
    PutBy,
    /// What was worked on before comes back.
    PutBack,
    /// It is not wanted any more.
    Forget,
    /// The last deed is undone.
    Undo,
    /// It is done again.
    Redo,
    /// The check of this working copy began.
    Recheck(u32, Rc<Work>),
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

/// How the engine came to no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakdown {
    /// It broke down.
    Crashed,
    /// It took too long.
    TimedOut,
}

impl Breakdown {
    /// What the user is told.
    pub const fn message(self) -> &'static str {
        match self {
            Breakdown::Crashed => "核对这份内容时程序出了问题，没有得到结果。",
            Breakdown::TimedOut => "这份内容核对了 5 秒还没有完，已经停下，没有得到结果。",
        }
    }
}

/// What happens to a table that the document does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supply {
    /// It was pasted, or is to be filled in by hand.
    Table(Table, Content),
    /// Its figures were pasted, row by row, without their labels.
    Figures(Table, Vec<Vec<String>>),
    /// It is taken away again.
    TakeAway(Table),
    /// What was filled in by hand in these tables goes.
    Clear(Vec<Table>),
    /// The title of a form without a document.
    Title(Title),
}

/// What happens to the report of the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastYear {
    /// It came in.
    Given(Rc<Predecessor>),
    /// It is the right one, whatever it calls itself.
    Accepted,
    /// It is taken away again.
    TakenAway,
}

/// What is decided about findings and rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decide {
    /// The reason is asked for.
    Ask(Matter),
    /// It is not decided after all.
    Leave,
    /// A finding is ignored, or a rule switched off, for this reason.
    So(Matter, String),
    /// A finding is told again, or a rule run again.
    NotSo(Matter),
    /// What was decided before comes out of a file.
    Take(Rc<Decisions>),
    /// What was ignored once and is not found any more is not kept.
    DropStale,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// The finding with this fingerprint.
    Finding(String),
    /// A whole rule.
    Rule(RuleId),
}

/// Which way to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the next.
    Forward,
    /// To the one before.
    Back,
}

impl Action {
    /// Whether it changes the working copy, or begins to.
    pub const fn is_deed(&self) -> bool {
        matches!(
            self,
            Action::Open(..)
                | Action::Type(_)
                | Action::Append(..)
                | Action::Shorten(_)
                | Action::Paste(..)
                | Action::Set(_)
                | Action::Reset(_)
                | Action::ResetAll
                | Action::Lock(_)
                | Action::UnlockAll
                | Action::Supply(_)
                | Action::Decide(Decide::So(..) | Decide::NotSo(_) | Decide::DropStale)
                | Action::Undo
                | Action::Redo
        )
    }
}

/// An equation of the form: its kind, and the total it closes on.
pub type EquationId = (Kind, CellId);
