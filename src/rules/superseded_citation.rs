//! `superseded-citation`: the text rests on a document that no longer governs the report's year.

use std::ops::Range;

use super::prose::{Passage, Place, Sentence};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::regulation::{Clause, FORM_2019, FORM_2021, REGULATION, REGULATION_2007, Regulation};

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
    "原《",
    "旧条例",
    "原格式",
    "旧格式",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let passages = || prose.passages.iter().filter(|passage| matches!(passage.place, Place::Preface | Place::Body(_)));
    let places = u32::try_from(passages().count()).unwrap_or(u32::MAX);
    if places == 0 && prose.left_out == 0 {
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
    for passage in passages() {
        let citations = citations(passage).into_iter();
        let told: Vec<_> = citations.filter(|citation| citation.of.regulation().is_superseded_in(year)).collect();
        faulty += u32::from(!told.is_empty());
        findings.extend(told.into_iter().map(|citation| {
            let anchor = citation.sentence.anchor(citation.place.clone());
            let mut finding = rule.finding(describe(&citation)).anchor(Some(anchor));
            if citation.of == Cited::Regulation2007 {
                finding.clause = Clause::Regulation;
            }
            finding
        }));
    }
    let Verdict { skipped, .. } = prose.verdict(Vec::new());
    Verdict { held: places - faulty, ..Verdict::checked(places, findings) }.and_skipped(skipped)
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

/// A citation, and where it stands in its sentence, in bytes.
#[derive(Debug, Clone)]
struct Citation<'p> {
    of: Cited,
    sentence: Sentence<'p>,
    place: Range<usize>,
}

fn describe(citation: &Citation<'_>) -> String {
    let written = quote(&citation.sentence.written(citation.place.clone()));
    match citation.of {
        Cited::Form2019 => {
            format!("引用的{written}是 2019 年的试行格式，自 2021 年度起已改用{}，请改引。", FORM_2021.number)
        }
        Cited::Regulation2007 => {
            format!("引用的{written}是 2007 年公布的旧条例，现行《政府信息公开条例》是{}，请改引。", REGULATION.number)
        }
    }
}

/// The superseded documents a passage cites as in force: the first of each kind in each sentence.
fn citations<'p>(passage: &'p Passage<'_>) -> Vec<Citation<'p>> {
    let mut found: Vec<Citation<'p>> = Vec::new();
    for sentence in passage.sentences() {
        // Every document number and the form's old name have one of these.
        if !["60号", "492号", "试行", "2008年5月1日起"].iter().any(|mark| sentence.text.contains(mark)) {
            continue;
        }
        let words = Words::of(sentence.text);
        if HISTORY.iter().any(|word| words.text.contains(word)) {
            continue;
        }
        let form = find_form_2019(&words.text).map(|range| (Cited::Form2019, words.place(range)));
        let regulation = find_regulation_2007(&words.text).map(|range| (Cited::Regulation2007, words.place(range)));
        let mut cited: Vec<_> = form.into_iter().chain(regulation).collect();
        cited.sort_by_key(|(_, place)| place.start);
        found.extend(cited.into_iter().map(|(of, place)| Citation { of, sentence, place }));
    }
    found
}

/// The document number, or else the title, in bytes.
fn find_form_2019(words: &str) -> Option<Range<usize>> {
    if let Some(number) = find(words, "公开办函〔2019〕60号") {
        let issuer = if words[..number.start].ends_with("国办") { "国办".len() } else { 0 };
        return Some(number.start - issuer..number.end);
    }
    find(words, "报告格式〔试行〕").or_else(|| find(words, "年报格式〔试行〕"))
}

/// 国务院令第492号 in its orders of words; silent where 711 stands beside it, which is how the revision is cited in full.
fn find_regulation_2007(words: &str) -> Option<Range<usize>> {
    if words.contains("711号") {
        return None;
    }
    let forms = ["国务院令第492号", "国务院令492号", "国务院第492号令", "国令第492号", "第492号令", "第492号国务院令"];
    // The day from which it was in force tells it, too.
    let is_named = words.contains("信息公开条例") && !words.contains("2019年");
    let since = ["2008年5月1日起施行", "2008年5月1日起实施"];
    let since = since.iter().filter(|_| is_named);
    forms.iter().chain(since).find_map(|form| find(words, form))
}

fn find(words: &str, wanted: &str) -> Option<Range<usize>> {
    words.find(wanted).map(|at| at..at + wanted.len())
}

/// A folded text without title marks and quotation marks, its brackets of one kind.
struct Words {
    text: String,
    /// Where each of its characters begins in `text`, and where it stood in the folded text.
    origins: Vec<(usize, Range<usize>)>,
}

impl Words {
    fn of(folded: &str) -> Self {
        let mut words = Self { text: String::with_capacity(folded.len()), origins: Vec::new() };
        for (at, written) in folded.char_indices() {
            let c = match written {
                '《' | '》' | '〈' | '〉' | '"' => continue,
                '[' | '(' => '〔',
                ']' | ')' => '〕',
                c => c,
            };
            words.origins.push((words.text.len(), at..at + written.len_utf8()));
            words.text.push(c);
        }
        words
    }

    /// Where some bytes of `text` stood in the folded text.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let mut origins = self.origins.iter().filter(|(at, _)| range.contains(at)).map(|(_, origin)| origin);
        let first = origins.next().cloned().unwrap_or_default();
        first.start..origins.next_back().map_or(first.end, |last| last.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Anchor;
    use crate::report::PartKind;
    use crate::rules::prose::Prose;
    use crate::rules::test_support::{Draft, run};

    fn written(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, None, text).report();
        let prose = Prose::of(&report);
        let body = prose.body(PartKind::Overview);
        body.flat_map(citations).map(|citation| citation.sentence.written(citation.place)).collect()
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
        assert_eq!(written("《政府信息公开条例》（2008年5月1日起施行）"), ["2008年5月1日起施行"]);
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
            "《政府信息公开条例》自2008年5月1日起施行，2019年修订",
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
