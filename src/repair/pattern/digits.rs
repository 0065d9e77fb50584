//! Typing errors in one figure, after Scholtus: one digit replaced, left out, added, or two neighbours interchanged.
//!
//! Figures of one digit are left alone: any figure can become any other by replacing its only digit, which tells nothing.

/// What the hand did to the figure that should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    /// Two neighbouring digits changed places.
    Interchanged,
    /// One digit is another one.
    Replaced,
    /// A final or inner nought was left out.
    NoughtOmitted,
    /// A digit that comes twice in a row was typed once.
    DoubleOmitted,
    /// Some other digit was left out.
    Omitted,
    /// A nought too many.
    NoughtAdded,
    /// A digit came twice.
    Doubled,
    /// Some other digit too many.
    Added,
    /// A decimal point that does not belong.
    Point,
    /// A minus sign that does not belong.
    Minus,
}

/// The typing error that turns `right` into `written`, both as decimals are printed.
pub(super) fn typing(written: &str, right: &str) -> Option<Typing> {
    if written.strip_prefix('-') == Some(right) {
        return Some(Typing::Minus);
    }
    if written.contains('.') && written.replacen('.', "", 1) == right {
        return Some(Typing::Point);
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(written) || !digits(right) || written.len().max(right.len()) < 2 {
        return None;
    }
    match right.len().cmp(&written.len()) {
        std::cmp::Ordering::Equal => replaced(written.as_bytes(), right.as_bytes()),
        // A nought alone has no digit that could have been left out or added.
        _ if written == "0" || right == "0" => None,
        std::cmp::Ordering::Greater => missing(written.as_bytes(), right.as_bytes())
            .map(|one| one.kind(Typing::NoughtOmitted, Typing::DoubleOmitted, Typing::Omitted)),
        std::cmp::Ordering::Less => missing(right.as_bytes(), written.as_bytes())
            .map(|one| one.kind(Typing::NoughtAdded, Typing::Doubled, Typing::Added)),
    }
}

fn replaced(written: &[u8], right: &[u8]) -> Option<Typing> {
    let differing: Vec<usize> = (0..written.len()).filter(|&at| written[at] != right[at]).collect();
    match differing.as_slice() {
        [_] => Some(Typing::Replaced),
        &[a, b] if b == a + 1 && written[a] == right[b] && written[b] == right[a] => Some(Typing::Interchanged),
        _ => None,
    }
}

/// The digit that the longer figure has and the shorter has not.
enum Single {
    Nought,
    Double,
    Other,
}

impl Single {
    const fn kind(&self, nought: Typing, double: Typing, other: Typing) -> Typing {
        match self {
            Single::Nought => nought,
            Single::Double => double,
            Single::Other => other,
        }
    }
}

fn missing(short: &[u8], long: &[u8]) -> Option<Single> {
    if long.len() != short.len() + 1 {
        return None;
    }
    let at = short.iter().zip(long).position(|(a, b)| a != b).unwrap_or(short.len());
    if short[at..] != long[at + 1..] {
        return None;
    }
    // The first difference stands behind a run of equal digits, so that a doubled digit is found before it.
    Some(match (long[at], at.checked_sub(1).map(|before| long[before])) {
        (b'0', _) => Single::Nought,
        (digit, Some(before)) if digit == before => Single::Double,
        _ => Single::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_typing_error_is_told_by_its_name() {
        for (written, right, expected) in [
            ("128", "182", Typing::Interchanged),
            ("12", "21", Typing::Interchanged),
            ("128", "123", Typing::Replaced),
            ("10", "90", Typing::Replaced),
            ("12", "120", Typing::NoughtOmitted),
            ("16", "106", Typing::NoughtOmitted),
            ("15", "115", Typing::DoubleOmitted),
            ("18", "128", Typing::Omitted),
            ("1200", "120", Typing::NoughtAdded),
            ("1228", "128", Typing::Doubled),
            ("1328", "128", Typing::Added),
            ("1.5", "15", Typing::Point),
            ("-3", "3", Typing::Minus),
        ] {
            assert_eq!(typing(written, right), Some(expected), "{written} for {right}");
        }
    }

    #[test]
    fn what_takes_more_than_one_error_is_none() {
        for (written, right) in
            [("2", "3"), ("0", "5"), ("0", "10"), ("10", "0"), ("128", "281"), ("12", "345"), ("128", "139")]
        {
            assert_eq!(typing(written, right), None, "{written} for {right}");
        }
    }
}
