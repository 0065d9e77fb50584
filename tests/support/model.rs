//! A report as its author has it in mind: agency, year, forms, every figure, the text. The writers turn it into bytes.

use std::collections::BTreeMap;

use gouji::location::{CellId, Column, Row, Table};
use gouji::report::form::{Form, T3_APPLICANTS, T3_COLUMNS, T4_OUTCOMES, T4_ROWS};
use proptest::prelude::*;

/// The form each table follows; mixed reports exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms {
    pub t2: Form,
    pub t3: Form,
}

impl Forms {
    pub const fn both(form: Form) -> Self {
        Self { t2: form, t3: form }
    }

    /// The form of a table; table four is the same in both.
    pub const fn of(self, table: Table) -> Form {
        match table {
            Table::T2 => self.t2,
            Table::T3 | Table::T4 => self.t3,
        }
    }

    /// Every cell of the three tables.
    pub fn cells(self) -> Vec<CellId> {
        Table::ALL.iter().flat_map(|&table| self.of(table).cells(table)).collect()
    }
}

/// A report to be written.
#[derive(Debug, Clone)]
pub struct Model {
    pub agency: String,
    pub year: u16,
    pub forms: Forms,
    /// What is written in every cell of the forms, before a style changes the writing.
    pub values: BTreeMap<CellId, String>,
    pub preface: Vec<String>,
    pub overview: Vec<String>,
    pub problems: Vec<String>,
    pub other: Vec<String>,
}

impl Model {
    /// A report whose every cell says 0.
    pub fn zero(agency: &str, year: u16, forms: Forms) -> Self {
        let values = forms.cells().into_iter().map(|cell| (cell, "0".to_owned())).collect();
        let mut model = Self {
            agency: agency.to_owned(),
            year,
            forms,
            values,
            preface: Vec::new(),
            overview: Vec::new(),
            problems: Vec::new(),
            other: Vec::new(),
        };
        model.tell();
        model
    }

    /// The title's one line.
    pub fn title(&self) -> String {
        format!("{}{}年政府信息公开工作年度报告", self.agency, self.year)
    }

    pub fn value(&self, cell: CellId) -> &str {
        self.values.get(&cell).map_or("", String::as_str)
    }

    /// The figure of a cell of a generated model, which are all whole numbers but the amounts of table two.
    pub fn count(&self, cell: CellId) -> i64 {
        self.value(cell).parse().unwrap_or(0)
    }

    pub fn set(&mut self, cell: CellId, value: impl ToString) {
        assert!(self.values.contains_key(&cell), "{cell} is no cell of this report");
        self.values.insert(cell, value.to_string());
    }

    fn add(&mut self, cell: CellId, count: i64) {
        let sum = self.count(cell) + count;
        self.set(cell, sum);
    }

    /// Sets every total of tables three and four to what its parts add up to.
    pub fn total(&mut self) {
        for &column in T3_APPLICANTS {
            let sum = self.forms.t3.t3_details().iter().map(|&row| self.count(t3(row, column))).sum::<i64>();
            self.set(t3(Row::ResultTotal, column), sum);
        }
        for row in self.forms.t3.t3_rows() {
            let sum = T3_APPLICANTS.iter().map(|&column| self.count(t3(row, column))).sum::<i64>();
            self.set(t3(row, Column::Total), sum);
        }
        for &row in T4_ROWS {
            let sum = T4_OUTCOMES.iter().map(|&column| self.count(t4(row, column))).sum::<i64>();
            self.set(t4(row, Column::Total), sum);
        }
    }

    /// Writes the text of the parts, so that it agrees with the tables.
    pub fn tell(&mut self) {
        let Self { agency, year, .. } = self;
        let (agency, year) = (agency.clone(), *year);
        let citation = match Form::of_year(year) {
            Form::F2021 => "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
            Form::F2019 => "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
        };
        self.preface = vec![format!(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{citation}，{agency}编制本报告。\
             本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        )];
        let total = |row| self.count(t3(row, Column::Total));
        let (received, carried_in) = (total(Row::Received), total(Row::CarriedIn));
        let (done, carried_out) = (total(Row::ResultTotal), total(Row::CarriedOut));
        let requests = format!(
            "本年新收政府信息公开申请{received}件，上年结转{carried_in}件；本年度办理结果总计{done}件，结转下年度继续办理{carried_out}件。"
        );
        self.overview = vec![
            format!("{year}年，{agency}把公开贯穿决策、执行和服务全过程，群众查得到、看得懂的信息逐步增多。"),
            "（一）主动公开情况。围绕防汛值守、老旧楼院改造和就业帮扶更新栏目内容，政策文件与解读材料一并挂网。"
                .to_owned(),
            format!("（二）依申请公开情况。申请登记、会商、答复各环节均留有记录。{requests}"),
            "（三）政府信息管理情况。拟发文件先定公开属性，再走保密审查，废止文件及时下架。".to_owned(),
            "（四）政府信息公开平台建设情况。网站专栏与便民大厅查阅点同步维护，栏目目录每季度核对一次。".to_owned(),
            "（五）监督保障情况。公开工作列入内设机构年终考核，社会评议结果予以通报，全年没有责任追究情形。".to_owned(),
        ];
        self.problems = vec![
            "一年来，公开工作仍有两点不足：一是解读形式偏单一；二是个别栏目更新不够及时。".to_owned(),
            format!(
                "{}年，将增加图解和短片，并把栏目更新情况按月提醒到人，使公众少跑路、早知情。",
                u32::from(year) + 1
            ),
        ];
        self.other = vec!["本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。".to_owned()];
    }
}

pub const fn t2(row: Row, column: Column) -> CellId {
    CellId::new(Table::T2, row, column)
}

pub const fn t3(row: Row, column: Column) -> CellId {
    CellId::new(Table::T3, row, column)
}

pub const fn t4(row: Row, column: Column) -> CellId {
    CellId::new(Table::T4, row, column)
}

const AGENCIES: &[&str] = &["云汀区柳堤街道办事处", "青浣县林业和草原局", "澜石市人民政府", "鹿鸣县苇塘镇人民政府"];

/// Balanced reports of any size: sparse small counts mostly, sometimes large ones, the totals computed.
pub fn balanced(forms: impl Strategy<Value = (u16, Forms)>) -> impl Strategy<Value = Model> {
    let count = prop_oneof![6 => 1..30_i64, 2 => 30..2_000_i64, 1 => 2_000..3_000_000_i64];
    let entry = |rows: usize| (0..rows, 0..T3_APPLICANTS.len(), count.clone());
    (
        (0..AGENCIES.len(), forms),
        proptest::collection::vec(entry(21), 0..10),
        proptest::collection::vec(entry(1), 0..3),
        proptest::collection::vec(entry(1), 0..3),
        proptest::collection::vec((0..T4_ROWS.len(), 0..T4_OUTCOMES.len(), count.clone()), 0..5),
        proptest::collection::vec(count, 10),
    )
        .prop_map(|((agency, (year, forms)), results, carried_in, carried_out, cases, published)| {
            let mut model = Model::zero(AGENCIES[agency], year, forms);
            let details = forms.t3.t3_details();
            for (row, column, count) in results {
                model.add(t3(details[row % details.len()], T3_APPLICANTS[column]), count);
            }
            for (_, column, count) in carried_out {
                model.add(t3(Row::CarriedOut, T3_APPLICANTS[column]), count);
            }
            model.total();
            for &column in T3_APPLICANTS {
                let carried_over = model.count(t3(Row::ResultTotal, column)) + model.count(t3(Row::CarriedOut, column));
                let wanted = carried_in.iter().filter(|entry| T3_APPLICANTS[entry.1] == column).map(|entry| entry.2);
                let carried_in = wanted.sum::<i64>().min(carried_over);
                model.set(t3(Row::CarriedIn, column), carried_in);
                model.set(t3(Row::Received, column), carried_over - carried_in);
            }
            for (row, column, count) in cases {
                model.add(t4(T4_ROWS[row], T4_OUTCOMES[column]), count);
            }
            model.total();
            publish(&mut model, &published);
            model.tell();
            model
        })
}

/// Fills table two plausibly: what is in force is at least what was issued.
fn publish(model: &mut Model, counts: &[i64]) {
    match model.forms.t2 {
        Form::F2021 => {
            model.set(t2(Row::Normative, Column::Issued), counts[0]);
            model.set(t2(Row::Normative, Column::Repealed), counts[1] % 7);
            model.set(t2(Row::Normative, Column::InForce), counts[0] + counts[2]);
            model.set(t2(Row::Licensing, Column::Decisions), counts[3]);
            model.set(t2(Row::Penalty, Column::Decisions), counts[4]);
            model.set(t2(Row::Coercion, Column::Decisions), counts[5]);
            model.set(t2(Row::Fees, Column::Amount), format!("{}.{:02}", counts[6] % 700, counts[7] % 99 + 1));
        }
        Form::F2019 => {
            model.set(t2(Row::Normative, Column::Made), counts[0]);
            model.set(t2(Row::Normative, Column::Published), counts[0]);
            model.set(t2(Row::Normative, Column::PublicTotal), counts[0] + counts[1]);
            for (row, prior) in [(Row::Licensing, counts[2]), (Row::Penalty, counts[3]), (Row::Fees, counts[4])] {
                model.set(t2(row, Column::PriorItems), prior);
            }
            model.set(t2(Row::Licensing, Column::Change), -(counts[5] % (counts[2] + 1)));
            model.set(t2(Row::Penalty, Column::Change), format!("+{}", counts[6]));
            model.set(t2(Row::Licensing, Column::Decisions), counts[7]);
            model.set(t2(Row::Procurement, Column::Items), counts[8]);
            model.set(t2(Row::Procurement, Column::Amount), counts[9]);
        }
    }
}

/// A year and the form it has to use.
pub fn appropriate() -> impl Strategy<Value = (u16, Forms)> {
    prop_oneof![
        (2021..2026_u16).prop_map(|year| (year, Forms::both(Form::F2021))),
        (2019..2021_u16).prop_map(|year| (year, Forms::both(Form::F2019))),
    ]
}

/// Any year with any form, mixed ones among them.
pub fn any_forms() -> impl Strategy<Value = (u16, Forms)> {
    let form = prop_oneof![Just(Form::F2019), Just(Form::F2021)];
    (2019..2026_u16, form.clone(), form).prop_map(|(year, t2, t3)| (year, Forms { t2, t3 }))
}

/// Every cell of tables three and four of these forms: the cells that take part in an equation.
pub fn counted_cells(forms: Forms) -> Vec<CellId> {
    [Table::T3, Table::T4].iter().flat_map(|&table| forms.of(table).cells(table)).collect()
}

/// The columns of table three, for tests that walk them.
pub const COLUMNS: &[Column] = T3_COLUMNS;
