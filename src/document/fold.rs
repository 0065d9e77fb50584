//! Folding of text for comparison: what a reader's eye takes for the same is made the same.
//!
//! White space and invisible characters go, full-width forms become ASCII, brackets and quotation marks become one
//! kind, Kangxi radicals (as PDF text layers have them) become the ordinary characters, and so do the traditional
//! characters of the words that are looked for, so that a site's traditional mirror says the same. Figures are *not* read through
//! this folding ([`super::figure`] does that), because it would hide how they are written.

/// The Kangxi radicals U+2F00 – U+2FD5 as the ordinary characters they look like.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The traditional characters of the words that are looked for: those of the forms, of the headings, of the rules. In
/// the order of their code points.
const TRADITIONAL: &str = "丟並佈併來係個億內兩別刪動務區問單國園圓團執報場實審寫對屬帶幣幹幾庫廠廢廣廳張強後徑從復應戶捲採換據數斷於時暫會査條業構標樣機權氣決沒況減為無爲獲現當發確祕種稱穩穫箇範糾納組結統經維網縣總織繫繳繼續罰與舉舊萬處號裏補裡製複覆覈規訂計訟訪許訴詢試該認說説談請諮議護讀負費購踰較轉辦迴這進過適還鄉錯錶鎭鎮開間閤關隊際隨隸隻項題額類餘體麵齊";

/// The simplified characters, one for each of [`TRADITIONAL`].
const SIMPLIFIED: &str = "丢并布并来系个亿内两别删动务区问单国园圆团执报场实审写对属带币干几库厂废广厅张强后径从复应户卷采换据数断于时暂会查条业构标样机权气决没况减为无为获现当发确秘种称稳获个范纠纳组结统经维网县总织系缴继续罚与举旧万处号里补里制复复核规订计讼访许诉询试该认说说谈请咨议护读负费购逾较转办回这进过适还乡错表镇镇开间合关队际随隶只项题额类余体面齐";

/// The common Chinese characters.
const IDEOGRAPHS: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// One bit for each common character, set for those in [`TRADITIONAL`]: nearly every character asked for is none.
const IS_TRADITIONAL: [u64; 328] = {
    let mut bits = [0; 328];
    let bytes = TRADITIONAL.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let place = ideograph(bytes, at) - *IDEOGRAPHS.start();
        bits[(place / 64) as usize] |= 1 << (place % 64);
        at += 3;
    }
    bits
};

/// The code point of the character at this offset of a text of nothing but common Chinese characters.
const fn ideograph(bytes: &[u8], at: usize) -> u32 {
    (bytes[at] as u32 & 0x0F) << 12 | (bytes[at + 1] as u32 & 0x3F) << 6 | bytes[at + 2] as u32 & 0x3F
}

/// The simplified form of a traditional character that is looked for; any other character stays as it is.
fn simplified(c: char) -> char {
    let place = c as usize - *IDEOGRAPHS.start() as usize;
    if IS_TRADITIONAL[place / 64] >> (place % 64) & 1 == 0 {
        return c;
    }
    TRADITIONAL.find(c).and_then(|at| SIMPLIFIED.get(at..)?.chars().next()).unwrap_or(c)
}

/// Whether the character is blank or invisible: any white space, zero-width characters, byte order marks, controls.
pub fn is_blank(c: char) -> bool {
    !is_ideograph(c)
        && (c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' | '\u{3164}'))
}

/// Whether it is one of the common Chinese characters, which keep their width and shape.
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// The character as it is compared; `None` for what is dropped.
#[inline]
pub fn fold_char(c: char) -> Option<char> {
    if is_ideograph(c) { Some(simplified(c)) } else { fold_mark(c) }
}

/// The character with its width and shape folded, but not its script.
fn fold_mark(c: char) -> Option<char> {
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
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_char));
    folded
}

/// The text as [`fold`] gives it, byte for byte, but in the script it is written in.
///
/// ```
/// use gouji::document::fold::{fold, fold_marks};
/// assert_eq!(fold_marks("總 計（１２）"), "總計(12)");
/// assert_eq!(fold("總 計（１２）"), "总计(12)");
/// ```
pub fn fold_marks(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_mark));
    folded
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
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().filter_map(fold_char);
    while let Some(c) = rest.next() {
        // Nearly all of it is this, and needs no look at what follows.
        if is_ideograph(c) && !is_numeral(c) {
            out.push(c);
            continue;
        }
        let mut ahead = rest.clone();
        if c == '(' && ahead.next().is_some_and(is_numeral) && ahead.next() == Some(')')
            || is_numeral(c) && ahead.next() == Some('、')
        {
            rest = ahead;
        } else if is_ideograph(c) || c.is_alphanumeric() && !c.is_ascii_digit() && !is_enclosed_numeral(c) {
            out.push(c);
        }
    }
    out
}

/// Whether one text becomes the other by one character more, less or changed, or by two that change places.
///
/// ```
/// use gouji::document::fold::differ_by_one_slip;
/// assert!(differ_by_one_slip("改进情况", "改情况"));
/// assert!(differ_by_one_slip("改进情况", "改进况情"));
/// assert!(!differ_by_one_slip("改进情况", "改进措施"));
/// assert!(!differ_by_one_slip("改进情况", "改进情况"));
/// ```
pub fn differ_by_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same_after = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - same_after], &b[..b.len() - same_after]) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
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
    fn each_traditional_character_has_its_simplified_one() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(TRADITIONAL.chars().chain(SIMPLIFIED.chars()).all(is_ideograph));
        assert!(TRADITIONAL.chars().is_sorted_by(|a, b| a < b), "each once, in order");
        assert!(!SIMPLIFIED.chars().any(|c| TRADITIONAL.contains(c)));
        assert_eq!(
            fold("政府信息公開工作年度報告、法人或其他組織、結轉"),
            "政府信息公开工作年度报告、法人或其他组织、结转"
        );
        assert_eq!(letters("（七）總　計"), "总计");
        for text in ["總計 12", "年度 报告（試行）", "鹿鳴縣"] {
            assert_eq!(fold(text).len(), fold_marks(text).len(), "{text}");
        }
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
