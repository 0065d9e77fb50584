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

/// A stretch of an example, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Line(String),
    /// A table, row by row; rows may be of different lengths.
    Table(Vec<Vec<String>>),
}

/// Takes a report of an example apart: its tables are written as pages of Markdown have them.
pub fn pieces(report: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut in_table = false;
    for line in report.lines() {
        let cells = line.strip_prefix('|').map(|row| row.strip_suffix('|').unwrap_or(row));
        let Some(cells) = cells else {
            in_table = false;
            if !line.trim().is_empty() {
                pieces.push(Piece::Line(line.to_owned()));
            }
            continue;
        };
        let row: Vec<String> = cells.split('|').map(|cell| cell.trim().to_owned()).collect();
        let is_ruler = row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| c == '-'));
        match pieces.last_mut() {
            _ if is_ruler => {}
            Some(Piece::Table(rows)) if in_table => rows.push(row),
            _ => pieces.push(Piece::Table(vec![row])),
        }
        in_table = true;
    }
    pieces
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
    fn tables_of_an_example_are_tables() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            pieces("标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 |  |\n\n| 丙 |\n"),
            [
                Piece::Line("标题".into()),
                Piece::Table(vec![row(&["甲", "乙"]), row(&["1", ""])]),
                Piece::Table(vec![row(&["丙"])]),
            ]
        );
    }

    #[test]
    fn a_fence_left_open_ends_with_the_page() {
        let sections = sections("## 错例\n```report\n甲\n");
        assert_eq!(sections[0].blocks, [Block::Report(Example { report: "甲\n".into(), last_year: None })]);
    }
}
