//! Rows of figures in which one figure stands in two cells, or two figures in one.
//!
//! ```text
//! 2 │ 1 │ 0 │ 0 │ 3 │ 0 │ 0 │ 15      ten came apart: eight figures
//! 2 │ 10    │ 0 │ 3 │ 0 │ 0 │ 15      … joined again
//! ```
//!
//! Pure figures: whether the row that comes out is right is for the equations to say.

/// A row in which one pair was joined, or one figure split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The figure that stands in two cells, or should.
    pub whole: String,
    /// Its two halves.
    pub halves: (String, String),
    /// The place of the (first) cell concerned, from 0.
    pub at: usize,
    /// What was done.
    pub by: Mending,
    /// The row as it then reads.
    pub figures: Vec<String>,
}

/// What mends a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// Two neighbouring cells become one: a figure had been split.
    Joining,
    /// One cell becomes two: two figures had been joined.
    Splitting,
}

/// Every row with one neighbouring pair joined; one figure fewer.
///
/// ```
/// use gouji::rules::pieces::joined;
/// let rows: Vec<_> = joined(&["2", "1", "0"]).into_iter().map(|row| row.figures.join(" ")).collect();
/// assert_eq!(rows, ["21 0", "2 10"]);
/// ```
pub fn joined<S: AsRef<str>>(row: &[S]) -> Vec<Mended> {
    let row: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
    let pairs = row.windows(2).enumerate();
    let pairs = pairs.filter(|(_, pair)| is_figure(pair[0]) && pair[0] != "0" && is_digits(pair[1]));
    pairs
        .map(|(at, pair)| {
            let whole = format!("{}{}", pair[0], pair[1]);
            let figures = replaced(&row, at..at + 2, &[&whole]);
            let halves = (pair[0].to_owned(), pair[1].to_owned());
            Mended { whole, halves, at, by: Mending::Joining, figures }
        })
        .collect()
}

/// Every row with one figure split; one figure more.
///
/// ```
/// use gouji::rules::pieces::split;
/// let rows: Vec<_> = split(&["2", "100"]).into_iter().map(|row| row.figures.join(" ")).collect();
/// assert_eq!(rows, ["2 10 0"], "no figure begins with a nought");
/// ```
pub fn split<S: AsRef<str>>(row: &[S]) -> Vec<Mended> {
    let row: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
    let mut rows = Vec::new();
    for (at, whole) in row.iter().enumerate().filter(|(_, whole)| is_digits(whole)) {
        for cut in 1..whole.len() {
            let (left, right) = whole.split_at(cut);
            if is_figure(left) && is_figure(right) {
                rows.push(Mended {
                    whole: (*whole).to_owned(),
                    halves: (left.to_owned(), right.to_owned()),
                    at,
                    by: Mending::Splitting,
                    figures: replaced(&row, at..at + 1, &[left, right]),
                });
            }
        }
    }
    rows
}

/// Every row of the same length with one pair joined and a 0 put in elsewhere, or one figure split and a 0 left out:
/// what a row looks like when the figures after the slip moved on by one cell. Only the changes of at least two cells;
/// of several ways to the same row the first.
pub fn displaced<S: AsRef<str>>(row: &[S]) -> Vec<Mended> {
    let written: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
    let mut rows: Vec<Mended> = Vec::new();
    let mut add = |mended: &Mended, figures: Vec<String>| {
        let changed = figures.iter().zip(&written).filter(|(new, old)| new != *old).count();
        if changed > 1 && rows.iter().all(|row| row.figures != figures) {
            rows.push(Mended { figures, ..mended.clone() });
        }
    };
    for mended in joined(row) {
        for at in 0..=mended.figures.len() {
            let mut figures = mended.figures.clone();
            figures.insert(at, "0".to_owned());
            add(&mended, figures);
        }
    }
    for mended in split(row) {
        for at in (0..mended.figures.len()).filter(|at| mended.figures[*at] == "0") {
            let mut figures = mended.figures.clone();
            figures.remove(at);
            add(&mended, figures);
        }
    }
    rows
}

/// Digits as a figure is written: no nought before others.
fn is_figure(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn replaced(row: &[&str], cells: std::ops::Range<usize>, by: &[&str]) -> Vec<String> {
    let (before, after) = (&row[..cells.start], &row[cells.end..]);
    [before, by, after].concat().into_iter().map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &[Mended]) -> Vec<String> {
        rows.iter().map(|row| row.figures.join(" ")).collect()
    }

    #[test]
    fn noughts_run_together_come_apart() {
        assert_eq!(texts(&split(&["5", "00"])), ["5 0 0"]);
        assert_eq!(texts(&split(&["05"])), ["0 5"]);
    }

    #[test]
    fn a_nought_joins_with_nothing_after_it() {
        assert_eq!(texts(&joined(&["0", "5", "", "/"])), Vec::<String>::new());
    }

    #[test]
    fn a_displaced_row_keeps_its_length() {
        let rows = displaced(&["2", "1", "0", "0", "3", "0"]);
        assert!(texts(&rows).contains(&"2 10 0 3 0 0".to_owned()), "{rows:?}");
        assert!(rows.iter().all(|row| row.figures.len() == 6));
        assert!(texts(&displaced(&["10", "0", "3", "0"])).contains(&"1 0 0 3".to_owned()));
    }
}
