//! Markdown, as people write it and as converters do, and text whose tables are HTML.
//!
//! Lines and tables between strokes are read as in plain text ([`super::text`]), without Markdown's own marks: those of
//! headings, quotations and items, `**` and `_`, `\` before a mark, entities, inline tags. Besides, there are
//!
//! - grid tables (`+---+---+`), merged cells too;
//! - simple and multiline tables, ruled by `----- -----`;
//! - HTML tables that begin on a line of their own.
//!
//! A line stays a line: extracted texts are called Markdown whose lines are those of a page, titles and paragraphs
//! right below each other. Links keep their words and lose their address; footnotes and code are read as text.

mod grids;
mod inline;
mod ruled;

use std::borrow::Cow;

use super::text::Reader;
use super::{html, page_tag};
use crate::document::Document;
use crate::document::fold::is_blank;
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_LINES;

/// What a text turns out to be that begins as no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// A page or a piece of one, after all.
    Page,
    /// Markdown.
    Markdown,
    /// Text without marks.
    Text,
}

/// Tells Markdown by its rules under heads of tables, its headings, and by HTML tables between lines of text.
pub(super) fn sniff(text: &str) -> Sniffed {
    /// How far a page may go before its first tags.
    const EARLY: usize = 64 << 10;
    /// So many tags of a page are no mere residue in a text.
    const FEW: usize = 3;

    let early = &text[..text.floor_char_boundary(EARLY)];
    let (mut tags, mut outside, mut tables, mut marks) = (0, 0, 0, false);
    let mut depth = 0_usize;
    for line in early.lines() {
        let begins_table = begins_with(line.trim_start(), "<table");
        tables += usize::from(begins_table && depth == 0);
        let was_inside = depth > 0 || begins_table;
        for after in line.split('<').skip(1) {
            let Some(name) = page_tag(after) else { continue };
            tags += 1;
            outside += usize::from(!was_inside && !["span", "font", "strong"].contains(&name));
            if name == "table" && was_inside {
                depth = if after.starts_with('/') { depth.saturating_sub(1) } else { depth + 1 };
            }
        }
        marks |= !was_inside && is_mark(line);
    }
    match (outside >= FEW, marks || tables > 0, tags >= FEW) {
        (true, ..) | (false, false, true) => Sniffed::Page,
        (false, true, _) => Sniffed::Markdown,
        (false, false, false) => Sniffed::Text,
    }
}

/// Reads Markdown.
///
/// # Errors
/// When it has more lines or cells than [`crate::limits`] allow.
pub fn read(text: &str) -> Result<Document, Error> {
    if text.bytes().filter(|byte| *byte == b'\n').count() > MAX_LINES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!("文字超过 {MAX_LINES} 行，不像一份年度报告，没有继续读。"),
        ));
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let mut reader = Reader::cleaning(inline::clean);
    let mut tables = 0;
    let mut at = 0;
    // Fenced lines that turned out to be no table up to here are not looked at again.
    let mut looked_at = 0;
    while at < lines.len() {
        let mut table = None;
        if at >= looked_at && grids::is_border(lines[at]) {
            looked_at = grids::end(&lines, at);
            table = grids::table(&lines, at, looked_at);
        }
        if let Some((table, end)) = table.or_else(|| ruled::table(&lines, at)) {
            reader.push_table(table)?;
            at = end;
            continue;
        }
        if let Some(end) = html_table(&lines, at) {
            let source = lines[at..end].join("\n");
            if let Some(mut inside) = not_empty(html::read(&source))? {
                inside.move_anchors(|anchor| anchor.after(count(at), tables));
                tables += count(source.matches("<table").count());
                reader.append(inside)?;
            }
            at = end;
            continue;
        }
        let line = if inline::is_empty(lines[at]) { Cow::Borrowed("") } else { inline::shielded(lines[at]) };
        reader.line(count(at + 1), &line)?;
        at += 1;
    }
    Ok(reader.finish())
}

/// A piece without text is passed over.
fn not_empty(read: Result<Document, Error>) -> Result<Option<Document>, Error> {
    match read {
        Ok(document) => Ok(Some(document)),
        Err(error) if error.kind == ErrorKind::Empty => Ok(None),
        Err(error) => Err(error),
    }
}

/// The line after an HTML table that begins here. Blank lines do not end it, but the end of the text does.
fn html_table(lines: &[&str], start: usize) -> Option<usize> {
    if !begins_with(lines[start].trim_start(), "<table") {
        return None;
    }
    let mut depth = 0_usize;
    for (index, line) in lines.iter().enumerate().skip(start) {
        for after in line.split('<').skip(1) {
            if begins_with(after, "table") {
                depth += 1;
            } else if begins_with(after, "/table") {
                depth = depth.saturating_sub(1);
            }
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    Some(lines.len())
}

/// Whether the line is one that only Markdown has: a heading, a rule of a table.
fn is_mark(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) {
        return line[hashes..].starts_with(' ');
    }
    let dashes = line.bytes().filter(|byte| *byte == b'-').count();
    let is_pipe_rule = line.contains('|') && line.bytes().all(|byte| b"|-: ".contains(&byte));
    dashes >= 3 && is_pipe_rule || grids::is_border(line) || ruled::columns(line).is_some_and(|groups| groups.len() > 1)
}

fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
