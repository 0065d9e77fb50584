//! `agency-name-differs`: another agency's name where the report speaks of its own.

use std::ops::Range;

use super::agency::{Agency, Kind, is_short_for};
use super::lists::entries;
use super::other_agency::{self, Relation};
use super::own_name::OwnName;
use super::paragraphs::{Paragraph, Sentence, paragraphs};
use super::prose::{Passage, Place, Prose};
use super::roles::{self, Named, Role};
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::diagnostic::Diagnostic;
use crate::document::date::dates;
use crate::document::fold::{fold, is_ideograph};
use crate::report::Report;

declare_rule! {
    /// ## 查什么
    /// 应当写本机关名称的地方写了别的机关：“请与……联系”“由……编制”、报告自称的名称、落款；讲本机关工作的句子，主语却是别的机关，如“下一步，某镇将……”“某局2024年未收取信息处理费”；“依托某县人民政府网站”写了别的县；“在某镇门户网站”写了别的镇；本机关所在地名写成形近字，如“沭阳”写成“沐阳”；本机关的名称差一个字、颠倒了两个词，落款没有写全。正文处处写的都是同一个别的机关时，只在标题处说一次。
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
    /// 上级、下属和协作单位可以提到，学习考察、移交、联合、结对的句子不查；简称（发改局）和全称（发展和改革局）算同一个；县改区前后的名称算同一个；开发区等功能区不和县区比；县区、地市政府的报告讲到所属部门和乡镇的不查；标题没有写机关的不查。
    pub static AGENCY_NAME_DIFFERS = "agency-name-differs", "是否写成了别的机关", Warning, Practice, check;
}

/// The characters that are mistaken for one another in the names of places.
static LOOK_ALIKES: &str = include_str!("lists/look_alikes.tsv");

/// Words of a sentence that has another agency in it with reason.
const WITH_REASON: [&str; 26] = [
    "学习", "考察", "借鉴", "交流", "联合", "会同", "协同", "移交", "转交", "划转", "对口", "结对", "邻", "兄弟",
    "互检", "合并", "撤并", "并入", "更名", "挂牌", "对我", "来我", "与我", "向我", "到我", "为我",
];

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let sentences = || {
        let told = paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Preface | Place::Body(_)));
        told.flat_map(Paragraph::sentences)
    };
    let Some(agency) = Agency::of(report) else {
        return Verdict::skipped(1, "标题没有写机关名称，没有核对正文里的机关名称");
    };
    let mut findings = Vec::new();
    let own_name = report.agency.as_deref().unwrap_or_default();
    let variants = variants(&agency);
    let name = OwnName::of(&agency, &fold(own_name));
    // A name that is nearly the right one is told as such.
    let is_slip = |text: &str| {
        variants.iter().any(|(variant, _)| text.contains(variant.as_str())) || !name.slips(text).is_empty()
    };
    let mut others: Vec<(String, Diagnostic)> = Vec::new();
    for sentence in sentences() {
        for named in roles::named(&sentence) {
            if !is_misplaced(&agency, &sentence, &named) {
                continue;
            }
            let name = sentence.text[named.range.clone()].to_owned();
            if is_slip(&name) {
                continue;
            }
            let written = quote(&sentence.written(named.range.clone()));
            let message = format!("{}写的是{written}，而这是{own_name}的报告，请核对机关名称。", named.role.name());
            others.push((name, rule.finding(message).anchor(sentence.anchor(named.range))));
        }
    }
    if let Some((paragraph, range)) = roles::signature(report, &paragraphs) {
        let name = &paragraph.text()[range.clone()];
        let is_other = Relation::of(&agency, name) != Relation::None;
        if !is_slip(name) && (is_other || other_agency::is_of_another_city(&agency, name)) {
            let written = quote(&paragraph.written(range.clone()));
            let message = format!("落款写的是{written}，而这是{own_name}的报告，请核对机关名称。");
            others.push((name.to_owned(), rule.finding(message).anchor(paragraph.anchor(range))));
        }
    }
    match whole_text(rule, &agency, report, prose, &others) {
        Some(finding) => findings.push(finding),
        None => findings.extend(others.into_iter().map(|(_, finding)| finding)),
    }
    findings.extend(mistaken(rule, &variants, prose));
    findings.extend(miswritten(rule, &name, &variants, prose));
    findings.extend(misnamed_short(rule, &agency, own_name, &paragraphs));
    findings.extend(namesakes(rule, &agency, own_name, prose));
    findings.extend(cut_signature(rule, &agency, own_name, report, &paragraphs));
    prose.verdict(findings)
}

/// Whether a name stands where the agency's own belongs.
fn is_misplaced(own: &Agency, sentence: &Sentence<'_>, named: &Named) -> bool {
    let name = &sentence.text[named.range.clone()];
    if named.role == Role::Region {
        let mine = other_agency::county(&own.regions);
        let theirs = roles::region_of(name);
        let is_other = |theirs: &str| !own.regions.iter().any(|region| !other_agency::differ(region, theirs));
        return mine.is_some() && theirs.is_some_and(|theirs| !other_agency::is_zone(&theirs) && is_other(&theirs));
    }
    let relation = Relation::of(own, name);
    if relation == Relation::None || WITH_REASON.iter().any(|word| sentence.text.contains(word)) {
        return false;
    }
    // Another bureau may well be told to work; where its full name stands at the head of a sentence, it is a slip.
    let is_alone = || {
        let text = sentence.text.replace("专人负责", "");
        !NEIGHBOURS.iter().any(|word| text.contains(word))
    };
    match (named.role, relation) {
        // 区 ends many a word.
        (Role::Worker, Relation::Peer) => !name.ends_with('区'),
        (_, Relation::Peer) => true,
        (Role::Contact | Role::Author | Role::Titled, _) => relation == Relation::Bureau,
        (Role::Reporter, _) => is_alone(),
        (Role::OfTheYear, Relation::Bureau) => is_alone(),
        (Role::Worker, Relation::Bureau) => {
            let names_region = own.regions.last().is_some_and(|region| name.contains(region.as_str()));
            let begins = named.range.start <= sentence.head();
            names_region && is_alone() && (begins || goes_on_with_own_work(own, sentence, named))
        }
        (Role::Site, Relation::Bureau) => sentence.text.contains("开设") || sentence.text.contains("设置"),
        _ => false,
    }
}

/// Whether what stands before a name only leads to it, and the agency does there what the one that reports does: 针对上述问题，
/// 某局将继续加强公开.
fn goes_on_with_own_work(own: &Agency, sentence: &Sentence<'_>, named: &Named) -> bool {
    const LEADS_TO: [&str; 14] =
        ["针对", "为", "按照", "根据", "围绕", "在", "依据", "今年", "本年", "一年", "下一步", "通过", "对照", "结合"];
    let text = sentence.text;
    let lead = &text[sentence.head().min(named.range.start)..named.range.start];
    let leads = lead.ends_with(',') && LEADS_TO.iter().any(|word| lead.starts_with(word));
    let is_of_publicity = text[named.range.end..].contains("公开") || lead.contains("公开") || lead.contains("问题");
    leads
        && is_of_publicity
        && lead.matches(',').count() <= 2
        && !lead.contains(own.own.as_str())
        && roles::is_own_work(text, named.range.end)
}

/// Words of a sentence that tells what a neighbouring bureau does for this one.
const NEIGHBOURS: [&str; 14] =
    ["我", "本局", "本委", "本镇", "本乡", "本机关", "本单位", "牵头", "负责", "配合", "通报", "反馈", "督查", "督导"];

/// Where the whole text is that of one other agency, the title is what is wrong: one finding for all.
fn whole_text(
    rule: &Rule,
    own: &Agency,
    report: &Report,
    prose: &Prose<'_>,
    others: &[(String, Diagnostic)],
) -> Option<Diagnostic> {
    let [(first, finding), (_, second), ..] = others else { return None };
    let title = report.title.as_ref()?;
    let is_one = others.iter().all(|(name, _)| name.contains(first.as_str()) || first.contains(name.as_str()));
    let stem = other_agency::stem(&own.own);
    let names_itself = || {
        let text = prose.passages.iter().filter(|passage| passage.place != Place::Title);
        text.into_iter().any(|passage| passage.text().contains(stem))
    };
    if !is_one || finding.anchor == second.anchor || names_itself() {
        return None;
    }
    let own_name = report.agency.as_deref().unwrap_or_default();
    let message = format!(
        "标题写的是{}，正文里 {} 处写的都是{}，请核对哪一个是本机关。",
        quote(own_name),
        others.len(),
        quote(first)
    );
    Some(rule.finding(message).anchor(Some(title.anchor)))
}

/// The names of the agency's regions and town with a character that looks like the right one, and the right name.
fn variants(agency: &Agency) -> Vec<(String, String)> {
    let stems = agency.regions.iter().chain(agency.is_town().then_some(&agency.own));
    let mut variants: Vec<(String, String)> = Vec::new();
    for stem in stems {
        // The name without its 县 or 镇 is told too, unless too little is left.
        let short = &stem[..stem.char_indices().next_back().map_or(0, |(at, _)| at)];
        let name = if short.chars().count() >= 2 { short } else { stem.as_str() };
        let mut add = |variant: String| variants.push((variant, name.to_owned()));
        for [right, wrong] in entries::<2>(LOOK_ALIKES) {
            if name.contains(right) {
                wrong.chars().for_each(|c| add(name.replace(right, c.encode_utf8(&mut [0; 4]))));
            }
            wrong.chars().filter(|c| name.contains(*c)).for_each(|c| add(name.replace(c, right)));
        }
    }
    variants
}

/// The places where the text has such a name.
fn mistaken(rule: &Rule, variants: &[(String, String)], prose: &Prose<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for passage in prose.passages.iter().filter(|_| !variants.is_empty()) {
        for (variant, name) in variants {
            let Some(at) = passage.text().find(variant.as_str()) else { continue };
            let range = at..at + variant.len();
            let written = quote(&passage.written(range.clone()));
            let message = format!("{written}和标题里的“{name}”只差一个形近字，请核对。");
            findings.push(rule.finding(message).anchor(Some(passage.anchor(range))));
        }
    }
    findings
}

/// The places where the text nearly has the agency's name, and not one of the variants.
fn miswritten(rule: &Rule, name: &OwnName, variants: &[(String, String)], prose: &Prose<'_>) -> Vec<Diagnostic> {
    let in_passage = |passage: &Passage<'_>| {
        let text = passage.text();
        let is_variant =
            |range: &Range<usize>| variants.iter().any(|(variant, _)| text[range.clone()].contains(variant.as_str()));
        let slips = name.slips(text).into_iter().filter(|slip| !is_variant(&slip.range));
        let told = slips.map(|slip| {
            let written = quote(&passage.written(slip.range.clone()));
            let message = format!("{written}和本机关的名称{}不一致，请核对。", quote(slip.name));
            rule.finding(message).anchor(Some(passage.anchor(slip.range)))
        });
        told.collect::<Vec<_>>()
    };
    prose.own().flat_map(in_passage).collect()
}

/// A short name for the agency that it cannot have: 云溪县财政局（以下简称“县发改局”）.
fn misnamed_short(rule: &Rule, agency: &Agency, own_name: &str, paragraphs: &[Paragraph<'_>]) -> Option<Diagnostic> {
    let whole = format!("{}{}", agency.regions.concat(), fold(own_name));
    paragraphs.iter().flat_map(Paragraph::sentences).find_map(|sentence| {
        let text = sentence.text;
        let (at, words) = ["(以下简称", "(下称", "(简称"].iter().find_map(|words| Some((text.find(words)?, *words)))?;
        let is_own = [agency.own.as_str(), &fold(own_name)].iter().any(|name| text[..at].ends_with(name));
        let start = at + words.len();
        let short = &text[start..start + text[start..].find(')')?];
        let bare = short.trim_matches(['"', ':', '为']);
        let is_its = bare.starts_with(['我', '本'])
            || is_short_for(bare.trim_start_matches(['省', '市', '县', '区', '镇', '乡']), &whole);
        let is_name = (2..=8).contains(&bare.chars().count()) && bare.chars().all(is_ideograph);
        (is_own && is_name && !is_its).then(|| {
            let range = start..start + short.len();
            let written = sentence.written(range.clone());
            let written = quote(written.trim_matches(['“', '”', '"']));
            let message = format!("{written}不像是{own_name}的简称，请核对机关名称。");
            rule.finding(message).anchor(sentence.anchor(range))
        })
    })
}

/// The places where the text has the same department of another county, where no such visit is told of.
fn namesakes(rule: &Rule, agency: &Agency, own_name: &str, prose: &Prose<'_>) -> Vec<Diagnostic> {
    const SHORTEST: usize = 4;
    const NONE: &str = "本我全各该邻市辖外某州多县区入到向与和由被在从给为经对将把及等是于往报送让请按据的了至自治";
    let Some(mine) = agency.regions.last().filter(|region| region.ends_with(['县', '区', '旗'])) else {
        return Vec::new();
    };
    let is_long = agency.own.chars().count() >= SHORTEST && agency.kind == Kind::Department;
    let mut findings = Vec::new();
    for sentence in prose.own().filter(|_| is_long).flat_map(Passage::sentences) {
        let text = sentence.text;
        if WITH_REASON.iter().any(|word| text.contains(word)) || text.matches(agency.own.as_str()).count() > 3 {
            continue;
        }
        for (at, _) in text.match_indices(agency.own.as_str()) {
            let before = &text[..at];
            let Some(last) = before.chars().next_back().filter(|c| matches!(c, '县' | '区' | '旗')) else {
                continue;
            };
            let stem = &before[..before.len() - last.len_utf8()];
            let name: String = stem.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
            let is_region = name.chars().count() == 2
                && name.chars().all(is_ideograph)
                && !name.contains(|c| NONE.contains(c))
                && !other_agency::is_zone(&format!("{name}{last}"));
            if !is_region || before.ends_with(mine.as_str()) || quoted(before) {
                continue;
            }
            let range = stem.len() - name.len()..at + agency.own.len();
            let written = quote(&sentence.written(range.clone()));
            let message = format!("这里写的是{written}，而这是{own_name}的报告，请核对机关名称。");
            findings.push(rule.finding(message).anchor(Some(sentence.anchor(range))));
        }
    }
    findings
}

/// Whether a title or a quotation is open after this text.
fn quoted(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count() || before.matches('"').count() % 2 == 1
}

/// A department's signature that lacks its last characters: 云溪县人力资源和社会保障.
fn cut_signature(
    rule: &Rule,
    agency: &Agency,
    own_name: &str,
    report: &Report,
    paragraphs: &[Paragraph<'_>],
) -> Option<Diagnostic> {
    const MOST: usize = 2;
    let last = report.parts.last().map(|part| Place::Body(part.kind))?;
    let name = fold(own_name);
    let is_cut = |text: &str| {
        let missing = name.strip_prefix(text).map_or(0, |rest| rest.chars().count());
        (1..=MOST).contains(&missing) && text.ends_with(|c: char| c.is_alphanumeric())
    };
    let signed = paragraphs.windows(2).rev().find(|pair| {
        let date = dates(pair[1].text()).into_iter().next();
        pair[0].place == last && date.is_some_and(|date| date.range.start == 0 && date.month.is_some())
    })?;
    let text = signed[0].text();
    (agency.kind == Kind::Department && is_cut(text)).then(|| {
        let written = quote(&signed[0].written(0..text.len()));
        let message = format!("落款写的是{written}，没有写全，本机关的名称是{}，请补上。", quote(own_name));
        rule.finding(message).anchor(signed[0].anchor(0..text.len()))
    })
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
            ("云溪县青石镇", "下一步，白鹭镇将加强培训。"),
            ("云溪县青石镇", "白鹭镇政府信息公开工作仍有不足。"),
            ("云溪县青石镇", "白鹭镇党委、政府2024年开展培训2次。"),
            ("云溪县教育局", "云溪县水利局2024年未收取信息处理费。"),
            ("云溪县教育局", "河口县教育局依托门户网站开设专栏。"),
            ("云溪县教育局", "通过河口县人民政府门户网站公开。"),
            ("云溪县教育局", "现将云溪县水利局2024年度政府信息公开工作情况报告如下。"),
            ("云溪县教育局", "针对上述问题，云溪县水利局将继续加强公开培训。"),
            ("云溪县教育局", "为推动公开工作落实，云溪县水利局成立了领导小组。"),
            ("云溪县水利局", "本报告由云溪县林业局根据《条例》编制。"),
            ("云溪县", "河口县政府办公室组织召开会议。"),
            ("云溪县青石镇", "我镇在白鹭镇门户网站公开信息。"),
            ("云溪县青石镇", "白鹭镇党政办公室安排专人负责。"),
            ("云溪县教育局", "我局在云溪县水利局门户网站开设专栏。"),
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
    fn a_signature_of_another_city_is_told() {
        let told = |agency: &str, name: &str| {
            let mut report = Draft::new(2024).part(PartKind::Other, Some(6), "无。").agency(agency).report();
            let lines = (200..).zip([name, "2025年1月10日"]);
            report.parts[0].body.extend(lines.map(|(number, text)| crate::rules::test_support::line(text, number)));
            said(&AGENCY_NAME_DIFFERS, &report).len()
        };
        assert_eq!(told("江阳市体育局", "江州市体育局"), 1);
        assert_eq!(told("江阳市体育局", "江阳市体育局"), 0);
        assert_eq!(told("云溪县体育局", "江阳市云溪县体育局"), 0);
    }

    #[test]
    fn another_short_name_and_another_county_are_told() {
        assert_eq!(
            told("云溪县财政局", "云溪县财政局（以下简称“县发改局”）编制本报告。"),
            ["“县发改局”不像是云溪县财政局的简称，请核对机关名称。"]
        );
        assert_eq!(
            told("云溪县发展和改革局", "坚持把公开作为清浦县发展和改革局转变作风的抓手。"),
            ["这里写的是“清浦县发展和改革局”，而这是云溪县发展和改革局的报告，请核对机关名称。"]
        );
        for (agency, text) in [
            ("云溪县住房和城乡建设局", "云溪县住房和城乡建设局（以下简称“县住建局”）编制本报告。"),
            ("云溪县卫生健康委员会", "云溪县卫生健康委员会（以下简称县卫健委）编制本报告。"),
            ("云溪县财政局", "云溪县人民政府办公室（以下简称县政府办）印发通知。"),
            ("云溪县发展和改革局", "赴清浦县发展和改革局学习。江阳市发展和改革局、全县发展和改革局。"),
            ("云溪县发展和改革局", "职责划入县发展和改革局，报送县发展和改革局。"),
            ("云溪县发展和改革局", "云溪县发展和改革局认真公开。我县发展和改革局认真公开。"),
        ] {
            assert_eq!(told(agency, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_name_with_a_slip_is_told_once() {
        assert_eq!(
            told("云溪县自然资源局", "云溪县自然资局认真公开信息。"),
            ["“云溪县自然资局”和本机关的名称“云溪县自然资源局”不一致，请核对。"]
        );
        assert_eq!(told("云溪县粮食和物资储备局", "请与云溪县粮食和物质储备局联系。").len(), 1);
        let mut report = Draft::new(2024).part(PartKind::Other, Some(6), "无。").agency("云溪县自然资源局").report();
        let lines = (200..).zip(["云溪县自然资源", "2025年1月10日"]);
        report.parts[0].body.extend(lines.map(|(number, text)| crate::rules::test_support::line(text, number)));
        assert_eq!(
            said(&AGENCY_NAME_DIFFERS, &report),
            ["落款写的是“云溪县自然资源”，没有写全，本机关的名称是“云溪县自然资源局”，请补上。"]
        );
    }

    #[test]
    fn another_signature_is_told() {
        let told = |lines: &[&str]| {
            let mut report = Draft::new(2024).part(PartKind::Other, Some(6), "无。").agency("云溪县教育局").report();
            let lines = (200..).zip(lines).map(|(number, text)| crate::rules::test_support::line(text, number));
            report.parts[0].body.extend(lines);
            said(&AGENCY_NAME_DIFFERS, &report)
        };
        assert_eq!(
            told(&["河口县教育局", "2025年1月10日"]),
            ["落款写的是“河口县教育局”，而这是云溪县教育局的报告，请核对机关名称。"]
        );
        assert_eq!(told(&["云溪县水利局2025年1月10日"]).len(), 1);
        for lines in [
            &["云溪县教育局", "2025年1月10日"][..],
            &["县教育局办公室", "2025年1月10日"],
            &["云溪县人民政府办公室", "2025年1月10日"],
            &["云溪县水利局"],
        ] {
            assert_eq!(told(lines), Vec::<String>::new(), "{lines:?}");
        }
    }

    #[test]
    fn a_text_that_is_another_agency_s_throughout_is_told_once() {
        let mut report = Draft::new(2024)
            .part(PartKind::Overview, Some(1), "白鹭镇高度重视公开工作。下一步，白鹭镇将加强培训。")
            .agency("云溪县青石镇")
            .report();
        report.title = Some(crate::rules::test_support::line("云溪县青石镇2024年政府信息公开工作年度报告", 1));
        assert_eq!(
            said(&AGENCY_NAME_DIFFERS, &report),
            ["标题写的是“云溪县青石镇”，正文里 2 处写的都是“白鹭镇”，请核对哪一个是本机关。"]
        );
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
            ("云溪县青石镇", "特色场镇开展公开。示范镇认真落实。其他乡镇积极参与。"),
            ("云溪区", "政务专区开展咨询。服务区通过大屏公开。2024年，示范区共公开信息10条。"),
            ("云溪县教育局", "通过市县区政府网站公开。通过江阳市云溪县人民政府网站公开。"),
            ("云溪县教育局", "云溪县财政局与我局联合公开。云溪县教育局幼教中心认真落实。"),
            ("云溪县教育局", "江阳市教育局认真指导。赴河口县教育局学习。"),
            ("云溪县", "云溪县水利局未收取信息处理费。青石镇2024年共主动公开信息40条。"),
            ("云溪县教育局", "按照县委部署，云溪县审计局对公开情况开展检查。"),
            ("云溪县教育局", "为方便群众，与云溪县水利局在云溪县政务服务局门户网站公开信息。"),
            ("云溪县教育局", "根据我局建议，云溪县水利局将在公开栏发布。"),
            ("云溪县自然资源局", "本报告由云溪县林业局根据《条例》编制。"),
            ("云溪县青石街道", "线上栏目建设中街道信息公开60条。"),
            ("云溪县青石街道", "2024年，根据街道政务公开计划，由街道主动公布，依托街道信息公开栏张贴。"),
        ] {
            assert_eq!(told(agency, text), Vec::<String>::new(), "{text}");
        }
    }
}
