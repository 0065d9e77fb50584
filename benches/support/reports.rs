//! Reports for measuring: invented agencies, figures that balance, text of ordinary length. The same seed always gives
//! the same report.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gouji::location::{CellId, Column, Row, Table};
use gouji::report::form::{Form, IDENTITY_NOTE, T3_APPLICANTS, T3_COLUMNS, T4_COLUMNS, T4_OUTCOMES, T4_ROWS};

/// How many cells a report of the form of 2021 has.
#[allow(dead_code, reason = "each benchmark uses a part of this file")]
pub const CELLS: usize = 200;

/// How a report is written down.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// Lines with TABs between cells, as a paste from Word or Excel.
    Plain,
    /// Markdown tables.
    Markdown,
    /// A web page, with merged cells.
    Html,
}

/// The report with this seed. Where `faulty`, one cell of table three is one too large.
pub fn report(seed: u64, layout: Layout, faulty: bool) -> String {
    let mut figures = figures(seed);
    if faulty {
        let cell = CellId::new(Table::T3, Row::Granted, Column::Person);
        *figures.entry(cell).or_default() += 1;
    }
    let agency = agency(seed);
    let year = 2021 + seed % 4;
    let mut page = Page { layout, text: String::new() };
    page.title(&format!("{agency}{year}年政府信息公开工作年度报告"));
    page.paragraph(&format!(
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本报告。统计期限为{year}年1月1日至12月31日。"
    ));
    page.heading("一、总体情况");
    for (aspect, text) in ASPECTS {
        page.paragraph(&format!("{aspect}。{year}年，{agency}{}", text.repeat(3)));
    }
    page.heading("二、主动公开政府信息情况");
    page.table(&table_two(&figures));
    page.heading("三、收到和处理政府信息公开申请情况");
    page.table(&table_three(&figures));
    page.heading("四、政府信息公开行政复议、行政诉讼情况");
    page.table(&table_four(&figures));
    page.heading("五、存在的主要问题及改进情况");
    page.paragraph("个别栏目更新不够及时，业务培训还不够经常。下一步将明确专人维护栏目，每季度组织一次培训。");
    page.heading("六、其他需要报告的事项");
    page.paragraph("本年度没有收取信息处理费。");
    page.end()
}

const ASPECTS: [(&str, &str); 5] = [
    ("（一）主动公开", "围绕群众关心的道路整修、河道保洁和老旧小区改造，按时发布工作动态和办事指南，方便群众查阅。"),
    ("（二）依申请公开", "完善登记、审核、办理、答复和归档各个环节，遇到难以把握的事项及时会商，答复文书统一格式。"),
    ("（三）政府信息管理", "明确专人保管公开目录，定期清理过期内容，发布前逐级审核，做到来源清楚、责任到人。"),
    (
        "（四）政府信息公开平台建设",
        "在便民服务大厅设置查阅点，配备电脑和资料架，网站栏目按季度检查一次，发现错链及时修复。",
    ),
    ("（五）监督保障", "把公开工作列入年度考核，听取社会评议意见，全年组织业务培训，没有发生需要追究责任的情形。"),
];

fn agency(seed: u64) -> String {
    const FIRST: [&str; 8] = ["云", "清", "松", "柳", "石", "青", "明", "安"];
    const SECOND: [&str; 8] = ["溪", "岭", "桥", "塘", "坪", "湾", "谷", "渡"];
    let pick = |words: [&'static str; 8], shift: u32| words[usize::from((seed >> shift) as u8 & 7)];
    format!("{}{}镇人民政府", pick(FIRST, 0), pick(SECOND, 3))
}

/// Small numbers without a crate: Knuth's linear congruence.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

type Figures = BTreeMap<CellId, u64>;

fn figures(seed: u64) -> Figures {
    let mut dice = Dice(seed);
    let mut figures = Figures::new();
    for cell in Form::F2021.cells(Table::T2) {
        figures.insert(cell, dice.below(50));
    }
    for row in [Row::Rules, Row::Normative] {
        // What is in force is more than what was issued this year.
        *figures.entry(CellId::new(Table::T2, row, Column::InForce)).or_default() += 100;
    }
    let at = |row, column| CellId::new(Table::T3, row, column);
    for &column in T3_APPLICANTS {
        let mut sum = 0;
        for &row in Form::F2021.t3_details() {
            // Most cells of a real table three are 0.
            let figure = if dice.below(4) == 0 { dice.below(30) } else { 0 };
            figures.insert(at(row, column), figure);
            sum += figure;
        }
        let carried_out = dice.below(5);
        let carried_in = dice.below(sum + carried_out + 1);
        figures.insert(at(Row::ResultTotal, column), sum);
        figures.insert(at(Row::CarriedOut, column), carried_out);
        figures.insert(at(Row::CarriedIn, column), carried_in);
        figures.insert(at(Row::Received, column), sum + carried_out - carried_in);
    }
    for row in Form::F2021.t3_rows() {
        let total = T3_APPLICANTS.iter().map(|&column| figures[&at(row, column)]).sum();
        figures.insert(at(row, Column::Total), total);
    }
    for &row in T4_ROWS {
        let mut total = 0;
        for &column in T4_OUTCOMES {
            let figure = dice.below(4);
            figures.insert(CellId::new(Table::T4, row, column), figure);
            total += figure;
        }
        figures.insert(CellId::new(Table::T4, row, Column::Total), total);
    }
    figures
}

/// A cell: its text, the rows and the columns it covers.
type Cell = (String, usize, usize);

fn cell(text: impl Into<String>) -> Cell {
    (text.into(), 1, 1)
}

fn values(figures: &Figures, table: Table, row: Row, columns: &[Column]) -> Vec<Cell> {
    columns.iter().map(|&column| cell(figures[&CellId::new(table, row, column)].to_string())).collect()
}

fn table_two(figures: &Figures) -> Vec<Vec<Cell>> {
    let form = Form::F2021;
    let mut rows = Vec::new();
    for block in form.t2_blocks() {
        let width = 3 / block.columns.len();
        rows.push(vec![(block.caption.to_owned(), 1, 4)]);
        let mut head = vec![cell("信息内容")];
        head.extend(block.columns.iter().map(|&column| (form.column_label(column).to_owned(), 1, width)));
        rows.push(head);
        for &row in block.rows {
            let mut line = vec![cell(form.row_label(row))];
            line.extend(values(figures, Table::T2, row, block.columns).into_iter().map(|(text, ..)| (text, 1, width)));
            rows.push(line);
        }
    }
    rows
}

fn table_three(figures: &Figures) -> Vec<Vec<Cell>> {
    let form = Form::F2021;
    let label = |column| cell(form.column_label(column));
    let mut rows = vec![
        vec![(IDENTITY_NOTE.to_owned(), 3, 3), ("申请人情况".to_owned(), 1, 7)],
        vec![("自然人".to_owned(), 2, 1), ("法人或其他组织".to_owned(), 1, 5), ("总计".to_owned(), 2, 1)],
        T3_APPLICANTS[1..].iter().map(|&column| label(column)).collect(),
    ];
    let details = form.t3_details();
    for row in form.t3_rows() {
        let mut line = Vec::new();
        if row == Row::Granted {
            line.push(("三、本年度办理结果".to_owned(), details.len() + 1, 1));
        }
        match form.group_label(row) {
            Some(group) => {
                let members: Vec<_> = details.iter().filter(|&&other| form.group_label(other) == Some(group)).collect();
                if members.first() == Some(&&row) {
                    line.push((group.to_owned(), members.len(), 1));
                }
                line.push(cell(form.row_label(row)));
            }
            None if details.contains(&row) || row == Row::ResultTotal => {
                line.push((form.row_label(row).to_owned(), 1, 2))
            }
            None => line.push((form.row_label(row).to_owned(), 1, 3)),
        }
        line.extend(values(figures, Table::T3, row, T3_COLUMNS));
        rows.push(line);
    }
    rows
}

fn table_four(figures: &Figures) -> Vec<Vec<Cell>> {
    let form = Form::F2021;
    let heads = T4_ROWS.iter().flat_map(|_| T4_COLUMNS).map(|&column| cell(form.column_label(column)));
    vec![
        vec![("行政复议".to_owned(), 2, 5), ("行政诉讼".to_owned(), 1, 10)],
        vec![("未经复议直接起诉".to_owned(), 1, 5), ("复议后起诉".to_owned(), 1, 5)],
        heads.collect(),
        T4_ROWS.iter().flat_map(|&row| values(figures, Table::T4, row, T4_COLUMNS)).collect(),
    ]
}

/// A report being written down. Writing into a string cannot fail.
struct Page {
    layout: Layout,
    text: String,
}

impl Page {
    fn title(&mut self, text: &str) {
        _ = match self.layout {
            Layout::Plain => writeln!(self.text, "{text}\n"),
            Layout::Markdown => writeln!(self.text, "# {text}\n"),
            Layout::Html => writeln!(self.text, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<body>\n<h1>{text}</h1>"),
        };
    }

    fn heading(&mut self, text: &str) {
        _ = match self.layout {
            Layout::Plain => writeln!(self.text, "{text}"),
            Layout::Markdown => writeln!(self.text, "## {text}\n"),
            Layout::Html => writeln!(self.text, "<h2>{text}</h2>"),
        };
    }

    fn paragraph(&mut self, text: &str) {
        _ = match self.layout {
            Layout::Plain => writeln!(self.text, "　　{text}"),
            Layout::Markdown => writeln!(self.text, "{text}\n"),
            Layout::Html => writeln!(self.text, "<p style=\"text-indent:2em\">{text}</p>"),
        };
    }

    fn table(&mut self, rows: &[Vec<Cell>]) {
        let texts = |row: &[Cell]| row.iter().map(|(text, ..)| text.clone()).collect::<Vec<_>>();
        match self.layout {
            Layout::Plain => {
                for row in rows {
                    _ = writeln!(self.text, "{}", texts(row).join("\t"));
                }
            }
            Layout::Markdown => {
                for row in rows {
                    _ = writeln!(self.text, "| {} |", texts(row).join(" | "));
                }
                self.text.push('\n');
            }
            Layout::Html => {
                self.text.push_str("<table border=\"1\" cellspacing=\"0\">\n");
                for row in rows {
                    self.text.push_str("<tr>");
                    for (text, height, width) in row {
                        _ = write!(
                            self.text,
                            "<td rowspan=\"{height}\" colspan=\"{width}\"><p align=\"center\"><span>{text}</span></p></td>"
                        );
                    }
                    self.text.push_str("</tr>\n");
                }
                self.text.push_str("</table>\n");
            }
        }
    }

    fn end(mut self) -> String {
        if matches!(self.layout, Layout::Html) {
            self.text.push_str("</body>\n");
        }
        self.text
    }
}
