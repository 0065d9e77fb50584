//! Rows with too many or too few figures, and rows that balance once one figure is split or two are joined.

use super::cells::rows_of;
use super::identities::{Kind, of_table};
use super::pieces::{self, Mended, Mending};
use super::values::Values;
use super::wording::{not_read, quote, row_name};
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::figure;
use crate::document::number::{Decimal, Figure};
use crate::location::{CellId, Column, Row, Table};
use crate::report::form::{T3_APPLICANTS, T3_COLUMNS, T4_COLUMNS, T4_ROWS};
use crate::report::{Cell, MiscountedRow, Report, RowLayout, Scope};

/// By how many figures a row may be off and still be one row: beyond, it came apart and tells nothing.
const MOST_OFF: usize = 2;

declare_rule! {
    /// ## 查什么
    /// 表三每一行应有 7 个数，表四那一行应有 15 个数。多了，常常是一个数拆成两格；少了，常常是两个数挤在一格。
    /// 合起来或者拆开以后等式正好成立的，指出是哪一个数。个数虽对、数却错了位的行，只有合起来或者拆开以后这一行和有关各列全部平衡，才说。
    ///
    /// ## 依据
    /// 核对经验：拆格、并格后一行的数整体错位，往往一处笔误带出好几条不平的等式。
    ///
    /// ## 错例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 14 | 1 | 0 | 0 | 0 | 0 | 15 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （一）予以公开 | 2 | 1 | 0 | 0 | 0 | 0 | 0 | 12 |
    /// | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    /// （一）予以公开有 8 个数。10 拆成了 1 和 0 两格，合起来，2 加 10 正好是 12。
    ///
    /// ## 对例
    /// ```report
    /// | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 14 | 1 | 0 | 0 | 0 | 0 | 15 |
    /// | 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | （一）予以公开 | 2 | 10 | 0 | 0 | 0 | 0 | 12 |
    /// | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    ///
    /// ## 不查什么
    /// 从纯文字里读来的行，空格会丢，少几个数不能断定是填错，只有拆开后正好平衡的才说。一张表大半读不出来的，是表格散了，不在这里说。
    /// 只有一格与等式不符的，由四条等式规则说明。
    pub static SPLIT_OR_JOINED_CELL = "split-or-joined-cell", "数的拆格和并格", Warning, Practice, check;
}

/// What was noticed of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fact<'r> {
    /// It has another number of figures than the form; and the one way to put that right, if there is one.
    Count { table: Table, row: &'r MiscountedRow, mended: Option<Mended> },
    /// It has as many as it should, does not balance, and does in this way.
    Displaced { row: Row, mended: Mended },
}

fn check(rule: &Rule, subject: &Subject<'_>) -> Verdict {
    let report = subject.report;
    let tables = [Table::T3, Table::T4];
    if tables.iter().all(|table| report.tables.get(*table).is_none()) && report.scope == Scope::Fragment {
        return Verdict::not_applicable("这份材料里没有表三和表四");
    }
    let (mut examined, mut facts, mut unread) = (0_u32, Vec::new(), Vec::new());
    for table in tables {
        let read = rows_of(report.form(table), table).into_iter().filter(|row| is_read(report, table, *row));
        examined = examined.saturating_add(u32::try_from(read.count()).unwrap_or(u32::MAX));
        let told: Vec<Fact<'_>> = miscounted(report, table);
        examined = examined.saturating_add(u32::try_from(told.len()).unwrap_or(u32::MAX));
        unread.extend(left_over(report, table, &told));
        facts.extend(told);
    }
    facts.extend(displaced(subject.values()));
    let findings: Vec<Diagnostic> = facts.iter().map(|fact| finding(rule, report, fact)).collect();
    let skipped = (!unread.is_empty()).then(|| {
        let cells: Vec<CellId> = unread.iter().map(|&(table, row)| first_cell(table, row)).collect();
        (u32::try_from(unread.len()).unwrap_or(u32::MAX), not_read(report, &cells))
    });
    Verdict::checked(examined, findings).and_skipped(skipped)
}

fn is_read(report: &Report, table: Table, row: Row) -> bool {
    report.cells.range(first_cell(table, row)..).next().is_some_and(|(id, _)| (id.table, id.row) == (table, row))
}

/// The first cell of a row, by the order of cells.
fn first_cell(table: Table, row: Row) -> CellId {
    let column = if table == Table::T3 { T3_COLUMNS[0] } else { T4_COLUMNS[0] };
    CellId::new(table, row, column)
}

/// Rows that were not read and of which nothing is told.
fn left_over(report: &Report, table: Table, told: &[Fact<'_>]) -> Vec<(Table, Row)> {
    let Some(read) = report.tables.get(table) else {
        let missed = report.scope == Scope::Whole;
        return if missed {
            rows_of(report.form(table), table).into_iter().map(|row| (table, row)).collect()
        } else {
            Vec::new()
        };
    };
    // The line of table four is told by its first group.
    let is_told = |row: Row| {
        told.iter().any(|fact| matches!(fact, Fact::Count { row: found, .. } if found.row == row || table == Table::T4))
    };
    read.unread_rows.iter().filter(|row| !is_told(**row)).map(|row| (table, *row)).collect()
}

/// The rows of a table with too many or too few figures, where that says something of the report and not of the way
/// it was copied.
fn miscounted(report: &Report, table: Table) -> Vec<Fact<'_>> {
    let Some(read) = report.tables.get(table) else { return Vec::new() };
    let rows_read = rows_of(report.form(table), table).into_iter().filter(|row| is_read(report, table, *row)).count();
    if table == Table::T3 && rows_read <= 2 * read.miscounted_rows.len() {
        return Vec::new();
    }
    let open = read.miscounted_rows.iter().filter(|row| !is_filled_in(report, table, row.row));
    open.filter_map(|row| judge(report, table, row)).collect()
}

/// Whether every figure was put in its place by hand since.
fn is_filled_in(report: &Report, table: Table, row: Row) -> bool {
    let mut cells = report.form(table).cells(table).into_iter().filter(|id| table == Table::T4 || id.row == row);
    cells.all(|id| report.cell(id).is_some())
}

fn judge<'r>(report: &Report, table: Table, row: &'r MiscountedRow) -> Option<Fact<'r>> {
    let wanted = columns(table);
    let figures: Vec<String> = row.figures.iter().map(|text| digits(text)).collect::<Option<_>>().unwrap_or_default();
    let count = row.figures.len();
    let filled = row.figures.iter().filter(|text| !text.is_empty()).count();
    // Blanks too many are a matter of the table's borders.
    if count == wanted || count.abs_diff(wanted) > MOST_OFF || count > wanted && filled <= wanted || filled == 0 {
        return None;
    }
    if count < wanted && is_last(report, table, row) {
        return None;
    }
    let mended = mended(report, table, row.row, &figures);
    let speaks = match row.layout {
        RowLayout::Cells => true,
        RowLayout::Line => count > wanted || mended.is_some() && !balances(table, &figures),
        // A page number among the figures makes one too many.
        RowLayout::Loose => mended.is_some() && !balances(table, &figures) && !balances_without_one(table, &figures),
    };
    speaks.then_some(Fact::Count { table, row, mended })
}

/// Whether nothing follows the row: then the document was cut off in it.
fn is_last(report: &Report, table: Table, row: &MiscountedRow) -> bool {
    let end = CellId::new(table, row.row, Column::Total);
    let follows = report.parts.iter().any(|part| part.heading.anchor.position() > row.anchor.position());
    !follows && report.cells.range(end..).all(|(id, _)| *id == end)
}

const fn columns(table: Table) -> usize {
    match table {
        Table::T3 => T3_COLUMNS.len(),
        Table::T2 | Table::T4 => T4_ROWS.len() * T4_COLUMNS.len(),
    }
}

/// A figure as its digits, a cell that says nothing as no digits; `None` for what is no whole number.
fn digits(text: &str) -> Option<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // As written: a nought before other digits tells of two figures in one cell.
        return Some(text.to_owned());
    }
    match figure::read(text).0 {
        Figure::Number(number) => number.as_integer().filter(|whole| *whole >= 0).map(|whole| whole.to_string()),
        Figure::Blank | Figure::Dash => Some(String::new()),
        Figure::Words => None,
    }
}

/// Whether the figures of a whole row are as the row's equations want them.
fn balances(table: Table, figures: &[String]) -> bool {
    let adds_up = |group: &[String]| {
        let numbers: Option<Vec<i64>> =
            group.iter().map(|text| if text.is_empty() { Some(0) } else { text.parse().ok() }).collect();
        let Some((total, parts)) = numbers.as_ref().and_then(|numbers| numbers.split_last()) else { return false };
        parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part)) == Some(*total)
    };
    match table {
        Table::T3 => adds_up(figures),
        Table::T2 | Table::T4 => figures.chunks(T4_COLUMNS.len()).all(adds_up),
    }
}

fn balances_without_one(table: Table, figures: &[String]) -> bool {
    (0..figures.len()).any(|at| {
        let mut fewer = figures.to_vec();
        fewer.remove(at);
        fewer.len() == columns(table) && balances(table, &fewer)
    })
}

/// The one way to join or split that makes the row right; of several the one that makes its columns right too.
fn mended(report: &Report, table: Table, row: Row, figures: &[String]) -> Option<Mended> {
    let mut ways: Vec<Mended> = match figures.len() {
        count if count == columns(table) + 1 => pieces::joined(figures),
        count if count + 1 == columns(table) => pieces::split(figures),
        _ => return None,
    };
    ways.retain(|way| balances(table, &way.figures));
    ways.dedup_by(|a, b| a.figures == b.figures);
    if ways.len() > 1 && table == Table::T3 {
        ways.retain(|way| columns_hold(report, row, T3_COLUMNS.len(), &way.figures).is_some_and(|columns| columns.all));
    }
    let only = ways.pop()?;
    ways.is_empty().then_some(only)
}

/// How the columns of table three stand once a row reads so.
struct Columns {
    /// Every changed column can be judged and holds.
    all: bool,
    /// Some of them fails as it is written.
    failed_before: bool,
}

/// Looks at the columns of the first `count` cells of the row that are not as written. `None` when they cannot be judged.
fn columns_hold(report: &Report, row: Row, count: usize, figures: &[String]) -> Option<Columns> {
    let mut after = report.tables_only();
    let mut changed = Vec::new();
    for (&column, text) in T3_COLUMNS.iter().zip(figures).take(count) {
        let id = CellId::new(Table::T3, row, column);
        let number: Decimal = if text.is_empty() { Decimal::ZERO } else { text.parse().ok()? };
        if report.counted(id) != Some(number) {
            changed.push(column);
        }
        let anchor = report.tables.t3.as_ref()?.anchor;
        after.cells.insert(id, Cell { raw: text.clone(), figure: Figure::Number(number), traits: Vec::new(), anchor });
    }
    let (before, then) = (Values::of(report), Values::of(&after));
    let mut columns = Columns { all: true, failed_before: false };
    for &column in &changed {
        let concerned = of_table(Table::T3, report.form(Table::T3)).iter().filter(|identity| {
            matches!(identity.kind, Kind::ResultTotal | Kind::Balance)
                && identity.total.column == column
                && (identity.total.row == row || identity.terms.iter().any(|(cell, _)| cell.row == row))
        });
        let mut judged = false;
        for identity in concerned {
            let Some(surplus) = then.surplus(identity) else { continue };
            judged = true;
            columns.all &= surplus.is_zero();
            columns.failed_before |= before.surplus(identity).is_some_and(|surplus| !surplus.is_zero());
        }
        // A column nobody can judge speaks neither for nor against: then nothing is said.
        columns.all &= judged;
    }
    Some(columns)
}

/// The rows of table three that do not balance, and do – with every column they touch – once one figure is joined or
/// split and the others are moved back. Only where there is one way.
fn displaced<'r>(values: &Values<'r>) -> Vec<Fact<'r>> {
    let report = values.report();
    let mut facts = Vec::new();
    let rows = of_table(Table::T3, report.form(Table::T3)).iter().filter(|identity| identity.kind == Kind::RowTotal);
    for identity in rows {
        let row = identity.total.row;
        if values.surplus(identity).is_none_or(Decimal::is_zero) {
            continue;
        }
        let whole = |cell: CellId| report.counted(cell)?.as_integer().filter(|whole| *whole >= 0);
        let cells = T3_APPLICANTS.iter().map(|&column| CellId::new(Table::T3, row, column));
        let (Some(written), Some(total)) = (cells.map(whole).collect::<Option<Vec<i64>>>(), whole(identity.total))
        else {
            continue;
        };
        let written: Vec<String> = written.iter().map(i64::to_string).collect();
        let mut ways = pieces::displaced(&written);
        ways.retain(|way| {
            let row_of_seven: Vec<String> = way.figures.iter().cloned().chain([total.to_string()]).collect();
            let columns = || columns_hold(report, row, T3_APPLICANTS.len(), &way.figures);
            balances(Table::T3, &row_of_seven) && columns().is_some_and(|columns| columns.all && columns.failed_before)
        });
        if let (Some(mended), true) = (ways.pop(), ways.is_empty()) {
            facts.push(Fact::Displaced { row, mended });
        }
    }
    facts
}

fn finding(rule: &Rule, report: &Report, fact: &Fact<'_>) -> Diagnostic {
    let (message, detail) = describe(report, fact);
    let finding = rule.finding(message).detail(detail);
    match fact {
        Fact::Count { table, row, .. } => finding.at(first_cell(*table, row.row), Vec::new()).anchor(Some(row.anchor)),
        Fact::Displaced { row, mended } => {
            let cell = |at: usize| T3_COLUMNS.get(at).map(|column| CellId::new(Table::T3, *row, *column));
            let changed = (0..mended.figures.len()).filter_map(|at| {
                let number: Decimal = mended.figures.get(at)?.parse().ok()?;
                cell(at).filter(|cell| report.counted(*cell) != Some(number))
            });
            let mut changed: Vec<CellId> = changed.collect();
            changed.sort_unstable();
            let first = changed.first().copied().unwrap_or_else(|| first_cell(Table::T3, *row));
            let anchor = report.cell(first).map(|cell| cell.anchor);
            finding.at(first, changed.into_iter().skip(1).collect()).anchor(anchor)
        }
    }
}

fn describe(report: &Report, fact: &Fact<'_>) -> (String, String) {
    let slip = |mended: &Mended| {
        let ((left, right), whole) = (&mended.halves, &mended.whole);
        match mended.by {
            Mending::Joining => format!("像是 {whole} 拆成 {left} 和 {right} 填进了两格"),
            Mending::Splitting => format!("像是 {left} 和 {right} 并成 {whole} 填进了一格"),
        }
    };
    match fact {
        Fact::Count { table, row, mended } => {
            let place = match table {
                Table::T4 => "表四的数".to_owned(),
                Table::T2 | Table::T3 => format!("{}这一行", row_name(report, *table, row.row)),
            };
            let (count, wanted) = (row.figures.len(), columns(*table));
            let unit = if row.layout == RowLayout::Cells { "格" } else { "个数" };
            let off = count.abs_diff(wanted);
            let counted = if count > wanted {
                format!("{place}有 {count} {unit}，表样是 {wanted} 列，多了 {off} {unit}")
            } else {
                format!("{place}只有 {count} {unit}，表样是 {wanted} 列，少了 {off} {unit}")
            };
            let remedy = match mended {
                Some(mended) => {
                    let how = if mended.by == Mending::Joining { "合起来" } else { "拆开来" };
                    format!("。{}，{how}正好等于总计。请对照原件改。", slip(mended))
                }
                None => "，分不清哪个数属于哪一列，没有核对。请对照原件。".to_owned(),
            };
            let shown: Vec<String> = row
                .figures
                .iter()
                .map(|text| match digits(text) {
                    _ if text.is_empty() => "（空）".to_owned(),
                    Some(_) => text.clone(),
                    None => quote(text),
                })
                .collect();
            (format!("{counted}{remedy}"), format!("读到的是：{}", shown.join("、")))
        }
        Fact::Displaced { row, mended } => (
            format!(
                "{}这一行：{}，别的数跟着错了位。改回来，这一行和有关各列就都平衡。请对照原件。",
                row_name(report, Table::T3, *row),
                slip(mended)
            ),
            format!("六类申请人改回来是：{}", mended.figures.join("、")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Anchor;
    use crate::report::form::Form;
    use crate::rules::test_support::{Draft, run};

    fn with_row(draft: Draft, layout: RowLayout, figures: &[&str]) -> Draft {
        let row = MiscountedRow {
            row: Row::Granted,
            figures: figures.iter().map(|text| (*text).to_owned()).collect(),
            layout,
            anchor: Anchor::Text { line: 31, column: 1, length: 1 },
        };
        draft.table(Table::T3, |read| {
            read.unread_rows.push(Row::Granted);
            read.miscounted_rows.push(row);
        })
    }

    fn messages(layout: RowLayout, figures: &[&str]) -> Vec<String> {
        let draft = Draft::new(2024).zeros(Table::T3, Form::F2021).without_row(Row::Granted);
        let verdict = run(&SPLIT_OR_JOINED_CELL, &with_row(draft, layout, figures).report());
        verdict.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_row_of_a_table_has_as_many_cells_as_the_form() {
        assert_eq!(
            messages(RowLayout::Cells, &["2", "0", "若干", "0", "0", "2"]),
            [
                "表三（一）予以公开这一行只有 6 格，表样是 7 列，少了 1 格，分不清哪个数属于哪一列，没有核对。请对照原件。"
            ]
        );
        assert_eq!(
            messages(RowLayout::Cells, &["2", "10", "0", "0", "0", "0", "1", "2"]),
            [
                "表三（一）予以公开这一行有 8 格，表样是 7 列，多了 1 格。像是 12 拆成 1 和 2 填进了两格，合起来正好等于总计。请对照原件改。"
            ]
        );
    }

    #[test]
    fn what_the_way_of_copying_explains_is_not_told() {
        // Blank cells leave no trace in a line; a page number stands between figures that come one a line.
        assert_eq!(messages(RowLayout::Line, &["2", "10", "0", "12"]), Vec::<String>::new());
        assert_eq!(messages(RowLayout::Loose, &["1", "2", "0", "0", "0", "0", "3", "1"]), Vec::<String>::new());
        // Blanks too many are a matter of the borders; three figures too many, of a row that came apart.
        assert_eq!(messages(RowLayout::Cells, &["2", "0", "0", "0", "", "0", "2", "", ""]), Vec::<String>::new());
        assert_eq!(messages(RowLayout::Cells, &["1"; 10]), Vec::<String>::new());
    }

    #[test]
    fn a_figure_split_in_two_shows_in_any_layout() {
        for layout in [RowLayout::Cells, RowLayout::Line, RowLayout::Loose] {
            assert_eq!(messages(layout, &["2", "1", "5", "0", "0", "0", "0", "17"]).len(), 1, "{layout:?}");
        }
    }

    #[test]
    fn a_table_read_by_halves_tells_nothing_of_its_rows() {
        let draft = Draft::new(2024).zeros(Table::T3, Form::F2021);
        let few = Form::F2021.t3_rows().into_iter().skip(2).fold(draft, Draft::without_row);
        let report = with_row(few, RowLayout::Cells, &["1", "2"]).report();
        assert_eq!(run(&SPLIT_OR_JOINED_CELL, &report).findings, []);
    }

    #[test]
    fn a_row_that_was_filled_in_by_hand_is_settled() {
        let report = with_row(Draft::new(2024).zeros(Table::T3, Form::F2021), RowLayout::Cells, &["0"; 8]).report();
        let verdict = run(&SPLIT_OR_JOINED_CELL, &report);
        assert_eq!((verdict.findings, verdict.examined), (Vec::new(), 25));
    }
}
