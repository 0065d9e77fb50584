//! `level-word-mismatch`: 全市 in the report of a county, 全县 in that of a town, where it counts the agency's own work.

use std::ops::Range;

use super::agency::{Agency, Level};
use super::other_agency::is_zone;
use super::paragraphs::{Sentence, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};
use crate::document::fold::is_numeral;

declare_rule! {
    /// ## 查什么
    /// 县里的报告用“全市”、乡镇街道的报告用“全市”“全县”“全区”来统计自己的工作，例如“全市共发布解读6份”“我局组织全市各乡镇”；把上级地区的公开工作写成自己的，例如县里的报告写“提升全市政务公开工作水平”，镇里的报告写“我市将……”；自称的地区和机关不是一级，例如区里的报告写“我县”，街道的报告写“全镇”。
    ///
    /// ## 依据
    /// 审核惯例：统计范围应与报告机关一致。多半是套用了上级的稿子。
    ///
    /// ## 错例
    /// ```report
    /// 某某县2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全市通过政府网站发布文字解读6份。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县2024年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    ///
    /// 全县通过政府网站发布文字解读6份，在全市考核中名列第 2 名。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 县级市写“全市”是对的。“在全市”的考核、排名、会议、培训，“全市统一部署”等，以及书名号、引号里的不查。“全市”“我市”只查后面跟着本机关工作数字或者经办事项、或者由本机关组织督促下级的；上级机关组织的不查。区和自治区都自称“我区”，县里写“我区”也只查讲本机关工作的。
    pub static LEVEL_WORD_MISMATCH = "level-word-mismatch", "全市、全县等用词与机关级别", Warning, Practice, check;
}

/// What an agency counts of its own work right after the word.
const WORK: &[&str] = &[
    "共",
    "累计",
    "通过",
    "各级",
    "主动公开",
    "发布",
    "公开",
    "受理",
    "收到",
    "新收",
    "办理",
    "依申请",
    "全年",
    "未收到",
    "没有",
    "政府信息公开申请",
    "政府系统",
    "各部门",
    "行政机关",
    "各乡镇",
    "各单位",
];

/// Words that show that the larger region is rightly spoken of.
const RIGHTLY: &[&str] = &[
    "考核",
    "排名",
    "名列",
    "位居",
    "位列",
    "第一",
    "前列",
    "会议",
    "培训",
    "评比",
    "评估",
    "测评",
    "通报",
    "统一",
    "部署",
    "要求",
    "率先",
    "先进",
    "试点",
    "统筹",
    "平均",
    "标准",
    "示范",
    "推广",
    "平台",
    "统建",
    "集约",
    "经验",
    "交流",
    "竞赛",
    "系统平台",
];

/// What an agency does with those below it.
const SUPERVISES: &[&str] = &[
    "组织",
    "指导",
    "督促",
    "推动",
    "督导",
    "要求",
    "加强对",
    "强化对",
    "对",
    "面向",
    "带领",
    "部署",
    "检查",
    "覆盖",
    "调度",
    "统筹",
    "通报",
    "考核",
    "抽查",
    "指导和督促",
];

/// What stands before such a word where the agency itself does it.
const ITSELF: &[&str] =
    &["我局", "我委", "我办", "我镇", "我乡", "我街道", "我中心", "本局", "本镇", "本机关", "本单位"];

/// Those whom a county has below it, and a town above and beside it.
const BELOW: &[&str] = &["乡镇", "镇", "乡", "街道", "村", "部门", "单位", "社区", "中小学", "学校"];

/// The words that tell of a region, and how they are looked for.
struct Words {
    /// Those that count the agency's own work for a larger region's.
    counting: &'static [&'static str],
    /// What the agency cannot call its own region by.
    calling: &'static [&'static str],
}

impl Words {
    /// The words that are wrong for an agency; `None` for one that knows no larger region.
    fn of(agency: &Agency, level: Level) -> Option<Self> {
        let is_in = |ends: &[char]| agency.regions.last().is_some_and(|region| region.ends_with(ends));
        let calling: &[&str] = match () {
            // A zone lies in a county or a district, and may speak of either.
            () if is_zone_of(agency) => &[],
            () if agency.own.ends_with("街道") => &["全镇", "全乡"],
            () if level == Level::Town && agency.own.ends_with('镇') => &["全乡"],
            () if level == Level::Town && agency.own.ends_with('乡') => &["全镇"],
            () if is_in(&['区']) && level == Level::County => &["我县", "我旗", "全县"],
            () if is_in(&['区']) => &["我县", "我旗"],
            () if is_in(&['县']) => &["我旗"],
            () if is_in(&['市', '旗']) => &["我县"],
            () => &[],
        };
        // A department without its region in its name may be of any level.
        let counting: &[&str] = match level {
            Level::Town => &["全市", "全县", "全区", "全省", "我市", "我县", "我区"],
            Level::County if agency.own_region_is_city() => &["全省", "全县", "我区"],
            Level::County if is_zone_of(agency) => &["全市", "全省"],
            Level::County if is_in(&['区']) => &["全市", "全省", "我市"],
            Level::County => &["全市", "全省", "我市", "我区"],
            Level::City => &["全省"],
            Level::Province => return None,
        };
        Some(Self { counting, calling })
    }
}

fn check(rule: &Rule, Subject { report, prose, .. }: &Subject<'_>) -> Verdict {
    let Some(agency) = Agency::of(report) else { return Verdict::skipped(1, "没有读出报告机关") };
    let Some(level) = agency.level else { return Verdict::skipped(1, "从名称看不出是哪一级机关") };
    let Some(words) = Words::of(&agency, level) else {
        return Verdict::not_applicable("省级机关没有更大的范围可以写错");
    };
    let paragraphs = paragraphs(prose);
    let own_name = report.agency.as_deref().unwrap_or_default();
    let (mut findings, mut is_called) = (Vec::new(), false);
    let body = paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Body(_)));
    for sentence in body.flat_map(|paragraph| paragraph.sentences()) {
        if !sentence.text.contains(['全', '我', '党']) {
            continue;
        }
        for word in words.counting {
            let Some((at, end)) = misplaced(&sentence, word) else { continue };
            let message =
                format!("{}说的是{word}，而这是{own_name}的报告，请核对统计范围。", quote(&sentence.written(at..end)));
            findings.push(rule.finding(message).anchor(sentence.anchor(at..at + word.len())));
        }
        if let Some(range) = foreign_organs(&agency, &sentence) {
            let written = quote(&sentence.written(range.clone()));
            let message = format!("这里写的是{written}，而这是{own_name}的报告，请核对。");
            findings.push(rule.finding(message).anchor(sentence.anchor(range)));
        }
        // One slip of a copied text is told once.
        let calling = if is_called { &[] } else { words.calling };
        for word in calling {
            let at = sentence.text.match_indices(word).map(|(at, _)| at).find(|at| is_called_so(&sentence, *at, word));
            let Some(at) = at else { continue };
            is_called = true;
            let says = if word.starts_with('我') { "自称" } else { "说的是" };
            let message = format!("这里{says}“{word}”，而这是{own_name}的报告，请核对。");
            findings.push(rule.finding(message).anchor(sentence.anchor(at..at + word.len())));
        }
    }
    prose.verdict(findings)
}

/// The leading organs that only another kind of place has: 街道党工委 over a town, 镇党委 over a street.
fn foreign_organs(agency: &Agency, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    const OF_STREETS: [&str; 3] = ["街道党工委", "党工委、办事处", "街道办事处党工委"];
    const OF_TOWNS: [&str; 6] = ["镇党委、镇政府", "镇党委、政府", "镇党委政府", "镇党委", "乡党委、乡政府", "乡党委"];
    let organs = match () {
        () if !agency.is_town() => return None,
        () if agency.own.ends_with("街道") => &OF_TOWNS[..],
        () if agency.own.ends_with('镇') => &["街道党工委", "党工委、办事处", "乡党委"],
        () if agency.own.ends_with('乡') => &["街道党工委", "党工委、办事处", "镇党委"],
        () => &OF_STREETS[..],
    };
    let text = sentence.text;
    organs.iter().find_map(|organ| {
        let at = text.find(organ)?;
        let end = at + organ.len();
        // Under whose lead the work is done; the name of a place before it would be another's.
        let leads = ["在", "由", "经"]
            .iter()
            .any(|word| text[..at].ends_with(word) || text[..at].ends_with(&format!("{word}县")));
        let is_led = text[end..].chars().take(12).collect::<String>().contains("领导");
        (leads && is_led && !sentence.is_quoted(at)).then_some(at..end)
    })
}

fn is_zone_of(agency: &Agency) -> bool {
    agency.regions.last().is_some_and(|region| is_zone(region))
}

/// Whether the word is what the agency calls its own region.
fn is_called_so(sentence: &Sentence<'_>, at: usize, word: &str) -> bool {
    let after = &sentence.text[at + word.len()..];
    let is_seat =
        after.starts_with('城') && !["城市", "城乡", "城管", "城镇"].iter().any(|next| after.starts_with(next));
    !sentence.is_quoted(at) && !is_seat && !after.starts_with('域')
}

/// Where the word counts the agency's own work or those below it, and the end of that clause.
fn misplaced(sentence: &Sentence<'_>, word: &str) -> Option<(usize, usize)> {
    let text = sentence.text;
    text.match_indices(word).map(|(at, _)| at).find_map(|at| {
        let after = &text[at + word.len()..];
        let end = at + word.len() + after.find(',').unwrap_or(after.len());
        let start = text[..at].rfind([',', ':']).map_or(sentence.head().min(at), |comma| comma + 1);
        let clause = &text[start..end];
        let lead = text[start..at].trim_start_matches(|c: char| c.is_ascii_digit());
        let lead = lead.strip_prefix("年度").or_else(|| lead.strip_prefix('年')).unwrap_or(lead);
        // 全市教育系统 counts like 全市.
        let goes_on =
            after.split_once("系统").filter(|(field, _)| field.chars().count() <= 6).map_or(after, |(_, on)| on);
        let is_own = lead.is_empty() && WORK.iter().any(|work| goes_on.starts_with(work));
        let counts = clause.chars().any(|c| c.is_ascii_digit())
            && clause.ends_with(['件', '条', '份', '次', '期', '个', '篇', '场']);
        let is_excused = RIGHTLY.iter().any(|word| clause.contains(word));
        // A clause that begins with the word and goes on with the work done, or with a figure of it.
        let is_told = is_own && (counts || clause.contains("申请") || text[end..].chars().any(|c| c.is_ascii_digit()));
        let is_wrong = !is_excused && (is_told || is_of_publicity(lead, after, word))
            || supervises(lead, after, word)
            || counts_villages(lead, after, word);
        (is_wrong && !sentence.is_quoted(at)).then_some((at, end))
    })
}

/// Whether the clause tells of the publicity work of the larger region as the agency's own: 我市将继续加强公开,
/// 不断提升全市政府信息公开工作水平, 我局及时公开全市水利信息.
fn is_of_publicity(lead: &str, after: &str, word: &str) -> bool {
    const PUBLICITY: [&str; 6] =
        ["政府信息公开工作", "政务公开工作", "信息公开工作", "政府信息公开水平", "政务公开水平", "政务公开质量"];
    const GOES: [&str; 14] =
        ["取得", "存在", "仍", "虽", "还", "稳步", "有序", "扎实", "不断", "水平", "质量", "人员", "总体", "在上级"];
    const OWN: [&str; 12] =
        ["将", "认真", "严格", "高度重视", "坚持", "主动公开", "未收到", "未发生", "全面贯彻", "切实", "不断", "积极"];
    const FURTHERS: [&str; 10] = ["提升", "提高", "推动", "推进", "促进", "加强", "做好", "规范", "深化", "提升了"];
    const FOR_OTHERS: [&str; 5] = ["贡献", "助力", "力量", "会", "培训"];
    if FOR_OTHERS.iter().any(|word| after.contains(word)) {
        return false;
    }
    let goes_on = PUBLICITY.iter().find_map(|words| after.strip_prefix(words));
    let is_own = lead.is_empty()
        && (goes_on.is_some_and(|rest| GOES.iter().any(|word| rest.starts_with(word)))
            || word.starts_with('我') && OWN.iter().any(|word| after.starts_with(word)));
    let furthers = goes_on.is_some() && word.starts_with('全') && FURTHERS.iter().any(|verb| lead.ends_with(verb));
    let publishes = word == "全市"
        && ITSELF.iter().any(|own| lead.starts_with(own))
        && ["公开", "发布", "公布"].iter().any(|verb| lead.ends_with(verb));
    is_own || furthers || publishes
}

/// Whether a town's own villages are counted for a larger region's: 全区18个行政村全部设立公开栏.
fn counts_villages(lead: &str, after: &str, word: &str) -> bool {
    const MOST: u32 = 60;
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let few = after[..digits].parse::<u32>().is_ok_and(|number| number <= MOST);
    let rest = after[digits..].strip_prefix('个').unwrap_or_default();
    let is_village = ["行政村", "村(", "村均", "村全部", "村(社区)", "社区"].iter().any(|unit| rest.starts_with(unit));
    lead.is_empty() && word.starts_with('全') && word != "全省" && few && is_village
}

/// Whether the agency has those of the larger region below it: 我局组织全市28个乡镇, 加强对全县各乡镇的监测.
fn supervises(lead: &str, after: &str, word: &str) -> bool {
    let of_those = after.strip_prefix('各').or_else(|| {
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
        (rest.len() < after.len()).then(|| rest.strip_prefix('个')).flatten()
    });
    let Some(units) = of_those else { return false };
    let Some(unit) = BELOW.iter().find(|unit| units.starts_with(**unit)) else { return false };
    let verb = ITSELF.iter().find_map(|own| lead.strip_prefix(own)).unwrap_or(lead);
    let rest = units[unit.len()..].trim_start_matches("(街道)");
    // A city has counties, and they have towns.
    let is_of_county = word == "全市" && matches!(*unit, "乡镇" | "镇" | "乡" | "街道" | "村");
    let work = ["认真", "严格", "积极", "主动", "均", "共", "累计", "及时", "按时", "扎实"];
    word.starts_with('全') && SUPERVISES.contains(&verb)
        || verb.is_empty() && is_of_county && work.iter().any(|work| rest.starts_with(work))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, run};

    fn told(agency: &str, text: &str) -> usize {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).agency(agency).report();
        run(&LEVEL_WORD_MISMATCH, &report).findings.len()
    }

    #[test]
    fn a_larger_region_than_the_agency_s_is_asked_about() {
        for (agency, text) in [
            ("云溪县", "全市通过政府网站发布文字解读6份。"),
            ("云溪区人民政府", "2024年，全市共受理政府信息公开申请35件。"),
            ("云溪县青石镇", "全县共主动公开信息120条。"),
            ("云溪区北湖街道", "一是全区累计发布信息30条。"),
            ("云溪县教育局", "全市教育系统公开信息35条。"),
            ("云溪县财政局", "我局组织全市28个乡镇开展自查。"),
            ("云溪县财政局", "全市各乡镇认真落实公开要求。"),
            ("云溪县青石镇", "加强对全县各乡镇的日常监测。"),
            ("云溪区财政局", "我县公开工作稳步推进，我县成效明显。"),
            ("云溪县", "我区共受理申请35件。"),
            ("云溪县青石镇", "我镇不断提升全市政府信息公开工作水平。"),
            ("云溪县青石镇", "下一步，我市将加大政策解读力度。"),
            ("云溪县青石镇", "2024年，我县政府信息公开工作在上级部门指导下扎实推进。"),
            ("云溪县青石镇", "一是全县信息公开工作人员业务能力有待提高。"),
            ("云溪县", "2024年，全市政府信息公开工作取得新进展，但仍有差距。"),
            ("云溪县水利局", "我局及时公开全市水利工程建设进展。"),
            ("云溪县青石镇", "全区18个行政村全部设立公开栏。"),
            ("云溪区教育局", "我局指导全县中小学做好公开。"),
            ("云溪区北湖街道", "面向全镇居民公开信息。"),
            ("云溪县青石镇", "向全乡群众公开信息。"),
            ("云溪县白鹭乡", "在街道党工委、办事处的领导下，公开工作有序开展。"),
            ("云溪区北湖街道", "在镇党委、政府的正确领导下，公开工作有序开展。"),
        ] {
            assert_eq!(told(agency, text), 1, "{text}");
        }
    }

    #[test]
    fn the_larger_region_may_be_meant() {
        for (agency, text) in [
            ("江阳市", "全市共受理政府信息公开申请35件。"),
            ("澜河州石门市", "全市共受理政府信息公开申请35件。"),
            ("云溪县", "全县共受理政府信息公开申请35件。"),
            ("云溪县", "在全市政务公开考核中位列第3名。"),
            ("云溪县", "全市统一部署，开展培训2次。"),
            ("云溪县青石镇", "按照全县工作要求，公开信息5条。"),
            ("云溪县", "为全市发展贡献力量。"),
            ("教育局", "全市共公开信息5条。"),
            ("云溪县财政局", "配合市局组织全市28个乡镇开展自查。"),
            ("云溪县青石镇", "县政府办对全县各乡镇开展监测。"),
            ("云溪县青石镇", "列全县各乡镇第二位。"),
            ("云溪县", "我县公开工作在我市名列前茅。"),
            ("云溪区", "参观“我县家乡”展览。"),
            ("云溪县青石镇", "为全市政务公开工作贡献力量。"),
            ("云溪县青石镇", "按照要求，提升全市政务公开工作会议精神落实成效。"),
            ("云溪县青石镇", "全县共有240个行政村。全县政务公开工作会议召开。"),
            ("云溪县水利局", "转发全市水利工程建设进展。县政府公开全市水利信息。"),
            ("云溪县青石镇", "我县地处山区，我市中部。"),
            ("江阳市教育局", "全县推广。"),
            ("云溪区北湖街道", "在街道党工委、办事处的领导下，公开工作有序开展。"),
            ("云溪县青石镇", "在镇党委、政府的正确领导下，公开工作有序开展。"),
            ("江阳经济技术开发区管理委员会", "我县公开工作稳步推进。"),
        ] {
            assert_eq!(told(agency, text), 0, "{text}");
        }
    }
}
