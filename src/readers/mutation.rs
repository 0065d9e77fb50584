//! Input broken at random places, by a fixed sequence: for the tests of the readers.

/// A sequence of numbers that is the same on every machine.
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a limit.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// The bytes with a few pieces cut, flipped, doubled, moved, nested in each other, or put in from `parts`.
    pub(super) fn broken(&mut self, bytes: &[u8], parts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let from = self.below(bytes.len() + 1);
            let until = (from + self.below(40)).min(bytes.len());
            let target = self.below(bytes.len() + 1);
            match self.below(5) {
                0 => drop(bytes.drain(from..until)),
                1 => {
                    if let Some(byte) = bytes.get_mut(from) {
                        *byte ^= 1 << self.below(8);
                    }
                }
                2 => {
                    let copy = bytes[from..until].to_vec();
                    bytes.splice(target..target, copy);
                }
                3 => bytes.truncate(bytes.len() - self.below(bytes.len() / 4 + 1)),
                _ => {
                    let part = parts[self.below(parts.len())].repeat(1 + self.below(3));
                    bytes.splice(target..target, part);
                }
            }
        }
        bytes
    }
}
