//! Word lists as data files: `lists/*.tsv`, one entry a line, its fields apart by TABs; lines that begin with `#` say
//! where the entries come from.

/// The entries of a list, in the order of the file. What has not exactly `N` fields is passed over; a test holds that
/// nothing is.
pub fn entries<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let entry: [Option<&str>; N] = std::array::from_fn(|_| fields.next());
        let whole = fields.next().is_none() && entry.iter().all(Option::is_some);
        whole.then(|| entry.map(Option::unwrap_or_default))
    })
}

/// Holds that a list names its source, and that each of its entries has `N` fields, none empty, and comes once.
#[cfg(test)]
pub fn assert_well_formed<const N: usize>(list: &'static str) {
    assert!(list.starts_with('#'), "the list says nothing of its source");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<[&str; N]> = entries(list).collect();
    assert_eq!(entries.len(), lines.count(), "a line has not {N} fields");
    for (at, entry) in entries.iter().enumerate() {
        assert!(entry.iter().all(|field| !field.is_empty() && field.trim() == *field), "{entry:?}");
        assert!(entries[..at].iter().all(|other| other[0] != entry[0]), "{} comes twice", entry[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn comments_and_lines_of_another_shape_are_no_entries() {
        let list = "# a source\n甲\t乙\n丙\n丁\t戊\t己\n\n庚\t辛\n";
        assert_eq!(entries::<2>(list).collect::<Vec<_>>(), [["甲", "乙"], ["庚", "辛"]]);
    }
}
