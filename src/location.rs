//! Where a figure stands: in the official form ([`CellId`]) and in the user's document ([`Anchor`]).
//!
//! The names of rows and columns are a public contract (`t3.denied.state_secret.person`); their Chinese labels and
//! the layouts of the two forms are in [`crate::report::form`]. This module knows no label and no rule.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an enum whose variants have one stable name each, and the two conversions.
macro_rules! names {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $text, "`")] $variant,)* }

        impl $name {
            /// Every variant, in the order of the form.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The stable name used in cell ids.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                match text { $($text => Ok($name::$variant),)* _ => Err(UnknownName) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// A text that names no table, row, column or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("没有这个单元格编号")
    }
}

impl std::error::Error for UnknownName {}

names! {
    /// One of the three tables of the report. The report's first part is text; its tables are counted from two.
    pub enum Table {
        T2 = "t2",
        T3 = "t3",
        T4 = "t4",
    }
}

names! {
    /// A row of any of the three tables, over both official forms.
    pub enum Row {
        Rules = "rules",
        Normative = "normative",
        Licensing = "licensing",
        Services = "services",
        Penalty = "penalty",
        Coercion = "coercion",
        Fees = "fees",
        Procurement = "procurement",
        Received = "received",
        CarriedIn = "carried_in",
        Granted = "granted",
        Partial = "partial",
        DeniedStateSecret = "denied.state_secret",
        DeniedProhibited = "denied.prohibited",
        DeniedSecurityStability = "denied.security_stability",
        DeniedThirdParty = "denied.third_party",
        DeniedInternal = "denied.internal",
        DeniedProcess = "denied.process",
        DeniedCaseFile = "denied.case_file",
        DeniedEnquiry = "denied.enquiry",
        UnavailableNotHeld = "unavailable.not_held",
        UnavailableNotCompiled = "unavailable.not_compiled",
        UnavailableUnclear = "unavailable.unclear",
        DeclinedPetition = "declined.petition",
        DeclinedRepeat = "declined.repeat",
        DeclinedPublication = "declined.publication",
        DeclinedExcessive = "declined.excessive",
        DeclinedConfirmation = "declined.confirmation",
        OtherNotCorrected = "other.not_corrected",
        OtherUnpaid = "other.unpaid",
        OtherMisc = "other.misc",
        OtherAll = "other.all",
        ResultTotal = "result_total",
        CarriedOut = "carried_out",
        Review = "review",
        DirectSuit = "direct_suit",
        SuitAfterReview = "suit_after_review",
    }
}

names! {
    /// A column of any of the three tables, over both official forms.
    pub enum Column {
        Issued = "issued",
        Repealed = "repealed",
        InForce = "in_force",
        Made = "made",
        Published = "published",
        PublicTotal = "public_total",
        PriorItems = "prior_items",
        Change = "change",
        Decisions = "decisions",
        Amount = "amount",
        Items = "items",
        Person = "person",
        Business = "business",
        Research = "research",
        Charity = "charity",
        Legal = "legal",
        OtherOrg = "other_org",
        Upheld = "upheld",
        Corrected = "corrected",
        Other = "other",
        Pending = "pending",
        Total = "total",
    }
}

/// The contract's name of one cell of the form: table, row, column.
///
/// The order of cell ids is the reading order of the form.
///
/// ```
/// use gouji::location::{CellId, Column, Row, Table};
/// let cell: CellId = "t3.denied.state_secret.person".parse().unwrap();
/// assert_eq!(cell, CellId::new(Table::T3, Row::DeniedStateSecret, Column::Person));
/// assert_eq!(cell.to_string(), "t3.denied.state_secret.person");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// The table.
    pub table: Table,
    /// The row.
    pub row: Row,
    /// The column.
    pub column: Column,
}

impl CellId {
    /// Names the cell of `table` in `row` and `column`. Whether a form has such a cell is for
    /// [`crate::report::form::Form::cells`] to say.
    pub const fn new(table: Table, row: Row, column: Column) -> Self {
        Self { table, row, column }
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.table, self.row, self.column)
    }
}

impl FromStr for CellId {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let (table, rest) = text.split_once('.').ok_or(UnknownName)?;
        let (row, column) = rest.rsplit_once('.').ok_or(UnknownName)?;
        Ok(Self::new(table.parse()?, row.parse()?, column.parse()?))
    }
}

impl Serialize for CellId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A place in the user's document. What it holds depends on the input format; every number counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Anchor {
    /// A cell of an HTML table.
    HtmlCell {
        /// Line of the cell's start tag in the source.
        line: u32,
        /// Column of the cell's start tag, in characters.
        column: u32,
        /// The how-manieth table of the page.
        table: u32,
        /// The how-manieth `tr` of that table.
        row: u32,
        /// The how-manieth `td` or `th` of that row, as written: spans do not count.
        cell: u32,
    },
    /// A stretch of text.
    Text {
        /// Line of its first character.
        line: u32,
        /// Column of its first character, in characters (not bytes, not UTF-16 units).
        column: u32,
        /// How many characters it covers on that line.
        length: u32,
    },
}

impl Anchor {
    /// The line of the source the place starts on.
    pub const fn line(&self) -> u32 {
        match *self {
            Anchor::HtmlCell { line, .. } | Anchor::Text { line, .. } => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_id_is_written_and_read_back() {
        for id in ["t2.rules.issued", "t3.other.all.total", "t4.suit_after_review.pending"] {
            assert_eq!(id.parse::<CellId>().map(|cell| cell.to_string()), Ok(id.to_owned()));
        }
    }

    #[test]
    fn a_text_that_is_no_cell_id_is_refused() {
        for text in ["", "t3", "t3.person", "t5.received.person", "t3.received.persons"] {
            assert_eq!(text.parse::<CellId>(), Err(UnknownName), "{text}");
        }
    }
}
