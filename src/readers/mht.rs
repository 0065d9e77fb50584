//! A page and its pieces in one file (.mht, .mhtml), as browsers, Word, WPS and Excel save them, and mails (.eml).
//!
//! Read is the page the archive begins with; of a workbook its sheets, in their order; of a page without a table of its
//! own also what its frames show. A place is told by its line in the page, as it is once unpacked; where several pages
//! are read one after the other, their lines and tables are counted on.
//!
//! Not read: attachments (a note says so), style sheets and images.

mod head;
mod transfer;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Block, Document, Note};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BLOCKS, MAX_MIME_DEPTH, MAX_PARTS};
use crate::location::Anchor;
use head::Head;

use super::{encoding, html};

/// Whether the file begins as a mail does and holds a page or text.
pub fn is_archive(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    head::begins(bytes) && {
        let (head, _) = Head::read(bytes, 0);
        head.is_multipart() || head.has_version && (head.is_page() || head.is_plain())
    }
}

/// Reads the page in the archive.
///
/// # Errors
/// [`ErrorKind::Empty`] when no part of it is a page with text; what [`html::read`] cannot read of the first page.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let archive = Archive::new(bytes);
    let mut reading = Reading { seen: vec![false; archive.parts.len()], ..Reading::default() };
    if let Some(root) = archive.root() {
        reading.page(&archive, root)?;
    }
    // What leads nowhere, a frameset whose pages have other names, still has its pages in the file.
    if reading.document.blocks.is_empty() {
        for part in 0..archive.parts.len() {
            if archive.parts[part].head.is_page() {
                reading.page(&archive, part)?;
            }
        }
    }
    let mut document = reading.document;
    if document.blocks.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            "这个文件是网页或邮件，但里面没有报告的文字。请打开原网页，按 Ctrl+A 全选、Ctrl+C 复制，再粘贴过来核对。",
        ));
    }
    if archive.parts.iter().any(|part| part.head.is_attachment) {
        let text = "邮件带有附件，附件没有读；报告在附件里的，请单独打开附件核对。".to_owned();
        document.notes.push(Note { text, anchor: None });
    }
    Ok(document)
}

/// A part that holds no others.
#[derive(Debug)]
struct Part {
    head: Head,
    body: Range<usize>,
}

/// The parts of the file, in order, and by the names they are called by.
#[derive(Debug)]
struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
    /// By content id (`cid:…`), location, and the last piece of the location.
    names: BTreeMap<String, usize>,
    /// Content ids of the parts that containers say to begin with.
    starts: Vec<String>,
}

impl<'a> Archive<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut archive = Self { bytes, parts: Vec::new(), names: BTreeMap::new(), starts: Vec::new() };
        archive.split();
        for (index, part) in archive.parts.iter().enumerate() {
            let location = part.head.location.as_str();
            for name in [format!("cid:{}", part.head.id), location.to_owned(), last_piece(location).to_owned()] {
                archive.names.entry(name).or_insert(index);
            }
        }
        archive
    }

    /// Finds the parts: containers are told by the lines that begin with their boundaries.
    fn split(&mut self) {
        let mut boundaries: Vec<Vec<u8>> = Vec::new();
        let (mut open, mut at) = self.begin(0, &mut boundaries);
        while at < self.bytes.len() && self.parts.len() < MAX_PARTS {
            let end = line_end(self.bytes, at);
            let line = self.bytes[at..end].trim_ascii_end();
            let Some((index, closes)) = boundary(line, &boundaries) else {
                at = end;
                continue;
            };
            if let Some((head, body)) = open.take() {
                self.parts.push(Part { head, body: body..without_line_feed(self.bytes, body, at) });
            }
            boundaries.truncate(if closes { index } else { index + 1 });
            at = end;
            if !closes {
                (open, at) = self.begin(end, &mut boundaries);
            }
        }
        if let Some((head, body)) = open {
            self.parts.push(Part { head, body: body..self.bytes.len() });
        }
    }

    /// Reads the head of a part: it is a container then, or open with its body beginning at the offset.
    fn begin(&mut self, at: usize, boundaries: &mut Vec<Vec<u8>>) -> (Option<(Head, usize)>, usize) {
        let (head, body) = Head::read(self.bytes, at);
        if head.is_multipart() && boundaries.len() < MAX_MIME_DEPTH {
            boundaries.push(head.boundary);
            self.starts.extend(head.start);
            return (None, body);
        }
        (Some((head, body)), body)
    }

    /// The page to begin with: the one its container names, else the first page, else the first text.
    fn root(&self) -> Option<usize> {
        let find = |wanted: &dyn Fn(&Head) -> bool| {
            self.parts.iter().position(|part| wanted(&part.head) && !part.head.is_attachment)
        };
        find(&|head| head.is_page() && self.starts.contains(&head.id))
            .or_else(|| find(&Head::is_page))
            .or_else(|| find(&Head::is_plain))
    }

    /// The part a page calls by this address.
    fn find(&self, address: &str) -> Option<usize> {
        let part = self.names.get(address).or_else(|| self.names.get(last_piece(address)))?;
        self.parts[*part].head.is_page().then_some(*part)
    }

    fn text(&self, part: &Part) -> Option<String> {
        let body = part.head.transfer.decode(&self.bytes[part.body.clone()]);
        encoding::decode_labelled(&body, &part.head.charset).ok().map(Cow::into_owned)
    }
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reading {
    document: Document,
    /// Which parts were read.
    seen: Vec<bool>,
    lines: u32,
    tables: u32,
}

impl Reading {
    /// Reads a page and the pages that belong to it.
    fn page(&mut self, archive: &Archive<'_>, root: usize) -> Result<(), Error> {
        let mut waiting = vec![root];
        while let Some(index) = waiting.pop() {
            if std::mem::replace(&mut self.seen[index], true) {
                continue;
            }
            let part = &archive.parts[index];
            let Some(text) = archive.text(part) else { continue };
            let read = if part.head.is_page() { html::read(&text) } else { super::read_unpacked(&text) };
            match read {
                Ok(document) => self.append(document, &text)?,
                Err(error) if error.kind == ErrorKind::Empty => {}
                Err(error) => return Err(error),
            }
            if part.head.is_page() {
                let has_table = self.document.blocks.iter().any(|block| matches!(block, Block::Table(_)));
                let links = html::pages_within(&text, !has_table);
                waiting.extend(links.iter().rev().filter_map(|link| archive.find(link)));
            }
        }
        Ok(())
    }

    fn append(&mut self, mut page: Document, text: &str) -> Result<(), Error> {
        if self.document.blocks.len() + page.blocks.len() > MAX_BLOCKS {
            return Err(Error::new(
                ErrorKind::TooLarge,
                "这个文件里的网页太多，超出了能核对的范围；年度报告没有这么大。请只打开报告本身的网页。",
            ));
        }
        let (lines, tables) = (self.lines, self.tables);
        let mut last_table = tables;
        page.move_anchors(|anchor| {
            let anchor = anchor.after(lines, tables);
            if let Anchor::HtmlCell { table, .. } = anchor {
                last_table = last_table.max(table);
            }
            anchor
        });
        self.tables = last_table;
        let count = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        self.lines = self.lines.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.document.blocks.append(&mut page.blocks);
        self.document.notes.append(&mut page.notes);
        Ok(())
    }
}

/// Which of the open boundaries the line is, innermost first, and whether it closes its container.
fn boundary(line: &[u8], boundaries: &[Vec<u8>]) -> Option<(usize, bool)> {
    let rest = line.strip_prefix(b"--")?;
    boundaries.iter().enumerate().rev().find_map(|(index, boundary)| {
        let tail = rest.strip_prefix(boundary.as_slice())?;
        matches!(tail, b"" | b"--").then_some((index, tail == b"--"))
    })
}

/// Past the line feed of the line that begins here.
fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length + 1)
}

/// The line feed before a boundary belongs to the boundary.
fn without_line_feed(bytes: &[u8], body: usize, end: usize) -> usize {
    let text = &bytes[body..end.max(body)];
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    body + text.strip_suffix(b"\r").unwrap_or(text).len()
}

fn last_piece(address: &str) -> &str {
    address.rsplit(['/', '\\']).next().unwrap_or(address)
}

#[cfg(test)]
mod tests;
