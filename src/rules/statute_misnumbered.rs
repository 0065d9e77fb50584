//! `statute-misnumbered`: a citation whose number is not that of the title beside it, or an article that is not there.

use std::ops::Range;

use super::prose::{Passage, Sentence};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use super::{article_topics, lists};
use crate::diagnostic::Diagnostic;
use crate::document::date::{Day, dates};
use crate::document::fold::{fold, numeral};

declare_rule! {
    /// ## 查什么
    /// 《政府信息公开条例》、年度报告格式、信息处理费管理办法后面括号里的文号写错了，例如“国务院令第771号”；引用的条数超过《条例》的五十六条，第二十条的项数超过十五项；引用的条和所讲的事对不上，例如征求第三方意见引了第五十一条（应是第十五条），编制年度报告引了旧条例的第三十一条；《条例》施行的日期写错了。
    ///
    /// ## 依据
    /// 《政府信息公开条例》（国务院令第711号，共五十六条）、国办公开办函〔2021〕30号、国办函〔2020〕109号。
    ///
    /// ## 错例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度落实《中华人民共和国政府信息公开条例》（国务院令第771号）要求。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 本年度落实《中华人民共和国政府信息公开条例》（国令第711号）第五十条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）要求。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 没有紧跟在名称后面的文号，地方的文件，括号的样式，以及已经停用的文件（另有规则），不查。条和事只核对年度报告、商业秘密和个人隐私、国家秘密、信息处理费、补正、答复期限等几件确定的事，而且只看引用旁边的话。
    pub static STATUTE_MISNUMBERED = "statute-misnumbered", "引用的文号和条数", Warning, Regulation, check;
}

const STATUTES: &str = include_str!("lists/statutes.tsv");

/// The last article of 《政府信息公开条例》 as revised in 2019.
const LAST_ARTICLE: u16 = 56;

/// The last item of its article 20.
const LAST_ITEM: u16 = 15;

/// The regulation's name; its short form counts where the name is in the report.
const REGULATION: &str = "政府信息公开条例";

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let named = prose.passages.iter().any(|passage| passage.text().contains(REGULATION));
    let mut findings = Vec::new();
    for sentence in prose.own().flat_map(Passage::sentences) {
        if sentence.text.contains('号') {
            findings.extend(misnumbered(rule, &sentence));
            findings.extend(untitled(rule, &sentence));
            findings.extend(before_title(rule, &sentence));
        }
        if named && sentence.text.contains('条') {
            findings.extend(beyond(rule, &sentence));
            findings.extend(of_another_matter(rule, &sentence));
            findings.extend(beyond_items(rule, &sentence));
            findings.extend(misdated(rule, &sentence));
        }
    }
    prose.verdict(findings)
}

/// The numbers right after titles that are not theirs.
fn misnumbered(rule: &Rule, sentence: &Sentence<'_>) -> Vec<Diagnostic> {
    let text = sentence.text;
    let cited = text.match_indices("》(").filter_map(|(end, mark)| {
        let title = &text[outer(&text[..end])..end];
        let start = end + mark.len();
        let number = &text[start..start + text[start..].find('号')? + '号'.len_utf8()];
        // 「国务院第711号令」 goes on.
        let number = if text[start + number.len()..].starts_with('令') {
            &text[start..start + number.len() + '令'.len_utf8()]
        } else {
            number
        };
        let [name, right, others] = lists::entries::<3>(STATUTES).find(|[name, ..]| is_titled(title, name))?;
        // 「国公办开办函〔2021〕30号」 is nobody's.
        let is_garbled = || number.starts_with("国") && number.contains('[') && number.chars().count() <= 16;
        let written = match Number::of(number) {
            Some(written) => written,
            None if is_garbled() => Number { issuer: String::new(), year: None, order: String::new() },
            None => return None,
        };
        let known = std::iter::once(right).chain(others.split('、')).filter_map(|number| Number::of(&fold(number)));
        let wrong = written.order.len() <= 6 && !known.into_iter().any(|known| known == written);
        wrong.then(|| {
            let range = start..start + number.len();
            let message =
                format!("{name}的文号是{right}，这里写成{}，请核对。", quote(&sentence.written(range.clone())));
            rule.finding(message).anchor(Some(sentence.anchor(range)))
        })
    });
    cited.collect()
}

/// The number of the form's own document, told without its title and with another issuer: 按照国办发〔2021〕30号编制.
fn untitled(rule: &Rule, sentence: &Sentence<'_>) -> Vec<Diagnostic> {
    let text = sentence.text;
    let is_of_reports = ["年度报告", "年报", "编制"].iter().any(|word| text.contains(word));
    let cited = text.match_indices("国办").filter_map(|(start, _)| {
        let bracket = start + text[start..].find('[')?;
        let (issuer, rest) = (&text[start..bracket], &text[bracket..]);
        let (right, order) = FORMS.iter().find(|(_, order)| rest.starts_with(order))?;
        let is_short = issuer.chars().count() <= ISSUER.chars().count();
        // What stands after a title is told by that title.
        let is_apart = !text[..start].ends_with("》(");
        // The office itself is named, or the report is what it is cited for.
        let is_meant = is_of_reports || issuer.starts_with("国办公开办");
        (is_meant && is_short && is_apart && issuer != ISSUER).then(|| {
            let range = start..bracket + order.len();
            let written = quote(&sentence.written(range.clone()));
            let message = format!("年度报告格式的文号是{right}，这里写成{written}，请核对。");
            rule.finding(message).anchor(Some(sentence.anchor(range)))
        })
    });
    cited.collect()
}

/// The number of the regulation right before its title: 国务院令第771号《中华人民共和国政府信息公开条例》.
fn before_title(rule: &Rule, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    let text = sentence.text;
    let title =
        ["《中华人民共和国政府信息公开条例》", "《政府信息公开条例》"].iter().find_map(|title| text.find(title))?;
    let before = text[..title].trim_end_matches([')', ',']);
    let before =
        ["公布的", "颁布的", "发布的", "修订的"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let start = before.rfind("国务院")?;
    let number = Number::of(&before[start..]).filter(|_| before.ends_with('号') || before.ends_with("号令"))?;
    let is_short = before[start..].chars().count() <= 12;
    let is_known = matches!(number.order.as_str(), "711" | "492");
    (is_short && number.issuer == "国务院令" && !is_known).then(|| {
        let range = start..before.len();
        let written = quote(&sentence.written(range.clone()));
        let message = format!("政府信息公开条例的文号是国务院令第711号，这里写成{written}，请核对。");
        rule.finding(message).anchor(Some(sentence.anchor(range)))
    })
}

/// Where the title that ends here begins, titles within it passed over.
fn outer(before: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            '》' => depth += 1,
            '《' if depth == 0 => return at + c.len_utf8(),
            '《' => depth -= 1,
            _ => {}
        }
    }
    before.len()
}

/// Whether a title is that of the statute: the regulation's own name and no other's, or whatever passes on the others.
fn is_titled(title: &str, name: &str) -> bool {
    if name == REGULATION {
        title.strip_prefix("中华人民共和国").unwrap_or(title) == name
    } else {
        title.contains(name)
    }
}

/// The numbers of the forms, with what follows who issued them as folded.
const FORMS: [(&str, &str); 2] =
    [("国办公开办函〔2021〕30号", "[2021]30号"), ("国办公开办函〔2019〕60号", "[2019]60号")];

/// Who issued the forms.
const ISSUER: &str = "国办公开办函";

/// A number as it is compared: who issued it, its year where it has one, its order.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    issuer: String,
    year: Option<String>,
    order: String,
}

impl Number {
    /// Reads a folded number of the State Council or its General Office; `None` for what is none.
    fn of(folded: &str) -> Option<Self> {
        let text = folded.strip_prefix("中华人民共和国").unwrap_or(folded);
        let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        if text.starts_with("国办") {
            let (issuer, rest) = text.split_once(['[', '('])?;
            let (year, order) = rest.split_once([']', ')'])?;
            Some(Self { issuer: issuer.to_owned(), year: Some(digits(year)), order: digits(order) })
        } else if (text.starts_with("国务院") || text.starts_with("国令")) && text.contains('令') {
            Some(Self { issuer: "国务院令".to_owned(), year: None, order: digits(text) })
        } else {
            None
        }
    }
}

/// Articles of the regulation that it does not have.
fn beyond(rule: &Rule, sentence: &Sentence<'_>) -> Vec<Diagnostic> {
    let text = sentence.text;
    let names = ["政府信息公开条例》第", "政府信息公开条例第", "《条例》第"];
    let cited = names.iter().flat_map(|name| text.match_indices(name)).filter_map(|(at, name)| {
        let start = at + name.len();
        let length = text[start..].find('条')?;
        let article = ordinal(&text[start..start + length])?;
        (article > LAST_ARTICLE).then(|| {
            let range = start - '第'.len_utf8()..start + length + '条'.len_utf8();
            let written = quote(&sentence.written(range.clone()));
            let message = format!("《政府信息公开条例》共五十六条，没有{written}，请核对。");
            rule.finding(message).anchor(Some(sentence.anchor(range)))
        })
    });
    cited.collect()
}

/// An article that is cited for what another one is about.
fn of_another_matter(rule: &Rule, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    let text = sentence.text;
    let name = "政府信息公开条例》";
    let end = text.find(name)? + name.len();
    // 「（以下简称《条例》）」, 「（国务院令第711号）」 may stand between.
    let number = match text[end..].strip_prefix('(') {
        Some(inside) => end + 1 + inside.find(')')? + 1,
        None => end,
    };
    let is_whole =
        text[..end].ends_with("《政府信息公开条例》") || text[..end].ends_with("《中华人民共和国政府信息公开条例》");
    // Where another statute's article is cited too, the matter may be of that.
    let others = text.matches("》第").count() - usize::from(number == end && text[number..].starts_with('第'));
    if !is_whole || !text[number..].starts_with('第') || others > 0 {
        return None;
    }
    let cited: Vec<(Range<usize>, u16)> = articles(text, number).collect();
    let (range, article) = cited.first().cloned()?;
    let all: Vec<u16> = cited.iter().map(|(_, article)| *article).collect();
    let last = cited.last().map_or(range.end, |(range, _)| range.end);
    if article > LAST_ARTICLE {
        return None;
    }
    let topic = article_topics::foreign(text, range.start..last, &all)?;
    let written = quote(&sentence.written(range.clone()));
    let right = chinese(topic.article);
    let message = format!("《政府信息公开条例》里讲{}的是第{right}条，这里写的是{written}，请核对。", topic.name);
    Some(rule.finding(message).anchor(Some(sentence.anchor(range))))
}

/// Items that the regulation's article on what is published does not have: 第二十条第（十八）项.
fn beyond_items(rule: &Rule, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    let text = sentence.text;
    let cited =
        ["条例》第二十条第", "条例》第20条第", "条例第二十条第"].iter().find_map(|name| Some((text.find(name)?, name)));
    let (at, name) = cited?;
    let start = at + name.len();
    let length = text[start..].find('项').filter(|length| *length <= 20)?;
    let item = ordinal(text[start..start + length].trim_matches(['(', ')']))?;
    (item > LAST_ITEM).then(|| {
        let range = start - '第'.len_utf8()..start + length + '项'.len_utf8();
        let written = quote(&sentence.written(range.clone()));
        let message = format!("《政府信息公开条例》第二十条只有十五项，没有{written}，请核对。");
        rule.finding(message).anchor(Some(sentence.anchor(range)))
    })
}

/// A day on which the regulation did not take effect: 《条例》自2018年5月15日起施行.
fn misdated(rule: &Rule, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    const IN_EFFECT: [Day; 2] = [(2019, 5, 15), (2008, 5, 1)];
    let text = sentence.text;
    let [regulation, effect] = ["条例》", "行"].map(|word| text.contains(word));
    let date = if regulation && effect { dates(text) } else { Vec::new() }.into_iter().find(|date| {
        let (before, after) = (&text[..date.range.start], &text[date.range.end..]);
        let before = before.strip_suffix('自').or_else(|| before.strip_suffix('于')).unwrap_or(before);
        let of_it = before.ends_with("政府信息公开条例》") || before.ends_with("《条例》");
        let after = after.trim_start_matches('起').trim_start_matches("正式");
        of_it && ["施行", "实行"].iter().any(|word| after.starts_with(word))
    })?;
    let is_right = |(year, month, day): Day| {
        date.year().is_none_or(|told| told == year)
            && date.month.is_none_or(|told| told == month)
            && date.day.is_none_or(|told| told == day)
    };
    (!IN_EFFECT.into_iter().any(is_right)).then(|| {
        let written = quote(&sentence.written(date.range.clone()));
        let message = format!("修订后的《政府信息公开条例》自2019年5月15日起施行，这里写的是{written}，请核对。");
        rule.finding(message).anchor(Some(sentence.anchor(date.range)))
    })
}

/// The articles cited from this byte on, 「第十五条、第三十二条」, 「第十四条、十五条」.
fn articles(text: &str, from: usize) -> impl Iterator<Item = (Range<usize>, u16)> {
    text[from..].match_indices('条').filter_map(move |(at, _)| {
        let end = from + at;
        let digits = |c: char| c.is_ascii_digit() || numeral(c).is_some() || matches!(c, '百' | '零' | '〇');
        let start = text[from..end].trim_end_matches(digits).len() + from;
        let article = ordinal(&text[start..end])?;
        let is_cited = text[..start].ends_with(['第', '、', '和', '至']);
        let start = if text[..start].ends_with('第') { start - '第'.len_utf8() } else { start };
        is_cited.then(|| (start..end + '条'.len_utf8(), article))
    })
}

/// A number below a hundred as articles are counted: 四十二.
fn chinese(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: u16| DIGITS.get(usize::from(number)).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// 「五十七」, 「一百零二」, 「57」 as a number below a thousand.
fn ordinal(text: &str) -> Option<u16> {
    if let Ok(number) = text.parse::<u16>() {
        return (number < 1000).then_some(number);
    }
    let (mut total, mut digit) = (0_u16, None::<u16>);
    for c in text.chars().take(8) {
        match c {
            '百' => total = total.checked_add(digit.take()?.checked_mul(100)?)?,
            '十' => total = total.checked_add(digit.take().unwrap_or(1).checked_mul(10)?)?,
            '零' | '〇' => {}
            c => digit = Some(u16::from(numeral(c)?)),
        }
    }
    total.checked_add(digit.unwrap_or(0)).filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn messages(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&STATUTE_MISNUMBERED, &report)
    }

    #[test]
    fn the_regulation_took_effect_on_a_known_day() {
        let told =
            |text: &str| said(&STATUTE_MISNUMBERED, &Draft::new(2024).part(PartKind::Overview, Some(1), text).report());
        assert_eq!(
            told("《政府信息公开条例》第十条和《政府信息公开条例》自2018年5月15日起施行。"),
            ["修订后的《政府信息公开条例》自2019年5月15日起施行，这里写的是“2018年5月15日”，请核对。"]
        );
        for text in [
            "《政府信息公开条例》自2019年5月15日施行以来，各条规定得到落实。",
            "《政府信息公开条例》于2008年施行，条款清楚。",
            "2019年5月15日《政府信息公开条例》施行。",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<3>(STATUTES);
        for [title, number, _] in lists::entries::<3>(STATUTES) {
            assert!(Number::of(&fold(number)).is_some(), "{title}");
        }
    }

    #[test]
    fn another_number_is_told() {
        assert_eq!(
            messages("《中华人民共和国政府信息公开条例》（国务院令第771号）"),
            ["政府信息公开条例的文号是国务院令第711号，这里写成“国务院令第771号”，请核对。"]
        );
        for text in [
            "《政府信息公开条例》（国务院第7ll号令）",
            "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕3号）",
            "《关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知》（国办函〔2021〕30号）",
            "《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）",
        ] {
            assert_eq!(messages(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn right_numbers_and_other_documents_are_left_alone() {
        for text in [
            "《政府信息公开条例》（国令第711号）、《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第 711 号）",
            "《政府信息公开条例》（国务院令第492号）",
            "《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函[2021]30号）",
            "《青石市政府信息公开条例》（市人大公告第9号）、《青石市政府信息公开条例》（国务院令第9号）",
            "《转发〈政府信息公开信息处理费管理办法〉的通知》（青政办〔2021〕3号）",
            "《政府信息公开条例》（以下简称《条例》）第二十条第（八）项",
            "按照国办公开办函〔2021〕30号编制年度报告",
            "落实国办发〔2021〕30号部署",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_form_s_number_has_one_issuer() {
        assert_eq!(
            messages("按照国办发〔2021〕30号文件要求编制"),
            ["年度报告格式的文号是国办公开办函〔2021〕30号，这里写成“国办发〔2021〕30号”，请核对。"]
        );
        assert_eq!(messages("按照国办公开办涵〔2021〕30号编制").len(), 1);
    }

    #[test]
    fn an_article_of_another_matter_is_told() {
        assert_eq!(
            messages("按照《政府信息公开条例》第五十一条的规定征求第三方意见。"),
            ["《政府信息公开条例》里讲征求第三方意见的是第十五条，这里写的是“第五十一条”，请核对。"]
        );
        for text in [
            "根据《中华人民共和国政府信息公开条例》第三十一条规定，编制本报告。",
            "根据《政府信息公开条例》（国务院令第711号）第二十条要求，编制2024年度报告。",
            "依据《政府信息公开条例》第三十二条，未收取信息处理费。",
            "对涉及个人隐私的信息，依据《政府信息公开条例》第二十二条处理。",
            "依据《政府信息公开条例》第三十五条，一次性告知申请人补正。",
        ] {
            assert_eq!(messages(text).len(), 1, "{text}");
        }
        for text in [
            "根据《政府信息公开条例》第五十条规定，编制本报告。",
            "根据《政府信息公开条例》第四十九条、第五十条编制本报告。",
            "按照《政府信息公开条例》第二十条范围和第五十条要求，编制本报告。",
            "依据《政府信息公开条例》第十四条、十五条审查国家秘密、商业秘密。",
            "按照《政府信息公开条例》第二十七条，公民可申请公开，涉及商业秘密的依法处理。",
            "按照《政府信息公开条例》第五条、《统计法》第九条，保护个人隐私。",
            "《统计法》第九条规定保护个人隐私，《政府信息公开条例》第二十条规定公开统计信息。",
            "依据《政府信息公开条例》第三十六条，答复涉及个人隐私的申请。",
        ] {
            assert_eq!(messages(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn articles_end_at_the_last_one() {
        assert_eq!(
            messages("依据《政府信息公开条例》第五十七条"),
            ["《政府信息公开条例》共五十六条，没有“第五十七条”，请核对。"]
        );
        assert_eq!(messages("《政府信息公开条例》第五十六条、《条例》第一百零二条").len(), 1);
        assert_eq!(messages("《条例》第六十条"), Vec::<String>::new());
        for (text, number) in [("十", 10), ("五十", 50), ("一百零二", 102), ("57", 57)] {
            assert_eq!(ordinal(text), Some(number), "{text}");
        }
        assert_eq!(ordinal("几"), None);
    }
}
