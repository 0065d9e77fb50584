//! `agency-name-differs`: another agency's name where the report speaks of its own.

use super::agency::{Agency, Kind, TOWN_ENDS, is_short_for};
use super::lists::entries;
use super::paragraphs::{Paragraph, Sentence, paragraphs};
use super::prose::{Place, Prose};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::date::{dates, is_digit};

declare_rule! {
    /// ## 查什么
    /// 应当写本机关名称的地方写了别的机关：“请与……联系”“由……编制”、报告自称的名称、“2024年，某镇高度重视……”；本机关所在地名写成形近字，如“沭阳”写成“沐阳”；以及“贵办”“贵局”这类写给上级的称呼。
    ///
    /// ## 依据
    /// 审核惯例：多半是套用别的单位的稿子没有改全。可能确实提到别的机关，所以只提醒核对。
    ///
    /// ## 错例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 如有疑问，请与某某县白鹭镇人民政府联系。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县青石镇人民政府2024年政府信息公开工作年度报告
    ///
    /// 如有疑问，请与某某县青石镇党政办公室联系。
    ///
    /// 一、总体情况
    ///
    /// 在某某县人民政府办公室指导下，会同白鹭镇举办培训 1 次。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 上级、下属和协作单位可以提到，不查；简称（发改局）和全称（发展和改革局）算同一个；标题没有写机关的不查。
    pub static AGENCY_NAME_DIFFERS = "agency-name-differs", "是否写成了别的机关", Warning, Practice, check;
}

/// The characters that are mistaken for one another in the names of places.
static LOOK_ALIKES: &str = include_str!("lists/look_alikes.tsv");

/// How a letter speaks to the agency it is sent to.
const ADDRESSED: &[&str] = &["贵办", "贵局", "贵委", "贵单位", "贵厅", "贵中心", "贵机关"];

/// What each of them begins with: nearly no sentence has it.
const ADDRESSING: char = '贵';

/// What follows a town's name where the town tells of its work.
const WORK: &[&str] = &[
    "高度重视",
    "认真",
    "严格",
    "积极",
    "坚持",
    "主动",
    "深入",
    "全面",
    "按照",
    "围绕",
    "未",
    "没有",
    "始终",
    "切实",
    "持续",
    "不断",
    "进一步",
    "政府信息公开",
    "信息公开",
    "政务公开",
    "共",
    "在",
    "紧紧",
    "以习近平",
    "扎实",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let sentences = || {
        let told = paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Preface | Place::Body(_)));
        told.flat_map(Paragraph::sentences)
    };
    let mut findings: Vec<Diagnostic> = sentences().filter_map(|sentence| addressed(rule, &sentence)).collect();
    let Some(agency) = Agency::of(report) else {
        let verdict = prose.verdict(findings);
        return verdict.and_skipped(Some((1, "标题没有写机关名称，没有核对正文里的机关名称".to_owned())));
    };
    let own_name = report.agency.as_deref().unwrap_or_default();
    for sentence in sentences() {
        let named = contact(&sentence)
            .or_else(|| author(&sentence))
            .or_else(|| self_named(&sentence))
            .or_else(|| subject(&sentence, &agency));
        let Some((start, end, role)) = named else { continue };
        if differs(&agency, &sentence.text[start..end]) {
            let written = quote(&sentence.written(start..end));
            let message = format!("{role}写的是{written}，而这是{own_name}的报告，请核对机关名称。");
            findings.push(rule.finding(message).anchor(sentence.anchor(start..end)));
        }
    }
    findings.extend(mistaken(rule, &agency, prose));
    prose.verdict(findings)
}

/// A word by which a letter speaks to its reader.
fn addressed(rule: &Rule, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    if !sentence.text.contains(ADDRESSING) {
        return None;
    }
    let (at, word) = ADDRESSED.iter().find_map(|word| Some((sentence.text.find(word)?, *word)))?;
    let message = format!("“{word}”是写给上级的称呼，年度报告面向社会公布，请写明是哪个机关，或者删去这句话。");
    (!sentence.is_quoted(at)).then(|| rule.finding(message).anchor(sentence.anchor(at..at + word.len())))
}

/// Who is named to be asked: 请与……联系.
fn contact(sentence: &Sentence<'_>) -> Option<(usize, usize, &'static str)> {
    let text = sentence.text;
    let end = text.find("联系")?;
    let (at, with) =
        ["请与", "请和", "请同", "请向", "可与"].iter().find_map(|with| Some((text[..end].rfind(with)?, *with)))?;
    let start = at + with.len();
    let name = text[start..end].split(['(', ',']).next().unwrap_or_default();
    is_name(name).then_some((start, start + name.len(), "请与谁联系一处"))
}

/// Who is named to have written the report: 由……编制.
fn author(sentence: &Sentence<'_>) -> Option<(usize, usize, &'static str)> {
    let text = sentence.text;
    let start = text.find("报告由").map(|at| at + "报告由".len())?;
    let rest = &text[start..];
    let end =
        ["编制", "根据", "按照", "依据", "负责", "组织", "依照"].iter().filter_map(|word| rest.find(word)).min()?;
    is_name(&rest[..end]).then_some((start, start + end, "由谁编制一处"))
}

/// Who is named in the name that the text gives this report: 编制《……2024年政府信息公开工作年度报告》.
fn self_named(sentence: &Sentence<'_>) -> Option<(usize, usize, &'static str)> {
    let text = sentence.text;
    let is_own = text.contains("信息公开") && ["编制", "公布", "制作"].iter().any(|word| text.contains(word));
    if !is_own || text.contains("按时") || text.contains("及时") {
        return None;
    }
    dates(text).into_iter().find_map(|date| {
        let after = text[date.range.end..].trim_start_matches('度');
        if !(after.starts_with("政府信息公开工作年度报告") || after.starts_with("政府信息公开年度报告"))
        {
            return None;
        }
        let before = &text[..date.range.start];
        let start = before
            .rfind(['《', '"', ',', '>', ':', '('])
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let name = &before[start..];
        let lead = ["现公布", "编制了", "编制", "现将", "公布", "本"].iter().find(|word| name.starts_with(**word));
        let start = start + lead.map_or(0, |word| word.len());
        is_name(&text[start..date.range.start]).then_some((start, date.range.start, "报告自称的名称"))
    })
}

/// Who is told to have worked in this year, of a town's report: 2024年，某镇高度重视…….
fn subject(sentence: &Sentence<'_>, agency: &Agency) -> Option<(usize, usize, &'static str)> {
    if !agency.is_town() && agency.kind == Kind::Government {
        return None;
    }
    let text = sentence.text;
    let head = sentence.head().min(text.len());
    let date = || dates(text).into_iter().next().filter(|date| date.range.start == head);
    let date = text[head..].starts_with(is_digit).then(date).flatten();
    let start = match date {
        Some(date) => {
            date.range.end + text[date.range.end..].len() - text[date.range.end..].trim_start_matches(['度', ',']).len()
        }
        None if agency.is_town() => head,
        None => return None,
    };
    let ends: &[&str] = if agency.is_town() { &TOWN_ENDS } else { &["局"] };
    let name = ends.iter().filter_map(|end| Some(text[start..].find(end)? + end.len())).min()?;
    let after = &text[start + name..];
    let after = ["人民政府", "政府", "办事处", "党工委", "党委", ","]
        .iter()
        .fold(after, |after, end| after.strip_prefix(end).unwrap_or(after));
    let is_told = WORK.iter().any(|word| after.starts_with(word));
    (is_told && is_name(&text[start..start + name])).then_some((start, start + name, "讲本机关工作的地方"))
}

/// Words that no one agency has in its name: who reports, many, or others in general.
const NO_NAMES: [&str; 40] = [
    "我",
    "本",
    "各",
    "该",
    "全",
    "其",
    "有关",
    "相关",
    "上级",
    "市局",
    "省局",
    "县局",
    "区局",
    "总局",
    "行政机关规范",
    "等",
    "年",
    "辖",
    "基层",
    "部门",
    "单位",
    "小组",
    "统筹",
    "重点",
    "所在",
    "信息",
    "公开",
    "建设",
    "平台",
    "工作",
    "根据",
    "通过",
    "依托",
    "结合",
    "按照",
    "依照",
    "利用",
    "推动",
    "推进",
    "会同",
];

/// What leads to who or what stands after it, so that a name that seems to begin with it is none: 由街道, 在镇.
const LEADS: [char; 6] = ['由', '在', '以', '把', '对', '为'];

/// What stands before 镇, 乡 or 街道 where they are no end of a name: 城乡, 小镇, 下乡, 辖区街道.
const NO_STEMS: [char; 30] = [
    '县', '市', '区', '村', '城', '入', '下', '回', '返', '家', '驻', '集', '小', '乡', '重', '古', '名', '镇', '条',
    '级', '个', '老', '故', '异', '强', '兴', '美', '进', '到', '的',
];

/// Whether it can be the name of one agency, and is none that anybody calls itself by.
fn is_name(text: &str) -> bool {
    let is_one = !text.contains([',', '、', '"', '《']) && !text.contains("和各") && !text.contains("及");
    let stem = TOWN_ENDS.iter().find_map(|end| text.strip_suffix(end));
    (3..=26).contains(&text.chars().count())
        && is_one
        && !text.starts_with(LEADS)
        && !NO_NAMES.iter().any(|word| text.contains(word))
        && stem.is_none_or(|stem| !stem.ends_with(NO_STEMS))
}

/// Whether a name is that of another agency of the same kind, or of another region.
fn differs(own: &Agency, name: &str) -> bool {
    // A name with an own one in it is a part of it, or its office.
    let stem = |name: &str| TOWN_ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned();
    if name.contains(&stem(&own.own)) {
        return is_of_another_county(own, name);
    }
    // An office of a bureau is named with it: 教育局办公室.
    let name = match name.rfind('局') {
        Some(at) if own.kind == Kind::Department => &name[..at + '局'.len_utf8()],
        _ => name,
    };
    let Some(other) = Agency::named(name) else { return false };
    if other.is_town() && own.is_town() {
        // The name may stand with a short form of its region before it.
        return !other.own.contains(&stem(&own.own)) && !own.own.contains(&stem(&other.own));
    }
    let is_bureau = |agency: &Agency| agency.kind == Kind::Department && agency.own.ends_with('局');
    if is_bureau(own) && is_bureau(&other) {
        let name = |agency: &Agency| agency.own.clone();
        let (mine, theirs) = (name(own), name(&other));
        return !is_short_for(&theirs, &mine)
            && !mine.contains(&theirs)
            && !theirs.contains(&mine)
            && !is_short_for(&mine, &theirs)
            && !shares(&mine, &theirs);
    }
    // Of two regions of one level only one is the agency's.
    other.kind == Kind::Government
        && other.level == own.level
        && own.kind == Kind::Government
        && !own.regions.contains(&other.own)
        && !own.own.contains(&other.own)
        && !other.own.contains(own.own.as_str())
}

/// Whether a name is that of the bureau of another county that is named alike: 云溪县水务局, 河口县水务局.
fn is_of_another_county(own: &Agency, name: &str) -> bool {
    let Some(other) = Agency::named(&name[..name.find(&own.own).map_or(0, |at| at + own.own.len())]) else {
        return false;
    };
    let county = |agency: &Agency| agency.regions.last().filter(|region| region.ends_with(['县', '旗'])).cloned();
    let (Some(mine), Some(theirs)) = (county(own), county(&other)) else { return false };
    own.kind == Kind::Department && own.own == other.own && !mine.ends_with(&theirs) && !theirs.ends_with(&mine)
}

/// Whether two names of bureaus share most of their characters: 住建局 with its region's short name before it.
fn shares(a: &str, b: &str) -> bool {
    let common = b.chars().filter(|c| a.contains(*c)).count();
    common * 2 > b.chars().count()
}

/// The agency's region or town with a character in it that looks like the right one.
fn mistaken(rule: &Rule, agency: &Agency, prose: &Prose<'_>) -> Vec<Diagnostic> {
    let stems = agency.regions.iter().chain(agency.is_town().then_some(&agency.own));
    let mut variants: Vec<(String, &str)> = Vec::new();
    for stem in stems {
        // The name without its 县 or 镇 is told too, unless too little is left.
        let short = &stem[..stem.char_indices().next_back().map_or(0, |(at, _)| at)];
        let name = if short.chars().count() >= 2 { short } else { stem.as_str() };
        for [right, wrong] in entries::<2>(LOOK_ALIKES) {
            if name.contains(right) {
                variants.extend(wrong.chars().map(|c| (name.replace(right, c.encode_utf8(&mut [0; 4])), name)));
            }
            variants.extend(wrong.chars().filter(|c| name.contains(*c)).map(|c| (name.replace(c, right), name)));
        }
    }
    let mut findings = Vec::new();
    for passage in prose.passages.iter().filter(|_| !variants.is_empty()) {
        for (variant, name) in &variants {
            let Some(at) = passage.text().find(variant.as_str()) else { continue };
            let range = at..at + variant.len();
            let written = quote(&passage.written(range.clone()));
            let message = format!("{written}和标题里的“{name}”只差一个形近字，请核对。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::lists::assert_well_formed;
    use crate::rules::test_support::{Draft, said};

    fn told(agency: &str, text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).agency(agency).report();
        said(&AGENCY_NAME_DIFFERS, &report)
    }

    #[test]
    fn the_list_is_well_formed() {
        assert_well_formed::<2>(LOOK_ALIKES);
    }

    #[test]
    fn another_agency_in_the_place_of_one_s_own_is_told() {
        assert_eq!(
            told("云溪县青石镇人民政府", "如有疑问，请与云溪县白鹭镇人民政府联系。"),
            ["请与谁联系一处写的是“云溪县白鹭镇人民政府”，而这是云溪县青石镇人民政府的报告，请核对机关名称。"]
        );
        for (agency, text) in [
            ("云溪县教育局", "请与云溪县水利局联系。"),
            ("云溪县教育局", "请与云溪县卫生健康局办公室联系。"),
            ("云溪县教育局", "请与河口县教育局办公室联系。"),
            ("云溪县教育局", "本报告由云溪县水利局编制。"),
            ("云溪县青石镇", "编制《白鹭镇2024年政府信息公开工作年度报告》。"),
            ("云溪县青石镇", "（一）主动公开。2024年，白鹭镇高度重视公开工作。"),
            ("云溪县教育局", "2024年，云溪县水利局认真落实公开要求。"),
            ("江阳市云溪区人民政府", "本报告由河口区人民政府办公室编制。"),
        ] {
            assert_eq!(told(agency, text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_look_alike_is_told() {
        assert_eq!(told("沭阳县教育局", "沐阳县教育局公开信息。"), ["“沐阳”和标题里的“沭阳”只差一个形近字，请核对。"]);
        assert_eq!(told("临颍县", "临颖县公开信息。").len(), 1);
        assert_eq!(told("沭阳县教育局", "泗阳县、射阳县来访，沐浴阳光。"), Vec::<String>::new());
    }

    #[test]
    fn a_letter_s_address_is_told() {
        assert_eq!(told("云溪县青石镇", "根据贵办通知要求，现报告如下。").len(), 1);
        assert_eq!(told("云溪县青石镇", "按照县政府办通知要求。"), Vec::<String>::new());
    }

    #[test]
    fn others_are_rightly_named() {
        for (agency, text) in [
            ("云溪县青石镇人民政府", "请与青石镇党政办公室联系。"),
            ("云溪县青石镇人民政府", "请与云溪县人民政府办公室联系。"),
            ("云溪县发展和改革局", "请与县发改局办公室联系。"),
            ("云溪县住房和城乡建设局", "本报告由云溪县住建局编制。"),
            ("云溪县", "2024年，青石镇高度重视公开工作。"),
            ("云溪县", "请与云溪县人民政府办公室联系。"),
            ("云溪县青石镇", "会同白鹭镇举办培训。各乡镇高度重视。"),
            ("云溪县教育局", "2024年，我局认真落实公开要求。"),
            ("江阳市云溪区人民政府", "请与江阳市云溪区大数据中心联系。"),
            ("江阳市", "青石镇在全市会议上交流。"),
            ("云溪县青石镇", "省市县乡政务公开一体推进。"),
            ("云溪县青石镇", "辖区街道认真落实。特色小镇积极建设。送政策下乡，持续公开。"),
            ("云溪县青石镇", "村镇认真落实。统筹城乡全面发展。"),
            ("云溪县教育局", "请与江阳市云溪县教育局联系。"),
            ("云溪县青石街道", "线上栏目建设中街道信息公开60条。"),
            ("云溪县青石街道", "2024年，根据街道政务公开计划，由街道主动公布，依托街道信息公开栏张贴。"),
        ] {
            assert_eq!(told(agency, text), Vec::<String>::new(), "{text}");
        }
    }
}
