//! Dates and times as a spreadsheet shows them: days since the end of 1899, or since 1904, by the letters of a format.

use super::digits::Digits;

/// Days of the last date a spreadsheet knows: 9999-12-31.
const LAST_DAY: i64 = 2_958_465;

/// From the epoch of 1900 to that of 1904.
const LATER_EPOCH: i64 = 1462;

/// The letters of a date format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFormat(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(char),
    /// A letter and how often it stands there; minutes are `n`.
    Field(char, usize),
}

impl DateFormat {
    /// Reads a code; `None` when it is none of a date.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match c {
                '"' => {
                    let (quoted, after) = after.split_once('"').unwrap_or((after, ""));
                    pieces.extend(quoted.chars().map(Piece::Literal));
                    after
                }
                '\\' => {
                    pieces.extend(after.chars().next().map(Piece::Literal));
                    after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
                }
                '_' | '*' => after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
                '[' => {
                    let (inside, after) = after.split_once(']').unwrap_or((after, ""));
                    // Elapsed time is no date.
                    if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                        return None;
                    }
                    after
                }
                '0' | '#' | '?' | '@' => return None,
                _ => match without_half_day(rest) {
                    Some(after) => after,
                    None => {
                        let letter = c.to_ascii_lowercase();
                        if matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'a') {
                            let same = rest.chars().take_while(|other| other.to_ascii_lowercase() == letter).count();
                            pieces.push(Piece::Field(letter, same));
                            &rest[same..]
                        } else {
                            pieces.push(Piece::Literal(c));
                            after
                        }
                    }
                },
            };
        }
        minutes(&mut pieces);
        let is_date = pieces.iter().any(|piece| match piece {
            Piece::Field(letter, width) => {
                matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'n') || (*letter == 'a' && *width > 2)
            }
            Piece::Literal(_) => false,
        });
        is_date.then_some(Self(pieces))
    }

    /// The date of a day's number; `None` where there is none.
    pub(super) fn show(&self, value: Digits, late: bool) -> Option<String> {
        if value.is_negative() {
            return None;
        }
        // Whole seconds: what is shown finer is not told apart here.
        let (whole, fraction) = value.parts();
        let mut day: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let mut seconds = 0;
        if !fraction.is_empty() {
            let nine: i64 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
            seconds = (nine * 86_400 + 500_000_000) / 1_000_000_000;
            if seconds == 86_400 {
                day = day.checked_add(1)?;
                seconds = 0;
            }
        }
        if !(0..=LAST_DAY).contains(&day) {
            return None;
        }
        let date = Date::of(if late { day + LATER_EPOCH } else { day });
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(c) => text.push(*c),
                Piece::Field(letter, width) => text.push_str(&date.field(*letter, *width, seconds)),
            }
        }
        Some(text.trim().to_owned())
    }
}

/// What follows a mark for the half of the day, which the twenty-four hours shown here do not need.
fn without_half_day(rest: &str) -> Option<&str> {
    ["AM/PM", "am/pm", "A/P", "a/p", "上午/下午"].iter().find_map(|mark| rest.strip_prefix(mark))
}

/// Months after hours or before seconds are minutes.
fn minutes(pieces: &mut [Piece]) {
    let fields: Vec<usize> = (0..pieces.len()).filter(|&at| matches!(pieces[at], Piece::Field(..))).collect();
    let letter = |pieces: &[Piece], at: Option<&usize>| match at.map(|at| &pieces[*at]) {
        Some(Piece::Field(letter, _)) => Some(*letter),
        _ => None,
    };
    for (order, &at) in fields.iter().enumerate() {
        let before = order.checked_sub(1).and_then(|before| letter(pieces, fields.get(before)));
        let after = letter(pieces, fields.get(order + 1));
        if let Piece::Field(name @ 'm', _) = &mut pieces[at]
            && (before == Some('h') || after == Some('s'))
        {
            *name = 'n';
        }
    }
}

struct Date {
    year: i64,
    month: i64,
    day: i64,
    /// 0 is Sunday.
    weekday: i64,
}

impl Date {
    /// The date of a day counted from the end of 1899. Day 60 is the 29 February 1900 that never was.
    fn of(number: i64) -> Self {
        let weekday = (number + 6) % 7;
        if number == 60 {
            return Self { year: 1900, month: 2, day: 29, weekday };
        }
        let number = if number < 60 { number + 1 } else { number };
        // Days since 0000-03-01, in eras of four hundred years.
        let days = number + 693_899;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Self { year: year_of_era + era * 400 + i64::from(month <= 2), month, day, weekday }
    }

    fn field(&self, letter: char, width: usize, seconds: i64) -> String {
        const DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
        let weekday = || {
            let name = usize::try_from(self.weekday).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or_default();
            if width == 3 { name.to_owned() } else { format!("星期{name}") }
        };
        match (letter, width) {
            ('y', 1 | 2) => format!("{:02}", self.year % 100),
            ('y' | 'e', _) => self.year.to_string(),
            ('m', 1) => self.month.to_string(),
            ('m', 2) => format!("{:02}", self.month),
            ('m', _) => format!("{}月", self.month),
            ('d', 1) => self.day.to_string(),
            ('d', 2) => format!("{:02}", self.day),
            ('d' | 'a', _) => weekday(),
            ('h', 1) => (seconds / 3600).to_string(),
            ('h', _) => format!("{:02}", seconds / 3600),
            ('n', 1) => (seconds / 60 % 60).to_string(),
            ('n', _) => format!("{:02}", seconds / 60 % 60),
            (_, 1) => (seconds % 60).to_string(),
            _ => format!("{:02}", seconds % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(code: &str, value: &str, text: &str) {
        let digits = Digits::parse(value).expect("a number");
        let shown = DateFormat::parse(code).and_then(|format| format.show(digits, false));
        assert_eq!(shown.as_deref(), Some(text), "{code} {value}");
    }

    #[test]
    fn a_day_shows_as_its_date() {
        shows("yyyy/m/d", "45293", "2024/1/2");
        shows("yyyy-mm-dd", "45351", "2024-02-29");
        shows("yyyy\"年\"m\"月\"d\"日\"", "36526", "2000年1月1日");
        shows("[$-804]yyyy\"年\"m\"月\"d\"日\"", "1", "1900年1月1日");
        shows("yyyy-mm-dd", "60", "1900-02-29");
        shows("yyyy-mm-dd", "61", "1900-03-01");
        shows("m月d日", "45293", "1月2日");
        shows("d-mmm", "45293", "2-1月");
        shows("aaaa", "45293", "星期二");
        shows("yyyy-mm-dd", "2958465", "9999-12-31");
    }

    #[test]
    fn a_fraction_of_a_day_shows_as_its_time() {
        shows("h:mm", "0.5", "12:00");
        shows("yyyy/m/d hh:mm:ss", "45293.9999", "2024/1/2 23:59:51");
        shows("yyyy/m/d h:mm", "45293.9999999", "2024/1/3 0:00");
        shows("mm:ss", "0.0208333333333333", "30:00");
        shows("h:mm AM/PM", "0.25", "6:00");
    }

    #[test]
    fn dates_from_1904_are_four_years_later() {
        let format = DateFormat::parse("yyyy-mm-dd").expect("a date");
        let day = Digits::parse("43831").expect("a number");
        assert_eq!(format.show(day, true).as_deref(), Some("2024-01-02"));
    }

    #[test]
    fn what_is_no_date_has_none() {
        for code in ["0", "#,##0", "General\"日\"0", "@", "[h]:mm", "\"年\"", "件"] {
            assert_eq!(DateFormat::parse(code), None, "{code}");
        }
        let format = DateFormat::parse("yyyy").expect("a date");
        for value in ["-1", "2958466", "1e300"] {
            assert_eq!(format.show(Digits::parse(value).expect("a number"), false), None, "{value}");
        }
    }
}
