//! The numbers word processors put before paragraphs by themselves: 一、（二）③ and the like.

/// A way to write the numbers of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Counting {
    /// 1 2 3
    #[default]
    Decimal,
    /// 01 02 03
    DecimalZero,
    /// １ ２ ３
    FullWidth,
    /// ① ② ③
    Circled,
    /// ⑴ ⑵ ⑶
    Parenthesised,
    /// ⒈ ⒉ ⒊
    WithStop,
    /// 一 二 三, 十一, 一百二十
    Chinese,
    /// 一 二 三, 一一, 一二〇
    ChineseDigits,
    /// ㊀ ㊁ ㊂
    ChineseCircled,
    /// 壹 贰 叁
    Formal,
    /// 甲 乙 丙
    Stems,
    /// 子 丑 寅
    Branches,
    /// a b c, aa
    Lower,
    /// A B C, AA
    Upper,
    /// i ii iii
    LowerRoman,
    /// I II III
    UpperRoman,
    /// Nothing at all.
    Hidden,
}

impl Counting {
    /// The number in this way of writing; in plain digits where it has no sign for it.
    pub(super) fn write(self, number: u32) -> String {
        let sign = |signs: &str| {
            let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            index.and_then(|index| signs.chars().nth(index)).map(String::from)
        };
        let written = match self {
            Counting::Decimal => None,
            Counting::DecimalZero => Some(format!("{number:02}")),
            Counting::FullWidth => Some(digits(number, "０１２３４５６７８９")),
            Counting::Circled => sign("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"),
            Counting::Parenthesised => sign("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
            Counting::WithStop => sign("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
            Counting::Chinese => numeral(number, "〇一二三四五六七八九", ["", "十", "百", "千"])
                .map(|text| text.strip_prefix("一十").map(|rest| format!("十{rest}")).unwrap_or(text)),
            Counting::ChineseDigits => Some(digits(number, "〇一二三四五六七八九")),
            Counting::ChineseCircled => sign("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
            Counting::Formal => numeral(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
            Counting::Stems => sign("甲乙丙丁戊己庚辛壬癸"),
            Counting::Branches => sign("子丑寅卯辰巳午未申酉戌亥"),
            Counting::Lower => letters(number, b'a'),
            Counting::Upper => letters(number, b'A'),
            Counting::LowerRoman => roman(number).map(|text| text.to_lowercase()),
            Counting::UpperRoman => roman(number),
            Counting::Hidden => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

fn digits(number: u32, signs: &str) -> String {
    let sign = |digit: char| digit.to_digit(10).and_then(|digit| signs.chars().nth(digit as usize));
    number.to_string().chars().filter_map(sign).collect()
}

/// The number with its places named; none from ten thousand on, where no list gets to.
fn numeral(number: u32, signs: &str, units: [&str; 4]) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let (mut text, mut gap) = (String::new(), false);
    for (place, unit) in units.iter().enumerate().rev() {
        let digit = number / 10_u32.pow(u32::try_from(place).ok()?) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.extend(signs.chars().next());
        }
        text.extend(signs.chars().nth(digit as usize));
        text.push_str(unit);
    }
    Some(text)
}

/// a to z, then the letter doubled, tripled and so on, as Word has it.
fn letters(number: u32, first: u8) -> Option<String> {
    const MOST: u32 = 8;
    let index = number.checked_sub(1)?;
    let letter = char::from(first + u8::try_from(index % 26).ok()?);
    let times = index / 26 + 1;
    (times <= MOST).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

/// A label before its text. A blank goes between where the two would run into each other: 「1」 and 「2024年」.
pub(super) fn put_before(label: &str, text: &str) -> String {
    let is_closed = label.ends_with(['、', '，', '）', ')', '．', '。', '：', ':', ' ']);
    let runs_on = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let blank = if text.is_empty() || is_closed || label.ends_with('.') && !runs_on { "" } else { " " };
    format!("{label}{blank}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn writes(counting: Counting, numbers: &[u32], expected: &[&str]) {
        let written: Vec<_> = numbers.iter().map(|number| counting.write(*number)).collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn numbers_are_written_in_chinese() {
        writes(
            Counting::Chinese,
            &[1, 6, 10, 11, 20, 35, 101, 110, 1020],
            &["一", "六", "十", "十一", "二十", "三十五", "一百〇一", "一百一十", "一千〇二十"],
        );
        writes(Counting::ChineseDigits, &[3, 12, 20], &["三", "一二", "二〇"]);
        writes(Counting::Formal, &[2, 10, 11], &["贰", "壹拾", "壹拾壹"]);
        writes(Counting::Stems, &[1, 10, 11], &["甲", "癸", "11"]);
    }

    #[test]
    fn numbers_are_written_with_signs_and_letters() {
        writes(Counting::Circled, &[1, 20, 31], &["①", "⑳", "31"]);
        writes(Counting::FullWidth, &[10], &["１０"]);
        writes(Counting::Lower, &[1, 26, 27, u32::MAX], &["a", "z", "aa", "4294967295"]);
        writes(Counting::UpperRoman, &[4, 19, 4000], &["IV", "XIX", "4000"]);
        writes(Counting::Hidden, &[4], &[""]);
    }

    #[test]
    fn no_number_and_the_largest_are_written_too() {
        for counting in [Counting::Chinese, Counting::Circled, Counting::Lower, Counting::UpperRoman] {
            writes(counting, &[0], &["0"]);
            assert!(!counting.write(u32::MAX).is_empty());
        }
    }

    #[test]
    fn a_label_does_not_run_into_its_text() {
        assert_eq!(put_before("一、", "总体情况"), "一、总体情况");
        assert_eq!(put_before("1.", "属于国家秘密"), "1.属于国家秘密");
        assert_eq!(put_before("1.", "2024年"), "1. 2024年");
        assert_eq!(put_before("一", "总体情况"), "一 总体情况");
        assert_eq!(put_before("（一）", ""), "（一）");
    }
}
