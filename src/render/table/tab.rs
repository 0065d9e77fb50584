//! Tables as lines of cells between TABs.

use super::{Filled, Take};
use crate::render::spreadsheet::inert;
use crate::report::layout::{Line, Slot};

const LINE_END: &str = "\r\n";

pub(super) fn written(take: &Take<'_>) -> String {
    let mut out = String::new();
    for (index, table) in take.tables.iter().enumerate() {
        if index > 0 {
            out.push_str(LINE_END);
        }
        if let Some(heading) = take.heading(table) {
            out.push_str(heading);
            out.push_str(LINE_END);
        }
        push_table(&mut out, table);
    }
    out
}

fn push_table(out: &mut String, table: &Filled) {
    let layout = table.layout();
    let lines: Vec<&Line> = layout.head.iter().chain(&layout.body).collect();
    for row in positions(&lines) {
        let texts: Vec<String> =
            row.into_iter().map(|slot| slot.map_or_else(String::new, |s| text(table, s))).collect();
        out.push_str(&texts.join("\t"));
        out.push_str(LINE_END);
    }
}

/// The text of a cell. What would begin another cell or line is a blank here.
fn text(table: &Filled, slot: &Slot) -> String {
    let text = match slot {
        Slot::Head(head) => head.text,
        Slot::Value { id, .. } => table.figure(*id),
    };
    inert(&text.replace(['\t', '\r', '\n'], " ")).into_owned()
}

/// The rows as a rectangle: a slot at its first position, nothing at the others it covers.
fn positions<'a>(lines: &[&'a Line]) -> Vec<Vec<Option<&'a Slot>>> {
    // How many more rows what stands above reaches down, column by column.
    let mut reaching: Vec<u8> = Vec::new();
    let mut rows = Vec::new();
    for line in lines {
        let mut row = Vec::new();
        let mut slots = line.slots.iter();
        let mut next = slots.next();
        loop {
            if let Some(rows) = reaching.get_mut(row.len()).filter(|rows| **rows > 0) {
                *rows -= 1;
                row.push(None);
                continue;
            }
            let Some(slot) = next else { break };
            let (down, across) = match slot {
                Slot::Head(head) => (head.rows, head.columns),
                Slot::Value { columns, .. } => (1, *columns),
            };
            for column in 0..across {
                let at = row.len();
                reaching.resize(reaching.len().max(at + 1), 0);
                reaching[at] = down.saturating_sub(1);
                row.push((column == 0).then_some(slot));
            }
            next = slots.next();
        }
        rows.push(row);
    }
    rows
}
