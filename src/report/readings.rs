//! Other readings of a table whose rows did not all come out by their labels: its figures in the form's order.
//!
//! A reading is about structure alone: as many figures as the form has cells, in the order of the form, every figure
//! used once; where they may run by rows or by columns, both ways. No figure is changed, left out or put anywhere
//! else. Which reading is true is for the caller to judge, who knows what has to add up; here only what contradicts
//! the labels is left out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::arrangements::{self, Block, Way};
use super::flow::{BESIDE, Flow, Run, flow};
use super::flow_two;
use super::form::{Form, T3_COLUMNS, T4_COLUMNS, T4_ROWS};
use super::labels::{self, Label, T3_ROWS};
use super::pages;
use super::stream::{Kind, Row as StreamRow};
use super::{AlteredLabel, Cell, MiscountedRow, Reading, RowLayout, TableRead, tables};
use crate::document::figure;
use crate::document::number::Figure;
use crate::location::{CellId, Row, Table};

/// The least letters of a label that is told wherever it stands: 「总计」 and 「其他」 are also words of the head.
const TELLING_LETTERS: usize = 4;

/// How many rows may lack a figure each and still be filled: their columns have to tell which.
const MOST_GAPS: usize = 2;

/// How many rows have to come figure by figure for the table before it to be believed to do so, too.
const ROWS_BY_FIGURES: usize = 8;

/// One reading of a whole table, with what is still open in it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The table.
    pub table: Table,
    /// What was found of the table; every row of its form is there.
    pub read: TableRead,
    /// The cells that stand in one place in every way.
    pub settled: BTreeMap<CellId, Cell>,
    /// The blocks of figures that are not sure to stand where they seem to.
    pub choices: Vec<Choice>,
    /// How the table is read where no choice says more.
    pub reading: Reading,
    /// Many of its rows are proven to come figure by figure.
    pub runs_by_rows: bool,
    /// The rows of which only the sums tell which figure stands where: a false one may not show there.
    pub rows_by_sums: Vec<Row>,
    /// No words stand between its figures, and none of them behind the headings after the table.
    pub in_one_piece: bool,
    /// Rows of the stream the table takes up.
    pub(super) rows: Range<usize>,
}

/// A block of figures that can be put in rows in several ways, or only perhaps.
#[derive(Debug, Clone)]
pub struct Choice {
    /// At least one, each with the same cells.
    pub ways: Vec<Placed>,
    /// The way the figures stand together shows that it is the first.
    pub marked: bool,
    /// Words stand between figures of one row: they may belong elsewhere.
    pub parted: bool,
    /// Every figure stands apart: only the first way, by rows, can be proven by its sums. Columns in another order than
    /// the form's add up all the same.
    pub scattered: bool,
    /// Figures that stand alone and pieces of lines make up its rows: one may come before what is to its left, so that
    /// only a whole table proves them.
    pub mixed: bool,
    /// What the ways do to the figures besides putting them in order.
    pub change: Change,
}

impl Choice {
    /// Whether it is of several rows.
    pub fn is_of_rows(&self) -> bool {
        let mut rows = self.ways.iter().flat_map(|way| way.cells.keys()).map(|id| id.row);
        let first = rows.next();
        rows.any(|row| Some(row) != first)
    }
}

/// What has to be assumed for a row to have as many figures as the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Figures stick together and are cut; these are written.
    Cut(Vec<Cell>),
    /// A blank cell is lost; these are written.
    Gap(Vec<Cell>),
}

/// One way to put a block of figures in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The cells.
    pub cells: BTreeMap<CellId, Cell>,
    /// Whether figures run down the columns.
    pub by_columns: bool,
}

/// Where the figures of table three are cut into blocks of whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// As soon as rows add up.
    Anywhere,
    /// Where a page ends.
    ByPages,
}

/// The reading of a table's figures in the form's order; `None` where their number is not the form's, where cells are
/// marked, or where the labels say otherwise.
pub(super) fn candidate(
    rows: &[StreamRow<'_>],
    zone: &Range<usize>,
    table: Table,
    read: &TableRead,
    neighbours: [Option<&Range<usize>>; 2],
    cut: Cut,
) -> Option<Candidate> {
    let mut flow = flow(rows, zone)?;
    let last = flow.last;
    if let [Some(three), Some(four)] = neighbours
        && table != Table::T2
        && let Some(both) = apart(rows, three, four)
    {
        flow = if table == Table::T3 { both.0 } else { both.1 };
    }
    let carried_off = table == Table::T4 && flow.len() < T4_ROWS.len() * T4_COLUMNS.len();
    if carried_off {
        flow.runs.extend(left_behind(rows, zone.end)?.runs);
    }
    let in_one_piece = !carried_off && flow.runs.len() == 1;
    if table == Table::T4 && flow.runs.len() > 1 && !heads_in_order(&flow) {
        return None;
    }
    let (form, blocks) = match table {
        Table::T2 => flow_two::blocks(flow)?,
        Table::T3 => table_three(flow, cut)?,
        Table::T4 => {
            (read.form, arrangements::blocks(flow, T4_ROWS.len() * T4_COLUMNS.len()).filter(|it| it.len() == 1)?)
        }
    };
    // Two figures that stick together are a slip to be told; where more do, it is the way the text was taken.
    if blocks.iter().map(Block::cuts).sum::<usize>() == 1 {
        return None;
    }
    let ids = form.cells(table);
    let mut candidate = Candidate {
        table,
        read: TableRead {
            altered_rows: if table == Table::T3 { altered(&rows[zone.clone()], form) } else { Vec::new() },
            identity_note: read.identity_note.clone(),
            tell_tales: if form == read.form { read.tell_tales.clone() } else { Vec::new() },
            ..TableRead::new(form, read.anchor)
        },
        settled: BTreeMap::new(),
        choices: Vec::new(),
        reading: Reading::RowMajorStream,
        runs_by_rows: cut == Cut::ByPages && blocks.iter().map(rows_by_figures).sum::<usize>() >= ROWS_BY_FIGURES,
        rows_by_sums: Vec::new(),
        in_one_piece,
        rows: zone.start..last + 1,
    };
    let mut start = 0;
    for block in blocks {
        let places = ids.get(start..start + block.places())?;
        start += places.len();
        if block.by_sums {
            candidate.rows_by_sums.extend(places.iter().map(|id| id.row));
            candidate.rows_by_sums.dedup();
        }
        candidate.add(&block, places);
    }
    (start == ids.len()).then_some(candidate)
}

/// Table three as read by its labels, with the rows filled that have one figure too few on their line: a blank cell
/// leaves no trace there, and can have been any of the seven. `None` where that is not all that is amiss.
pub(super) fn gaps(reading: &tables::Reading) -> Option<Candidate> {
    let read = &reading.read;
    let rows = &read.miscounted_rows;
    let is_short = |row: &MiscountedRow| row.layout == RowLayout::Line && row.figures.len() + 1 == T3_COLUMNS.len();
    if reading.orphans || rows.is_empty() || rows.len() > MOST_GAPS || !rows.iter().all(is_short) {
        return None;
    }
    let choice = |row: &MiscountedRow| {
        let written = |text: &String| {
            let (figure, traits) = figure::read(text);
            Cell { raw: text.clone(), figure, traits, anchor: row.anchor }
        };
        let written: Vec<Cell> = row.figures.iter().map(written).collect();
        let blank = Cell { raw: String::new(), figure: Figure::Blank, traits: Vec::new(), anchor: row.anchor };
        let way = |at: usize| {
            let mut figures = written.clone();
            figures.insert(at, blank.clone());
            let ids = T3_COLUMNS.iter().map(|&column| CellId::new(Table::T3, row.row, column));
            Placed { cells: ids.zip(figures).collect(), by_columns: false }
        };
        let ways = (0..T3_COLUMNS.len()).map(way).collect();
        Choice { ways, marked: false, parted: false, scattered: false, mixed: false, change: Change::Gap(written) }
    };
    Some(Candidate {
        table: Table::T3,
        read: read.clone(),
        settled: reading.cells.clone(),
        choices: rows.iter().map(choice).collect(),
        reading: Reading::LabelAligned,
        runs_by_rows: false,
        rows_by_sums: Vec::new(),
        in_one_piece: true,
        rows: reading.rows.clone(),
    })
}

/// How many rows of a block, in its first way, come one figure after the other, each on a line of its own.
fn rows_by_figures(block: &Block<'_>) -> usize {
    let place = |at: &usize| block.figures.get(*at).map(|token| token.anchor.position());
    let goes_on = |pair: &[usize]| pair[1] == pair[0] + 1 && place(&pair[0]) != place(&pair[1]);
    let rows = block.ways.first().map_or(&[][..], |way| &way.order).chunks(T3_COLUMNS.len());
    rows.filter(|row| row.windows(2).all(goes_on)).count()
}

/// The flows of tables three and four where a page's end put figures of the one among those of the other: they are as
/// many as both tables have cells.
fn apart<'a>(rows: &[StreamRow<'a>], three: &Range<usize>, four: &Range<usize>) -> Option<(Flow<'a>, Flow<'a>)> {
    let mut both = flow(rows, &(three.start..four.end))?;
    let cells = form_of(&both).cells(Table::T3).len();
    let of_four = T4_ROWS.len() * T4_COLUMNS.len();
    if both.len() < cells + of_four {
        both.runs.extend(left_behind(rows, four.end)?.runs);
    }
    let of_three = flow(rows, three)?;
    if both.len() != cells + of_four || of_three.len() == cells {
        return None;
    }
    if of_three.len() < cells {
        return Some(both.split(cells));
    }
    // What stands right behind a head of table four is none of table three's, even before its last labels.
    // Heads of two lines next to each other come line by line: 「其他」「尚未」「结果」「审结」.
    let is_of_four =
        |run: &Run<'_>| ["维持", "纠正", "其他结果", "尚未", "审结"].iter().any(|head| run.before.ends_with(head));
    let mut first = of_three;
    first.runs.retain(|run| !is_of_four(run));
    // Where those belong among the others of table four is not known.
    let second = flow(rows, four)?;
    (first.len() == cells).then_some((first, second))
}

/// Whether the heads of table four come in the form's order: those of its groups, and those right before a figure.
/// Another column's head before a figure says nothing else where both say the same.
fn heads_in_order(flow: &Flow<'_>) -> bool {
    let places = ["行政复议", "未经复议直接起诉", "复议后起诉"].map(|head| flow.letters.find(head));
    let groups = || flow.runs.iter().flat_map(|run| &run.groups);
    let written: Vec<&str> = groups().flat_map(|group| &group.figures).map(|token| token.text.as_ref()).collect();
    let width = T4_COLUMNS.len();
    let mut figure = 0;
    let is_own = |run: &Run<'_>| {
        let column = |figure: usize| T4_COLUMNS.get(figure % width).copied();
        let begins = figure % width == 0;
        let (first, last) = (column(figure), column(figure + run.len() - 1));
        let group = figure - figure % width;
        let says = written.get(figure);
        figure += run.len();
        let Some(head) = labels::suffix(&labels::T4_COLUMNS, &run.before).map(|label| label.of) else { return true };
        let below_head = T4_COLUMNS.iter().position(|column| *column == head).and_then(|at| written.get(group + at));
        // The heads of several figures may stand before them all.
        [first, last].contains(&Some(head)) || begins && Some(&head) == T4_COLUMNS.last() || below_head == says
    };
    places.iter().flatten().is_sorted() && flow.runs.iter().all(is_own)
}

/// The lines with nothing but figures behind table four: a page's end may put them behind the headings after it.
fn left_behind<'a>(rows: &[StreamRow<'a>], from: usize) -> Option<Flow<'a>> {
    let only_figures = |row: &&StreamRow<'_>| row.tokens.iter().all(|token| token.kind == Kind::Value);
    let lines: Vec<StreamRow<'a>> = rows.iter().skip(from).filter(only_figures).cloned().collect();
    flow(&lines, &(0..lines.len()))
}

impl Candidate {
    fn add(&mut self, block: &Block<'_>, places: &[CellId]) {
        let placed = |way: &Way| {
            let cell = |(&id, &at): (&CellId, &usize)| Some((id, tables::cell(block.figures.get(at)?)));
            Placed { cells: places.iter().zip(&way.order).filter_map(cell).collect(), by_columns: way.by_columns }
        };
        let says = |placed: &Placed| placed.cells.values().map(|cell| cell.raw.clone()).collect::<Vec<_>>();
        let mut ways: Vec<Placed> = Vec::new();
        for way in block.ways.iter().map(placed) {
            // Ways that say the same in every cell are one way.
            if !ways.iter().any(|known| says(known) == says(&way)) {
                ways.push(way);
            }
        }
        let change =
            block.cut.as_ref().map_or(Change::None, |figures| Change::Cut(figures.iter().map(tables::cell).collect()));
        match ways.as_mut_slice() {
            [only] if !block.parted && !block.mixed && change == Change::None => {
                self.settled.append(&mut only.cells);
                if only.by_columns {
                    self.reading = self.reading.max(Reading::ColumnMajor);
                }
            }
            _ => self.choices.push(Choice {
                ways,
                marked: block.marked,
                parted: block.parted,
                scattered: block.scattered,
                mixed: block.mixed,
                change,
            }),
        }
    }
}

/// The form by the words of table three: only the two long labels of （六） have these letters.
fn form_of(flow: &Flow<'_>) -> Form {
    if flow.letters.contains(['逾', '缴']) { Form::F2021 } else { Form::F2019 }
}

/// Table three: seven figures a row, the form by their number and by its own words.
fn table_three(flow: Flow<'_>, cut: Cut) -> Option<(Form, Vec<Block<'_>>)> {
    let form = form_of(&flow);
    let order = form.t3_rows();
    let blocks = match cut {
        Cut::Anywhere => arrangements::blocks(flow, T3_COLUMNS.len())?,
        Cut::ByPages => pages::blocks(flow, &order, T3_COLUMNS.len())?,
    };
    if blocks.iter().map(|block| block.height).sum::<usize>() != order.len() {
        return None;
    }
    if let Some(places) = out_of_order(&blocks, &order) {
        return Some((form, in_order(blocks, &places, &order)?));
    }
    let mut start = 0;
    let mut places = Vec::new();
    for piece in blocks.chunk_by(|_, next| next.before.is_empty()) {
        let end = start + piece.iter().map(|block| block.height).sum::<usize>();
        places.push((piece[0].before.as_str(), start..end));
        start = end;
    }
    if contradicts(&T3_ROWS, &places, &order) {
        return None;
    }
    Some((form, blocks))
}

/// The places of rows in the form, where they do not come in its order: some have their own label right above, others
/// right behind. A row that is higher than its neighbours comes before the one above it. `None` where they do.
fn out_of_order(blocks: &[Block<'_>], order: &[Row]) -> Option<Vec<Option<usize>>> {
    let telling = |words: &str| last_label(&T3_ROWS, words).and_then(|of| order.iter().position(|row| *row == of));
    let of_block = |block: &Block<'_>| if block.is_below { telling(&block.before) } else { None };
    let places: Vec<Option<usize>> = blocks.iter().map(of_block).collect();
    let told = || places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?)));
    let is_row_by_row = blocks.iter().all(|block| block.height == 1);
    let (own, others): (Vec<_>, Vec<_>) = told().partition(|(at, place)| at == place);
    (is_row_by_row && !own.is_empty() && !others.is_empty()).then_some(places)
}

/// Rows put where their labels say, the others in between; `None` where that moves one by more than a place, or the
/// words around the figures are not their labels.
fn in_order<'a>(blocks: Vec<Block<'a>>, told: &[Option<usize>], order: &[Row]) -> Option<Vec<Block<'a>>> {
    let mut free = (0..order.len()).filter(|place| !told.contains(&Some(*place)));
    let places: Vec<usize> = told.iter().map(|place| place.or_else(|| free.next())).collect::<Option<_>>()?;
    let is_near = places.iter().enumerate().all(|(at, place)| at.abs_diff(*place) <= 1);
    let around: Vec<(&str, Range<usize>)> =
        blocks.iter().enumerate().map(|(at, block)| (block.before.as_str(), at..at + 1)).collect();
    if free.next().is_some() || !is_near || !are_all_around(&T3_ROWS, &around, order, 1) {
        return None;
    }
    let mut sorted: Vec<(usize, Block<'a>)> = places.into_iter().zip(blocks).collect();
    sorted.sort_by_key(|(place, _)| *place);
    Some(sorted.into_iter().map(|(_, block)| block).collect())
}

/// The row whose label the words end in, where that has letters enough to tell.
fn last_label(labels: &[Label<Row>], words: &str) -> Option<Row> {
    let telling = labels.iter().filter(|label| label.letters.chars().count() >= TELLING_LETTERS);
    telling
        .filter(|label| words.ends_with(&label.letters))
        .max_by_key(|label| label.letters.len())
        .map(|label| label.of)
}

/// Whether labels say that rows are others than they are taken for, by the words before them and where they stand in
/// the form's order.
///
/// A label right before figures is that of one of their rows; or all labels stand behind their figures, and each is
/// that of the row before.
pub(super) fn contradicts(labels: &[Label<Row>], places: &[(&str, Range<usize>)], order: &[Row]) -> bool {
    let (mut before, mut behind) = (false, false);
    for (words, rows) in places {
        let found = last_label(labels, words);
        let Some(place) = found.and_then(|of| order.iter().position(|row| *row == of)) else { continue };
        if rows.contains(&place) {
            before = true;
        } else if place + 1 == rows.start {
            behind = true;
        } else {
            return true;
        }
    }
    before && behind && !are_all_around(labels, places, order, 0)
}

/// Whether every label stands right before or right behind the figures of its row, and nothing else stands there: a
/// label of two lines comes before its figures or behind them as its lines are higher or lower. Labels may be some
/// rows off.
fn are_all_around(labels: &[Label<Row>], places: &[(&str, Range<usize>)], order: &[Row], slack: usize) -> bool {
    let mut told = vec![false; order.len()];
    let mut begun = 0_usize;
    for (at, (words, rows)) in places.iter().enumerate() {
        let around = begun.saturating_sub(slack)..rows.end + slack;
        let mut rest = (*words).to_owned();
        // Longer labels come first in the list: none is taken for a part of another.
        for label in labels {
            let Some(place) = order.iter().position(|row| *row == label.of) else { continue };
            if around.contains(&place) && !told[place] && rest.contains(&label.letters) {
                told[place] = true;
                rest = rest.replacen(&label.letters, "", 1);
            }
        }
        if at > 0 && rest.chars().any(|c| !BESIDE.contains(c)) {
            return false;
        }
        begun = rows.start;
    }
    // The last labels may stand behind the last figures.
    told.iter().rev().skip_while(|told| !**told).all(|told| *told)
}

/// The labels of table three that are whole at both ends and not in between, where the form's own are nowhere.
fn altered(rows: &[StreamRow<'_>], form: Form) -> Vec<AlteredLabel<Row>> {
    let texts = || rows.iter().flat_map(|row| &row.tokens).filter(|token| token.kind == Kind::Text);
    let words: String = texts().map(|token| token.letters.as_str()).collect();
    let mut altered: Vec<AlteredLabel<Row>> = Vec::new();
    for token in texts() {
        let Some((label, edits)) = labels::nearest(&T3_ROWS, &token.letters) else { continue };
        let ends = |letters: &str, of: &str| {
            let two = |text: &str| text.chars().take(2).collect::<String>();
            let last = |text: &str| text.chars().rev().take(2).collect::<String>();
            two(letters) == two(of) && last(letters) == last(of)
        };
        let known = T3_ROWS.iter().any(|other| other.of == label.of && words.contains(&other.letters));
        if edits > 0
            && !known
            && form.t3_rows().contains(&label.of)
            && ends(&token.letters, &label.letters)
            && !altered.iter().any(|known| known.of == label.of)
        {
            altered.push(AlteredLabel { of: label.of, written: token.in_one_line(), anchor: token.anchor });
        }
    }
    altered
}
