//! The styles of a workbook's cells: of each its number format, and whether it draws a border.

use std::collections::BTreeMap;

use crate::readers::sheet::format::Format;
use crate::readers::xml::{Event, Xml};

/// Most styles a book may have; Excel itself knows 65,490.
const MAX_STYLES: usize = 70_000;

/// What matters of a style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Index of its format in the book's.
    pub(super) format: usize,
    /// It draws a border.
    pub(super) is_drawn: bool,
}

/// Reads the part with the styles; their formats are added to `formats`.
pub(super) fn read(part: &str, formats: &mut Vec<Format>) -> Vec<Style> {
    let mut codes: BTreeMap<u32, Format> = BTreeMap::new();
    let mut borders: Vec<bool> = Vec::new();
    let mut known: BTreeMap<u32, usize> = BTreeMap::new();
    let mut styles = Vec::new();
    let (mut in_borders, mut in_cells) = (false, false);
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next() {
        let Event::Start(element) = event else { continue };
        match element.name() {
            // Formats of formats: those of conditional formatting come last, and are none of a cell.
            "dxfs" => xml.skip(),
            "borders" => (in_borders, in_cells) = (true, false),
            "cellXfs" => (in_borders, in_cells) = (false, true),
            "fonts" | "fills" | "cellStyleXfs" | "cellStyles" => (in_borders, in_cells) = (false, false),
            "numFmt" if codes.len() < MAX_STYLES => {
                if let (Some(number), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                    codes.insert(number, Format::parse(&code));
                }
            }
            "border" if in_borders && borders.len() < MAX_STYLES => borders.push(false),
            "left" | "right" | "top" | "bottom" | "start" | "end" if in_borders => {
                let draws = element.attribute("style").is_some_and(|style| !matches!(&*style, "" | "none"));
                if let Some(border) = borders.last_mut() {
                    *border |= draws;
                }
            }
            "xf" if in_cells && styles.len() < MAX_STYLES => {
                let number = element.number("numFmtId").unwrap_or(0);
                let format = *known.entry(number).or_insert_with(|| {
                    formats.push(codes.get(&number).cloned().unwrap_or_else(|| Format::built_in(number)));
                    formats.len() - 1
                });
                let border: usize = element.number("borderId").unwrap_or(0);
                styles.push(Style { format, is_drawn: borders.get(border).copied().unwrap_or(false) });
            }
            _ => {}
        }
    }
    styles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_has_its_format_and_its_border() {
        let part = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0&quot;件&quot;'/></numFmts>\
                    <borders><border><left/><right/></border><border><left style='thin'/></border>\
                    <border><top style='none'/></border></borders>\
                    <cellStyleXfs><xf numFmtId='9' borderId='1'/></cellStyleXfs>\
                    <cellXfs><xf numFmtId='0' borderId='0'/><xf numFmtId='164' borderId='1'/><xf numFmtId='164' borderId='2'/>\
                    <xf borderId='77' numFmtId='999'/></cellXfs><dxfs><dxf><border><left style='thin'/></border></dxf></dxfs></styleSheet>";
        let mut formats = vec![Format::General];
        let styles = read(part, &mut formats);
        let told: Vec<_> = styles.iter().map(|style| (&formats[style.format], style.is_drawn)).collect();
        let items = Format::parse("0\"件\"");
        let general = Format::General;
        assert_eq!(told, [(&general, false), (&items, true), (&items, false), (&general, false)]);
    }
}
