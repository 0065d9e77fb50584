//! Which reading of a table is taken where its rows did not all come out by their labels: the one under which most
//! equations hold.
//!
//! A reading is taken for its structure, as a whole: the figures stay as they are, and a false one among them stays
//! false. A reading whose rows do not add up is none; where two explain the figures about as well and differ in cells,
//! those cells stay unread, and a note says so.

use std::collections::BTreeMap;

use crate::document::Note;
use crate::document::number::{Decimal, sums_up};
use crate::limits::MAX_READINGS;
use crate::location::{CellId, Row, Table};
use crate::report::form::{Form, T3_COLUMNS, T4_COLUMNS, T4_ROWS};
use crate::report::readings::{Candidate, Change, Choice, Placed};
use crate::report::recognise::Recognition;
use crate::report::{Cell, MiscountedRow, Reading, Report, RowLayout, TableRead};
use crate::rules::equations::{Tally, tally};
use crate::rules::identities::Kind;

/// By how much a reading has to be better than another to be taken without doubt, in equations. One false figure
/// makes up to three of them fail, in the true reading too.
const MARGIN: i64 = 2;

/// How many equations have to hold for each that fails, for a table to be in order whose figures are parted by words.
const TELLING_FOR_EACH_FAILED: u32 = 6;

/// How many rows have to add up, more than fail, for their order to be that of the next table, too.
const TELLING_ROWS: i64 = 2;

/// How many rows a note names one by one.
const ROWS_NAMED: usize = 3;

/// Takes better readings of the tables where there are any.
pub(super) fn settle(recognition: &mut Recognition<'_>) {
    let mut told: Vec<(Table, Row)> = Vec::new();
    // Table three proves its order by its sums; table two was written by the same program.
    let mut runs_by_rows = false;
    for table in [Table::T3, Table::T2, Table::T4] {
        let settled = |mut candidate: Candidate| {
            if table == Table::T2 && runs_by_rows {
                candidate.choices.iter_mut().for_each(|choice| choice.marked = true);
            }
            let chosen = chosen(&candidate)?;
            is_believable(&candidate, &chosen).then_some((candidate, chosen))
        };
        let mut taken = recognition.candidate(table).and_then(settled);
        if table == Table::T3 && taken.as_ref().is_none_or(|(_, chosen)| !chosen.doubtful.is_empty()) {
            let by_pages = recognition.by_pages().and_then(settled);
            let doubts = |(_, chosen): &(Candidate, Chosen)| chosen.doubtful.len();
            let fewest = taken.as_ref().map_or(usize::MAX, doubts);
            taken = by_pages.filter(|taken| doubts(taken) < fewest).or(taken);
        }
        let Some((candidate, chosen)) = taken else { continue };
        let read = candidate.read.clone();
        let after = weigh(&read, &chosen.cells, |_| true);
        let before = recognition.table(table).map(|(read, cells)| weigh(read, cells, |_| true)).unwrap_or_default();
        // More cells are more equations, which may fail: what only adds rows to those read is weighed by itself.
        let adds_rows = recognition.table(table).is_some_and(|(_, cells)| {
            cells.iter().all(|(id, cell)| chosen.cells.get(id).is_some_and(|other| other.anchor == cell.anchor))
        });
        if !adds_rows && after.weight() < before.weight() {
            continue;
        }
        runs_by_rows |=
            table == Table::T3 && (chosen.runs_by_rows || candidate.runs_by_rows) && chosen.doubtful.is_empty();
        let texts = describe(&candidate, &chosen, after);
        let anchor = read.anchor;
        told.extend(chosen.doubtful.iter().map(|id| (table, id.row)));
        recognition.take(candidate, chosen.cells, chosen.reading);
        for text in texts {
            recognition.note(Note { text, anchor: Some(anchor) });
        }
    }
    told.extend(tell_of_short_rows(recognition));
    for table in Table::ALL {
        tell_of_unread_rows(recognition, *table, &told);
    }
}

/// Says which other rows were found and not read: what is not in the cells is not silently left out.
fn tell_of_unread_rows(recognition: &mut Recognition<'_>, table: Table, told: &[(Table, Row)]) {
    let Some((read, _)) = recognition.table(table) else { return };
    let rows: Vec<Row> = read.unread_rows.iter().copied().filter(|row| !told.contains(&(table, *row))).collect();
    if rows.is_empty() {
        return;
    }
    let anchor = read.anchor;
    let text = format!(
        "{}{}的数字和行名没有对上，没有读入。请对照原件填写，或者从原文件里重新复制这张表。",
        table.name(),
        names(read.form, &rows)
    );
    recognition.note(Note { text, anchor: Some(anchor) });
}

/// Says of rows on one line that lack figures that blank cells are lost: the line does not show where. Returns them.
fn tell_of_short_rows(recognition: &mut Recognition<'_>) -> Vec<(Table, Row)> {
    let Some((read, _)) = recognition.table(Table::T3) else { return Vec::new() };
    let is_short = |row: &&MiscountedRow| row.layout == RowLayout::Line && row.figures.len() < T3_COLUMNS.len();
    let short: Vec<&MiscountedRow> = read.miscounted_rows.iter().filter(is_short).collect();
    let Some(anchor) = short.first().map(|row| row.anchor) else { return Vec::new() };
    let rows: Vec<Row> = short.iter().map(|row| row.row).collect();
    let text = format!(
        "{}{}读到的数不足 {} 个：空着的格在这份文字里没有留下痕迹，分不清是哪一格，整行没有读入。请对照原件填写。",
        Table::T3.name(),
        names(read.form, &rows),
        T3_COLUMNS.len()
    );
    recognition.note(Note { text, anchor: Some(anchor) });
    rows.into_iter().map(|row| (Table::T3, row)).collect()
}

/// One reading of a table without choices left.
struct Chosen {
    cells: BTreeMap<CellId, Cell>,
    reading: Reading,
    /// Several rows without a word between them were shown by their sums to come one after the other, and none to come
    /// otherwise.
    runs_by_rows: bool,
    /// Cells that two good readings have differently; they are not among the others.
    doubtful: Vec<CellId>,
}

/// Whether the figures stand where they add up. What has no equations is believed for its structure alone.
fn is_believable(candidate: &Candidate, chosen: &Chosen) -> bool {
    let rows = weigh(&candidate.read, &chosen.cells, |kind| matches!(kind, Kind::RowTotal | Kind::ReviewTotal));
    match candidate.table {
        _ if candidate.reading == Reading::LabelAligned => true,
        Table::T2 => true,
        // Where everything shows its rows, a false figure or two may be all there is to add up.
        Table::T3 => {
            let shown = candidate.choices.iter().all(|choice| choice.marked && !choice.parted);
            rows.failed() * 2 <= rows.telling || shown && rows.failed() <= 2
        }
        // Of a single row only what a page's end carried off can be out of order; one false figure fails one group.
        Table::T4 => rows.failed() == 0 || candidate.in_one_piece && rows.failed() <= rows.telling.min(1),
    }
}

/// Settles every choice. `None` where the figures are too many to try.
fn chosen(candidate: &Candidate) -> Option<Chosen> {
    // First by the rows alone, which no other block touches.
    let mut open: Vec<(&Choice, Vec<usize>)> = Vec::new();
    let mut doubtful: Vec<CellId> = Vec::new();
    let mut runs_by_rows = false;
    for choice in &candidate.choices {
        let of_rows = |kind| matches!(kind, Kind::RowTotal | Kind::ReviewTotal);
        let weight = |way: &Placed| match choice.change {
            // There are thousands of ways to cut a line; all but a few of them do not even add up.
            Change::Cut(_) if adds_up(way.cells.values()) == Some(false) => -1,
            _ => weigh(&candidate.read, &way.cells, of_rows).weight(),
        };
        let weights: Vec<i64> = choice.ways.iter().map(weight).collect();
        let best = weights.iter().copied().max()?;
        let shown = choice.marked && weights.first().is_some_and(|first| best - first < MARGIN);
        let near = |at: &usize| weights[*at] > best - MARGIN;
        let ways: Vec<usize> = if shown { vec![0] } else { (0..weights.len()).filter(near).collect() };
        let is_open = !choice.marked && best < 0;
        // Nothing says that figures of table two run by rows or by columns at all.
        let is_scattered = choice.scattered && weights.first() < Some(&best)
            || candidate.table == Table::T2 && choice.scattered && !choice.marked;
        runs_by_rows |= choice.scattered && ways == [0] && best >= TELLING_ROWS;
        if is_open || is_scattered || is_refuted(choice) {
            doubtful.extend(choice.ways.iter().flat_map(|way| way.cells.keys()).copied());
        } else {
            open.push((choice, ways));
        }
    }
    let ways: usize = open.iter().try_fold(1_usize, |all, (_, ways)| all.checked_mul(ways.len()))?;
    if ways > MAX_READINGS {
        return None;
    }
    // Then by all equations together: columns run through every block.
    let mut readings: Vec<(i64, BTreeMap<CellId, Cell>, Reading)> = Vec::new();
    for number in 0..ways {
        let mut rest = number;
        let mut cells = candidate.settled.clone();
        let mut reading = candidate.reading;
        for (choice, ways) in &open {
            let way = ways[rest % ways.len()];
            rest /= ways.len();
            let Some(Placed { cells: placed, by_columns }) = choice.ways.get(way) else { continue };
            cells.extend(placed.iter().map(|(id, cell)| (*id, cell.clone())));
            if *by_columns {
                reading = reading.max(Reading::ColumnMajor);
            }
        }
        readings.push((weigh(&candidate.read, &cells, |_| true).weight(), cells, reading));
    }
    // The first of the best: the simplest order comes first.
    let best = readings.iter().map(|reading| reading.0).max()?;
    let at = readings.iter().position(|reading| reading.0 == best)?;
    let (_, mut cells, reading) = readings.swap_remove(at);
    let rivals: Vec<_> = readings.into_iter().filter(|rival| rival.0 > best - MARGIN).collect();
    let differs = |id: &CellId| {
        let raw = |cells: &BTreeMap<CellId, Cell>| cells.get(id).map(|cell| cell.raw.clone());
        rivals.iter().any(|rival| raw(&rival.1) != raw(&cells))
    };
    doubtful.extend(cells.keys().copied().filter(differs));
    // Figures with words in between may come from anywhere: they are believed only where everything adds up.
    let parted: Vec<&Choice> = candidate.choices.iter().filter(|choice| choice.parted).collect();
    let of_parted = |wanted: fn(&Choice) -> bool| {
        let choices = parted.iter().copied().filter(|choice| wanted(choice));
        choices.flat_map(|choice| choice.ways.iter().flat_map(|way| way.cells.keys())).copied().collect::<Vec<CellId>>()
    };
    if candidate.table == Table::T3 && weigh(&candidate.read, &cells, |_| true).failed() > 0 && !parted.is_empty() {
        doubtful.extend(of_parted(|_| true));
        let mut others = cells.clone();
        others.retain(|id, _| !doubtful.contains(id));
        let is_in_order = |tally: Tally| tally.telling >= tally.failed() * TELLING_FOR_EACH_FAILED;
        if !is_in_order(weigh(&candidate.read, &cells, |_| true))
            && !is_in_order(weigh(&candidate.read, &others, |_| true))
        {
            return None;
        }
    }
    // Rows in pieces have columns to prove them, and those add up only where nothing is left out.
    if !doubtful.is_empty() {
        doubtful.extend(of_parted(Choice::is_of_rows));
        let mixed = candidate.choices.iter().filter(|choice| choice.mixed);
        doubtful.extend(mixed.flat_map(|choice| choice.ways.iter().flat_map(|way| way.cells.keys())).copied());
    }
    doubtful.sort_unstable();
    doubtful.dedup();
    cells.retain(|id, _| !doubtful.contains(id));
    Some(Chosen { cells, reading, runs_by_rows, doubtful })
}

/// Whether what a choice assumes is not so: where the figures add up as they are written, none sticks to another; where
/// they do not, it is not only a blank that is lost.
fn is_refuted(choice: &Choice) -> bool {
    match &choice.change {
        Change::None => false,
        Change::Cut(written) => adds_up(written.iter()) == Some(true),
        Change::Gap(written) => adds_up(written.iter()) != Some(true),
    }
}

/// Whether the last of these is the sum of the others; of table four's line, of each group.
fn adds_up<'c>(row: impl Iterator<Item = &'c Cell>) -> Option<bool> {
    let figures: Vec<Decimal> = row.map(|cell| cell.figure.counted()).collect::<Option<_>>()?;
    let group = if figures.len() == T4_ROWS.len() * T4_COLUMNS.len() { T4_COLUMNS.len() } else { figures.len() };
    for figures in figures.chunks(group.max(1)) {
        if !sums_up(figures)? {
            return Some(false);
        }
    }
    Some(true)
}

fn weigh(read: &TableRead, cells: &BTreeMap<CellId, Cell>, wanted: impl Fn(Kind) -> bool) -> Tally {
    let Some(table) = cells.keys().next().map(|id| id.table) else { return Tally::default() };
    let mut report = Report { cells: cells.clone(), ..Report::default() };
    let slot = match table {
        Table::T2 => &mut report.tables.t2,
        Table::T3 => &mut report.tables.t3,
        Table::T4 => &mut report.tables.t4,
    };
    *slot = Some(read.clone());
    tally(&report, |kind| kind.table() == table && wanted(kind))
}

/// What the user has to know of it.
fn describe(candidate: &Candidate, chosen: &Chosen, tally: Tally) -> Vec<String> {
    let name = candidate.table.name();
    let proof = match tally.judged {
        0 => "这张表没有可以验证次序的等式".to_owned(),
        judged => format!("{judged} 条等式有 {} 条相符", tally.held),
    };
    let order = match chosen.reading {
        Reading::ColumnMajor => Some("有一部分是按列排的，已按列读取"),
        Reading::RowMajorStream => Some("没有和行名排在一起，已按表样从上到下、从左到右的次序读取"),
        Reading::LabelAligned | Reading::Fragmented => None,
    };
    let mut notes = Vec::new();
    notes.extend(order.map(|order| format!("{name}的数字在这份文字里{order}；{proof}。请抽几格对照原件。")));
    let settled = |choice: &&Choice| {
        let cells = || choice.ways.iter().flat_map(|way| way.cells.keys());
        cells().all(|id| chosen.cells.contains_key(id))
    };
    let rows_of = |is_change: fn(&Change) -> bool| {
        let of_change = candidate.choices.iter().filter(|choice| is_change(&choice.change)).filter(settled);
        let first = |choice: &Choice| choice.ways.first()?.cells.keys().next().map(|id| id.row);
        of_change.filter_map(first).collect::<Vec<Row>>()
    };
    if let [first, .., last] = candidate.rows_by_sums.as_slice() {
        let form = candidate.read.form;
        let (first, last) = (form.row_name(*first), form.row_name(*last));
        notes.push(format!(
            "{name}从“{first}”到“{last}”这几行的数字在这份文字里被打乱了，是按各行各列的等式推定的：原件里如有填错的数，这几行未必显得出来。请逐格对照原件。"
        ));
    }
    let cut = rows_of(|change| matches!(change, Change::Cut(_)));
    if !cut.is_empty() {
        let rows = names(candidate.read.form, &cut);
        notes.push(format!("{name}{rows}有数字连在一起，已按等式相符的那一种拆开。请对照原件。"));
    }
    let gaps = rows_of(|change| matches!(change, Change::Gap(_)));
    if !gaps.is_empty() {
        let rows = names(candidate.read.form, &gaps);
        notes.push(format!("{name}{rows}少一个数，只有一格空着时各列才相符，已按这一格空着读取。请对照原件。"));
    }
    if !chosen.doubtful.is_empty() {
        let mut rows: Vec<Row> = chosen.doubtful.iter().map(|id| id.row).collect();
        rows.dedup();
        notes.push(format!(
            "{name}{}的数分不清各属哪一格，这 {} 格没有读入。请对照原件填写。",
            names(candidate.read.form, &rows),
            chosen.doubtful.len()
        ));
    }
    notes
}

/// Rows by their names, the first few of many.
fn names(form: Form, rows: &[Row]) -> String {
    let name = |row: &Row| format!("“{}”", form.row_name(*row));
    let named: Vec<String> = rows.iter().take(ROWS_NAMED).map(name).collect();
    let rest = if rows.len() > ROWS_NAMED { format!("等 {} 行", rows.len()) } else { String::new() };
    format!("{}{rest}", named.join("、"))
}

#[cfg(test)]
mod tests {
    use crate::report::form::{Form, T3_COLUMNS};
    use crate::report::{Reading, Report};
    use crate::{Options, check};

    const ZEROS: [&str; 7] = ["0"; 7];
    const ROW: [&str; 7] = ["3", "0", "4", "2", "0", "0", "9"];

    /// Table three with a few figures, each row as `line` writes it.
    fn read(line: impl Fn(&str, &[&str; 7], bool) -> String) -> Report {
        let form = Form::F2021;
        let mut text = "2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n".to_owned();
        for row in form.t3_rows() {
            let label = form.row_label(row);
            let filled = label.contains("新收") || label.contains("予以公开") || label.contains("总计");
            text += &line(label, if filled { &ROW } else { &ZEROS }, label.contains("予以公开"));
        }
        check("报告.txt", text.as_bytes(), &Options::default()).expect("a report").report
    }

    fn granted(report: &Report) -> Vec<Option<String>> {
        let raw = |column| {
            let id = format!("t3.granted.{column}").parse().expect("a cell");
            report.cell(id).map(|cell| cell.raw.clone())
        };
        T3_COLUMNS.iter().map(|column| raw(column.to_string())).collect()
    }

    fn written(figures: &[&str]) -> Vec<Option<String>> {
        figures.iter().map(|figure| (*figure != "?").then(|| (*figure).to_owned())).collect()
    }

    fn notes(report: &Report) -> String {
        report.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_lost_blank_is_found_where_the_columns_leave_one_place() {
        let lines = |written: &'static str| {
            read(move |label, figures, granted| {
                let figures = if granted { written.to_owned() } else { figures.join(" ") };
                format!("{label} {figures}\n")
            })
        };
        let report = lines("3 4 2 0 0 9");
        assert_eq!(granted(&report), written(&["3", "", "4", "2", "0", "0", "9"]));
        assert!(notes(&report).contains("只有一格空着"), "{}", notes(&report));
        // Two blanks of three could be the lost one: those cells are not read, the others are.
        let report = lines("3 0 4 2 0 9");
        assert_eq!(granted(&report), written(&["3", "0", "4", "2", "?", "?", "9"]));
        assert!(notes(&report).contains("分不清"), "{}", notes(&report));
        // Figures that do not add up lack more than a blank.
        let report = lines("3 4 2 0 0 8");
        assert_eq!(granted(&report), written(&["?"; 7]));
        assert!(notes(&report).contains("读到的数不足 7 个"), "{}", notes(&report));
    }

    #[test]
    fn figures_that_stick_together_in_many_rows_are_cut() {
        let report = read(|label, figures, _| format!("{label}\n{}\n", figures.concat()));
        assert_eq!(report.reading, Reading::RowMajorStream);
        assert_eq!(granted(&report), written(&ROW));
        assert_eq!(report.cells.len(), 175);
        assert!(notes(&report).contains("连在一起"), "{}", notes(&report));
    }

    #[test]
    fn two_figures_that_stick_together_in_one_row_are_a_slip() {
        let report = read(|label, figures, granted| {
            format!("{label} {}\n", if granted { "3 0 42 0 0 9".to_owned() } else { figures.join(" ") })
        });
        assert_eq!(granted(&report), written(&["?"; 7]));
    }
}
