//! Documents of Word, and of WPS when it saves in Word's format: `.docx`, `.docm`, `.dotx`, `.dotm`.
//!
//! What is shown on the page is read: paragraphs with the numbers Word gives them, tables with their merged cells, text
//! boxes, the results of fields. Tracked changes count as accepted. The strict and the transitional form are alike.
//! Not read: headers and footers, notes and comments, tables of contents, hidden text, pictures, charts, embedded
//! objects.

mod body;
mod numbering;
mod parts;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;

use super::package::Package;
use crate::document::{Document, Note};
use crate::error::Error;
use body::Body;
use numbering::Numbering;
use parts::related;
use styles::Styles;

/// Where the text of a Word document is; `None` when the container is something else.
pub(super) fn main_part(package: &mut Package<'_>) -> Option<String> {
    parts::main_part(package)
}

/// Reads a Word document whose text is in the part `main`.
///
/// # Errors
/// [`ErrorKind::Damaged`](crate::error::ErrorKind::Damaged) when that part cannot be unpacked or is no text;
/// [`ErrorKind::TooLarge`](crate::error::ErrorKind::TooLarge) when a limit is passed;
/// [`ErrorKind::Empty`](crate::error::ErrorKind::Empty) when it holds no text.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Document, Error> {
    let text = package.read_text(main)?;
    let related = related(package, main);
    let mut lost = false;
    // Without them the text can still be read.
    let mut support = |name: Option<String>| match name.map(|name| package.read_text(&name)) {
        Some(Ok(text)) => text,
        Some(Err(_)) => {
            lost = true;
            String::new()
        }
        None => String::new(),
    };
    let styles = Styles::read(&support(related.styles));
    let mut numbering = Numbering::read(&support(related.numbering));
    let mut document = Body::new(&text, &styles, &mut numbering).read()?;
    if lost {
        let text = "文档的样式或自动编号已损坏，读不出来；段落前的序号可能缺失。".to_owned();
        document.notes.push(Note { text, anchor: None });
    }
    Ok(document)
}
