//! A number of a spreadsheet, digit by digit.
//!
//! A spreadsheet stores binary floating point and writes it with up to seventeen digits, so that 58.93 may stand in the
//! file as `58.930000000000007`. Programs show fifteen significant digits; so does this, by rounding the decimal digits
//! of the file: no binary arithmetic, and the same figure the user has on the screen.

use crate::document::number::Decimal;

/// Significant digits that are shown.
const SIGNIFICANT: u32 = 15;

/// Longest text, and largest power of ten, that are read.
const LONGEST: usize = 400;

/// A number as it is shown when no format says otherwise, with [`SIGNIFICANT`] digits:
/// `±mantissa × 10^exponent`, the mantissa without zeros at its end, and zero always the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digits {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl Digits {
    /// Reads `12`, `-0.5`, `1.2E3`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let negative = text.starts_with('-');
        let unsigned = if negative { &text[1..] } else { text.strip_prefix('+').unwrap_or(text) };
        let (mut mantissa, mut exponent, mut significant) = (0_u64, 0_i32, 0_u32);
        let (mut has_digits, mut in_fraction, mut rounds_up) = (false, false, false);
        for (at, byte) in unsigned.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    has_digits = true;
                    significant += u32::from(significant > 0 || byte != b'0');
                    if significant <= SIGNIFICANT {
                        mantissa = mantissa * 10 + u64::from(byte - b'0');
                        exponent -= i32::from(in_fraction);
                    } else {
                        rounds_up |= significant == SIGNIFICANT + 1 && byte >= b'5';
                        exponent += i32::from(!in_fraction);
                    }
                }
                b'.' if !in_fraction => in_fraction = true,
                b'e' | b'E' => {
                    let power = unsigned[at + 1..].parse::<i32>().ok()?;
                    if power.unsigned_abs() as usize > LONGEST {
                        return None;
                    }
                    exponent += power;
                    break;
                }
                _ => return None,
            }
        }
        has_digits.then(|| Self { negative, mantissa: mantissa + u64::from(rounds_up), exponent }.normal())
    }

    fn normal(mut self) -> Self {
        if self.mantissa == 0 {
            return Self::default();
        }
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }

    /// Rounded to so many digits after the point, halves away from zero.
    pub(crate) fn rounded(self, places: usize) -> Self {
        let places = i32::try_from(places).unwrap_or(i32::MAX);
        let beyond = self.exponent.saturating_neg().saturating_sub(places);
        let Some(last) = u32::try_from(beyond).ok().and_then(|beyond| beyond.checked_sub(1)) else { return self };
        // Without so many digits there is nothing left.
        let kept = 10_u64.checked_pow(last).map_or(0, |power| self.mantissa / power);
        let mantissa = kept / 10 + u64::from(kept % 10 >= 5);
        Self { mantissa, exponent: places.saturating_neg(), ..self }.normal()
    }

    /// Times a power of ten.
    pub(crate) fn shifted(self, power: i32) -> Self {
        Self { exponent: self.exponent + power, ..self }.normal()
    }

    /// Whether it is zero.
    pub(crate) const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether it is below zero.
    pub(crate) const fn is_negative(self) -> bool {
        self.negative
    }

    /// The digits before and after the point, without sign; the first is empty below one.
    pub(crate) fn parts(self) -> (String, String) {
        if self.is_zero() {
            return (String::new(), String::new());
        }
        let mut whole = self.mantissa.to_string();
        let Ok(behind) = usize::try_from(self.exponent.saturating_neg()) else {
            whole.extend(std::iter::repeat_n('0', usize::try_from(self.exponent).unwrap_or(0)));
            return (whole, String::new());
        };
        match whole.len().checked_sub(behind) {
            Some(before) => {
                let fraction = whole.split_off(before);
                (whole, fraction)
            }
            None => (String::new(), "0".repeat(behind - whole.len()) + &whole),
        }
    }

    /// Written out: `-0.5`, `1200`.
    pub(crate) fn plain(self) -> String {
        let (whole, fraction) = self.parts();
        match (self.negative, whole.as_str(), fraction.as_str()) {
            (false, "", "") => "0".to_owned(),
            (false, _, "") => whole,
            (_, whole, fraction) => {
                let sign = if self.negative { "-" } else { "" };
                let whole = if whole.is_empty() { "0" } else { whole };
                let point = if fraction.is_empty() { "" } else { "." };
                format!("{sign}{whole}{point}{fraction}")
            }
        }
    }

    /// As an exact decimal, rounded to the nine places it has; `None` when it is too large.
    pub(crate) fn decimal(self) -> Option<Decimal> {
        let Self { negative, mantissa, exponent } = self.rounded(9);
        let noughts = 10_i64.checked_pow(u32::try_from(exponent).unwrap_or(0))?;
        let mantissa = i64::try_from(mantissa).ok()?.checked_mul(noughts)?;
        Decimal::new(if negative { -mantissa } else { mantissa }, u8::try_from(exponent.saturating_neg().max(0)).ok()?)
    }
}

impl From<Decimal> for Digits {
    fn from(decimal: Decimal) -> Self {
        Self::parse(&decimal.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(text: &str, shown: &str) {
        assert_eq!(Digits::parse(text).map(|digits| digits.plain()).as_deref(), Some(shown), "{text}");
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
