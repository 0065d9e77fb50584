//! The text for people: Chinese, one finding a paragraph, and at the end what was and what was not checked.
//!
//! Nothing is wrapped or aligned by columns, since terminals do not agree on the width of a Chinese character. What
//! comes out of a document is printed without its control characters, so that no document can steer the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{Detail, Document, Paint, Tally, cell_name};
use crate::check::{Beside, Ignored, Outcome, Pairing};
use crate::diagnostic::{Coverage, CoverageStatus, Diagnostic, Severity};
use crate::error::Error;
use crate::location::{Anchor, Table};
use crate::repair::{RepairOption, RepairStatus};
use crate::report::{Report, Scope};
use crate::rules;
use crate::rules::identities::EQUATION_RULES;

/// The most ways of repair that are written out; the JSON has them all.
const MAX_REPAIRS: usize = 3;

/// The most unreadable documents that are named again at the end.
const MAX_REFUSALS: usize = 20;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default();
const BARE: Style = Style::new();

/// One document.
pub fn document(document: Document<'_>, detail: Detail, paint: Paint) -> String {
    let mut page = Page { text: String::new(), paint };
    match (document, detail) {
        (Document::Checked(outcome), Detail::Full) => full(&mut page, outcome),
        (Document::Checked(outcome), Detail::Brief) => brief(&mut page, outcome),
        (Document::Unreadable { source, error }, _) => unreadable(&mut page, source, error),
    }
    page.text
}

/// What stands after the last document: for many, the total.
pub fn tail(tally: &Tally, detail: Detail, paint: Paint) -> String {
    let mut page = Page { text: String::new(), paint };
    if detail == Detail::Brief {
        total(&mut page, tally);
    }
    if tally.left_out > 0 {
        page.line(FAINT, &format!("另有 {} 个文件不是文档，没有读。", tally.left_out));
    }
    page.text
}

/// Text in the making. Everything goes through [`Page::put`], which keeps control characters out.
struct Page {
    text: String,
    paint: Paint,
}

impl Page {
    fn put(&mut self, style: Style, text: &str) {
        let (on, off) = match self.paint {
            Paint::Colour => (style.render().to_string(), style.render_reset().to_string()),
            Paint::Plain => (String::new(), String::new()),
        };
        self.text.push_str(&on);
        self.text.extend(text.chars().map(|c| if steers_the_terminal(c) { ' ' } else { c }));
        self.text.push_str(&off);
    }

    fn line(&mut self, style: Style, text: &str) {
        self.put(style, text);
        self.end();
    }

    fn end(&mut self) {
        self.text.push('\n');
    }

    /// An indented line with a faint name before it.
    fn entry(&mut self, name: &str, text: &str) {
        self.put(FAINT, &format!("  {name}："));
        self.line(BARE, text);
    }
}

/// Whether the character does something to a terminal instead of being shown: escape sequences, line ends, and the
/// marks that turn the direction of writing.
fn steers_the_terminal(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

const fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note => BLUE,
    }
}

fn full(page: &mut Page, outcome: &Outcome) {
    page.line(BOLD, &outcome.source);
    page.line(BARE, &identity(&outcome.report));
    if let Some(beside) = &outcome.last_year {
        last_year(page, beside);
    }
    counts(page, outcome);
    page.end();
    page.end();
    for note in &outcome.report.notes {
        let place = note.anchor.map(|anchor| format!("（{}）", place(&outcome.report, anchor)));
        page.entry("读取说明", &format!("{}{}", note.text, place.unwrap_or_default()));
    }
    if !outcome.report.notes.is_empty() {
        page.end();
    }
    for finding in &outcome.findings {
        told(page, &outcome.report, finding);
        page.end();
    }
    repairs(page, outcome);
    set_aside(page, outcome);
    coverage(page, &outcome.coverage);
    closing(page, outcome);
}

fn brief(page: &mut Page, outcome: &Outcome) {
    page.put(BOLD, &outcome.source);
    page.put(BARE, &format!("　{}　", identity(&outcome.report)));
    counts(page, outcome);
    page.end();
    for finding in outcome.findings.iter().filter(|finding| finding.severity != Severity::Note) {
        page.put(style_of(finding.severity), &format!("  {} ", finding.severity.sign()));
        page.put(BARE, &finding.message);
        if let Some(anchor) = finding.anchor {
            page.put(FAINT, &format!("（{}）", place(&outcome.report, anchor)));
        }
        page.end();
    }
    if let (RepairStatus::Unique, Some(option)) = (outcome.repairs.status, outcome.repairs.options.first()) {
        page.line(FAINT, &format!("  → 先核对原件：{}，等式就全部相符。", changes(&outcome.report, option)));
    }
}

fn unreadable(page: &mut Page, source: &str, error: &Error) {
    page.put(BOLD, source);
    page.put(RED, "　✕ 读不了　");
    page.line(BARE, &error.message);
}

/// Whose report of which year it is, and which form it follows.
fn identity(report: &Report) -> String {
    let mut text = report.agency.clone().unwrap_or_else(|| "没有认出机关名称".to_owned());
    match report.year {
        Some(year) => _ = write!(text, "　{year} 年度"),
        None => text.push_str("　没有认出年度"),
    }
    let read: Vec<_> =
        Table::ALL.iter().filter_map(|&table| report.tables.get(table).map(|read| (table, read.form))).collect();
    // Table four looks the same in both forms, so that it tells nothing beside the others.
    let telling: Vec<_> = match read.as_slice() {
        [only] => vec![*only],
        several => several.iter().copied().filter(|(table, _)| *table != Table::T4).collect(),
    };
    match telling.as_slice() {
        [] => text.push_str("　没有找到表格"),
        [(_, first), rest @ ..] if rest.iter().all(|(_, form)| form == first) => {
            _ = write!(text, "　{} 年表样", first.as_str());
        }
        mixed => {
            for (table, form) in mixed {
                _ = write!(text, "　{}用 {} 年表样", table.name(), form.as_str());
            }
        }
    }
    if let Some(note) = report.zero_note() {
        _ = write!(text, "　{note}");
    }
    text
}

fn counts(page: &mut Page, outcome: &Outcome) {
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = outcome.count(severity);
        let style = if count == 0 { FAINT } else { style_of(severity) };
        page.put(style, &format!("{} {count} 处{}", severity.sign(), severity.word()));
        page.put(BARE, "　");
    }
    let (mut equations, mut open) = (0, 0);
    for line in &outcome.coverage {
        match line.status {
            // Places of other rules would only swell the count.
            CoverageStatus::Checked if EQUATION_RULES.contains(&line.rule.as_str()) => equations += line.held,
            CoverageStatus::Skipped if line.is_open() => open += 1,
            CoverageStatus::Checked | CoverageStatus::Skipped | CoverageStatus::NotApplicable => {}
        }
    }
    page.put(GREEN, &format!("✓ {equations} 条等式相符"));
    page.put(FAINT, &format!("　○ {open} 项未能核对"));
    if !outcome.ignored.is_empty() {
        page.put(FAINT, &format!("　－ {} 处已忽略", outcome.ignored.len()));
    }
}

/// One finding, all of it.
fn told(page: &mut Page, report: &Report, finding: &Diagnostic) {
    page.put(style_of(finding.severity), &format!("{} {}", finding.severity.sign(), finding.severity.word()));
    page.line(BOLD, &format!("　{}", title(finding.rule.as_str())));
    page.line(BARE, &format!("  {}", finding.message));
    for (index, line) in finding.detail.iter().flat_map(|detail| detail.lines()).enumerate() {
        let name = match (index, &finding.figures) {
            (0, Some(_)) => "算式",
            (0, None) => "详情",
            _ => "　　",
        };
        page.entry(name, line);
    }
    page.entry("依据", finding.clause.cite());
    if let Some(anchor) = finding.anchor {
        page.entry("位置", &place(report, anchor));
    }
}

fn title(rule: &str) -> &str {
    rules::find(rule).map_or(rule, |rule| rule.title)
}

/// A place in the words of someone who has the document open, and for a page the line of its source.
fn place(report: &Report, anchor: Anchor) -> String {
    let place = anchor.describe(&report.sheets);
    match anchor {
        Anchor::HtmlCell { line, .. } => format!("{place}，源文件第 {line} 行"),
        _ => place,
    }
}

fn repairs(page: &mut Page, outcome: &Outcome) {
    let repairs = &outcome.repairs;
    if let Some(undecided) = &repairs.undecided {
        page.line(BOLD, "说不出最少要改几格");
        page.line(BARE, &format!("  {}", undecided.sentence()));
        page.end();
    }
    let (Some(needed), Some(_)) = (repairs.changes_needed, repairs.options.first()) else {
        return;
    };
    let heading = match repairs.status {
        RepairStatus::Unique => format!("改 {needed} 格，等式就全部相符（先核对原件，再改）"),
        RepairStatus::Ambiguous => {
            format!("至少要改 {needed} 格；有 {} 种改法，哪一种对要看原件", repairs.options.len())
        }
        RepairStatus::Clean | RepairStatus::Undecided => return,
    };
    page.line(BOLD, &heading);
    for option in repairs.options.iter().take(MAX_REPAIRS) {
        page.line(BARE, &format!("  · {}", changes(&outcome.report, option)));
        let against = option.against.as_deref().unwrap_or_default();
        page.line(FAINT, &format!("    {}{against}", option.reason));
    }
    if let Some(more @ 1..) = repairs.options.len().checked_sub(MAX_REPAIRS) {
        page.line(FAINT, &format!("  还有 {more} 种改法没有列出。"));
    }
    page.end();
}

/// The changes of one way of repair, in the words of the form.
fn changes(report: &Report, option: &RepairOption) -> String {
    let changes = option.changes.iter().map(|change| {
        let from = change.from.map_or_else(|| "空白".to_owned(), |from| from.to_string());
        format!("{} {from} 改为 {}", cell_name(report, change.cell), change.to)
    });
    changes.collect::<Vec<_>>().join("；")
}

/// What it was compared with, or why not.
fn last_year(page: &mut Page, beside: &Beside) {
    let whose = match (&beside.agency, beside.year) {
        (Some(agency), Some(year)) => format!("（{agency}　{year} 年度）"),
        (None, Some(year)) => format!("（{year} 年度）"),
        (Some(agency), None) => format!("（{agency}）"),
        (None, None) => String::new(),
    };
    page.put(FAINT, &format!("去年的报告：{}{whose}　", beside.source));
    match &beside.pairing {
        Pairing::Paired => page.line(BARE, &format!("对照了 {} 格", beside.cells.len())),
        Pairing::Asked(question) => {
            page.line(YELLOW, &format!("没有对照：{question}确认无误可以加 --same-agency 再核对。"));
        }
        Pairing::Unreadable(reason) => page.line(RED, &format!("读不了：{reason}")),
    }
}

/// What the user decided not to be told, and what of it is out of date.
fn set_aside(page: &mut Page, outcome: &Outcome) {
    if !outcome.ignored.is_empty() {
        page.line(BOLD, "已忽略");
    }
    for Ignored { finding, reason } in &outcome.ignored {
        page.put(FAINT, &format!("  － {}：", finding.severity.word()));
        page.line(BARE, &finding.message);
        page.entry("  理由", reason);
    }
    if !outcome.stale.is_empty() {
        page.line(BOLD, "忽略清单里已经用不着的");
    }
    for ignore in &outcome.stale {
        page.put(FAINT, "  － 这次没有发现：");
        page.line(BARE, &ignore.message);
    }
    if !outcome.ignored.is_empty() || !outcome.stale.is_empty() {
        page.end();
    }
}

/// What was looked at, what could not be, and what does not apply: three different answers.
fn coverage(page: &mut Page, coverage: &[Coverage]) {
    let of = |status| coverage.iter().filter(move |line| line.status == status);
    if of(CoverageStatus::Checked).next().is_some() {
        page.line(BOLD, "已核对");
    }
    for line in of(CoverageStatus::Checked) {
        let faulty = line.examined.saturating_sub(line.held);
        let (style, sign) = if faulty == 0 { (GREEN, "✓") } else { (FAINT, "·") };
        page.put(style, &format!("  {sign} "));
        let result = if faulty == 0 { "相符".to_owned() } else { format!("{faulty} 处不符或待看") };
        page.line(BARE, &format!("{}：{} 处，{result}", title(line.rule.as_str()), line.examined));
    }
    for (status, heading, sign) in
        [(CoverageStatus::Skipped, "未能核对", "○"), (CoverageStatus::NotApplicable, "不适用", "－")]
    {
        if of(status).next().is_some() {
            page.line(BOLD, heading);
        }
        // What waits for last year's report waits for one thing, and is told once.
        let waiting: Vec<&Coverage> = of(status).filter(|line| line.awaits_document()).collect();
        if let [first, ..] = waiting.as_slice() {
            let titles: Vec<&str> = waiting.iter().map(|line| title(line.rule.as_str())).collect();
            let reason = first.reason.as_deref().unwrap_or("没有说明原因");
            page.put(FAINT, &format!("  {sign} "));
            page.line(BARE, &format!("与去年对照（{}）：{reason}", titles.join("、")));
        }
        for line in of(status).filter(|line| !line.awaits_document()) {
            let reason = line.reason.as_deref().unwrap_or("没有说明原因");
            page.put(FAINT, &format!("  {sign} "));
            page.line(BARE, &format!("{}：{reason}", title(line.rule.as_str())));
        }
    }
    if !coverage.is_empty() {
        page.end();
    }
}

/// The last word on one document: it never calls clean what could not be looked at.
fn closing(page: &mut Page, outcome: &Outcome) {
    let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    let skipped = outcome.coverage.iter().any(Coverage::is_open);
    let examined = outcome.coverage.iter().any(|line| line.status == CoverageStatus::Checked);
    let (style, sentence) = match (errors, warnings) {
        (0, 0) if !examined => (YELLOW, "没有一项能够核对，不能当作没有问题。".to_owned()),
        (0, 0) if skipped => (YELLOW, "核对过的没有发现问题；上面列出的未能核对的，不能当作没有问题。".to_owned()),
        (0, 0) => (GREEN, "该核对的都核对过，没有发现问题。".to_owned()),
        (0, _) => (YELLOW, format!("没有发现错误；有 {warnings} 处提醒，请对照原件看一看。")),
        _ => (RED, format!("有 {errors} 处错误。请对照原件改好，再核对一次。")),
    };
    page.line(style, &sentence);
    if outcome.report.scope == Scope::Fragment {
        page.line(FAINT, "这里看到的只是报告的一部分，没看到的部分没有核对。");
    }
    if errors == 0 {
        page.line(FAINT, "数字之间相符，不等于数字属实：请再与台账核对。");
    }
}

fn total(page: &mut Page, tally: &Tally) {
    page.end();
    page.line(
        BOLD,
        &format!(
            "共核对 {} 份：{} 份没有错误和提醒，{} 份有。错误 {} 处，提醒 {} 处，提示 {} 处。",
            tally.checked,
            tally.clean,
            tally.checked - tally.clean,
            tally.errors,
            tally.warnings,
            tally.notes
        ),
    );
    if tally.partly > 0 {
        page.line(BARE, &format!("其中 {} 份有未能核对的项目，那些项目不能当作没有问题。", tally.partly));
    }
    if !tally.refusals.is_empty() {
        page.line(RED, &format!("{} 份读不了，没有核对：", tally.refusals.len()));
        for refusal in tally.refusals.iter().take(MAX_REFUSALS) {
            page.line(BARE, &format!("  {}：{}", refusal.source, refusal.message));
        }
        if let Some(more @ 1..) = tally.refusals.len().checked_sub(MAX_REFUSALS) {
            page.line(BARE, &format!("  还有 {more} 份没有列出。"));
        }
    }
    if tally.checked > 0 {
        page.line(FAINT, "要看某一份核对了哪些、哪些没有核对，请单独核对那一份。");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Figures, RuleId};
    use crate::error::ErrorKind;
    use crate::regulation::Clause;
    use crate::repair::pattern::Pattern;
    use crate::repair::{Change, Equation, Obstacle, Repairs, Undecided};

    fn outcome() -> Outcome {
        let figures = Figures { reported: "9".into(), computed: "7".into(), difference: "2".into() };
        let finding = Diagnostic::new(
            RuleId::new("row-total-mismatch"),
            Severity::Error,
            Clause::Form2021TableThree,
            "表三“（一）予以公开”行相加是 7，总计写的是 9。",
        )
        .detail("4 ＋ 2 ＋ 1 ＝ 7 ≠ 9")
        .figures(figures)
        .anchor(Some(Anchor::Text { line: 3, column: 5, length: 1 }));
        let line = |status, reason: Option<&str>| Coverage {
            rule: RuleId::new("balance-mismatch"),
            status,
            reason: reason.map(str::to_owned),
            examined: 7,
            held: if reason.is_none() { 7 } else { 0 },
        };
        Outcome {
            source: "草稿.txt".into(),
            report: Report { agency: Some("清溪镇人民政府".into()), year: Some(2024), ..Report::default() },
            edited: Vec::new(),
            refused: Vec::new(),
            findings: vec![finding],
            ignored: Vec::new(),
            stale: Vec::new(),
            last_year: None,
            repairs: crate::check::Repairs {
                status: RepairStatus::Undecided,
                changes_needed: None,
                options: Vec::new(),
                undecided: None,
            },
            coverage: vec![line(CoverageStatus::Checked, None), line(CoverageStatus::Skipped, Some("表三没有读全"))],
            identities: crate::check::Tally::default(),
        }
    }

    #[track_caller]
    fn assert_says(text: &str, parts: &[&str]) {
        for part in parts {
            assert!(text.contains(part), "“{part}” is not in:\n{text}");
        }
    }

    #[test]
    fn a_document_alone_is_told_in_full() {
        let outcome = outcome();
        assert_says(
            &document(Document::Checked(&outcome), Detail::Full, Paint::Plain),
            &[
                "草稿.txt\n清溪镇人民政府　2024 年度　没有找到表格\n",
                "✕ 1 处错误　▲ 0 处提醒　ⓘ 0 处提示　✓ 7 条等式相符　○ 1 项未能核对\n",
                "  算式：4 ＋ 2 ＋ 1 ＝ 7 ≠ 9\n",
                "  依据：国办公开办函〔2021〕30号 表三\n",
                "  位置：第 3 行第 5 个字\n",
                "未能核对\n  ○ ",
                "有 1 处错误。",
            ],
        );
    }

    #[test]
    fn one_among_many_takes_a_line_and_a_line_a_finding() {
        let outcome = outcome();
        let text = document(Document::Checked(&outcome), Detail::Brief, Paint::Plain);
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn the_only_least_repair_is_told_among_many_too() {
        let mut outcome = outcome();
        let total = "t3.granted.total".parse().map(|cell| Change { cell, from: Some(9.into()), to: 7.into() });
        outcome.repairs = Repairs {
            status: RepairStatus::Unique,
            changes_needed: Some(1),
            options: vec![RepairOption {
                changes: total.into_iter().collect(),
                pattern: Pattern::WrongDigit,
                reason: "像是写错了一位。".into(),
                against: None,
            }],
            undecided: None,
        };
        let told = "表三（一）予以公开·总计 9 改为 7";
        assert_says(&document(Document::Checked(&outcome), Detail::Brief, Paint::Plain), &["先核对原件", told]);
        let full = document(Document::Checked(&outcome), Detail::Full, Paint::Plain);
        assert_says(&full, &["改 1 格，等式就全部相符", told, "像是写错了一位。"]);
    }

    #[test]
    fn what_was_not_decided_is_told_with_its_reason() {
        let mut outcome = outcome();
        let total = "t3.granted.total".parse().expect("a cell");
        let rule = RuleId::new("row-total-mismatch");
        let equation = Equation { rule, total, name: "“（一）予以公开”这一行相加".into() };
        outcome.repairs.undecided = Some(Undecided { obstacle: Obstacle::Contradiction, equations: vec![equation] });
        let text = document(Document::Checked(&outcome), Detail::Full, Paint::Plain);
        assert_says(&text, &["说不出最少要改几格", "锁定的格不可能都对", "“（一）予以公开”这一行相加"]);
    }

    #[test]
    fn the_counted_equations_have_their_rules() {
        for rule in EQUATION_RULES {
            assert!(rules::find(rule).is_some(), "{rule}");
        }
    }

    #[test]
    fn what_could_not_be_checked_is_never_called_clean() {
        let mut outcome = outcome();
        outcome.findings.clear();
        assert_says(&document(Document::Checked(&outcome), Detail::Full, Paint::Plain), &["不能当作没有问题"]);
        outcome.coverage.clear();
        assert_says(&document(Document::Checked(&outcome), Detail::Full, Paint::Plain), &["没有一项能够核对"]);
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        let error = Error::new(ErrorKind::NotText, "读不了\u{1b}[2J。\r\n\u{202e}");
        let text = document(
            Document::Unreadable { source: "a\u{1b}]0;x\u{7}.txt", error: &error },
            Detail::Full,
            Paint::Plain,
        );
        assert!(text.trim_end_matches('\n').chars().all(|c| !steers_the_terminal(c)), "{text:?}");
    }

    #[test]
    fn colours_are_there_only_when_asked_for() {
        let outcome = outcome();
        let colourful = document(Document::Checked(&outcome), Detail::Full, Paint::Colour);
        let plain = document(Document::Checked(&outcome), Detail::Full, Paint::Plain);
        assert!(colourful.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&colourful).to_string(), plain);
    }
}
