//! A rule's page taken apart: sections of words and examples, for whoever shows it.

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 查什么, 依据, 错例, 对例 or 不查什么.
    pub heading: String,
    /// What stands under it, in the order of the page.
    pub blocks: Vec<Block>,
}

/// A paragraph or an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text; what stands between backticks is the name of a rule or a word as it is written.
    Words(String),
    /// A report, as plain text or Markdown.
    Report(Example),
}

/// A report that shows what a rule finds or leaves alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// The report.
    pub report: String,
    /// The report of the year before, where the rule compares the two.
    pub last_year: Option<String>,
}

/// The fence before which the report of the year before stands.
const LAST_YEAR: &str = "```last-year";

/// Takes a page apart. Text before the first heading belongs to no section and is left out; a fence that is not closed
/// goes on to the end.
pub fn sections(page: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut last_year: Option<String> = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            sections.push(Section { heading: heading.to_owned(), blocks: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if line.starts_with("```") {
            let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            if line == LAST_YEAR {
                last_year = Some(text);
            } else {
                section.blocks.push(Block::Report(Example { report: text, last_year: last_year.take() }));
            }
        } else if !line.is_empty() {
            section.blocks.push(Block::Words(line.to_owned()));
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_examples_come_in_their_order() {
        let page = "\n## 错例\n```last-year\n甲\n```\n```report\n乙\n\n丙\n```\n说明。\n\n## 对例\n另一句。\n";
        let example = Example { report: "乙\n\n丙\n".into(), last_year: Some("甲\n".into()) };
        assert_eq!(
            sections(page),
            [
                Section {
                    heading: "错例".into(), blocks: vec![Block::Report(example), Block::Words("说明。".into())]
                },
                Section { heading: "对例".into(), blocks: vec![Block::Words("另一句。".into())] },
            ]
        );
    }

    #[test]
    fn a_fence_left_open_ends_with_the_page() {
        let sections = sections("## 错例\n```report\n甲\n");
        assert_eq!(sections[0].blocks, [Block::Report(Example { report: "甲\n".into(), last_year: None })]);
    }
}
