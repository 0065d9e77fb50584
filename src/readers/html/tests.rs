//! Literal pages and what is read from them.

use super::read;
use crate::document::grid::{Entry, Grid};
use crate::document::{Block, Document};
use crate::error::ErrorKind;
use crate::limits::{MAX_BLOCKS, MAX_CELLS, MAX_TABLE_DEPTH};
use crate::location::Anchor;

/// The blocks as text: a paragraph as it is, a table as `[a b / c <]`, where `<` is covered by a merged cell and `-` is
/// nothing. Line breaks in a cell are written `⏎`, blank cells `_`.
fn outline(document: &Document) -> Vec<String> {
    let cell = |grid: &Grid, entry: &Entry| match entry {
        Entry::Cell(index) if grid.cells()[*index].text.is_empty() => "_".to_owned(),
        Entry::Cell(index) => grid.cells()[*index].text.replace('\n', "⏎"),
        Entry::Merged { .. } => "<".to_owned(),
        Entry::Absent => "-".to_owned(),
    };
    let row =
        |grid: &Grid, row: usize| grid.entries(row).iter().map(|entry| cell(grid, entry)).collect::<Vec<_>>().join(" ");
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(grid) => {
            format!("[{}]", (0..grid.height()).map(|index| row(grid, index)).collect::<Vec<_>>().join(" / "))
        }
    };
    document.blocks.iter().map(block).collect()
}

#[track_caller]
fn reads(page: &str, expected: &[&str]) {
    match read(page) {
        Ok(document) => assert_eq!(outline(&document), expected, "{page}"),
        Err(error) => panic!("{page}: {error}"),
    }
}

#[test]
fn blocks_and_line_breaks_end_a_paragraph() {
    reads(
        "<p>一、总体情况<p>甲<br>乙</p><div>丙<div>丁</div>戊</div>己",
        &["一、总体情况", "甲", "乙", "丙", "丁", "戊", "己"],
    );
    reads("<ul><li>甲<li>乙</ul><h2>丙</h2>丁<hr>戊", &["甲", "乙", "丙", "丁", "戊"]);
}

#[test]
fn inline_elements_join_without_a_blank() {
    reads(
        "<p><span>20</span><span>23<o:p></o:p></span><font>年</font>\n<b>1</b>月 <a>12</a> 件</p>",
        &["2023年 1月 12 件"],
    );
    reads("<td><span>1</span><span>2</span></td>", &["[12]"]);
}

#[test]
fn entities_are_decoded() {
    reads("<p>&#19968;&#x3001;A&amp;B&nbsp;&lt;5&gt; &quot;x&quot;&copy</p>", &["一、A&B <5> \"x\"©"]);
}

#[test]
fn white_space_between_elements_is_no_paragraph() {
    reads("<p>&nbsp;</p>\n<p>\u{3000}</p>\n<p><br></p><div> \n </div><p>甲</p>", &["甲"]);
}

#[test]
fn preformatted_text_keeps_its_lines() {
    reads("<pre>一、总体情况\n  甲 &amp; 乙\n\n丙</pre>丁\n戊", &["一、总体情况", "甲 & 乙", "丙", "丁戊"]);
    reads("<table><tr><td><pre>甲\n乙<td>12\n34</table>", &["[甲⏎乙 12 34]"]);
}

#[test]
fn what_a_browser_does_not_show_is_dropped() {
    let hidden = [
        "<script>var a = '<p>x</p>';</script>",
        "<style>p { color: red }</style>",
        "<noscript><p>x</p></noscript>",
        "<template><table><tr><td>x</td></tr></table></template>",
        "<svg><title>x</title><text>x</text></svg>",
        "<textarea>x</textarea><input value='x'><select><option>x<option>y</select>",
        "<iframe>x</iframe>",
        "<xml><w:View>x</w:View></xml>",
        "<!-- x --><!--[if gte mso 9]><p>x</p><![endif]-->",
        "<![if !supportEmptyParas]><![endif]>",
        "<p hidden>x</p>",
        "<div style='display: none'><div>x</div>x</div>",
        "<p style='DISPLAY:none !important'>x",
        "<span style=\"color:red;visibility:hidden\">x</span>",
        "<span style='mso-hide:all'>x<b>y</b></span>",
        "<table style='display:none'><tr><td>x<td>y</table>",
        "<span style='font-size:0px'>x</span>",
        "<style>.py, #m { display:none }</style><span class='a py'>x</span><div id=m>x<p>x</div>",
        "<del>x</del><span class=msoDel>x</span>",
        "<iframe style='display:none' srcdoc='<p>x</p>'></iframe>",
    ];
    for hidden in hidden {
        reads(&format!("<p>甲</p>{hidden}<p>乙</p>"), &["甲", "乙"]);
    }
    reads(
        "<title>x</title><p>政<ruby>府<rp>(</rp><rt>fǔ</rt><rp>)</rp></ruby>信<ruby>息<rt>xī</ruby></p>",
        &["政府信息"],
    );
}

#[test]
fn an_empty_element_that_is_hidden_hides_nothing_after_it() {
    reads(
        "<p>甲<img style='display:none'><input type=hidden hidden><br hidden>乙<v:shape style='display:none'/>丙",
        &["甲", "乙丙"],
    );
    reads("<body style='display:none'><p>甲</p>", &["甲"]);
}

#[test]
fn a_hidden_stretch_without_an_end_tag_ends_with_its_cell() {
    reads("<table><tr><td><span style='display:none'>x<td>1<tr><td><b hidden>x</td><td>2</table>", &["[_ 1 / _ 2]"]);
}

#[test]
fn rows_and_cells_may_lack_their_end_tags() {
    reads("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>丙", &["[甲 1 / 乙 2]", "丙"]);
    reads("<table><thead><tr><th>甲<tbody><tr><td><p>乙<tfoot><tr><td>丙</table>", &["[甲 / 乙 / 丙]"]);
    reads("<table><td>甲<td>乙", &["[甲 乙]"]);
}

#[test]
fn merged_cells_cover_their_rows_and_columns() {
    reads(
        "<table><tr><td rowspan=2 colspan='2'>甲<td>1<tr><td>2<tr><td>3<td>4<td>5</table>",
        &["[甲 < 1 / < < 2 / 3 4 5]"],
    );
}

#[test]
fn a_merged_cell_ends_with_its_row_group() {
    reads("<table><thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>1<td>2</tbody></table>", &["[甲 乙 / 1 2]"]);
    reads("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>", &["[甲 1 / < 2 / < 3]"]);
}

#[test]
fn forged_spans_are_cut() {
    let page = "<table><tr><td rowspan=99999999999999999999999 colspan=4294967296>甲<td>乙<tr><td>丙</table>";
    assert!(read(page).is_ok_and(|document| document.blocks.len() == 1));
    reads("<table><tr><td rowspan=-3 colspan=x>甲<td colspan=' 2px'>乙</table>", &["[甲 乙 <]"]);
}

#[test]
fn lines_in_a_cell_stay_apart() {
    reads("<table><tr><td>三<br>、<br/>本<p>年</p><p>&nbsp;</p><div>度</div><td></table>", &["[三⏎、⏎本⏎年⏎度 _]"]);
}

#[test]
fn hidden_rows_and_cells_are_not_in_the_grid() {
    reads(
        "<table><tr style='display:none'><td>x<td>y<tr><td>甲<td style='display:none'>x<td>1\
         <tr hidden><td>x</td></tr><tr><td>乙<td>2</table>",
        &["[甲 1 / 乙 2]"],
    );
}

#[test]
fn a_table_around_others_gives_paragraphs_in_reading_order() {
    reads(
        "<table><tr><td>导航<td>首页<tr><td colspan=2><p>一、总体情况</p>正文\
         <table><tr><td>甲<td>1</table>之后<table><tr><td>乙</table></td></tr><tr><td>版权<td>邮编</table>",
        &["导航", "首页", "一、总体情况", "正文", "[甲 1]", "之后", "[乙]", "版权", "邮编"],
    );
    reads("<table><td><table><td>外<table><td>里</table></table>完</table>", &["外", "[里]", "完"]);
}

#[test]
fn an_empty_table_in_a_cell_changes_nothing() {
    reads("<table><tr><td>甲<table></table><td>1</table>", &["[甲 1]"]);
}

#[test]
fn text_in_a_table_outside_its_cells_comes_before_it() {
    reads("<table><caption>表三</caption>单位：件<tr><td>甲</table>", &["表三", "单位：件", "[甲]"]);
}

#[test]
fn rows_without_a_table_make_one() {
    reads("前<tr><td>甲<td>1</td></tr><tr><td>乙<td>2</td></tr><p>后</p>", &["前", "[甲 1 / 乙 2]", "后"]);
    reads("</table></td></tr><p>甲</p>", &["甲"]);
}

#[test]
fn a_table_right_inside_another_ends_it() {
    reads("<table><tr><td>甲</td></tr><table><tr><td>乙</table>", &["[甲]", "[乙]"]);
}

#[test]
fn of_the_clipboard_only_the_fragment_counts() {
    let head = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000400\r\nStartFragment:1\r\nEndFragment:2\r\n";
    reads(
        &format!(
            "{head}<html><body>旁<table>\r\n<!--StartFragment--><col><tr><td>甲</td><td>1</td></tr><!--EndFragment--></table>旁"
        ),
        &["[甲 1]"],
    );
    reads(&format!("{head}<html><body><p>甲</p>"), &["甲"]);
}

#[test]
fn the_marks_of_a_fragment_mean_nothing_inside_a_page() {
    reads("<p>甲</p><!--StartFragment--><p>乙</p><!--EndFragment--><p>丙</p>", &["甲", "乙", "丙"]);
}

#[test]
fn the_clipboard_of_wps_lacks_its_first_bracket() {
    reads("html xmlns:v=\"urn:x\" xmlns=\"http://y\"><head></head><body><p>甲</p></body></html>", &["甲"]);
}

#[test]
fn a_cell_knows_where_it_stands() {
    let page = "<p>前</p><table hidden><tr><td>x</table>\r\n<table>\r\n<tr hidden><td>x</tr>\r\n<tr>信<td>甲</td>\r\n  \
                <td style='display:none'>x<td>乙</table>";
    let Ok(document) = read(page) else { panic!("{page}") };
    let anchors: Vec<Anchor> = document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.anchor],
            Block::Table(grid) => grid.cells().iter().map(|cell| cell.anchor).collect(),
        })
        .collect();
    assert_eq!(
        anchors,
        [
            Anchor::Text { line: 1, column: 4, length: 1 },
            Anchor::Text { line: 4, column: 5, length: 1 },
            Anchor::HtmlCell { line: 4, column: 6, table: 2, row: 2, cell: 1 },
            Anchor::HtmlCell { line: 5, column: 29, table: 2, row: 2, cell: 3 },
        ]
    );
}

#[test]
fn a_paragraph_knows_where_it_stands() {
    let page = "<div>\n\n <p>\n  &nbsp;一、<b>总体</b>情况<br>信息&amp;公开  </p>政府\n信息</div>";
    let Ok(document) = read(page) else { panic!("{page}") };
    let anchors: Vec<Option<Anchor>> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.anchor),
            Block::Table(_) => None,
        })
        .collect();
    assert_eq!(
        anchors,
        [
            Some(Anchor::Text { line: 4, column: 3, length: 19 }),
            Some(Anchor::Text { line: 4, column: 26, length: 9 }),
            Some(Anchor::Text { line: 4, column: 41, length: 2 }),
        ]
    );
}

#[test]
fn a_page_without_text_is_empty() {
    for page in ["<html><body><script>x</script></body></html>", "<p>&nbsp;</p>", "<table></table>"] {
        assert!(read(page).is_err_and(|error| error.kind == ErrorKind::Empty), "{page}");
    }
}

#[test]
fn tables_nested_too_deep_are_lines_of_the_cell_around_them() {
    let deep = MAX_TABLE_DEPTH + 5;
    let page = format!("{}甲{}乙", "<table><tr><td>".repeat(deep), "</td></tr></table>".repeat(deep));
    reads(&page, &["[甲]", "乙"]);
}

#[test]
fn limits_are_kept() {
    let too_large = |page: &str| read(page).is_err_and(|error| error.kind == ErrorKind::TooLarge);
    assert!(too_large(&format!("<table><tr>{}", "<td>".repeat(MAX_CELLS + 1))));
    assert!(too_large(&format!("<table>{}", "<tr><td rowspan=200 colspan=200>".repeat(1_500))));
    assert!(too_large(&"<table><td colspan=200></table>".repeat(1_500)));
    assert!(too_large(&"甲<br>".repeat(MAX_BLOCKS + 1)));
    let row = format!("<tr>{}", "<td rowspan=200 colspan=200>".repeat(50));
    assert!(too_large(&format!("<table>{row}{}", "<tr>".repeat(300))));
}

#[test]
fn a_cell_that_shows_nothing_keeps_its_place() {
    reads(
        "<table><tr><td>甲<td style='visibility:hidden'>x<td>1<tr><td>乙<td style='mso-hide:all'><p>x</p><td>2</table>",
        &["[甲 _ 1 / 乙 _ 2]"],
    );
}

#[test]
fn columns_that_are_not_shown_are_not_in_the_grid() {
    reads(
        "<table><colgroup><col><col span=2 style='display:none'><col></colgroup>\
         <tr><td rowspan=2>甲<td>x<td>x<td>1<tr><td>x<td colspan=2>2</table>",
        &["[甲 1 / < 2]"],
    );
}

#[test]
fn letters_without_size_in_a_box_only_close_its_gaps() {
    reads("<div style='font-size:0'><span style='font-size:14px'>甲</span></div>", &["甲"]);
}

#[test]
fn a_figure_in_a_cell_too_narrow_is_taken_from_the_sheet_or_told_of() {
    reads("<table><tr><td x:num=\"1234.5\">####<td x:num='12.4'>12<td sdval=3>#</table>", &["[1234.5 12 3]"]);
    let page = "<table><tr><td>甲<td>####<td x:num>###<td x:num='1E-3'>##</table>";
    reads(page, &["[甲 #### ### ##]"]);
    let notes = read(page).map(|document| document.notes).unwrap_or_default();
    assert!(matches!(&notes[..], [note] if note.text.starts_with("有 3 个单元格太窄")
        && matches!(note.anchor, Some(Anchor::HtmlCell { cell: 2, .. }))));
}

#[test]
fn of_tracked_changes_insertions_count_and_a_note_says_so() {
    let page = "<p>新收<span class=msoIns><ins cite='x'>12</ins></span><span class=msoDel><del>11</del></span>件</p>";
    reads(page, &["新收12件"]);
    assert_eq!(read(page).map(|document| document.notes.len()), Ok(1));
    assert_eq!(read("<p><ins>甲</ins><s>乙</s></p>").map(|document| document.notes.len()), Ok(0));
}

#[test]
fn fields_of_a_form_in_a_table_are_read() {
    reads(
        "<input value=x><table><tr><td>甲<td><input type=text value=' 12 '><input type=hidden value=x><td><textarea>三\n行\
         </textarea><td>4</table>",
        &["[甲 12 三⏎行 4]"],
    );
}

#[test]
fn numbers_of_lists_are_read_with_their_items() {
    reads(
        "<ol style='list-style-type:cjk-ideographic'><li><p>总体情况</p><p>甲</p><li>二、主动公开<li value=5>乙</ol>\
         <ol type=a start=3><li>丙<ul><li>丁</ul><li>戊</ol><ol style='list-style:none'><li>己</ol>",
        &["一、总体情况", "甲", "二、主动公开", "五、乙", "c. 丙", "丁", "d. 戊", "己"],
    );
    reads(
        "<p style='mso-list:l0'><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>甲",
        &["一、 甲"],
    );
    let Ok(document) = read("<ol>\n<li>甲乙</ol>") else { panic!("a list") };
    assert!(matches!(&document.blocks[..], [Block::Paragraph(line)]
        if line.text == "1. 甲乙" && line.anchor == Anchor::Text { line: 2, column: 2, length: 2 }));
}

#[test]
fn tables_drawn_without_tags_are_tables() {
    let drawn = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style><p>前</p><div class=t><div class=r>\
                 <div class=c><div>甲</div><span>乙</span></div><div class=c>1</div></div><div class=r><p class=c>丙</p>\
                 <div class=c></div></div></div><p>后</p>";
    reads(drawn, &["前", "[甲⏎乙 1 / 丙 _]", "后"]);
    reads(
        "<div role=table><div role=row><span role=columnheader aria-colspan=2>甲</span></div><div role=row>\
         <span role=cell>1</span><span role=cell>2</span></div></div>后",
        &["[甲 < / 1 2]", "后"],
    );
}

#[test]
fn what_is_drawn_as_a_table_to_set_a_page_stays_a_page() {
    let centred = "<div style='display:table'><div style='display:table-cell'><h1>甲</h1><p>乙</p></div></div>";
    reads(centred, &["甲", "乙"]);
    reads(&format!("{}<p>丙", centred.replace("<p>乙</p>", "<table><tr><td>1<td>2</table>")), &["甲", "[1 2]", "丙"]);
    reads(
        "<table><tr><td><div style='display:table'><table><tr><td>1<td>2</table></div>甲</td><td>乙</table>",
        &["[1 2]", "甲", "乙"],
    );
    reads("<div role=row><span role=cell>甲</span><span role=cell>乙</span></div>", &["甲乙"]);
}

#[test]
fn a_page_in_an_attribute_stands_where_its_frame_does() {
    let page =
        "<p>甲</p>\n<iframe srcdoc='<table><tr><td>1</td></tr></table><iframe srcdoc=x></iframe>'></iframe><p>乙</p>";
    reads(page, &["甲", "[1]", "乙"]);
    let Ok(document) = read(page) else { panic!("{page}") };
    assert!(matches!(&document.blocks[1], Block::Table(grid)
        if matches!(grid.cells()[0].anchor, Anchor::HtmlCell { line: 2, table: 1, .. })));
}

#[test]
fn a_clipboard_without_marks_is_cut_where_its_head_says() {
    let clipboard = |start: usize, end: usize| {
        format!(
            "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:{:010}\r\nStartFragment:{start:010}\r\n\
             EndFragment:{end:010}\r\n<html>\r\n旁<p>甲</p>旁</html>",
            end + 10
        )
    };
    let start = clipboard(0, 0).find("<p>").unwrap_or_default();
    let end = clipboard(0, 0).find("</p>").unwrap_or_default() + 4;
    reads(&clipboard(start, end), &["甲"]);
    // Offsets that cannot be.
    reads(&clipboard(7, 3), &["旁", "甲", "旁"]);
    reads(&clipboard(9_999, 99_999), &["旁", "甲", "旁"]);
}

#[test]
fn a_page_of_frames_says_where_the_report_is() {
    let error = read("<frameset><frame src=sheet001.htm></frameset>").map_err(|error| error.message);
    assert!(error.is_err_and(|message| message.contains("sheet001.htm")));
}

/// Pages broken at random places by a fixed sequence: none may panic, none may take long, and what is read twice is the
/// same.
#[test]
fn a_broken_page_is_read_all_the_same() {
    const PAGE: &str = "<!doctype html><html><body><div style='display:none'>x</div><table><tr><td rowspan=2 colspan=3>\
        <p>一、总体情况<br>甲&nbsp;&amp;乙</p><table><tr><td>1<td hidden>2<th>３</table></td></tr></table>\
        <pre>丙\n丁</pre><ruby>息<rt>xī</ruby><!-- 注 --><script>if (a < b) {}</script>\r\n<tr><td>散<o:p/></td></tr></body>";
    const PARTS: &[&str] = &[
        "<",
        ">",
        "</",
        "<table>",
        "</table>",
        "<td>",
        "</td>",
        "<tr>",
        "</tr>",
        "<tbody>",
        "<p>",
        "<br>",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<td hidden>",
        "<table style=display:none>",
        "<rt>",
        "<select>",
        "</select>",
        "&",
        "&#x0;",
        "\"",
        "'",
        "\0",
        "\r",
        "甲",
        "<svg/>",
        "<![CDATA[",
        "<title>",
        "<td rowspan=0>",
        "<tr hidden>",
        "<ol><li>",
        "</ol>",
        "<div role=table><p role=row><b role=cell>",
        "<div style=display:table-cell>",
        "</div>",
        "<style>.x{display:none}td{display:block}",
        "</style>",
        "<col style=display:none>",
        "<iframe srcdoc='<td>1'>",
        "<textarea>",
        "<input value=5>",
        "<td x:num=5>##",
        "<del>",
        "<i class=x>",
    ];
    let mut state = 20_240_101_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..4_000 {
        let mut page = PAGE.to_owned();
        for _ in 0..=next(8) {
            let from = page.floor_char_boundary(next(page.len() + 1));
            let until = page.floor_char_boundary((from + next(30)).min(page.len())).max(from);
            match next(3) {
                0 => page.replace_range(from..until, ""),
                1 => page.insert_str(from, PARTS[next(PARTS.len())]),
                _ => {
                    let copy = page[from..until].to_owned();
                    page.insert_str(page.floor_char_boundary(next(page.len() + 1)), &copy);
                }
            }
        }
        let document = read(&page);
        assert_eq!(document, read(&page), "{page:?}");
        for block in document.iter().flat_map(|document| &document.blocks) {
            if let Block::Paragraph(paragraph) = block {
                assert!(!paragraph.text.trim().is_empty() && !paragraph.text.contains('\n'), "{page:?}");
            }
        }
    }
}
