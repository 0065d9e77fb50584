//! The readers: one input format, one file; the content decides which one reads, not the file's name.
//!
//! | module | what it reads |
//! |---|---|
//! | [`html`] | pages, files saved by Word and WPS as a page, HTML from the clipboard |
//! | `docx` | documents of Word, and of WPS in Word's format |
//! | `odt` | text documents of LibreOffice and others |
//! | [`text`] | plain text, pasted or stored |
//! | [`xlsx`] | Excel workbooks: .xlsx, .xlsm, .xltx, and .et that is one |
//! | [`ods`] | OpenDocument spreadsheets |
//! | [`csv`] | tables saved as text, cells between commas |
//! | [`encoding`] | from bytes to text, before either of them |
//! | [`mht`] | a page and its pieces in one file, and mails |
//! | [`markdown`] | Markdown, and text with tables in HTML |
//! | [`package`] | ZIP, before office documents and archives |
//! | [`archive`] | a ZIP of reports, as a folder |
//! | `words`, `counting` | what the documents of word processors have in common: blocks, and automatic numbers |
//! | `xml` | what office documents are written in |
//! | [`magic`] | what is no text, and what to do with it instead |

pub mod archive;
mod counting;
mod csv;
mod docx;
pub mod encoding;
pub mod html;
pub mod magic;
pub mod markdown;
pub mod mht;
#[cfg(test)]
mod mutation;
mod ods;
mod odt;
pub mod package;
mod sheet;
#[cfg(test)]
mod test_support;
pub mod text;
mod words;
mod xlsx;
mod xml;

use crate::document::Document;
use crate::document::fold::is_blank;
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BYTES, MAX_TEXT};
use package::Package;

/// Reads a document from its bytes, or the one document of an archive.
///
/// # Errors
/// When a limit is passed, nothing is in it, or no reader knows the format. The message says why and what to do.
///
/// ```
/// let page = "<table><tr><td>总计</td><td>12</td></tr></table>";
/// assert_eq!(gouji::readers::read(page.as_bytes()).unwrap().blocks.len(), 1);
/// ```
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    if archive::is_archive(bytes) {
        return read_file(&archive::only_file(bytes)?);
    }
    read_file(bytes)
}

/// Reads a document that may be anything but an archive: what is packed in one another has an end.
fn read_file(bytes: &[u8]) -> Result<Document, Error> {
    if let Some(document) = read_office(bytes) {
        return document;
    }
    magic::refuse_binary(bytes)?;
    if bytes.is_empty() {
        return Err(empty());
    }
    if mht::is_archive(bytes) {
        // Its parts may each have an encoding of their own.
        return mht::read(bytes);
    }
    read_text(&encoding::decode(bytes)?)
}

/// Reads an office document: a container whose parts say what it is. `None` for what none of the readers knows.
fn read_office(bytes: &[u8]) -> Option<Result<Document, Error>> {
    if !package::is_container(bytes) {
        return None;
    }
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => return Some(Err(error)),
    };
    if xlsx::is_workbook(&package) {
        return Some(xlsx::read(&mut package));
    }
    if let Some(main) = docx::main_part(&mut package) {
        return Some(docx::read(&mut package, &main));
    }
    if ods::is_spreadsheet(&mut package) {
        return Some(ods::read(&mut package));
    }
    odt::is_text(&mut package).then(|| odt::read(&mut package))
}

/// Reads a document from text, for instance from the clipboard: HTML or plain text, told by its content.
///
/// # Errors
/// As [`read`].
pub fn read_text(text: &str) -> Result<Document, Error> {
    if text.len() > MAX_TEXT {
        return Err(too_large());
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if mht::is_archive(text.as_bytes()) {
        return mht::read(text.as_bytes());
    }
    read_unpacked(text)
}

/// Reads text that is no archive, whatever it begins with.
fn read_unpacked(text: &str) -> Result<Document, Error> {
    if text.chars().all(is_blank) {
        return Err(empty());
    }
    if odt::is_flat(text) {
        return odt::read_flat(text);
    }
    match sniff(text) {
        Format::Html => html::read(text),
        Format::Markdown => markdown::read(text),
        Format::Text => match csv::separator(text) {
            Some(separator) => csv::read(text, separator),
            None => text::read(text),
        },
    }
}

/// The formats that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Markdown,
    Text,
}

fn sniff(text: &str) -> Format {
    if html::has_clipboard_head(text) || text.trim_start().starts_with("html xmlns") || begins_as_page(text) {
        return Format::Html;
    }
    match markdown::sniff(text) {
        markdown::Sniffed::Page => Format::Html,
        markdown::Sniffed::Markdown => Format::Markdown,
        markdown::Sniffed::Text => Format::Text,
    }
}

/// Tags that make a text a page when there are several of them. `br` and Word's own are not among them: both are found
/// as residue in plain text.
const PAGE_TAGS: &[&str] = &[
    "article", "body", "div", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "html", "li", "link", "meta", "ol",
    "p", "script", "section", "span", "strong", "style", "table", "tbody", "td", "th", "title", "tr", "ul",
];

/// Whether the first thing written is a page's: its document type or a tag, after any comments and the XML head.
fn begins_as_page(text: &str) -> bool {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => break,
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return false,
        }
    }
    if rest.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html")) {
        return true;
    }
    rest.strip_prefix('<').is_some_and(|after| page_tag(after).is_some())
}

/// The name of the tag whose rest stands after a `<`, start or end tag, if it is one of [`PAGE_TAGS`].
fn page_tag(after: &str) -> Option<&'static str> {
    let after = after.strip_prefix('/').unwrap_or(after);
    let end = after.find(|character: char| !character.is_ascii_alphanumeric())?;
    let name = &after[..end];
    let is_tag = after[end..].starts_with(['>', '/', ' ', '\t', '\r', '\n']);
    PAGE_TAGS.iter().copied().find(|tag| is_tag && tag.eq_ignore_ascii_case(name))
}

fn empty() -> Error {
    Error::new(ErrorKind::Empty, "里面是空的，没有内容可以核对。")
}

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "这个文件太大，超出了能核对的范围；年度报告没有这么大。请确认打开的是报告本身，或者只复制报告正文再粘贴过来。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn a_page_is_told_by_what_it_begins_with() {
        for text in [
            "<!DOCTYPE html><p>甲",
            "\u{FEFF}\r\n <html lang=zh>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">",
            "<!-- 注 --> <!-- 注 --><HTML>",
            "<table><tr><td>1",
            "<meta charset=gbk>",
            "<p class=MsoNormal>甲",
            "<style>td {}</style>",
            "Version:0.9\r\nStartHTML:0000000105\r\n<html>",
            "html xmlns:v=\"urn:schemas-microsoft-com:vml\"><head>",
        ] {
            assert_eq!(sniff(text.trim_start_matches('\u{FEFF}')), Format::Html, "{text}");
        }
    }

    #[test]
    fn a_page_is_told_by_several_tags() {
        assert_eq!(sniff("标题\n<div>一、总体情况</div><p>甲</p>"), Format::Html);
        assert_eq!(sniff("年度报告 <table><tr><td>1</td></tr></table>"), Format::Html);
    }

    #[test]
    fn markdown_is_told_by_its_marks_or_by_a_table_on_lines_of_its_own() {
        for text in [
            "# 年度报告\n\n正文",
            "甲 | 乙\n--- | ---\n1 | 2",
            "+---+---+\n| 1 | 2 |\n+---+---+",
            "  甲   乙\n  ---- ----\n  1    2",
            "年度报告\n\n<table><tr><td>1</td></tr></table>\n\n<p>后</p>",
        ] {
            assert_eq!(sniff(text), Format::Markdown, "{text}");
        }
        assert_eq!(sniff("#1 甲\n- 5 -\n-----\n1 + 2"), Format::Text);
        assert_eq!(sniff("甲\n<p>乙</p><table><tr><td>1</table>\n<p>丙"), Format::Html);
    }

    #[test]
    fn a_text_with_residue_of_a_page_stays_a_text() {
        for text in [
            "一、总体情况&nbsp;&nbsp;\n甲<o:p></o:p>乙<br>丙<br>丁<br>戊",
            "<本年度>报告 <> 1 < 2 > 1",
            "| 甲<br>乙 | 1 |\n| 丙<br>丁 | 2 |",
            "甲<p>乙</p>",
            "<注>各单位填报</注>",
            "Version: 初稿",
            "<!-- 未结束的注",
        ] {
            assert_eq!(sniff(text), Format::Text, "{text}");
        }
    }

    #[test]
    fn each_refusal_says_which_kind_it_is() {
        let kind = |bytes: &[u8]| read(bytes).map_err(|error| error.kind).err();
        assert_eq!(kind(b""), Some(ErrorKind::Empty));
        assert_eq!(kind(" \r\n\u{3000}\u{200B}".as_bytes()), Some(ErrorKind::Empty));
        assert_eq!(kind(b"\xEF\xBB\xBF"), Some(ErrorKind::Empty));
        assert_eq!(kind(b"%PDF-1.4"), Some(ErrorKind::UnsupportedFormat));
        assert_eq!(kind(&[0; 9]), Some(ErrorKind::Empty));
        assert_eq!(kind(&vec![b'x'; MAX_BYTES + 1]), Some(ErrorKind::TooLarge));
        assert_eq!(kind(&vec![b'\n'; MAX_TEXT + 1]), Some(ErrorKind::TooLarge));
    }

    #[test]
    fn a_page_in_gbk_is_read_as_a_page() {
        let page = encoding_rs::GBK.encode("<html><meta charset=gb2312><p>政府信息公开</p>").0;
        let Ok(document) = read(&page) else { panic!("the page is read") };
        assert!(matches!(&document.blocks[..], [Block::Paragraph(line)] if line.text == "政府信息公开"));
    }
}
