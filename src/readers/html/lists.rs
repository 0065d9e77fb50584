//! Numbers that a browser puts before the items of a list: they are seen, and stand in no text.

use crate::document::fold::is_numeral;

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Not at all, or by a sign.
    None,
    /// 1.
    Decimal,
    /// a. or A.
    Letter { first: char },
    /// i. or I.
    Roman { is_upper: bool },
    /// 一、
    Chinese,
}

impl Numbering {
    /// The value of `list-style-type`; `None` for a word that is none.
    pub(super) fn named(value: &[u8]) -> Option<Self> {
        Some(match value {
            b"none" | b"disc" | b"circle" | b"square" => Numbering::None,
            b"decimal" | b"decimal-leading-zero" => Numbering::Decimal,
            b"lower-alpha" | b"lower-latin" => Numbering::Letter { first: 'a' },
            b"upper-alpha" | b"upper-latin" => Numbering::Letter { first: 'A' },
            b"lower-roman" => Numbering::Roman { is_upper: false },
            b"upper-roman" => Numbering::Roman { is_upper: true },
            b"cjk-ideographic"
            | b"cjk-decimal"
            | b"simp-chinese-informal"
            | b"trad-chinese-informal"
            | b"simp-chinese-formal"
            | b"trad-chinese-formal"
            | b"japanese-informal" => Numbering::Chinese,
            _ => return None,
        })
    }

    /// The value of the attribute `type` of `ol`.
    fn of_type(value: &[u8]) -> Self {
        match value {
            b"a" => Numbering::Letter { first: 'a' },
            b"A" => Numbering::Letter { first: 'A' },
            b"i" => Numbering::Roman { is_upper: false },
            b"I" => Numbering::Roman { is_upper: true },
            _ => Numbering::Decimal,
        }
    }

    fn mark(self, number: u32) -> Option<String> {
        Some(match self {
            Numbering::None => return None,
            Numbering::Decimal => format!("{number}. "),
            Numbering::Letter { first } => match u8::try_from(number) {
                Ok(number @ 1..=26) => format!("{}. ", char::from(first as u8 + number - 1)),
                _ => format!("{number}. "),
            },
            Numbering::Roman { is_upper } => match roman(number) {
                Some(mark) if is_upper => format!("{}. ", mark.to_uppercase()),
                Some(mark) => format!("{mark}. "),
                None => format!("{number}. "),
            },
            Numbering::Chinese => format!("{}、", chinese(number)),
        })
    }
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    numbering: Numbering,
    next: u32,
}

impl List {
    /// A list whose items have no numbers.
    pub(super) const fn plain() -> Self {
        Self { numbering: Numbering::None, next: 1 }
    }

    /// `ol` with its `type`, `start` and style.
    pub(super) fn ordered(kind: &[u8], start: Option<u32>, style: Option<Numbering>) -> Self {
        Self { numbering: style.unwrap_or_else(|| Numbering::of_type(kind)), next: start.unwrap_or(1) }
    }

    /// The mark of the next item; an item may set its own number and style.
    pub(super) fn item(&mut self, value: Option<u32>, style: Option<Numbering>) -> Option<String> {
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        style.unwrap_or(self.numbering).mark(number)
    }
}

/// Whether the text brings its number along, as where a style sheet that was not saved takes the list's away.
pub(super) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
    match rest.len() == text.len() {
        true => text.starts_with(['（', '(', '第']) || text.starts_with(|c| matches!(c, '①'..='⒛' | '㈠'..='㈩')),
        false => rest.starts_with(['.', '．', '、', ')', '）']),
    }
}

fn roman(mut number: u32) -> Option<String> {
    const PARTS: &[(u32, &str)] = &[(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if !(1..90).contains(&number) {
        return None;
    }
    let mut mark = String::new();
    for (value, letters) in PARTS {
        while number >= *value {
            mark.push_str(letters);
            number -= value;
        }
    }
    Some(mark)
}

fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number as usize / 10, number as usize % 10);
    match tens {
        0 if ones > 0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_list_says() {
        let marks = |numbering: Numbering| [1, 4, 12].map(|number| numbering.mark(number).unwrap_or_default());
        assert_eq!(marks(Numbering::Decimal), ["1. ", "4. ", "12. "]);
        assert_eq!(marks(Numbering::Letter { first: 'A' }), ["A. ", "D. ", "L. "]);
        assert_eq!(marks(Numbering::Roman { is_upper: false }), ["i. ", "iv. ", "xii. "]);
        assert_eq!(marks(Numbering::Chinese), ["一、", "四、", "十二、"]);
        assert_eq!(chinese(20) + &chinese(99) + &chinese(0) + &chinese(100), "二十九十九0100");
    }

    #[test]
    fn an_item_that_is_numbered_already_is_told() {
        for text in ["1.重复申请", "一、总体情况", "十二、其他", "（一）予以公开", "①甲", "3）乙", "第一条"]
        {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["2024年新收12件", "总体情况", "三安全一稳定", "12", ""] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
