//! A set of cells as bits: what the search copies, joins and intersects a million times.

use std::ops::{BitAnd, BitOr, Not};

use super::Index;

/// The most members a set can have: table three has 175 cells and 39 equations, which take part as members where a
/// contradiction is traced back to them.
pub(super) const CAPACITY: usize = 64 * WORDS;

const WORDS: usize = 4;

/// A set of numbers below [`CAPACITY`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mask([u64; WORDS]);

impl Mask {
    pub(super) const EMPTY: Mask = Mask([0; WORDS]);

    pub(super) const fn has(self, index: Index) -> bool {
        self.0[index / 64] >> (index % 64) & 1 == 1
    }

    pub(super) const fn insert(&mut self, index: Index) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub(super) const fn remove(&mut self, index: Index) {
        self.0[index / 64] &= !(1 << (index % 64));
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether both have a member in common.
    pub(super) fn meets(self, other: Self) -> bool {
        !(self & other).is_empty()
    }

    pub(super) fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The members in ascending order.
    pub(super) fn iter(self) -> impl Iterator<Item = Index> {
        self.0.into_iter().enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let next = (word != 0).then_some(at * 64 + word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(next)
            })
        })
    }
}

impl FromIterator<Index> for Mask {
    fn from_iter<I: IntoIterator<Item = Index>>(members: I) -> Self {
        let mut mask = Self::EMPTY;
        members.into_iter().for_each(|index| mask.insert(index));
        mask
    }
}

impl BitAnd for Mask {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

impl BitOr for Mask {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}

impl Not for Mask {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}
