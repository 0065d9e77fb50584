//! What the user decided about findings: one is ignored, for a reason; a whole rule is switched off, which is another
//! act. Both are kept in a small file beside the report.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Coverage, Diagnostic, RuleId};
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_DECISIONS;
use crate::report::Report;
use crate::rules;

/// One finding that is not to be told again, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignore {
    /// Its fingerprint: agency, year, rule, and the figures or words concerned.
    pub fingerprint: String,
    /// Its rule.
    pub rule: RuleId,
    /// Whose report it is about.
    pub agency: Option<String>,
    /// Of which year.
    pub year: Option<u16>,
    /// What it said.
    pub message: String,
    /// Why it is ignored.
    pub reason: String,
}

impl Ignore {
    /// The decision to ignore a finding of a report.
    pub fn new(report: &Report, finding: &Diagnostic, reason: String) -> Self {
        Self {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.clone(),
            agency: report.agency.clone(),
            year: report.year,
            message: finding.message.clone(),
            reason,
        }
    }
}

/// A rule that is not run, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Off {
    /// The rule.
    pub rule: RuleId,
    /// Why.
    pub reason: String,
}

/// What is kept beside the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// The findings that are ignored.
    #[serde(default)]
    pub ignored: Vec<Ignore>,
    /// The rules that are switched off.
    #[serde(default)]
    pub off: Vec<Off>,
}

/// A finding that is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// What would have been told.
    pub finding: Diagnostic,
    /// Why it is not.
    pub reason: String,
}

/// The mark by which the file is known.
const MARK: &str = "decisions";

#[derive(Serialize, Deserialize)]
struct File {
    gouji: String,
    version: u8,
    #[serde(flatten)]
    decisions: Decisions,
}

impl Decisions {
    /// The text of the file.
    pub fn to_file(&self) -> String {
        let file = File { gouji: MARK.to_owned(), version: 1, decisions: self.clone() };
        // Strings and lists of them cannot fail to be written into memory.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Whether a text gives itself out for such a file.
    pub fn is_file(bytes: &[u8]) -> bool {
        serde_json::from_slice::<Head>(bytes).is_ok_and(|head| head.gouji == MARK)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is no such file, or one of a later version.
    pub fn from_file(bytes: &[u8]) -> Result<Self, Error> {
        let refused = |message: &str| Error::new(ErrorKind::Damaged, message);
        let file: File = serde_json::from_slice(bytes)
            .ok()
            .filter(|file: &File| file.gouji == MARK)
            .ok_or_else(|| refused("这不是勾稽导出的忽略清单，没有采用。请选当初导出的那个 .json 文件。"))?;
        if file.version > 1 {
            return Err(refused("这份忽略清单是更新的版本导出的，这一版读不了。"));
        }
        if file.decisions.ignored.len() + file.decisions.off.len() > MAX_DECISIONS {
            return Err(refused("忽略清单太长，没有采用。"));
        }
        Ok(file.decisions)
    }

    /// Why a rule is switched off, if it is.
    pub fn off(&self, rule: &str) -> Option<&str> {
        self.off.iter().find(|off| off.rule.as_str() == rule).map(|off| off.reason.as_str())
    }

    /// Parts the findings of a report into those that are told and those that are ignored, and names what was ignored
    /// once and is not found any more.
    pub(super) fn part(
        &self,
        report: &Report,
        findings: Vec<Diagnostic>,
        coverage: &[Coverage],
    ) -> (Vec<Diagnostic>, Vec<Ignored>, Vec<Ignore>) {
        let (mut told, mut ignored) = (Vec::with_capacity(findings.len()), Vec::new());
        for finding in findings {
            match self.ignored.iter().find(|ignore| ignore.fingerprint == finding.fingerprint) {
                Some(ignore) => ignored.push(Ignored { finding, reason: ignore.reason.clone() }),
                None => told.push(finding),
            }
        }
        let is_stale = |ignore: &&Ignore| {
            ignore.agency == report.agency
                && ignore.year == report.year
                && !is_idle(coverage, &ignore.rule)
                && !ignored.iter().any(|ignored| ignored.finding.fingerprint == ignore.fingerprint)
        };
        let stale = self.ignored.iter().filter(is_stale).cloned().collect();
        (told, ignored, stale)
    }
}

/// Whether a rule did not look at all: it waits for another document, or is switched off. That it found nothing tells
/// nothing.
fn is_idle(coverage: &[Coverage], rule: &RuleId) -> bool {
    let mut lines = coverage.iter().filter(|line| line.rule == *rule);
    lines.any(|line| line.awaits_document() || rules::why_off(line).is_some())
}

#[derive(Deserialize)]
struct Head {
    gouji: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, check};

    const DRAFT: &str = "| （一）予以公开 | 4 | 2 | 0 | 0 | 1 | 0 | 9 |";

    fn ignoring(draft: &str, decisions: &Decisions) -> crate::Outcome {
        let options = Options { decisions: decisions.clone(), ..Options::default() };
        check("草稿", draft.as_bytes(), &options).expect("a report")
    }

    fn decided() -> Decisions {
        let outcome = ignoring(DRAFT, &Decisions::default());
        let ignore = Ignore::new(&outcome.report, &outcome.findings[0], "台账就是这样".into());
        Decisions { ignored: vec![ignore], off: Vec::new() }
    }

    #[test]
    fn an_ignored_finding_is_counted_and_shown_elsewhere() {
        let outcome = ignoring(DRAFT, &decided());
        assert!(outcome.findings.is_empty());
        assert_eq!(outcome.ignored.len(), 1);
        assert_eq!(outcome.ignored[0].reason, "台账就是这样");
        assert!(outcome.stale.is_empty());
    }

    #[test]
    fn it_comes_back_with_another_figure_and_not_with_another_place() {
        let moved = format!("三、收到和处理政府信息公开申请情况\n\n\n{DRAFT}");
        assert_eq!(ignoring(&moved, &decided()).ignored.len(), 1);
        let changed = ignoring(&DRAFT.replace("| 9 |", "| 8 |"), &decided());
        assert_eq!((changed.ignored.len(), changed.stale.len()), (0, 1));
        assert_eq!(changed.findings[0].rule.as_str(), "row-total-mismatch");
    }

    #[test]
    fn what_was_not_looked_for_is_not_stale() {
        let off = vec![Off { rule: RuleId::new("row-total-mismatch"), reason: "另有台账".into() }];
        let outcome = ignoring(DRAFT, &Decisions { off, ..decided() });
        assert_eq!((outcome.ignored.len(), outcome.stale.len()), (0, 0));
    }

    #[test]
    fn a_rule_that_is_off_is_not_called_clean() {
        let off = Off { rule: RuleId::new("row-total-mismatch"), reason: "另有台账".into() };
        let outcome = ignoring(DRAFT, &Decisions { ignored: Vec::new(), off: vec![off] });
        assert!(outcome.findings.is_empty());
        let line = outcome.coverage.iter().find(|line| line.rule.as_str() == "row-total-mismatch");
        let line = line.expect("it is in the coverage");
        assert_eq!(line.status, crate::diagnostic::CoverageStatus::Skipped);
        assert!(line.reason.as_deref().is_some_and(|reason| reason.contains("另有台账")));
    }

    #[test]
    fn the_file_comes_back_as_it_was() {
        let decisions = decided();
        let file = decisions.to_file();
        assert!(Decisions::is_file(file.as_bytes()));
        assert_eq!(Decisions::from_file(file.as_bytes()), Ok(decisions));
    }

    #[test]
    fn another_file_is_refused_with_a_sentence() {
        for other in ["", "{}", "{\"gouji\":\"report\",\"version\":1}", "[1,2"] {
            assert!(Decisions::from_file(other.as_bytes()).is_err_and(|error| error.message.contains("没有采用")));
        }
        assert!(Decisions::from_file(b"{\"gouji\":\"decisions\",\"version\":2}").is_err());
    }
}
