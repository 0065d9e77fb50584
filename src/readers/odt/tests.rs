//! Documents written in the test.

use super::super::test_support::{packed, shown};
use crate::document::{Block, Document};
use crate::error::ErrorKind;
use crate::location::Anchor;

const STYLES: &str = "<office:automatic-styles>\
    <style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
    <style:style style:name='T2' style:family='text' style:parent-style-name='T1'/>\
    <style:style style:name='P1' style:family='paragraph' style:list-style-name='L2'/>\
    <text:list-style style:name='L1'>\
    <text:list-level-style-number text:level='1' loext:num-list-format='%1%、' style:num-suffix='.' style:num-format='一, 二, 三, ...'/>\
    <text:list-level-style-number text:level='2' style:num-prefix='（' style:num-suffix='）' style:num-format='一, 二, 三, ...'/>\
    <text:list-level-style-bullet text:level='3' text:bullet-char='•'/></text:list-style>\
    <text:list-style style:name='L2'><text:list-level-style-number text:level='1' style:num-suffix='.' style:num-format='1' text:start-value='3'/>\
    <text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2'/></text:list-style>\
    <text:outline-style><text:outline-level-style text:level='1' style:num-format='甲, 乙, 丙, ...' style:num-suffix='、'/></text:outline-style>\
    </office:automatic-styles>";

fn content(body: &str) -> String {
    format!(
        "<?xml version='1.0'?><office:document-content>{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn file(body: &str) -> Vec<u8> {
    packed(&[(b"mimetype", b"application/vnd.oasis.opendocument.text"), (b"content.xml", content(body).as_bytes())])
}

fn read(body: &str) -> Document {
    crate::readers::read(&file(body)).expect("the document is read")
}

#[track_caller]
fn shows(body: &str, expected: &[&str]) {
    assert_eq!(shown(&read(body)), expected);
}

fn p(content: &str) -> String {
    format!("<text:p>{content}</text:p>")
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}>{}</table:table-cell>", p(text))
}

fn table(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("<table:table-row>{row}</table:table-row>")).collect();
    format!("<table:table><table:table-column/><table:table-rows>{rows}</table:table-rows></table:table>")
}

#[test]
fn white_space_is_collapsed_but_for_blanks_that_are_marked() {
    shows(&p(" \n 甲  <text:span>乙 </text:span> 丙<text:s text:c='2'/>丁<text:tab/>戊"), &["甲 乙 丙  丁 戊"]);
    shows(&p("甲<text:line-break/>乙"), &["甲", "乙"]);
    let document = read(&(p("") + &p("甲<text:line-break/>乙")));
    let Some(Block::Paragraph(line)) = document.blocks.get(1) else { panic!("a paragraph") };
    assert_eq!(line.anchor, Anchor::Words { paragraph: 2, column: 3, length: 1 });
}

#[test]
fn cells_are_merged_over_columns_and_rows() {
    const COVERED: &str = "<table:covered-table-cell/>";
    let head = cell("table:number-rows-spanned='2'", "组") + &cell("table:number-columns-spanned='2'", "甲") + COVERED;
    shows(&table(&[head, COVERED.to_owned() + &cell("", "1") + &cell("", "2")]), &["[组:2x1 甲:1x2/1 2]"]);
    shows(&table(&[COVERED.to_owned() + &cell("", "1"), cell("", "2")]), &["[ 1/2]"]);
}

#[test]
fn cells_and_rows_are_repeated() {
    shows(&table(&[cell("table:number-columns-repeated='3'", "0") + &cell("", "1")]), &["[0 0 0 1]"]);
    let row = format!(
        "<table:table><table:table-row table:number-rows-repeated='2'>{}</table:table-row></table:table>",
        cell("", "0")
    );
    let document = read(&row);
    assert_eq!(shown(&document), ["[0/0]"]);
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table") };
    assert_eq!(grid.cells()[1].anchor, Anchor::TableCell { paragraph: 1, table: 1, row: 2, cell: 1 });
    let forged = cell("table:number-columns-repeated='4000000000'", "0");
    assert_eq!(shown(&read(&table(&[forged])))[0].len(), 2 + 200 * 2 - 1);
    let long = cell("table:number-columns-repeated='200'", &"长".repeat(100_000));
    assert_eq!(
        crate::readers::read(&file(&table(&[long]))).map_err(|error| error.kind).err(),
        Some(ErrorKind::TooLarge)
    );
}

#[test]
fn a_table_around_others_is_layout() {
    let inner = format!("<table:table-cell>{}{}</table:table-cell>", p("乙"), table(&[cell("", "1")]));
    shows(&table(&[cell("", "甲") + &inner, cell("", "丙")]), &["甲", "乙", "[1]", "丙"]);
}

#[test]
fn lists_number_their_paragraphs() {
    let list = |attributes: &str, items: &str| format!("<text:list {attributes}>{items}</text:list>");
    let item = |content: &str| format!("<text:list-item>{content}</text:list-item>");
    let below = list("", &(item(&(p("公开") + &p("续"))) + &item(&p("申请"))));
    let first = list("text:style-name='L1'", &item(&(p("总体情况") + &below)));
    let second = list("text:style-name='L1' text:continue-numbering='true'", &item(&p("主动公开")));
    let anew = list("text:style-name='L1'", &item(&p("其他")));
    shows(
        &(first + &p("文") + &second + &anew),
        &["一、总体情况", "（一）公开", "续", "（二）申请", "文", "二、主动公开", "一、其他"],
    );
    let styled = "<text:list-item><text:p text:style-name='P1'>甲</text:p></text:list-item>";
    let started = "<text:list-item text:start-value='9'><text:p text:style-name='P1'>乙</text:p></text:list-item>";
    shows(&list("", &(styled.to_owned() + started)), &["3.甲", "9.乙"]);
    let deep = list("text:style-name='L2'", &item(&list("", &item(&p("甲")))));
    shows(&deep, &["3.1 甲"]);
    shows(&list("text:style-name='L1'", &format!("<text:list-header>{}</text:list-header>", p("甲"))), &["甲"]);
}

#[test]
fn headings_have_numbers_of_their_own() {
    let heading = |attributes: &str| format!("<text:h text:outline-level='1' {attributes}>情况</text:h>");
    shows(&(heading("") + &heading("text:is-list-header='true'") + &heading("")), &["甲、情况", "情况", "乙、情况"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    shows(
        &p("甲<text:note><text:p>x</text:p></text:note><office:annotation><text:p>x</text:p></office:annotation>乙"),
        &["甲乙"],
    );
    shows(&p("<text:ruby><text:ruby-base>稽</text:ruby-base><text:ruby-text>ji</text:ruby-text></text:ruby>"), &["稽"]);
    shows(&p("<text:span text:style-name='T2'>x<text:span>y</text:span></text:span>1"), &["1"]);
    shows(&("<text:section text:display='none'><text:p>x</text:p></text:section>".to_owned() + &p("1")), &["1"]);
    let contents = "<text:table-of-content><text:index-body><text:p>一、总体情况 1</text:p></text:index-body></text:table-of-content>";
    shows(&(contents.to_owned() + &p("1")), &["1"]);
}

#[test]
fn changes_are_counted_and_what_was_deleted_is_not_read() {
    let changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>x</text:p></text:deletion></text:changed-region>\
        <text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>";
    let document = read(&(changes.to_owned() + &p("1<text:change/>2")));
    assert_eq!(shown(&document), ["12"]);
    assert!(document.notes[0].text.contains("2 处修订"), "{:?}", document.notes);
}

#[test]
fn text_boxes_follow_their_paragraph_and_objects_are_told() {
    let frame = format!("<draw:frame><draw:text-box>{}</draw:text-box><svg:title>x</svg:title></draw:frame>", p("乙"));
    let object = "<draw:frame><draw:object/><draw:image/></draw:frame>";
    let document = read(&p(&format!("甲{frame}{object}丙<draw:custom-shape>{}</draw:custom-shape>", p("丁"))));
    assert_eq!(shown(&document), ["甲丙", "乙", "丁"]);
    assert!(document.notes[0].text.contains("1 个对象"), "{:?}", document.notes);
}

#[test]
fn one_file_is_read_like_a_container() {
    let flat = format!(
        "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'>{STYLES}\
         <office:body><office:text>{}</office:text></office:body></office:document>",
        p("甲")
    );
    assert_eq!(crate::readers::read(flat.as_bytes()).map(|document| shown(&document)), Ok(vec!["甲".to_owned()]));
}

#[test]
fn each_refusal_says_which_kind_it_is() {
    let kind = |bytes: &[u8]| crate::readers::read(bytes).map_err(|error| error.kind).err();
    assert_eq!(kind(&file("")), Some(ErrorKind::Empty));
    let typed: (&[u8], &[u8]) = (b"mimetype", b"application/vnd.oasis.opendocument.text");
    assert_eq!(kind(&packed(&[typed])), Some(ErrorKind::Damaged));
    let manifest: (&[u8], &[u8]) = (b"META-INF/manifest.xml", b"<m:manifest><m:encryption-data/></m:manifest>");
    assert_eq!(kind(&packed(&[typed, manifest])), Some(ErrorKind::Encrypted));
    let broken = read(&(p("甲") + "<text:p>乙</text:x>"));
    assert_eq!(shown(&broken), ["甲", "乙"]);
    assert!(broken.notes[0].text.contains("第 2 段"), "{:?}", broken.notes);
}
