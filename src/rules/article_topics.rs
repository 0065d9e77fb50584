//! Whether an article of 《政府信息公开条例》 is about the matter that it is cited for.
//!
//! ```text
//! 按照《政府信息公开条例》第五十一条的规定征求第三方意见      that is article 15
//! ```

use std::ops::Range;
use std::sync::LazyLock;

use super::lists;

/// A matter and the articles that may be cited for it.
#[derive(Debug)]
pub struct Topic {
    cues: Vec<Vec<&'static str>>,
    /// What it is called.
    pub name: &'static str,
    /// The article that is about it.
    pub article: u16,
    others: Vec<u16>,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let entries = lists::entries::<4>(include_str!("lists/article_topics.tsv"));
    let topics = entries.filter_map(|[cues, name, article, others]| {
        let cues = cues.split('、').map(|cue| cue.split('+').collect()).collect();
        let others = others.split('、').filter_map(|other| other.parse().ok()).collect();
        Some(Topic { cues, name, article: article.parse().ok()?, others })
    });
    topics.collect()
});

impl Topic {
    fn is_told(&self, text: &str) -> bool {
        self.cues.iter().any(|words| words.iter().all(|word| text.contains(word)))
    }

    fn allows(&self, article: u16) -> bool {
        self.article == article || self.others.contains(&article)
    }
}

/// The matter that these articles, all that a sentence cites, cannot be cited for. `cited` is where the citation stands
/// in the sentence. `None` where the text beside it tells of no matter, or of one that fits.
pub fn foreign(sentence: &str, cited: Range<usize>, articles: &[u16]) -> Option<&'static Topic> {
    let beside = beside(sentence, cited).map(without_titles);
    let told: Vec<&Topic> = TOPICS.iter().filter(|topic| beside.iter().any(|text| topic.is_told(text))).collect();
    let fits = articles.iter().any(|article| told.iter().any(|topic| topic.allows(*article)));
    if fits { None } else { told.into_iter().next() }
}

/// The text without what stands between title marks: another document's name tells nothing of the matter.
fn without_titles(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    text.chars().filter(outside).collect()
}

/// The words beside a citation: its own clause and the one before; the one after where the citation ends its clause.
fn beside(sentence: &str, cited: Range<usize>) -> [&str; 2] {
    const LITTLE: usize = 12;
    let clause = sentence[..cited.start].rfind(',').unwrap_or(0);
    let before = sentence[..clause].rfind(',').map_or(0, |mark| mark + 1);
    let rest = &sentence[cited.end..];
    let mut end = rest.find(',').unwrap_or(rest.len());
    if end <= LITTLE && end < rest.len() {
        end = rest[end + 1..].find(',').map_or(rest.len(), |next| end + 1 + next);
    }
    [&sentence[before..cited.start], &rest[..end]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        lists::assert_well_formed::<4>(include_str!("lists/article_topics.tsv"));
        let lines = lists::entries::<4>(include_str!("lists/article_topics.tsv")).count();
        assert_eq!(TOPICS.len(), lines);
    }

    #[test]
    fn the_clause_after_counts_where_the_citation_ends_its_own() {
        let sentence = "按照条例第五条规定,编制本报告,公开年报";
        let at = sentence.find("第五条").expect("it is there");
        assert_eq!(beside(sentence, at..at + 9), ["按照条例", "规定,编制本报告"]);
    }
}
