//! Whose site, account or leadership a sentence tells of.
//!
//! ```text
//! 依托云溪县人民政府门户网站              a county's
//! 在青石镇门户网站公开                    an agency's
//! ```

use std::ops::Range;

use super::roles::{LONGEST_NAME, floor, is_name};
use crate::document::fold::is_ideograph;

/// Whose site or notice board an agency says that it publishes on: 在青石镇门户网站公开.
pub fn of_agencies(text: &str) -> impl Iterator<Item = Range<usize>> {
    const ENDS: [char; 5] = ['局', '镇', '乡', '道', '委'];
    const BEFORE: [&str; 6] = ["通过", "依托", "利用", "登录", "在", "于"];
    ["网站", "微信公众号"].into_iter().flat_map(move |site| {
        text.match_indices(site).filter_map(|(at, _)| {
            let before = &text[..at];
            let end = ["门户", "官方"].iter().find_map(|kind| before.strip_suffix(kind)).map_or(at, str::len);
            if !text[..end].ends_with(ENDS) {
                return None;
            }
            let mut from = end;
            for (place, c) in text[..end].char_indices().rev().take(LONGEST_NAME) {
                if !is_ideograph(c) {
                    break;
                }
                from = place;
            }
            let before = &text[from..end];
            let start = BEFORE.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()?;
            is_name(&before[start..]).then_some(from + start..end)
        })
    })
}

/// The counties and districts whose site or leadership a sentence tells of: 依托云溪县人民政府门户网站, 在云溪县委领导下.
pub fn regions(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SITES: [&str; 6] =
        ["人民政府网", "人民政府门户网", "政府网", "政府门户网", "人民政府官网", "人民政府信息公开网"];
    const LEADERS: [&str; 4] = ["委、", "委县", "委区", "委和"];
    const BEFORE: [&str; 14] =
        ["通过", "依托", "利用", "登录", "可在", "可从", "在", "从", "经", "以", "于", "至", "到", "运用"];
    text.match_indices(['县', '区', '旗']).filter_map(|(at, c)| {
        let end = at + c.len();
        let after = &text[end..];
        let is_told = SITES.iter().any(|site| after.starts_with(site))
            || LEADERS.iter().any(|word| after.starts_with(word)) && after[..floor(after, 60)].contains("领导");
        if !is_told {
            return None;
        }
        // The name begins after the word that leads to it, or where the clause begins.
        let mut from = end;
        for (place, c) in text[..end].char_indices().rev().take(12) {
            if !is_ideograph(c) {
                break;
            }
            from = place;
        }
        let before = &text[from..end];
        let start = BEFORE.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()?;
        let name = &before[start..];
        let fits = (3..=10).contains(&name.chars().count())
            && !["各", "本", "我", "全", "该", "所", "辖", "和", "及", "与", "社", "的"]
                .iter()
                .any(|c| name.contains(c));
        // 市县区政府网站 is nobody's own.
        let is_one = !name.starts_with(['省', '市', '县', '区', '镇'])
            && !["市县", "县区", "市区"].iter().any(|many| name.contains(many));
        (fits && is_one).then_some(from + start..end)
    })
}
