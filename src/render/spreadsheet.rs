//! What a spreadsheet makes of the text of a cell, and how it is kept from it.

use std::borrow::Cow;

use crate::document::figure;
use crate::document::number::{Figure, Trait};

/// Most digits a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// Text from outside as a cell of a text format. A spreadsheet runs a cell that begins like a formula; the quote makes
/// it text.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    if runs(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet takes the text for a formula. A signed number and a stroke for “nothing” are none.
fn runs(text: &str) -> bool {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    begins
        && match figure::read(text) {
            (Figure::Dash, _) => false,
            (Figure::Number(_), traits) => traits.contains(&Trait::Annotation),
            (Figure::Blank | Figure::Words, _) => true,
        }
}

/// Whether the text has to be told from a number or a date where a spreadsheet reads it from a web page: it runs, it
/// would become another figure (`007`, more digits than are kept), or it has digits and is no plain number (`1-2`).
pub(super) fn needs_telling(text: &str) -> bool {
    let digits = || text.bytes().filter(u8::is_ascii_digit).count();
    runs(text) || digits() > 0 && !is_plain_number(text) || digits() > DIGITS
}

/// `5`, `-417`, `1,234`, `59237.2449`.
fn is_plain_number(text: &str) -> bool {
    let whole = text.trim_start_matches(['+', '-']);
    let leading_zero = whole.len() > 1 && whole.starts_with('0') && !whole.starts_with("0.");
    let plain = whole.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    plain && !leading_zero && matches!(figure::read(text).0, Figure::Number(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_run_is_made_text() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-a", "@SUM(A1)", "\tb", "＝1", "-1(含=2)"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
    }

    #[test]
    fn a_figure_stays_a_figure() {
        for text in ["", "0", "-417", "+2", "-", "--", "—", "/", "无", "22（其中修订 16 件）", "规章"] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn only_what_would_change_is_told_from_a_number() {
        for text in ["", "5", "0", "-417", "1,234", "59237.2449", "0.5", "/", "无", "—"] {
            assert!(!needs_telling(text), "{text}");
        }
        for text in ["1-2", "1/2", "007", "1234567890123456", "=A1", "5件", "1.2.3", "１２３4", "12,34"] {
            assert!(needs_telling(text), "{text}");
        }
    }
}
