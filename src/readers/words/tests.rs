//! Documents that were damaged on purpose: whatever is done to one, reading it ends, and never in a panic.

use super::super::test_support::packed;
use crate::limits::MAX_CELLS;

/// How often each document is damaged.
const RUNS: u32 = 200;

const WORD: &str = "<?xml version='1.0'?><w:document><w:body>\
    <w:p><w:pPr><w:pStyle w:val='h1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:ins><w:r><w:t>2023年&amp;</w:t><w:br/></w:r></w:ins><w:del><w:r><w:delText>1</w:delText></w:r></w:del>\
    <w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>5</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
    <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
    <mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>稽</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>\
    <w:tbl><w:tblPr/><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>组</w:t></w:r></w:p></w:tc>\
    <w:tc><w:tcPr><w:gridSpan w:val='12'/></w:tcPr><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr>\
    <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
    </w:body></w:document>";
const STYLES: &str = "<w:styles><w:style w:styleId='h0'><w:name w:val='toc 1'/></w:style><w:style w:type='paragraph' w:default='1' w:styleId='h1'>\
    <w:basedOn w:val='h0'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
    <w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/>\
    <w:lvlOverride w:ilvl='0'><w:startOverride w:val='4'/></w:lvlOverride></w:num></w:numbering>";
const RELATIONS: &str = "<Relationships><Relationship Type='x/styles' Target='styles.xml'/><Relationship Type='x/numbering' Target='numbering.xml'/></Relationships>";
const OPEN: &str = "<office:document-content><office:automatic-styles><text:list-style style:name='L'>\
    <text:list-level-style-number text:level='1' style:num-format='一, 二' style:num-suffix='、'/></text:list-style></office:automatic-styles>\
    <office:body><office:text><text:list text:style-name='L'><text:list-item text:start-value='3'><text:p>总体<text:s text:c='3'/>情况</text:p></text:list-item></text:list>\
    <text:p>甲<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>\
    <table:table><table:table-row table:number-rows-repeated='2'><table:table-cell table:number-rows-spanned='2' table:number-columns-repeated='3'><text:p>1</text:p></table:table-cell>\
    <table:covered-table-cell/></table:table-row><table:table-row><table:covered-table-cell table:number-columns-repeated='3'/><table:table-cell><text:h text:outline-level='1'>2</text:h></table:table-cell></table:table-row></table:table>\
    </office:text></office:body></office:document-content>";

/// A generator of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

/// Spoils a few places: a byte, a stretch that is cut out or doubled, an element that is dropped or put elsewhere, a
/// number that is forged.
fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        if bytes.is_empty() {
            return;
        }
        let (a, b) = (dice.below(bytes.len()), dice.below(bytes.len()));
        let tag = |from: usize| bytes[from..].iter().position(|byte| *byte == b'<').map_or(from, |at| from + at);
        let (from, to) = (tag(a.min(b)), tag(a.max(b)));
        match dice.below(6) {
            0 => bytes[a] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(a..(a + dice.below(20)).min(bytes.len()))),
            2 => bytes.truncate(a),
            3 => drop(bytes.drain(from..to)),
            4 => {
                let piece = bytes[from..to].to_vec();
                let at = tag(dice.below(bytes.len()));
                drop(bytes.splice(at..at, piece.repeat(1 + dice.below(3))));
            }
            _ => {
                if let Some(at) = bytes[a..].iter().position(u8::is_ascii_digit) {
                    drop(bytes.splice(a + at..=a + at, *b"4000000000"));
                }
            }
        }
    }
}

/// Reads a document and sees to it that what came out is within the limits.
#[track_caller]
fn read(bytes: &[u8]) {
    if let Ok(document) = crate::readers::read(bytes) {
        assert!(!document.blocks.is_empty());
        let positions: usize = document
            .blocks
            .iter()
            .map(|block| match block {
                crate::document::Block::Table(grid) => (0..grid.height()).map(|row| grid.entries(row).len()).sum(),
                crate::document::Block::Paragraph(paragraph) => {
                    usize::from(paragraph.text.trim().is_empty()) * MAX_CELLS
                }
            })
            .sum();
        assert!(positions <= MAX_CELLS);
    }
}

fn damage(parts: &[(&[u8], &[u8])], seed: u64) {
    let mut dice = Dice(seed);
    let whole = packed(parts);
    assert!(crate::readers::read(&whole).is_ok());
    for _ in 0..RUNS {
        let mut spoilt = parts.to_vec();
        let at = dice.below(parts.len());
        let mut part = parts[at].1.to_vec();
        spoil(&mut part, &mut dice);
        spoilt[at].1 = &part;
        read(&packed(&spoilt));
        let mut container = whole.clone();
        spoil(&mut container, &mut dice);
        read(&container);
    }
}

#[test]
fn a_damaged_document_of_word_is_read_or_refused() {
    damage(
        &[
            (b"word/document.xml", WORD.as_bytes()),
            (b"word/styles.xml", STYLES.as_bytes()),
            (b"word/numbering.xml", NUMBERING.as_bytes()),
            (b"word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        ],
        7,
    );
}

#[test]
fn a_damaged_open_document_is_read_or_refused() {
    damage(&[(b"mimetype", b"application/vnd.oasis.opendocument.text"), (b"content.xml", OPEN.as_bytes())], 11);
}
