//! Marks inside a line, taken away.

use std::borrow::Cow;

use crate::document::fold::is_blank;

/// Stands for a stroke that is a letter (`\|`) while the line is split at its strokes; of as many characters, with its
/// backslash, so that places stay what they are.
const STROKE: char = '\u{E07C}';

/// The line with its escaped strokes set aside.
pub(super) fn shielded(line: &str) -> Cow<'_, str> {
    match line.contains("\\|") {
        true => Cow::Owned(line.replace("\\|", &format!("\\{STROKE}"))),
        false => Cow::Borrowed(line),
    }
}

/// Whether nothing of the line is text: a rule across the page, the line under a heading, the fence around a piece.
pub(super) fn is_empty(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let all = |mark: u8| line.len() >= 3 && line.bytes().all(|byte| byte == mark || byte == b' ');
    let is_fence = (line.starts_with(":::") || line.starts_with("```") || line.starts_with("~~~"))
        && !line.contains(|c: char| !c.is_ascii());
    is_fence || all(b'-') || all(b'*') || all(b'_') || all(b'=') || matches!(line, "\\" | "<!-- -->" | "&nbsp;")
}

/// The marks at the beginning of a paragraph, in bytes: of headings, quotations and items.
fn lead(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(is_blank);
        let hashes = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        let mark = match trimmed.as_bytes() {
            [b'#', ..] if hashes <= 6 && trimmed[hashes..].starts_with(' ') => hashes,
            [b'-' | b'*' | b'+' | b':', b' ', ..] | [b'>', ..] => 1,
            _ => return text.len() - trimmed.len(),
        };
        rest = &trimmed[mark..];
    }
}

/// What the text says once its marks are gone, and how many characters were before its first. Line breaks are `\n`.
pub(super) fn clean(text: &str, is_cell: bool) -> (String, usize) {
    let start = if is_cell { 0 } else { lead(text) };
    let body = &text[start..];
    let opening = body.len() - body.trim_start_matches("**").len();
    let skipped = text[..start + opening].chars().count();
    if !body.contains(['\\', '*', '_', '&', '<', '[', '{', '~', '#']) && !body.contains("--") {
        return (body.trim_matches(is_blank).to_owned(), skipped);
    }
    let body = without_attributes(body);
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    let mut brackets = 0_usize;
    let mut links = Links::default();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let (piece, length) = match c {
            '\\' => escaped(after),
            '*' if rest.starts_with("**") => (None, 2),
            '*' if is_emphasis(&out, after) => (None, 1),
            '_' if is_emphasis(&out, after) && !between_letters(&out, after) => (None, 1),
            '~' if rest.starts_with("~~") => (None, 2),
            '-' if rest.starts_with("---") => (Some('—'), 3),
            '-' if rest.starts_with("--") => (Some('–'), 2),
            '&' => entity(rest),
            '<' => tag(rest),
            '!' if after.starts_with('[') => image(rest, links.words_end(body, rest)),
            '[' if links.words_end(body, rest).is_some_and(|end| !rest[1..end].contains('[')) => {
                brackets += 1;
                (None, 1)
            }
            ']' if brackets > 0 => {
                brackets -= 1;
                (None, 1 + target(after))
            }
            _ => (Some(c), c.len_utf8()),
        };
        out.extend(piece);
        rest = &rest[length..];
    }
    let lines: Vec<&str> = out.split('\n').map(|line| line.trim_matches(is_blank)).collect();
    (lines.join("\n").trim_matches(is_blank).to_owned(), skipped)
}

/// What a backslash stands for together with what follows it.
fn escaped(after: &str) -> (Option<char>, usize) {
    match after.chars().next() {
        Some(STROKE) => (Some('|'), 1 + STROKE.len_utf8()),
        Some(' ') => (Some('\u{A0}'), 2),
        Some(mark) if mark.is_ascii_punctuation() => (Some(mark), 2),
        None => (None, 1),
        Some(_) => (Some('\\'), 1),
    }
}

/// A single mark sets off words only where it touches one.
fn is_emphasis(before: &str, after: &str) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let (left, right) = (touches(before.chars().next_back()), touches(after.chars().next()));
    let is_sum = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    (left || right) && !(is_sum(before.chars().next_back()) && is_sum(after.chars().next()))
}

fn between_letters(before: &str, after: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_letter(before.chars().next_back()) && is_letter(after.chars().next())
}

/// The character of an entity at the beginning.
fn entity(text: &str) -> (Option<char>, usize) {
    let plain = (Some('&'), 1);
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else { return plain };
    let c = match &text[1..end] {
        "nbsp" => Some('\u{A0}'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "emsp" | "ensp" => Some('\u{2002}'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "mdash" => Some('—'),
        name => {
            let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => number.parse().ok(),
            });
            number.and_then(char::from_u32)
        }
    };
    c.map_or(plain, |c| (Some(c), end + 1))
}

/// A tag at the beginning: a line break is one, other inline tags are nothing.
fn tag(text: &str) -> (Option<char>, usize) {
    const INLINE: &[&str] = &[
        "a", "b", "big", "code", "div", "em", "font", "i", "ins", "o:p", "p", "s", "small", "span", "strong", "sub",
        "sup", "u",
    ];
    let plain = (Some('<'), 1);
    if text.starts_with("<!--") {
        let near = &text[..text.floor_char_boundary(LONGEST_LINK)];
        return near.find("-->").map_or(plain, |end| (None, end + 3));
    }
    let Some(end) = text.bytes().take(400).position(|byte| byte == b'>') else { return plain };
    let inside = text[1..end].trim_start_matches('/');
    let name = inside.split([' ', '/']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "br" => (Some('\n'), end + 1),
        name if INLINE.contains(&name) => (None, end + 1),
        _ => plain,
    }
}

/// How far a link at the beginning may go.
const LONGEST_LINK: usize = 500;

/// Where the words of links end: looked for once, and again only behind the end that was found.
#[derive(Default)]
struct Links {
    next: Option<usize>,
}

impl Links {
    /// Where the words of the link or image at the beginning of `rest` end, if an address or attributes follow them.
    fn words_end(&mut self, body: &str, rest: &str) -> Option<usize> {
        let at = body.len() - rest.len();
        let next = match self.next {
            Some(next) if next >= at => next,
            _ => {
                let is_end = |pair: &[u8]| matches!(pair, b"](" | b"]{");
                let found = rest.as_bytes().windows(2).position(is_end);
                *self.next.insert(found.map_or(body.len(), |end| at + end))
            }
        };
        let length = next - at;
        (next < body.len() && length <= LONGEST_LINK && !rest[..length].contains('\n')).then_some(length)
    }
}

/// What is left of an image, and its length, words and address.
fn image(text: &str, words_end: Option<usize>) -> (Option<char>, usize) {
    words_end.map_or((Some('!'), 1), |end| (None, end + 1 + target(&text[end + 1..])))
}

/// The length of the address or the attributes right after a link's words.
fn target(text: &str) -> usize {
    let close = match text.as_bytes().first() {
        Some(b'(') => b')',
        Some(b'{') => b'}',
        _ => return 0,
    };
    text.bytes().take(LONGEST_LINK).position(|byte| byte == close).map_or(0, |end| end + 1)
}

/// The text without the attributes of a heading: 「{#id .class}」, and without the marks that close one.
fn without_attributes(text: &str) -> &str {
    let text = text.trim_end_matches(is_blank);
    let text = match text.rfind('{') {
        Some(at) if text.ends_with('}') && text[..at].ends_with(' ') && text[at + 1..].starts_with(['#', '.']) => {
            text[..at].trim_end_matches(is_blank)
        }
        _ => text,
    };
    let closed = text.trim_end_matches('#');
    if closed.ends_with(' ') { closed.trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(text: &str, expected: &str) {
        assert_eq!(clean(&shielded(text), false).0, expected, "{text}");
    }

    #[test]
    fn marks_of_lines_go() {
        says("## 一、总体情况 {#一总体情况 .unnumbered}", "一、总体情况");
        says("### 二、主动公开 ###", "二、主动公开");
        says("> - 甲", "甲");
        says("\\# 甲", "# 甲");
        says("#甲", "#甲");
        says("-417", "-417");
        assert_eq!(clean("- **主动公开**：甲", false), ("主动公开：甲".to_owned(), 4));
    }

    #[test]
    fn marks_of_words_go() {
        says("**总体**情况，*甲*，_乙_，***丙***", "总体情况，甲，乙，丙");
        says("1\\. 甲 \\* 乙\\|丙\\_", "1. 甲 * 乙|丙_");
        says("2*3 = 6，a_b_c，5 * 6", "2*3 = 6，a_b_c，5 * 6");
        says("~~甲~~&nbsp;&lt;乙&gt;&#19968;&x;&", "甲\u{A0}<乙>一&x;&");
        says("甲<br>乙<BR/>丙<o:p></o:p><sup>1</sup><!-- 注 -->", "甲\n乙\n丙1");
        says("<注> 1 < 2", "<注> 1 < 2");
        says("[公开专栏](http://x.cn/a_b)和![图](a.png)，[2021]30号，[甲]{.underline}", "公开专栏和，[2021]30号，甲");
    }

    #[test]
    fn what_a_cell_begins_with_is_its_own() {
        assert_eq!(clean("- 5", true).0, "- 5");
        assert_eq!(clean("**总计**", true).0, "总计");
    }

    #[test]
    fn lines_that_are_no_text_are_told() {
        for line in ["---", "* * *", "=====", "::: {.x}", ":::", "```", "&nbsp;"] {
            assert!(is_empty(line), "{line}");
        }
        for line in ["", "-", "--", "：：：", "- 5 -"] {
            assert!(!is_empty(line), "{line}");
        }
    }
}
