//! HTML as word processors, editors and government sites leave it.

use super::body::{Block, Body};
use super::{Layout, Style};
use crate::support::sheet::{Kind, Position, Sheet, SheetCell};

/// The whole page.
pub fn document(body: &Body, layout: Layout, style: &Style) -> String {
    let mut content = String::new();
    for block in &body.blocks {
        match block {
            Block::Title(text) if layout == Layout::HtmlPortal => {
                content.push_str(&format!("<h2 class=\"art-title\">{}</h2>\n", escape(text)));
            }
            Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) => {
                content.push_str(&paragraph(text, layout));
                content.push('\n');
            }
            Block::Table(sheet) => content.push_str(&table(sheet, layout)),
        }
    }
    let charset = style.charset();
    let title = escape(&body.title);
    match layout {
        Layout::HtmlPortal => portal(&content, &title, charset),
        Layout::HtmlUnclosed => format!(
            "<HTML><HEAD><META http-equiv=Content-Type content=\"text/html; charset={charset}\"><TITLE>{title}</TITLE>\n\
             <BODY bgColor=#ffffff>\n{content}"
        ),
        Layout::HtmlWord => format!(
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\">\n\
             <head><meta http-equiv=Content-Type content=\"text/html; charset={charset}\">\n\
             <!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n\
             <style><!-- p.MsoNormal {{ margin: 0cm; font-size: 10.5pt; }} table | td > p {{ color: black }} --></style>\n\
             </head>\n<body lang=ZH-CN>\n<div class=Section1>\n{content}</div>\n</body>\n</html>\n"
        ),
        _ => format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"{charset}\"><title>{title}</title></head>\n\
             <body>\n{content}</body>\n</html>\n"
        ),
    }
}

/// A site's frame: scripts, navigation, the index of the document, the report in a layout table, the foot.
fn portal(content: &str, title: &str, charset: &str) -> String {
    // A report is published in the January after its year.
    let year: String = title.chars().filter(char::is_ascii_digit).take(4).collect();
    let published = year.parse::<u16>().map_or(2025, |year| year + 1);
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"{charset}\" />\n<title>{title}_信息公开专栏</title>\n\
         <script>var cells = \"<table><tr><td>一、总体情况</td></tr></table>\"; if (1 < 2) {{ document.title; }}</script>\n\
         <style>.nav > li {{ float: left; }}</style>\n</head>\n<body>\n\
         <div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zf\">机构职能</a></li>\
         <li><a href=\"/nb\">年度报告</a></li><li><a href=\"#\">无障碍浏览</a></li></ul></div>\n\
         <table class=\"index\" border=\"0\"><tbody><tr><th>索引号：</th><td>20451187/2025-00032</td><th>主题分类：</th>\
         <td>政务公开</td></tr><tr><th>名称：</th><td colspan=\"3\">{title}</td></tr>\
         <tr><th>发布日期：</th><td>{published}-01-21</td><th>有效性：</th><td>&nbsp;</td></tr></tbody></table>\n\
         <table width=\"1000\" align=\"center\"><tr><td width=\"180\" valign=\"top\"><ul><li>政策文件</li><li>财政信息</li></ul></td>\n\
         <td><div id=\"zoom\">\n{content}</div></td></tr></table>\n\
         <div class=\"foot\">网站标识码：0000000000　｜　备案序号：00000000号　<a href=\"#\">关于我们</a></div>\n\
         </body>\n</html>\n"
    )
}

fn paragraph(text: &str, layout: Layout) -> String {
    match layout {
        Layout::HtmlWord => format!(
            "<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'><span style='font-family:仿宋_GB2312'>{}\
             </span><span lang=EN-US><o:p></o:p></span></p>",
            split_digits(text)
        ),
        Layout::HtmlUnclosed => format!("<P>&nbsp;&nbsp;&nbsp;&nbsp;{}", escape(text)),
        _ => format!("<p style=\"text-indent: 2em;\">{}</p>", escape(text)),
    }
}

/// The text with a change of element in the middle of every number, as font switches leave it.
fn split_digits(text: &str) -> String {
    let mut html = String::new();
    let mut previous = false;
    for mark in text.chars() {
        let digit = mark.is_ascii_digit();
        if digit && previous {
            html.push_str("</span><span lang=EN-US style='font-family:\"Times New Roman\"'>");
        }
        previous = digit;
        html.push_str(&escape(&mark.to_string()));
    }
    html
}

fn table(sheet: &Sheet, layout: Layout) -> String {
    if layout == Layout::HtmlBlocks && sheet.head == 0 {
        let last = sheet.rows.iter().map(|row| row.block).max().unwrap_or(0);
        let block = |block: usize| {
            let rows = sheet.rows.iter().filter(|row| row.block == block).cloned().collect();
            rows_of(&Sheet { rows, ..sheet.clone() }, layout)
        };
        return (0..=last).map(|index| block(index) + "<p>&nbsp;</p>\n").collect();
    }
    rows_of(sheet, layout)
}

fn rows_of(sheet: &Sheet, layout: Layout) -> String {
    let upper = layout == Layout::HtmlUnclosed;
    let mut html = match layout {
        Layout::HtmlUnclosed => "<TABLE cellSpacing=0 border=1>\n".to_owned(),
        Layout::HtmlWord => {
            "<table class=MsoNormalTable border=1 cellspacing=0 style='border-collapse:collapse'>\n".to_owned()
        }
        _ => "<table border=\"1\"><tbody>\n".to_owned(),
    };
    let heads = layout == Layout::HtmlBlocks && sheet.head > 0;
    if heads {
        html = "<table border=\"1\"><thead>\n".to_owned();
    }
    for (index, row) in sheet.positions().iter().enumerate() {
        if heads && index == sheet.head {
            html.push_str("</thead><tbody>\n");
        }
        html.push_str(if upper { "<TR>" } else { "<tr>\n" });
        for position in row {
            match position {
                Position::Start(cell) => html.push_str(&cell_of(cell, layout, heads && index < sheet.head)),
                _ if layout == Layout::HtmlFilled => html.push_str("<td>&nbsp;</td>\n"),
                _ => {}
            }
        }
        html.push_str(if upper { "\n" } else { "</tr>\n" });
    }
    html.push_str(match layout {
        Layout::HtmlUnclosed => "</TABLE>\n",
        Layout::HtmlWord => "</table>\n",
        _ => "</tbody></table>\n",
    });
    html
}

fn cell_of(cell: &SheetCell, layout: Layout, head: bool) -> String {
    let text = escape(&cell.text);
    if layout == Layout::HtmlFilled {
        return format!("<td><p>{text}</p></td>\n");
    }
    if layout == Layout::HtmlUnclosed {
        let mut spans = String::new();
        if cell.columns > 1 {
            spans.push_str(&format!(" colSpan={}", cell.columns));
        }
        if cell.rows > 1 {
            spans.push_str(&format!(" rowSpan={}", cell.rows));
        }
        return format!("<TD{spans}><P align=center>{text}");
    }
    let mut spans = String::new();
    if cell.rows > 1 {
        spans.push_str(&format!(" rowspan=\"{}\"", cell.rows));
    }
    if cell.columns > 1 {
        spans.push_str(&format!(" colspan=\"{}\"", cell.columns));
    }
    let tag = if head { "th" } else { "td" };
    if layout != Layout::HtmlWord {
        return format!("<{tag}{spans}>{text}</{tag}>\n");
    }
    let inner = match (&cell.kind, cell.text.trim().is_empty()) {
        (_, true) => "<span lang=EN-US><o:p>&nbsp;</o:p></span>".to_owned(),
        (Kind::Value(_), false) => {
            format!("<span lang=EN-US>{}</span><span><o:p></o:p></span>", split_digits(&cell.text))
        }
        (Kind::Label, false) => format!("<span>{text}</span><span lang=EN-US><o:p></o:p></span>"),
    };
    format!(
        "<td width=43{spans} style='padding:0cm 5.4pt'>\n  <p class=MsoNormal align=center>{inner}</p>\n  </{tag}>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&nbsp;")
}
