//! Literal texts and what is read from them.

use super::read;
use crate::document::grid::Entry;
use crate::document::{Block, Document};
use crate::location::Anchor;

/// The blocks as text: a paragraph as it is, a table as `[a b / c <]`, where `<` is covered by a merged cell, `-` is
/// nothing and `_` a blank cell. Line breaks in a cell are written `⏎`.
fn outline(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(grid) => {
            let cell = |entry: &Entry| match entry {
                Entry::Cell(index) if grid.cells()[*index].text.is_empty() => "_".to_owned(),
                Entry::Cell(index) => grid.cells()[*index].text.replace('\n', "⏎"),
                Entry::Merged { .. } => "<".to_owned(),
                Entry::Absent => "-".to_owned(),
            };
            let row = |row: usize| grid.entries(row).iter().map(cell).collect::<Vec<_>>().join(" ");
            let rows: Vec<_> = (0..grid.height()).map(row).filter(|row| !row.is_empty()).collect();
            format!("[{}]", rows.join(" / "))
        }
    };
    document.blocks.iter().map(block).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    match read(text) {
        Ok(document) => assert_eq!(outline(&document), expected, "{text}"),
        Err(error) => panic!("{text}: {error}"),
    }
}

#[test]
fn marks_of_lines_and_words_go() {
    reads(
        "# **某局**2024年年度报告 {#x}\n\n一、总体情况\n-----\n\n- 甲\n\n> 乙<br>丙\n\n---\n\n1\\. 丁\n\n::: {.x}\n戊\n:::\n",
        &["某局2024年年度报告", "一、总体情况", "甲", "乙", "丙", "1. 丁", "戊"],
    );
}

#[test]
fn strokes_make_tables_with_and_without_a_frame() {
    reads(
        "| **规章** | 0\\|1 |\n|:---|---:|\n| 行政<br>许可 | &nbsp; |\n\n## 丙\n\n甲 | 乙\n--- | ---\n1 | 2",
        &["[规章 0|1 / 行政⏎许可 _]", "丙", "[甲 乙 / 1 2]"],
    );
}

#[test]
fn grid_tables_keep_their_merged_cells() {
    reads(
        "表四\n\n\
         +----------+---------------------+------+\n\
         | 行政复议 | 未经复议直接起诉    | 总计 |\n\
         +          +----------+----------+------+\n\
         |          | 结果维持 | 结果\\    |      |\n\
         |          |          | 纠正     |      |\n\
         +==========+==========+==========+======+\n\
         | 1        | 2        | “三”     | 12   |\n\
         +----------+----------+----------+------+\n\n后",
        &["表四", "[行政复议 未经复议直接起诉 < 总计 / < 结果维持 结果⏎纠正 _ / 1 2 “三” 12]", "后"],
    );
}

#[test]
fn what_only_begins_like_a_grid_table_is_text() {
    reads("+--+\n| 1 | 2 |\n\n甲", &["+–+", "[1 2]", "甲"]);
}

#[test]
fn ruled_tables_are_cut_at_their_gaps() {
    reads(
        "  行名           自然人   总计\n  -------------- -------- ------\n  “三安全”       4        14\n  总计                    ---\n\n后",
        &["[行名 自然人 总计 / “三安全” 4 14 / 总计 _ —]", "后"],
    );
    reads(
        "  ---------------------\n  行名         总\n               计\n  ------------ --------\n  予以         4\n  公开\n\n  总计         5\n  ---------------------\n后",
        &["[行名 总⏎计 / 予以⏎公开 4 / 总计 5]", "后"],
    );
    reads("  ---- ----\n  甲   1\n\n  乙   2\n  ---- ----\n\n后", &["[甲 1 / 乙 2]", "后"]);
    reads("  ---- ----\n  甲   1\n  ---  ---\n  ---- ----\n\n后", &["[甲 1 / — —]", "后"]);
}

#[test]
fn tables_in_html_stand_between_lines_of_text() {
    reads(
        "# 甲\n\n<table>\n<tr><td rowspan=2>总计</td>\n\n<td>1</td></tr><tr><td>2</td></tr>\n</table>\n\n乙\n丙\n\n<table><tr><td>",
        &["甲", "[总计 1 / < 2]", "乙", "丙", "[_]"],
    );
}

#[test]
fn a_place_is_that_in_the_source() {
    let text = "## 一、**总体**情况\n\n+----+----+\n| 甲 | 乙 |\n+----+----+\n\n甲   乙\n---- ----\n1    23\n\n<table>\n<td>1</table>";
    let Ok(document) = read(text) else { panic!("{text}") };
    let anchors: Vec<Anchor> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.anchor),
            Block::Table(grid) => grid.cells().last().map(|cell| cell.anchor),
        })
        .collect();
    assert_eq!(
        anchors,
        [
            Anchor::Text { line: 1, column: 4, length: 10 },
            Anchor::Text { line: 4, column: 7, length: 1 },
            Anchor::Text { line: 9, column: 6, length: 2 },
            Anchor::HtmlCell { line: 12, column: 1, table: 1, row: 1, cell: 1 },
        ]
    );
}

/// Texts broken at random places by a fixed sequence: none may panic, and what is read twice is the same.
#[test]
fn a_broken_text_is_read_all_the_same() {
    const TEXT: &str = "# 甲\n\n+----+----+\n| 甲 | 乙 |\n+    +----+\n|    | 1  |\n+----+----+\n\n  -------\n  甲 乙\n  -- ----\n  1  2\n\n\
        | a | b |\n|---|---|\n| **1** | 2\\|3 |\n\n<table><tr><td>1</td></tr></table>\n[甲](b) &amp; `c` ![x](y)\n";
    const PARTS: &[&[u8]] = &[
        b"+---+\n",
        b"|",
        b"\n",
        b"\n\n",
        b"-- --\n",
        b"---\n",
        b"<table>",
        b"</table>",
        b"**",
        b"\\",
        b"[",
        b"](",
        b"&#x",
        b"![",
        "甲".as_bytes(),
        b"+",
        b"#",
        b"\r",
        b"\0",
        b"<!--",
        b"   ",
    ];
    let mut random = crate::readers::mutation::Random::new(4);
    for _ in 0..2_000 {
        let broken = random.broken(TEXT.as_bytes(), PARTS);
        let text = String::from_utf8_lossy(&broken);
        let document = read(&text);
        assert_eq!(document, read(&text), "{text:?}");
        for block in document.iter().flat_map(|document| &document.blocks) {
            if let Block::Paragraph(paragraph) = block {
                assert!(!paragraph.text.is_empty() && !paragraph.text.contains('\n'), "{text:?}");
            }
        }
    }
}
