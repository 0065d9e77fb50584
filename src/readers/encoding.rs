//! From bytes to text, by rules in a fixed order, so that the same bytes always give the same text.
//!
//! 1. A byte order mark decides.
//! 2. NUL bytes on one side only of every pair: UTF-16 without a mark.
//! 3. UTF-8, when nearly every multi-byte sequence is sound: no other encoding looks like that by chance.
//! 4. The encoding that a mail names for its part, or an HTML or XML head.
//! 5. GB18030, which takes in GBK and GB2312.
//!
//! A last character that was cut off is dropped. A very small share of damaged characters becomes U+FFFD where the rest
//! is plainly Chinese. Not done: guessing by letter frequency.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use crate::error::{Error, ErrorKind};

/// One damaged character in this many is borne.
const SOUND_PER_DAMAGED: usize = 200;

/// How far into the file the name of its encoding is looked for.
const HEAD: usize = 4096;

/// Decodes text.
///
/// # Errors
/// [`ErrorKind::NotText`] when the bytes are text in none of the encodings known here.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    decode_labelled(bytes, "")
}

/// Decodes text that came with the name of its encoding. The name counts as one in the text's own head would.
///
/// # Errors
/// As [`decode`].
pub fn decode_labelled<'a>(bytes: &'a [u8], label: &str) -> Result<Cow<'a, str>, Error> {
    let text = decode_marked(bytes)
        .or_else(|| decode_utf16(bytes))
        .or_else(|| decode_unmarked(without_trailing_nul(bytes), label))
        .filter(|text| is_readable(text));
    text.ok_or_else(|| {
        Error::new(
            ErrorKind::NotText,
            "这个文件不是文字，或者文字编码无法识别。请打开报告原文，全选、复制后粘贴过来核对；或者用 Word、WPS 另存为网页后再打开。",
        )
    })
}

/// A file name as an archive holds it: UTF-8, else GBK, as Windows in China writes it.
pub(super) fn file_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn decode_marked(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let rest = &bytes[mark..];
    match (encoding == UTF_8).then(|| decode_utf8(rest)).flatten() {
        Some(text) => Some(text),
        None => Some(encoding.decode_without_bom_handling(rest).0),
    }
}

/// Line feeds, digits and blanks have a zero byte in UTF-16, always on the same side; no report is without them.
fn decode_utf16(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let head = &bytes[..bytes.len().min(HEAD)];
    memchr(0, head)?;
    let (mut even, mut odd) = (0_usize, 0_usize);
    for (position, _) in head.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        if position % 2 == 0 {
            even += 1;
        } else {
            odd += 1;
        }
    }
    // 一 (U+4E00) and a few other characters have a zero byte on the other side.
    let few = |zeros: usize, others: usize| zeros * 3 <= others;
    let encoding = match (even, odd) {
        (0, 0) => return None,
        (even, odd) if few(even, odd) => UTF_16LE,
        (even, odd) if few(odd, even) => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling(bytes).0;
    is_plainly_text(&text).then_some(text)
}

/// Old programs end a file with NUL bytes.
fn without_trailing_nul(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    &bytes[..end]
}

fn decode_unmarked<'a>(bytes: &'a [u8], label: &str) -> Option<Cow<'a, str>> {
    if memchr(0, bytes).is_some() {
        return None;
    }
    decode_utf8(bytes)
        .or_else(|| labelled(label.as_bytes()).and_then(|encoding| decode_as(encoding, bytes)))
        .or_else(|| named_encoding(bytes).and_then(|encoding| decode_as(encoding, bytes)))
        .or_else(|| decode_as(GB18030, bytes))
}

/// UTF-8, perhaps with its last character cut off or a few characters damaged.
fn decode_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => return Some(Cow::Borrowed(text)),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            return std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().map(Cow::Borrowed);
        }
        Err(_) => {}
    }
    let (mut sound, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    (damaged * SOUND_PER_DAMAGED <= sound).then(|| String::from_utf8_lossy(bytes))
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    if let Some(text) = decode_strictly(encoding, bytes) {
        return Some(Cow::Owned(text));
    }
    let text = encoding.decode_without_bom_handling(bytes).0;
    is_plainly_text(&text).then_some(text)
}

/// Decodes without a single fault, but for a last character that was cut off.
fn decode_strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len())?);
    // The decoder is never told that this is the end, and so does not mind a character that is still incomplete.
    match decoder.decode_to_string_without_replacement(bytes, &mut text, false) {
        (DecoderResult::InputEmpty, _) => Some(text),
        (DecoderResult::Malformed(..) | DecoderResult::OutputFull, _) => None,
    }
}

/// The encoding the head of an HTML or XML file names. UTF-8 and UTF-16 are known not to be the case here.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let find = |needle: &[u8], from: usize| {
        head[from..].windows(needle.len()).position(|window| window == needle).map(|at| from + at + needle.len())
    };
    let value = match find(b"<meta", 0).and_then(|meta| find(b"charset", meta)) {
        Some(value) => value,
        None if head.trim_ascii_start().starts_with(b"<?xml") => find(b"encoding", 0)?,
        None => return None,
    };
    let label = head[value..].trim_ascii_start().strip_prefix(b"=")?;
    let label = label.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end =
        label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte)).unwrap_or(label.len());
    labelled(&label[..end])
}

/// The encoding of this name, unless it is one that is known not to be the case.
fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding))
}

/// Whether a text with a few damaged characters is still beyond doubt: Chinese for the most part, hardly any damage.
fn is_plainly_text(text: &str) -> bool {
    let (mut chinese, mut foreign, mut damaged) = (0_usize, 0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        match character {
            '\u{FFFD}' => damaged += 1,
            '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' => chinese += 1,
            '\u{A0}' | '\u{2010}'..='\u{2027}' => {}
            _ => foreign += 1,
        }
    }
    damaged * SOUND_PER_DAMAGED <= chinese && foreign * 5 <= chinese
}

/// Whether control characters are as rare as they are in text.
fn is_readable(text: &str) -> bool {
    let is_control = |byte: &u8| u8::from(matches!(byte, 0..=0x08 | 0x0E..=0x1F));
    // Counted in bytes, of which as many are looked at at once as go together, and no further than one goes.
    const AT_ONCE: usize = 240;
    let of_chunk = |chunk: &[u8]| usize::from(chunk.iter().map(is_control).sum::<u8>());
    let chunks = text.as_bytes().chunks_exact(AT_ONCE);
    let controls = of_chunk(chunks.remainder()) + chunks.map(of_chunk).sum::<usize>();
    controls * 100 <= text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "一、总体情况\n2024年，本机关主动公开政府信息 35 条。\n";

    #[track_caller]
    fn decodes(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(expected));
    }

    fn gb18030(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        decodes(SAMPLE.as_bytes(), SAMPLE);
        decodes(format!("\u{FEFF}{SAMPLE}").as_bytes(), SAMPLE);
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let marked = format!("\u{FEFF}{SAMPLE}");
        decodes(&utf16(&marked, u16::to_le_bytes), SAMPLE);
        decodes(&utf16(&marked, u16::to_be_bytes), SAMPLE);
        decodes(&utf16(SAMPLE, u16::to_le_bytes), SAMPLE);
        decodes(&utf16(SAMPLE, u16::to_be_bytes), SAMPLE);
    }

    #[test]
    fn ascii_in_utf16_is_not_taken_for_utf8_with_nul_bytes() {
        decodes(&utf16("t3: 1, 2, 3\n", u16::to_le_bytes), "t3: 1, 2, 3\n");
    }

    #[test]
    fn gb18030_takes_in_rare_characters() {
        decodes(&gb18030(SAMPLE), SAMPLE);
        let rare = "某县㙍镇𠀀村 2024 年度报告";
        decodes(&gb18030(rare), rare);
    }

    #[test]
    fn a_last_character_that_was_cut_off_is_dropped() {
        let cut = |mut bytes: Vec<u8>| {
            bytes.pop();
            bytes
        };
        decodes(&cut("年度报告".as_bytes().to_vec()), "年度报");
        decodes(&cut(gb18030("年度报告")), "年度报");
    }

    #[test]
    fn one_damaged_character_in_a_long_text_is_borne() {
        let long = SAMPLE.repeat(40);
        let mut bytes = long.clone().into_bytes();
        bytes[1] = b'x';
        assert!(decode(&bytes).is_ok_and(|text| text.ends_with(SAMPLE) && text.contains('\u{FFFD}')));
        let mut bytes = gb18030(&long);
        bytes[0] = 0xFF;
        assert!(decode(&bytes).is_ok_and(|text| text.ends_with(SAMPLE) && text.contains('\u{FFFD}')));
    }

    #[test]
    fn the_head_names_the_encoding_of_a_traditional_mirror() {
        let page =
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\"></head><p>資訊公開";
        decodes(&encoding_rs::BIG5.encode(page).0, page);
        let page = "<META CHARSET='gb2312'><p>政府信息公开";
        decodes(&gb18030(page), page);
        let page = "<?xml version=\"1.0\" encoding=\"GBK\"?><html><p>政府信息公开";
        decodes(&gb18030(page), page);
    }

    #[test]
    fn a_head_that_names_utf8_falsely_is_not_believed() {
        let page = "<meta charset=\"utf-8\"><p>政府信息公开";
        decodes(&gb18030(page), page);
        let page = "<meta charset=gb2312><p>政府信息公开";
        decodes(page.as_bytes(), page);
    }

    #[test]
    fn nul_bytes_at_the_end_are_dropped() {
        let mut bytes = gb18030(SAMPLE);
        bytes.extend([0, 0, 0]);
        decodes(&bytes, SAMPLE);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&noise[..], b"\x01\x02\x03\x04\x05", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF"] {
            assert_eq!(decode(bytes).map_err(|error| error.kind), Err(ErrorKind::NotText), "{bytes:?}");
        }
    }
}
