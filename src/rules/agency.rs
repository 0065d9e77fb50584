//! The agency that reports: its region, its level and its own name, told by the name in the title.
//!
//! ```text
//! 淮安市洪泽区           人民政府     ──►  a government, level county, regions 淮安市 洪泽区
//! 路南区      广场街道   办事处       ──►  a street, region 路南区, own name 广场街道
//! 青浣县      林业和草原局            ──►  a department, level county, own name 林业和草原局
//! ```
//!
//! What a name does not tell stays unknown: 江阳市 may be a city over counties or one within a city.

use crate::document::fold::fold;
use crate::report::Report;

/// The level of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A province, an autonomous region, a city under the central government.
    Province,
    /// A city or prefecture; a city at the level of a county too, since its name does not tell.
    City,
    /// A county, a district, a banner, a development zone.
    County,
    /// A town, a township, a street.
    Town,
}

/// What kind of agency it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The government of a region, its office, a street's office.
    Government,
    /// A department or another body.
    Department,
}

/// An agency, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// The regions it names, the largest first, without its own where that is a town: 淮安市, 洪泽区.
    pub regions: Vec<String>,
    /// Its own name: that of the department or the town, or of the smallest region.
    pub own: String,
    /// The level of its region; `None` where the name has none.
    pub level: Option<Level>,
    /// What kind it is.
    pub kind: Kind,
}

/// What follows the name of a region where its government is meant, the longest first.
const OF_GOVERNMENT: &[&str] = &[
    "人民政府办公厅",
    "人民政府办公室",
    "人民政府党政办公室",
    "政府办公室",
    "人民政府",
    "党政办公室",
    "办事处",
    "政府办",
    "党政办",
    "政府",
];

/// The cities under the central government.
const MUNICIPALITIES: [&str; 4] = ["北京市", "天津市", "上海市", "重庆市"];

/// What a town's name ends with.
pub const TOWN_ENDS: [&str; 4] = ["镇", "乡", "街道", "苏木"];

/// Words that end like a region and are none.
const NO_REGIONS: [&str; 14] =
    ["城市", "社区", "辖区", "小区", "市区", "景区", "山区", "灾区", "城区", "郊区", "库区", "灌区", "片区", "校区"];

impl Agency {
    /// The agency of a report; `None` where its title names none.
    pub fn of(report: &Report) -> Option<Self> {
        report.agency.as_deref().and_then(Self::named)
    }

    /// The agency with this name; `None` for what is too short to be one.
    pub fn named(name: &str) -> Option<Self> {
        let folded = fold(name);
        let name = folded.strip_prefix("国家税务总局").unwrap_or(&folded);
        // A street's office has an office of its own: 北湖街道办事处党政办公室.
        let mut core = name;
        while let Some(rest) = OF_GOVERNMENT.iter().find_map(|end| core.strip_suffix(end)) {
            core = rest;
        }
        let mut regions = Vec::new();
        let mut rest = core;
        let mut level = None;
        while let Some((unit, its_level)) = region(rest, level) {
            regions.push(unit.to_owned());
            rest = &rest[unit.len()..];
            level = Some(its_level);
        }
        if rest.is_empty() {
            let own = regions.last()?.clone();
            return Some(Self { regions, own, level, kind: Kind::Government });
        }
        if rest.chars().count() < 2 {
            return None;
        }
        let is_town = TOWN_ENDS.iter().any(|end| rest.ends_with(end));
        let (level, kind) = if is_town { (Some(Level::Town), Kind::Government) } else { (level, Kind::Department) };
        Some(Self { regions, own: rest.to_owned(), level, kind })
    }

    /// Whether it is a town, a township or a street.
    pub fn is_town(&self) -> bool {
        self.level == Some(Level::Town)
    }

    /// Whether one of its regions is a city, or may be spoken of as one.
    pub fn own_region_is_city(&self) -> bool {
        self.regions.last().is_some_and(|region| region.ends_with(['市', '州', '盟']))
    }
}

/// The region that a text begins with, below this level.
fn region(text: &str, above: Option<Level>) -> Option<(&str, Level)> {
    for (count, (at, c)) in (1..).zip(text.char_indices()).take(16) {
        if !matches!(c, '省' | '市' | '州' | '盟' | '县' | '区' | '旗') {
            continue;
        }
        let unit = &text[..at + c.len_utf8()];
        let level = match c {
            '省' => Level::Province,
            '区' if unit.ends_with("自治区") => Level::Province,
            '市' if MUNICIPALITIES.contains(&unit) => Level::Province,
            '市' | '州' | '盟' => Level::City,
            _ if unit.ends_with("地区") => Level::City,
            _ => Level::County,
        };
        // Of two cities the second is one at the level of a county.
        let level = if level == Level::City && above == Some(Level::City) { Level::County } else { level };
        let is_long_enough = count >= if c == '县' { 2 } else { 3 };
        let goes_on = c == '州' && text[unit.len()..].starts_with(['市', '区', '县']);
        let is_next = above.is_none_or(|above| level > above);
        if is_long_enough && is_next && !goes_on && !NO_REGIONS.iter().any(|end| unit.ends_with(end)) {
            return Some((unit, level));
        }
    }
    None
}

/// Whether one name is the other cut short: 发改局 and 发展和改革局.
pub fn is_short_for(short: &str, long: &str) -> bool {
    let mut left = long.chars();
    short.chars().all(|c| left.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(name: &str, regions: &[&str], own: &str, level: Option<Level>, kind: Kind) {
        let agency = Agency::named(name).expect("an agency");
        assert_eq!(
            agency,
            Agency {
                regions: regions.iter().map(|region| (*region).to_owned()).collect(),
                own: own.to_owned(),
                level,
                kind
            }
        );
    }

    #[test]
    fn governments_are_told_by_their_regions() {
        is("江阳市", &["江阳市"], "江阳市", Some(Level::City), Kind::Government);
        is("江阳市云溪区人民政府", &["江阳市", "云溪区"], "云溪区", Some(Level::County), Kind::Government);
        is("上海市人民政府办公厅", &["上海市"], "上海市", Some(Level::Province), Kind::Government);
        is("重庆市云阳县", &["重庆市", "云阳县"], "云阳县", Some(Level::County), Kind::Government);
        is("广州市", &["广州市"], "广州市", Some(Level::City), Kind::Government);
        is("江苏省苏州市昆山市", &["江苏省", "苏州市", "昆山市"], "昆山市", Some(Level::County), Kind::Government);
        is("乐山市市中区", &["乐山市", "市中区"], "市中区", Some(Level::County), Kind::Government);
        is("广西壮族自治区", &["广西壮族自治区"], "广西壮族自治区", Some(Level::Province), Kind::Government);
    }

    #[test]
    fn towns_and_streets_stand_below_their_regions() {
        is("云溪县青石镇人民政府", &["云溪县"], "青石镇", Some(Level::Town), Kind::Government);
        is("北湖街道办事处党政办公室", &[], "北湖街道", Some(Level::Town), Kind::Government);
        is("云溪区北湖街道办事处", &["云溪区"], "北湖街道", Some(Level::Town), Kind::Government);
        is("白鹭乡", &[], "白鹭乡", Some(Level::Town), Kind::Government);
    }

    #[test]
    fn departments_keep_their_own_name() {
        is("青浣县林业和草原局", &["青浣县"], "林业和草原局", Some(Level::County), Kind::Department);
        is("云溪区住房和城乡建设局", &["云溪区"], "住房和城乡建设局", Some(Level::County), Kind::Department);
        is("云溪县市场监督管理局", &["云溪县"], "市场监督管理局", Some(Level::County), Kind::Department);
        is("江阳市城市管理局", &["江阳市"], "城市管理局", Some(Level::City), Kind::Department);
        is("国家税务总局云溪县税务局", &["云溪县"], "税务局", Some(Level::County), Kind::Department);
        is("教育局", &[], "教育局", None, Kind::Department);
        assert_eq!(Agency::named("局"), None);
    }

    #[test]
    fn a_short_name_is_the_same_name() {
        assert!(is_short_for("发改局", "发展和改革局"));
        assert!(!is_short_for("教育局", "发展和改革局"));
    }
}
