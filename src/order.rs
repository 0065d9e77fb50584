//! Sorting, by one piece of code for all types.
//!
//! The standard library's sorts are made for millions of entries, and every type and comparison they are used with
//! brings its own copy of some four kilobytes into the page. What is sorted here has a few entries, seldom thousands.

use std::cmp::Ordering;

/// Sorts in place; what compares as equal keeps its order.
///
/// ```
/// let mut words = ["丙", "甲乙", "甲"];
/// gouji::order::sort_by(&mut words, |a, b| b.len().cmp(&a.len()));
/// assert_eq!(words, ["甲乙", "丙", "甲"]);
/// ```
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = merged(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    for (to, &from) in order.iter().enumerate() {
        // What stood there may have been swapped away already, to where its own place was filled from.
        let mut from = from;
        while from < to {
            from = order[from];
        }
        items.swap(to, from);
    }
}

/// Sorts in place in the type's own order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts in place by what each entry has at `key`; what has the same keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The indices from 0 in the order of what stands there: a merge sort from below.
fn merged(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut from: Vec<usize> = (0..count).collect();
    let mut to = from.clone();
    let mut width = 1;
    while width < count {
        for start in (0..count).step_by(2 * width) {
            let (middle, end) = ((start + width).min(count), (start + 2 * width).min(count));
            let (mut left, mut right) = (start, middle);
            for place in &mut to[start..end] {
                let goes_left = left < middle && (right == end || compare(from[left], from[right]).is_le());
                let next = if goes_left { &mut left } else { &mut right };
                *place = from[*next];
                *next += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        // A small generator of numbers that repeat, in every length up to some merges.
        let mut state = 7_u32;
        for length in 0..70 {
            let mut pairs: Vec<(u32, usize)> = Vec::new();
            for index in 0..length {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                pairs.push((state >> 28, index));
            }
            let mut expected = pairs.clone();
            expected.sort_by_key(|pair| pair.0);
            let mut by_key = pairs.clone();
            sort_by_key(&mut by_key, |pair| pair.0);
            assert_eq!(by_key, expected, "the order of equals is kept");
            sort(&mut pairs);
            assert_eq!(pairs, expected);
        }
    }
}
