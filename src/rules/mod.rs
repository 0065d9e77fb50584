//! The rules: one file a rule, or one line of data in [`identities`].
//!
//! A rule looks at the [`Report`] alone: it knows no reader and no other rule's output. It says what it found and how
//! far it could look; [`run`] puts both into their canonical order.

use crate::diagnostic::{Coverage, CoverageStatus, Diagnostic, RuleId, Severity, canonical_order};
use crate::regulation::Clause;
use crate::report::Report;

pub mod identities;

/// A rule of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, kebab-case: the fault, not the remedy.
    pub id: &'static str,
    /// Its name in plain Chinese, as the coverage panel shows it.
    pub title: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it rests on.
    pub clause: Clause,
    /// Its page: 查什么 · 依据 · 错例 · 对例 · 不查什么, in Markdown. The examples run as tests.
    pub page: &'static str,
    /// The check itself.
    pub check: fn(&Rule, &Report) -> Verdict,
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(RuleId::new(self.id), self.severity, self.clause, message)
    }
}

/// What a rule found, and how far it could look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The findings, in any order.
    pub findings: Vec<Diagnostic>,
    /// How many places it looked at.
    pub examined: u32,
    /// How many of them were in order.
    pub held: u32,
    /// Places it should have looked at and could not, with the reason in Chinese.
    pub skipped: Option<(u32, String)>,
    /// Why the report has nothing the rule speaks of; only when nothing was examined or skipped.
    pub not_applicable: Option<String>,
}

impl Verdict {
    /// The rule looked at `examined` places and found these.
    pub fn checked(examined: u32, findings: Vec<Diagnostic>) -> Self {
        let faulty = u32::try_from(findings.len()).unwrap_or(u32::MAX).min(examined);
        Self { findings, examined, held: examined - faulty, ..Self::default() }
    }

    /// The report has nothing the rule speaks of.
    pub fn not_applicable(reason: impl Into<String>) -> Self {
        Self { not_applicable: Some(reason.into()), ..Self::default() }
    }

    /// The rule could not look.
    pub fn skipped(places: u32, reason: impl Into<String>) -> Self {
        Self { skipped: Some((places, reason.into())), ..Self::default() }
    }

    fn coverage(&self, rule: &Rule) -> Vec<Coverage> {
        let line =
            |status, reason, examined, held| Coverage { rule: RuleId::new(rule.id), status, reason, examined, held };
        let mut lines = Vec::new();
        if self.examined > 0 {
            lines.push(line(CoverageStatus::Checked, None, self.examined, self.held));
        }
        if let Some((places, reason)) = &self.skipped {
            lines.push(line(CoverageStatus::Skipped, Some(reason.clone()), *places, 0));
        }
        if lines.is_empty() {
            let reason = self.not_applicable.clone().unwrap_or_else(|| "报告里没有这条规则要查的内容".to_owned());
            lines.push(line(CoverageStatus::NotApplicable, Some(reason), 0, 0));
        }
        lines
    }
}

/// Declares a rule whose doc comment is its page.
macro_rules! declare_rule {
    ($(#[doc = $page:literal])* $vis:vis static $name:ident = $id:literal, $title:literal, $severity:ident, $clause:ident, $check:path;) => {
        $(#[doc = $page])*
        $vis static $name: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            title: $title,
            severity: $crate::diagnostic::Severity::$severity,
            clause: $crate::regulation::Clause::$clause,
            page: concat!($($page, "\n",)*),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;

/// Every rule, in the order of the catalogue. To add one: its file, and its line here.
pub static CATALOGUE: &[&Rule] = &[];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    CATALOGUE.iter().copied().find(|rule| rule.id == id)
}

/// Runs every rule over the report.
pub fn run(report: &Report) -> (Vec<Diagnostic>, Vec<Coverage>) {
    let mut findings = Vec::new();
    let mut coverage = Vec::new();
    for rule in CATALOGUE {
        let verdict = (rule.check)(rule, report);
        coverage.extend(verdict.coverage(rule));
        findings.extend(verdict.findings);
    }
    canonical_order(&mut findings);
    (findings, coverage)
}
