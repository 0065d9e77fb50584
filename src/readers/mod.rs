//! The readers: one input format, one file; the content decides which one reads, not the file's name.
//!
//! | module | what it reads |
//! |---|---|
//! | [`html`] | pages, files saved by Word and WPS as a page, HTML from the clipboard |
//! | [`text`] | plain text, pasted or stored |
//! | [`encoding`] | from bytes to text, before either of them |
//! | [`package`] | ZIP, before office documents and archives |
//! | [`archive`] | a ZIP of reports, as a folder |
//! | [`magic`] | what is no text, and what to do with it instead |

pub mod archive;
pub mod encoding;
pub mod html;
pub mod magic;
pub mod package;
#[cfg(test)]
mod test_support;
pub mod text;

use crate::document::Document;
use crate::document::fold::is_blank;
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_BYTES, MAX_TEXT};

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
    magic::refuse_binary(bytes)?;
    if bytes.is_empty() {
        return Err(empty());
    }
    read_text(&encoding::decode(bytes)?)
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
    if text.chars().all(is_blank) {
        return Err(empty());
    }
    match sniff(text) {
        Format::Html => html::read(text),
        Format::Text => text::read(text),
        Format::WebArchive => Err(Error::new(
            ErrorKind::UnsupportedFormat,
            "这是“单个文件网页”，本版本还不能直接读取。请用浏览器或 Word 打开它，按 Ctrl+A 全选、Ctrl+C 复制，\
             再粘贴过来核对；也可以另存为普通网页后再打开。",
        )),
    }
}

/// The formats that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Text,
    WebArchive,
}

fn sniff(text: &str) -> Format {
    /// How far a page may go before its first tags.
    const EARLY: usize = 64 << 10;
    /// So many tags of a page are no mere residue in a text.
    const FEW: usize = 3;

    if is_web_archive(text) {
        return Format::WebArchive;
    }
    if html::has_clipboard_head(text) || text.trim_start().starts_with("html xmlns") || begins_as_page(text) {
        return Format::Html;
    }
    let early = &text[..text.floor_char_boundary(EARLY)];
    let tags = early.split('<').skip(1).filter(|after| is_page_tag(after)).take(FEW).count();
    if tags == FEW { Format::Html } else { Format::Text }
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
    rest.strip_prefix('<').is_some_and(is_page_tag)
}

/// Whether what stands after a `<` is the rest of one of [`PAGE_TAGS`], start or end tag.
fn is_page_tag(after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    let Some(end) = after.find(|character: char| !character.is_ascii_alphanumeric()) else {
        return false;
    };
    let name = &after[..end];
    after[end..].starts_with(['>', '/', ' ', '\t', '\r', '\n'])
        && PAGE_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// A page and its images in one file, as browsers and Word save it: it begins as a mail does.
fn is_web_archive(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(2000)].trim_start().to_ascii_lowercase();
    ["mime-version:", "from:", "content-type:"].iter().any(|field| head.starts_with(field))
        && head.contains("multipart/related")
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
        assert_eq!(sniff("年度报告\n<table><tr><td>1</td></tr></table>"), Format::Html);
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
    fn a_web_archive_is_refused_with_advice() {
        let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n<html><p>";
        let error = read(archive.as_bytes()).map_err(|error| error.kind);
        assert_eq!(error, Err(ErrorKind::UnsupportedFormat));
        assert_eq!(sniff("From: <Saved by Blink>\nContent-Type: multipart/related;"), Format::WebArchive);
        assert_eq!(sniff("From: 某局"), Format::Text);
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
