//! What files are called that the page gives out.

use crate::report::Report;

/// What is not allowed in the name of a file somewhere.
const FORBIDDEN: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// The longest an agency's part of a name gets, in characters.
const LONGEST: usize = 60;

/// The name of the file that keeps a report's figures for the next year.
pub fn of_figures(report: &Report) -> String {
    format!("{}.gouji.json", stem(report))
}

/// The name of the file that keeps what was decided about a report.
pub fn of_decisions(report: &Report) -> String {
    format!("{}.忽略.json", stem(report))
}

/// Whether a file's name is that of one of these two kinds, as far as a name can tell.
pub fn is_kept(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
}

/// Agency and year.
fn stem(report: &Report) -> String {
    let is_allowed = |character: &char| !FORBIDDEN.contains(character) && !character.is_control();
    let agency = report.agency.as_deref().unwrap_or_default();
    let agency: String = agency.chars().filter(is_allowed).take(LONGEST).collect();
    let agency = agency.trim().trim_matches('.');
    let agency = if agency.is_empty() { "年报" } else { agency };
    match report.year {
        Some(year) => format!("{agency}-{year}"),
        None => agency.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(agency: Option<&str>, year: Option<u16>) -> Report {
        Report { agency: agency.map(str::to_owned), year, ..Report::default() }
    }

    #[test]
    fn files_are_named_after_agency_and_year() {
        let report = named(Some("云汀区柳堤街道办事处"), Some(2024));
        assert_eq!(of_figures(&report), "云汀区柳堤街道办事处-2024.gouji.json");
        assert_eq!(of_decisions(&report), "云汀区柳堤街道办事处-2024.忽略.json");
        assert!(is_kept("A.Gouji.JSON") && !is_kept("年报.docx"));
    }

    #[test]
    fn no_name_is_one_a_system_refuses() {
        assert_eq!(of_figures(&named(Some("../云汀区/\\:*?\"<>|\n局"), None)), "云汀区局.gouji.json");
        assert_eq!(of_decisions(&named(None, None)), "年报.忽略.json");
        assert_eq!(of_figures(&named(Some(&"局".repeat(500)), Some(2024))).chars().count(), 60 + 16);
    }
}
