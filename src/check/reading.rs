//! Which reading of a table is taken where its rows did not all come out by their labels: the one under which most
//! equations hold.
//!
//! A reading is taken for its structure, as a whole: the figures stay as they are, and a false one among them stays
//! false. A reading whose rows do not add up is none; where two explain the figures about as well and differ in cells,
//! those cells stay unread, and a note says so.

use std::collections::BTreeMap;

use crate::document::Note;
use crate::document::number::Decimal;
use crate::limits::MAX_READINGS;
use crate::location::{CellId, Row, Table};
use crate::report::readings::{Candidate, Choice, Placed};
use crate::report::recognise::Recognition;
use crate::report::{Cell, Reading, Report, TableRead};
use crate::rules::equations::{Tally, tally};
use crate::rules::identities::Kind;

/// By how much a reading has to be better than another to be taken without doubt, in equations. One false figure
/// makes up to three of them fail, in the true reading too.
const MARGIN: i64 = 2;

/// Takes better readings of the tables where there are any.
pub(super) fn settle(recognition: &mut Recognition<'_>) {
    for candidate in recognition.candidates() {
        let Some(chosen) = chosen(&candidate) else { continue };
        let table = candidate.table;
        let read = candidate.read.clone();
        let after = weigh(&read, &chosen.cells, |_| true);
        let before = recognition.table(table).map(|(read, cells)| weigh(read, cells, |_| true)).unwrap_or_default();
        if !is_believable(&candidate, &chosen) || after.weight() < before.weight() {
            continue;
        }
        let texts = describe(table, &read, &chosen, after);
        let anchor = read.anchor;
        recognition.take(candidate, chosen.cells, chosen.reading);
        for text in texts {
            recognition.note(Note { text, anchor: Some(anchor) });
        }
    }
}

/// One reading of a table without choices left.
struct Chosen {
    cells: BTreeMap<CellId, Cell>,
    reading: Reading,
    /// Cells that two good readings have differently; they are not among the others.
    doubtful: Vec<CellId>,
}

/// Whether the figures stand where they add up. What has no equations is believed for its structure alone.
fn is_believable(candidate: &Candidate, chosen: &Chosen) -> bool {
    let rows = weigh(&candidate.read, &chosen.cells, |kind| matches!(kind, Kind::RowTotal | Kind::ReviewTotal));
    match candidate.table {
        Table::T2 => true,
        Table::T3 => rows.failed() * 2 <= rows.telling,
        Table::T4 => candidate.in_one_line || rows.failed() == 0,
    }
}

/// Settles every choice. `None` where the figures are too many to try.
fn chosen(candidate: &Candidate) -> Option<Chosen> {
    // First by the rows alone, which no other block touches.
    let mut open: Vec<(&Choice, Vec<usize>)> = Vec::new();
    let mut doubtful: Vec<CellId> = Vec::new();
    for choice in &candidate.choices {
        let of_rows = |kind| matches!(kind, Kind::RowTotal | Kind::ReviewTotal);
        let tallies: Vec<Tally> =
            choice.ways.iter().map(|way| weigh(&candidate.read, &way.cells, of_rows)).collect();
        let weights: Vec<i64> = tallies.iter().map(|tally| tally.weight()).collect();
        let best = weights.iter().copied().max()?;
        let shown = choice.marked && weights.first().is_some_and(|first| best - first < MARGIN);
        let near = |at: &usize| weights[*at] > best - MARGIN;
        let ways: Vec<usize> = if shown { vec![0] } else { (0..weights.len()).filter(near).collect() };
        let is_open = !choice.marked && best < 0;
        if is_open || lacks_blanks(choice) || choice.parted && ways.iter().all(|&way| tallies[way].failed() > 0) {
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
        let mut reading = Reading::RowMajorStream;
        for (choice, ways) in &open {
            let way = ways[rest % ways.len()];
            rest /= ways.len();
            let Some(Placed { cells: placed, .. }) = choice.ways.get(way) else { continue };
            cells.extend(placed.iter().map(|(id, cell)| (*id, cell.clone())));
            reading = reading.max(choice.reading(way));
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
    if weigh(&candidate.read, &cells, |_| true).failed() > 0 {
        let parted = open.iter().filter(|(choice, _)| choice.parted);
        doubtful.extend(parted.flat_map(|(choice, _)| choice.ways.iter().flat_map(|way| way.cells.keys())).copied());
    }
    doubtful.sort_unstable();
    doubtful.dedup();
    cells.retain(|id, _| !doubtful.contains(id));
    Some(Chosen { cells, reading, doubtful })
}

/// Whether the figures of a row that seems to stick together add up as they are written: then none sticks to another,
/// and blank cells are lost.
fn lacks_blanks(choice: &Choice) -> bool {
    let Some((total, parts)) = choice.written.as_ref().and_then(|written| written.split_last()) else { return false };
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.figure.counted()?));
    sum.is_some() && sum == total.figure.counted()
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
fn describe(table: Table, read: &TableRead, chosen: &Chosen, tally: Tally) -> Vec<String> {
    let name = table.name();
    let order = match chosen.reading {
        Reading::ColumnMajor => "有一部分是按列排的，已按列读取",
        _ => "没有和行名排在一起，已按表样从上到下、从左到右的次序读取",
    };
    let proof = match tally.judged {
        0 => "这张表没有可以验证次序的等式".to_owned(),
        judged => format!("{judged} 条等式有 {} 条相符", tally.held),
    };
    let mut notes = vec![format!("{name}的数字在这份文字里{order}；{proof}。请抽几格对照原件。")];
    if !chosen.doubtful.is_empty() {
        let mut rows: Vec<Row> = chosen.doubtful.iter().map(|id| id.row).collect();
        rows.dedup();
        let rows: Vec<String> = rows.into_iter().map(|row| format!("“{}”", read.form.row_name(row))).collect();
        notes.push(format!(
            "{name}{}的数分不清各属哪一格，这 {} 格没有读入。请对照原件填写。",
            rows.join("、"),
            chosen.doubtful.len()
        ));
    }
    notes
}
