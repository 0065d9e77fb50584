//! Reading the text of one cell as a figure.
//!
//! What a clerk may write for one number is many things: `５`, `1,234`, `240万元`, `22（其中修订16件）`, `O`, `/`. The value
//! is taken only where there is one way to take it; the way it is written is kept as [`Trait`]s. Anything else is
//! [`Figure::Words`]: it takes part in no equation.

use super::fold::{fold_char, is_blank};
use super::number::{Decimal, Figure, Trait, Unit};

/// Longest text that can be a figure with its note, in characters. Longer texts are words.
const LONGEST: usize = 80;

/// Marks and words for "nothing here".
const DASHES: &[&str] =
    &["/", "\\", "-", "--", "---", "----", "…", "……", "无", "暂无", "没有", "不适用", "N/A", "n/a", "NA", "N.A.", "//"];

/// What comes after the number in a cell, in items.
const ITEM_UNITS: &str = "件条份项个次宗起人部篇例";

/// Reads a cell.
///
/// ```
/// use gouji::document::{figure::read, number::{Figure, Trait}};
/// assert_eq!(read("22（其中修订 16 件）"), (Figure::Number(22.into()), vec![Trait::Annotation]));
/// assert_eq!(read(" "), (Figure::Blank, vec![]));
/// assert_eq!(read("／"), (Figure::Dash, vec![]));
/// assert_eq!(read("若干"), (Figure::Words, vec![]));
/// ```
pub fn read(text: &str) -> (Figure, Vec<Trait>) {
    // Nearly every cell is a short run of digits.
    if let Some(value) = whole(text) {
        return (Figure::Number(value.into()), Vec::new());
    }
    let plain = text.trim_matches(is_blank);
    if plain.is_empty() {
        return (Figure::Blank, Vec::new());
    }
    if let Some(value) = whole(plain) {
        return (Figure::Number(value.into()), Vec::new());
    }
    if begins_as_words(plain) || plain.len() > LONGEST && plain.chars().count() > LONGEST {
        return (Figure::Words, Vec::new());
    }
    if is_dash(plain) {
        return (Figure::Dash, Vec::new());
    }
    let mut traits = Vec::new();
    match number(plain, &mut traits) {
        Some(value) => {
            traits.sort_unstable();
            traits.dedup();
            (Figure::Number(value), traits)
        }
        None => (Figure::Words, Vec::new()),
    }
}

/// The value of a text that is a run of ASCII digits, not too long for it, and nothing else.
pub fn whole(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let append = |value, byte: u8| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'));
    text.bytes().try_fold(0, append)
}

/// Whether the text begins with a Chinese character that neither a number nor one of [`DASHES`] begins with, as nearly
/// every label does.
fn begins_as_words(plain: &str) -> bool {
    plain.starts_with(|c: char| {
        matches!(c, '\u{4E00}'..='\u{9FFF}') && !matches!(fold_char(c), Some('无' | '暂' | '没' | '不' | '零'))
    })
}

/// Whether the text is one of [`DASHES`], however it is written.
fn is_dash(plain: &str) -> bool {
    let folded = || plain.chars().filter_map(fold_char);
    // Nearly every text is told from all of them by its first character.
    let first = folded().next();
    DASHES.iter().any(|dash| dash.chars().next() == first && folded().eq(dash.chars()))
}

/// Whether the text can stand as a value where cells come one a line: blank, dash or number.
pub fn is_value(text: &str) -> bool {
    !matches!(read(text).0, Figure::Words)
}

fn number(plain: &str, traits: &mut Vec<Trait>) -> Option<Decimal> {
    let (head, tail) = split(plain);
    if head.is_empty() {
        return None;
    }
    let value = digits(head, traits)?;
    let tail: String = tail.chars().filter_map(fold_char).collect();
    let rest = match unit(&tail) {
        Some((unit, rest)) => {
            traits.push(Trait::Unit(unit));
            rest
        }
        None => tail.as_str(),
    };
    match rest.chars().next() {
        None => Some(value),
        Some('(') if rest.ends_with(')') && rest.chars().count() > 2 => {
            traits.push(Trait::Annotation);
            Some(value)
        }
        Some('[') if rest.ends_with(']') && rest.chars().count() > 2 => {
            traits.push(Trait::Annotation);
            Some(value)
        }
        Some(',' | ';') if rest[1..].starts_with(['其', '含', '包']) => {
            traits.push(Trait::Annotation);
            Some(value)
        }
        Some(_) => None,
    }
}

/// Splits after the last character that can belong to the digits.
fn split(plain: &str) -> (&str, &str) {
    let mut end = 0;
    for (at, c) in plain.char_indices() {
        let belongs = is_blank(c)
            || c.is_ascii_digit()
            || matches!(c, '０'..='９' | '.' | '．' | ',' | '，' | 'O' | 'o' | 'Ｏ' | '〇' | '○' | '零' | 'l' | 'I')
            || (end == 0 && matches!(c, '+' | '-' | '＋' | '－' | '−' | '—' | '–' | '﹣' | '﹢'));
        if !belongs {
            break;
        }
        if !is_blank(c) {
            end = at + c.len_utf8();
        }
    }
    let (head, tail) = plain.split_at(end);
    // A comma before a note belongs to the note.
    match head.strip_suffix([',', '，']) {
        Some(shorter) if !tail.is_empty() => plain.split_at(shorter.len()),
        _ => (head, tail),
    }
}

/// The digits themselves: sign, thousands marks, full width, letters that stand for digits, blanks between digits.
fn digits(head: &str, traits: &mut Vec<Trait>) -> Option<Decimal> {
    let mut ascii = String::with_capacity(head.len());
    let mut commas = false;
    let mut blank_before = false;
    for c in head.chars() {
        if is_blank(c) {
            blank_before = !ascii.is_empty();
            continue;
        }
        if blank_before && !matches!(ascii.as_str(), "-" | "+") {
            traits.push(Trait::SplitDigits);
        }
        blank_before = false;
        match c {
            '0'..='9' | '.' => ascii.push(c),
            '０'..='９' => {
                traits.push(Trait::FullWidth);
                ascii.push(char::from_u32(c as u32 - 0xFEE0)?);
            }
            '．' => {
                traits.push(Trait::FullWidth);
                ascii.push('.');
            }
            ',' | '，' => {
                commas = true;
                ascii.push(',');
            }
            'O' | 'o' | 'Ｏ' | '〇' | '○' | '零' => {
                traits.push(Trait::LetterForDigit);
                ascii.push('0');
            }
            'l' | 'I' => {
                traits.push(Trait::LetterForDigit);
                ascii.push('1');
            }
            '+' | '＋' | '﹢' => {
                traits.push(Trait::PlusSign);
                ascii.push('+');
            }
            _ => ascii.push('-'),
        }
    }
    if commas {
        ascii = without_thousands_marks(&ascii)?;
        traits.push(Trait::Thousands);
    }
    ascii.parse().ok()
}

/// Drops thousands marks where they stand as they should: groups of three from the right, no empty group.
fn without_thousands_marks(ascii: &str) -> Option<String> {
    let (whole, fraction) = ascii.split_once('.').map_or((ascii, None), |(whole, fraction)| (whole, Some(fraction)));
    if fraction.is_some_and(|fraction| fraction.contains(',')) {
        return None;
    }
    let mut groups = whole.trim_start_matches(['+', '-']).split(',');
    let first = groups.next()?;
    if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
        return None;
    }
    Some(ascii.replace(',', ""))
}

/// The unit at the start of the folded text after the number, and what follows it.
fn unit(tail: &str) -> Option<(Unit, &str)> {
    const MONEY: &[(&str, Unit)] = &[
        ("万元", Unit::TenThousandYuan),
        ("亿元", Unit::HundredMillionYuan),
        ("元", Unit::Yuan),
        ("人民币", Unit::Yuan),
    ];
    for (word, unit) in MONEY {
        if let Some(rest) = tail.strip_prefix(word) {
            return Some((*unit, rest));
        }
    }
    let rest = tail.strip_prefix(|c| ITEM_UNITS.contains(c))?;
    Some((Unit::Items, rest.strip_prefix('次').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, value: &str, traits: &[Trait]) {
        assert_eq!(read(text), (Figure::Number(value.parse().expect("a decimal")), traits.to_vec()), "{text:?}");
    }

    #[test]
    fn nothing_that_counts_begins_as_words() {
        assert!(DASHES.iter().chain(&["零", "〇", "暫無", "無"]).all(|text| !begins_as_words(text)));
        assert!(begins_as_words("总计"));
    }

    #[test]
    fn figures_as_clerks_write_them() {
        reads("0", "0", &[]);
        reads(" 007\u{a0}", "7", &[]);
        reads("59237.2449", "59237.2449", &[]);
        reads("72701.2500", "72701.25", &[]);
        reads("１２３", "123", &[Trait::FullWidth]);
        reads("1,234", "1234", &[Trait::Thousands]);
        reads("1，234，567", "1234567", &[Trait::Thousands]);
        reads("+2", "2", &[Trait::PlusSign]);
        reads("-417", "-417", &[]);
        reads("－417", "-417", &[]);
        reads("- 3", "-3", &[]);
        reads("1 2", "12", &[Trait::SplitDigits]);
        reads("O", "0", &[Trait::LetterForDigit]);
        reads("〇", "0", &[Trait::LetterForDigit]);
        reads("l5", "15", &[Trait::LetterForDigit]);
        reads("5件", "5", &[Trait::Unit(Unit::Items)]);
        reads("240万元", "240", &[Trait::Unit(Unit::TenThousandYuan)]);
        reads("251000 元", "251000", &[Trait::Unit(Unit::Yuan)]);
        reads("22\n（其中修订 16 件）", "22", &[Trait::Annotation]);
        reads("55件（含自然失效 29 件）", "55", &[Trait::Annotation, Trait::Unit(Unit::Items)]);
        reads("22，其中修订16件", "22", &[Trait::Annotation]);
    }

    #[test]
    fn nothing_written_is_not_zero() {
        for text in ["", " ", "\u{a0}", "\u{3000}\n"] {
            assert_eq!(read(text).0, Figure::Blank, "{text:?}");
        }
        for text in ["/", "／", "—", "——", "-", "－－", "无", "不适用", "N/A"] {
            assert_eq!(read(text).0, Figure::Dash, "{text:?}");
        }
    }

    #[test]
    fn words_are_no_figures() {
        let long = "9".repeat(30);
        for text in
            ["若干", "1.属于国家秘密", "（一）", "一", "2024年", "12,34", "1.2.3", "5%", "见附件", "+", ".", &long]
        {
            assert_eq!(read(text).0, Figure::Words, "{text:?}");
        }
    }
}
