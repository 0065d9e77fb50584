//! The six parts: their headings, told by their words and not by their numbers, and what stands before them – title,
//! agency, year.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::stream::{Kind, Row};
use super::{Line, PartKind};
use crate::document::fold::{differ_by_one_slip, fold, fold_marks, letters, numeral};
use crate::location::Anchor;

/// Longest heading, in characters without blanks.
const LONGEST_HEADING: usize = 42;

/// Longest line of a title, in characters without blanks.
const LONGEST_TITLE_LINE: usize = 70;

/// The last character of an agency's or a region's name.
const AGENCY_ENDS: [char; 32] = [
    '府', '局', '委', '办', '处', '厅', '会', '院', '站', '队', '所', '心', '社', '区', '县', '市', '州', '盟', '旗',
    '镇', '乡', '道', '室', '部', '团', '司', '省', '场', '园', '校', '库', '村',
];

/// A heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub kind: PartKind,
    pub number: Option<u8>,
    /// The row of the stream it stands in.
    pub row: usize,
    /// The heading as written.
    pub line: Line,
    /// Text of the same paragraph after a heading that is glued to it.
    pub rest: Option<Line>,
    /// How much it looks like the heading it was taken for.
    score: u8,
}

/// The headings, one a part at most, in the order of the document.
pub(super) fn headings(rows: &[Row<'_>]) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut filled = row.tokens.iter().filter(|token| token.kind != Kind::Blank);
        let (text, anchor) = match row.whole {
            Some((text, anchor)) => (Cow::Borrowed(text), anchor),
            None => match (filled.next(), filled.next()) {
                (Some(only), None) if only.kind != Kind::Value => (Cow::Owned(only.in_one_line()), only.anchor),
                _ => continue,
            },
        };
        if let Some(heading) = heading(&text, anchor, index) {
            found.push(heading);
        }
    }
    without_contents(&mut found);
    let mut best: Vec<Heading> = Vec::new();
    for kind in PartKind::ALL {
        let of_kind = found.iter().filter(|heading| heading.kind == kind);
        // The first of the best: a later twin is a sub-heading or a running head.
        if let Some(heading) = of_kind.max_by(|a, b| a.score.cmp(&b.score).then(b.row.cmp(&a.row))) {
            best.push(heading.clone());
        }
    }
    best.sort_by_key(|heading| heading.row);
    best
}

/// Drops a table of contents: a run of headings one right after the other, each of which comes again.
fn without_contents(found: &mut Vec<Heading>) {
    let mut end = 0;
    while end + 1 < found.len() && found[end + 1].row == found[end].row + 1 && found[end + 1].kind > found[end].kind {
        end += 1;
    }
    let contents =
        end >= 2 && found[..=end].iter().all(|first| found[end + 1..].iter().any(|later| later.kind == first.kind));
    if contents {
        found.drain(..=end);
    }
}

fn heading(text: &str, anchor: Anchor, row: usize) -> Option<Heading> {
    let head = text.char_indices().nth(LONGEST_HEADING * 3).map_or(text, |(end, _)| &text[..end]);
    let folded = fold(head);
    // Markdown marks and one stray letter may stand before the number.
    let bare = folded.trim_start_matches(['#', '*', '>', '-']);
    let bare = match bare.char_indices().nth(1) {
        Some((at, second)) if bare.starts_with(|c: char| c.is_ascii_alphabetic()) && numeral(second).is_some() => {
            &bare[at..]
        }
        _ => bare,
    };
    // A number in brackets makes a sub-heading: 「（一）主动公开政府信息情况」.
    if bare.starts_with('(') {
        return None;
    }
    let (number, title) = numbered(bare);
    let whole = title.trim_end_matches(['*', '#', ':', '.', ';', '。']);
    let slipped = || Some((slipped(whole, number?)?, false));
    if whole.chars().count() <= LONGEST_HEADING
        && let Some((kind, exact)) = kind_of(whole).or_else(slipped)
        && fold(text).chars().count() <= LONGEST_HEADING + 8
        && (exact || number.is_some() && !title.contains([',', '。', ';', '!']))
    {
        let score = u8::from(number == Some(kind.number())) * 2 + u8::from(number.is_some()) + u8::from(exact) * 2;
        return Some(Heading { kind, number, row, line: Line { text: text.to_owned(), anchor }, rest: None, score });
    }
    number?;
    glued(text, anchor, row, number, title)
}

/// A heading with the paragraph's text right after it: 「五、存在的主要问题及改进情况2024年，…」.
fn glued(text: &str, anchor: Anchor, row: usize, number: Option<u8>, title: &str) -> Option<Heading> {
    let (kind, after) =
        GLUED.iter().find_map(|(kind, heading)| Some((*kind, title.strip_prefix(heading.as_str())?)))?;
    // A sentence that merely begins with the words goes on with a letter of its own: 「总体情况良好」.
    if number != Some(kind.number())
        || kind == PartKind::Overview && after.starts_with(['良', '较', '如', '看', '是', '稳'])
    {
        return None;
    }
    let wanted = fold(text).chars().count() - after.chars().count();
    let mut seen = 0;
    let cut = text.char_indices().find(|&(_, c)| {
        let past = seen >= wanted;
        seen += usize::from(crate::document::fold::fold_char(c).is_some());
        past
    })?;
    let (head, body) = text.split_at(cut.0);
    let offset = u32::try_from(head.chars().count()).unwrap_or(0);
    let count = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
    let (head_anchor, body_anchor) = (anchor.within(0, offset), anchor.within(offset, count(body)));
    Some(Heading {
        kind,
        number,
        row,
        line: Line { text: head.trim().to_owned(), anchor: head_anchor },
        rest: Some(Line { text: body.trim().to_owned(), anchor: body_anchor }),
        score: 4,
    })
}

/// The official heading without its number, folded.
fn plain(heading: &str) -> String {
    fold(heading.split_once('、').map_or(heading, |(_, title)| title))
}

/// Splits 「二、」, 「2、」, 「2.」, 「第二部分」 from the folded text. Numbers in brackets are sub-headings and no numbers here.
fn numbered(folded: &str) -> (Option<u8>, &str) {
    let body = folded.strip_prefix('第').unwrap_or(folded);
    let mut chars = body.chars();
    let Some(first) = chars.next() else { return (None, folded) };
    let value = numeral(first).or_else(|| first.to_digit(10).and_then(|digit| u8::try_from(digit).ok()));
    let Some(value) = value else { return (None, folded) };
    let rest = chars.as_str();
    for mark in ["部分", "、", ".", ",", ":"] {
        if let Some(title) = rest.strip_prefix(mark) {
            return (Some(value), title.trim_start_matches(['、', ':', '.', ',']));
        }
    }
    // The mark may be lost, 「一总体情况」; then only the form's own words make it a heading.
    if numeral(first).is_some() && kind_of(rest).is_some_and(|(_, exact)| exact) {
        (Some(value), rest)
    } else {
        (None, folded)
    }
}

/// The official headings as they stand before a paragraph's text.
static GLUED: LazyLock<Vec<(PartKind, String)>> =
    LazyLock::new(|| PartKind::ALL.map(|kind| (kind, plain(kind.heading()))).to_vec());

/// The official headings as they are compared.
static OFFICIAL: LazyLock<Vec<(PartKind, String)>> =
    LazyLock::new(|| PartKind::ALL.map(|kind| (kind, letters(&plain(kind.heading())))).to_vec());

/// Which part a title names, and whether in the form's own words.
fn kind_of(title: &str) -> Option<(PartKind, bool)> {
    let text = letters(title);
    if let Some((kind, _)) = OFFICIAL.iter().find(|(_, heading)| *heading == text) {
        return Some((*kind, true));
    }
    let has = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let length = text.chars().count();
    let kind = if length <= 12
        && (has(&["总体情况"]) || has(&["总体工作情况"]) || text == "概述" || text == "基本情况" || text == "概况")
    {
        PartKind::Overview
    } else if has(&["复议", "诉讼"]) && text.ends_with("情况") {
        PartKind::Reviews
    } else if length <= 32
        && has(&["申请"])
        && (has(&["收到", "处理"]) || has(&["办理", "公开", "情况"]))
        && text.ends_with("情况")
    {
        PartKind::Requests
    } else if length <= 24 && has(&["主动公开", "信息"]) && text.ends_with("情况") {
        PartKind::Proactive
    } else if length <= 32 && has(&["问题"]) && (has(&["改进"]) || has(&["整改"]) || has(&["下一步"]) || has(&["措施"]))
    {
        PartKind::Problems
    } else if length <= 20 && (has(&["其他", "事项"]) || has(&["其它", "事项"])) {
        PartKind::Other
    } else {
        return None;
    };
    Some((kind, false))
}

/// The part of this number, where the title is its official heading but for one slip of the pen.
fn slipped(title: &str, number: u8) -> Option<PartKind> {
    let text = letters(title);
    let (kind, heading) = OFFICIAL.iter().find(|(kind, _)| kind.number() == number)?;
    differ_by_one_slip(&text, heading).then_some(*kind)
}

/// What the lines before the first part say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: Option<Line>,
    pub agency: Option<String>,
    pub year: Option<u16>,
    /// Rows that the title takes up.
    pub rows: std::ops::Range<usize>,
}

/// Finds the title in the rows before `end`, the first heading or table.
pub(super) fn front(rows: &[Row<'_>], end: usize) -> Front {
    let lines: Vec<(usize, String, Anchor)> = rows[..end]
        .iter()
        .enumerate()
        .flat_map(|(index, row)| {
            if let Some((text, anchor)) = row.whole {
                vec![(index, fold_marks(text), anchor)]
            } else {
                let filled = row.tokens.iter().filter(|token| token.kind != Kind::Blank);
                filled.map(|token| (index, fold_marks(&token.text), token.anchor)).collect()
            }
        })
        .collect();
    let mut best: Option<(u8, Front)> = None;
    for start in 0..lines.len() {
        let mut joined = String::new();
        for (used, (row, text, _)) in lines[start..].iter().take(4).enumerate() {
            if text.chars().count() > LONGEST_TITLE_LINE || text.contains('。') || text.contains("http") {
                break;
            }
            // A line above the title belongs to it only if it can end an agency's name.
            if used > 0 && years(&joined).is_empty() && !fold(&joined).ends_with(AGENCY_ENDS) {
                break;
            }
            // What a page tells of itself in a table above the title is no line of it.
            if rows[*row].grid != rows[lines[start].0].grid {
                break;
            }
            joined.push_str(text);
            let folded = fold(&joined);
            let Some((score, agency, year)) = title(&folded) else { continue };
            // The name as it is written, whatever the script.
            let as_written = |name: String| match folded.find(&name).and_then(|at| joined.get(at..at + name.len())) {
                Some(written) => written.to_owned(),
                None => name,
            };
            let agency = agency.map(as_written);
            // A title that needs no more lines than it has is better than one that swallows its neighbours; a later
            // one is nearer to the report than a page's navigation.
            let better = best.as_ref().is_none_or(|(other, front)| {
                score > *other || score == *other && (lines[start].0 >= front.rows.end || joined.len() < 12)
            });
            if better {
                let anchor = lines[start].2;
                // A viewer's page label may stand before it: 「Page 8 - 」.
                let text = if joined.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    joined.trim_start_matches(|c: char| c.is_ascii()).to_owned()
                } else {
                    joined.clone()
                };
                let front = Front { title: Some(Line { text, anchor }), agency, year, rows: lines[start].0..row + 1 };
                best = Some((score, front));
            }
            if score >= 3 || used == 3 {
                break;
            }
        }
    }
    best.map(|(_, front)| front).unwrap_or_default()
}

/// Judges a folded text as a title: how good, and what it names.
fn title(folded: &str) -> Option<(u8, Option<String>, Option<u16>)> {
    let text = folded.rsplit_once("标题:").map_or(folded, |(_, rest)| rest);
    let text = text.trim_start_matches(['#', '*', ' ', '"', '《']);
    if !text.contains("信息公开") || text.contains([',', ';']) || text.contains("如下") || text.contains("期限")
    {
        return None;
    }
    let years = years(text);
    let (at, year) = *years.first()?;
    let bare = text.trim_end_matches(['》', '*', '"']);
    let ends =
        ["年度报告", "年报", "工作报告"].iter().any(|end| bare.ends_with(end) || bare.contains(&format!("{end}-")));
    let before = &text[..at];
    // A year in brackets is part of a document number.
    if before.ends_with(['[', '(']) {
        return None;
    }
    let agency = agency(before, &text[at..]);
    let score = 1 + u8::from(ends) + u8::from(ends && agency.is_some());
    Some((score, agency, Some(year)))
}

/// The agency stands before the year, or between the year and 「政府信息公开」.
fn agency(before: &str, from_year: &str) -> Option<String> {
    let clean = |text: &str| {
        let text = text
            .trim_start_matches(|c: char| c.is_ascii() || c == '《')
            .trim_end_matches(['"', '》', ':', '-', '、', '*']);
        let text = text.strip_prefix("关于").unwrap_or(text).trim_end_matches("关于");
        (text.chars().count() >= 2).then(|| text.to_owned())
    };
    clean(before).or_else(|| {
        let rest = from_year.get(4..)?.trim_start_matches(['年', '度']);
        let end = rest.find("政府信息公开").or_else(|| rest.find("信息公开"))?;
        clean(&rest[..end])
    })
}

/// The years 20xx followed by 年 or 年度 in a folded text, with their byte offsets.
fn years(folded: &str) -> Vec<(usize, u16)> {
    let bytes = folded.as_bytes();
    let mut years = Vec::new();
    for at in 0..bytes.len().saturating_sub(3) {
        let digits = &bytes[at..at + 4];
        let alone = at == 0 || !bytes[at - 1].is_ascii_digit();
        if alone
            && digits.starts_with(b"20")
            && digits.iter().all(u8::is_ascii_digit)
            && folded[at + 4..].starts_with('年')
        {
            years.push((at, digits.iter().fold(0, |year, digit| year * 10 + u16::from(digit - b'0'))));
        }
    }
    years
}

/// The report year where no title names one: from the statistics period, else the year the overview speaks of most.
pub(super) fn year_of_text<'a>(
    preface: impl Iterator<Item = &'a str>,
    overview: impl Iterator<Item = &'a str>,
) -> Option<u16> {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for text in preface.chain(overview) {
        let folded = fold(text);
        for (at, year) in years(&folded) {
            let rest = &folded[at + 4..];
            if rest.starts_with("年1月1日") && (folded.contains("统计") || folded.contains("数据")) {
                return Some(year);
            }
            match counts.iter_mut().find(|(known, _)| *known == year) {
                Some((_, count)) => *count += 1,
                None => counts.push((year, 1)),
            }
        }
    }
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let (year, count) = counts.into_iter().max_by_key(|&(year, count)| (count, year))?;
    (count * 5 >= total * 3).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Anchor = Anchor::Text { line: 1, column: 1, length: 0 };

    #[track_caller]
    fn is(text: &str, kind: PartKind, number: Option<u8>) {
        let found = heading(text, HERE, 0).unwrap_or_else(|| panic!("{text} is a heading"));
        assert_eq!((found.kind, found.number), (kind, number), "{text}");
    }

    #[test]
    fn headings_are_told_by_their_words() {
        is("一、总体情况", PartKind::Overview, Some(1));
        is("1、总体情况", PartKind::Overview, Some(1));
        is("二、行政机关主动公开政府信息情况", PartKind::Proactive, Some(2));
        is("二、主动公开信息情况", PartKind::Proactive, Some(2));
        is("三、行政机关收到和处理政府信息公开申请情况", PartKind::Requests, Some(3));
        is("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", PartKind::Reviews, Some(4));
        is("四、政府信息公开行政复议行政诉讼情况", PartKind::Reviews, Some(4));
        is("五、政府信息公开工作存在的主要问题及改进情况", PartKind::Problems, Some(5));
        is("五、存在问题及改进措施", PartKind::Problems, Some(5));
        is("l六、其他需要汇报事项", PartKind::Other, Some(6));
        is("## 六、其他事项", PartKind::Other, Some(6));
        is("存在的主要问题及改进情况", PartKind::Problems, None);
        is("五、存在的主要问题及改情况", PartKind::Problems, Some(5));
    }

    #[test]
    fn sub_headings_rows_and_sentences_are_no_headings() {
        for text in [
            "（一）主动公开政府信息情况",
            "一、本年新收政府信息公开申请数量",
            "四、结转下年度继续办理",
            "主动公开方面的情况",
            "二是主动公开政府信息情况有所好转",
        ] {
            assert!(heading(text, HERE, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn a_glued_heading_is_cut_from_its_paragraph() {
        let found = heading("五、存在的主要问题及改进情况 2024年，公开的及时性有待加强。", HERE, 0).expect("a heading");
        assert_eq!(found.line.text, "五、存在的主要问题及改进情况");
        assert_eq!(found.rest.expect("a rest").text, "2024年，公开的及时性有待加强。");
    }

    #[test]
    fn a_title_names_agency_and_year() {
        let judge = |text: &str| title(&fold(text)).map(|(_, agency, year)| (agency.unwrap_or_default(), year));
        assert_eq!(
            judge("云汀区柳堤街道办事处2024年政府信息公开工作年度报告"),
            Some(("云汀区柳堤街道办事处".into(), Some(2024)))
        );
        assert_eq!(
            judge("2025 年云汀市人民政府办公厅政府信息公开工作年度报告"),
            Some(("云汀市人民政府办公厅".into(), Some(2025)))
        );
        assert_eq!(judge("柳堤街道2023年度政府信息公开年报"), Some(("柳堤街道".into(), Some(2023))));
        assert_eq!(judge("关于印发格式的通知（国办公开办函〔2021〕30号）信息公开"), None);
    }

    #[test]
    fn the_period_gives_the_year_where_the_title_does_not() {
        let preface = ["本报告所列数据的统计期限自2023年1月1日至2023年12月31日止。"];
        assert_eq!(year_of_text(preface.into_iter(), ["2022年有问题。"].into_iter()), Some(2023));
        assert_eq!(year_of_text([].into_iter(), ["2022年甲。", "2021年乙。"].into_iter()), None);
    }
}
