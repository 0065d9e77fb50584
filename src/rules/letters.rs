//! What a letter to the agency above says and a report to the public does not: whom it is sent to, how it ends.

use std::ops::Range;

use super::agency::Agency;

/// How a letter speaks to the agency it is sent to.
const ADDRESSED: [&str; 7] = ["贵办", "贵局", "贵委", "贵单位", "贵厅", "贵中心", "贵机关"];

/// What a letter begins its last sentence with.
const HEREBY: [&str; 9] =
    ["特此报告", "特此汇报", "特此上报", "特此呈报", "专此报告", "专此汇报", "谨此报告", "谨此汇报", "现呈上"];

/// What it asks for.
const ASKED: [&str; 12] =
    ["审阅", "审示", "阅示", "批示", "审核", "审定", "指示", "批复", "审查", "审议", "批评指正", "备案"];

/// Those whom it asks.
const WHOM: [&str; 12] = [
    "予以",
    "予",
    "领导",
    "上级",
    "各位领导",
    "县政府办公室",
    "市政府办公室",
    "区政府办公室",
    "县政府办",
    "市政府办",
    "区政府办",
    "县政府",
];

/// The formulas of a letter in a folded text, one a sentence.
pub fn formulas(text: &str) -> Vec<Range<usize>> {
    const HINTS: [&str; 7] = ["贵", "特此", "此致", "妥", "请", "当否", "此报告"];
    let mut found = Vec::new();
    if !HINTS.iter().any(|hint| text.contains(hint)) {
        return found;
    }
    let mut start = 0;
    for sentence in text.split_inclusive(['。', ';', '!', '?']) {
        let from = start;
        start += sentence.len();
        let words = sentence.trim_end_matches(['。', ';', '!', '?']);
        let place = formula(words).or_else(|| addressed(words));
        found.extend(place.map(|place| from + place.start..from + place.end));
    }
    found
}

fn formula(sentence: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut begun = None;
    for clause in sentence.split_inclusive(',') {
        let from = start;
        start += clause.len();
        let words = clause.trim_end_matches(',');
        let is_question = ["妥否", "当否", "是否妥当"].iter().any(|end| words.ends_with(end));
        let is_doubt = ["批评指正", "批示", "指示"].iter().any(|end| sentence.ends_with(end))
            && ["如有不妥", "如有不当", "不妥之处", "不当之处"].iter().any(|doubt| words.contains(doubt));
        if HEREBY.iter().any(|hereby| words.starts_with(hereby))
            || words == "此致"
            || words == "此致敬礼"
            || asks(words)
        {
            return Some(begun.unwrap_or(from)..from + words.len());
        }
        if is_question || is_doubt {
            begun.get_or_insert(from);
        }
    }
    begun.map(|from| from..sentence.len())
}

/// 请审阅, 敬请领导批示, 请予审核: a clause that says nothing else.
fn asks(clause: &str) -> bool {
    let clause =
        ["以上报告", "以上情况", "以上", "报告"].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    let clause = clause.trim_start_matches(['敬', '恳', '呈', '谨', '现', '一', '并', '报']);
    let Some(asked) = clause.strip_prefix('请') else { return false };
    let asked = WHOM.iter().filter_map(|whom| asked.strip_prefix(whom)).min_by_key(|rest| rest.len()).unwrap_or(asked);
    // The public may be asked for its criticism.
    ASKED.contains(&asked)
}

/// 贵办, 贵局.
fn addressed(sentence: &str) -> Option<Range<usize>> {
    let (at, word) = ADDRESSED.iter().find_map(|word| Some((sentence.find(word)?, *word)))?;
    let is_quoted = sentence[..at].matches('"').count() % 2 == 1;
    (!is_quoted).then(|| at..at + word.len())
}

/// Whom a letter is sent to, in a line of its own or after the last sentence of one: 县政府办公室：.
pub fn addressee(text: &str) -> Option<Range<usize>> {
    const ENDS: [&str; 9] = [
        "人民政府",
        "政府办公室",
        "政府办公厅",
        "政府办",
        "公开办公室",
        "公开办",
        "领导小组办公室",
        "各位领导",
        "领导小组",
    ];
    const LONGEST: usize = 80;
    let line = text.strip_suffix(':')?;
    let start = line.rfind('。').map_or(0, |mark| mark + '。'.len_utf8());
    let name = Some(&line[start..]).filter(|name| name.len() <= LONGEST && !name.contains([',', ';', ':']))?;
    let is_above = name.starts_with(['县', '市', '区', '省', '州', '旗', '各', '尊'])
        || Agency::named(name).is_some_and(|agency| !agency.regions.is_empty());
    (is_above && ENDS.iter().any(|end| name.ends_with(end))).then_some(start..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<&str> {
        formulas(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn the_end_of_a_letter_is_found() {
        for (text, formula) in [
            ("以上报告妥否,请批示。", "以上报告妥否,请批示"),
            ("无其他事项。特此报告。", "特此报告"),
            ("以上报告,请审阅。", "请审阅"),
            ("以上报告如有不妥,请批评指正。", "以上报告如有不妥,请批评指正"),
            ("当否,请予审核", "当否,请予审核"),
            ("此致敬礼", "此致敬礼"),
            ("请县政府办公室审核。", "请县政府办公室审核"),
            ("根据贵办通知,报告如下。", "贵办"),
        ] {
            assert_eq!(said(text), [formula], "{text}");
        }
    }

    #[test]
    fn what_is_said_to_others_is_left_alone() {
        for text in [
            "报县政府办审核后发布。",
            "提请常务会议审议,公开结果。",
            "特此公告。",
            "在贵州路设栏,特此说明。",
            "欢迎社会各界批评指正。",
            "请公众监督。",
            "妥善办理申请,稳妥推进。",
            "请示批复事项",
            "及时纠正不妥之处,完善制度。",
        ] {
            assert_eq!(said(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn whom_a_letter_is_sent_to_is_found() {
        assert_eq!(addressee("县政府办公室:"), Some(0..19));
        assert!(addressee("云溪县人民政府:").is_some());
        for text in ["主办单位:", "来源:县政府办公室", "发布机构:", "云溪县人民政府", "如下:"]
        {
            assert_eq!(addressee(text), None, "{text}");
        }
    }
}
