//! Folding of text for comparison: what a reader's eye takes for the same is made the same.
//!
//! White space and invisible characters go, full-width forms become ASCII, brackets and quotation marks become one
//! kind, Kangxi radicals (as PDF text layers have them) become the ordinary characters. Figures are *not* read through
//! this folding ([`super::figure`] does that), because it would hide how they are written.

/// The Kangxi radicals U+2F00 – U+2FD5 as the ordinary characters they look like.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Whether the character is blank or invisible: any white space, zero-width characters, byte order marks, controls.
pub fn is_blank(c: char) -> bool {
    !is_ideograph(c)
        && (c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{3164}'))
}

/// Whether it is one of the common Chinese characters, which are never folded.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// The character as it is compared; `None` for what is dropped.
pub fn fold_char(c: char) -> Option<char> {
    // Nearly all of a report is one of these, and both stay as they are.
    if c.is_ascii_graphic() || is_ideograph(c) {
        return Some(c);
    }
    if is_blank(c) {
        return None;
    }
    Some(match c {
        '【' | '〔' | '［' | '〖' => '[',
        '】' | '〕' | '］' | '〗' => ']',
        '“' | '”' | '„' | '〝' | '〞' | '「' | '」' | '＂' | '″' => '"',
        '‘' | '’' | '＇' | '′' => '\'',
        '﹒' | '·' | '•' | '‧' | '・' => '.',
        '—' | '–' | '−' | '―' | '‐' | '‑' | '﹣' | '➖' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{2F00}'..='\u{2FD5}' => RADICALS.chars().nth(c as usize - 0x2F00).unwrap_or(c),
        _ => c,
    })
}

/// The text without blanks, with one kind of bracket, quotation mark and width.
///
/// ```
/// use gouji::document::fold::fold;
/// assert_eq!(fold("总 计（１２\u{a0}件）"), "总计(12件)");
/// ```
pub fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// Only the letters of the text: no blanks, marks or ASCII digits; brackets with a Chinese numeral in them
/// (enumeration, 「（三）」) go whole, and so does a numeral before 「、」 at the start.
///
/// ```
/// use gouji::document::fold::letters;
/// assert_eq!(letters("（三）不予\n公开 1.属于国家秘密"), "不予公开属于国家秘密");
/// assert_eq!(letters("一、本年新收政府信息公开申请数量"), "本年新收政府信息公开申请数量");
/// assert_eq!(letters("3.危及“三安全一稳定”"), "危及三安全一稳定");
/// ```
pub fn letters(text: &str) -> String {
    let folded: Vec<char> = text.chars().filter_map(fold_char).collect();
    let mut out = String::with_capacity(folded.len() * 3);
    let mut at = 0;
    while let Some(&c) = folded.get(at) {
        if c == '(' && folded.get(at + 2) == Some(&')') && folded.get(at + 1).is_some_and(|&n| is_numeral(n)) {
            at += 3;
        } else if is_numeral(c) && folded.get(at + 1) == Some(&'、') {
            at += 2;
        } else {
            if is_ideograph(c) || c.is_alphanumeric() && !c.is_ascii_digit() && !is_enclosed_numeral(c) {
                out.push(c);
            }
            at += 1;
        }
    }
    out
}

/// Whether it is a Chinese numeral from one to ten.
pub const fn is_numeral(c: char) -> bool {
    numeral(c).is_some()
}

/// The value of a Chinese numeral from one to ten.
pub const fn numeral(c: char) -> Option<u8> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// ①, ⑴, ⒈, ㈠ and their like: enumeration, never a figure.
const fn is_enclosed_numeral(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_ordinary_characters_as_radicals() {
        assert_eq!(RADICALS.chars().count(), 0x2FD5 - 0x2F00 + 1);
        assert_eq!(fold("⼀⼈⾏⿕"), "一人行龠");
    }

    #[test]
    fn what_looks_alike_folds_alike() {
        assert_eq!(fold("（单位：万元）"), fold("(单位:万元)"));
        assert_eq!(fold("〔2021〕30号"), fold("［2021］３０号"));
        assert_eq!(letters("“三安全一稳定”"), letters("\"三安全一稳定\""));
    }

    #[test]
    fn enumeration_is_no_letter() {
        for text in ["1.重复申请", "1、重复申请", "①重复申请", "㈠重复申请", "（一）重复申请", "一、重复申请"]
        {
            assert_eq!(letters(text), "重复申请", "{text}");
        }
    }
}
