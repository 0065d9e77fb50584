//! What a rule says: a finding, and how far the rule could look (coverage).
//!
//! Findings have one canonical order, so that the same document always gives the same list: errors first, then
//! warnings, then notes; within each by cell (reading order of the form), then by place in the text, then by rule, then as the rule
//! itself has them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::location::{Anchor, CellId};
use crate::regulation::Clause;

/// The stable name of a rule, e.g. `row-total-mismatch`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(Cow<'static, str>);

impl RuleId {
    /// The id with this name.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How sure and how grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Provably inconsistent, or against the form in force.
    Error,
    /// Very likely wrong, or needs a look at the original.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word the user reads.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Note => "提示",
        }
    }

    /// The name the contract uses.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The sign that stands before the word.
    pub const fn sign(self) -> &'static str {
        match self {
            Severity::Error => "✕",
            Severity::Warning => "▲",
            Severity::Note => "ⓘ",
        }
    }
}

/// The two sides of an equation that does not hold, as exact decimal strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// What is written in the primary cell's side of the equation.
    pub reported: String,
    /// What the other side adds up to.
    pub computed: String,
    /// `reported − computed`.
    pub difference: String,
}

/// One finding of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence in Chinese: what, why, and what to do.
    pub message: String,
    /// The equation or the wording written out, where there is one ("5 ＋ 0 ≠ 0 ＋ 0").
    pub detail: Option<String>,
    /// The cell it is about; `None` for findings about text or the whole form.
    pub primary: Option<CellId>,
    /// Other cells that take part.
    pub related: Vec<CellId>,
    /// The figures, where the rule is arithmetic.
    pub figures: Option<Figures>,
    /// The clause the rule implements.
    pub clause: Clause,
    /// Where it stands in the source.
    pub anchor: Option<Anchor>,
    /// Stays the same while the finding does: agency, year, rule, and the figures or words concerned, not the place. For
    /// ignore lists; empty until [`sign_all`] has seen it.
    pub fingerprint: String,
}

impl Diagnostic {
    /// A finding with nothing but its rule, severity, clause and sentence; the builder methods add the rest.
    pub fn new(rule: RuleId, severity: Severity, clause: Clause, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            detail: None,
            primary: None,
            related: Vec::new(),
            figures: None,
            clause,
            anchor: None,
            fingerprint: String::new(),
        }
    }

    /// Adds the written-out equation or wording.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names the cell it is about and the others that take part.
    pub fn at(mut self, primary: CellId, related: Vec<CellId>) -> Self {
        self.primary = Some(primary);
        self.related = related;
        self
    }

    /// Gives the figures.
    pub fn figures(mut self, figures: Figures) -> Self {
        self.figures = Some(figures);
        self
    }

    /// Gives the place in the source.
    pub fn anchor(mut self, anchor: Option<Anchor>) -> Self {
        self.anchor = anchor;
        self
    }

    /// What is said, of which cell: all that sets it apart but the report it is about.
    fn concern(&self) -> Fnv {
        let mut hash = Fnv::new();
        hash.write(self.rule.as_str());
        if let Some(cell) = self.primary {
            hash.write(&cell.to_string());
        }
        match &self.figures {
            Some(figures) => {
                hash.write(&figures.reported);
                hash.write(&figures.computed);
            }
            None => hash.write(&self.message),
        }
        hash
    }
}

/// Gives the findings of a report their fingerprints. Of findings that say the same, each has its own, by their order.
pub fn sign_all(findings: &mut [Diagnostic], agency: Option<&str>, year: Option<u16>) {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for finding in findings {
        let mut hash = finding.concern();
        hash.write(agency.unwrap_or_default());
        hash.write(&year.map(|year| year.to_string()).unwrap_or_default());
        let turn = seen.entry(hash.0).or_default();
        if *turn > 0 {
            hash.write(&turn.to_string());
        }
        *turn += 1;
        finding.fingerprint = format!("{:016x}", hash.0);
    }
}

/// FNV-1a, 64 bits: `std`'s hasher may differ between builds, and a fingerprint must not.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Sorts findings into the canonical order and drops exact repetitions.
pub fn canonical_order(findings: &mut Vec<Diagnostic>) {
    let place = |finding: &Diagnostic| finding.anchor.map(|anchor| anchor.position());
    findings.sort_by(|a, b| {
        a.severity
            .cmp(&b.severity)
            .then_with(|| match (a.primary, b.primary) {
                (Some(a), Some(b)) => a.cmp(&b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            })
            // A cell and a line of text are not compared as such, but by which of them comes first.
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.anchor.cmp(&b.anchor))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    findings.dedup();
}

/// How far a rule could look. "Checked and clean", "not applicable" and "could not be checked" are three answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageStatus {
    /// The rule looked at `examined` places.
    Checked,
    /// The report has nothing the rule speaks of.
    NotApplicable,
    /// There is something to check, and it could not be: the reason says why.
    Skipped,
}

/// One line of the coverage panel. A rule that could look at a part only has two lines: one checked, one skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The rule.
    pub rule: RuleId,
    /// How far it looked.
    pub status: CoverageStatus,
    /// Why it did not look, in Chinese; `None` when checked.
    pub reason: Option<String>,
    /// How many places this line speaks of: equations, cells, headings. 0 where that cannot be told without a document
    /// that was not given.
    pub examined: u32,
    /// How many of them are in order; 0 unless checked.
    pub held: u32,
}

impl Coverage {
    /// Whether it waits for another document, which nobody promised: last year's report.
    pub fn awaits_document(&self) -> bool {
        self.status == CoverageStatus::Skipped && self.examined == 0
    }

    /// Whether something of this report could not be checked.
    pub fn is_open(&self) -> bool {
        self.status == CoverageStatus::Skipped && self.examined > 0
    }
}
