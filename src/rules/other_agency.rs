//! Whether a name in the text is that of another agency than the one that reports, and how far apart the two are.

use super::agency::{Agency, Kind, Level, TOWN_ENDS, is_short_for};

/// How another agency's name stands to that of the agency that reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is the same one, a part of it, the one above it, or nothing that can be told.
    None,
    /// One of its kind and level elsewhere: another town, the same bureau of another county, another county.
    Peer,
    /// Another bureau.
    Bureau,
    /// One of another kind: a bureau in a town's report, a town in a bureau's.
    Stranger,
}

impl Relation {
    /// How `name`, folded, stands to the agency that reports.
    pub fn of(own: &Agency, name: &str) -> Self {
        let is_parted = own.kind == Kind::Department || own.is_town();
        if is_parted && name.contains(stem(&own.own)) {
            // A name with an own one in it is a part of it, or its office; unless it is of another county.
            let end = name.find(&own.own).map_or(0, |at| at + own.own.len());
            let other = Agency::named(&name[..end]);
            return if other.is_some_and(|other| are_apart(own, &other)) { Self::Peer } else { Self::None };
        }
        // An office of a bureau is named with it: 教育局办公室.
        let name = name.rfind('局').map_or(name, |at| &name[..at + '局'.len_utf8()]);
        let Some(other) = Agency::named(name) else { return Self::None };
        match (Sort::of(own), Sort::of(&other)) {
            (Sort::Town, Sort::Town) => {
                // The name may stand with a short form of its region before it.
                let (mine, theirs) = (stem(&own.own), stem(&other.own));
                if own.own.contains(theirs) || other.own.contains(mine) { Self::None } else { Self::Peer }
            }
            (Sort::Bureau, Sort::Bureau) if are_alike(own, &other.own) => {
                if are_apart(own, &other) {
                    Self::Peer
                } else {
                    Self::None
                }
            }
            (Sort::Bureau, Sort::Bureau) if is_part(&own.own, &other.own) => Self::None,
            (Sort::Bureau, Sort::Bureau) => Self::Bureau,
            (Sort::Region, Sort::Region) if other.level == own.level && are_two(own, &other) => Self::Peer,
            (Sort::Town, Sort::Bureau) | (Sort::Bureau, Sort::Town) => Self::Stranger,
            _ => Self::None,
        }
    }
}

/// What an agency is, as far as it can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Town,
    Bureau,
    Region,
    Other,
}

impl Sort {
    fn of(agency: &Agency) -> Self {
        match agency.kind {
            Kind::Government if agency.is_town() => Self::Town,
            Kind::Government => Self::Region,
            // The committee of a zone has bureaus below it.
            Kind::Department if agency.own.ends_with("管理委员会") => Self::Other,
            Kind::Department if agency.own.ends_with(['局', '委']) || agency.own.ends_with("委员会") => {
                Self::Bureau
            }
            Kind::Department => Self::Other,
        }
    }
}

/// A town's name without what it ends with.
pub fn stem(name: &str) -> &str {
    TOWN_ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// Whether both name their county, and it is not the same one. A county that became a district keeps its name.
fn are_apart(own: &Agency, other: &Agency) -> bool {
    match (county(&own.regions), county(&other.regions)) {
        (Some(mine), Some(theirs)) => differ(mine, theirs),
        _ => false,
    }
}

/// Whether two names of counties are not those of one: 云溪区 was 云溪县, and 河口县 may be told with its city.
pub fn differ(mine: &str, theirs: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches(['县', '区', '旗', '市']).to_owned();
    let (mine, theirs) = (bare(mine), bare(theirs));
    // 科右中旗 is 科尔沁右翼中旗 cut short.
    !is_short_for(&mine, &theirs) && !is_short_for(&theirs, &mine)
}

/// The county or district among some regions, where that is one with boundaries of its own: zones overlap with others.
pub fn county(regions: &[String]) -> Option<&str> {
    let last = regions.last().map(String::as_str)?;
    (last.ends_with(['县', '旗', '区']) && !is_zone(last)).then_some(last)
}

/// Whether it is a zone, which lies in counties and districts.
pub fn is_zone(region: &str) -> bool {
    const ZONES: [&str; 12] = [
        "开发区",
        "新区",
        "高新区",
        "园区",
        "示范区",
        "度假区",
        "风景区",
        "保税区",
        "管理区",
        "经济区",
        "经开区",
        "自治区",
    ];
    ZONES.iter().any(|zone| region.ends_with(zone))
}

/// Whether two regions of one level are two, and not one with more of its name.
fn are_two(own: &Agency, other: &Agency) -> bool {
    let is_county =
        own.level == Some(Level::County) && county(&own.regions).is_some() && county(&other.regions).is_some();
    is_county
        && !own.regions.contains(&other.own)
        && !own.own.contains(&other.own)
        && !other.own.contains(own.own.as_str())
        && differ(&own.own, &other.own)
}

/// Whether two names of bureaus may be one: cut short (发改局), with the region's short name before it, or the same one
/// with a newer name.
fn are_alike(own: &Agency, theirs: &str) -> bool {
    let core =
        |name: &str| ["委员会", "局", "委"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned();
    let (mine, mut theirs) = (core(&own.own), core(theirs));
    for region in &own.regions {
        let short = region.trim_end_matches(['县', '区', '旗', '市', '州', '盟']);
        if let Some(rest) = theirs.strip_prefix(short) {
            theirs = rest.to_owned();
        }
    }
    // 县发改局 is told by whose it is.
    let theirs = theirs.trim_start_matches(['县', '区', '旗', '市', '州', '盟']).to_owned();
    let length = theirs.chars().count();
    let common = theirs.chars().filter(|c| mine.contains(*c)).count();
    is_short_for(&theirs, &mine)
        || is_short_for(&mine, &theirs)
        || mine.contains(&theirs)
        || theirs.contains(&mine)
        || length > 3 && common * 2 > length
}

/// Whether one of two bureaus may be run by the other, or share its building and its name plate.
fn is_part(mine: &str, theirs: &str) -> bool {
    const PARTS: [&str; 28] = [
        "分局",
        "支局",
        "公路",
        "渔",
        "水文",
        "文物",
        "知识产权",
        "乡村振兴",
        "畜牧",
        "粮食",
        "疾病预防",
        "疾控",
        "房产",
        "园林",
        "社会保险",
        "就业",
        "地震",
        "档案",
        "机关事务",
        "中医药",
        "消防",
        "总局",
        "国库",
        "执法",
        "政务服务",
        "行政审批",
        "数据",
        "招商",
    ];
    // Forests are those of the bureaus of land and of farming in many places.
    let forests = |one: &str, other: &str| {
        one.contains("林业") && ["自然资源", "农业", "林业", "园林", "生态"].iter().any(|of| other.contains(of))
    };
    PARTS.iter().any(|part| mine.contains(part) || theirs.contains(part))
        || forests(mine, theirs)
        || forests(theirs, mine)
}

/// Whether a name below a report is that of the same bureau of another city.
pub fn is_of_another_city(own: &Agency, name: &str) -> bool {
    let Some(other) = Agency::named(name) else { return false };
    let cities =
        |agency: &Agency| agency.regions.iter().filter(|region| region.ends_with('市')).cloned().collect::<Vec<_>>();
    let (mine, theirs) = (cities(own), cities(&other));
    let is_same = own.own == other.own && own.kind == Kind::Department && own.regions.len() == other.regions.len();
    is_same
        && !mine.is_empty()
        && !theirs.is_empty()
        && !mine.iter().any(|mine| theirs.iter().any(|theirs| !differ(mine, theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn relation(own: &str, name: &str) -> Relation {
        Relation::of(&Agency::named(own).expect("an agency"), name)
    }

    #[test]
    fn one_of_the_same_kind_elsewhere_is_a_peer() {
        for (own, name) in [
            ("云溪县青石镇人民政府", "白鹭镇"),
            ("云溪县青石镇", "河口县青石镇人民政府"),
            ("云溪区发展和改革局", "河口区发展和改革局"),
            ("云溪区发展和改革局", "河口区发改局办公室"),
            ("云溪县", "河口县人民政府"),
            ("江阳市云溪区人民政府", "河口区"),
        ] {
            assert_eq!(relation(own, name), Relation::Peer, "{own}: {name}");
        }
    }

    #[test]
    fn another_bureau_and_one_of_another_kind_are_told_apart() {
        assert_eq!(relation("云溪县教育局", "云溪县水利局"), Relation::Bureau);
        assert_eq!(relation("云溪县教育局", "云溪县卫生健康委员会"), Relation::Bureau);
        assert_eq!(relation("云溪县教育局", "青石镇"), Relation::Stranger);
        assert_eq!(relation("云溪县青石镇", "云溪县水利局"), Relation::Stranger);
    }

    #[test]
    fn parts_superiors_and_former_names_are_nothing_to_tell() {
        for (own, name) in [
            ("云溪县青石镇", "云溪县人民政府"),
            ("云溪县青石镇", "青石街道"),
            ("江阳市教育局", "云溪县教育局"),
            ("云溪县教育局", "江阳市教育局"),
            ("洪泽区教育局", "洪泽县教育局"),
            ("科尔沁右翼中旗哈日诺尔苏木", "科右中旗哈日诺尔苏木人民政府"),
            ("云溪区教育局", "江阳经济技术开发区教育局"),
            ("云溪县住房和城乡建设局", "云溪住建局"),
            ("云溪县发展和改革局", "县发改局办公室"),
            ("云溪县交通运输局", "云溪县公路局"),
            ("江阳市公安局", "江阳市公安局河口分局"),
            ("江阳市", "云溪县"),
            ("云溪县", "云溪县水利局"),
            ("云溪县", "江阳市"),
        ] {
            assert_eq!(relation(own, name), Relation::None, "{own}: {name}");
        }
    }
}
