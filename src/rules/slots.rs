//! Data that is looked up by the characters of a text, one after the other: most of them fall into an empty slot.

/// Items by their slots.
pub struct Slots<T> {
    /// In the order of their slots; those of one slot as they came.
    items: Vec<T>,
    /// Where in `items` each slot begins, and the last one ends.
    begins: Vec<usize>,
}

impl<T> Slots<T> {
    /// Items in so many slots; `slot` tells which is whose.
    pub fn of(mut items: Vec<T>, count: usize, slot: impl Fn(&T) -> usize) -> Self {
        items.sort_by_key(&slot);
        let begins = (0..=count).map(|begin| items.partition_point(|item| slot(item) < begin)).collect();
        Self { items, begins }
    }

    /// The items of a slot; none of one that is not there.
    pub fn at(&self, slot: usize) -> &[T] {
        match (self.begins.get(slot), self.begins.get(slot + 1)) {
            (Some(begin), Some(end)) => self.items.get(*begin..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// The slot, out of so many, of two characters that stand side by side.
pub const fn of_pair(first: char, second: char, count: usize) -> usize {
    (first as usize * 31 + second as usize) % count
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn items_are_found_by_their_slots_as_they_came() {
        let slots = Slots::of(vec![(2, 'a'), (0, 'b'), (2, 'c')], 3, |(slot, _)| *slot);
        assert_eq!(slots.at(2), [(2, 'a'), (2, 'c')]);
        assert_eq!([slots.at(0).len(), slots.at(1).len(), slots.at(3).len(), slots.at(9).len()], [1, 0, 0, 0]);
    }
}
