//! How bytes were put into letters for the mail, and back. What is damaged is passed over: a page with a broken
//! character is better than no page.

use std::borrow::Cow;

/// How a body is put into letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Transfer {
    /// As it is: `7bit`, `8bit`, `binary`.
    #[default]
    Plain,
    /// `=E6=96=87`, lines that end in `=` go on.
    QuotedPrintable,
    /// Four letters for three bytes.
    Base64,
}

impl Transfer {
    pub fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => Transfer::QuotedPrintable,
            "base64" => Transfer::Base64,
            _ => Transfer::Plain,
        }
    }

    pub fn decode(self, body: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Transfer::Plain => Cow::Borrowed(body),
            Transfer::QuotedPrintable => Cow::Owned(quoted_printable(body)),
            Transfer::Base64 => Cow::Owned(base64(body)),
        }
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let feed = &line[text.len()..];
        let goes_on = text.last() == Some(&b'=');
        let text = if goes_on { &text[..text.len() - 1] } else { text };
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
            out.extend_from_slice(&rest[..at]);
            let digits = rest.get(at + 1..at + 3).and_then(|digits| Some(digit(digits[0])? << 4 | digit(digits[1])?));
            match digits {
                Some(byte) => {
                    out.push(byte);
                    rest = &rest[at + 3..];
                }
                // An equals sign that was never encoded.
                None => {
                    out.push(b'=');
                    rest = &rest[at + 1..];
                }
            }
        }
        out.extend_from_slice(rest);
        if !goes_on {
            // Blanks at a line's end were added on the way.
            out.extend(feed.iter().filter(|byte| matches!(byte, b'\r' | b'\n')));
        }
    }
    out
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // The end of a run; another may follow where two were put together.
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xFF) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_is_undone() {
        for (body, text) in [
            ("=E6=94=BF=E5=BA=9C", "政府"),
            ("=e6=94=bf=\r\n=E5=BA=9C  \r\n<p>", "政府\r\n<p>"),
            ("<td width=3D\"1\">=\n</td>", "<td width=\"1\"></td>"),
            ("a=b=4", "a=b=4"),
            ("=", ""),
        ] {
            let decoded = Transfer::QuotedPrintable.decode(body.as_bytes());
            assert_eq!(String::from_utf8_lossy(&decoded), text, "{body}");
        }
    }

    #[test]
    fn base64_is_undone_whatever_stands_between_its_letters() {
        for body in ["5pS/5bqc", "5pS/\r\n5bqc\r\n", "5pS/ 5b\tqc", "5pS_5bqc=="] {
            let decoded = Transfer::Base64.decode(body.as_bytes());
            assert_eq!(String::from_utf8_lossy(&decoded), "政府", "{body}");
        }
        assert_eq!(&*Transfer::Base64.decode(b"MQ==Mg=="), b"12");
        assert_eq!(&*Transfer::Base64.decode(b"M"), b"");
    }
}
