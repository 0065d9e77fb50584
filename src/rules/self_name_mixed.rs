//! `self-name-mixed`: the agency calls itself 我局 here and 我镇 there.

use std::collections::BTreeMap;

use super::agency::{Agency, Kind};
use super::prose::{Passage, Place};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 自称前后不一：一处写“我局”，一处写“我镇”，两个不可能都对；或者自称和机关不是一类，如镇里的报告写“我局”。
    ///
    /// ## 依据
    /// 审核惯例：多半是套用别的单位的稿子没有改全。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 我局高度重视政府信息公开工作。我镇全年没有收到申请。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 我局高度重视政府信息公开工作，促进我县教育发展。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// “我县”“我市”“我区”说的是所在地区，和“我局”“我镇”不矛盾。“我办”和“我办事处”、“我街道”算同一个。引号和书名号里的不查。
    pub static SELF_NAME_MIXED = "self-name-mixed", "自称是否一致", Note, Practice, check;
}

/// What an agency calls itself, and what kind of agency that is. Longer words stand before those they begin with.
const NAMES: &[(&str, &str)] = &[
    ("街道", "街道"),
    ("办事处", "街道"),
    ("镇", "镇"),
    ("乡", "乡"),
    ("局", "局"),
    ("委", "委"),
    ("办", "办"),
    ("厅", "厅"),
    ("中心", "中心"),
    ("院", "院"),
    ("所", "所"),
    ("站", "站"),
];

/// What shows that 我办 or 我所 is no name: 我办事, 我所在.
const NO_NAME: &[&str] = &[
    "我办理",
    "我办学",
    "我办公",
    "我办实",
    "我办一",
    "我办成",
    "我所在",
    "我所有",
    "我所需",
    "我所辖",
    "我站在",
    "我院士",
    "我委托",
    "我委派",
    "我委员",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let mut names: BTreeMap<&str, Vec<(&Passage<'_>, usize, usize)>> = BTreeMap::new();
    for passage in prose.passages.iter().filter(|passage| matches!(passage.place, Place::Preface | Place::Body(_))) {
        for (at, length, kind) in names_in(passage.text()) {
            names.entry(kind).or_default().push((passage, at, length));
        }
    }
    if names.is_empty() {
        return Verdict::not_applicable("正文没有用“我局”“我镇”一类的自称");
    }
    let agency = Agency::of(report);
    let own = agency.as_ref().and_then(own_kind);
    let is_of_region = agency.is_some_and(|agency| agency.kind == Kind::Government && !agency.is_town());
    if let Some(own) = own.filter(|own| !names.contains_key(own)).or(is_of_region.then_some("政府")) {
        return strange(rule, report.agency.as_deref().unwrap_or_default(), own, &names);
    }
    // What the agency is, else what it calls itself most.
    let most = names.iter().max_by_key(|(_, places)| places.len()).map(|(kind, _)| *kind);
    let right = own.filter(|own| names.contains_key(own)).or(most).unwrap_or_default();
    // A street has an office, and calls itself 我办 too.
    let is_same = |kind: &str| kind == right || matches!((kind, right), ("办", "街道") | ("街道", "办"));
    let examined = u32::try_from(names.values().map(Vec::len).sum::<usize>()).unwrap_or(u32::MAX);
    let usual = names.get(right).and_then(|places| places.first());
    let usual = usual.map(|(passage, at, length)| passage.written(*at..at + length)).unwrap_or_default();
    let findings = names.iter().filter(|(kind, _)| !is_same(kind)).filter_map(|(_, places)| {
        let &(passage, at, length) = places.first()?;
        let message =
            format!("自称一处写{}，一处写{}，请统一。", quote(&usual), quote(&passage.written(at..at + length)));
        Some(rule.finding(message).anchor(Some(passage.anchor(at..at + length))))
    });
    Verdict::checked(examined, findings.collect())
}

/// The names of an agency that calls itself by none of its kind, and by that of another that it cannot be.
fn strange(rule: &Rule, agency: &str, own: &str, names: &BTreeMap<&str, Vec<(&Passage<'_>, usize, usize)>>) -> Verdict {
    // A centre, an office or an institute may be meant in any agency's report.
    let excluded: &[&str] = match own {
        "镇" => &["乡", "局", "委", "厅"],
        "乡" => &["镇", "局", "委", "厅", "街道"],
        "街道" => &["镇", "乡", "局", "委", "厅"],
        "局" => &["镇", "乡", "街道", "厅", "委"],
        "委" => &["镇", "乡", "街道", "厅"],
        "政府" => &["镇", "乡", "街道", "局"],
        _ => &[],
    };
    let findings = names.iter().filter(|(kind, _)| excluded.contains(kind)).filter_map(|(_, places)| {
        let &(passage, at, length) = places.first()?;
        let message = format!("自称写{}，而这是{agency}的报告，请核对。", quote(&passage.written(at..at + length)));
        Some(rule.finding(message).anchor(Some(passage.anchor(at..at + length))))
    });
    let examined = u32::try_from(names.values().map(Vec::len).sum::<usize>()).unwrap_or(u32::MAX);
    Verdict::checked(examined, findings.collect())
}

/// Which kind of agency it is that reports.
fn own_kind(agency: &Agency) -> Option<&'static str> {
    let is_own = |end: &str| agency.own.ends_with(end) && (agency.is_town() || agency.kind == Kind::Department);
    NAMES.iter().find(|(end, _)| is_own(end)).map(|(_, kind)| *kind)
}

/// Where a text says 我局 and the like: byte, length, kind.
fn names_in(text: &str) -> impl Iterator<Item = (usize, usize, &'static str)> {
    text.match_indices('我').filter_map(move |(at, i)| {
        let rest = &text[at..];
        let after = &rest[i.len()..];
        let (name, kind) = NAMES.iter().find(|(name, _)| after.starts_with(name))?;
        let is_quoted = text[..at].ends_with(['"', '《']) || after[name.len()..].starts_with(['"', '》']);
        let is_word = NO_NAME.iter().any(|word| rest.starts_with(word)) || text[..at].ends_with(['自', '为', '帮']);
        (!is_quoted && !is_word).then(|| (at, i.len() + name.len(), *kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(agency: &str, text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).agency(agency).report();
        said(&SELF_NAME_MIXED, &report)
    }

    #[test]
    fn two_names_that_exclude_each_other_are_told() {
        assert_eq!(told("云溪县教育局", "我局重视。我镇未收到。"), ["自称一处写“我局”，一处写“我镇”，请统一。"]);
        assert_eq!(
            told("云溪县青石镇", "我局重视，我局落实，我镇未收到。"),
            ["自称一处写“我镇”，一处写“我局”，请统一。"]
        );
        assert_eq!(told("云溪县卫生健康委员会", "我委重视。我局落实。").len(), 1);
    }

    #[test]
    fn a_name_that_the_agency_cannot_have_is_told() {
        assert_eq!(told("云溪县青石镇", "我局重视，我局落实。"), ["自称写“我局”，而这是云溪县青石镇的报告，请核对。"]);
        assert_eq!(told("云溪县教育局", "我镇重视。").len(), 1);
        assert_eq!(told("云溪县教育局", "我委将加强培训。").len(), 1);
        assert_eq!(told("云溪区北湖街道", "我乡重视。").len(), 1);
        assert_eq!(told("云溪县", "我局重视。").len(), 1);
        for (agency, text) in [
            ("云溪县教育局", "我办落实，我中心公开，我委派员，我委托他人。"),
            ("云溪县青石镇", "我办落实，我街道两侧设栏。"),
            ("云溪县", "我办重视。"),
        ] {
            assert_eq!(told(agency, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn names_that_go_together_are_left_alone() {
        for (agency, text) in [
            ("云溪县教育局", "我局重视，促进我县发展，服务我市。"),
            ("云溪区北湖街道", "我街道重视。我办事处落实。我办答复。"),
            ("云溪县青石镇", "我镇落实“如我申请，我办理”，我所在村。我为群众办实事。"),
            ("云溪县青石镇", "本镇重视。"),
        ] {
            assert_eq!(told(agency, text), Vec::<String>::new(), "{text}");
        }
    }
}
