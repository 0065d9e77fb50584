//! Writes a model in every layout seen in published reports, as the bytes of a file.
//!
//! All layouts come from the same printed tables ([`super::sheet`]); a layout only says how cells, merged cells and rows
//! are put into text, and a [`Style`] how figures, numbers and the file itself are written.

mod body;
mod flow;
mod html;
mod lines;
mod pipes;
mod style;

use super::model::Model;
use body::Body;
// Each suite uses a part of these.
#[allow(unused_imports)]
pub use style::{Digits, Encoding, Headings, Newline, Numbering, Pages, Style, Zeros};

/// How cells and rows become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One cell a line after a TAB, a blank line after each row, an empty cell where one from above reaches in.
    TabLines,
    /// One row a line, cells between TABs; merged cells are dropped under the head.
    TabRows,
    /// One row a line, cells between TABs; an empty cell for every merged position, spans counted out.
    TabRowsFilled,
    /// The same, and the labels of groups cut in two by a row's border, as tables taken from a page image have them.
    TabRowsCut,
    /// One row a line, cells between blanks, merged cells dropped.
    SpaceRows,
    /// The same, and the narrow heads of table four broken into two lines of half labels.
    SpaceRowsBrokenHead,
    /// `a | b | c |`, merged cells dropped.
    PipeRows,
    /// `a | b | c |` with an empty cell before the label where one from above reaches in; the head over two rows.
    PipeRowsIndented,
    /// `a | b | c |` and one more mark for every column a cell spans.
    PipeRowsSpans,
    /// `a | b | c  | `, and nothing for merged cells.
    PipeRowsLoose,
    /// A Markdown table per table.
    Markdown,
    /// A Markdown table per row, each under its caption.
    MarkdownRows,
    /// One cell a line, a blank line between any two; narrow head labels broken in two.
    CellLines,
    /// One cell a line with ` |` after it; the marks of spanned columns gather at the row's end.
    PipeLines,
    /// The same, each row opened by a line with one mark.
    PipeLinesFramed,
    /// HTML as a word processor saves it: spans, `o:p`, digits split over elements.
    HtmlWord,
    /// HTML with an empty cell for every merged position.
    HtmlFilled,
    /// HTML of the old kind: upper-case tags, unquoted attributes, cells and rows never closed.
    HtmlUnclosed,
    /// A page of a government site: navigation, an index table, the report inside a layout table.
    HtmlPortal,
    /// One table per block of table two, heads in `thead`.
    HtmlBlocks,
    /// 商业 and 科研 in one row of the head, 企业 and 机构 in the next.
    HtmlSplitHead,
    /// What a PDF viewer's select-all gives: labels in pieces, the figures of a row on one line.
    FlowLines,
    /// The same, one figure a line.
    FlowCells,
    /// The same, the figures of a row in the middle of its label.
    FlowInside,
    /// The same, blank lines between cells; figures of several rows column by column, before or after their labels,
    /// a label cut by a page's end.
    FlowColumns,
    /// The same without any blank line.
    FlowColumnsBare,
}

impl Layout {
    /// The layouts of text out of a PDF, in which rows and columns are to be found again.
    pub const FLOWS: [Layout; 5] =
        [Layout::FlowLines, Layout::FlowCells, Layout::FlowInside, Layout::FlowColumns, Layout::FlowColumnsBare];

    pub const fn is_flow(self) -> bool {
        matches!(
            self,
            Layout::FlowLines | Layout::FlowCells | Layout::FlowInside | Layout::FlowColumns | Layout::FlowColumnsBare
        )
    }

    pub const ALL: [Layout; 21] = [
        Layout::TabLines,
        Layout::TabRows,
        Layout::TabRowsFilled,
        Layout::TabRowsCut,
        Layout::SpaceRows,
        Layout::SpaceRowsBrokenHead,
        Layout::PipeRows,
        Layout::PipeRowsIndented,
        Layout::PipeRowsSpans,
        Layout::PipeRowsLoose,
        Layout::Markdown,
        Layout::MarkdownRows,
        Layout::CellLines,
        Layout::PipeLines,
        Layout::PipeLinesFramed,
        Layout::HtmlWord,
        Layout::HtmlFilled,
        Layout::HtmlUnclosed,
        Layout::HtmlPortal,
        Layout::HtmlBlocks,
        Layout::HtmlSplitHead,
    ];

    pub const fn is_html(self) -> bool {
        matches!(
            self,
            Layout::HtmlWord
                | Layout::HtmlFilled
                | Layout::HtmlUnclosed
                | Layout::HtmlPortal
                | Layout::HtmlBlocks
                | Layout::HtmlSplitHead
        )
    }

    /// Whether a blank cell leaves a trace in this layout.
    pub const fn keeps_blanks(self) -> bool {
        !matches!(self, Layout::SpaceRows | Layout::SpaceRowsBrokenHead | Layout::CellLines) && !self.is_flow()
    }
}

/// The report as a file in this layout and style.
pub fn write(model: &Model, layout: Layout, style: &Style) -> Vec<u8> {
    let body = Body::new(model, style, matches!(layout, Layout::PipeRowsIndented | Layout::HtmlSplitHead));
    let text = if layout.is_html() { html::document(&body, layout, style) } else { text(&body, layout, style) };
    style.encode(&text)
}

fn text(body: &Body, layout: Layout, style: &Style) -> String {
    let apart = matches!(layout, Layout::CellLines | Layout::Markdown | Layout::MarkdownRows);
    let mut lines = Vec::new();
    for block in &body.blocks {
        match block {
            body::Block::Title(text) | body::Block::Heading(text) | body::Block::Paragraph(text) => {
                lines.push(text.clone());
                if apart {
                    lines.push(String::new());
                }
            }
            body::Block::Table(sheet) => lines.extend(match layout {
                Layout::TabLines => lines::tab_lines(sheet, style),
                Layout::TabRows => lines::tab_rows(sheet, style),
                Layout::TabRowsFilled => lines::tab_rows_filled(sheet, style),
                Layout::TabRowsCut => lines::tab_rows_cut(sheet, style),
                Layout::SpaceRows => lines::space_rows(sheet, style, false),
                Layout::SpaceRowsBrokenHead => lines::space_rows(sheet, style, true),
                Layout::CellLines => lines::cell_lines(sheet, style),
                _ if layout.is_flow() => flow::lines(sheet, layout),
                Layout::PipeRows | Layout::PipeRowsIndented | Layout::PipeRowsSpans | Layout::PipeRowsLoose => {
                    pipes::rows(sheet, style, layout)
                }
                Layout::PipeLines => pipes::lines(sheet, style, false),
                Layout::PipeLinesFramed => pipes::lines(sheet, style, true),
                Layout::MarkdownRows => pipes::markdown_rows(sheet, style),
                // The HTML layouts do not come here; a Markdown table is what any other would be.
                _ => pipes::markdown(sheet, style),
            }),
        }
    }
    if layout == Layout::FlowColumnsBare {
        lines.retain(|line| !line.is_empty());
    }
    lines.push(String::new());
    lines.join("\n")
}
