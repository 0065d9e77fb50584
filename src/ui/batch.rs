//! Many reports that came in together: a list with one row for each, and what becomes of them.
//!
//! ```text
//!  Came ──► waiting ──Begun──► running ──Checked / Refused──► done
//!              ▲                 │  └────Unpacked──► the rows of what is in it
//!           Resumed ◄─ stopped ◄─┘Stopped
//! ```
//!
//! A row keeps counts, not the outcome: a report that is opened is checked again. It also keeps what the user did to
//! the report, so that going back to the list loses nothing.

use std::cmp::Reverse;
use std::rc::Rc;

use super::action::Direction;
use super::groups;
use super::work::{History, Work};
use crate::Outcome;
use crate::check::{Decisions, Ignore};
use crate::diagnostic::Severity;
use crate::error::{Error, ErrorKind};
use crate::location::Table;
use crate::report::Report;
use crate::report::form::Form;

/// The most rows: the reports of a large city. What is more has to come in several goes.
pub const MAX_ROWS: usize = 2_000;

/// What tells a row from the others, and finds its content.
pub type RowId = u32;

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order they came.
    rows: Vec<Rc<Row>>,
    order: Order,
    /// The report that is looked at.
    open: Option<RowId>,
    /// The report that was looked at last.
    last: Option<RowId>,
    /// How many files were left out because they are no documents.
    left_out: usize,
    /// How many files found no place any more.
    beyond: usize,
    stopped: bool,
    /// The decisions that the reports are checked with.
    decided: Rc<Decisions>,
}

/// A report of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What tells it from the others.
    pub id: RowId,
    /// The file's name with its folders.
    pub name: String,
    /// What became of it.
    pub standing: Standing,
    /// What was known of it last, also while it is checked anew.
    pub seen: Option<Summary>,
    /// What the user did to it.
    pub history: History,
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is still to be checked.
    Waiting,
    /// It is being checked.
    Running,
    /// It was checked.
    Checked(Summary),
    /// It was read, and is no annual report.
    NotAReport(String),
    /// It could not be read, and this is why.
    Unreadable(String),
}

/// What the list says of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The agency, or else the title.
    pub who: Option<String>,
    /// The year it is about.
    pub year: Option<u16>,
    /// The forms its tables are on.
    pub forms: Forms,
    /// Whether it is a report of nothing.
    pub is_zero: bool,
    /// How many errors it has.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many lines of the coverage could not be checked.
    pub unchecked: usize,
    /// Its gravest finding.
    pub chief: Option<String>,
}

/// The forms a report's tables are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    /// No table was read.
    None,
    /// All on this one.
    One(Form),
    /// At least one is on the form of 2019, though its year has that of 2021.
    Outdated,
    /// Some on one, some on the other.
    Both,
}

/// In which order the rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As they came.
    #[default]
    Input,
    /// Those with the most errors first.
    Errors,
    /// Those with the most warnings first.
    Warnings,
}

/// What happens to the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Files came in.
    Came(Arrival),
    /// One of them is being checked.
    Begun(RowId),
    /// It was checked.
    Checked(RowId, Summary),
    /// It could not be.
    Refused(RowId, Error),
    /// It turned out to be an archive: what is in it takes its place.
    Unpacked(RowId, Arrival),
    /// These decisions count from now on: the reports they concern are checked anew.
    Renewed(Rc<Decisions>, Vec<RowId>),
    /// The user does not want to wait.
    Stopped,
    /// The rest is to be checked after all.
    Resumed,
    /// The rows are shown in this order.
    Sort(Order),
    /// A report is opened; its check has this id.
    Open(RowId, u32),
    /// Back to the list.
    Back,
}

/// Files that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Their ids and names.
    pub rows: Vec<(RowId, String)>,
    /// How many others are no documents.
    pub left_out: usize,
    /// How many others found no place any more.
    pub beyond: usize,
}

/// How many reports came out how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// With errors.
    pub wrong: usize,
    /// With warnings, and no errors.
    pub doubtful: usize,
    /// With neither.
    pub clean: usize,
    /// Not read, no reports, or not checked.
    pub unread: usize,
}

impl Batch {
    /// An empty list whose reports are checked with these decisions.
    pub fn new(decided: Rc<Decisions>) -> Self {
        Self { decided, ..Self::default() }
    }

    /// The list after what happened.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Came(arrival) => {
                self.stopped = false;
                self.take_in(self.rows.len(), arrival);
            }
            Event::Begun(id) => self.set(id, Standing::Running),
            Event::Checked(id, summary) => self.set(id, Standing::Checked(summary)),
            Event::Refused(id, error) => self.set(id, Standing::of(error)),
            Event::Unpacked(id, arrival) => {
                if let Some(at) = self.rows.iter().position(|row| row.id == id) {
                    self.rows.remove(at);
                    self.take_in(at, arrival);
                }
            }
            Event::Renewed(decided, rows) => {
                self.decided = decided;
                rows.into_iter().for_each(|id| self.set(id, Standing::Waiting));
            }
            Event::Stopped => {
                self.stopped = true;
                let running = self.rows.iter().find(|row| row.standing == Standing::Running).map(|row| row.id);
                if let Some(id) = running {
                    self.set(id, Standing::Waiting);
                }
            }
            Event::Resumed => self.stopped = false,
            Event::Sort(order) => self.order = order,
            Event::Open(id, _) => {
                self.open = Some(id);
                self.last = self.open;
            }
            Event::Back => self.open = None,
        }
    }

    fn take_in(&mut self, at: usize, Arrival { rows, left_out, beyond }: Arrival) {
        let rows = rows.into_iter().map(|(id, name)| Rc::new(Row::new(id, name)));
        self.rows.splice(at..at, rows);
        self.left_out += left_out;
        self.beyond += beyond;
    }

    fn set(&mut self, id: RowId, standing: Standing) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id) {
            Rc::make_mut(row).stand(standing);
        }
    }

    /// What the user did to the open report stays with its row, and with it how the report stands now, where that is
    /// known. Returns whether a report was open.
    pub fn keep(&mut self, history: &History, now: Option<Summary>) -> bool {
        let Some(id) = self.open.take() else { return false };
        if let Some(row) = self.rows.iter_mut().find(|row| row.id == id).map(Rc::make_mut) {
            row.history = history.clone();
            if let Some(summary) = now {
                row.stand(Standing::Checked(summary));
            }
        }
        true
    }

    /// Whether the reports were checked with other decisions than these.
    pub fn is_due(&self, decisions: &Decisions) -> bool {
        *self.decided != *decisions
    }

    /// The reports that other decisions concern, each with its working copy under them.
    pub fn concerned(&self, elsewhere: &Work) -> Vec<(RowId, Rc<Work>)> {
        let (before, after) = (&self.decided, &elsewhere.decisions);
        let is_in = |decisions: &Decisions, one: &Ignore| {
            decisions.ignored.iter().any(|ignore| ignore.fingerprint == one.fingerprint)
        };
        let gone = before.ignored.iter().filter(|ignore| !is_in(after, ignore));
        let come = after.ignored.iter().filter(|ignore| !is_in(before, ignore));
        let changed: Vec<&Ignore> = gone.chain(come).collect();
        let is_concerned = |row: &&Rc<Row>| match row.summary() {
            // A rule is switched off for all of them, a finding ignored in one report.
            Some(summary) => before.off != after.off || changed.iter().any(|ignore| summary.may_be_of(ignore)),
            None => row.standing.is_to_come(),
        };
        let rows = self.rows.iter().filter(is_concerned);
        rows.map(|row| (row.id, Work::of_row(row.history.now(), elsewhere))).collect()
    }

    /// The row with this id.
    pub fn row(&self, id: RowId) -> Option<&Rc<Row>> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The report that is looked at.
    pub fn open(&self) -> Option<&Rc<Row>> {
        self.row(self.open?)
    }

    /// The report that was looked at last.
    pub const fn last(&self) -> Option<RowId> {
        self.last
    }

    /// The rows in the order they are shown in.
    pub fn shown(&self) -> Vec<&Rc<Row>> {
        let mut rows: Vec<_> = self.rows.iter().collect();
        let counts = |row: &Rc<Row>| row.summary().map(|summary| (summary.errors, summary.warnings));
        match self.order {
            Order::Input => {}
            Order::Errors => rows.sort_by_key(|row| Reverse(counts(row))),
            Order::Warnings => {
                rows.sort_by_key(|row| Reverse(counts(row).map(|(errors, warnings)| (warnings, errors))));
            }
        }
        rows
    }

    /// The order the rows are shown in.
    pub const fn order(&self) -> Order {
        self.order
    }

    /// Where the open report stands among those shown, from 1.
    pub fn position(&self) -> Option<usize> {
        self.shown().iter().position(|row| Some(row.id) == self.open).map(|at| at + 1)
    }

    /// The next report to open, or the one before.
    pub fn neighbour(&self, direction: Direction) -> Option<&Rc<Row>> {
        let shown = self.shown();
        let at = self.position()? - 1;
        match direction {
            Direction::Forward => shown[at + 1..].iter().find(|row| row.opens()).copied(),
            Direction::Back => shown[..at].iter().rev().find(|row| row.opens()).copied(),
        }
    }

    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many of them are done.
    pub fn done(&self) -> usize {
        self.rows.iter().filter(|row| !row.standing.is_to_come()).count()
    }

    /// Whether the user stopped it before its end.
    pub fn is_stopped(&self) -> bool {
        self.stopped && self.done() < self.len()
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        !self.stopped && self.done() < self.len()
    }

    /// How many of them the user did something to; `open` is the working copy of the one that is looked at.
    pub fn worked_on(&self, open: &Work) -> usize {
        let is_untouched = |row: &Row| match Some(row.id) == self.open {
            true => open.is_untouched(),
            false => row.history.now().is_untouched(),
        };
        self.rows.iter().filter(|row| !is_untouched(row)).count()
    }

    /// Whether everything is done, and nothing of it is an annual report.
    pub fn holds_no_report(&self) -> bool {
        self.rows.iter().all(|row| !row.opens())
    }

    /// How the reports came out.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in &self.rows {
            match row.summary() {
                Some(Summary { errors: 1.., .. }) => tally.wrong += 1,
                Some(Summary { warnings: 1.., .. }) => tally.doubtful += 1,
                Some(_) => tally.clean += 1,
                None => tally.unread += 1,
            }
        }
        tally
    }

    /// One sentence about what was left out, where something was.
    pub fn notice(&self) -> Option<String> {
        let left_out = (self.left_out > 0).then(|| format!("另有 {} 个文件不是文档，没有列出。", self.left_out));
        let beyond = (self.beyond > 0)
            .then(|| format!("清单最多 {MAX_ROWS} 份，另有 {} 份没有打开，请分几次核对。", self.beyond));
        let notice = [left_out, beyond].map(Option::unwrap_or_default).concat();
        (!notice.is_empty()).then_some(notice)
    }
}

impl Row {
    fn new(id: RowId, name: String) -> Self {
        Self { id, name, standing: Standing::Waiting, seen: None, history: History::default() }
    }

    fn stand(&mut self, standing: Standing) {
        self.standing = standing;
        self.seen = self.summary().cloned().or(self.seen.take());
    }

    /// What is known of it, once it was checked.
    pub const fn summary(&self) -> Option<&Summary> {
        match &self.standing {
            Standing::Checked(summary) => Some(summary),
            _ => None,
        }
    }

    /// Whether there is something to open: what could not be read says why in the list.
    pub const fn opens(&self) -> bool {
        !matches!(self.standing, Standing::NotAReport(_) | Standing::Unreadable(_))
    }

    /// How many of its cells were changed or locked.
    pub fn deeds(&self) -> usize {
        self.history.now().deeds()
    }
}

impl Standing {
    fn of(error: Error) -> Self {
        match error.kind {
            ErrorKind::NotAReport => Standing::NotAReport(error.message),
            _ => Standing::Unreadable(error.message),
        }
    }

    const fn is_to_come(&self) -> bool {
        matches!(self, Standing::Waiting | Standing::Running)
    }

    /// The name the page's handles use.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::Running => "running",
            Standing::Checked(_) => "checked",
            Standing::NotAReport(_) => "not-a-report",
            Standing::Unreadable(_) => "unreadable",
        }
    }
}

impl Summary {
    /// What the list says of a report.
    pub fn of(outcome: &Outcome) -> Self {
        let report = &outcome.report;
        Self {
            who: report.agency.clone().or_else(|| report.title.as_ref().map(|title| title.text.clone())),
            year: report.year,
            forms: Forms::of(report),
            is_zero: report.zero_note().is_some(),
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            unchecked: groups::open_lines(&outcome.coverage),
            chief: outcome.findings.first().map(|finding| finding.message.clone()),
        }
    }

    /// Whether the finding that is ignored can be one of this report.
    fn may_be_of(&self, ignore: &Ignore) -> bool {
        self.year == ignore.year && (ignore.agency.is_none() || self.who == ignore.agency)
    }
}

impl Forms {
    fn of(report: &Report) -> Self {
        let has = |form| {
            let read = |table: Table| report.tables.get(table).is_some_and(|read| read.form == form);
            // Table four is the same in both forms; it tells nothing.
            read(Table::T2) || read(Table::T3)
        };
        match (has(Form::F2019), has(Form::F2021)) {
            (true, _) if report.year.map(Form::of_year) == Some(Form::F2021) => Forms::Outdated,
            (true, true) => Forms::Both,
            (true, false) => Forms::One(Form::F2019),
            (false, true) => Forms::One(Form::F2021),
            (false, false) => Forms::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(errors: usize, warnings: usize) -> Summary {
        let (who, year) = (Some("某某局".to_owned()), Some(2024));
        Summary { who, year, forms: Forms::None, is_zero: false, errors, warnings, unchecked: 0, chief: None }
    }

    fn arrival(rows: &[RowId]) -> Arrival {
        Arrival { rows: rows.iter().map(|&id| (id, format!("{id}.txt"))).collect(), ..Arrival::default() }
    }

    fn batch(events: Vec<Event>) -> Batch {
        let mut batch = Batch::default();
        events.into_iter().for_each(|event| batch.apply(event));
        batch
    }

    fn shown(batch: &Batch) -> Vec<RowId> {
        batch.shown().iter().map(|row| row.id).collect()
    }

    fn refused(kind: ErrorKind) -> Error {
        Error::new(kind, "读不了。")
    }

    #[test]
    fn the_rows_are_sorted_by_what_was_found() {
        let mut batch = batch(vec![
            Event::Came(arrival(&[1, 2, 3, 4])),
            Event::Checked(1, summary(0, 5)),
            Event::Checked(2, summary(3, 0)),
            Event::Refused(3, refused(ErrorKind::Damaged)),
            Event::Checked(4, summary(3, 1)),
        ]);
        assert_eq!(shown(&batch), [1, 2, 3, 4]);
        batch.apply(Event::Sort(Order::Errors));
        assert_eq!(shown(&batch), [4, 2, 1, 3]);
        batch.apply(Event::Sort(Order::Warnings));
        assert_eq!(shown(&batch), [1, 4, 2, 3]);
        assert_eq!(batch.tally(), Tally { wrong: 2, doubtful: 1, clean: 0, unread: 1 });
        assert!(!batch.is_running() && !batch.is_stopped() && !batch.holds_no_report());
    }

    #[test]
    fn what_is_in_an_archive_takes_its_place() {
        let inside = Arrival { left_out: 2, ..arrival(&[4, 5]) };
        let batch = batch(vec![Event::Came(arrival(&[1, 2, 3])), Event::Begun(2), Event::Unpacked(2, inside)]);
        assert_eq!(shown(&batch), [1, 4, 5, 3]);
        assert!(batch.notice().is_some_and(|notice| notice.contains("另有 2 个文件不是文档")));
    }

    #[test]
    fn what_was_stopped_goes_on_where_it_was() {
        let mut batch = batch(vec![Event::Came(arrival(&[1, 2])), Event::Begun(1), Event::Stopped]);
        assert!(batch.is_stopped() && !batch.is_running());
        assert_eq!(batch.row(1).map(|row| row.standing.as_str()), Some("waiting"));
        batch.apply(Event::Resumed);
        assert!(batch.is_running());
    }

    #[test]
    fn other_decisions_concern_the_reports_they_speak_of() {
        use crate::check::Off;
        use crate::diagnostic::RuleId;
        let mut batch = batch(vec![
            Event::Came(arrival(&[1, 2, 3, 4])),
            Event::Checked(1, summary(1, 0)),
            Event::Checked(2, Summary { who: Some("某某镇".into()), ..summary(1, 0) }),
            Event::Refused(3, refused(ErrorKind::NotAReport)),
        ]);
        let ignore = Ignore {
            fingerprint: "a".into(),
            rule: RuleId::new("row-total-mismatch"),
            agency: Some("某某局".into()),
            year: Some(2024),
            message: String::new(),
            reason: "台账如此".into(),
        };
        let ignoring = Decisions { ignored: vec![ignore], off: Vec::new() };
        let off = vec![Off { rule: RuleId::new("row-total-mismatch"), reason: "台账如此".into() }];
        let concerned = |batch: &Batch, decisions: &Decisions| {
            assert!(batch.is_due(decisions));
            let rows = batch.concerned(&Work { decisions: Rc::new(decisions.clone()), ..Work::default() });
            assert!(rows.iter().all(|(_, work)| *work.decisions == *decisions));
            rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        // What is still to come is lined up with the decisions before, and has to be lined up anew.
        assert_eq!(concerned(&batch, &ignoring), [1, 4]);
        assert_eq!(concerned(&batch, &Decisions { off, ..ignoring.clone() }), [1, 2, 4]);
        batch.apply(Event::Renewed(Rc::new(ignoring.clone()), vec![1, 4]));
        assert!(!batch.is_due(&ignoring) && batch.is_running());
        // Meanwhile it keeps its name, and has no counts.
        let seen = batch.row(1).and_then(|row| row.seen.as_ref()).and_then(|seen| seen.who.as_deref());
        assert_eq!((seen, batch.row(1).and_then(|row| row.summary())), (Some("某某局"), None));
        batch.apply(Event::Checked(4, summary(0, 0)));
        assert_eq!(concerned(&batch, &Decisions::default()), [1, 4]);
    }

    #[test]
    fn stepping_passes_over_what_cannot_be_opened() {
        let mut batch = batch(vec![
            Event::Came(arrival(&[1, 2, 3])),
            Event::Checked(1, summary(0, 0)),
            Event::Refused(2, refused(ErrorKind::NotAReport)),
            Event::Open(1, 7),
        ]);
        let to = |batch: &Batch, direction| batch.neighbour(direction).map(|row| row.id);
        assert_eq!((to(&batch, Direction::Forward), to(&batch, Direction::Back)), (Some(3), None));
        batch.apply(Event::Open(3, 8));
        assert_eq!((to(&batch, Direction::Forward), to(&batch, Direction::Back)), (None, Some(1)));
        assert_eq!(batch.position(), Some(3));
    }

    #[test]
    fn a_list_without_a_report_says_so_only_at_its_end() {
        let mut batch = batch(vec![Event::Came(arrival(&[1, 2])), Event::Refused(1, refused(ErrorKind::NotAReport))]);
        assert!(!batch.holds_no_report());
        batch.apply(Event::Refused(2, refused(ErrorKind::Empty)));
        assert!(batch.holds_no_report());
        let status: Vec<_> = batch.shown().iter().map(|row| row.standing.as_str()).collect();
        assert_eq!(status, ["not-a-report", "unreadable"]);
    }
}
