//! One of the three tables as the official form draws it, each figure with what was found about it.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

use super::figure::{Marks, figure, figure_box, specimen};
use super::label::{columns, label, words};
use super::prose::prose;
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::report::form::{Form, T3_COLUMNS};
use crate::report::layout::{Head, HeadKind, Layout, Line, Name, Slot};
use crate::rules::identities::{BALANCE, Identity, RESULT_TOTAL};
use crate::ui::dom;
use crate::ui::keys::{self, Effect, Stroke};
use crate::ui::state::{Action, Dialog, EquationId, Focus};
use crate::ui::view::{Answer, CellState, ColumnCheck, sign_in};
use crate::ui::work::{Seat, Typing, Work};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Which table.
    pub table: Table,
    /// What the user did to it.
    #[prop_or_default]
    pub work: Rc<Work>,
    /// The figure that is being typed.
    #[prop_or_default]
    pub typing: Option<Typing>,
    /// What is looked at.
    pub focus: Focus,
    /// The equation whose cells are lit.
    #[prop_or_default]
    pub lit: Option<EquationId>,
    /// Where actions go; `None` for the specimen, whose figures are no buttons.
    #[prop_or_default]
    pub dispatch: Option<Callback<Action>>,
}

#[component]
pub fn FormTable(props: &Props) -> Html {
    let answer = &props.answer;
    let table = props.table;
    let layout =
        use_memo((answer.clone(), table), |(answer, table)| Layout::new(answer.outcome.report.form(*table), *table));
    let stop = use_state(|| None::<CellId>);
    let typing = (*use_memo((), |()| Rc::new(Cell::new(None)))).clone();
    let hear = Hear { layout: layout.clone(), dispatch: props.dispatch.clone(), here: props.focus.cell, typing };
    let on_focus = {
        let (stop, hear) = (stop.clone(), hear.clone());
        move |event: FocusEvent| {
            if let Some(cell) = dom::cell_of(&event) {
                stop.set(Some(cell));
                hear.walked(cell);
            }
        }
    };
    let [click, double, key, input, leave] = std::array::from_fn(|_| hear.clone());
    use_box(props.typing.as_ref());
    let grid = layout.grid();
    let known = |cell: &CellId| grid.iter().any(|row| row.contains(cell));
    let stop = (*stop).filter(known).or(layout.first());
    let lit = props.lit.and_then(|equation| answer.equation(equation));
    let draw = Draw { props, layout: &layout, lit, stop };
    html! {
        <div class={classes!("formbox", (table != Table::T2).then_some("formbox--wide"))}>
            <table class={classes!("form", format!("form--{table}"))} onfocusin={on_focus}
                onclick={move |event: MouseEvent| click.clicked(&event)}
                ondblclick={move |event: MouseEvent| double.clicked_twice(&event)}
                onkeydown={move |event: KeyboardEvent| key.pressed(&event)}
                oninput={move |event: InputEvent| input.typed(&event)}
                onfocusout={move |event: FocusEvent| leave.left(&event)}>
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
                if table == Table::T3 && props.dispatch.is_some() {
                    { draw.foot() }
                }
            </table>
        </div>
    }
}

/// What the table hears, from whichever of its cells.
#[derive(Clone)]
struct Hear {
    layout: Rc<Layout>,
    dispatch: Option<Callback<Action>>,
    /// The cell that is looked at.
    here: Option<CellId>,
    /// The cell something is being typed on, known before it is drawn: the next key may come sooner.
    typing: Rc<Cell<Option<CellId>>>,
}

impl Hear {
    fn say(&self, action: Action) {
        if let Some(dispatch) = &self.dispatch {
            dispatch.emit(action);
        }
    }

    fn clicked(&self, event: &MouseEvent) {
        if let Some(cell) = dom::cell_of(event).filter(|_| !dom::is_box(event)) {
            self.say(Action::Cell(cell));
        }
    }

    fn clicked_twice(&self, event: &MouseEvent) {
        if let Some(cell) = dom::cell_of(event).filter(|_| !dom::is_box(event)) {
            self.say(Action::Open(cell, Seat::Table, None));
        }
    }

    /// The frame goes along with the keyboard, and so does the inspector.
    fn walked(&self, cell: CellId) {
        if self.here != Some(cell) {
            self.say(Action::Walk(cell));
        }
    }

    fn pressed(&self, event: &KeyboardEvent) {
        let Some(cell) = dom::cell_of(event) else { return };
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        let stroke = Stroke { key: &key, command, shift: event.shift_key(), alt: event.alt_key() };
        let in_box = dom::is_box(event);
        // While an input method is at work its keys are its own.
        if self.dispatch.is_none() || event.is_composing() {
            return;
        }
        let typing = self.typing.get() == Some(cell);
        let effect = if in_box {
            keys::in_box(&self.layout, cell, stroke)
        } else {
            keys::on_cell(&self.layout, cell, typing, stroke)
        };
        let Some(effect) = effect else {
            // Undoing and the like end the typing.
            self.typing.set(self.typing.get().filter(|_| !command));
            return;
        };
        event.prevent_default();
        if in_box || typing {
            // Esc ends the typing, and closes nothing behind it.
            event.stop_propagation();
        }
        let typed = matches!(effect, Effect::Do(Action::Append(..) | Action::Shorten(_)));
        self.typing.set(typed.then_some(cell));
        match effect {
            Effect::Do(action) => self.say(action),
            // The box gives way to its cell, which is not drawn yet.
            Effect::TakeOver(to) if in_box && to == cell => self.say(Action::TakeOver(Some(to))),
            // Else the keyboard goes before anything is drawn: no key falls between two cells.
            Effect::TakeOver(to) => {
                go_to(to);
                self.say(Action::TakeOver(None));
                self.say(Action::Walk(to));
            }
            Effect::Go(cell) => go_to(cell),
            Effect::Stay => {}
        }
    }

    fn typed(&self, event: &InputEvent) {
        if let Some(text) = dom::box_text(event) {
            self.say(Action::Type(text));
        }
    }

    fn left(&self, event: &FocusEvent) {
        if self.typing.take().is_some() || dom::is_box(event) {
            self.say(Action::TakeOver(None));
        }
    }
}

/// Gives the keyboard to a cell.
fn go_to(cell: CellId) {
    if let Some(element) = dom::query(&dom::cell_selector(cell)) {
        dom::focus(&element);
        dom::show(&element, web_sys::ScrollLogicalPosition::Nearest);
    }
}

/// Gives the keyboard to the box over a cell when it opens.
#[hook]
fn use_box(typing: Option<&Typing>) {
    let cell = typing.filter(|typing| typing.seat == Seat::Table).map(|typing| typing.cell);
    use_effect_with(cell, |cell| {
        if let Some(cell) = cell {
            go_to(*cell);
        }
    });
}

struct Draw<'a> {
    props: &'a Props,
    layout: &'a Layout,
    /// The equation whose cells are lit.
    lit: Option<Identity>,
    stop: Option<CellId>,
}

impl Draw<'_> {
    fn caption(&self) -> Html {
        let report = &self.props.answer.outcome.report;
        let table = self.props.table;
        let tag = if self.props.dispatch.is_none() {
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
                if table == Table::T3 {
                    { self.hint() }
                }
            </caption>
        }
    }

    /// What can be done with the figures, told once.
    fn hint(&self) -> Html {
        let Some(dispatch) = &self.props.dispatch else { return Html::default() };
        let keys = dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::Keys)));
        html! {
            <span class="form__hint">
                { if self.props.answer.outcome.report.is_typed(self.props.table) {
                    "点一格直接输入，再按回车往下走。"
                } else {
                    "点一格看它的等式，直接输入就能试改。"
                } }
                <button type="button" class="link" aria-haspopup="dialog" onclick={keys}>{ "键盘操作" }</button>
            </span>
        }
    }

    fn line(&self, line: &Line, last: bool) -> Html {
        let class = if last { Some("form__last") } else { line.closes.then_some("form__rule") };
        let count = line.slots.len();
        html! {
            <tr class={classes!(class)}>
                { for line.slots.iter().enumerate().map(|(index, slot)| match slot {
                    Slot::Head(head) => {
                        let edge = self.at_edge(index + 1 == count, head);
                        label(self.props.table, head, edge, self.head_text(head))
                    }
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
        words(self.props.table, head)
    }

    fn value(&self, id: CellId, columns: u8, last: bool) -> Html {
        let Props { answer, work, typing, focus, dispatch, .. } = self.props;
        let cell = answer.cell(id, work);
        let term = match &self.lit {
            Some(equation) => sign_in(equation, id),
            None => focus.finding.and_then(|finding| answer.term(finding, id)),
        };
        let td = classes!(
            last.then_some("form__edge"),
            term.is_some().then_some("form__lit"),
            (cell.state == CellState::Unread).then_some("form__unread"),
        );
        let colspan = (columns > 1).then(|| columns.to_string());
        let stop = self.stop == Some(id);
        let here = focus.cell == Some(id);
        let typing = typing.as_ref().filter(|typing| typing.cell == id);
        let inner = match (dispatch, typing) {
            (None, _) => specimen(&cell, term),
            (Some(_), Some(Typing { seat: Seat::Table, text, .. })) => figure_box(id, &cell, text),
            (Some(_), typing) => {
                let typed = typing.is_some_and(|typing| typing.seat == Seat::Cell);
                figure(id, &cell, term, Marks { here, stop, typed })
            }
        };
        html! { <td class={td} {colspan}>{ inner }</td> }
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
                            ColumnCheck::Ignored => sign(Kind::Open, html! { "已忽略" }),
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
