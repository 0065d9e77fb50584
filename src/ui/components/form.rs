//! One of the three tables as the official form draws it, each figure with what was found about it.

use std::rc::Rc;

use yew::prelude::*;

use super::prose::prose;
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::report::form::{Form, T3_COLUMNS};
use crate::report::layout::{Head, HeadKind, Layout, Line, Move, Name, Slot};
use crate::rules::identities::{BALANCE, RESULT_TOTAL};
use crate::ui::dom;
use crate::ui::state::Focus;
use crate::ui::view::{Answer, CellState, CellView, ColumnCheck};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Which table.
    pub table: Table,
    /// What is looked at.
    pub focus: Focus,
    /// A figure was chosen; `None` for the specimen, whose figures are no buttons.
    #[prop_or_default]
    pub on_cell: Option<Callback<CellId>>,
}

#[component]
pub fn FormTable(props: &Props) -> Html {
    let answer = &props.answer;
    let table = props.table;
    let layout =
        use_memo((answer.clone(), table), |(answer, table)| Layout::new(answer.outcome.report.form(*table), *table));
    let stop = use_state(|| None::<CellId>);
    let (on_click, on_key) = (handle_click(props.on_cell.clone()), handle_key(layout.clone()));
    let on_focus = {
        let stop = stop.clone();
        move |event: FocusEvent| {
            if let Some(cell) = dom::cell_of(&event) {
                stop.set(Some(cell));
            }
        }
    };
    let grid = layout.grid();
    let known = |cell: &CellId| grid.iter().any(|row| row.contains(cell));
    let stop = (*stop).filter(known).or(layout.first());
    let draw = Draw { props, layout: &layout, stop };
    html! {
        <div class={classes!("formbox", (table != Table::T2).then_some("formbox--wide"))}>
            <table class={classes!("form", format!("form--{table}"))} onclick={on_click} onkeydown={on_key}
                onfocusin={on_focus}>
                { draw.caption() }
                { columns(table) }
                if !layout.head.is_empty() {
                    <thead>{ for layout.head.iter().map(|line| draw.line(line, false)) }</thead>
                }
                <tbody>
                    { for layout.body.iter().enumerate().map(|(index, line)| {
                        draw.line(line, index + 1 == layout.body.len())
                    }) }
                </tbody>
                if table == Table::T3 && props.on_cell.is_some() {
                    { draw.foot() }
                }
            </table>
        </div>
    }
}

fn handle_click(on_cell: Option<Callback<CellId>>) -> impl Fn(MouseEvent) {
    move |event| {
        if let (Some(on_cell), Some(cell)) = (&on_cell, dom::cell_of(&event)) {
            on_cell.emit(cell);
        }
    }
}

/// Arrow keys walk the figures.
fn handle_key(layout: Rc<Layout>) -> impl Fn(KeyboardEvent) {
    move |event| {
        let far = event.ctrl_key();
        let step = match event.key().as_str() {
            "ArrowLeft" => Move::Left,
            "ArrowRight" => Move::Right,
            "ArrowUp" => Move::Up,
            "ArrowDown" => Move::Down,
            "Home" if far => Move::First,
            "Home" => Move::RowStart,
            "End" if far => Move::Last,
            "End" => Move::RowEnd,
            _ => return,
        };
        let Some(from) = dom::cell_of(&event) else { return };
        event.prevent_default();
        let to = layout.step(from, step).and_then(|to| dom::query(&format!("#sheet [data-cell=\"{to}\"]")));
        if let Some(to) = to {
            dom::focus(&to);
            dom::show(&to, web_sys::ScrollLogicalPosition::Nearest);
        }
    }
}

/// The widths of the columns.
pub(super) fn columns(table: Table) -> Html {
    match table {
        Table::T2 => html! { <colgroup><col class="form__c-what" /><col span="3" /></colgroup> },
        Table::T3 => html! {
            <>
                <colgroup><col class="form__c-down" /><col class="form__c-group" /><col class="form__c-label" /></colgroup>
                <colgroup>{ for (0..7).map(|_| html! { <col class="form__c-num" /> }) }</colgroup>
            </>
        },
        Table::T4 => Html::default(),
    }
}

struct Draw<'a> {
    props: &'a Props,
    layout: &'a Layout,
    stop: Option<CellId>,
}

impl Draw<'_> {
    fn caption(&self) -> Html {
        let report = &self.props.answer.outcome.report;
        let table = self.props.table;
        let tag = if self.props.on_cell.is_none() {
            html! { "样张 · 2021 年起的表样" }
        } else if table == Table::T4 {
            Html::default()
        } else {
            match (self.layout.form, report.year.map(Form::of_year)) {
                (Form::F2019, Some(Form::F2021)) => sign(Kind::Found(Severity::Error), html! { "2019 年旧表样" }),
                (Form::F2019, _) => html! { "2019 年表样" },
                (Form::F2021, _) => html! { "2021 年表样" },
            }
        };
        html! {
            <caption id={table.to_string()} tabindex="-1">
                <span class="form__caption">
                    { format!("{}　{}", table.name(), table.title()) }<span class="form__tag">{ tag }</span>
                </span>
            </caption>
        }
    }

    fn line(&self, line: &Line, last: bool) -> Html {
        let class = if last { Some("form__last") } else { line.closes.then_some("form__rule") };
        let count = line.slots.len();
        html! {
            <tr class={classes!(class)}>
                { for line.slots.iter().enumerate().map(|(index, slot)| match slot {
                    Slot::Head(head) => self.head(head, self.at_edge(index + 1 == count, head)),
                    Slot::Value { id, columns } => self.value(*id, *columns, index + 1 == count),
                }) }
            </tr>
        }
    }

    /// Whether a label stands at the right frame.
    fn at_edge(&self, last: bool, head: &Head) -> bool {
        // The last row of heads of table three lies under a label that reaches down beside it.
        last && !(self.props.table == Table::T3 && head.kind == HeadKind::Column && head.rows == 1)
    }

    fn head(&self, head: &Head, edge: bool) -> Html {
        let scope = match head.kind {
            HeadKind::Corner => None,
            HeadKind::ColumnGroup => Some("colgroup"),
            HeadKind::Column => Some("col"),
            HeadKind::Block | HeadKind::Band | HeadKind::RowGroup => Some("rowgroup"),
            HeadKind::Row | HeadKind::TotalRow => Some("row"),
        };
        let two = self.props.table == Table::T2;
        let three = self.props.table == Table::T3 && !matches!(head.kind, HeadKind::Column | HeadKind::ColumnGroup);
        let class = classes!(
            (two && matches!(head.kind, HeadKind::Block | HeadKind::Column)).then_some("form__block"),
            (head.kind == HeadKind::Band).then_some("form__down"),
            (head.kind == HeadKind::RowGroup).then_some("form__group"),
            (head.kind == HeadKind::TotalRow).then_some("form__total"),
            (head.kind == HeadKind::Band || head.kind == HeadKind::Column && head.rows > 1).then_some("form__under"),
            three.then(|| format!("form__at-{}", head.depth)),
            edge.then_some("form__edge"),
        );
        let rowspan = (head.rows > 1).then(|| head.rows.to_string());
        let colspan = (head.columns > 1).then(|| head.columns.to_string());
        html! { <th {class} {scope} {rowspan} {colspan}>{ self.head_text(head) }</th> }
    }

    fn head_text(&self, head: &Head) -> Html {
        let answer = &self.props.answer;
        if let Some(written) = answer.written_label(self.props.table, head) {
            let text = prose(answer, &written, self.props.focus.finding);
            return if head.kind == HeadKind::Corner {
                html! { <span class="form__note">{ text }</span> }
            } else {
                text
            };
        }
        let read = answer.outcome.report.tables.get(self.props.table);
        if let Some(Name::Row(row)) = head.names
            && read.is_some_and(|read| read.missing_rows.contains(&row))
        {
            let absent = sign(Kind::Open, html! { "没有这一行" });
            return html! { <>{ head.text }<span class="form__absent">{ absent }</span></> };
        }
        match head.kind {
            HeadKind::Corner => {
                let (first, second) = head.text.split_once('：').unwrap_or((head.text, ""));
                html! { <span class="form__note">{ first }{ "：" }<br />{ second }</span> }
            }
            HeadKind::Band => html! { <span>{ head.text }</span> },
            HeadKind::RowGroup => match head.text.split_once('）') {
                Some((number, name)) => html! { <>{ format!("{number}）") }<br />{ name }</> },
                None => html! { head.text },
            },
            HeadKind::Column if head.text.chars().count() > 3 && self.props.table != Table::T2 => {
                // A narrow head breaks in the middle, not before its last character.
                let half = head.text.chars().count().div_ceil(2);
                let (first, second): (String, String) =
                    (head.text.chars().take(half).collect(), head.text.chars().skip(half).collect());
                html! { <>{ first }<br />{ second }</> }
            }
            _ => html! { head.text },
        }
    }

    fn value(&self, id: CellId, columns: u8, last: bool) -> Html {
        let Props { answer, focus, on_cell, .. } = self.props;
        let cell = answer.cell(id);
        let term = focus.finding.and_then(|finding| answer.term(finding, id));
        let here = focus.cell == Some(id);
        let class = classes!(
            "fig",
            match cell.state {
                CellState::Ok => None,
                CellState::Error => Some("fig--bad"),
                CellState::Warning => Some("fig--ask"),
                CellState::Note => Some("fig--note"),
                CellState::Unread => Some("fig--unread"),
            },
            (cell.state == CellState::Ok && cell.suspect).then_some("fig--suspect"),
            (cell.zero && term.is_none()).then_some("fig--zero"),
            term.is_some().then_some("fig--term"),
            here.then_some("fig--here"),
        );
        let td = classes!(
            last.then_some("form__edge"),
            term.is_some().then_some("form__lit"),
            (cell.state == CellState::Unread).then_some("form__unread"),
        );
        let colspan = (columns > 1).then(|| columns.to_string());
        let inner = figure(&cell, term);
        if on_cell.is_none() {
            return html! { <td class={td} {colspan}><span {class}>{ inner }</span></td> };
        }
        let mut spoken = cell.spoken.clone();
        if term.is_some() {
            spoken.push_str("，正在看的等式里的一项");
        }
        let tabindex = if self.stop == Some(id) { "0" } else { "-1" };
        html! {
            <td class={td} {colspan}>
                <button type="button" {class} {tabindex} data-cell={id.to_string()} data-state={cell.state.as_str()}
                    data-suspect={cell.suspect.then_some("true")}
                    aria-label={spoken} aria-current={here.then_some("true")}>
                    { inner }
                </button>
            </td>
        }
    }

    /// How each column came out: ours, not the form's, so outside its frame.
    fn foot(&self) -> Html {
        let line = |rule, name: &'static str| {
            html! {
                <tr>
                    <th class="form__at-0" colspan="3" scope="row">{ "列核对　" }{ name }</th>
                    { for T3_COLUMNS.iter().map(|&column| {
                        let check = match self.props.answer.column_check(rule, column) {
                            ColumnCheck::Holds => sign(Kind::Held, html! { "相符" }),
                            ColumnCheck::Differs(by) => {
                                sign(Kind::Found(Severity::Error), html! { format!("差\u{a0}{by}") })
                            }
                            ColumnCheck::Open => sign(Kind::Open, html! { "未核对" }),
                        };
                        html! { <td>{ check }</td> }
                    }) }
                </tr>
            }
        };
        html! {
            <tfoot>
                { line(RESULT_TOTAL, "办理结果各项之和 ＝（七）总计") }
                { line(BALANCE, "一 ＋ 二 ＝（七）总计 ＋ 四") }
            </tfoot>
        }
    }
}

/// What stands in a cell: the sign of a term, the figure as written, and what is said under it.
fn figure(cell: &CellView, term: Option<&'static str>) -> Html {
    html! {
        <>
            if let Some(sign) = term {
                <span class="fig__sign" aria-hidden="true">{ sign }</span>
            }
            { cell.raw.clone() }
            if let Some(tag) = &cell.tag {
                <span class="fig__tag">{ tag.clone() }</span>
            }
        </>
    }
}
