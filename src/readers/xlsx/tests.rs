//! Workbooks put together here, part by part.

use super::*;
use crate::document::{Block, grid::Grid};
use crate::location::Anchor;
use crate::readers::test_support::packed;

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0&quot;件&quot;'/>\
    <numFmt numFmtId='165' formatCode='0;-0;;@'/></numFmts><borders><border/><border><left style='thin'/></border></borders>\
    <cellXfs><xf/><xf borderId='1'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='14'/><xf numFmtId='1'/></cellXfs></styleSheet>";

const STRINGS: &str = "<sst><si><t>总计</t></si><si><r><t>自然</t></r><r><t>人</t></r><rPh><t>x</t></rPh></si></sst>";

/// A book of visible sheets.
fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let list: String =
        (0..sheets.len()).map(|at| format!("<sheet name='{}' sheetId='9' r:id='r{at}'/>", sheets[at].0)).collect();
    with_list(&format!("<sheets>{list}</sheets>"), sheets)
}

fn with_list(workbook: &str, sheets: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id='{id}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{target}'/>"
        )
    };
    let mut relations: String = (0..sheets.len())
        .map(|at| relation(&format!("r{at}"), "worksheet", &format!("worksheets/s{at}.xml")))
        .collect();
    relations += &relation("x", "styles", "/xl/styles.xml");
    relations += &relation("y", "sharedStrings", "../xl/sharedStrings.xml");
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!("<workbook>{workbook}</workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ("xl/sharedStrings.xml".to_owned(), STRINGS.to_owned()),
    ];
    for (at, (_, rows)) in sheets.iter().enumerate() {
        parts.push((format!("xl/worksheets/s{at}.xml"), format!("<worksheet>{rows}</worksheet>")));
    }
    let parts: Vec<(&[u8], &[u8])> = parts.iter().map(|(name, part)| (name.as_bytes(), part.as_bytes())).collect();
    packed(&parts)
}

fn document(bytes: &[u8]) -> Document {
    let mut package = Package::open(bytes).expect("a container");
    assert!(is_workbook(&package));
    read(&mut package).expect("a document")
}

fn sheet(rows: &str) -> Document {
    document(&book(&[("表", &format!("<sheetData>{rows}</sheetData>"))]))
}

fn texts(grid: &Grid) -> Vec<Vec<&str>> {
    (0..grid.height()).map(|row| grid.row(row).map(|cell| cell.text.as_str()).collect()).collect()
}

fn told(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph(line) => line.text.clone(),
        Block::Table(grid) => texts(grid).iter().map(|row| row.join("|")).collect::<Vec<_>>().join(" / "),
    };
    document.blocks.iter().map(block).collect()
}

fn notes(document: &Document) -> Vec<&str> {
    document.notes.iter().map(|note| note.text.as_str()).collect()
}

#[test]
fn every_kind_of_cell_is_read_as_it_is_shown() {
    let read = sheet(
        "<row r='3'><c r='B3' t='s'><v>1</v></c><c r='C3' t='inlineStr'><is><t> 科研\n机构 </t></is></c><c t='str'><f>\"x\"</f><v>x</v></c></row>\
         <row><c r='B4'><v>5.0</v></c><c><v>58.930000000000007</v></c><c s='2'><v>1.2E1</v></c></row>\
         <row><c r='B5' t='b'><v>1</v></c><c t='e'><v>#REF!</v></c><c s='4'><v>45293</v></c></row>",
    );
    assert_eq!(told(&read), ["自然人|科研\n机构|x / 5|58.93|12件 / TRUE|#REF!|2024/1/2"]);
    let Block::Table(grid) = &read.blocks[0] else { panic!("a table") };
    assert_eq!(grid.cells()[4].anchor, Anchor::SheetCell { sheet: 1, row: 4, column: 3 });
    assert_eq!(read.sheets, ["表"]);
    assert!(read.notes.is_empty());
}

#[test]
fn text_is_paragraphs_and_cells_side_by_side_are_tables() {
    let read = sheet(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>年度报告</t></is></c></row>\
         <row r='2'><c r='A2' t='inlineStr'><is><t>一、总体情况\n本年度公开一百条。</t></is></c></row>\
         <row r='4'><c r='A4' t='s'><v>0</v></c><c r='C4'><v>1</v></c></row>\
         <row r='5'><c r='A5' t='inlineStr'><is><t>行政强制</t></is></c></row>\
         <row r='6'><c r='A6' t='s'><v>0</v></c><c r='C6'><v>2</v></c></row>",
    );
    assert_eq!(told(&read), ["年度报告", "一、总体情况", "本年度公开一百条。", "总计|1 / 行政强制| / 总计|2"]);
}

#[test]
fn merged_cells_span_and_cover() {
    let rows = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' s='5'><v>1</v></c></row>\
        <row r='2'><c r='A2'><v>99</v></c><c r='B2'><v>2</v></c><c r='C2'><v>3</v></c></row>\
        <row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3'><v>4</v></c><c r='C3'><v>5</v></c></row>";
    let merges =
        "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='A1:B2'/><mergeCell ref='A3:XFD1048576'/></mergeCells>";
    let read = document(&book(&[("表", &format!("<sheetData>{rows}</sheetData>{merges}"))]));
    assert_eq!(told(&read), ["总计||1 / 2|3", "自然人"]);
    let Block::Table(grid) = &read.blocks[0] else { panic!("a table") };
    assert_eq!((grid.cells()[0].row_span, grid.cells()[0].column_span), (2, 1));
}

#[test]
fn a_cell_at_the_far_corner_is_one_cell() {
    let read = sheet(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>1</v></c></row>\
         <row r='1048576'><c r='XFD1048576' t='s'><v>1</v></c></row><row r='1048577'><c r='A1048577'><v>9</v></c></row>",
    );
    assert_eq!(told(&read), ["总计|1", "自然人"]);
}

#[test]
fn hidden_sheets_are_left_out_and_hidden_rows_are_read() {
    let rows = "<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='s'><v>0</v></c>\
        <c r='B1'><v>1</v></c></row></sheetData>";
    let list = "<sheets><sheet name='底稿' state='veryHidden' r:id='r0'/><sheet name='三、表' r:id='r1'/></sheets>";
    let read = document(&with_list(list, &[("", rows), ("", rows)]));
    assert_eq!(told(&read), ["三、表", "总计|1"]);
    assert_eq!(
        notes(&read),
        [
            "工作表“三、表”里隐藏了一些内容（第 1 行、B 列），也照样读了，因为合计可能把它们算在内。",
            "工作表“底稿”是隐藏的，没有核对；要核对的话，请取消隐藏、保存后再打开。"
        ]
    );
    assert_eq!(read.sheets, ["底稿", "三、表"]);
    let Block::Table(grid) = &read.blocks[1] else { panic!("a table") };
    assert_eq!(grid.cells()[1].anchor.describe(&read.sheets), "三、表!B1");
}

#[test]
fn formulas_are_worked_out_shifted_and_compared() {
    let read = sheet(
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='C1'><f t='shared' ref='C1:C3' si='0'>SUM(A1:B1)</f></c></row>\
         <row r='2'><c r='A2'><v>3</v></c><c r='B2' t='str'><v>4</v></c><c r='C2'><f t='shared' si='0'/><v></v></c></row>\
         <row r='3'><c r='A3'><v>5</v></c><c r='B3'><v>6</v></c><c r='C3'><f t='shared' si='0'/><v>12</v></c></row>\
         <row r='4'><c r='A4'><f>A3/2</f></c><c r='B4'><f>其他!A1</f><v>7</v></c><c r='C4' s='2'><f>C1+C2</f></c></row>",
    );
    assert_eq!(told(&read), ["1|2|3 / 3|4|3 / 5|6|12 / |7|6件"]);
    assert_eq!(
        notes(&read),
        [
            "工作表“表”有 3 个公式没有存下结果（如 C1），已按公式算出；请用 Excel 或 WPS 打开，保存一次再发布。",
            "工作表“表”的 A4 是公式，没有存下结果，也没能算出，当作空白；请用 Excel 或 WPS 打开，保存一次再核对。",
            "表!C3 的公式算得 11，存着的却是 12（核对用的是 12），请在 Excel 或 WPS 里重新计算后保存。",
            "工作表“表”的 B2 是文本形式的数字，求和公式没有把它们算进去；请改成数字，再重新计算。",
        ]
    );
}

#[test]
fn what_a_format_hides_or_rounds_is_told() {
    let read = sheet(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='3'><v>0</v></c><c r='C1' s='5'><v>12.6</v></c></row>",
    );
    assert_eq!(told(&read), ["总计|0|13"]);
    assert_eq!(
        notes(&read),
        [
            "工作表“表”有 1 个格显示的是舍入后的数（如 C1，存着的是 12.6），核对用的是显示的数。",
            "工作表“表”的 B1 里有数，但按单元格格式显示为空白或横线，核对用的是存着的数。",
        ]
    );
}

#[test]
fn dates_are_counted_from_the_epoch_of_the_book() {
    let rows = "<sheetData><row><c s='4'><v>43831</v></c><c t='s'><v>0</v></c></row></sheetData>";
    let list = "<workbookPr date1904='1'/><sheets><sheet name='表' r:id='r0'/></sheets>";
    assert_eq!(told(&document(&with_list(list, &[("", rows)]))), ["2024/1/2|总计"]);
}

#[test]
fn borders_tell_a_table_from_what_is_around_it() {
    let cell = |place: &str, style: u8, text: &str| {
        format!("<c r='{place}' s='{style}' t='inlineStr'><is><t>{text}</t></is></c>")
    };
    let rows = [
        cell("A1", 0, "标题"),
        cell("A2", 1, "第一项"),
        cell("A3", 1, "规章") + "<c r='B3' s='1'/><c r='C3' s='1'/>" + &cell("E3", 0, "核"),
        cell("A4", 1, "合计") + "<c r='B4' s='1'><v>2</v></c><c r='C4' s='1'><v>3</v></c>",
        "<c r='A5' s='1'/><c r='B5' s='1'/>".to_owned(),
        "<c r='A6' s='1'/><c r='B6' s='1'/>".to_owned(),
        cell("A7", 0, "注"),
    ];
    let rows: String = rows.iter().enumerate().map(|(at, row)| format!("<row r='{}'>{row}</row>", at + 1)).collect();
    let read = sheet(&rows);
    assert_eq!(told(&read), ["标题", "第一项 / 规章|| / 合计|2|3 / |", "注"]);
    assert_eq!(notes(&read), ["工作表“表”的 E3 在表格边框之外，没有当作表格的内容。"]);
}

#[test]
fn a_damaged_sheet_gives_what_is_before_the_damage() {
    let read = document(&book(&[
        ("甲", "<sheetData><row><c t='s'><v>0</v></c><c><v>1</v></c></row><row><c><v>2</v></x>"),
        ("乙", "<sheetData><row><c t='s'><v>1</v></c></row></sheetData>"),
    ]));
    assert_eq!(told(&read)[0].split('/').next(), Some("总计|1 "));
    assert_eq!(told(&read)[1], "自然人");
    assert!(notes(&read)[0].contains("“甲”已损坏"));
}

#[test]
fn a_book_without_its_list_is_read_by_its_parts() {
    let part = "<worksheet><sheetData><row><c t='inlineStr'><is><t>总计</t></is></c><c><v>1</v></c></row></sheetData></worksheet>";
    let read = document(&packed(&[(b"xl/worksheets/sheet1.xml", part.as_bytes())]));
    assert_eq!((told(&read), read.sheets), (vec!["总计|1".to_owned()], vec!["工作表1".to_owned()]));
}

#[test]
fn a_book_that_says_nothing_is_refused() {
    let kind = |bytes: &[u8]| {
        Package::open(bytes).and_then(|mut package| read(&mut package)).map_err(|error| error.kind).err()
    };
    assert_eq!(kind(&book(&[("表", "<sheetData/>")])), Some(ErrorKind::Empty));
    assert_eq!(kind(&packed(&[(b"xl/workbook.xml", b"<workbook/>")])), Some(ErrorKind::Empty));
    let missing = "<workbook><sheets><sheet name='a' r:id='r0'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r0' Type='x/worksheet' Target='gone.xml'/></Relationships>";
    let parts: [(&[u8], &[u8]); 2] =
        [(b"xl/workbook.xml", missing.as_bytes()), (b"xl/_rels/workbook.xml.rels", relations.as_bytes())];
    assert_eq!(kind(&packed(&parts)), Some(ErrorKind::Damaged));
}

#[test]
fn too_many_cells_are_refused() {
    let row = "<row>".to_owned() + &"<c><v>1</v></c>".repeat(16_000) + "</row>";
    let bytes = book(&[("表", &format!("<sheetData>{}</sheetData>", row.repeat(13)))]);
    let error = Package::open(&bytes).and_then(|mut package| read(&mut package)).map_err(|error| error.kind);
    assert_eq!(error.err(), Some(ErrorKind::TooLarge));
}
