//! A set of cells as bits: what the search copies, joins and intersects a million times.

use std::ops::{BitAnd, BitOr, Not};

/// The most members a set can have: over both forms tables three and four have 211 cells, and one form 42 equations,
/// which take part as members where a contradiction is traced back to them.
pub(super) const CAPACITY: usize = 64 * WORDS;

const WORDS: usize = 4;

/// A set of numbers below [`CAPACITY`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mask([u64; WORDS]);

impl Mask {
    pub(super) const EMPTY: Mask = Mask([0; WORDS]);

    #[inline]
    pub(super) const fn has(self, index: usize) -> bool {
        self.0[index / 64] >> (index % 64) & 1 == 1
    }

    #[inline]
    pub(super) const fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub(super) const fn remove(&mut self, index: usize) {
        self.0[index / 64] &= !(1 << (index % 64));
    }

    #[inline]
    pub(super) const fn is_empty(self) -> bool {
        let [a, b, c, d] = self.0;
        a | b | c | d == 0
    }

    /// Whether both have a member in common.
    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        (a & e) | (b & f) | (c & g) | (d & h) != 0
    }

    pub(super) const fn count(self) -> u32 {
        let [a, b, c, d] = self.0;
        a.count_ones() + b.count_ones() + c.count_ones() + d.count_ones()
    }

    /// The least member.
    pub(super) fn first(self) -> Option<usize> {
        self.iter().next()
    }

    /// The members in ascending order.
    pub(super) const fn iter(self) -> Members {
        Members { left: self.0, word: 0 }
    }
}

/// See [`Mask::iter`].
pub(super) struct Members {
    left: [u64; WORDS],
    word: usize,
}

impl Iterator for Members {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.word < WORDS {
            let word = &mut self.left[self.word];
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return Some(self.word * 64 + bit);
            }
            self.word += 1;
        }
        None
    }
}

impl FromIterator<usize> for Mask {
    fn from_iter<I: IntoIterator<Item = usize>>(members: I) -> Self {
        let mut mask = Self::EMPTY;
        members.into_iter().for_each(|index| mask.insert(index));
        mask
    }
}

// Written out: the build for the browser, which is made small, would not unroll them.
impl BitAnd for Mask {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a & e, b & f, c & g, d & h])
    }
}

impl BitOr for Mask {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a | e, b | f, c | g, d | h])
    }
}

impl Not for Mask {
    type Output = Self;
    #[inline]
    fn not(self) -> Self {
        let [a, b, c, d] = self.0;
        Self([!a, !b, !c, !d])
    }
}
