//! Literal archives and what is read from them.

use super::{is_archive, read};
use crate::document::{Block, Document};
use crate::error::ErrorKind;
use crate::location::Anchor;

/// The blocks as text: a paragraph as it is, a table as its cells between strokes.
fn outline(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(grid) => grid.cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
    };
    document.blocks.iter().map(block).collect()
}

#[track_caller]
fn reads(archive: &[u8], expected: &[&str]) {
    assert!(is_archive(archive), "{}", String::from_utf8_lossy(archive));
    match read(archive) {
        Ok(document) => assert_eq!(outline(&document), expected, "{}", String::from_utf8_lossy(archive)),
        Err(error) => panic!("{}: {error}", String::from_utf8_lossy(archive)),
    }
}

/// An archive of these parts, each its fields and its body.
fn related(fields: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"{fields}\r\n\r\nx\r\n"
    )
    .into_bytes();
    for (fields, body) in parts {
        archive.extend_from_slice(format!("--B\r\n{fields}\r\n\r\n").as_bytes());
        archive.extend_from_slice(body);
        archive.extend_from_slice(b"\r\n");
    }
    archive.extend_from_slice(b"--B--\r\n");
    archive
}

#[test]
fn an_archive_is_told_by_its_head() {
    for text in [
        "From: <Saved by Blink>\nContent-Type: multipart/related;\n\tboundary=\"x\"\n",
        "\u{FEFF}MIME-Version: 1.0\r\nX: \r\n y\r\nContent-Type: text/html\r\n\r\n",
        "Received: x\r\nmime-version: 1.0\r\ncontent-type: text/plain; charset=gbk\r\n\r\n",
    ] {
        assert!(is_archive(text.as_bytes()), "{text}");
    }
    for text in
        ["From: 某局", "", "Content-Type: text/html\n\n<p>", "正文\n\nMIME-Version: 1.0\nContent-Type: text/html"]
    {
        assert!(!is_archive(text.as_bytes()), "{text}");
    }
}

#[test]
fn the_page_is_read_in_whatever_encoding_it_comes() {
    let page = "<p>政府信息公开</p><table><tr><td>总计<td>12</table>";
    let expected = ["政府信息公开", "总计|12"];
    let gbk = encoding_rs::GB18030.encode(page).0;
    let printable: String = gbk.iter().map(|byte| format!("={byte:02X}")).collect();
    let printable = printable.as_bytes().chunks(75).collect::<Vec<_>>().join(&b"=\r\n"[..]);
    let references: String =
        page.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) }).collect();
    let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8]); 5] = [
        ("Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable", &printable),
        ("content-type: TEXT/HTML; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", page.as_bytes()),
        ("Content-Type: text/html;\r\n\tcharset=gbk\r\nContent-Transfer-Encoding: binary", &gbk),
        ("Content-Type: text/html; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit", references.as_bytes()),
        ("Content-Type: text/html; charset=\"unicode\"", &wide),
    ];
    for (fields, body) in cases {
        reads(&related("", &[(fields, body), ("Content-Type: image/png", b"\x89PNG")]), &expected);
        let bare = format!("MIME-Version: 1.0\r\n{fields}\r\n\r\n");
        reads(&[bare.as_bytes(), body].concat(), &expected);
    }
}

#[test]
fn of_a_mail_the_page_counts_and_attachments_are_told_of() {
    let mail = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=M\n\n--M\n\
                Content-Type: multipart/alternative; boundary=\"A\"\n\n--A\nContent-Type: text/plain\n\n另一种\n--A\n\
                Content-Type: text/html\n\n<p>甲</p>\n--A--\n--M\nContent-Type: application/pdf\n\
                Content-Disposition: attachment; filename=a.pdf\n\nx\n--M--\n";
    reads(mail.as_bytes(), &["甲"]);
    assert_eq!(read(mail.as_bytes()).map(|document| document.notes.len()), Ok(1));
    reads("MIME-Version: 1.0\nContent-Type: text/plain\n\n甲\n\n乙".as_bytes(), &["甲", "乙"]);
}

#[test]
fn the_container_says_which_part_it_begins_with() {
    let html = "Content-Type: text/html\r\nContent-ID: ";
    let parts = [(format!("{html}<a>"), "<p>广告"), (format!("{html}<b>"), "<p>正文")];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(fields, body)| (fields.as_str(), body.as_bytes())).collect();
    reads(&related("; start=\"<b>\"", &parts), &["正文"]);
    reads(&related("", &parts), &["广告"]);
}

#[test]
fn the_sheets_of_a_workbook_follow_each_other() {
    let page = |name: &str| format!("Content-Type: text/html\r\nContent-Location: file:///C:/x.files/{name}");
    let book = "<link id=shLink href=\"x.files/sheet002.htm\"><link id=shLink href=\"x.files/sheet001.htm\"><frameset>\
                <frame src=\"x.files/tabstrip.htm\"></frameset>";
    let (root, tabs, one, two) = (page("x.htm"), page("tabstrip.htm"), page("sheet001.htm"), page("sheet002.htm"));
    let archive = related(
        "",
        &[
            (&root, book.as_bytes()),
            (&tabs, b"<table><tr><td>Sheet1</table>"),
            (&one, "<table><tr><td>乙</table>".as_bytes()),
            (&two, "\n<table><tr><td>甲</table>".as_bytes()),
        ],
    );
    reads(&archive, &["甲", "乙"]);
    let anchors: Vec<Anchor> = read(&archive)
        .iter()
        .flat_map(|document| &document.blocks)
        .filter_map(|block| match block {
            Block::Table(grid) => Some(grid.cells()[0].anchor),
            Block::Paragraph(_) => None,
        })
        .collect();
    assert_eq!(
        anchors,
        [
            Anchor::HtmlCell { line: 2, column: 12, table: 1, row: 1, cell: 1 },
            Anchor::HtmlCell { line: 3, column: 12, table: 2, row: 1, cell: 1 },
        ]
    );
}

#[test]
fn frames_are_read_where_the_page_has_no_table_of_its_own() {
    let frame = ("Content-Type: text/html\r\nContent-ID: <f@x>", "<table><tr><td>乙</table>".as_bytes());
    let page = |body: &'static str| ("Content-Type: text/html", body.as_bytes());
    reads(&related("", &[page("<p>甲</p><iframe src=\"cid:f@x\"></iframe>"), frame]), &["甲", "乙"]);
    reads(&related("", &[page("<table><tr><td>甲</table><iframe src=\"cid:f@x\"></iframe>"), frame]), &["甲"]);
    reads(&related("", &[page("<frameset><frame src=\"http://gone/\"></frameset>"), frame]), &["乙"]);
    // A page that shows itself.
    let own = ("Content-Type: text/html\r\nContent-ID: <o>", "<p>甲</p><iframe src=\"cid:o\"></iframe>".as_bytes());
    reads(&related("", &[own]), &["甲"]);
}

#[test]
fn an_archive_that_was_cut_off_is_read_as_far_as_it_goes() {
    let whole = related("", &[("Content-Type: text/html", "<p>甲<table><tr><td>1<td>2".as_bytes())]);
    reads(&whole[..whole.len() - 9], &["甲", "1|2"]);
}

#[test]
fn an_archive_without_a_page_is_empty() {
    for archive in [related("", &[("Content-Type: image/png", b"x")]), related("", &[]), related("", &[("", b"<p>x")])]
    {
        assert_eq!(read(&archive).map_err(|error| error.kind), Err(ErrorKind::Empty));
    }
}

#[test]
fn containers_within_containers_end_somewhere() {
    let mut archive = b"MIME-Version: 1.0\r\n".to_vec();
    for depth in 0..500 {
        archive.extend_from_slice(
            format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n").as_bytes(),
        );
    }
    assert_eq!(read(&archive).map_err(|error| error.kind), Err(ErrorKind::Empty));
}

/// Archives broken at random places by a fixed sequence: none may panic, and what is read twice is the same.
#[test]
fn a_broken_archive_is_read_all_the_same() {
    let html =
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-ID: <a>";
    let page = "<iframe src=3D\"cid:b\"></iframe><p>=E7=94=B2=\r\n</p><table><tr><td>1<td x:num>##</table>";
    let base64 = "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <b>";
    let archive = related("; start=\"<a>\"", &[(html, page.as_bytes()), (base64, b"PHA+5LmZ\r\nPC9wPg==")]);
    let mut random = crate::readers::mutation::Random::new(9);
    for _ in 0..1_500 {
        let broken =
            random.broken(&archive, &[b"--B\r\n", b"--B--", b"\r\n\r\n", b"=", b"\0", b"\xE7", b"boundary=B;"]);
        let first = read(&broken);
        assert_eq!(first, read(&broken), "{}", String::from_utf8_lossy(&broken));
    }
}
