//! Where a report names who it is of: whom to ask, who wrote it, who did the work it tells, who signed.
//!
//! ```text
//! 如有疑问，请与云溪县教育局联系          whom to ask
//! 下一步，青石镇将进一步……               who works
//! 青石镇政府信息公开工作仍存在……         whose work it is
//! 依托云溪县人民政府门户网站              whose site
//! 云溪县教育局 ⏎ 2025年1月14日            who signed
//! ```

use std::ops::Range;

use super::agency::{Agency, TOWN_ENDS};
use super::paragraphs::{Paragraph, Sentence};
use super::prose::Place;
use super::sites;
use crate::document::date::dates;
use crate::report::Report;

/// What a name is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Whom to ask.
    Contact,
    /// Who wrote the report.
    Author,
    /// In the name that the text gives the report.
    Titled,
    /// Who does what only the agency that reports tells of itself: 未收取信息处理费.
    Reporter,
    /// Who works in this year: 2024年，某局…….
    OfTheYear,
    /// Who works.
    Worker,
    /// Whose site or leadership is meant.
    Region,
    /// Whose site the agency publishes on.
    Site,
}

impl Role {
    /// What the place is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "请与谁联系一处",
            Self::Author => "由谁编制一处",
            Self::Titled => "报告自称的名称",
            Self::Reporter | Self::OfTheYear | Self::Worker => "讲本机关工作的地方",
            Self::Region => "所在地区的名称",
            Self::Site => "公开信息的网站、公众号",
        }
    }
}

/// A name with its role: its bytes in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The bytes of the sentence.
    pub range: Range<usize>,
    /// What it is there.
    pub role: Role,
}

/// The names with a role in a sentence, in its order of roles.
pub fn named(sentence: &Sentence<'_>) -> Vec<Named> {
    let text = sentence.text;
    let told = |found: Option<Range<usize>>, role| found.map(|range| Named { range, role });
    let special = told(contact(text), Role::Contact)
        .or_else(|| told(author(text), Role::Author))
        .or_else(|| told(self_named(text), Role::Titled));
    let mut found: Vec<Named> = match special {
        Some(named) => vec![named],
        None => workers(sentence),
    };
    found.extend(sites::regions(text).map(|range| Named { range, role: Role::Region }));
    found.extend(sites::of_agencies(text).map(|range| Named { range, role: Role::Site }));
    found
}

/// Who is named to be asked: 请与……联系.
fn contact(text: &str) -> Option<Range<usize>> {
    let end = text.find("联系")?;
    let (at, with) =
        ["请与", "请和", "请同", "请向", "可与"].iter().find_map(|with| Some((text[..end].rfind(with)?, *with)))?;
    let start = at + with.len();
    let name = text[start..end].split(['(', ',']).next().unwrap_or_default();
    is_name(name).then_some(start..start + name.len())
}

/// Who is named to have written the report: 由……编制.
fn author(text: &str) -> Option<Range<usize>> {
    let start = text.find("报告由").map(|at| at + "报告由".len())?;
    let rest = &text[start..];
    let end =
        ["编制", "根据", "按照", "依据", "负责", "组织", "依照"].iter().filter_map(|word| rest.find(word)).min()?;
    is_name(&rest[..end]).then_some(start..start + end)
}

/// What the text calls this report, after its year.
const REPORT_NAMES: [&str; 7] = [
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作情况",
    "政府信息公开情况",
    "政府信息公开工作报告",
    "政府信息公开工作总结",
    "政务公开工作情况",
];

/// Who is named in the name that the text gives this report: 编制《……2024年政府信息公开工作年度报告》.
fn self_named(text: &str) -> Option<Range<usize>> {
    const WORDS: [&str; 9] = ["现公布", "现编制", "特编制", "编制了", "编制", "现将", "公布", "发布", "本"];
    let is_own = text.contains("公开")
        && ["编制", "公布", "制作", "现将", "发布"].iter().any(|word| text.contains(word))
        && !["按时", "及时", "完成"].iter().any(|word| text.contains(word));
    let is_said = ["现公布", "现编制", "现将", "特编制"].iter().any(|word| text.contains(word));
    if !is_own || !is_said && ["通知", "要求"].iter().any(|word| text.contains(word)) {
        return None;
    }
    dates(text).into_iter().find_map(|date| {
        let after = text[date.range.end..].trim_start_matches('度');
        if !REPORT_NAMES.iter().any(|name| after.starts_with(name)) {
            return None;
        }
        let before = &text[..date.range.start];
        let start = before
            .rfind(['《', '"', ',', '>', ':', '('])
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let name = &before[start..];
        let lead = WORDS.iter().find(|word| name.starts_with(**word));
        let start = start + lead.map_or(0, |word| word.len());
        // 「某县人民政府编制2024年……」
        let name = &text[start..date.range.start];
        let name = WORDS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
        is_name(name).then_some(start..start + name.len())
    })
}

/// What only the agency that reports tells of itself.
const OWN_ALONE: &[&str] = &[
    "未收取",
    "没有收取",
    "未产生信息处理费",
    "收取信息处理费",
    "收取政府信息处理费",
    "无收取",
    "无其他需要报告",
    "没有其他需要报告",
    "未收到政府信息公开申请",
    "没有收到政府信息公开申请",
    "未收到信息公开申请",
    "未收到依申请",
    "共收到政府信息公开申请",
    "收到政府信息公开申请",
    "新收政府信息公开申请",
    "未发生政府信息公开",
    "未发生因政府信息公开",
    "没有因政府信息公开",
    "未因政府信息公开",
    "无因政府信息公开",
    "政府信息公开工作",
    "的政府信息公开工作",
    "信息公开工作存在",
    "信息公开工作仍",
    "信息公开工作虽",
    "政务公开工作虽",
    "政务公开工作仍",
    "共主动公开",
    "累计主动公开",
];

/// What follows the name of an agency where it tells of its work.
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
    "信息公开",
    "政务公开",
    "共",
    "在",
    "紧紧",
    "紧扣",
    "以",
    "扎实",
    "将",
    "把",
    "依托",
    "通过",
    "结合",
    "聚焦",
    "立足",
    "继续",
    "着力",
    "对照",
    "虽",
    "仍",
    "还存在",
    "存在",
    "强化",
    "加强",
    "健全",
    "完善",
    "建立",
    "成立",
    "明确",
    "安排",
    "指定",
    "充分",
    "落实",
    "贯彻",
    "规范",
    "开展",
    "组织",
    "利用",
    "建成",
    "收到",
    "受理",
    "公开",
    "发布",
    "制定",
    "更新",
    "累计",
    "多措并举",
    "突出",
    "优化",
    "拓宽",
    "运用",
    "拟",
    "计划",
    "针对",
    "党组",
    "班子",
];

/// What may stand between a town's name and what it does.
const OFFICES: [&str; 17] = [
    "党政综合办公室",
    "党政办公室",
    "党政综合办",
    "党政办",
    "人民政府办公室",
    "政府办公室",
    "政府办",
    "党委、政府",
    "党工委、办事处",
    "党委政府",
    "人民政府",
    "政府",
    "街道办事处",
    "办事处",
    "党工委",
    "党委",
    "领导班子",
];

/// What leads to the subject of a clause.
const LEADS_IN: &[&str] = &[
    "同时",
    "目前",
    "今后",
    "下一步",
    "下步",
    "为此",
    "此外",
    "另外",
    "全年",
    "本年度",
    "一年来",
    "今年",
    "今年以来",
    "近年来",
    "总体上",
    "当前",
    "其中",
    "但",
    "因",
    "由于",
];

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 26;

/// Who is told to work, at the head of a sentence or of a clause in it.
fn workers(sentence: &Sentence<'_>) -> Vec<Named> {
    let text = sentence.text;
    let mut found = Vec::new();
    let mut start = sentence.head().min(text.len());
    let mut of_year = false;
    while start < text.len() {
        let end = text[start..].find([',', ':']).map_or(text.len(), |at| start + at);
        if !sentence.is_quoted(start) {
            let (lead, dated) = lead(&text[start..end]);
            of_year |= dated;
            // The name may be all there is before the comma.
            let beyond = if end < text.len() { text.len().min(end + 1) } else { end };
            if let Some((length, alone)) = worker(&text[start + lead..end], &text[beyond..]) {
                let role = match () {
                    () if alone => Role::Reporter,
                    () if of_year => Role::OfTheYear,
                    () => Role::Worker,
                };
                found.push(Named { range: start + lead..start + lead + length, role });
            }
            // The year counts for the clause right after it alone.
            of_year = dated && lead == end - start;
        }
        start = end + 1;
    }
    found
}

/// How many bytes at the head of a clause lead to its subject, and whether they are a year.
fn lead(clause: &str) -> (usize, bool) {
    let mut rest = clause;
    if let Some(word) = LEADS_IN.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len()) {
        rest = &rest[word.len()..];
    }
    let head = rest.len().min(48);
    let head = (0..=head).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
    let date = dates(&rest[..head]).into_iter().next().filter(|date| date.range.start == 0 && date.month.is_none());
    let Some(date) = date else { return (clause.len() - rest.len(), false) };
    let rest = rest[date.range.end..].trim_start_matches('度');
    (clause.len() - rest.len(), true)
}

/// The name that a clause begins with and whether it tells what only the reporting agency does; `None` where it begins
/// with no name of an agency at work.
fn worker(clause: &str, beyond: &str) -> Option<(usize, bool)> {
    const ENDS: [char; 8] = ['局', '会', '委', '心', '镇', '乡', '道', '木'];
    const REGION_ENDS: [char; 3] = ['县', '区', '旗'];
    for (at, c) in clause.char_indices().take(LONGEST_NAME) {
        let end = at + c.len_utf8();
        if !(ENDS.contains(&c) || REGION_ENDS.contains(&c)) || matches!(c, '道' | '木') && !is_town(&clause[..end]) {
            continue;
        }
        let mut after = &clause[end..];
        for office in OFFICES {
            if let Some(rest) = after.strip_prefix(office) {
                // 青石镇政府信息公开工作 is the work of 青石镇.
                if office != "政府" || !rest.starts_with("信息公开") {
                    after = rest;
                }
            }
        }
        if after.is_empty() {
            after = beyond;
        }
        // The year may stand after the name.
        if let Some(date) = dates(&after[..floor(after, 20)]).first().filter(|date| date.range.start == 0) {
            after = after[date.range.end..].trim_start_matches('度').trim_start_matches(',');
        }
        let alone = OWN_ALONE.iter().any(|word| after.starts_with(word));
        let works = alone || WORK.iter().any(|word| after.starts_with(word));
        let name = &clause[..end];
        if works && is_name(name) {
            return Some((end, alone));
        }
        // What goes on is a longer name, or no name at all.
        if is_town(name) && works {
            return None;
        }
    }
    None
}

/// What an agency does whose name stands at the head of a later clause as that of the one that reports: 为推动工作落实，某局成立了
/// 领导小组.
const OWN_WORK: [&str; 20] = [
    "高度重视",
    "认真",
    "严格",
    "积极",
    "坚持",
    "将",
    "进一步",
    "不断",
    "切实",
    "始终",
    "成立",
    "建立",
    "健全",
    "完善",
    "制定",
    "通过",
    "依托",
    "仍",
    "存在",
    "党组",
];

/// Whether what stands after this byte is what the agency that reports does.
pub fn is_own_work(text: &str, end: usize) -> bool {
    OWN_WORK.iter().any(|work| text[end..].starts_with(work))
}

/// The largest byte up to `most` at which the text may be cut.
pub fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn is_town(name: &str) -> bool {
    TOWN_ENDS.iter().any(|end| name.ends_with(end))
}

/// Who signed: the paragraph below the report's last words that is a name alone and has a date after it, in the same
/// paragraph or in the next.
pub fn signature<'p>(report: &Report, paragraphs: &'p [Paragraph<'p>]) -> Option<(&'p Paragraph<'p>, Range<usize>)> {
    let last = report.parts.last().map(|part| Place::Body(part.kind))?;
    let tail: Vec<&Paragraph<'_>> = paragraphs.iter().filter(|paragraph| paragraph.place == last).collect();
    tail.iter().enumerate().rev().find_map(|(index, paragraph)| {
        let text = paragraph.text();
        if text.len() > 150 || text.contains([',', '。', ';', ':', '>']) {
            return None;
        }
        let date = dates(text).into_iter().next_back();
        let name = match &date {
            Some(date) if date.range.end == text.len() && date.month.is_some() => &text[..date.range.start],
            Some(_) => return None,
            None => {
                let next = tail.get(index + 1)?;
                let is_dated = dates(next.text()).first().is_some_and(|date| date.range == (0..next.text().len()));
                if !is_dated {
                    return None;
                }
                text
            }
        };
        let name = name.trim_end_matches(['(', ' ']);
        is_agency(name).then_some((*paragraph, 0..name.len()))
    })
}

/// Words that no one agency has in its name: who reports, many, or others in general.
const NO_NAMES: [&str; 41] = [
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
    "领导下",
];

/// What bureaus have in their names that other names have not.
const OF_BUREAUS: [&str; 10] =
    ["城乡建设", "城市建设", "工业和信息化", "信息化", "安全", "应急管理", "对外", "科技创新", "社会工作", "现代农业"];

/// What leads to who or what stands after it, so that a name that seems to begin with it is none: 由街道, 在镇.
const LEADS: [char; 8] = ['由', '在', '以', '把', '对', '为', '向', '与'];

/// What stands before 镇, 乡 or 街道 where they are no end of a name: 城乡, 小镇, 下乡, 辖区街道.
const NO_STEMS: [char; 30] = [
    '县', '市', '区', '村', '城', '入', '下', '回', '返', '家', '驻', '集', '小', '乡', '重', '古', '名', '镇', '条',
    '级', '个', '老', '故', '异', '强', '兴', '美', '进', '到', '的',
];

/// What no name has, and what seems to be one has where a verb or another word stands before 镇, 区 or 局.
const NO_PLACES: [&str; 52] = [
    "再", "现", "将", "由", "向", "经", "对", "与", "给", "让", "使", "即", "并", "已", "未", "不", "要", "应", "请",
    "把", "被", "从", "按", "每", "至", "但", "且", "了", "的", "得", "是", "为", "包括", "上报", "报送", "优化",
    "创新", "公布", "代表", "发布", "下发", "推送", "接受", "配合", "协助", "指导", "督促", "参加", "提升", "涉及",
    "覆盖", "打造",
];

/// What stands before 镇, 乡 or 街道 where one of a sort is meant: 示范镇, 相邻街道.
const SORTS: [&str; 22] = [
    "建制", "中心", "特色", "示范", "文明", "试点", "部分", "其他", "其余", "沿线", "主要", "相邻", "周边", "背街",
    "商业", "卫生", "所属", "下属", "先进", "经济", "两个", "场",
];

/// What stands before 区 where it is no district: 专区, 服务区.
const NO_DISTRICTS: &str = "专核心务护能验住宅目范园厂库辖社校片景牧林矿营地街小灾农城郊灌新发市县区展览动缓域";

/// The longest name of a town or a county without the region above it, in characters, its last one included.
const LONGEST_PLACE: usize = 4;

/// Whether a town's or a county's name is one, and not words with 镇 or 区 after them.
fn is_place(text: &str) -> bool {
    let is_region = text.ends_with(['县', '区', '旗']);
    if !is_region && !is_town(text) {
        return true;
    }
    let stem = TOWN_ENDS.iter().find_map(|end| text.strip_suffix(end));
    let is_sort = stem.is_some_and(|stem| SORTS.iter().any(|sort| stem.ends_with(sort)));
    let is_zone = text.strip_suffix('区').is_some_and(|stem| stem.ends_with(|c| NO_DISTRICTS.contains(c)));
    if is_sort || is_zone {
        return false;
    }
    let named = Agency::named(text);
    let own = named.as_ref().map_or(text, |agency| agency.own.as_str());
    let length = own.chars().count() - if own.ends_with("街道") || own.ends_with("苏木") { 1 } else { 0 };
    length <= LONGEST_PLACE || named.is_some_and(|agency| agency.regions.len() > usize::from(is_region))
}

/// Whether it can be the name of one agency, and is none that anybody calls itself by.
pub fn is_name(text: &str) -> bool {
    let is_one = !text.contains([',', '、', '"', '《', '。']) && !text.contains("和各") && !text.contains("及");
    if !is_one || text.starts_with(LEADS) || !(3..=LONGEST_NAME).contains(&text.chars().count()) {
        return false;
    }
    let bare = OF_BUREAUS.iter().fold(text.to_owned(), |text, part| text.replace(part, "业"));
    let stem = TOWN_ENDS.iter().find_map(|end| text.strip_suffix(end));
    !NO_NAMES.iter().chain(&NO_PLACES).any(|word| bare.contains(word))
        && stem.is_none_or(|stem| !stem.ends_with(NO_STEMS))
        && is_place(text)
}

/// Whether a line is the name of an agency, as it stands below a report.
pub fn is_agency(text: &str) -> bool {
    const ENDS: [char; 22] = [
        '府', '局', '委', '办', '处', '厅', '会', '院', '站', '队', '所', '心', '区', '县', '市', '旗', '镇', '乡',
        '道', '室', '部', '社',
    ];
    text.ends_with(ENDS) && !text.contains([':', '-']) && is_name(text)
}

/// The county that a name of a region or of its government tells last.
pub fn region_of(name: &str) -> Option<String> {
    Agency::named(name).and_then(|agency| agency.regions.last().cloned())
}
