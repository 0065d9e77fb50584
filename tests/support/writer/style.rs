//! How figures, numbering and the file itself are written.

use std::collections::BTreeMap;

use gouji::document::number::Decimal;
use gouji::location::{CellId, Column, Table};
use gouji::report::PartKind;

use crate::support::model::Model;

/// How a zero is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    Written,
    /// This mark instead, totals excepted.
    Details(&'static str),
    /// This mark instead, totals too.
    All(&'static str),
}

/// How digits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    Ascii,
    FullWidth,
    /// 1,234
    Thousands,
}

/// How numbers of parts and rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// （一） 1.
    Official,
    /// (一) 1、 and (单位:万元)
    HalfWidth,
    /// Blanks creep in: 第二十条 第（一）项, 1. 属于国家秘密, 总 计
    Spaced,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newline {
    Lf,
    CrLf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

/// What a page break leaves in the middle of table three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    None,
    /// A page number in this writing.
    Number(&'static str),
    /// A page number, then the head of the table once more.
    NumberAndHead(&'static str),
}

/// How the headings of the six parts are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    Official,
    /// The longer words many reports kept from before 2019.
    Long,
    /// Shorter words, and a mark left out.
    Short,
    /// 1、总体情况
    Arabic,
}

/// Everything a layout leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub zeros: Zeros,
    pub digits: Digits,
    pub numbering: Numbering,
    pub headings: Headings,
    pub newline: Newline,
    pub encoding: Encoding,
    pub pages: Pages,
}

impl Style {
    pub const PLAIN: Style = Style {
        zeros: Zeros::Written,
        digits: Digits::Ascii,
        numbering: Numbering::Official,
        headings: Headings::Official,
        newline: Newline::Lf,
        encoding: Encoding::Utf8,
        pages: Pages::None,
    };

    /// A label or heading of the form as this style writes it.
    pub fn label(&self, text: &str) -> String {
        match self.numbering {
            Numbering::Official => text.to_owned(),
            Numbering::HalfWidth => {
                let text = text.replace('（', "(").replace('）', ")").replace('：', ":");
                match text.split_once('.') {
                    Some((number, rest)) if number.len() == 1 => format!("{number}、{rest}"),
                    _ => text,
                }
            }
            Numbering::Spaced => {
                let text = text.replace("第二十条第", "第二十条 第").replace("总计", "总 计");
                match text.split_once('.') {
                    Some((number, rest)) if number.len() == 1 => format!("{number}. {rest}"),
                    _ => text,
                }
            }
        }
    }

    /// The heading of a part as this style words it.
    pub fn heading(&self, kind: PartKind) -> String {
        let official = kind.heading();
        let long = match kind {
            PartKind::Overview => "一、政府信息公开工作总体情况",
            PartKind::Proactive => "二、行政机关主动公开政府信息情况",
            PartKind::Requests => "三、行政机关收到和处理政府信息公开申请情况",
            PartKind::Reviews => "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            PartKind::Problems => "五、政府信息公开工作存在的主要问题及改进情况",
            PartKind::Other => official,
        };
        let short = match kind {
            PartKind::Proactive => "二、主动公开信息情况",
            PartKind::Reviews => "四、政府信息公开行政复议行政诉讼情况",
            PartKind::Problems => "五、存在问题及改进情况",
            PartKind::Other => "六、其他事项",
            PartKind::Overview | PartKind::Requests => official,
        };
        match self.headings {
            Headings::Official => official.to_owned(),
            Headings::Long => long.to_owned(),
            Headings::Short => short.to_owned(),
            Headings::Arabic => {
                official.split_once('、').map_or(String::new(), |(_, words)| format!("{}、{words}", kind.number()))
            }
        }
    }

    /// What stands in a cell whose figure is `value`.
    pub fn value(&self, cell: CellId, value: &str) -> String {
        let is_total = cell.table != Table::T2 && cell.column == Column::Total;
        match self.zeros {
            Zeros::Details(mark) if value == "0" && !is_total => return mark.to_owned(),
            Zeros::All(mark) if value == "0" => return mark.to_owned(),
            _ => {}
        }
        match self.digits {
            Digits::Ascii => value.to_owned(),
            Digits::FullWidth => value.chars().map(full_width).collect(),
            Digits::Thousands => thousands(value),
        }
    }

    /// What reading the file has to give: every cell with its text as written and its figure, `None` for a blank.
    pub fn expected(&self, model: &Model) -> BTreeMap<CellId, (String, Option<Decimal>)> {
        let figure = |value: &str| value.parse().unwrap_or_else(|_| panic!("{value} is no figure"));
        let read = |(&cell, value): (&CellId, &String)| {
            let raw = self.value(cell, value).trim().to_owned();
            let blank = raw.is_empty() || matches!(raw.as_str(), "/" | "—" | "无");
            (cell, (raw, if blank { None } else { Some(figure(value)) }))
        };
        model.values.iter().map(read).collect()
    }

    pub fn charset(&self) -> &'static str {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => "utf-8",
            Encoding::Gb18030 => "gb2312",
            Encoding::Utf16Le | Encoding::Utf16Be => "utf-16",
        }
    }

    /// The text as the bytes of a file.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let text = match self.newline {
            Newline::Lf => text.to_owned(),
            Newline::CrLf => text.replace('\n', "\r\n"),
        };
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf8Bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            Encoding::Utf16Le => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        }
    }
}

fn full_width(mark: char) -> char {
    match mark {
        '0'..='9' => char::from_u32(u32::from(mark) - u32::from('0') + u32::from('０')).unwrap_or(mark),
        _ => mark,
    }
}

fn thousands(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').map_or((value, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches(['+', '-']);
    let mut text = whole[..whole.len() - digits.len()].to_owned();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{text}.{fraction}"),
        None => text,
    }
}
