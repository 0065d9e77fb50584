//! The figure in a cell, exactly as written: no binary floating point, blank apart from zero, zero apart from "/".
//!
//! A cell is read into a [`Figure`] plus the [`Trait`]s of its writing (full-width digits, a unit, a note …). Traits
//! never change the value silently: the rules tell them. Amounts fit `i64` with checked arithmetic; a longer figure is
//! [`Figure::Words`], so that no equation is judged with a truncated number.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal: `mantissa × 10^−scale`, normalised (no trailing zeros after the point).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// Whether the last of these is the sum of the others; `None` where it does not fit, or there are none.
pub fn sums_up(figures: &[Decimal]) -> Option<bool> {
    let (total, parts) = figures.split_last()?;
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    Some(sum == *total)
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { mantissa: 0, scale: 0 };

    /// Most digits after the point that are kept.
    const MAX_SCALE: u8 = 9;

    /// The decimal `mantissa × 10^−scale`; `None` when it has more than nine decimals.
    pub fn new(mut mantissa: i64, mut scale: u8) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= Self::MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// The whole number, if it is one.
    pub const fn as_integer(self) -> Option<i64> {
        if self.scale == 0 { Some(self.mantissa) } else { None }
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The exact sum; `None` when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Self::new(a.checked_add(b)?, scale)
    }

    /// The exact difference; `None` when it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Self::new(a.checked_sub(b)?, scale)
    }

    /// The exact product; `None` when it does not fit.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?)
    }

    fn aligned(self, other: Self) -> Option<(i64, i64, u8)> {
        if self.scale == other.scale {
            return Some((self.mantissa, other.mantissa, self.scale));
        }
        let scale = self.scale.max(other.scale);
        Some((self.scaled_to(scale)?, other.scaled_to(scale)?, scale))
    }

    fn scaled_to(self, scale: u8) -> Option<i64> {
        self.mantissa.checked_mul(10_i64.checked_pow(u32::from(scale - self.scale))?)
    }
}

impl From<i64> for Decimal {
    fn from(mantissa: i64) -> Self {
        Self { mantissa, scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = u32::from(self.scale.max(other.scale));
        let wide = |d: &Self| i128::from(d.mantissa) * 10_i128.pow(scale - u32::from(d.scale));
        wide(self).cmp(&wide(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        if scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    /// Reads ASCII digits with an optional sign and an optional point: `-417`, `+2`, `59237.2449`.
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !all_digits(whole)
            || !all_digits(fraction)
            || (fraction.is_empty() && digits.contains('.'))
        {
            return Err(NotADecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        let mut mantissa = 0_i64;
        for byte in whole.bytes().chain(fraction.bytes()) {
            mantissa =
                mantissa.checked_mul(10).and_then(|m| m.checked_add(i64::from(byte - b'0'))).ok_or(NotADecimal)?;
        }
        let scale = u8::try_from(fraction.len()).map_err(|_| NotADecimal)?;
        Self::new(if negative { -mantissa } else { mantissa }, scale).ok_or(NotADecimal)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is no decimal, or one too long to be kept exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADecimal;

impl fmt::Display for NotADecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("不是能精确保存的数")
    }
}

impl std::error::Error for NotADecimal {}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Nothing, or white space.
    Blank,
    /// A mark or word that stands for nothing: “/”, “—”, “无”, “不适用”.
    Dash,
    /// A number.
    Number(Decimal),
    /// Words where a number belongs, or a number that cannot be kept exactly. No equation is judged with it.
    Words,
}

impl Figure {
    /// The number, where one is written.
    pub const fn value(self) -> Option<Decimal> {
        match self {
            Figure::Number(value) => Some(value),
            Figure::Blank | Figure::Dash | Figure::Words => None,
        }
    }

    /// The number it stands for in an equation: blank and dash count as 0, words as nothing that can be added.
    pub const fn counted(self) -> Option<Decimal> {
        match self {
            Figure::Number(value) => Some(value),
            Figure::Blank | Figure::Dash => Some(Decimal::ZERO),
            Figure::Words => None,
        }
    }
}

/// How a figure is written, where that is worth telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// Full-width digits: １２.
    FullWidth,
    /// Thousands marks: 1,234.
    Thousands,
    /// A letter or circle for a digit: O, 〇, l.
    LetterForDigit,
    /// Blanks between digits: 1 2.
    SplitDigits,
    /// A note beside the figure: 22（其中修订16件）.
    Annotation,
    /// A unit inside the cell.
    Unit(Unit),
    /// An explicit plus sign.
    PlusSign,
}

/// The unit written inside a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 件, 条, 份, 项, 个, 次, 宗, 起, 人 …
    Items,
    /// 元.
    Yuan,
    /// 万元.
    TenThousandYuan,
    /// 亿元.
    HundredMillionYuan,
}
