//! A sheet cut into what it shows: text in cells becomes paragraphs, cells that stand side by side become tables.
//!
//! Rows that say nothing part one piece from the next; so does a row with one cell of prose. A row with one short text
//! is the hard case: a title, or the row of a table whose figures are blank. Borders tell, where there are any; else it
//! belongs to the table when it stands between two of its rows and does not cover most of its width.
//!
//! Nothing here costs by where a cell stands: rows and columns without cells are not there. A cell at the far corner of
//! the sheet is one cell.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::Place;
use super::{Area, Cell, Sheet, Stored};
use crate::document::fold::is_blank;
use crate::document::grid::Grid;
use crate::document::{Block, Paragraph};
use crate::limits::MAX_CELLS;
use crate::location::Anchor;

/// Longest text that can be the label of a table's last row with nothing beside it, in characters.
const LONGEST_LABEL: usize = 60;

/// Longest text that is no prose, in characters.
const LONGEST_LINE: usize = 90;

/// The pieces of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// Its paragraphs and tables.
    pub(crate) blocks: Vec<Block>,
    /// Cells beside the border of a table, which are no part of it.
    pub(crate) aside: Vec<Place>,
}

/// A cell with all the cells it covers.
#[derive(Debug, Clone, Copy)]
struct Unit {
    place: Place,
    end: Place,
    /// Index of the cell.
    cell: usize,
    is_filled: bool,
    is_drawn: bool,
}

/// Rows that merged cells hold together.
#[derive(Debug)]
struct Group {
    first: u32,
    last: u32,
    units: Vec<Unit>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing to be seen.
    Empty,
    /// Cells with borders, and nothing in them.
    Blank,
    /// One text that is a paragraph whatever is around it.
    Prose,
    /// One text.
    Single,
    /// Several.
    Table,
}

/// Cuts a sheet whose cells are in order. `padding` is how many blank cells may be added to fill up rows.
pub(crate) fn blocks(sheet: &mut Sheet, padding: &mut usize) -> Cut {
    add_corners(sheet);
    let units = units(&sheet.cells, &mut sheet.merges);
    let mut cutter = Cutter { cells: &mut sheet.cells, padding, cut: Cut::default() };
    let mut region: Vec<Group> = Vec::new();
    for group in groups(units, cutter.cells) {
        let goes_on = region.last().is_some_and(|last| {
            last.last.checked_add(1) == Some(group.first) && !(last.kind == Kind::Blank && group.kind == Kind::Blank)
        });
        if !goes_on || group.kind == Kind::Empty {
            cutter.region(&std::mem::take(&mut region));
        }
        if group.kind != Kind::Empty {
            region.push(group);
        }
    }
    cutter.region(&region);
    cutter.cut
}

/// Merged cells that hold nothing are places of a table all the same.
fn add_corners(sheet: &mut Sheet) {
    sheet.merges.sort_unstable();
    sheet.merges.truncate(MAX_CELLS);
    let missing: Vec<Place> = sheet
        .merges
        .iter()
        .map(|area| area.from)
        .filter(|place| sheet.cells.binary_search_by_key(place, |cell| cell.place).is_err())
        .collect();
    if missing.is_empty() {
        return;
    }
    for place in missing {
        let anchor = sheet.anchor(place);
        let (text, stored) = (String::new(), Stored::Nothing);
        sheet.cells.push(Cell { place, anchor, text, stored, format: 0, is_drawn: false, formula: None });
    }
    sheet.cells.sort_by_key(|cell| cell.place);
    sheet.cells.dedup_by_key(|cell| cell.place);
}

/// The cells with what they cover; covered ones go. Of merged cells that overlap, the first counts.
fn units(cells: &[Cell], merges: &mut [Area]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(cells.len());
    // By first column: last column, last row, index of the unit.
    let mut active: BTreeMap<u32, (u32, u32, usize)> = BTreeMap::new();
    let mut ends: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut next = merges.iter().peekable();
    for (index, cell) in cells.iter().enumerate() {
        let (row, column) = cell.place;
        while let Some(&(end, start)) = ends.first().filter(|(end, _)| *end < row) {
            ends.pop_first();
            if active.get(&start).is_some_and(|(_, last, _)| *last == end) {
                active.remove(&start);
            }
        }
        if let Some((_, &(_, _, parent))) =
            active.range(..=column).next_back().filter(|(_, (end, _, _))| *end >= column)
        {
            units[parent].is_drawn |= cell.is_drawn;
            continue;
        }
        while next.peek().is_some_and(|area| area.from < cell.place) {
            next.next();
        }
        let own = next.next_if(|area| area.from == cell.place).map(|area| area.to);
        let own = own.filter(|end| end.0 >= row && end.1 >= column && active.range(column..=end.1).next().is_none());
        let end = own.unwrap_or(cell.place);
        if end != cell.place {
            active.insert(column, (end.1, end.0, units.len()));
            ends.insert((end.0, column));
        }
        let is_filled = !cell.text.is_empty();
        units.push(Unit { place: cell.place, end, cell: index, is_filled, is_drawn: cell.is_drawn });
    }
    units
}

fn groups(units: Vec<Unit>, cells: &[Cell]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for unit in units {
        match groups.last_mut().filter(|group| unit.place.0 <= group.last) {
            Some(group) => {
                group.last = group.last.max(unit.end.0);
                group.units.push(unit);
            }
            None => groups.push(Group { first: unit.place.0, last: unit.end.0, units: vec![unit], kind: Kind::Empty }),
        }
    }
    for group in &mut groups {
        let filled = group.units.iter().filter(|unit| unit.is_filled).count();
        let drawn = group.units.iter().filter(|unit| unit.is_drawn).count();
        let only = group.units.iter().find(|unit| unit.is_filled);
        let is_prose = only.is_some_and(|unit| is_prose(&cells[unit.cell].text));
        group.kind = match (filled, drawn) {
            (0, 0 | 1) => Kind::Empty,
            (0, _) => Kind::Blank,
            (1, _) if is_prose => Kind::Prose,
            (1, 0 | 1) => Kind::Single,
            _ => Kind::Table,
        };
    }
    groups
}

fn is_prose(text: &str) -> bool {
    text.chars().count() > LONGEST_LINE || text.contains('。') && text.chars().count() > 8
}

struct Cutter<'s> {
    cells: &'s mut [Cell],
    padding: &'s mut usize,
    cut: Cut,
}

impl Cutter<'_> {
    /// Cuts rows that follow one another.
    fn region(&mut self, groups: &[Group]) {
        let in_table = self.in_table(groups);
        let mut start = 0;
        while start < groups.len() {
            if in_table[start] {
                let length = in_table[start..].iter().take_while(|is_in| **is_in).count();
                self.table(&groups[start..start + length]);
                start += length;
            } else {
                for unit in &groups[start].units {
                    self.paragraphs(unit);
                }
                start += 1;
            }
        }
    }

    /// Which of the rows are rows of tables.
    fn in_table(&self, groups: &[Group]) -> Vec<bool> {
        let tables = || groups.iter().filter(|group| group.kind == Kind::Table);
        let is_drawn = |unit: &&Unit| unit.is_drawn;
        let has_borders = tables().any(|group| group.units.iter().filter(is_drawn).count() >= 2);
        let seen = || tables().flat_map(|group| &group.units).filter(|unit| unit.is_filled || unit.is_drawn);
        let width = match (seen().map(|unit| unit.place.1).min(), seen().map(|unit| unit.end.1).max()) {
            (Some(first), Some(last)) => last - first + 1,
            _ => return vec![false; groups.len()],
        };
        let last = groups.iter().rposition(|group| group.kind == Kind::Table);
        let mut in_table = vec![false; groups.len()];
        for (at, group) in groups.iter().enumerate() {
            let after = at > 0 && in_table[at - 1];
            in_table[at] = match group.kind {
                Kind::Table => true,
                Kind::Blank => after,
                Kind::Single => {
                    let Some(unit) = group.units.iter().find(|unit| unit.is_filled) else { continue };
                    let is_wide = (unit.end.1 - unit.place.1).saturating_mul(2) >= width;
                    match has_borders {
                        true => unit.is_drawn && after,
                        false => after && !is_wide && (last > Some(at) || self.is_label(unit)),
                    }
                }
                Kind::Empty | Kind::Prose => false,
            };
        }
        // With a border, what stands right above a table is its caption.
        for at in (1..groups.len()).rev() {
            let group = &groups[at - 1];
            let is_caption =
                group.kind == Kind::Single && group.units.iter().any(|unit| unit.is_filled && unit.is_drawn);
            in_table[at - 1] |= in_table[at] && has_borders && is_caption;
        }
        if !has_borders {
            part_tables(groups, &mut in_table);
        }
        in_table
    }

    /// Whether the text may be the label of a row whose figures are blank.
    fn is_label(&self, unit: &Unit) -> bool {
        let text = &self.cells[unit.cell].text;
        text.chars().count() <= LONGEST_LABEL && !text.ends_with(['。', '！', '；', ';']) && !text.contains('\n')
    }

    fn paragraphs(&mut self, unit: &Unit) {
        let cell = &self.cells[unit.cell];
        for line in cell.text.split('\n').map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty()) {
            let paragraph = Paragraph { text: line.to_owned(), anchor: cell.anchor };
            self.cut.blocks.push(Block::Paragraph(paragraph));
        }
    }

    /// Makes the tables that stand in these rows side by side.
    fn table(&mut self, groups: &[Group]) {
        let mut units: Vec<Unit> = groups.iter().flat_map(|group| &group.units).copied().collect();
        let drawn = || units.iter().filter(|unit| unit.is_drawn);
        let border = (drawn().map(|unit| unit.place.1).min(), drawn().map(|unit| unit.end.1).max());
        let has_borders = drawn().count() >= 2;
        if let (true, (Some(first), Some(last))) = (has_borders, border) {
            let (inside, outside): (Vec<Unit>, Vec<Unit>) =
                units.into_iter().partition(|unit| unit.is_drawn || (first..=last).contains(&unit.place.1));
            units = inside;
            self.cut.aside.extend(outside.iter().filter(|unit| unit.is_filled).map(|unit| unit.place));
        }
        for band in bands(&units, has_borders) {
            let inside: Vec<Unit> =
                units.iter().filter(|unit| (band.0..=band.1).contains(&unit.place.1)).copied().collect();
            let grid = self.grid(&inside, has_borders);
            if grid.cells().iter().any(|cell| !cell.text.is_empty()) {
                self.cut.blocks.push(Block::Table(grid));
            }
        }
    }

    /// The grid of units in order.
    fn grid(&mut self, units: &[Unit], has_borders: bool) -> Grid {
        let columns = each_once(units.iter().map(|unit| unit.place.1));
        let rows = each_once(units.iter().map(|unit| unit.place.0));
        let blanks = rows.len().saturating_mul(columns.len()).saturating_sub(units.len());
        let is_padded = blanks <= *self.padding;
        if is_padded {
            *self.padding -= blanks;
        }
        let reach = |places: &[u32], from: u32, to: u32| {
            if from == to {
                return 1;
            }
            places.partition_point(|place| *place <= to) - places.partition_point(|place| *place < from)
        };
        // By column: the last row that a cell from above covers.
        let mut covered = vec![0; columns.len()];
        let mut grid = Grid::new();
        let mut rest = units;
        for &row in &rows {
            let count = rest.iter().take_while(|unit| unit.place.0 == row).count();
            let (own, below) = rest.split_at(count);
            rest = below;
            let mut own = own.iter().peekable();
            let Some(first) = own.peek().map(|unit| self.cells[unit.cell].anchor) else { continue };
            grid.begin_row();
            if !is_padded {
                for unit in own {
                    grid.push(std::mem::take(&mut self.cells[unit.cell].text), self.cells[unit.cell].anchor, 1, 1);
                }
                continue;
            }
            let mut at = 0;
            while at < columns.len() {
                if covered[at] >= row {
                    at += 1;
                    continue;
                }
                let Some(unit) = own.next_if(|unit| unit.place.1 == columns[at]) else {
                    // Behind the last cell of a table with borders there is nothing.
                    if has_borders && own.peek().is_none() {
                        break;
                    }
                    grid.push(String::new(), blank_anchor(first, row, columns[at]), 1, 1);
                    at += 1;
                    continue;
                };
                let (height, width) =
                    (reach(&rows, row, unit.end.0).max(1), reach(&columns, unit.place.1, unit.end.1).max(1));
                let cell = &mut self.cells[unit.cell];
                grid.push(std::mem::take(&mut cell.text), cell.anchor, height, width);
                covered[at..at + width].fill(unit.end.0);
                at += width;
            }
        }
        grid
    }
}

/// Each of these numbers once, in their order.
fn each_once(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Takes the single texts between two tables out of them: what is below them stands in other columns than what is above.
fn part_tables(groups: &[Group], in_table: &mut [bool]) {
    let columns =
        |group: &Group| group.units.iter().filter(|unit| unit.is_filled).map(|unit| unit.place.1).collect::<Vec<_>>();
    let mut above: BTreeSet<u32> = BTreeSet::new();
    let mut at = 0;
    while at < groups.len() {
        if !in_table[at] {
            above.clear();
        }
        if !in_table[at] || groups[at].kind == Kind::Table {
            above.extend(columns(&groups[at]));
            at += 1;
            continue;
        }
        let is_table = |group: &Group| group.kind == Kind::Table;
        let Some(end) = groups[at..].iter().position(is_table).map(|ahead| at + ahead) else { return };
        let below: BTreeSet<u32> = groups[end..].iter().take_while(|group| is_table(group)).flat_map(columns).collect();
        let shared = below.intersection(&above).count();
        let is_one = shared == below.len() || shared * 2 >= below.len() && above.last() == below.last();
        if !is_one {
            in_table[at..end].fill(false);
            above.clear();
        }
        at = end;
    }
}

/// Where a blank cell stands that is not in the file.
const fn blank_anchor(beside: Anchor, row: u32, column: u32) -> Anchor {
    match beside {
        Anchor::SheetCell { sheet, .. } => Anchor::SheetCell { sheet, row, column },
        other => other,
    }
}

/// The columns of each table of those that stand side by side: a column without cells parts them, where borders show
/// that nothing goes over it.
fn bands(units: &[Unit], has_borders: bool) -> Vec<(u32, u32)> {
    if !has_borders {
        return vec![(0, u32::MAX)];
    }
    let mut spans: Vec<(u32, u32)> = units.iter().map(|unit| (unit.place.1, unit.end.1)).collect();
    spans.sort_unstable();
    let mut bands: Vec<(u32, u32)> = Vec::new();
    for (first, last) in spans {
        match bands.last_mut().filter(|band| first <= band.1.saturating_add(1)) {
            Some(band) => band.1 = band.1.max(last),
            None => bands.push((first, last)),
        }
    }
    bands
}
