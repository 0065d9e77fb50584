//! `superseded-citation`: the text rests on a document that no longer governs the report's year.

use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::fold_char;
use crate::location::Anchor;
use crate::regulation::{Clause, FORM_2019, FORM_2021, REGULATION, REGULATION_2007, Regulation};
use crate::report::Line;

declare_rule! {
    /// ## 查什么
    /// 正文引用了已经停用的文件作依据：2021 年度及以后引用国办公开办函〔2019〕60号或者年度报告格式（试行），2020 年度及以后把国务院令第492号当作现行《条例》。文号里各种括号、空格、全角数字都认得。
    ///
    /// ## 依据
    /// 国办公开办函〔2021〕30号自 2021 年度报告起代替〔2019〕60号；修订后的《政府信息公开条例》（国务院令第711号）自 2019 年 5 月 15 日起施行。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 根据国办公开办函［2019］60号的要求，编制本报告。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    /// 〔2019〕60号是试行格式，应改引国办公开办函〔2021〕30号。
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 根据《政府信息公开条例》（国务院令第711号）和国办公开办函〔2021〕30号的要求，编制本报告。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 同一句说到“废止”“修订前”“原条例”等，或者同时写出国务院令第711号的，是在讲沿革，不查。别的机关的〔2019〕60号文件不查。
    pub static SUPERSEDED_CITATION = "superseded-citation", "引用的文件是不是现行的", Error, Form2021, check;
}

/// Words that show that the sentence tells history and cites nothing as in force.
const HISTORY: &[&str] = &[
    "废止",
    "失效",
    "停止",
    "不再",
    "取代",
    "代替",
    "替代",
    "修订前",
    "修改前",
    "原条例",
    "旧条例",
    "原格式",
    "旧格式",
];

fn check(rule: &Rule, Subject { report, .. }: &Subject<'_>) -> Verdict {
    let bodies = report.parts.iter().flat_map(|part| &part.body);
    let lines: Vec<&Line> = report.preface.iter().chain(bodies).collect();
    let places = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    if lines.is_empty() {
        return Verdict::not_applicable("没有读到正文");
    }
    let Some(year) = report.year else {
        return Verdict::skipped(places, "没有读出报告年度，不知道哪些文件已经停用");
    };
    if !REGULATION_2007.is_superseded_in(year) {
        return Verdict::not_applicable(format!("{year} 年度时这些文件还没有停用"));
    }
    let mut findings = Vec::new();
    let mut faulty = 0;
    for line in lines {
        let citations = citations(&line.text).into_iter();
        let told: Vec<_> = citations.filter(|citation| citation.of.regulation().is_superseded_in(year)).collect();
        faulty += u32::from(!told.is_empty());
        findings.extend(told.iter().map(|citation| {
            let mut finding = rule.finding(describe(citation)).anchor(Some(place(line, citation)));
            if citation.of == Cited::Regulation2007 {
                finding.clause = Clause::Regulation;
            }
            finding
        }));
    }
    Verdict { held: places - faulty, ..Verdict::checked(places, findings) }
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cited {
    Form2019,
    Regulation2007,
}

impl Cited {
    const fn regulation(self) -> &'static Regulation {
        match self {
            Cited::Form2019 => &FORM_2019,
            Cited::Regulation2007 => &REGULATION_2007,
        }
    }
}

/// A citation as written, and where it begins in its line, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Citation {
    of: Cited,
    start: usize,
    written: String,
}

fn describe(citation: &Citation) -> String {
    let written = quote(&citation.written);
    match citation.of {
        Cited::Form2019 => {
            format!("引用的{written}是 2019 年的试行格式，自 2021 年度起已改用{}，请改引。", FORM_2021.number)
        }
        Cited::Regulation2007 => {
            format!("引用的{written}是 2007 年公布的旧条例，现行《政府信息公开条例》是{}，请改引。", REGULATION.number)
        }
    }
}

/// The place of the citation, or of its line where the line was put together from several places.
fn place(line: &Line, citation: &Citation) -> Anchor {
    let offset = u32::try_from(citation.start);
    let size = u32::try_from(citation.written.chars().count());
    match (offset, size) {
        (Ok(offset), Ok(size)) => line.place_of(offset..offset.saturating_add(size)),
        _ => line.anchor,
    }
}

/// The superseded documents a line cites as in force: the first of each kind in each sentence.
fn citations(text: &str) -> Vec<Citation> {
    // Most lines cite nothing: every document number and the form's old name have one of these.
    if !text.contains(['号', '號', '试', '試', '令']) {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let mut found: Vec<Citation> = Vec::new();
    for sentence in folded.sentences() {
        let words: String = sentence.iter().map(|(_, c)| c).collect();
        if HISTORY.iter().any(|word| words.contains(word)) {
            continue;
        }
        let form = find_form_2019(&words).map(|range| (Cited::Form2019, range));
        let regulation = find_regulation_2007(&words).map(|range| (Cited::Regulation2007, range));
        for (of, (from, to)) in [form, regulation].into_iter().flatten() {
            if let (Some(&(start, _)), Some(&(last, _))) = (sentence.get(from), sentence.get(to - 1)) {
                let written = text.chars().skip(start).take(last + 1 - start).collect();
                found.push(Citation { of, start, written });
            }
        }
    }
    found.sort_by_key(|citation| citation.start);
    found
}

/// The document number, or else the title, as a range of characters.
fn find_form_2019(words: &str) -> Option<(usize, usize)> {
    const CORE: &str = "公开办函〔2019〕60号";
    if let Some((from, to)) = find(words, CORE) {
        let with_issuer = words.chars().take(from).collect::<String>().ends_with("国办");
        return Some((from - if with_issuer { 2 } else { 0 }, to));
    }
    find(words, "报告格式〔试行〕").or_else(|| find(words, "年报格式〔试行〕"))
}

/// 国务院令第492号 in its orders of words; silent where 711 stands beside it, which is how the revision is cited in full.
fn find_regulation_2007(words: &str) -> Option<(usize, usize)> {
    if words.contains("711号") {
        return None;
    }
    let forms = ["国务院令第492号", "国务院令492号", "国务院第492号令", "国令第492号", "第492号令", "第492号国务院令"];
    forms.iter().find_map(|form| find(words, form))
}

fn find(words: &str, wanted: &str) -> Option<(usize, usize)> {
    let byte = words.find(wanted)?;
    let from = words[..byte].chars().count();
    Some((from, from + wanted.chars().count()))
}

/// The text without blanks, title marks and quotation marks, brackets and digits of one kind, each character with
/// its place in the original.
struct Folded(Vec<(usize, char)>);

impl Folded {
    fn of(text: &str) -> Self {
        let characters = text.chars().enumerate();
        Self(characters.filter_map(|(place, c)| Some((place, fold(c)?))).collect())
    }

    fn sentences(&self) -> impl Iterator<Item = &[(usize, char)]> {
        self.0.split(|(_, c)| matches!(c, '。' | ';' | '!' | '?'))
    }
}

fn fold(c: char) -> Option<char> {
    match fold_char(c)? {
        '《' | '》' | '〈' | '〉' | '"' => None,
        '[' | '(' => Some('〔'),
        ']' | ')' => Some('〕'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn written(text: &str) -> Vec<String> {
        citations(text).into_iter().map(|citation| citation.written).collect()
    }

    #[test]
    fn the_number_is_found_in_every_kind_of_brackets() {
        for number in [
            "国办公开办函〔2019〕60号",
            "国办公开办函［2019］60号",
            "国办公开办函[2019]60号",
            "国办公开办函【2019】60号",
            "国办公开办函（２０１９）６０号",
            "国办公开办函 (2019) 60 号",
        ] {
            assert_eq!(written(&format!("根据{number}要求，")), [number], "{number}");
        }
    }

    #[test]
    fn the_title_is_found_when_the_number_is_not_there() {
        assert_eq!(written("按照《政府信息公开工作年度报告格式（试行）》编制"), ["报告格式（试行）"]);
        assert_eq!(written("《年度报告格式》（试行）"), ["报告格式》（试行）"]);
        let both = "《年度报告格式（试行）》（国办公开办函〔2019〕60号）";
        assert_eq!(written(both), ["国办公开办函〔2019〕60号"]);
    }

    #[test]
    fn the_old_regulation_is_found() {
        for order in ["国务院令第492号", "国务院第492号令", "国令第 492 号"] {
            assert_eq!(written(&format!("依据《条例》（{order}）")), [order]);
        }
    }

    #[test]
    fn history_and_other_documents_are_left_alone() {
        for text in [
            "国务院令第492号已经废止。",
            "2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订",
            "修订前的条例（国务院令第492号）",
            "苏政发〔2019〕60号",
            "国办公开办函〔2021〕30号",
            "国务院令第1492号",
            "实施办法（试行）",
        ] {
            assert_eq!(written(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(written("旧条例已废止。根据国务院令第492号，").len(), 1);
    }

    #[test]
    fn the_place_is_that_of_the_citation() {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), "根据国办公开办函〔2019〕60号要求").report();
        let finding = run(&SUPERSEDED_CITATION, &report).findings.remove(0);
        assert_eq!(finding.anchor, Some(Anchor::Text { line: 101, column: 3, length: 15 }));
        assert_eq!(
            finding.message,
            "引用的“国办公开办函〔2019〕60号”是 2019 年的试行格式，自 2021 年度起已改用国办公开办函〔2021〕30号，请改引。"
        );
    }

    #[test]
    fn the_year_decides() {
        let draft = |year| Draft::new(year).part(PartKind::Overview, None, "国办公开办函〔2019〕60号；国务院令第492号");
        let count = |year| run(&SUPERSEDED_CITATION, &draft(year).report()).findings.len();
        assert_eq!([count(2019), count(2020), count(2021)], [0, 1, 2]);
        let unknown = run(&SUPERSEDED_CITATION, &draft(2024).without_year().report());
        assert_eq!((unknown.examined, unknown.skipped.map(|(places, _)| places)), (0, Some(1)));
    }
}
