//! One cell with every equation through it, in words: what stands beside the table while a cell is looked at.
//!
//! Nothing here adds up or judges: [`equations`] did.

use super::action::EquationId;
use super::groups::Standing;
use super::view::{Answer, is_equation};
use super::work::Work;
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::repair::{MOST_OPTIONS, RepairStatus};
use crate::report::form::Form;
use crate::rules::equations::{self, Addend, Equation, State};
use crate::rules::identities::Kind;
use crate::rules::values::{Gap, Value};

/// What stands where there is no figure.
const NO_FIGURE: &str = "—";

/// A cell as the inspector shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// 「（七）总计 · 总计」.
    pub name: String,
    /// Where it stands in the form.
    pub place: String,
    /// Where it was read: 「原文第 9 行第 2 个字」; `None` for a cell that was not.
    pub source: Option<String>,
    /// What stands in it now; `None` for a cell the document has no place for.
    pub text: Option<String>,
    /// What the document says, where it was typed over: “0”, “空白”.
    pub was: Option<String>,
    /// Whether it was checked against the original.
    pub locked: bool,
    /// The figure that is proposed for it.
    pub proposal: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// The word for that.
    pub word: &'static str,
    /// The same in so few words that they fit behind its name.
    pub brief: String,
    /// How the equations through it came out.
    pub verdict: String,
    /// What the repair makes of it.
    pub advice: Option<String>,
    /// The findings about it that are no equations, by index.
    pub remarks: Vec<usize>,
    /// The equations: its row, its column, the balance.
    pub equations: Vec<EquationView>,
}

/// An equation, set as one adds up on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquationView {
    /// Which one.
    pub id: EquationId,
    /// What is added: “横着加：六类申请人”.
    pub heading: String,
    /// What it rests on.
    pub clause: &'static str,
    /// The addends, in the order of the form.
    pub lines: Vec<LineView>,
    /// Those that add nothing, and are unfolded when asked for.
    pub folded: Option<FoldView>,
    /// What they add up to, and the total with what came of it.
    pub end: [LineView; 2],
    /// How it comes out.
    pub standing: Standing,
    /// Why it could not be judged.
    pub why: Option<String>,
}

/// A line of an equation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineView {
    /// The cell; `None` for the line that says what the addends make.
    pub cell: Option<CellId>,
    /// “＋”, “－”, or nothing before the first.
    pub operator: &'static str,
    /// Its row or column, whichever tells it from the others.
    pub name: String,
    /// What stands between the name and the figure of a total: “写的是”, “没有填，推得”; empty for an addend.
    pub verb: String,
    /// What is to be known about its figure: “原为 0”.
    pub note: String,
    /// What the likeliest repair makes of it.
    pub suspected: Option<String>,
    /// At the total, how the equation comes out, with the difference.
    pub told: Option<(Standing, String)>,
    /// What it counts for.
    pub value: String,
    /// Whether it is the cell that is looked at.
    pub here: bool,
}

/// Addends that add nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldView {
    /// How many: “其余 18 项”.
    pub label: String,
    /// What is written in them: “均为 0”.
    pub note: &'static str,
    /// “＋”, or nothing where they are all there is.
    pub operator: &'static str,
    /// Each of them.
    pub lines: Vec<LineView>,
}

impl EquationView {
    /// Whether it holds, in the word tests look for: a total left blank breaks nothing.
    pub const fn holds(&self) -> &'static str {
        match self.standing {
            Standing::Held | Standing::Failed(Severity::Warning | Severity::Note) => "true",
            Standing::Failed(Severity::Error) => "false",
            Standing::Open | Standing::Absent => "open",
        }
    }
}

impl Inspection {
    /// Works out what is shown of a cell.
    pub fn of(answer: &Answer, work: &Work, cell: CellId) -> Self {
        let equations = equations::through(&answer.outcome.report, cell);
        let look = Look { answer, work, cell };
        let text = answer.stands(cell, work);
        let proposal = look.proposal(&equations).filter(|value| text.as_deref() != Some(value));
        let (standing, verdict) = look.verdict(&equations);
        let word = match standing {
            Standing::Held => "相符",
            Standing::Failed(Severity::Error) => Severity::Error.word(),
            Standing::Failed(Severity::Warning | Severity::Note) => "请核对",
            Standing::Open => "未核对",
            Standing::Absent => "不适用",
        };
        let brief = match (&proposal, standing) {
            (Some(value), Standing::Failed(Severity::Error)) if look.is_proven() => format!("应为\u{a0}{value}"),
            (Some(value), _) => format!("疑为\u{a0}{value}"),
            (None, Standing::Failed(_)) => "等式不平".to_owned(),
            (None, Standing::Absent) => "没有等式经过".to_owned(),
            (None, Standing::Held | Standing::Open) => word.to_owned(),
        };
        Self {
            name: answer.cell_name(cell),
            place: look.place(),
            source: answer.outcome.report.cell(cell).map(|cell| answer.place_in_words(cell.anchor)),
            was: answer.was(cell, work),
            locked: work.locked.contains(&cell),
            advice: look.advice(&equations),
            remarks: look.remarks(),
            equations: equations.iter().map(|equation| look.equation(equation)).collect(),
            text,
            proposal,
            standing,
            word,
            brief,
            verdict,
        }
    }
}

/// How many cells have to change, in one line.
pub fn headline(answer: &Answer, work: &Work) -> String {
    let repairs = &answer.outcome.repairs;
    let failing = answer.outcome.findings.iter().filter(|finding| is_equation(finding)).count();
    let checked = match work.locked.len() {
        0 => String::new(),
        cells => format!("已核对 {cells} 格，"),
    };
    match (repairs.status, repairs.changes_needed) {
        (RepairStatus::Unique | RepairStatus::Ambiguous, Some(needed)) => {
            let only =
                if repairs.status == RepairStatus::Unique { "只有这一种改法" } else { "改法不止一种" };
            format!("{checked}改 {needed} 格即可全部平衡，{only}")
        }
        _ if failing > 0 => format!("{checked}{failing} 条等式不平衡"),
        _ => match answer.equations_examined() {
            0 => "没有能核对的等式".to_owned(),
            examined => match answer.equations_ignored() {
                0 => format!("核对了 {examined} 条等式，全部平衡"),
                ignored => format!("核对了 {examined} 条等式，不平衡的 {ignored} 条已忽略"),
            },
        },
    }
}

/// A row or column as an addend is named: what tells it apart, without what all of its kind share.
fn addend_name(form: Form, kind: Kind, cell: CellId) -> String {
    let name = match kind {
        Kind::RowTotal | Kind::ReviewTotal => form.column_name(cell).to_owned(),
        Kind::ResultTotal | Kind::Balance => form.row_name(cell.row),
    };
    let ends = ["政府信息公开申请数量", "继续办理", "、行政机关不再处理其政府信息公开申请"];
    let short = ends.iter().find_map(|end| name.strip_suffix(end));
    short.map(str::to_owned).unwrap_or(name)
}

/// The cell that is looked at, in what it is looked at in.
struct Look<'a> {
    answer: &'a Answer,
    work: &'a Work,
    cell: CellId,
}

impl Look<'_> {
    fn place(&self) -> String {
        let CellId { table, row, .. } = self.cell;
        let report = &self.answer.outcome.report;
        let form = report.form(table);
        let mut parts = vec![table.name().to_owned()];
        match table {
            Table::T2 => {
                let block = form.t2_blocks().iter().find(|block| block.rows.contains(&row));
                parts.extend(block.map(|block| block.caption.to_owned()));
            }
            Table::T3 | Table::T4 => {
                let cells = form.cells(table);
                // Table four is one line of figures.
                let line: Vec<CellId> =
                    cells.iter().copied().filter(|cell| table == Table::T4 || cell.row == row).collect();
                if table == Table::T3 {
                    let at = form.t3_rows().iter().position(|other| *other == row).unwrap_or_default();
                    parts.push(format!("第 {} 行", at + 1));
                }
                let at = line.iter().position(|other| *other == self.cell).unwrap_or_default() + 1;
                parts.push(if at == line.len() { "最后一列".to_owned() } else { format!("第 {at} 列") });
            }
        }
        parts.join("　")
    }

    /// The repair's figure, else the one the equations ask for, else what a blank total adds up to.
    fn proposal(&self, equations: &[Equation]) -> Option<String> {
        if self.work.locked.contains(&self.cell) {
            return None;
        }
        let figure = self.answer.outcome.report.cell(self.cell)?.figure;
        let derived = || match equations.iter().find(|equation| equation.total == self.cell)?.written {
            Ok(Value::Derived(number)) => Some(number.to_string()),
            Ok(Value::Written(_) | Value::Blank) | Err(_) => None,
        };
        let repaired = self.answer.change(self.cell).map(|change| change.to.to_string());
        let pending = || self.answer.filling.pending(self.cell).map(|sum| sum.to_string());
        repaired.or_else(|| self.answer.expected(self.cell, figure)).or_else(derived).or_else(pending)
    }

    /// Whether the figure that is proposed is the only one possible.
    fn is_proven(&self) -> bool {
        let repairs = &self.answer.outcome.repairs;
        repairs.options.is_empty() || repairs.status == RepairStatus::Unique
    }

    fn verdict(&self, equations: &[Equation]) -> (Standing, String) {
        let failing: Vec<&Equation> =
            equations.iter().filter(|equation| matches!(equation.state, State::Fails(_))).collect();
        let open = equations.iter().filter(|equation| matches!(equation.state, State::Open(_))).count();
        let all = equations.len();
        let every = if all == 1 {
            "经过这一格的等式".to_owned()
        } else {
            format!("经过这一格的 {all} 条等式")
        };
        let both = if all == 1 { "" } else { "都" };
        let closes = failing.iter().any(|equation| equation.total == self.cell);
        // A total is accused where nobody knows better; what only takes part is to be looked at.
        let accused = self.answer.outcome.repairs.options.is_empty() || self.answer.change(self.cell).is_some();
        let failed = Standing::Failed(if closes && accused { Severity::Error } else { Severity::Warning });
        let derived = equations.iter().any(|equation| {
            equation.total == self.cell && matches!(equation.written, Ok(Value::Derived(_) | Value::Blank))
        });
        match (failing.len(), open) {
            _ if all == 0 => (Standing::Absent, "没有等式经过这一格：表二各格之间没有勾稽关系。".to_owned()),
            (0, 0) if derived && self.proposal(equations).is_some() => {
                (Standing::Failed(Severity::Warning), format!("这一格没有填；按推得的数算，{every}{both}平。"))
            }
            (0, 0) => (Standing::Held, format!("{every}{both}平。")),
            (0, _) if open == all => (Standing::Open, format!("{every}{both}没能核对。")),
            (0, _) => (Standing::Open, format!("{every}，{} 条平，{open} 条没能核对。", all - open)),
            (failing_count, _) if failing_count == all => {
                (failed, format!("{every}{both}不平{}。", self.asked(&failing, closes)))
            }
            (failing_count, 0) => (failed, format!("{every}中，{failing_count} 条不平。")),
            (failing_count, _) => (failed, format!("{every}中，{failing_count} 条不平，{open} 条没能核对。")),
        }
    }

    /// The figure that all equations through the cell ask for, where they agree.
    fn asked(&self, failing: &[&Equation], closes: bool) -> String {
        let mut asked = failing.iter().map(|equation| equation.asks(self.cell));
        let first = asked.next().flatten();
        let one = first.filter(|value| !value.is_negative() && asked.all(|other| other == first));
        match (one, failing.len()) {
            (Some(value), 1) if closes => format!("，算得 {value}"),
            (Some(value), 2..) => format!("，都要求是 {value}"),
            _ => String::new(),
        }
    }

    fn advice(&self, equations: &[Equation]) -> Option<String> {
        let repairs = &self.answer.outcome.repairs;
        if self.work.locked.contains(&self.cell) {
            return Some("已核对原件，改法里不动这一格。".to_owned());
        }
        if let Some(change) = self.answer.change(self.cell) {
            return Some(if repairs.status == RepairStatus::Unique {
                format!("最少的改法只有一种，要把这一格改为 {}。", change.to)
            } else {
                format!("最像的一种改法把这一格改为 {}；改法不止一种，请对照原件。", change.to)
            });
        }
        let involved = equations.iter().any(|equation| matches!(equation.state, State::Fails(_)));
        if !involved || repairs.options.is_empty() {
            return None;
        }
        let changes = repairs.options.iter().flat_map(|option| &option.changes);
        let said = match changes.into_iter().find(|change| change.cell == self.cell) {
            Some(change) => return Some(format!("最像的一种改法不动这一格；另有改法把它改为 {}。", change.to)),
            None if repairs.options.len() < MOST_OPTIONS => "等式涉及这一格，但最少的改动不用改它。",
            None => "等式涉及这一格，但列出的改法都不改它。",
        };
        Some(said.to_owned())
    }

    fn remarks(&self) -> Vec<usize> {
        let findings = self.answer.outcome.findings.iter().enumerate();
        findings
            .filter(|(_, finding)| {
                let named = finding.primary == Some(self.cell) || finding.related.contains(&self.cell);
                named && !is_equation(finding)
            })
            .map(|(index, _)| index)
            .collect()
    }

    fn equation(&self, equation: &Equation) -> EquationView {
        let report = &self.answer.outcome.report;
        let count = equation.addends.len();
        let (heading, measure) = match equation.kind {
            Kind::RowTotal => ("横着加：六类申请人".to_owned(), "类"),
            Kind::ResultTotal => (format!("竖着加：{count} 项办理结果"), "项"),
            Kind::Balance => ("勾稽：一 ＋ 二 － 四 ＝（七）".to_owned(), "项"),
            Kind::ReviewTotal => ("四种结果相加".to_owned(), "种"),
        };
        let (lines, folded) = self.addends(equation, measure);
        let (standing, told, computed) = match &equation.state {
            // It makes the total itself: that it agrees with it tells nothing.
            State::Holds(sum) if matches!(equation.written, Ok(Value::Derived(_))) => {
                (Standing::Failed(Severity::Warning), "请补上".to_owned(), sum.computed.to_string())
            }
            State::Holds(sum) => (Standing::Held, "相符".to_owned(), sum.computed.to_string()),
            State::Fails(sum) => {
                // A hyphen is too short for a minus.
                let difference = sum.difference.to_string().replace('-', "−");
                (Standing::Failed(Severity::Error), format!("差\u{a0}{difference}"), sum.computed.to_string())
            }
            State::Open(_) => (Standing::Open, "未核对".to_owned(), NO_FIGURE.to_owned()),
        };
        let made = LineView { operator: "＝", name: "算得".to_owned(), value: computed, ..LineView::default() };
        EquationView {
            id: (equation.kind, equation.total),
            heading,
            clause: equation.clause(report).map_or("", |clause| clause.cite()),
            lines,
            folded,
            end: [made, LineView { told: Some((standing, told)), ..self.total(equation) }],
            standing,
            why: equation.why_open(report),
        }
    }

    /// The addends to show, and those to fold away: nothing but zeros nobody touched or doubts.
    fn addends(&self, equation: &Equation, measure: &str) -> (Vec<LineView>, Option<FoldView>) {
        let all: Vec<&Addend> = equation.addends.iter().collect();
        let (folded, shown): (Vec<&Addend>, Vec<&Addend>) =
            all.iter().partition(|addend| equation.kind != Kind::Balance && self.is_idle(addend));
        if folded.len() < 2 {
            return (self.lines(equation, &all, true), None);
        }
        let count = folded.len();
        let blank = folded.iter().filter(|addend| addend.value == Ok(Value::Blank)).count();
        let fold = FoldView {
            label: if shown.is_empty() { format!("{count} {measure}") } else { format!("其余 {count} {measure}") },
            note: match blank {
                0 => "均为 0",
                blank if blank == count => "均为空白，按 0 计",
                _ => "均为 0 或空白",
            },
            operator: if shown.is_empty() { "" } else { "＋" },
            lines: self.lines(equation, &folded, shown.is_empty()),
        };
        (self.lines(equation, &shown, true), Some(fold))
    }

    fn is_idle(&self, addend: &Addend) -> bool {
        let cell = addend.cell;
        addend.value.is_ok_and(|value| value.number().is_zero() && !matches!(value, Value::Derived(_)))
            && cell != self.cell
            && self.answer.was(cell, self.work).is_none()
            && !self.work.locked.contains(&cell)
            && self.answer.change(cell).is_none()
    }

    /// The first line of a sum bears no plus.
    fn lines(&self, equation: &Equation, addends: &[&Addend], from_the_top: bool) -> Vec<LineView> {
        let form = self.answer.outcome.report.form(equation.total.table);
        let mut first = from_the_top;
        let line = |addend: &&Addend| {
            let plus = if std::mem::take(&mut first) { "" } else { "＋" };
            LineView {
                operator: if addend.sign < 0 { "－" } else { plus },
                name: addend_name(form, equation.kind, addend.cell),
                ..self.line(addend.cell, addend.value, true)
            }
        };
        addends.iter().map(line).collect()
    }

    fn total(&self, equation: &Equation) -> LineView {
        let name = match equation.kind {
            Kind::ResultTotal | Kind::Balance => "（七）总计",
            Kind::RowTotal | Kind::ReviewTotal => "总计",
        };
        let told = self.figure(equation.total, equation.written);
        let verb = if told.is_empty() { "写的是".to_owned() } else { told };
        LineView { name: name.to_owned(), verb, ..self.line(equation.total, equation.written, false) }
    }

    /// What an addend and a total have in common.
    fn line(&self, cell: CellId, value: Result<Value, Gap>, with_figure: bool) -> LineView {
        let here = cell == self.cell;
        let mut notes = Vec::new();
        if let Some(was) = self.answer.was(cell, self.work) {
            notes.push(format!("原为\u{a0}{was}"));
        }
        if with_figure {
            notes.push(self.figure(cell, value));
        }
        if self.work.locked.contains(&cell) {
            notes.push("已核对".to_owned());
        }
        notes.retain(|note| !note.is_empty());
        let suspected = self.answer.change(cell).filter(|_| !here);
        LineView {
            cell: Some(cell),
            note: notes.join("；"),
            suspected: suspected.map(|change| format!("疑为\u{a0}{}", change.to)),
            value: value.map_or_else(|_| NO_FIGURE.to_owned(), |value| value.number().to_string()),
            here,
            ..LineView::default()
        }
    }

    /// How a figure comes about, where it is not written just so.
    fn figure(&self, cell: CellId, value: Result<Value, Gap>) -> String {
        let raw = self.answer.outcome.report.cell(cell).map_or("", |cell| cell.raw.as_str());
        match value {
            Ok(Value::Written(number)) if number.to_string() == raw => String::new(),
            Ok(Value::Written(_)) => format!("写作“{raw}”"),
            Ok(Value::Blank) if raw.is_empty() => "空白，按 0 计".to_owned(),
            Ok(Value::Blank) => format!("“{raw}”按 0 计"),
            Ok(Value::Derived(_)) => "没有填，推得".to_owned(),
            Err(Gap::Absent) => "未读到".to_owned(),
            Err(Gap::Words) => format!("“{raw}”不是数"),
            Err(Gap::Underivable) => "没有填，推不出".to_owned(),
            Err(Gap::Unfilled) => "还没有填".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
