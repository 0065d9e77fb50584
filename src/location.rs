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
    /// A cell of a table in a word processor's document.
    TableCell {
        /// The how-manieth paragraph of the document is the first in the cell; paragraphs in tables count too.
        paragraph: u32,
        /// The how-manieth table of the document, counted where it begins.
        table: u32,
        /// The how-manieth row of that table.
        row: u32,
        /// The how-manieth cell of that row, as written: spans do not count.
        cell: u32,
    },
    /// A stretch of text in a word processor's document.
    Words {
        /// The how-manieth paragraph of the document; paragraphs in tables count too.
        paragraph: u32,
        /// The how-manieth character of the paragraph is its first.
        column: u32,
        /// How many characters it covers.
        length: u32,
    },
    /// A cell of a spreadsheet.
    SheetCell {
        /// The how-manieth sheet of the book.
        sheet: u32,
        /// Its row, as the spreadsheet numbers them.
        row: u32,
        /// Its column: 1 is A.
        column: u32,
    },
    /// A cell of a table that was supplied beside the document.
    SuppliedCell {
        /// Which table was supplied.
        supplied: Table,
        /// The how-manieth row of what was supplied.
        row: u32,
        /// The how-manieth cell of that row, as written.
        cell: u32,
    },
    /// A stretch of text of a table that was supplied beside the document.
    SuppliedText {
        /// Which table was supplied.
        supplied: Table,
        /// The how-manieth line or paragraph of what was supplied.
        row: u32,
        /// The how-manieth character of it is the first.
        column: u32,
        /// How many characters it covers.
        length: u32,
    },
    /// Nowhere: the table is filled in by hand.
    Typed {
        /// Which table.
        typed: Table,
    },
}

impl Anchor {
    /// How far on in the document the place is: of two places of one document the later has the larger number, and
    /// places on one line, or in one paragraph or row of a sheet, have the same. What was supplied beside the document
    /// counts by itself.
    pub const fn position(&self) -> u64 {
        match *self {
            Anchor::HtmlCell { line, .. } | Anchor::Text { line, .. } => line as u64,
            Anchor::TableCell { paragraph, .. } | Anchor::Words { paragraph, .. } => paragraph as u64,
            Anchor::SheetCell { sheet, row, .. } => (sheet as u64) << 32 | row as u64,
            Anchor::SuppliedCell { row, .. } | Anchor::SuppliedText { row, .. } => row as u64,
            Anchor::Typed { .. } => 0,
        }
    }

    /// The table it belongs to, where that is no part of the document: it was pasted by itself, or is filled in by hand.
    pub const fn supplied(&self) -> Option<Table> {
        match *self {
            Anchor::SuppliedCell { supplied, .. } | Anchor::SuppliedText { supplied, .. } => Some(supplied),
            Anchor::Typed { typed } => Some(typed),
            Anchor::HtmlCell { .. }
            | Anchor::Text { .. }
            | Anchor::TableCell { .. }
            | Anchor::Words { .. }
            | Anchor::SheetCell { .. } => None,
        }
    }

    /// The same place, where what it stands in is not the document but was supplied as this table beside it.
    #[must_use]
    pub const fn supplied_as(self, table: Table) -> Self {
        match self {
            Anchor::HtmlCell { row, cell, .. } | Anchor::TableCell { row, cell, .. } => {
                Anchor::SuppliedCell { supplied: table, row, cell }
            }
            Anchor::SheetCell { row, column, .. } => Anchor::SuppliedCell { supplied: table, row, cell: column },
            Anchor::Text { line: row, column, length } | Anchor::Words { paragraph: row, column, length } => {
                Anchor::SuppliedText { supplied: table, row, column, length }
            }
            Anchor::SuppliedCell { .. } | Anchor::SuppliedText { .. } | Anchor::Typed { .. } => self,
        }
    }

    /// The place of some of the characters of a stretch of text: `length` of them after the first `offset`. A cell of a
    /// table stays what it is.
    #[must_use]
    pub const fn within(self, offset: u32, length: u32) -> Self {
        match self {
            Anchor::Text { line, column, .. } => Anchor::Text { line, column: column.saturating_add(offset), length },
            Anchor::Words { paragraph, column, .. } => {
                Anchor::Words { paragraph, column: column.saturating_add(offset), length }
            }
            Anchor::SuppliedText { supplied, row, column, .. } => {
                Anchor::SuppliedText { supplied, row, column: column.saturating_add(offset), length }
            }
            Anchor::HtmlCell { .. }
            | Anchor::TableCell { .. }
            | Anchor::SheetCell { .. }
            | Anchor::SuppliedCell { .. }
            | Anchor::Typed { .. } => self,
        }
    }

    /// The place on a page that is read after another: so many lines and tables stand before it.
    #[must_use]
    pub const fn after(self, lines: u32, tables: u32) -> Self {
        match self {
            Anchor::HtmlCell { line, column, table, row, cell } => Anchor::HtmlCell {
                line: line.saturating_add(lines),
                column,
                table: table.saturating_add(tables),
                row,
                cell,
            },
            Anchor::Text { line, column, length } => Anchor::Text { line: line.saturating_add(lines), column, length },
            Anchor::TableCell { .. }
            | Anchor::Words { .. }
            | Anchor::SheetCell { .. }
            | Anchor::SuppliedCell { .. }
            | Anchor::SuppliedText { .. }
            | Anchor::Typed { .. } => self,
        }
    }

    /// The stretch of text: which of its lines or paragraphs it stands on, its first character, how many it covers.
    /// `None` for a cell, and for what was supplied beside the document.
    pub const fn stretch(&self) -> Option<(u32, u32, u32)> {
        match *self {
            Anchor::Text { line, column, length } => Some((line, column, length)),
            Anchor::Words { paragraph, column, length } => Some((paragraph, column, length)),
            Anchor::HtmlCell { .. }
            | Anchor::TableCell { .. }
            | Anchor::SheetCell { .. }
            | Anchor::SuppliedCell { .. }
            | Anchor::SuppliedText { .. }
            | Anchor::Typed { .. } => None,
        }
    }

    /// The place in the words of someone who has the document open; `sheets` are the names of a book's sheets.
    ///
    /// ```
    /// use gouji::location::Anchor;
    /// let place = Anchor::SheetCell { sheet: 1, row: 7, column: 28 };
    /// assert_eq!(place.describe(&["表三".to_owned()]), "表三!AB7");
    /// ```
    pub fn describe(&self, sheets: &[String]) -> String {
        match *self {
            Anchor::Text { line, column, .. } => format!("第 {line} 行第 {column} 个字"),
            Anchor::HtmlCell { table, row, cell, .. } => format!("网页里第 {table} 个表格第 {row} 行第 {cell} 格"),
            Anchor::TableCell { table, row, cell, .. } => format!("文档里第 {table} 个表格第 {row} 行第 {cell} 格"),
            Anchor::Words { paragraph, column, .. } => format!("第 {paragraph} 段第 {column} 个字"),
            Anchor::SheetCell { sheet, row, column } => {
                let name = usize::try_from(sheet).ok().and_then(|at| sheets.get(at.checked_sub(1)?));
                let cell = format!("{}{row}", column_letters(column));
                name.map_or_else(|| format!("第 {sheet} 张工作表 {cell}"), |name| format!("{name}!{cell}"))
            }
            Anchor::SuppliedCell { supplied, row, cell } => {
                format!("另外粘贴的{}第 {row} 行第 {cell} 格", supplied.name())
            }
            Anchor::SuppliedText { supplied, row, column, .. } => {
                format!("另外粘贴的{}第 {row} 行第 {column} 个字", supplied.name())
            }
            Anchor::Typed { .. } => "手工填写".to_owned(),
        }
    }
}

/// A column as a spreadsheet letters it: A, Z, AA.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
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

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let letters: Vec<_> = [1, 26, 27, 52, 53, 702, 703].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn every_place_is_written_and_read_back() {
        for anchor in [
            Anchor::HtmlCell { line: 1, column: 2, table: 3, row: 4, cell: 5 },
            Anchor::Text { line: 1, column: 2, length: 3 },
            Anchor::TableCell { paragraph: 9, table: 1, row: 2, cell: 3 },
            Anchor::Words { paragraph: 1, column: 2, length: 3 },
            Anchor::SheetCell { sheet: 1, row: 2, column: 3 },
            Anchor::SuppliedCell { supplied: Table::T3, row: 2, cell: 3 },
            Anchor::SuppliedText { supplied: Table::T4, row: 2, column: 3, length: 4 },
            Anchor::Typed { typed: Table::T2 },
        ] {
            let written = serde_json::to_string(&anchor).expect("an anchor can be written");
            assert_eq!(serde_json::from_str::<Anchor>(&written).ok(), Some(anchor), "{written}");
        }
    }
    #[test]
    fn a_place_is_told_as_its_own_program_shows_it() {
        let sheets = ["表三".to_owned()];
        let table = Table::T3;
        for (anchor, told) in [
            (Anchor::HtmlCell { line: 9, column: 1, table: 2, row: 4, cell: 5 }, "网页里第 2 个表格第 4 行第 5 格"),
            (Anchor::Text { line: 9, column: 2, length: 3 }, "第 9 行第 2 个字"),
            (Anchor::TableCell { paragraph: 9, table: 1, row: 2, cell: 3 }, "文档里第 1 个表格第 2 行第 3 格"),
            (Anchor::Words { paragraph: 9, column: 2, length: 3 }, "第 9 段第 2 个字"),
            (Anchor::SheetCell { sheet: 1, row: 7, column: 3 }, "表三!C7"),
            (Anchor::SheetCell { sheet: 2, row: 7, column: 3 }, "第 2 张工作表 C7"),
            (Anchor::SuppliedCell { supplied: table, row: 4, cell: 5 }, "另外粘贴的表三第 4 行第 5 格"),
            (Anchor::SuppliedText { supplied: table, row: 4, column: 5, length: 1 }, "另外粘贴的表三第 4 行第 5 个字"),
            (Anchor::Typed { typed: table }, "手工填写"),
        ] {
            assert_eq!(anchor.describe(&sheets), told);
        }
    }

    #[test]
    fn what_is_supplied_keeps_its_place_and_is_no_part_of_the_document() {
        let table = Table::T4;
        let cell = Anchor::HtmlCell { line: 9, column: 1, table: 2, row: 4, cell: 5 }.supplied_as(table);
        assert_eq!((cell, cell.supplied()), (Anchor::SuppliedCell { supplied: table, row: 4, cell: 5 }, Some(table)));
        let text = Anchor::Text { line: 4, column: 5, length: 9 };
        assert_eq!((text.supplied(), text.stretch()), (None, Some((4, 5, 9))));
        let supplied = text.supplied_as(table);
        assert_eq!((supplied.supplied(), supplied.stretch()), (Some(table), None));
        assert_eq!(supplied.within(2, 1), text.within(2, 1).supplied_as(table));
    }
}
