//! HTML: pages of government sites, files saved by Word and WPS, and what they put on the clipboard.
//!
//! The tags are told apart by a WHATWG tokenizer; of the tree construction only what text and tables need is done here.
//! Every `table` becomes a grid, and so does what is drawn as one by styles or roles; a table with another one inside
//! merely lays out the page, and its text becomes paragraphs. Numbers that a browser puts before the items of a list are
//! read with them, and so is what stands in the fields of a form inside a table.
//!
//! What a browser does not show is dropped, as far as the page itself says so: in attributes and in the simple rules of
//! its own style sheets. Style sheets in other files and scripts are not there to be heeded. Of tracked changes the
//! insertions count and the deletions do not; a note says so.

mod builder;
mod drawn;
mod flow;
mod frames;
mod lists;
mod look;
mod sheet;
mod start;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use builder::Builder;
pub use frames::pages_within;
use start::StartTag;

/// Reads an HTML page or fragment.
///
/// # Errors
/// [`ErrorKind::TooLarge`] when a limit on blocks or cells is passed; [`ErrorKind::Empty`] when nothing on the page is
/// text.
pub fn read(text: &str) -> Result<Document, Error> {
    // With one kind of line end, offsets of the tokenizer are offsets of the text.
    let text = match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    };
    let document = tokenize(&text, shown(&text), true)?;
    if document.blocks.is_empty() {
        let advice = match pages_within(&text, true).is_empty() {
            true => "这个网页里没有文字。请在浏览器里打开报告网页，按 Ctrl+A 全选、Ctrl+C 复制，再粘贴过来核对。",
            false => {
                "这个网页只是框架，报告在它引用的别的文件里。请打开同名文件夹里的网页（如 sheet001.htm），\
                 或者另存为“单个文件网页”后再打开。"
            }
        };
        return Err(Error::new(ErrorKind::Empty, advice));
    }
    Ok(document)
}

/// Whether the text is what Windows puts on the clipboard for HTML: offsets in a head of its own, then the page.
pub(super) fn has_clipboard_head(text: &str) -> bool {
    text.starts_with("Version:")
        && text.get(..text.floor_char_boundary(400)).is_some_and(|head| head.contains("StartHTML:"))
}

/// The part of the source whose text counts.
///
/// On the clipboard it is the fragment: between its marks, else where the head says. In a page the fragment's marks mean
/// nothing: editors of sites leave them behind around whatever was once pasted. WPS puts a page on the clipboard without
/// its first `<`.
fn shown(text: &str) -> Range<usize> {
    if has_clipboard_head(text) {
        let marked = text.find("<!--StartFragment");
        let start = marked.or_else(|| fragment(text).map(|fragment| fragment.start)).or_else(|| text.find('<'));
        let start = start.unwrap_or(0);
        let end = text.rfind("<!--EndFragment").filter(|end| *end >= start);
        let end = end.or_else(|| fragment(text).filter(|_| marked.is_none()).map(|fragment| fragment.end));
        return start..end.unwrap_or(text.len());
    }
    if text.trim_start().starts_with("html xmlns") {
        return text.find('>').map_or(0, |end| end + 1)..text.len();
    }
    0..text.len()
}

/// The fragment as the head of the clipboard gives it: in bytes of UTF-8, with the line ends of Windows. `None` where
/// that cannot be, as after a change of encoding.
fn fragment(text: &str) -> Option<Range<usize>> {
    let number = |name: &str| -> Option<usize> {
        let value = &text[text.find(name)? + name.len()..];
        value[..value.find(|c: char| !c.is_ascii_digit())?].parse().ok()
    };
    let mut offsets = [number("\nStartFragment:")?, number("\nEndFragment:")?];
    // The line ends of the head were two bytes each, if those of the whole were.
    let (mut at, mut before) = (0, 0);
    let whole = number("\nEndHTML:").unwrap_or(offsets[1]);
    let feeds = text.bytes().filter(|byte| *byte == b'\n').count();
    if whole > text.len() && whole <= text.len() + feeds {
        for offset in &mut offsets {
            while at < text.len() && at + before < *offset {
                before += usize::from(text.as_bytes()[at] == b'\n');
                at += 1;
            }
            *offset = at;
        }
    }
    let [start, end] = offsets;
    (start < end && text.get(start..end).is_some_and(|fragment| fragment.starts_with('<'))).then_some(start..end)
}

/// Spares the tokenizer looking for faults in the page, which nobody asks for.
struct Lenient<E>(E);

impl<E: Emitter> ForwardingEmitter for Lenient<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// Reads the tags of a page. Only an outermost page may hold others in its attributes.
fn tokenize(text: &str, shown: Range<usize>, is_outermost: bool) -> Result<Document, Error> {
    let mut builder = Builder::new(text, shown, is_outermost);
    let mut start = StartTag::default();
    let on_event = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Error> {
        let result = match event {
            CallbackEvent::OpenStartTag { name } => {
                start.open(name, span.start);
                Ok(())
            }
            CallbackEvent::AttributeName { name } => {
                start.attribute(name);
                Ok(())
            }
            CallbackEvent::AttributeValue { value } => {
                start.value(value);
                Ok(())
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                start.is_self_closing = self_closing;
                builder.start(&mut start)
            }
            CallbackEvent::EndTag { name } => builder.end(name),
            CallbackEvent::String { value } => builder.text(&String::from_utf8_lossy(value), span.start..span.end),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => Ok(()),
        };
        result.err()
    };
    let mut emitter = CallbackEmitter::new(on_event);
    emitter.naively_switch_states(true);
    // The tokenizer yields nothing but the error that stops it; reading from memory cannot fail.
    if let Some(Ok(error)) = Tokenizer::new_with_emitter(text, Lenient(emitter)).next() {
        return Err(error);
    }
    builder.finish()
}
