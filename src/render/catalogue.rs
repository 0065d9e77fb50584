//! The catalogue of rules as one page for clerks: what each looks for, what it rests on, a wrong and a right example,
//! and what it leaves alone on purpose.

use std::fmt::Write as _;

use super::escaped;
use crate::rules::page::{Block, Example, Piece, pieces};
use crate::rules::{CATALOGUE, CHAPTERS, Rule};

/// The body of the page, as HTML without scripts or styles of its own.
pub fn catalogue() -> String {
    let mut page = String::from("<header><h1>勾稽查什么</h1>");
    _ = write!(
        page,
        "<p>政府信息公开工作年度报告自查，共 {} 条规则。错误是确定不一致或者不合现行格式；提醒多半有问题，请对照原件；提示只是值得知道。</p></header>",
        CATALOGUE.len()
    );
    page.push_str("<nav aria-label=\"目录\">");
    for (chapter, rules) in chapters() {
        _ = write!(page, "<h2>{chapter}</h2><ul>");
        for rule in rules {
            let word = rule.severity.word();
            _ = write!(page, "<li><a href=\"#{}\">{}</a> <small>{word}</small></li>", rule.id, escaped(rule.title));
        }
        page.push_str("</ul>");
    }
    page.push_str("</nav><main>");
    for (chapter, rules) in chapters() {
        _ = write!(page, "<h2>{chapter}</h2>");
        for rule in rules {
            article(&mut page, rule);
        }
    }
    page.push_str("</main>");
    page
}

/// The rules of each chapter, in the order of the catalogue.
fn chapters() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> {
    let starts = CHAPTERS.iter().map(|(first, _)| start(first));
    let ends = CHAPTERS.iter().skip(1).map(|(first, _)| start(first)).chain([CATALOGUE.len()]);
    let names = CHAPTERS.iter().map(|(_, name)| *name);
    names.zip(starts.zip(ends)).filter_map(|(name, (from, to))| Some((name, CATALOGUE.get(from..to)?)))
}

fn start(first: &str) -> usize {
    CATALOGUE.iter().position(|rule| rule.id == first).unwrap_or(CATALOGUE.len())
}

fn article(page: &mut String, rule: &Rule) {
    let severity = rule.severity;
    _ = write!(
        page,
        "<article id=\"{id}\"><h3>{title}</h3><p class=\"meta\"><span class=\"{word}\">{sign} {said}</span> {clause} <code>{id}</code></p>",
        id = rule.id,
        title = escaped(rule.title),
        word = severity.name(),
        sign = severity.sign(),
        said = severity.word(),
        clause = escaped(rule.clause.cite()),
    );
    for section in rule.sections() {
        _ = write!(page, "<h4>{}</h4>", escaped(&section.heading));
        for block in &section.blocks {
            match block {
                Block::Words(words) => _ = write!(page, "<p>{}</p>", escaped(words)),
                Block::Report(example) => examples(page, example),
            }
        }
    }
    page.push_str("</article>");
}

fn examples(page: &mut String, example: &Example) {
    if let Some(last_year) = &example.last_year {
        page.push_str("<p class=\"year\">去年</p>");
        report(page, last_year);
        page.push_str("<p class=\"year\">今年</p>");
    }
    report(page, &example.report);
}

fn report(page: &mut String, text: &str) {
    page.push_str("<div class=\"example\">");
    for piece in pieces(text) {
        match piece {
            Piece::Line(line) => _ = write!(page, "<p>{}</p>", escaped(&line)),
            Piece::Table(rows) => {
                page.push_str("<table>");
                for row in rows {
                    let cells = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell)));
                    _ = write!(page, "<tr>{}</tr>", cells.collect::<String>());
                }
                page.push_str("</table>");
            }
        }
    }
    page.push_str("</div>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_one_chapter() {
        let listed: Vec<&str> = chapters().flat_map(|(_, rules)| rules).map(|rule| rule.id).collect();
        assert_eq!(listed, CATALOGUE.iter().map(|rule| rule.id).collect::<Vec<_>>());
        assert!(chapters().all(|(_, rules)| !rules.is_empty()));
    }

    #[test]
    fn every_rule_has_its_article_and_an_entry_that_leads_there() {
        let page = catalogue();
        for rule in CATALOGUE {
            assert_eq!(page.matches(&format!("<article id=\"{}\">", rule.id)).count(), 1, "{}", rule.id);
            assert!(page.contains(&format!("href=\"#{}\"", rule.id)), "{}", rule.id);
        }
    }

    #[test]
    fn what_the_pages_say_is_text() {
        assert!(!catalogue().contains("<o:p>"));
        assert!(!catalogue().contains("<script"));
    }
}
