//! Table three: rows found by their labels, columns by theirs.
//!
//! Each row of figures gets the words before it as its label. Rows are matched with the form's rows in order
//! (a monotone alignment of greatest weight), so that a damaged label is still told by its neighbours, and one row
//! too many or too few moves nothing. Columns come from the head; where the head cannot be told apart, the form's order
//! is taken. A row that has not exactly seven figures is not read.

mod windows;

use std::collections::BTreeSet;
use std::ops::Range;

use super::flow::flow;
use super::form::{Form, T3_COLUMNS as OFFICIAL};
use super::labels::{self, T3_COLUMNS, T3_GROUP_WORDS, T3_ROWS};
use super::stream::{Kind, Row as StreamRow};
use super::tables::{self, At, Reading};
use super::{AlteredLabel, ExtraRow, Line, MiscountedRow, RowLayout, TableRead};
use crate::document::Note;
use crate::document::fold::fold;
use crate::location::{CellId, Column, Row, Table};
use windows::Windows;

const COLUMNS: usize = OFFICIAL.len();

/// The weight from which on a label is whole.
const SURE: u32 = 90;

/// How many tokens before the figures may belong to their label.
const LABEL_TOKENS: usize = 8;

/// A row of figures with the words before it.
struct Candidate<'r, 'a> {
    /// The words before the figures, nearest last.
    label: Vec<At<'r, 'a>>,
    /// How many of them stand in the same row of the table as the figures.
    own: usize,
    values: Vec<At<'r, 'a>>,
    grid: Option<usize>,
    bounded: bool,
    at: usize,
}

/// What a candidate's label says.
#[derive(Clone)]
struct Match {
    row: Row,
    weight: u32,
    altered: bool,
}

/// Reads table three from its zone. `fallback` is the form to assume when （六）其他处理 was not found at all.
pub(super) fn read(rows: &[StreamRow<'_>], zone: &Range<usize>, fallback: Form) -> Option<Reading> {
    let anchor = tables::tokens(rows, zone).first()?.token.anchor;
    let (candidates, heads, orphans) = candidates(rows, zone);
    let mut matches: Vec<Vec<Match>> = candidates.iter().map(matches_of).collect();
    let form = form(&matches, fallback);
    keep_rows_of(form, &mut matches);
    let order = form.t3_rows();
    let mut assigned = align(&matches, &order);
    by_elimination(&candidates, &order, &mut assigned);

    let (mut columns, mut altered_columns) = columns(&heads);
    let mut notes = Vec::new();
    // Heads that came out of their cells one by one need not come in the order of the columns.
    if columns != OFFICIAL && heads.iter().all(|at| rows[at.row].grid.is_none()) {
        columns = OFFICIAL.to_vec();
        altered_columns.clear();
        let text = "表三表头的列名在这份文字里不是表样的次序，各列已按表样的次序读取。请对照原件的表头。";
        notes.push(Note { text: text.to_owned(), anchor: Some(anchor) });
    }
    let windows = Windows::new(&candidates, &heads);
    let mut cells = Vec::with_capacity(order.len() * COLUMNS);
    let mut read = TableRead {
        tell_tales: if form == Form::F2019 {
            vec!["“（六）其他处理”只有一行".to_owned()]
        } else {
            Vec::new()
        },
        altered_columns,
        identity_note: identity_note(rows, zone),
        ..TableRead::new(form, anchor)
    };
    let mut last = zone.start;
    let orphans = orphans || is_in_disorder(rows, zone, &candidates, &assigned);
    let mut loose = orphans;
    for (candidate, found) in candidates.iter().zip(&assigned) {
        let values = windows.seven(candidate);
        let Some(found) = found else {
            let empty = candidate.values.iter().all(|at| at.token.kind == Kind::Blank);
            match (&values, candidate.label.last(), empty) {
                (_, _, true) => {}
                (Some(_), Some(label), false) if candidate.bounded => {
                    read.extra_rows.push(ExtraRow { label: label.token.in_one_line(), anchor: label.token.anchor });
                }
                _ => loose = true,
            }
            continue;
        };
        last = last.max(candidate.values.last().map_or(candidate.at, |at| at.row));
        if found.altered {
            read.altered_rows.push(altered(candidate, found.row));
        }
        // Where figures are left over, a row without its label on its own line may be another's.
        let astray = orphans && candidate.grid.is_none() && (!candidate.bounded || candidate.own == 0);
        match values {
            Some(_) if astray => read.unread_rows.push(found.row),
            Some(values) => {
                let ids = columns.iter().map(|&column| CellId::new(Table::T3, found.row, column));
                cells.extend(ids.zip(values.iter().map(|at| tables::cell(at.token))));
            }
            None => {
                read.unread_rows.push(found.row);
                // A row told by its neighbours alone may be no row of the form at all.
                if found.weight >= SURE {
                    read.miscounted_rows.extend(miscounted(candidate, found.row));
                }
            }
        }
    }
    let absent = order.iter().filter(|row| !assigned.iter().flatten().any(|found| found.row == **row)).copied();
    // A head without any row was cut off, not left out row by row.
    let loose = loose || cells.is_empty();
    // What is not among the rows is missing only if its words are nowhere in the table and no figures are left over.
    let words: String = zone.clone().flat_map(|row| &rows[row].tokens).map(|token| token.letters.as_str()).collect();
    let (unread, missing): (Vec<_>, Vec<_>) = absent.partition(|row| loose || labelled(&words, *row));
    read.missing_rows = missing;
    read.unread_rows.extend(unread);
    read.unread_rows.sort_unstable();
    if loose {
        // Among left-over figures a row that matches nothing is a damaged one, not one too many.
        read.extra_rows.clear();
        read.miscounted_rows.clear();
    }
    Some(Reading {
        read,
        cells: cells.into_iter().collect(),
        rows: zone.start..last + 1,
        orphans: loose,
        order: super::Reading::LabelAligned,
        notes,
    })
}

/// Whether figures stand apart from their labels in lines of text: a row of them under words that are no label, two
/// rows of them under one, or some in the middle of a line.
fn is_in_disorder(
    rows: &[StreamRow<'_>],
    zone: &Range<usize>,
    candidates: &[Candidate<'_, '_>],
    assigned: &[Option<Match>],
) -> bool {
    let is_value = |at: &&At<'_, '_>| at.token.kind == Kind::Value;
    let count = |candidate: &Candidate<'_, '_>| candidate.values.iter().filter(is_value).count();
    let is_loose = |candidate: &Candidate<'_, '_>| !candidate.bounded && candidate.grid.is_none();
    let nobodys = |(candidate, found): (&Candidate<'_, '_>, &Option<Match>)| {
        is_loose(candidate) && (found.is_none() && count(candidate) > 0 || count(candidate) >= 2 * COLUMNS)
    };
    if candidates.iter().zip(assigned).any(nobodys) {
        return true;
    }
    let in_order = |candidate: &Candidate<'_, '_>| candidate.grid.is_some() || count(candidate) == COLUMNS;
    let seen: usize = candidates.iter().map(count).sum();
    // Nearly every table has all its rows, and needs no second look.
    let is_full = assigned.len() >= Form::F2019.t3_rows().len() && candidates.iter().all(in_order);
    !is_full && flow(rows, zone).is_some_and(|flow| flow.len() > seen)
}

/// Splits the zone into rows of figures, the words of the head, and whether figures without words are left over.
fn candidates<'r, 'a>(
    rows: &'r [StreamRow<'a>],
    zone: &Range<usize>,
) -> (Vec<Candidate<'r, 'a>>, Vec<At<'r, 'a>>, bool) {
    let mut candidates: Vec<Candidate<'r, 'a>> = Vec::new();
    let mut heads = Vec::new();
    let mut pending: Vec<At<'r, 'a>> = Vec::new();
    let mut orphans = false;
    // The last candidate still takes figures: they come one a line.
    let mut open = false;
    for index in zone.clone() {
        let row = &rows[index];
        let tokens: Vec<At<'r, 'a>> = row.tokens.iter().map(|token| At { token, row: index }).collect();
        if row.bounded {
            open = false;
            let Some(split) = label_end(&tokens) else {
                let texts = tokens.iter().filter(|at| at.token.kind == Kind::Text).copied();
                if texts.clone().next().is_some() {
                    pending.extend(texts);
                } else if tokens.iter().any(|at| at.token.kind == Kind::Value) {
                    let before = candidate(&mut pending, &mut heads, tokens, 0, row, index);
                    candidates.push(before);
                }
                continue;
            };
            let own: Vec<_> = tokens[..split].iter().filter(|at| at.token.kind == Kind::Text).copied().collect();
            let own_count = own.len();
            pending.extend(own);
            let found = candidate(&mut pending, &mut heads, tokens[split..].to_vec(), own_count, row, index);
            candidates.push(found);
            continue;
        }
        for at in tokens {
            match at.token.kind {
                Kind::Prose => open = false,
                Kind::Text => {
                    open = false;
                    pending.push(at);
                }
                Kind::Blank | Kind::Value => {
                    if open && pending.is_empty() {
                        if let Some(last) = candidates.last_mut() {
                            last.values.push(at);
                        }
                    } else if !pending.is_empty() {
                        candidates.push(candidate(&mut pending, &mut heads, vec![at], 0, row, index));
                        open = true;
                    } else if at.token.kind == Kind::Value {
                        orphans = true;
                    }
                }
            }
        }
    }
    heads.extend(pending);
    (candidates, heads, orphans)
}

fn candidate<'r, 'a>(
    pending: &mut Vec<At<'r, 'a>>,
    heads: &mut Vec<At<'r, 'a>>,
    values: Vec<At<'r, 'a>>,
    own: usize,
    row: &StreamRow<'_>,
    at: usize,
) -> Candidate<'r, 'a> {
    let label = std::mem::take(pending);
    heads.extend(label.iter().copied());
    Candidate { label, own, values, grid: row.grid, bounded: row.bounded, at }
}

/// Where the figures of a row begin: after its last label. `None` for a row of the head, or one without words.
fn label_end(tokens: &[At<'_, '_>]) -> Option<usize> {
    let is_text = |at: &At<'_, '_>| at.token.kind == Kind::Text;
    let heads = tokens.iter().filter(|at| is_text(at) && is_head(&at.token.letters)).count();
    if heads >= 2 {
        return None;
    }
    let known = tokens.iter().rposition(|at| is_text(at) && labels::exact(&T3_ROWS, &at.token.letters).is_some());
    let first_value = tokens.iter().position(|at| at.token.kind == Kind::Value);
    let end = match (known, first_value) {
        // Words after it, or after the first figure, are words in a figure's place.
        (Some(known), _) => known,
        (None, Some(value)) => tokens[..value].iter().rposition(is_text)?,
        (None, None) => {
            let last = tokens.iter().rposition(is_text)?;
            // A label with seven blanks is a row that is not filled in; anything else is a head.
            if tokens.len() - last <= COLUMNS {
                return None;
            }
            last
        }
    };
    // A known label is followed by figures, not by more words only.
    let rest = &tokens[end + 1..];
    (!rest.is_empty() && rest.iter().filter(|at| is_text(at)).count() * 2 <= rest.len()).then_some(end + 1)
}

fn is_head(letters: &str) -> bool {
    labels::T3_HEAD_WORDS.contains(&letters)
        || labels::exact(&T3_COLUMNS, letters)
            .is_some_and(|label| label.of != Column::OtherOrg && label.of != Column::Total)
}

/// The rows of the form a candidate's label can stand for, best first.
fn matches_of(candidate: &Candidate<'_, '_>) -> Vec<Match> {
    let near = &candidate.label[candidate.label.len().saturating_sub(LABEL_TOKENS)..];
    let Some(last) = near.last() else { return Vec::new() };
    let own = &last.token.letters;
    if let Some(label) = labels::exact(&T3_ROWS, own) {
        return vec![Match { row: label.of, weight: 100, altered: false }];
    }
    let joined: String = near.iter().map(|at| at.token.letters.as_str()).collect();
    if let Some(label) = labels::suffix(&T3_ROWS, &joined) {
        let rest = own.strip_suffix(label.letters.as_str());
        let altered = rest.is_some_and(|rest| !is_group_words(rest));
        return vec![Match { row: label.of, weight: SURE, altered }];
    }
    let mut found: Vec<Match> = Vec::new();
    let mut joined = String::new();
    for at in near.iter().rev() {
        joined.insert_str(0, &at.token.letters);
        for label in T3_ROWS.iter() {
            let Some(edits) = labels::damage(&label.letters, &joined) else { continue };
            let weight = 60 - u32::try_from(edits * 40 / label.letters.chars().count().max(1)).unwrap_or(40);
            match found.iter_mut().find(|known| known.row == label.of) {
                Some(known) => known.weight = known.weight.max(weight),
                None => found.push(Match { row: label.of, weight, altered: true }),
            }
        }
    }
    found.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.row.cmp(&b.row)));
    found
}

/// Whether the words before a label are groups' labels and nothing else.
fn is_group_words(mut text: &str) -> bool {
    while !text.is_empty() {
        match T3_GROUP_WORDS.iter().find_map(|group| text.strip_suffix(group)) {
            Some(rest) => text = rest,
            None => return false,
        }
    }
    true
}

/// One row or three for （六）其他处理 decide the form.
fn form(matches: &[Vec<Match>], fallback: Form) -> Form {
    let has = |row: Row| matches.iter().flatten().any(|found| found.row == row && found.weight >= SURE);
    let three = [Row::OtherNotCorrected, Row::OtherUnpaid, Row::OtherMisc].into_iter().filter(|row| has(*row)).count();
    match (three, has(Row::OtherAll)) {
        (0, true) => Form::F2019,
        (0, false) => fallback,
        (1, true) if !has(Row::OtherNotCorrected) && !has(Row::OtherUnpaid) => Form::F2019,
        _ => Form::F2021,
    }
}

fn keep_rows_of(form: Form, matches: &mut [Vec<Match>]) {
    let rows = form.t3_rows();
    for found in matches {
        found.retain(|found| rows.contains(&found.row));
    }
}

/// Assigns candidates to rows of the form, in order, with the greatest weight.
fn align(matches: &[Vec<Match>], order: &[Row]) -> Vec<Option<Match>> {
    let (n, m) = (matches.len(), order.len());
    let weight =
        |i: usize, j: usize| matches[i].iter().find(|found| found.row == order[j]).map_or(0, |found| found.weight);
    let mut best = vec![vec![0_u32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let skip = best[i + 1][j].max(best[i][j + 1]);
            let take = match weight(i, j) {
                0 => 0,
                weight => weight + best[i + 1][j + 1],
            };
            best[i][j] = skip.max(take);
        }
    }
    let mut assigned: Vec<Option<Match>> = vec![None; n];
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        let weight = weight(i, j);
        if weight > 0 && best[i][j] == weight + best[i + 1][j + 1] {
            assigned[i] = matches[i].iter().find(|found| found.row == order[j]).cloned();
            i += 1;
            j += 1;
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    // A row that is only out of order is still that row, by its exact label.
    let mut taken: BTreeSet<Row> = assigned.iter().flatten().map(|found| found.row).collect();
    for (assigned, matches) in assigned.iter_mut().zip(matches) {
        if assigned.is_none()
            && let Some(exact) = matches.first().filter(|found| found.weight >= SURE)
            && taken.insert(exact.row)
        {
            *assigned = Some(exact.clone());
        }
    }
    assigned
}

/// A row with an unknown label between two known neighbours of the same table, where exactly one row of the form is
/// missing, is that row with an altered label.
fn by_elimination(candidates: &[Candidate<'_, '_>], order: &[Row], assigned: &mut [Option<Match>]) {
    let place = |found: &Match| order.iter().position(|row| *row == found.row);
    for i in 1..candidates.len().saturating_sub(1) {
        let (Some(before), Some(after)) = (&assigned[i - 1], &assigned[i + 1]) else { continue };
        let one_table = candidates[i].grid.is_some()
            && candidates[i - 1].grid == candidates[i].grid
            && candidates[i + 1].grid == candidates[i].grid;
        if assigned[i].is_some() || !one_table || candidates[i].own == 0 {
            continue;
        }
        if let (Some(before), Some(after)) = (place(before), place(after))
            && after == before + 2
        {
            assigned[i] = Some(Match { row: order[before + 1], weight: 1, altered: true });
        }
    }
}

fn altered(candidate: &Candidate<'_, '_>, row: Row) -> AlteredLabel<Row> {
    let own = candidate.own.max(1);
    let shown = &candidate.label[candidate.label.len().saturating_sub(own)..];
    // Of the row's own words the last are the label; groups' labels before it are not.
    let shown: Vec<_> = match shown.last() {
        Some(last) if last.token.letters.chars().count() >= 4 => vec![last],
        _ => shown.iter().collect(),
    };
    let anchor = shown.first().map_or(candidate.values[0].token.anchor, |at| at.token.anchor);
    AlteredLabel { of: row, written: shown.iter().map(|at| at.token.in_one_line()).collect(), anchor }
}

fn miscounted(candidate: &Candidate<'_, '_>, row: Row) -> Option<MiscountedRow> {
    let layout = match (candidate.grid, candidate.bounded) {
        (Some(_), true) => RowLayout::Cells,
        (None, true) => RowLayout::Line,
        (_, false) => RowLayout::Loose,
    };
    tables::miscounted(row, &candidate.values, layout)
}

/// Whether the row's label stands somewhere among the words.
fn labelled(words: &str, row: Row) -> bool {
    // 「总计」 and 「其他」 are also words of the head; only the longer labels can be looked for.
    T3_ROWS.iter().any(|label| label.of == row && label.letters.chars().count() > 3 && words.contains(&label.letters))
}

/// The columns from the head: 自然人, the five organisations, 总计, each group in the order it is written.
fn columns(heads: &[At<'_, '_>]) -> (Vec<Column>, Vec<AlteredLabel<Column>>) {
    let mut found: Vec<(Column, usize)> = Vec::new();
    let mut unknown: Vec<usize> = Vec::new();
    let mut group_at = None;
    let mut at = 0;
    while at < heads.len() {
        let letters = heads[at].token.letters.as_str();
        if labels::exact(&T3_ROWS, letters).is_some_and(|label| label.of == Row::Received) {
            break;
        }
        if let Some((label, used)) = tables::spelled(&T3_COLUMNS, &heads[at..]) {
            if !found.iter().any(|(column, _)| *column == label.of) {
                found.push((label.of, at));
            }
            at += used;
            continue;
        }
        if letters == "法人或其他组织" {
            group_at = Some(at);
        } else if letters != "申请人情况" && !tables::is_identity_note(&heads[at].token.text) {
            unknown.push(at);
        }
        at += 1;
    }
    let mut altered = Vec::new();
    let organisations = &OFFICIAL[1..COLUMNS - 1];
    let mut five: Vec<(Column, usize)> =
        found.iter().filter(|(column, _)| organisations.contains(column)).copied().collect();
    if five.len() == organisations.len() - 1
        && let Some(missing) = organisations.iter().find(|column| !five.iter().any(|(known, _)| known == *column))
        && let Some(stranger) = stranger(&five, &unknown, *missing)
    {
        let token = heads[stranger].token;
        altered.push(AlteredLabel { of: *missing, written: token.in_one_line(), anchor: token.anchor });
        five.push((*missing, stranger));
        five.sort_by_key(|(_, at)| *at);
    }
    let place = |wanted: Column| found.iter().find(|(column, _)| *column == wanted).map(|(_, at)| *at);
    let mut order = OFFICIAL.to_vec();
    if five.len() == organisations.len() {
        for (slot, (column, at)) in order[1..COLUMNS - 1].iter_mut().zip(&five) {
            if *slot != *column {
                let token = heads[*at].token;
                altered.push(AlteredLabel { of: *column, written: token.in_one_line(), anchor: token.anchor });
            }
            *slot = *column;
        }
    }
    // 总计 written before 自然人 or before the organisations moves there.
    if let (Some(person), Some(total), Some(group)) = (place(Column::Person), place(Column::Total), group_at) {
        let mut blocks = [(person, 0), (group, 1), (total, 2)];
        blocks.sort_unstable();
        if blocks.map(|(_, block)| block) != [0, 1, 2] && total < five.first().map_or(usize::MAX, |(_, at)| *at) {
            let inner = order[1..COLUMNS - 1].to_vec();
            order = blocks
                .iter()
                .flat_map(|(_, block)| match block {
                    0 => vec![Column::Person],
                    1 => inner.clone(),
                    _ => vec![Column::Total],
                })
                .collect();
        }
    }
    (order, altered)
}

/// The one unknown word that stands where the missing organisation should.
fn stranger(five: &[(Column, usize)], unknown: &[usize], missing: Column) -> Option<usize> {
    let before = five.iter().filter(|(column, _)| *column < missing).map(|(_, at)| *at).max();
    let after = five.iter().filter(|(column, _)| *column > missing).map(|(_, at)| *at).min();
    let mut between = unknown
        .iter()
        .filter(|at| before.is_none_or(|before| **at == before + 1) && after.is_none_or(|after| **at < after));
    match (between.next(), between.next()) {
        (Some(&only), None) => Some(only),
        _ => None,
    }
}

/// The corner note, whole: in one cell, or over a few lines up to its closing bracket.
fn identity_note(rows: &[StreamRow<'_>], zone: &Range<usize>) -> Option<Line> {
    let tokens = tables::tokens(rows, zone);
    let start = tokens.iter().position(|at| tables::is_identity_note(&at.token.text))?;
    let mut text = String::new();
    for at in tokens[start..].iter().take(4) {
        if at.token.kind == Kind::Text || at.token.kind == Kind::Prose {
            text.push_str(&at.token.in_one_line());
        }
        if fold(&text).ends_with([')', '和']) && text.matches("之和").count() >= 2 || fold(&text).ends_with(')') {
            return Some(Line { text, anchor: tokens[start].token.anchor });
        }
    }
    None
}
