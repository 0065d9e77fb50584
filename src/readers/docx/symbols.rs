//! Characters given by their place in a symbol font.

/// The character a symbol shows, as far as there is one; `code` is its number in hexadecimal.
pub(super) fn shown(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // The places of a symbol font are numbered from F000 on.
    let place = match code {
        0xF000..=0xF0FF => code - 0xF000,
        _ => return char::from_u32(code),
    };
    let is_dingbats = ["Wingdings", "Webdings"].iter().any(|name| font.starts_with(name));
    Some(match (is_dingbats, place) {
        (false, 0x20..=0x7E) => char::from_u32(place)?,
        (false, 0xB7) => '·',
        (true, 0x6C) => '●',
        (true, 0x6E) => '■',
        (true, 0x6F | 0x70 | 0x71 | 0x72 | 0xA8) => '□',
        (true, 0xFB) => '✗',
        (true, 0xFC) => '✓',
        (true, 0xFD | 0x54) => '☒',
        (true, 0xFE | 0x52) => '☑',
        (true, 0x81..=0x8A) => char::from_u32(0x2460 + place - 0x81)?,
        _ => '▯',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_told_by_its_font() {
        let cases = [
            ("Wingdings", "F0FE", Some('☑')),
            ("Wingdings", "F083", Some('③')),
            ("Wingdings", "F001", Some('▯')),
            ("Symbol", "F035", Some('5')),
            ("宋体", "2460", Some('①')),
            ("Symbol", "D800", None),
            ("Symbol", "x", None),
        ];
        for (font, code, symbol) in cases {
            assert_eq!(shown(font, code), symbol, "{font} {code}");
        }
    }
}
