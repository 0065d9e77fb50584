//! HTML: pages of government sites, files saved by Word and WPS, and what they put on the clipboard.
//!
//! The tags are told apart by a WHATWG tokenizer; of the tree construction only what text and tables need is done here.
//! Every `table` becomes a grid; a table with another one inside merely lays out the page, and its text becomes
//! paragraphs. What a browser does not show is dropped. No style sheet is heeded, only `style` and `hidden` attributes;
//! tables drawn with `div` are read as paragraphs.

mod builder;
mod flow;
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
use builder::{Builder, StartTag};
use tags::{Tag, style_hides};

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
    let document = tokenize(&text)?;
    if document.blocks.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            "这个网页里没有文字。请在浏览器里打开报告网页，按 Ctrl+A 全选、Ctrl+C 复制，再粘贴过来核对。",
        ));
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
/// On the clipboard it is the fragment. In a page the fragment's marks mean nothing: editors of sites leave them
/// behind around whatever was once pasted. WPS puts a page on the clipboard without its first `<`.
fn shown(text: &str) -> Range<usize> {
    if has_clipboard_head(text) {
        let start = text.find("<!--StartFragment").or_else(|| text.find('<')).unwrap_or(0);
        let end = text.rfind("<!--EndFragment").filter(|end| *end >= start).unwrap_or(text.len());
        return start..end;
    }
    if text.trim_start().starts_with("html xmlns") {
        return text.find('>').map_or(0, |end| end + 1)..text.len();
    }
    0..text.len()
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

/// The attributes that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    RowSpan,
    ColumnSpan,
    Style,
    Other,
}

fn tokenize(text: &str) -> Result<Document, Error> {
    let mut builder = Builder::new(text, shown(text));
    let mut start = StartTag::default();
    let mut attribute = Attribute::Other;
    let on_event = |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Error> {
        let result = match event {
            CallbackEvent::OpenStartTag { name } => {
                start.name.clear();
                start.name.extend_from_slice(name);
                start.tag = Tag::of(name);
                start.offset = span.start;
                start.row_span = 1;
                start.column_span = 1;
                start.is_hidden = false;
                Ok(())
            }
            CallbackEvent::AttributeName { name } => {
                attribute = match name {
                    b"rowspan" => Attribute::RowSpan,
                    b"colspan" => Attribute::ColumnSpan,
                    b"style" => Attribute::Style,
                    _ => Attribute::Other,
                };
                start.is_hidden |= name == b"hidden";
                Ok(())
            }
            CallbackEvent::AttributeValue { value } => {
                match attribute {
                    Attribute::RowSpan => start.row_span = span_of(value),
                    Attribute::ColumnSpan => start.column_span = span_of(value),
                    Attribute::Style => start.is_hidden |= style_hides(value),
                    Attribute::Other => {}
                }
                Ok(())
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                start.is_self_closing = self_closing;
                builder.start(&start)
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

/// The number a span attribute begins with; 1 where there is none, as HTML has it. The grid cuts forged ones.
fn span_of(value: &[u8]) -> usize {
    let value = value.trim_ascii_start();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    digits
        .map(|digit| usize::from(digit - b'0'))
        .fold(None, |number: Option<usize>, digit| Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit)))
        .unwrap_or(1)
}
