//! Near misses of the name of the agency that reports.
//!
//! ```text
//! 白水县自然资局                one character missing      → 白水县自然资源局
//! 黔山苗族侗族自治洲            one for another            → 黔山苗族侗族自治州
//! 青川区住房和建设城乡局        two words exchanged        → 青川区住房和城乡建设局
//! 白水县水利局                  another agency: nothing is said
//! ```

use std::ops::Range;

use super::agency::{Agency, Kind};
use super::homophones::are_confusable;
use super::near_miss;

/// Names of fewer characters have too many neighbours.
const SHORTEST: usize = 5;

/// What a name of an agency has or lacks with reason: 市、县 before a department, 和 between two of its matters.
const DISPENSABLE: [char; 8] = ['省', '市', '县', '区', '旗', '镇', '和', '与'];

/// The name, and the parts of it that stand by themselves in a text, the longest first.
pub struct OwnName {
    targets: Vec<Target>,
}

struct Target {
    text: String,
    characters: Vec<char>,
    /// How many of them are the agency's alone, and not 人民政府 or the like.
    own: usize,
}

/// Words that are nearly the agency's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip<'n> {
    /// Their bytes.
    pub range: Range<usize>,
    /// The name.
    pub name: &'n str,
}

impl OwnName {
    /// What the agency is called; `folded` is its name in the title.
    pub fn of(agency: &Agency, folded: &str) -> Self {
        let own = if agency.kind == Kind::Department || agency.is_town() { agency.own.as_str() } else { "" };
        let regions = agency.regions.concat();
        let region = agency.regions.last().map_or("", String::as_str);
        let whole = format!("{regions}{own}");
        let tail = folded.strip_prefix(whole.as_str()).unwrap_or_default();
        let names = [
            (whole.as_str(), tail),
            (&format!("{region}{own}"), tail),
            (own, tail),
            (own, ""),
            (region, if own.is_empty() { tail } else { "" }),
            (region, ""),
        ];
        let mut targets: Vec<Target> = Vec::new();
        for (own, tail) in names {
            let text = format!("{own}{tail}");
            let characters: Vec<char> = text.chars().collect();
            if characters.len() >= SHORTEST && !targets.iter().any(|target| target.text == text) {
                targets.push(Target { own: own.chars().count(), text, characters });
            }
        }
        Self { targets }
    }

    /// Where a folded text nearly has the name, in its order.
    pub fn slips(&self, text: &str) -> Vec<Slip<'_>> {
        let mut found: Vec<Slip<'_>> = Vec::new();
        for target in &self.targets {
            for range in target.slips(text) {
                let is_told = found.iter().any(|slip| slip.range.start < range.end && range.start < slip.range.end);
                // What is one slip away from a fixed term as well is told as that.
                if !is_told && near_miss::find(&text[range.clone()]).is_empty() {
                    found.push(Slip { range, name: &target.text });
                }
            }
        }
        found.sort_by_key(|slip| slip.range.start);
        found
    }
}

impl Target {
    fn slips(&self, text: &str) -> Vec<Range<usize>> {
        let [first, second, ..] = self.characters[..] else { return Vec::new() };
        let mut found = Vec::new();
        for (start, _) in text.match_indices(first) {
            let written: Vec<char> = text[start..].chars().take(self.characters.len()).collect();
            if written.get(1) == Some(&second)
                && let Some(length) = self.slip(&written)
            {
                found.push(start..start + written[..length].iter().map(|c| c.len_utf8()).sum::<usize>());
            }
        }
        // The slip may be in the first two characters.
        let rest = &self.text[first.len_utf8() + second.len_utf8()..];
        for (at, _) in text.match_indices(rest) {
            let mut before = text[..at].chars().rev();
            let (Some(last), Some(before)) = (before.next(), before.next()) else { continue };
            let is_taken = |written: char, right: char| written != right && are_confusable(written, right);
            let wrong = before == first && is_taken(last, second) || last == second && is_taken(before, first);
            if wrong {
                found.push(at - before.len_utf8() - last.len_utf8()..at + rest.len());
            }
        }
        found
    }

    /// How many characters of what is written, which begins like the name, are nearly the name.
    fn slip(&self, written: &[char]) -> Option<usize> {
        let name = &self.characters;
        let same = name.iter().zip(written).take_while(|(a, b)| a == b).count();
        if same >= self.own {
            return None;
        }
        let (right, wrong) = (*name.get(same)?, *written.get(same)?);
        let goes_on =
            |at: usize, from: usize| name[at..].iter().eq(written.get(from..from + name.len() - at).unwrap_or(&['\0']));
        let swapped = |count: usize| {
            let (Some(a), Some(b)) = (name.get(same..same + count), name.get(same + count..same + 2 * count)) else {
                return false;
            };
            same + 2 * count <= self.own
                && a != b
                && written.get(same..same + count) == Some(b)
                && written.get(same + count..same + 2 * count) == Some(a)
                && goes_on(same + 2 * count, same + 2 * count)
        };
        if are_confusable(wrong, right) && goes_on(same + 1, same + 1) || swapped(1) || swapped(2) {
            Some(name.len())
        } else if same + 1 < name.len() && goes_on(same + 1, same) && !DISPENSABLE.contains(&right) {
            Some(name.len() - 1)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(name: &str, text: &str) -> Vec<(String, String)> {
        let agency = Agency::named(name).expect("an agency");
        let own = OwnName::of(&agency, name);
        own.slips(text).into_iter().map(|slip| (text[slip.range].to_owned(), slip.name.to_owned())).collect()
    }

    #[test]
    fn a_slip_in_the_name_is_found() {
        for (name, text, written, right) in [
            ("白水县自然资源局", "白水县自然资局公开信息。", "白水县自然资局", "白水县自然资源局"),
            ("白水县自然资源局", "自然资局公开信息。", "自然资局", "自然资源局"),
            ("江阳市白水县文化馆管理所", "白水县文馆化管理所公开信息。", "白水县文馆化管理所", "白水县文化馆管理所"),
            ("青川区住房和城乡建设局", "青川区住房和建设城乡局", "青川区住房和建设城乡局", "青川区住房和城乡建设局"),
            ("黔山苗族侗族自治州人民政府", "黔山苗族侗族自治洲公开", "黔山苗族侗族自治洲", "黔山苗族侗族自治州"),
            ("东乌旗巴音塔拉苏木人民政府", "巴音塔拉苏本人民政府", "巴音塔拉苏本人民政府", "巴音塔拉苏木人民政府"),
            (
                "海陵经济技术开发区管理委员会",
                "海陵经济技术开发区管理员会",
                "海陵经济技术开发区管理员会",
                "海陵经济技术开发区管理委员会",
            ),
            ("云溪县青石镇人民政府", "云溪县清石镇人民政府", "云溪县清石镇人民政府", "云溪县青石镇人民政府"),
        ] {
            let expected = [(written.to_owned(), right.to_owned())];
            assert_eq!(slips(name, text), expected, "{text}");
        }
    }

    #[test]
    fn other_names_and_short_forms_are_left_alone() {
        for (name, text) in [
            ("白水县自然资源局", "白水县自然资源局、白水县水利局、自然资源工作、白水县自然资源系统。"),
            ("白水县教育局", "白水县体育局"),
            ("白水县人力资源和社会保障局", "白水县人力资源社会保障局、白水县人社局"),
            ("白水县住房和城乡建设局", "白水住房和城乡建设局、白水县住建局"),
            ("云溪县青石镇人民政府", "云溪县青石镇党委、青石镇政府、云溪县人民政府"),
            ("海陵经济技术开发区管理委员会", "海陵经济技术开发区管委会、海陵经济技术开发区"),
            ("云溪县人民政府", "云溪县人民法院"),
        ] {
            assert_eq!(slips(name, text), [], "{text}");
        }
    }
}
