//! Damaged spreadsheets: whatever is done to a workbook, the reading comes to an end without a panic.
#![cfg(not(target_arch = "wasm32"))]

use std::io::Write;

use gouji::{Options, check};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// Seeded runs over every input; many more were made by hand with other seeds (`GOUJI_MUTATIONS`).
const RUNS: u64 = 150;

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % limit.max(1)
    }
}

type Parts = Vec<(&'static str, Vec<u8>)>;

fn packed(parts: &Parts) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let (mut entry, config) =
            archive.new_file(name).compression_method(CompressionMethod::DEFLATE).start().expect("a new part");
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::fast()));
        writer.write_all(content).expect("packed");
        let (encoder, descriptor) = writer.finish().expect("packed");
        encoder.finish().expect("packed");
        entry.finish(descriptor).expect("packed");
    }
    archive.finish().expect("an archive");
    bytes
}

fn workbook() -> Parts {
    let cell = |place: &str, rest: &str| format!("<c r='{place}' {rest}</c>");
    let sheet = [
        "<worksheet><sheetViews><sheetView showZeros='0'/></sheetViews><cols><col min='2' max='3' hidden='1'/></cols><sheetData>".to_owned(),
        format!("<row r='1'>{}</row>", cell("A1", "t='s'><v>0</v>")),
        format!("<row r='2' hidden='1'>{}{}</row>", cell("A2", "s='1' t='inlineStr'><is><r><t>规章</t></r></is>"), cell("B2", "s='1'><v>1.2E1</v>")),
        format!("<row r='3'>{}{}{}</row>", cell("A3", "s='2' t='s'><v>1</v>"), cell("B3", "s='1'><v>45293</v>"), cell("C3", "><f t='shared' si='0' ref='C3:C5'>SUM(A$2:B3)+B2*2</f>")),
        format!("<row r='4'>{}{}</row>", cell("A4", "t='e'><v>#REF!</v>"), cell("C4", "><f t='shared' si='0'/><v>9</v>")),
        format!("<row r='5'>{}{}</row>", cell("B5", "t='b'><v>1</v>"), cell("C5", "><f>-(C3-C4)</f><v/>")),
        "</sheetData><mergeCells><mergeCell ref='A1:J1'/><mergeCell ref='A3:A5'/></mergeCells></worksheet>".to_owned(),
    ]
    .concat();
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\";@'/><numFmt numFmtId='165' \
        formatCode='_ * #,##0.00_ ;(0\"件\");\"-\"'/></numFmts><borders><border/><border><left style='thin'/></border></borders>\
        <cellXfs><xf/><xf numFmtId='165' borderId='1'/><xf numFmtId='164' borderId='1'/></cellXfs></styleSheet>";
    let strings = "<sst><si><t>某局2024年政府信息公开工作年度报告</t></si><si><r><t>行政</t></r><rPh><t>x</t></rPh><r><t>许可_x000D_</t></r></si></sst>";
    let workbook = "<workbook><workbookPr date1904='0'/><sheets><sheet name='二、主动公开政府信息情况' r:id='a'/></sheets></workbook>";
    let relations =
        "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    vec![
        ("xl/workbook.xml", workbook.into()),
        ("xl/_rels/workbook.xml.rels", relations.into()),
        ("xl/styles.xml", styles.into()),
        ("xl/sharedStrings.xml", strings.into()),
        ("xl/worksheets/sheet1.xml", sheet.into()),
    ]
}

fn open_document() -> Parts {
    let content = "<office:document-content><style:style style:name='b'><style:table-cell-properties fo:border='1pt solid'/>\
        </style:style><office:spreadsheet><table:table table:name='表三'><table:table-column table:visibility='collapse' \
        table:number-columns-repeated='2'/><table:table-row table:number-rows-repeated='2'><table:table-cell table:style-name='b' \
        office:value-type='string' table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>规<text:s text:c='3'/>章\
        </text:p><text:p>一</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type='float' \
        office:value='12.6' table:formula='of:=SUM([.A1:.B2];1)' table:number-columns-repeated='3'><text:p>13</text:p>\
        </table:table-cell><table:table-cell table:formula='of:=[.C1]+[.D1]'/></table:table-row><table:table-row \
        table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
        </table:table></office:spreadsheet></office:document-content>";
    vec![("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()), ("content.xml", content.into())]
}

fn table() -> Vec<u8> {
    "某局年度报告,,,\n信息内容,本年制发件数,\"本年\n废止\",现行\"\"有效\n规章,1,\"2,3\",4\n行政规范性文件;,0,,9\n总计,1,2,13\n".into()
}

/// Flips, cuts, doubles or moves a few bytes.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = b"<>/='\"&;0129AZ$:,-"[dice.below(18)],
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                // A number becomes a huge one.
                if let Some(ahead) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    bytes.splice(at + ahead..=at + ahead, *b"4294967295");
                }
            }
        }
    }
}

#[test]
fn damage_never_brings_the_reading_down() {
    let runs = std::env::var("GOUJI_MUTATIONS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS);
    let (mut read, mut refused) = (0, 0);
    let mut count = |name: &str, bytes: &[u8]| match check(name, bytes, &Options::default()) {
        Ok(_) => read += 1,
        Err(error) => {
            assert!(!error.message.is_empty());
            refused += 1;
        }
    };
    for (name, parts) in [("a.xlsx", workbook()), ("a.ods", open_document())] {
        let whole = packed(&parts);
        for run in 0..runs {
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (run + 1));
            let mut spoilt = parts.clone();
            let part = dice.below(spoilt.len());
            mutate(&mut spoilt[part].1, &mut dice);
            count(name, &packed(&spoilt));
            let mut container = whole.clone();
            mutate(&mut container, &mut dice);
            count(name, &container);
        }
    }
    for run in 0..runs {
        let mut bytes = table();
        mutate(&mut bytes, &mut Dice(0x2545_F491_4F6C_DD1D ^ (run + 1)));
        count("a.csv", &bytes);
    }
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused");
}

#[test]
fn the_undamaged_ones_are_read() {
    for (name, bytes) in [("a.xlsx", packed(&workbook())), ("a.ods", packed(&open_document())), ("a.csv", table())] {
        assert!(gouji::readers::read(&bytes).is_ok_and(|document| !document.blocks.is_empty()), "{name}");
    }
}
