//! One figure as it is drawn: what is written, how it stands, what is said under it.

use super::{Answer, BLANK_TOTAL, is_equation};
use crate::diagnostic::Severity;
use crate::document::number::{Decimal, Figure};
use crate::location::{CellId, Column, Row, Table};
use crate::repair::{Change, RepairStatus};
use crate::rules::identities::{BALANCE, EQUATION_RULES};
use crate::ui::work::Work;

/// How a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// No finding is about it.
    Ok,
    /// An error is about it.
    Error,
    /// A warning is about it.
    Warning,
    /// A note is about it.
    Note,
    /// It was not read.
    Unread,
}

/// Whether the least change touches a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    /// Nothing is known, or nothing is wrong.
    None,
    /// The likeliest repair changes it.
    Suspect,
    /// An equation it closes does not hold, and the likeliest repair leaves it as it is.
    Involved,
}

/// A figure as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellView {
    /// How it stands.
    pub state: CellState,
    /// What is written; empty for a blank.
    pub raw: String,
    /// Whether it is a plain zero, which is drawn paler.
    pub zero: bool,
    /// Whether the least change touches it.
    pub suspicion: Suspicion,
    /// What is said under it, and its sign: “✕”, “应为 5”.
    pub tag: Option<(&'static str, String)>,
    /// What the document says, where it was typed over; “空白” for a blank.
    pub was: Option<String>,
    /// Whether it was checked against the original.
    pub locked: bool,
    /// The whole of it in words, for a screen reader.
    pub spoken: String,
}

impl CellState {
    /// The name the contract uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            CellState::Ok => "ok",
            CellState::Error => "error",
            CellState::Warning => "warning",
            CellState::Note => "note",
            CellState::Unread => "unread",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            CellState::Ok | CellState::Unread => "",
            CellState::Error => Severity::Error.word(),
            CellState::Warning => Severity::Warning.word(),
            CellState::Note => Severity::Note.word(),
        }
    }
}

impl From<Severity> for CellState {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => CellState::Error,
            Severity::Warning => CellState::Warning,
            Severity::Note => CellState::Note,
        }
    }
}

impl Answer {
    /// What the document says in a cell; `None` where nothing was read.
    fn original(&self, id: CellId) -> Option<&str> {
        match self.outcome.edited.iter().find(|edited| edited.cell == id) {
            Some(edited) => edited.was.as_deref(),
            None => self.outcome.report.cell(id).map(|cell| cell.raw.as_str()),
        }
    }

    /// What the working copy says in a cell, whether or not its check came back; `None` where nothing was read and
    /// nothing typed.
    fn now<'a>(&'a self, id: CellId, work: &'a Work) -> Option<&'a str> {
        // What is filled in by hand was blank before.
        let blank = || (work.is_typed(id.table) && self.outcome.report.is_typed(id.table)).then_some("");
        work.texts.get(&id).map(|text| text.trim()).or_else(blank).or_else(|| self.original(id))
    }

    /// What the working copy says in a cell that can be typed over, empty where nothing was read; `None` for a cell
    /// the document has no place for.
    pub fn stands(&self, id: CellId, work: &Work) -> Option<String> {
        let has_place = self.outcome.report.has_place_for(id);
        has_place.then(|| self.now(id, work).unwrap_or_default().to_owned())
    }

    /// What the document says in a cell that the working copy has otherwise, in words: “0”, “空白”.
    pub fn was(&self, id: CellId, work: &Work) -> Option<String> {
        let (read, now) = (self.original(id), self.now(id, work)?);
        let typed = self.outcome.report.is_typed(id.table);
        (!typed && read != Some(now)).then(|| read.map_or("未读到", written).to_owned())
    }

    /// A figure as it is drawn.
    pub fn cell(&self, id: CellId, work: &Work) -> CellView {
        let name = self.cell_name(id).replace(" · ", "，");
        let mut view = match (self.outcome.report.cell(id), self.now(id, work)) {
            (Some(cell), Some(now)) if cell.raw == now => self.read(id, cell.figure, now),
            // What is written is already another figure than the one that was judged.
            (_, Some(now)) => CellView::quiet(now),
            (_, None) => self.unread(id),
        };
        view.locked = work.locked.contains(&id);
        view.was = self.was(id, work);
        view.spoken = view.in_words(&name);
        view
    }

    fn unread(&self, id: CellId) -> CellView {
        let missing = self.outcome.report.tables.get(id.table).is_some_and(|read| read.missing_rows.contains(&id.row));
        // A row that is nowhere says so once, at its label.
        let tag = (!missing).then(|| ("○", "未读到".to_owned()));
        CellView { state: CellState::Unread, tag, ..CellView::quiet("") }
    }

    fn read(&self, id: CellId, figure: Figure, raw: &str) -> CellView {
        let worst = self.about(id).map(|(_, finding)| finding.severity).min();
        let state = worst.map_or(CellState::Ok, CellState::from);
        let suspect = self.change(id).is_some();
        let suspicion = match (suspect, state) {
            (true, _) => Suspicion::Suspect,
            (false, CellState::Error) if !self.outcome.repairs.options.is_empty() && self.is_in_failed_equation(id) => {
                Suspicion::Involved
            }
            _ => Suspicion::None,
        };
        // What no equation closes on bears no finding; it may be the one that is out of line all the same.
        let severity = worst.or(suspect.then_some(Severity::Warning));
        let told = severity.map(|severity| (severity.sign(), self.told(id, figure, severity)));
        let pending = || self.filling.pending(id).map(|sum| ("○", format!("推得 {sum}")));
        let tag = told.or_else(pending);
        let zero = !suspect && matches!(figure, Figure::Number(value) if value.is_zero());
        CellView { state, zero, suspicion, tag, ..CellView::quiet(raw) }
    }

    /// What is said under a figure.
    fn told(&self, id: CellId, figure: Figure, severity: Severity) -> String {
        if let Some(change) = self.change(id) {
            let proven = self.outcome.repairs.status == RepairStatus::Unique && severity == Severity::Error;
            return format!("{}\u{a0}{}", if proven { "应为" } else { "疑为" }, change.to);
        }
        if let Some(expected) = self.expected(id, figure) {
            return format!("应为\u{a0}{expected}");
        }
        if let Some((_, finding)) = self.about(id).find(|(_, finding)| finding.rule.as_str() == BLANK_TOTAL) {
            // The sum that is written out ends with the value it gives for the row's first blank total.
            let sum = finding.detail.as_deref().and_then(|detail| detail.rsplit_once('＝')).map(|(_, sum)| sum.trim());
            let first = finding.primary == Some(id);
            return sum.filter(|_| first).map_or_else(|| "未填".to_owned(), |sum| format!("推得\u{a0}{sum}"));
        }
        match severity {
            Severity::Error if self.is_in_failed_equation(id) => "不符",
            Severity::Error => "有误",
            Severity::Warning => "请核对",
            Severity::Note => "提示",
        }
        .to_owned()
    }

    /// Whether an equation this cell closes does not hold.
    fn is_in_failed_equation(&self, id: CellId) -> bool {
        self.about(id).any(|(_, finding)| is_equation(finding))
    }

    /// The change of a cell in the likeliest repair.
    pub fn change(&self, id: CellId) -> Option<&Change> {
        self.outcome.repairs.options.first()?.changes.iter().find(|change| change.cell == id)
    }

    /// The value a figure should have, where no repair says it: told only where the equations it closes agree on it,
    /// and more of them ask for it than are content with what is written.
    pub fn expected(&self, id: CellId, figure: Figure) -> Option<String> {
        if !self.outcome.repairs.options.is_empty() {
            return None;
        }
        let written = figure.counted()?;
        let mut asked: Vec<Decimal> = Vec::new();
        let mut closes_one = false;
        for (_, finding) in self.about(id) {
            let rule = finding.rule.as_str();
            if !EQUATION_RULES.contains(&rule) {
                continue;
            }
            let difference: Decimal = finding.figures.as_ref()?.difference.parse().ok()?;
            asked.push(written.checked_sub(difference)?);
            // The balance has a total on neither side alone: it supports a value, and determines none.
            closes_one |= rule != BALANCE;
        }
        let value = *asked.first()?;
        let agree = asked.iter().all(|&other| other == value);
        let content = equations_closed_by(id).saturating_sub(asked.len());
        (closes_one && agree && asked.len() > content && !value.is_negative()).then(|| value.to_string())
    }
}

impl CellView {
    /// The cell in words. What is drawn comes in the same order and unbroken, so that who speaks to the page can name
    /// the cell by what he sees.
    fn in_words(&self, name: &str) -> String {
        let mut words = format!("{name}：");
        if self.state != CellState::Unread {
            words.push_str(written(&self.raw));
        }
        let was = self.was.as_ref().map(|was| format!("原为\u{a0}{was}"));
        let told = self.tag.as_ref().map(|(_, told)| told.clone());
        let locked = self.locked.then(|| "已核对原件".to_owned());
        let state = match (self.state, &told) {
            (CellState::Unread, None) => "未读到，没有这一行",
            _ => self.state.word(),
        };
        let state = Some(state.to_owned()).filter(|word| !word.is_empty());
        for part in [was, told, locked, state].into_iter().flatten() {
            words.push('，');
            words.push_str(&part);
        }
        words.replacen("：，", "：", 1)
    }

    /// A figure nobody spoke of.
    fn quiet(raw: &str) -> Self {
        Self {
            state: CellState::Ok,
            raw: raw.to_owned(),
            zero: false,
            suspicion: Suspicion::None,
            tag: None,
            was: None,
            locked: false,
            spoken: String::new(),
        }
    }
}

/// What is written, in words.
pub const fn written(raw: &str) -> &str {
    if raw.is_empty() { "空白" } else { raw }
}

/// How many equations have this cell as the total they close on.
const fn equations_closed_by(id: CellId) -> usize {
    match (id.table, id.row, id.column) {
        (Table::T3, Row::ResultTotal, Column::Total) => 3,
        (Table::T3, Row::ResultTotal, _) => 2,
        (Table::T3 | Table::T4, _, Column::Total) => 1,
        _ => 0,
    }
}
