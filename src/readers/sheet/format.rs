//! Number formats, as far as they change what a figure looks like.
//!
//! What is shown is what is published, so a cell is read as it is shown: `#,##0` gives 1,234, `0"件"` gives 5件, `0.0`
//! rounds. Two things are read otherwise, because the figure must stay one: a number that its format hides is written
//! out, and a negative one has its minus sign even where only its colour or brackets show it.
//!
//! Not done: fractions, powers of ten, conditions in brackets and literals between digits: such a number is shown plainly.

use super::dates::DateFormat;
use super::digits::Digits;

/// A number format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// None.
    #[default]
    General,
    /// Dates and times.
    Date(DateFormat),
    /// Figures: for positive ones, negative ones, zero.
    Figure(Vec<Section>),
}

/// How a figure is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// What the cell says.
    pub text: String,
    /// The format shows nothing of the figure, or a mark in its place.
    pub is_hidden: bool,
    /// The format shows a rounded figure.
    pub is_rounded: bool,
}

/// What stands between the semicolons of a format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    before: String,
    after: String,
    /// Digits before the point that are always shown.
    whole: usize,
    /// Digits after the point that are always shown, and the most of them.
    fraction: (usize, usize),
    has_digits: bool,
    has_thousands: bool,
    /// Powers of ten the figure is multiplied with: 2 for per cent, −3 for a comma after the digits.
    power: i32,
    /// The figure is shown as if there were no format.
    is_general: bool,
}

impl Format {
    /// The format a number in the style sheet names that is built in.
    pub(crate) fn built_in(number: u32) -> Self {
        let code = match number {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 | 37 | 38 => "#,##0;-#,##0",
            7 | 8 | 39 | 40 => "#,##0.00;-#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=20 => "h:mm",
            21 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy年m月",
            28 | 29 | 51 | 53 | 54 | 58 => "m月d日",
            30 => "m-d-yy",
            31 => "yyyy年m月d日",
            32 | 34 | 55 => "h时mm分",
            33 | 35 | 56 => "h时mm分ss秒",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            45 => "mm:ss",
            _ => return Self::General,
        };
        Self::parse(code)
    }

    /// Reads a format code.
    pub(crate) fn parse(code: &str) -> Self {
        if code.is_empty() || code.len() > 400 {
            return Self::General;
        }
        let sections = sections(code);
        if let Some(date) = sections.first().and_then(|section| DateFormat::parse(section)) {
            return Self::Date(date);
        }
        let figures: Option<Vec<_>> = sections
            .iter()
            .filter(|section| !section.contains('@'))
            .take(3)
            .map(|section| Section::parse(section))
            .collect();
        match figures {
            Some(figures) if !figures.is_empty() => Self::Figure(figures),
            _ => Self::General,
        }
    }

    /// A number as it is shown; `late` dates are counted from 1904.
    pub(crate) fn show(&self, value: Digits, late: bool) -> Shown {
        let plain = || Shown { text: value.plain(), is_hidden: false, is_rounded: false };
        match self {
            Self::General => plain(),
            Self::Date(date) => match date.show(value, late) {
                Some(text) => Shown { text, is_hidden: false, is_rounded: false },
                None => plain(),
            },
            Self::Figure(sections) => {
                let at = match sections.len() {
                    2.. if value.is_negative() => 1,
                    3.. if value.is_zero() => 2,
                    _ => 0,
                };
                sections.get(at).map_or_else(plain, |section| section.show(value))
            }
        }
    }
}

/// The sections of a code: semicolons in quotes do not count.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

impl Section {
    /// Reads a section; `None` for what is not done here.
    fn parse(code: &str) -> Option<Self> {
        let mut section = Self::default();
        if code.eq_ignore_ascii_case("general")
            || code.contains("G/通用格式")
            || code.to_ascii_lowercase().contains("general")
        {
            section.is_general = true;
            section.has_digits = true;
            return Some(section);
        }
        let mut characters = code.chars();
        let mut in_fraction = false;
        let mut commas = 0;
        while let Some(c) = characters.next() {
            let literal = match c {
                '"' => Some(characters.by_ref().take_while(|c| *c != '"').collect()),
                '\\' => Some(characters.next().map(String::from).unwrap_or_default()),
                // A blank as wide as the next character; the next character as often as fits.
                '_' | '*' => {
                    characters.next();
                    Some(String::new())
                }
                '[' => Some(bracket(&characters.by_ref().take_while(|c| *c != ']').collect::<String>())?),
                '0' | '#' | '?' => {
                    if !section.after.trim().is_empty() {
                        return None;
                    }
                    section.has_digits = true;
                    section.has_thousands |= commas > 0;
                    commas = 0;
                    match in_fraction {
                        true => {
                            section.fraction.1 += 1;
                            if c == '0' {
                                section.fraction.0 = section.fraction.1;
                            }
                        }
                        false => section.whole += usize::from(c == '0' || section.whole > 0),
                    }
                    None
                }
                '.' if !in_fraction => {
                    in_fraction = true;
                    section.has_digits = true;
                    None
                }
                ',' if section.has_digits => {
                    commas += 1;
                    None
                }
                '%' => {
                    section.power += 2;
                    Some("%".to_owned())
                }
                'E' | 'e' | '/' | '@' | '.' => return None,
                other => Some(other.to_string()),
            };
            if let Some(literal) = literal {
                if section.has_digits { section.after.push_str(&literal) } else { section.before.push_str(&literal) }
            }
        }
        section.power -= 3 * commas;
        Some(section)
    }

    fn show(&self, value: Digits) -> Shown {
        if self.is_general {
            return Shown { text: value.plain(), is_hidden: false, is_rounded: false };
        }
        if !self.has_digits {
            return Shown { text: value.plain(), is_hidden: true, is_rounded: false };
        }
        let scaled = value.shifted(self.power);
        let rounded = scaled.rounded(self.fraction.1);
        let (mut whole, mut fraction) = rounded.parts();
        // The code `#` shows nothing of a zero.
        let is_hidden = whole.is_empty() && fraction.is_empty() && self.whole == 0 && self.fraction.0 == 0;
        let wanted = self.whole.max(usize::from(is_hidden));
        whole = "0".repeat(wanted.saturating_sub(whole.len())) + &whole;
        if self.has_thousands {
            whole = grouped(&whole);
        }
        fraction += &"0".repeat(self.fraction.0.saturating_sub(fraction.len()));
        let point = if fraction.is_empty() { "" } else { "." };
        let (mut before, mut after) = (self.before.as_str(), self.after.as_str());
        if value.is_negative() && before.ends_with(['(', '（']) && after.starts_with([')', '）']) {
            before = &before[..before.len() - before.chars().next_back().map_or(0, char::len_utf8)];
            after = &after[after.chars().next().map_or(0, char::len_utf8)..];
        }
        let minus = if rounded.is_negative() && !before.contains(['-', '－', '−']) { "-" } else { "" };
        let text = format!("{minus}{before}{whole}{point}{fraction}{after}").trim().to_owned();
        Shown { text, is_hidden, is_rounded: rounded != scaled }
    }
}

/// What a bracket of a code shows: the sign of a currency. `None` for conditions and elapsed time.
fn bracket(content: &str) -> Option<String> {
    if let Some(currency) = content.strip_prefix('$') {
        return Some(currency.split('-').next().unwrap_or_default().to_owned());
    }
    (!content.starts_with(['<', '>', '='])).then(String::new)
}

fn grouped(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() * 4 / 3 + 1);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: &str) -> Shown {
        Format::parse(code).show(Digits::parse(value).expect("a number"), false)
    }

    #[track_caller]
    fn shows(code: &str, value: &str, text: &str) {
        assert_eq!(show(code, value).text, text, "{code} {value}");
    }

    #[test]
    fn figures_look_as_their_format_says() {
        shows("General", "5.0", "5");
        shows("0", "5", "5");
        shows("000", "5", "005");
        shows("0.00", "58.930000000000007", "58.93");
        shows("0.00_ ", "7", "7.00");
        shows("#,##0", "1234567", "1,234,567");
        shows("#,##0", "123", "123");
        shows("0\"件\"", "5", "5件");
        shows("0件", "5", "5件");
        shows("0\\件", "5", "5件");
        shows("0.0%", "0.125", "12.5%");
        shows("[$¥-804]#,##0.00", "1234", "¥1,234.00");
        shows("0.0,", "1234", "1.2");
        shows("G/通用格式\"件\"", "5", "5");
        shows("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "1200", "1,200");
        shows("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "-1200", "-1,200");
    }

    #[test]
    fn a_figure_below_zero_keeps_its_sign() {
        shows("0", "-5", "-5");
        shows("0;[Red]0", "-5", "-5");
        shows("0_);(0)", "-5", "-5");
        shows("0_);[Red]\\(0\\)", "-5", "-5");
        shows("0", "-0.4", "0");
    }

    #[test]
    fn a_hidden_figure_is_written_out_and_told() {
        for (code, value) in
            [(";;;", "0"), (";;;", "7"), ("0;-0;;@", "0"), ("#", "0"), ("#,###", "0"), ("0;-0;\"-\"", "0"), ("", "0")]
        {
            let shown = show(code, value);
            assert_eq!((shown.text.as_str(), shown.is_hidden), (value, !code.is_empty()), "{code}");
        }
        assert!(!show("#", "7").is_hidden && !show("0", "0").is_hidden && !show("0;-0;0", "0").is_hidden);
    }

    #[test]
    fn what_is_rounded_away_is_told() {
        assert_eq!(show("0", "12.6"), Shown { text: "13".into(), is_hidden: false, is_rounded: true });
        assert!(!show("0.00", "58.930000000000007").is_rounded);
        assert!(!show("0%", "0.5").is_rounded);
    }

    #[test]
    fn formats_that_are_not_done_show_the_number() {
        for code in ["# ?/?", "0.00E+00", "[>100]0", "000-0000", "[h]:mm:ss"] {
            shows(code, "12.5", "12.5");
        }
    }
}
