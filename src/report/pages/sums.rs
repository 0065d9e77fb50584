//! Whether rows and columns that are not full can still add up with the figures that are left.

/// What is still to be placed, sorted.
pub(super) struct Rest {
    values: Vec<i64>,
}

/// What figures of a page have to come to in one column; none of them is less than 0.
#[derive(Debug)]
pub(super) struct ColumnSum {
    /// The column.
    pub column: usize,
    /// How each row of the page counts: 1, -1, or 0 where it does not.
    pub counts: Vec<i64>,
    /// What they may come to, sorted.
    pub may_be: Vec<i64>,
}

impl ColumnSum {
    /// Whether they come to that, or can with some of the figures that are left.
    pub fn can_come_out(&self, figure: impl Fn(usize) -> Option<i64>, rest: &Rest) -> bool {
        let (mut sum, mut open, mut counts_of_open) = (0, 0, (false, false));
        for (row, count) in self.counts.iter().enumerate().filter(|(_, count)| **count != 0) {
            match figure(row) {
                Some(value) => sum += count * value,
                None => {
                    open += 1;
                    counts_of_open.0 |= *count > 0;
                    counts_of_open.1 |= *count < 0;
                }
            }
        }
        let missing = || self.may_be.iter().map(|wanted| wanted - sum);
        match (open, counts_of_open) {
            (0, _) => self.may_be.binary_search(&sum).is_ok(),
            (1, (true, _)) => missing().any(|missing| rest.has(missing)),
            (1, _) => missing().any(|missing| rest.has(-missing)),
            (2, (true, false)) => missing().any(|missing| rest.has_two_of(missing)),
            (_, (true, false)) => missing().any(|missing| missing >= 0),
            (_, (false, true)) => missing().any(|missing| missing <= 0),
            _ => true,
        }
    }
}

impl Rest {
    pub fn of(mut values: Vec<i64>) -> Self {
        values.sort_unstable();
        Self { values }
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub fn largest(&self) -> Option<i64> {
        self.values.last().copied()
    }

    pub fn has(&self, value: i64) -> bool {
        self.values.binary_search(&value).is_ok()
    }

    /// Whether two of them have this sum.
    pub fn has_two_of(&self, sum: i64) -> bool {
        let (mut low, mut high) = (0, self.values.len().saturating_sub(1));
        while low < high {
            match (self.values[low] + self.values[high]).cmp(&sum) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low += 1,
                std::cmp::Ordering::Greater => high -= 1,
            }
        }
        false
    }

    /// Whether one of them is by so much more than another.
    pub fn has_two_apart(&self, by: i64) -> bool {
        let (mut low, mut high) = (0, 1);
        if by < 0 {
            return false;
        }
        while high < self.values.len() {
            match (self.values[high] - self.values[low]).cmp(&by) {
                std::cmp::Ordering::Equal if low != high => return true,
                std::cmp::Ordering::Less | std::cmp::Ordering::Equal => high += 1,
                std::cmp::Ordering::Greater => low += 1,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the figures of a column can come to 9, of which the last row is the total; `None` is still open.
    fn can_come_out(figures: [Option<i64>; 4], rest: &[i64]) -> bool {
        let sum = ColumnSum { column: 0, counts: vec![1, 1, 0, -1], may_be: vec![-2, 9] };
        sum.can_come_out(|row| figures[row], &Rest::of(rest.to_vec()))
    }

    #[test]
    fn a_full_column_comes_to_what_the_others_leave() {
        assert!(can_come_out([Some(8), Some(3), None, Some(2)], &[]));
        assert!(can_come_out([Some(0), Some(3), None, Some(5)], &[]));
        assert!(!can_come_out([Some(8), Some(3), None, Some(3)], &[]));
    }

    #[test]
    fn an_open_column_needs_what_is_left() {
        assert!(can_come_out([Some(8), None, None, Some(2)], &[3, 40]));
        assert!(!can_come_out([Some(8), None, None, Some(2)], &[4, 40]));
        assert!(can_come_out([Some(8), Some(3), None, None], &[40, 13]));
        assert!(!can_come_out([Some(8), Some(3), None, None], &[40, 12]));
        assert!(can_come_out([None, None, None, Some(2)], &[4, 7]));
        assert!(!can_come_out([None, None, None, Some(2)], &[4, 8]));
    }
}
