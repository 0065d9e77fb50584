//! The list of findings: its groups, their order, and the lines of the coverage panel.

use crate::diagnostic::{Coverage, CoverageStatus, Diagnostic, RuleId, Severity};
use crate::location::{CellId, Table};
use crate::regulation::Clause;
use crate::rules;

use super::view::Place;

/// A group of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What its findings are about.
    pub topic: Topic,
    /// Their indices, in canonical order.
    pub findings: Vec<usize>,
}

/// What a group of findings is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Equations of a table.
    Sums(Table),
    /// How the cells of a table are filled.
    Cells(Table),
    /// The report beside that of the year before.
    Years,
    /// Parts, tables and labels against the form.
    Form,
    /// The text.
    Text,
}

impl Topic {
    /// Its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Topic::Sums(Table::T2) => "表二 · 数字勾稽",
            Topic::Sums(Table::T3) => "表三 · 数字勾稽",
            Topic::Sums(Table::T4) => "表四 · 数字勾稽",
            Topic::Cells(Table::T2) => "表二 · 填写",
            Topic::Cells(Table::T3) => "表三 · 填写",
            Topic::Cells(Table::T4) => "表四 · 填写",
            Topic::Years => "与去年对照",
            Topic::Form => "表样和结构",
            Topic::Text => "正文",
        }
    }

    fn of(finding: &Diagnostic, place: Place) -> Self {
        let cell = finding.primary.or(finding.related.first().copied());
        match (cell, place) {
            _ if rules::compares_years(&finding.rule) => Topic::Years,
            (Some(CellId { table, .. }), _) if finding.figures.is_some() => Topic::Sums(table),
            (Some(CellId { table, .. }), _) => Topic::Cells(table),
            (None, Place::Table(_)) => Topic::Form,
            (None, _) => match finding.clause {
                Clause::RegulationArticle49
                | Clause::RegulationArticle50
                | Clause::DocumentLayout
                | Clause::Punctuation
                | Clause::Practice => Topic::Text,
                _ => Topic::Form,
            },
        }
    }
}

/// Puts findings into groups: the group with the gravest finding first.
pub fn grouped(findings: &[Diagnostic], places: &[Place]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, (finding, &place)) in findings.iter().zip(places).enumerate() {
        let topic = Topic::of(finding, place);
        match groups.iter_mut().find(|group| group.topic == topic) {
            Some(group) => group.findings.push(index),
            None => groups.push(Group { topic, findings: vec![index] }),
        }
    }
    // Findings come gravest first, so a group's first is its worst.
    let worst = |group: &Group| group.findings.first().map(|&index| findings[index].severity);
    groups.sort_by_key(|group| (worst(group), group.topic));
    groups
}

/// How a line of the coverage panel came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Everything that was looked at is in order.
    Held,
    /// Some of it is not.
    Failed(Severity),
    /// It could not be checked, or was not to be.
    Open,
    /// The report has nothing of the kind.
    Absent,
}

/// A line of the coverage panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageLine {
    /// The rule, where the line is about a single one.
    pub rule: Option<RuleId>,
    /// What was checked.
    pub title: String,
    /// How it came out.
    pub standing: Standing,
    /// The word and the figures: “相符 23 / 23”.
    pub told: String,
    /// Whether the user switched the rule off.
    pub is_off: bool,
    /// Why it was not checked.
    pub reason: Option<String>,
}

/// What this version does not check yet, and says so.
pub const NOT_YET: &str = "各单位与汇总、正文里的数与表格，这一版还不核对。";

/// What is not checked without last year's report.
const LAST_YEAR: &str = "上年结转、存量和照抄";

/// The lines of the coverage panel: in the catalogue's order, and at the end what this version cannot do.
pub fn coverage_lines(coverage: &[Coverage]) -> Vec<CoverageLine> {
    let mut lines: Vec<CoverageLine> =
        coverage.iter().filter(|coverage| !coverage.awaits_document()).map(line).collect();
    // What waits for last year's report waits for one thing, and is told once.
    if let Some(waiting) = coverage.iter().find(|coverage| coverage.awaits_document()) {
        lines.push(CoverageLine { rule: None, title: LAST_YEAR.to_owned(), ..line(waiting) });
    }
    lines.push(CoverageLine {
        rule: None,
        title: "其他数据".to_owned(),
        standing: Standing::Open,
        told: "未核对".to_owned(),
        is_off: false,
        reason: Some(NOT_YET.to_owned()),
    });
    lines
}

/// How many lines of the coverage panel say “not checked”.
pub fn open_lines(coverage: &[Coverage]) -> usize {
    coverage_lines(coverage).iter().filter(|line| line.standing == Standing::Open).count()
}

fn line(coverage: &Coverage) -> CoverageLine {
    let rule = rules::find(coverage.rule.as_str());
    let title = rule.map_or_else(|| "一项核对".to_owned(), |rule| rule.title.to_owned());
    let severity = rule.map_or(Severity::Error, |rule| rule.severity);
    let off = rules::why_off(coverage);
    let (held, examined) = (coverage.held, coverage.examined);
    let failed = examined.saturating_sub(held);
    let (standing, told) = match coverage.status {
        CoverageStatus::Checked if failed == 0 && examined == 1 => (Standing::Held, "相符".to_owned()),
        CoverageStatus::Checked if failed == 0 => (Standing::Held, format!("相符 {held} / {examined}")),
        CoverageStatus::Checked => {
            let word = if severity == Severity::Error { "不符" } else { severity.word() };
            let told = if examined == 1 { word.to_owned() } else { format!("{word} {failed} / {examined}") };
            (Standing::Failed(severity), told)
        }
        CoverageStatus::NotApplicable => (Standing::Absent, "不适用".to_owned()),
        CoverageStatus::Skipped if off.is_some() => (Standing::Open, "已关掉".to_owned()),
        CoverageStatus::Skipped => (Standing::Open, "未核对".to_owned()),
    };
    let reason = match off {
        Some(why) => Some(format!("没有核对，理由：{why}")),
        None => coverage.reason.clone(),
    };
    CoverageLine { rule: rule.map(|rule| RuleId::new(rule.id)), title, standing, told, is_off: off.is_some(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, cell: Option<&str>, clause: Clause) -> Diagnostic {
        let finding = Diagnostic::new(RuleId::new("some-rule"), severity, clause, "一句话");
        match cell.and_then(|cell| cell.parse().ok()) {
            Some(cell) => finding.at(cell, Vec::new()),
            None => finding,
        }
    }

    #[test]
    fn the_group_with_the_gravest_finding_comes_first() {
        let findings = [
            finding(Severity::Error, None, Clause::Form2021),
            finding(Severity::Warning, Some("t2.rules.issued"), Clause::Practice),
            finding(Severity::Note, None, Clause::Practice),
            finding(Severity::Note, None, Clause::Form2021Headings),
        ];
        let topics: Vec<_> =
            grouped(&findings, &[Place::Report; 4]).into_iter().map(|g| (g.topic, g.findings)).collect();
        assert_eq!(topics, [(Topic::Form, vec![0, 3]), (Topic::Cells(Table::T2), vec![1]), (Topic::Text, vec![2])]);
    }

    #[test]
    fn what_two_years_say_stands_by_itself() {
        let mut carried = finding(Severity::Error, Some("t3.carried_in.total"), Clause::Form2021TableThree);
        carried.rule = RuleId::new("carry-over-mismatch");
        let groups = grouped(&[carried], &[Place::Cell("t3.carried_in.total".parse().expect("a cell"))]);
        assert_eq!(groups[0].topic, Topic::Years);
    }

    #[test]
    fn a_rule_that_is_off_says_so_and_why() {
        let off = Coverage {
            rule: RuleId::new("row-total-mismatch"),
            status: CoverageStatus::Skipped,
            reason: Some("这条规则关掉了，没有核对；理由：另有台账".into()),
            examined: 1,
            held: 0,
        };
        let lines = coverage_lines(&[off]);
        let line = &lines[0];
        assert_eq!((line.standing, line.told.as_str(), line.is_off), (Standing::Open, "已关掉", true));
        assert_eq!(line.reason.as_deref(), Some("没有核对，理由：另有台账"));
    }

    #[test]
    fn not_checked_never_looks_like_clean() {
        let skipped = Coverage {
            rule: RuleId::new("carry-over-mismatch"),
            status: CoverageStatus::Skipped,
            reason: Some("没有上一年的报告。".into()),
            examined: 7,
            held: 0,
        };
        let lines = coverage_lines(std::slice::from_ref(&skipped));
        assert_eq!(lines[0].standing, Standing::Open);
        assert!(lines.iter().all(|line| line.told == "未核对"));
        assert_eq!(open_lines(&[skipped]), 2);
    }
}
