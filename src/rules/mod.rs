//! The rules: one file a rule, or one line of data in [`identities`].
//!
//! A rule looks at its [`Subject`] alone: the report, its text, and last year's report where there is one. It knows no
//! reader and no other rule's output. It says what it found and how far it could look; [`run`] puts both into their
//! canonical order.

use crate::diagnostic::{Coverage, CoverageStatus, Diagnostic, RuleId, Severity, canonical_order, sign_all};
use crate::limits::MAX_FINDINGS;
use crate::location::Table;
use crate::regulation::{Clause, FORM_2019, FORM_2021};
use crate::report::Report;
use crate::report::form::Form;
use cells::Survey;
use equations::{Equation, Tally};
use page::Section;
use prose::Prose;
use values::Values;

mod abbreviation_undefined;
mod agency;
mod agency_name_differs;
mod altered_labels;
mod annotation_in_cell;
mod announced_parts_differ;
mod arithmetic;
mod article_topics;
mod aspect_missing;
mod blank_cell;
mod blank_total;
mod carry_over_mismatch;
mod cells;
mod confusable_word;
mod contact_placeholder;
mod copied_from_last_year;
mod dangling;
mod denials;
mod document_number_brackets;
mod doubled_mark;
mod doubled_word;
mod empty_part;
pub mod equations;
mod extra_row;
mod fee_statement_missing;
mod fee_unit_suspect;
mod gaps;
mod half_width_mark;
mod homophones;
pub mod identities;
mod identity_note_altered;
mod implausible_jump;
mod letters;
mod level_word_mismatch;
mod lists;
mod malformed_year;
mod markup_residue;
mod measure_word_mixed;
mod missing_full_stop;
mod missing_part;
mod missing_row;
mod missing_table;
mod more_reviews_than_requests;
mod narrative_count_mismatch;
mod narrative_review_mismatch;
mod near_miss;
mod nested_title_marks;
mod not_a_count;
mod odd_digits;
mod other_agency;
mod own_name;
pub mod page;
mod paragraphs;
mod part_heading_altered;
mod part_misnumbered;
mod parts_out_of_order;
mod period;
mod period_missing;
mod period_reversed;
mod period_year_mismatch;
pub mod pieces;
mod plan_year_not_moved;
pub mod prose;
mod publication;
mod published_late;
mod repealed_exceeds_stock;
mod repeated_clause;
mod roles;
mod rules_without_power;
mod self_name_mixed;
mod signature_date_impossible;
mod sites;
mod slots;
mod split_or_joined_cell;
mod stale_term;
mod stale_year;
mod statute_misnumbered;
mod stock;
mod stock_below_issued;
mod stock_chain_broken;
mod superseded_citation;
mod superseded_form;
mod template_residue;
#[cfg(test)]
mod test_support;
mod title_incomplete;
mod titles_disagree;
mod unfilled_slot;
mod unit_in_cell;
mod unpaired_mark;
pub mod values;
mod word_slips;
mod wording;
mod year_slips;
mod years_left;

/// What a rule looks at.
#[derive(Debug, Clone)]
pub struct Subject<'r> {
    /// The report.
    pub report: &'r Report,
    /// Its running text.
    pub prose: Prose<'r>,
    /// The report of the year before, by the same agency; or why there is none to compare with, in Chinese.
    pub last_year: LastYear<'r>,
    /// Its cells, one by one.
    survey: Survey<'r>,
    /// What its cells count for.
    values: Values<'r>,
    /// Its equations, in the order of [`identities::identities`].
    equations: Vec<Equation>,
}

/// The report of the year before, or why there is none to compare with.
pub type LastYear<'r> = Result<&'r Report, &'r str>;

/// Why nothing was compared with the year before, where nobody gave it.
pub const NO_LAST_YEAR: &str = "没有放入去年的报告，没有核对";

impl<'r> Subject<'r> {
    /// A report by itself, or beside that of the year before.
    pub fn new(report: &'r Report, last_year: LastYear<'r>) -> Self {
        let values = Values::of(report);
        let equations = Equation::all(&values);
        Self { report, prose: Prose::of(report), last_year, survey: Survey::of(report), values, equations }
    }

    /// What its cells count for.
    pub const fn values(&self) -> &Values<'r> {
        &self.values
    }

    /// How many of the equations hold.
    pub fn tally(&self) -> Tally {
        self.equations.iter().collect()
    }
}

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
    /// Its doc comment as the compiler keeps it, one blank before each line; see [`Rule::page`].
    doc: &'static str,
    /// The check itself.
    pub check: fn(&Rule, &Subject<'_>) -> Verdict,
}

impl Rule {
    /// Its page: 查什么 · 依据 · 错例 · 对例 · 不查什么, in Markdown. The examples run as tests.
    pub fn page(&self) -> String {
        let lines = self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Its page, taken apart.
    pub fn sections(&self) -> Vec<Section> {
        page::sections(&self.page())
    }

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

    /// Adds what could not be looked at.
    pub fn and_skipped(self, skipped: Option<(u32, String)>) -> Self {
        Self { skipped, ..self }
    }

    /// The same with no more findings than anybody reads; what is beyond is said.
    fn within_limits(mut self) -> Self {
        let beyond = self.findings.len().saturating_sub(MAX_FINDINGS);
        if beyond > 0 {
            self.findings.truncate(MAX_FINDINGS);
            let places = u32::try_from(beyond).unwrap_or(u32::MAX);
            self.skipped = Some((places, format!("这样的地方太多，只列出前 {MAX_FINDINGS} 处")));
        }
        self
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
    ($(#[doc = $page:literal])* $vis:vis static $name:ident = $id:expr, $title:literal, $severity:ident, $clause:ident, $check:expr;) => {
        $(#[doc = $page])*
        $vis static $name: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            title: $title,
            severity: $crate::diagnostic::Severity::$severity,
            clause: $crate::regulation::Clause::$clause,
            doc: concat!($($page, "\n",)*),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;

/// Every rule, in the order of the catalogue. To add one: its file, and its line here.
pub static CATALOGUE: &[&Rule] = &[
    &identities::ROW_TOTAL_MISMATCH,
    &identities::RESULT_TOTAL_MISMATCH,
    &identities::BALANCE_MISMATCH,
    &identities::REVIEW_TOTAL_MISMATCH,
    &blank_total::BLANK_TOTAL,
    &blank_cell::BLANK_CELL,
    &not_a_count::NOT_A_COUNT,
    &annotation_in_cell::ANNOTATION_IN_CELL,
    &unit_in_cell::UNIT_IN_CELL,
    &odd_digits::ODD_DIGITS,
    &split_or_joined_cell::SPLIT_OR_JOINED_CELL,
    &stock_below_issued::STOCK_BELOW_ISSUED,
    &rules_without_power::RULES_WITHOUT_POWER,
    &more_reviews_than_requests::MORE_REVIEWS_THAN_REQUESTS,
    &fee_unit_suspect::FEE_UNIT_SUSPECT,
    &superseded_form::SUPERSEDED_FORM,
    &superseded_citation::SUPERSEDED_CITATION,
    &missing_part::MISSING_PART,
    &parts_out_of_order::PARTS_OUT_OF_ORDER,
    &part_misnumbered::PART_MISNUMBERED,
    &part_heading_altered::PART_HEADING_ALTERED,
    &missing_table::MISSING_TABLE,
    &missing_row::MISSING_ROW,
    &extra_row::EXTRA_ROW,
    &altered_labels::ROW_LABEL_ALTERED,
    &altered_labels::COLUMN_LABEL_ALTERED,
    &identity_note_altered::IDENTITY_NOTE_ALTERED,
    &title_incomplete::TITLE_INCOMPLETE,
    &aspect_missing::ASPECT_MISSING,
    &period_missing::PERIOD_MISSING,
    &fee_statement_missing::FEE_STATEMENT_MISSING,
    &empty_part::EMPTY_PART,
    &template_residue::TEMPLATE_RESIDUE,
    &unfilled_slot::UNFILLED_SLOT,
    &markup_residue::MARKUP_RESIDUE,
    &announced_parts_differ::ANNOUNCED_PARTS_DIFFER,
    &period_year_mismatch::PERIOD_YEAR_MISMATCH,
    &period_reversed::PERIOD_REVERSED,
    &malformed_year::MALFORMED_YEAR,
    &stale_year::STALE_YEAR,
    &plan_year_not_moved::PLAN_YEAR_NOT_MOVED,
    &titles_disagree::TITLES_DISAGREE,
    &signature_date_impossible::SIGNATURE_DATE_IMPOSSIBLE,
    &published_late::PUBLISHED_LATE,
    &agency_name_differs::AGENCY_NAME_DIFFERS,
    &level_word_mismatch::LEVEL_WORD_MISMATCH,
    &self_name_mixed::SELF_NAME_MIXED,
    &contact_placeholder::CONTACT_PLACEHOLDER,
    &narrative_count_mismatch::NARRATIVE_COUNT_MISMATCH,
    &narrative_review_mismatch::NARRATIVE_REVIEW_MISMATCH,
    &carry_over_mismatch::CARRY_OVER_MISMATCH,
    &stock_chain_broken::STOCK_CHAIN_BROKEN,
    &repealed_exceeds_stock::REPEALED_EXCEEDS_STOCK,
    &implausible_jump::IMPLAUSIBLE_JUMP,
    &copied_from_last_year::COPIED_FROM_LAST_YEAR,
    &doubled_word::DOUBLED_WORD,
    &unpaired_mark::UNPAIRED_MARK,
    &nested_title_marks::NESTED_TITLE_MARKS,
    &half_width_mark::HALF_WIDTH_MARK,
    &doubled_mark::DOUBLED_MARK,
    &missing_full_stop::MISSING_FULL_STOP,
    &document_number_brackets::DOCUMENT_NUMBER_BRACKETS,
    &statute_misnumbered::STATUTE_MISNUMBERED,
    &abbreviation_undefined::ABBREVIATION_UNDEFINED,
    &stale_term::STALE_TERM,
    &confusable_word::CONFUSABLE_WORD,
    &measure_word_mixed::MEASURE_WORD_MIXED,
];

/// The chapters of the catalogue: the rule each begins with, and its name.
pub const CHAPTERS: [(&str, &str); 6] = [
    ("row-total-mismatch", "表格里的数"),
    ("superseded-form", "格式和结构"),
    ("period-year-mismatch", "日期和名称"),
    ("narrative-count-mismatch", "文字与表格"),
    ("carry-over-mismatch", "与去年对照"),
    ("doubled-word", "文字"),
];

/// Whether a rule compares the report with that of the year before.
pub fn compares_years(rule: &RuleId) -> bool {
    const COMPARING: [&Rule; 5] = [
        &carry_over_mismatch::CARRY_OVER_MISMATCH,
        &stock_chain_broken::STOCK_CHAIN_BROKEN,
        &repealed_exceeds_stock::REPEALED_EXCEEDS_STOCK,
        &implausible_jump::IMPLAUSIBLE_JUMP,
        &copied_from_last_year::COPIED_FROM_LAST_YEAR,
    ];
    COMPARING.iter().any(|comparing| comparing.id == rule.as_str())
}

/// How the reason begins why a rule was not run that is switched off.
const OFF: &str = "这条规则关掉了，没有核对；理由：";

/// Why the rule of a line of coverage is switched off; `None` where it is not.
pub fn why_off(line: &Coverage) -> Option<&str> {
    line.reason.as_deref()?.strip_prefix(OFF)
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    CATALOGUE.iter().copied().find(|rule| rule.id == id)
}

/// Runs every rule over its subject, but those that are switched off: `off` says why.
pub fn run<'o>(subject: &Subject<'_>, off: impl Fn(&str) -> Option<&'o str>) -> (Vec<Diagnostic>, Vec<Coverage>) {
    let report = subject.report;
    let mut findings = Vec::new();
    let mut coverage = Vec::new();
    for rule in CATALOGUE {
        let verdict = match off(rule.id) {
            Some(reason) => Verdict::skipped(1, format!("{OFF}{reason}")),
            None => (rule.check)(rule, subject).within_limits(),
        };
        coverage.extend(verdict.coverage(rule));
        findings.extend(verdict.findings);
    }
    let year = governing_year(report);
    for finding in &mut findings {
        finding.clause = finding.clause.in_year(year);
    }
    canonical_order(&mut findings);
    sign_all(&mut findings, report.agency.as_deref(), report.year);
    (findings, coverage)
}

/// The year whose clauses govern a report: its own, or one of its form's where it names none.
fn governing_year(report: &Report) -> u16 {
    report.year.unwrap_or(match report.form(Table::T3) {
        Form::F2019 => FORM_2019.from,
        Form::F2021 => FORM_2021.from,
    })
}
