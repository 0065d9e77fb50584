//! A number of a spreadsheet, digit by digit.
//!
//! A spreadsheet stores binary floating point and writes it with up to seventeen digits, so that 58.93 may stand in the
//! file as `58.930000000000007`. Programs show fifteen significant digits; so does this, by rounding the decimal digits
//! of the file: no binary arithmetic, and the same figure the user has on the screen.

use crate::document::number::Decimal;

/// Significant digits that are shown.
const SIGNIFICANT: usize = 15;

/// Longest text, and largest power of ten, that are read.
const LONGEST: usize = 400;

/// `±0.d₁d₂d₃… × 10^point`; no digits for zero, none of them a zero at either end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digits {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Digits {
    /// Reads `12`, `-0.5`, `1.2E3`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let limit = i32::try_from(LONGEST).ok()?;
        if exponent.abs() > limit {
            return None;
        }
        let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()? + exponent;
        let digits = digits.iter().map(|digit| digit - b'0').collect();
        Some(Self { negative: mantissa.starts_with('-'), digits, point }.normal())
    }

    fn normal(mut self) -> Self {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..leading);
        self.point -= i32::try_from(leading).unwrap_or(0);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.negative = false;
            self.point = 0;
        }
        self
    }

    /// As a program shows it when no format says otherwise.
    pub(crate) fn shown(&self) -> Self {
        self.cut(SIGNIFICANT)
    }

    /// Rounded to so many digits after the point, halves away from zero.
    pub(crate) fn rounded(&self, places: usize) -> Self {
        let kept = i64::from(self.point) + i64::try_from(places).unwrap_or(i64::MAX / 2);
        match usize::try_from(kept) {
            Ok(kept) => self.cut(kept),
            Err(_) => Self { negative: false, digits: Vec::new(), point: 0 },
        }
    }

    /// Rounded to its first `kept` digits.
    fn cut(&self, kept: usize) -> Self {
        let mut cut = self.clone();
        if kept >= cut.digits.len() {
            return cut;
        }
        let up = cut.digits[kept] >= 5;
        cut.digits.truncate(kept);
        if up {
            let mut at = kept;
            loop {
                match at.checked_sub(1) {
                    Some(before) if cut.digits[before] == 9 => {
                        cut.digits[before] = 0;
                        at = before;
                    }
                    Some(before) => {
                        cut.digits[before] += 1;
                        break;
                    }
                    None => {
                        cut.digits.insert(0, 1);
                        cut.point += 1;
                        break;
                    }
                }
            }
        }
        cut.normal()
    }

    /// Times a power of ten.
    pub(crate) fn shifted(&self, power: i32) -> Self {
        let point = if self.is_zero() { 0 } else { self.point + power };
        Self { point, ..self.clone() }
    }

    /// Whether it is zero.
    pub(crate) const fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is below zero.
    pub(crate) const fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits before and after the point, without sign; the first is empty below one.
    pub(crate) fn parts(&self) -> (String, String) {
        let text = |digits: &[u8]| digits.iter().map(|digit| char::from(b'0' + digit)).collect::<String>();
        let Ok(point) = usize::try_from(self.point) else {
            let zeros = usize::try_from(-self.point).unwrap_or(0);
            return (String::new(), "0".repeat(zeros) + &text(&self.digits));
        };
        if point >= self.digits.len() {
            return (text(&self.digits) + &"0".repeat(point - self.digits.len()), String::new());
        }
        let (whole, fraction) = self.digits.split_at(point);
        (text(whole), text(fraction))
    }

    /// Written out: `-0.5`, `1200`.
    pub(crate) fn plain(&self) -> String {
        let (whole, fraction) = self.parts();
        let sign = if self.negative { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { &whole };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// As an exact decimal, rounded to the nine places it has; `None` when it is too large.
    pub(crate) fn decimal(&self) -> Option<Decimal> {
        let shown = self.shown().rounded(9);
        let append = |whole: i64, digit: &u8| whole.checked_mul(10)?.checked_add(i64::from(*digit));
        let digits = shown.digits.iter().try_fold(0, append)?;
        let behind = i32::try_from(shown.digits.len()).ok()? - shown.point;
        let noughts = 10_i64.checked_pow(u32::try_from(-behind).unwrap_or(0))?;
        let mantissa = digits.checked_mul(noughts)?;
        Decimal::new(if shown.negative { -mantissa } else { mantissa }, u8::try_from(behind.max(0)).ok()?)
    }
}

impl From<Decimal> for Digits {
    fn from(decimal: Decimal) -> Self {
        Self::parse(&decimal.to_string()).unwrap_or(Self { negative: false, digits: Vec::new(), point: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(text: &str, shown: &str) {
        assert_eq!(Digits::parse(text).map(|digits| digits.shown().plain()).as_deref(), Some(shown), "{text}");
    }

    #[test]
    fn what_is_shown_has_no_binary_residue() {
        shows("58.930000000000007", "58.93");
        shows("0.30000000000000004", "0.3");
        shows("59237.244899999998", "59237.2449");
        shows("99.9999999999999999", "100");
        shows("-417", "-417");
    }

    #[test]
    fn powers_and_zeros_are_written_out() {
        shows("5.0", "5");
        shows("007", "7");
        shows("1.2E3", "1200");
        shows("1.2e-3", "0.0012");
        shows("-0.0", "0");
        shows("0E5", "0");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "1.2.3", "1e", "e5", "1e999999", "NaN", "1 2", "12件", &"1".repeat(500)] {
            assert_eq!(Digits::parse(text), None, "{text}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let rounded = |text, places| Digits::parse(text).map(|digits| digits.rounded(places).plain());
        assert_eq!(rounded("2.5", 0).as_deref(), Some("3"));
        assert_eq!(rounded("-9.995", 2).as_deref(), Some("-10"));
        assert_eq!(rounded("0.5", 0).as_deref(), Some("1"));
        assert_eq!(rounded("0.04", 0).as_deref(), Some("0"));
        assert_eq!(rounded("0.04", 1).as_deref(), Some("0"));
        assert_eq!(rounded("1234", 3).as_deref(), Some("1234"));
    }
}
