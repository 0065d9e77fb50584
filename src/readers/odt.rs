//! Text documents in the open format: LibreOffice's and others' `.odt`, and the same in one file, `.fodt`.
//!
//! What is shown on the page is read: paragraphs with the numbers of their lists, tables with their merged cells, text
//! boxes. Tracked changes count as accepted, as the format itself keeps them. Not read: headers and footers, notes and
//! comments, tables of contents, hidden text, pictures, charts, embedded objects, cells that are split by a table of
//! their own.

mod body;
mod numbering;
mod styles;
#[cfg(test)]
mod tests;

use super::encoding;
use super::package::{Package, damaged};
use super::xml::Xml;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use body::Body;
use styles::Styles;

const TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Whether the container is a text document.
pub(super) fn is_text(package: &mut Package<'_>) -> bool {
    match package.read("mimetype") {
        Some(Ok(bytes)) => bytes.trim_ascii().starts_with(TYPE.as_bytes()),
        _ => package.read_text("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains(TYPE)),
    }
}

/// Whether the text is a text document in one file.
pub(super) fn is_flat(text: &str) -> bool {
    const HEAD: usize = 8 << 10;
    let head = &text[..text.floor_char_boundary(HEAD)];
    head.trim_start().starts_with('<') && head.contains("office:document ") && head.contains(TYPE)
}

/// Reads a text document.
///
/// # Errors
/// [`ErrorKind::Encrypted`]; [`ErrorKind::Damaged`] when the part with its text cannot be unpacked or is no text;
/// [`ErrorKind::TooLarge`] when a limit is passed; [`ErrorKind::Empty`] when it holds no text.
pub(super) fn read(package: &mut Package<'_>) -> Result<Document, Error> {
    let read = read_parts(package);
    // What is encrypted is no text, so that nobody else has to be asked for it.
    let is_encrypted = |manifest: String| manifest.contains(":encryption-data");
    if read.is_err() && package.read_text("META-INF/manifest.xml").is_ok_and(is_encrypted) {
        return Err(Error::new(ErrorKind::Encrypted, "这个文件加了密码，无法读取。请先取消密码，再打开。"));
    }
    read
}

fn read_parts(package: &mut Package<'_>) -> Result<Document, Error> {
    let mut styles = Styles::default();
    if let Some(Ok(part)) = package.read("styles.xml")
        && let Ok(text) = encoding::decode(&part)
    {
        styles.add(&mut Xml::new(&text));
    }
    let part = package.read("content.xml").unwrap_or_else(|| Err(damaged()))?;
    read_content(&encoding::decode(&part).map_err(|_| damaged())?, styles)
}

/// Reads a text document in one file.
///
/// # Errors
/// As [`read`].
pub(super) fn read_flat(text: &str) -> Result<Document, Error> {
    read_content(text, Styles::default())
}

/// Reads the part with the text, and before it the styles that stand there, beside those known already.
fn read_content(text: &str, mut styles: Styles) -> Result<Document, Error> {
    let mut xml = Xml::new(text);
    styles.add(&mut xml);
    Body::new(xml, &mut styles).read()
}
