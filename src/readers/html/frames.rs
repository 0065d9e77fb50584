//! The pages that a page shows within itself, by their addresses: sheets of a workbook, frames.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::Lenient;

/// The addresses of a page's sheets if it is a workbook, else of its frames and, where `inline` is asked for, of the
/// frames inside its text; in the order of the page.
pub fn pages_within(text: &str, inline: bool) -> Vec<String> {
    let mut found = Found::default();
    let (mut name, mut attribute) = (Vec::new(), Vec::new());
    let (mut address, mut is_sheet) = (String::new(), false);
    let on_event = |event: CallbackEvent<'_>, _: Span<usize>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name: tag } => {
                name.clear();
                name.extend_from_slice(tag);
                address.clear();
                is_sheet = false;
            }
            CallbackEvent::AttributeName { name } => {
                attribute.clear();
                attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => match attribute.as_slice() {
                b"src" | b"href" => address = String::from_utf8_lossy(value).trim().to_owned(),
                b"id" => is_sheet = value.eq_ignore_ascii_case(b"shlink"),
                _ => {}
            },
            CallbackEvent::CloseStartTag { .. } if !address.is_empty() => match name.as_slice() {
                b"link" if is_sheet => found.sheets.push(std::mem::take(&mut address)),
                b"frame" => found.frames.push(std::mem::take(&mut address)),
                b"iframe" if inline => found.frames.push(std::mem::take(&mut address)),
                _ => {}
            },
            _ => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(on_event);
    emitter.naively_switch_states(true);
    for _ in Tokenizer::new_with_emitter(text, Lenient(emitter)) {}
    if found.sheets.is_empty() { found.frames } else { found.sheets }
}

#[derive(Debug, Default)]
struct Found {
    sheets: Vec<String>,
    frames: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_has_its_sheets() {
        let page = "<link id=\"shLink\" href=\"a.files/sheet001.htm\"><link id=x href=y><link id=shLink href=sheet002.htm>\
                    <frameset><frame src=sheet001.htm><frame src=tabstrip.htm></frameset>";
        assert_eq!(pages_within(page, true), ["a.files/sheet001.htm", "sheet002.htm"]);
    }

    #[test]
    fn a_page_has_its_frames() {
        let page = "<iframe src='cid:a'></iframe><FRAME SRC=b><script>'<frame src=c>'</script>";
        assert_eq!(pages_within(page, true), ["cid:a", "b"]);
        assert_eq!(pages_within(page, false), ["b"]);
    }
}
