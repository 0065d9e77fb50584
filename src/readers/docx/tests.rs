//! Documents written in the test, part by part.

use super::super::test_support::{packed, shown};
use crate::document::{Block, Document};
use crate::error::ErrorKind;
use crate::location::Anchor;

const TYPES: &str = "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
const RELATIONS: &str = "<Relationships><Relationship Id='1' Type='http://x/styles' Target='styles.xml'/>\
    <Relationship Id='2' Type='http://x/numbering' Target='/word/numbering.xml'/></Relationships>";
const STYLES: &str = "<w:styles><w:style w:styleId='hidden'><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:styleId='t1'><w:name w:val='toc 1'/></w:style>\
    <w:style w:styleId='h1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>\
    <w:lvl w:ilvl='2'><w:numFmt w:val='decimal'/><w:lvlText w:val='%3.'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";

fn file(body: &str) -> Vec<u8> {
    let text = format!("<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>");
    packed(&[
        (b"[Content_Types].xml", TYPES.as_bytes()),
        (b"word/document.xml", text.as_bytes()),
        (b"word/_rels/document.xml.rels", RELATIONS.as_bytes()),
        (b"word/styles.xml", STYLES.as_bytes()),
        (b"word/numbering.xml", NUMBERING.as_bytes()),
    ])
}

fn read(body: &str) -> Document {
    crate::readers::read(&file(body)).expect("the document is read")
}

#[track_caller]
fn shows(body: &str, expected: &[&str]) {
    assert_eq!(shown(&read(body)), expected);
}

fn p(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)))
}

fn tbl(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>")
}

#[test]
fn runs_make_one_paragraph_and_breaks_make_lines() {
    shows(&p(&(r("20") + &r("23") + &r("年"))), &["2023年"]);
    shows(
        &p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:noBreakHyphen/><w:t>1</w:t></w:r>"),
        &["甲 乙", "丙", "-1"],
    );
    shows(&p("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"), &["✓"]);
    shows(&(p("") + &p(&r(" \u{3000} ")) + &p(&r("甲"))), &["甲"]);
}

#[test]
fn places_are_counted_in_paragraphs_and_characters() {
    let table = tbl(&[tc("", "乙"), tc("<w:gridSpan w:val='2'/>", "丙") + &tc("", "丁")]);
    let document = read(&(p("") + &p(&(r("\u{3000}甲") + "<w:r><w:br/></w:r>" + &r("己"))) + &table + &p(&r("戊"))));
    let [Block::Paragraph(first), Block::Paragraph(line), Block::Table(grid), Block::Paragraph(last)] =
        &document.blocks[..]
    else {
        panic!("{document:?}")
    };
    assert_eq!(first.anchor, Anchor::Words { paragraph: 2, column: 2, length: 1 });
    assert_eq!(line.anchor, Anchor::Words { paragraph: 2, column: 4, length: 1 });
    assert_eq!(last.anchor, Anchor::Words { paragraph: 6, column: 1, length: 1 });
    let anchors: Vec<_> = grid.cells().iter().map(|cell| cell.anchor).collect();
    let place = |paragraph, row, cell| Anchor::TableCell { paragraph, table: 1, row, cell };
    assert_eq!(anchors, [place(3, 1, 1), place(4, 2, 1), place(5, 2, 2)]);
}

#[test]
fn cells_are_merged_over_columns_and_rows() {
    let head = tc("<w:vMerge w:val='restart'/>", "组") + &tc("<w:gridSpan w:val='2'/>", "甲");
    let body = tc("<w:vMerge/>", "") + &tc("", "1") + &tc("", "2");
    shows(&tbl(&[head, body.clone(), body]), &["[组:3x1 甲:1x2/1 2/1 2]"]);
    let joined = tc("<w:hMerge w:val='restart'/>", "甲") + &tc("<w:hMerge w:val='continue'/>", "") + &tc("", "乙");
    shows(&tbl(&[joined]), &["[甲:1x2 乙]"]);
}

#[test]
fn a_merge_that_goes_on_with_nothing_is_a_cell() {
    shows(&tbl(&[tc("", "甲") + &tc("", "乙"), tc("<w:vMerge/>", "") + &tc("", "1")]), &["[甲 乙/ 1]"]);
    let wider = tc("<w:vMerge/><w:gridSpan w:val='2'/>", "丙") + &tc("", "1");
    shows(&tbl(&[tc("<w:vMerge w:val='restart'/>", "甲") + &tc("", "乙"), wider]), &["[甲 乙/丙:1x2 1]"]);
}

#[test]
fn a_row_that_begins_further_in_keeps_its_columns() {
    let late = "<w:trPr><w:gridBefore w:val='2'/></w:trPr>".to_owned() + &tc("", "丙");
    shows(&tbl(&[tc("", "1") + &tc("", "2") + &tc("", "3"), late]), &["[1 2 3/:1x2 丙]"]);
}

#[test]
fn paragraphs_of_a_cell_are_its_lines() {
    let cell = format!("<w:tc>{}{}</w:tc>", p(&r("总")), p(&r("计")));
    shows(&tbl(&[cell]), &["[总\n计]"]);
}

#[test]
fn a_table_around_others_is_layout() {
    let inner = tbl(&[tc("", "1")]);
    let outer = tc("", "甲") + &format!("<w:tc>{}{inner}{}</w:tc>", p(&r("乙")), p(&r("丙")));
    shows(&tbl(&[outer, tc("", "丁")]), &["甲", "乙", "[1]", "丙", "丁"]);
}

#[test]
fn changes_count_as_accepted() {
    let body = p(&format!(
        "{}<w:ins>{}</w:ins><w:del><w:r><w:delText>2</w:delText><w:t>2</w:t></w:r></w:del>",
        r("1"),
        r("3")
    )) + &p(&format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("甲"), r("乙")));
    let document = read(&body);
    assert_eq!(shown(&document), ["13", "乙"]);
    let [note] = &document.notes[..] else { panic!("{:?}", document.notes) };
    assert!(note.text.contains("3 处修订"), "{}", note.text);
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_with_the_next() {
    let joined = |text: &str| p(&format!("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}", r(text)));
    shows(&(joined("一、") + &joined("总体") + &p(&r("情况")) + &p(&r("甲"))), &["一、总体情况", "甲"]);
    shows(&tbl(&[format!("<w:tc>{}</w:tc>", joined("甲")) + &tc("", "乙")]), &["[甲 乙]"]);
}

#[test]
fn deleted_rows_and_cells_are_gone() {
    let gone = "<w:trPr><w:del/></w:trPr>".to_owned() + &tc("", "2") + &tc("", "3");
    let document = read(&tbl(&[tc("", "1") + &tc("<w:cellDel/>", "x"), gone, tc("", "4")]));
    assert_eq!(shown(&document), ["[1/4]"]);
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table") };
    assert_eq!(grid.cells()[1].anchor, Anchor::TableCell { paragraph: 2, table: 1, row: 3, cell: 1 });
}

#[test]
fn what_was_before_a_change_of_form_does_not_count() {
    let changed = "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='h1'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange></w:pPr>";
    shows(&p(&(changed.to_owned() + &r("甲"))), &["甲"]);
}

#[test]
fn a_text_box_follows_its_paragraph_and_is_read_once() {
    let drawn = |text: &str| {
        format!(
            "<w:drawing><a:p><a:r><a:t>x</a:t></a:r></a:p><w:txbxContent>{}</w:txbxContent></w:drawing>",
            p(&r(text))
        )
    };
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        drawn("乙"),
        drawn("乙")
    );
    shows(&p(&(r("甲") + &both + &r("丙"))), &["甲丙", "乙"]);
    let fallback =
        format!("<w:r><mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>", drawn("乙"));
    shows(&p(&fallback), &["乙"]);
    let table = format!(
        "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>",
        tbl(&[tc("", "1")])
    );
    shows(&p(&(r("甲") + &table)), &["甲", "[1]"]);
    shows(&tbl(&[format!("<w:tc>{}</w:tc>", p(&(r("甲") + &both))) + &tc("", "乙")]), &["[甲\n乙 乙]"]);
}

#[test]
fn of_a_field_only_the_result_is_shown() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let field = mark("begin")
        + "<w:r><w:instrText>PAGE</w:instrText><w:t>x</w:t></w:r>"
        + &mark("separate")
        + &r("5")
        + &mark("end");
    shows(&p(&(r("第") + &field + &r("页"))), &["第5页"]);
    shows(&(p(&(mark("begin") + &r("x"))) + &p(&r("甲"))), &["甲"]);
    shows(&p(&format!("<w:fldSimple w:instr='SEQ'>{}</w:fldSimple>", r("3"))), &["3"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    let hidden =
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>1</w:t></w:r>";
    shows(&p(hidden), &["1"]);
    shows(&p("<w:r><w:rPr><w:rStyle w:val='hidden'/></w:rPr><w:t>x</w:t></w:r><w:r><w:t>2</w:t></w:r>"), &["2"]);
    let contents = p(&("<w:pPr><w:pStyle w:val='t1'/></w:pPr>".to_owned() + &r("一、总体情况 1")));
    shows(&(contents + &p(&r("正文"))), &["正文"]);
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ji</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>稽</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    shows(&p(&(r("勾") + ruby)), &["勾稽"]);
    shows(&p(&(r("甲") + "<w:r><w:footnoteReference w:id='2'/></w:r>")), &["甲"]);
}

#[test]
fn content_controls_are_followed() {
    let control = |content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    shows(&control(&p(&(r("1") + &control(&r("2"))))), &["12"]);
    shows(&tbl(&[control(&tc("", "1")) + &tc("", "2")]), &["[1 2]"]);
}

#[test]
fn numbers_of_lists_stand_before_the_text() {
    let numbered = |level: usize, text: &str| {
        p(&format!("<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>{}", r(text)))
    };
    let styled = p(&("<w:pPr><w:pStyle w:val='h1'/></w:pPr>".to_owned() + &r("总体情况")));
    let off =
        p(&("<w:pPr><w:pStyle w:val='h1'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>".to_owned() + &r("甲")));
    let document = read(&(styled.clone() + &numbered(1, "主动公开") + &numbered(2, "2024年") + &off + &styled));
    assert_eq!(shown(&document), ["一、总体情况", "（一）主动公开", "1. 2024年", "甲", "二、总体情况"]);
    let Some(Block::Paragraph(first)) = document.blocks.first() else { panic!("a paragraph") };
    assert_eq!(first.anchor, Anchor::Words { paragraph: 1, column: 1, length: 6 });
    let cell = format!("<w:tc>{}</w:tc>", numbered(0, "本年新收")) + &format!("<w:tc>{}</w:tc>", numbered(0, ""));
    shows(&tbl(&[cell]), &["[一、本年新收 二、]"]);
}

#[test]
fn what_is_embedded_is_told() {
    let object = "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object><w:object><o:OLEObject ProgID='Equation.3'/></w:object></w:r>";
    let document = read(&(p(&(r("甲") + object)) + "<w:altChunk/>"));
    let [note] = &document.notes[..] else { panic!("{:?}", document.notes) };
    assert!(note.text.contains("2 个对象"), "{}", note.text);
}

#[test]
fn a_document_that_breaks_off_is_read_so_far() {
    let parts: &[(&[u8], &[u8])] =
        &[(b"word/document.xml", "<document><body><p><r><t>甲</t></r></p><tbl><tr><tc><p><r><t>1".as_bytes())];
    let document = crate::readers::read(&packed(parts)).expect("what there is");
    assert_eq!(shown(&document), ["甲", "[1]"]);
    assert!(document.notes[0].text.contains("第 2 段"), "{:?}", document.notes);
}

#[test]
fn the_text_may_stand_anywhere_and_in_any_encoding() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><document><body><p><r><t>总体情况</t></r></p></body></document>";
    let utf16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let relations = b"<Relationships><Relationship Type='http://x/officeDocument' Target='/a/b.xml'/></Relationships>";
    let document = crate::readers::read(&packed(&[(b"_rels/.rels", relations), (b"a/b.xml", &utf16)]));
    assert_eq!(document.map(|document| shown(&document)), Ok(vec!["总体情况".to_owned()]));
}

#[test]
fn a_document_without_text_is_told_from_a_broken_one() {
    let kind = |bytes: &[u8]| crate::readers::read(bytes).map_err(|error| error.kind).err();
    assert_eq!(kind(&file(&p(""))), Some(ErrorKind::Empty));
    assert_eq!(kind(&packed(&[(b"word/document.xml", b"\x01\x02\x03\x04\x05\x06")])), Some(ErrorKind::Damaged));
}

#[test]
fn forged_spans_and_endless_nesting_are_bounded() {
    let forged = tc("<w:gridSpan w:val='4000000000'/>", "1") + &tc("<w:gridSpan w:val='-3'/>", "2");
    shows(&tbl(&[forged]), &["[1:1x200 2]"]);
    let late = "<w:trPr><w:gridBefore w:val='4000000000'/></w:trPr>".to_owned() + &tc("", "1");
    shows(&tbl(&[late]), &["[:1x200 1]"]);
    let rows: Vec<String> =
        (0..900).map(|_| tc("<w:gridSpan w:val='300'/>", "1") + &tc("<w:gridSpan w:val='300'/>", "1")).collect();
    let read = crate::readers::read(&file(&tbl(&rows)));
    assert_eq!(read.map_err(|error| error.kind).err(), Some(ErrorKind::TooLarge));
}
