//! Files that are no text, told by their first bytes: each is refused with a sentence that says what to do instead.

use crate::error::{Error, ErrorKind};

/// A kind of file that no reader here can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pdf,
    Ofd,
    Sheet,
    Slides,
    Office,
    Rtf,
    Image,
    Archive,
}

impl Kind {
    fn advice(self) -> &'static str {
        match self {
            Kind::Pdf => {
                "这是 PDF 文件，本版本还不能直接读取。请打开它，按 Ctrl+A 全选、Ctrl+C 复制，再把文字粘贴过来核对。\
                 如果复制不出文字，说明它是扫描件，里面只有图片，请改用报告的 Word 原稿或网页。"
            }
            Kind::Ofd => {
                "这是 OFD 版式文件，本版本还不能直接读取。请用阅读器打开它，按 Ctrl+A 全选、Ctrl+C 复制，再把文字粘贴过来核对。"
            }
            Kind::Sheet => {
                "这是二进制格式的电子表格，本版本还不能直接读取。请用 Excel 或 WPS 打开它，另存为 .xlsx 文件后再打开；\
                 也可以按 Ctrl+A 全选、Ctrl+C 复制，再粘贴过来核对。"
            }
            Kind::Slides => "这是演示文稿，不是年度报告。请改用报告的 Word 原稿、网页或纯文本。",
            Kind::Office => {
                "这是旧格式的 Word、Excel 或 WPS 文档，或者是加了密码的文档，本版本还不能直接读取。请用 Word 或 WPS 打开它，\
                 不加密码另存为 .docx（表格另存为 .xlsx）文件后再打开；也可以按 Ctrl+A 全选、Ctrl+C 复制，再粘贴过来核对。"
            }
            Kind::Rtf => {
                "这是 RTF 文档，本版本还不能直接读取。请用 Word 或 WPS 打开它，另存为 .docx 文件后再打开；也可以按 Ctrl+A 全选、\
                 Ctrl+C 复制，再粘贴过来核对。"
            }
            Kind::Image => {
                "这是图片，里面没有可以核对的文字。请改用报告的 Word 原稿或网页；只有扫描件的，请先做文字识别。"
            }
            Kind::Archive => "这是压缩包，请先解压，再打开里面的报告。",
        }
    }
}

/// Refuses what is known not to be text.
///
/// # Errors
/// [`ErrorKind::UnsupportedFormat`] with the advice for this kind of file.
pub fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    match sniff(bytes) {
        Some(kind) => Err(Error::new(ErrorKind::UnsupportedFormat, kind.advice())),
        None => Ok(()),
    }
}

fn sniff(bytes: &[u8]) -> Option<Kind> {
    const FIRST_BYTES: &[(&[u8], Kind)] = &[
        (b"%PDF", Kind::Pdf),
        (b"\xEF\xBB\xBF%PDF", Kind::Pdf),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Office),
        (b"{\\rtf", Kind::Rtf),
        (b"\x89PNG\r\n\x1A\n", Kind::Image),
        (b"\xFF\xD8\xFF", Kind::Image),
        (b"GIF87a", Kind::Image),
        (b"GIF89a", Kind::Image),
        (b"II*\0", Kind::Image),
        (b"MM\0*", Kind::Image),
        (b"PK\x05\x06", Kind::Archive),
        (b"Rar!\x1A\x07", Kind::Archive),
        (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
        (b"\x1F\x8B\x08", Kind::Archive),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(sniff_zip(bytes));
    }
    if is_bitmap(bytes) || is_webp(bytes) {
        return Some(Kind::Image);
    }
    FIRST_BYTES.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// Office documents are archives: the names of their parts stand in the clear at both ends of the file.
fn sniff_zip(bytes: &[u8]) -> Kind {
    const LOOKED_AT: usize = 64 << 10;
    const PARTS: &[(&[u8], Kind)] = &[
        (b"OFD.xml", Kind::Ofd),
        (b"xl/workbook", Kind::Sheet),
        (b"application/vnd.oasis.opendocument.spreadsheet", Kind::Sheet),
        (b"ppt/presentation", Kind::Slides),
        (b"[Content_Types].xml", Kind::Office),
    ];
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let tail = &bytes[bytes.len().saturating_sub(LOOKED_AT)..];
    PARTS.iter().find(|(name, _)| contains(head, name) || contains(tail, name)).map_or(Kind::Archive, |(_, kind)| *kind)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// `BM` alone could begin a text: the four reserved bytes of the header must be zero too.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_by_its_bytes() {
        let cases: &[(&[u8], Kind)] = &[
            (b"%PDF-1.7\n%\xE2\xE3", Kind::Pdf),
            (b"PK\x03\x04\x14\0\0\0[Content_Types].xml xl/workbook.xml", Kind::Sheet),
            (b"PK\x03\x04\x14\0\0\0OFD.xml", Kind::Ofd),
            (b"PK\x03\x04\x14\0\0\0photo.txt", Kind::Archive),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Kind::Office),
            (b"{\\rtf1\\ansi", Kind::Rtf),
            (b"\x89PNG\r\n\x1A\n", Kind::Image),
            (b"\xFF\xD8\xFF\xE0", Kind::Image),
            (b"BM\x36\0\0\0\0\0\0\0\x36", Kind::Image),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Image),
            (b"Rar!\x1A\x07\x01", Kind::Archive),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), Some(*kind), "{bytes:?}");
            assert!(refuse_binary(bytes).is_err_and(|error| error.kind == ErrorKind::UnsupportedFormat));
        }
    }

    #[test]
    fn the_parts_of_an_office_document_are_found_at_the_end_of_a_long_file() {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(300_000, b'x');
        bytes.extend_from_slice(b"ppt/presentation.xml");
        assert_eq!(sniff(&bytes), Some(Kind::Slides));
    }

    #[test]
    fn text_is_not_refused() {
        for text in ["BMW 公务用车", "一、总体情况", "PK 赛", "%", ""] {
            assert_eq!(refuse_binary(text.as_bytes()), Ok(()), "{text}");
        }
    }
}
