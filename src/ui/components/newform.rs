//! The figures of a report on the form of 2019, shown on the form of 2021: what carried over, what has to be filled,
//! what falls away.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::copier::Copier;
use super::label::{columns, label, words};
use super::sign::{Kind, sign};
use crate::location::{CellId, Row, Table};
use crate::render::table::Filled;
use crate::report::convert::{self, Gap, LeftOut, Sheet, Standing};
use crate::report::form::Form;
use crate::report::layout::{Layout, Line, Slot};
use crate::ui::action::Action;
use crate::ui::view::Answer;

/// How many cells are named before their number takes over.
const NAMED: usize = 6;

/// The dialog.
pub fn new_form(answer: &Answer, dispatch: &Callback<Action>) -> Html {
    let sheets = convert::on_2021(&answer.outcome.report).sheets;
    let mut to_fill = BTreeSet::new();
    for id in sheets.iter().flat_map(Sheet::to_fill) {
        to_fill.insert(id);
    }
    let cells = to_fill.len();
    let lead = if cells == 0 {
        "口径相同的数已照原样搬到新表，没有要补填的格。".to_owned()
    } else {
        format!("口径相同的数已照原样搬到新表；旧表给不出的 {cells} 格空着，要您来填。")
    };
    html! {
        <Copier
            title="改用 2021 年表样"
            class="newform"
            {lead}
            tables={Rc::new(sheets.iter().map(Filled::from).collect::<Vec<_>>())}
            mark={format!("标出要填的 {cells} 格")}
            start={None::<Table>}
            marked={Rc::new(to_fill)}
            dispatch={dispatch.clone()}
        >
            { for sheets.iter().map(part) }
        </Copier>
    }
}

fn part(sheet: &Sheet) -> Html {
    let came = match (sheet.table, sheet.from) {
        (Table::T4, _) => "两版表样相同",
        (_, Form::F2021) => "原来就是 2021 年表样",
        (_, Form::F2019) => "由 2019 年表样搬来",
    };
    let gaps = sheet.gaps();
    let fills = gaps.iter().map(|(gap, cells)| format!("○ {}：{}。", names(gap, cells), gap.describe())).collect();
    let mut follows = Vec::new();
    if sheet.cells.iter().any(|(_, standing)| matches!(standing, Standing::Proven(_))) {
        let sum = Form::F2019.row_label(Row::OtherAll);
        follows.push(format!("旧表“{sum}”是 0 或空着的列，分开的三行也一样。"));
    }
    let left_out = sheet.left_out.iter().map(LeftOut::describe).collect();
    html! {
        <section class="newform__part">
            <h3 class="newform__name">
                { format!("{}　{}", sheet.table.name(), sheet.table.title()) }<span class="newform__came">{ came }</span>
            </h3>
            <div class="formbox formbox--wide newform__box" tabindex="0" role="group" aria-label={sheet.table.name()}>
                { drawn(sheet) }
            </div>
            { list("要填的", fills) }
            { list("推得出的", follows) }
            { list("新表不再填报的（原来的数）", left_out) }
        </section>
    }
}

fn list(name: &'static str, items: Vec<String>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4 class="newform__list">{ name }</h4>
            <ul class="newform__items">{ for items.into_iter().map(|item| html! { <li>{ item }</li> }) }</ul>
        </>
    }
}

/// The cells of one reason as one names them.
fn names(gap: &Gap, cells: &[CellId]) -> String {
    if let Gap::Divided { sum, .. } = gap {
        return format!("{}三行 · {}", Form::F2019.row_label(sum.row), Form::F2019.column_name(*sum));
    }
    let name = |id: &CellId| format!("{} · {}", Form::F2021.row_name(id.row), Form::F2021.column_name(*id));
    let named: Vec<String> = cells.iter().take(NAMED).map(name).collect();
    let more = if cells.len() > NAMED { format!(" 等 {} 格", cells.len()) } else { String::new() };
    named.join("、") + &more
}

/// A table on the form of 2021.
fn drawn(sheet: &Sheet) -> Html {
    let layout = Layout::new(Form::F2021, sheet.table);
    let line = |line: &Line, closes: bool| {
        let class = if closes { Some("form__last") } else { line.closes.then_some("form__rule") };
        let slots = line.slots.iter().map(|slot| match slot {
            Slot::Head(head) => label(sheet.table, head, false, words(sheet.table, head)),
            Slot::Value { id, columns } => figure(sheet.standing(*id), *columns),
        });
        html! { <tr class={classes!(class)}>{ for slots }</tr> }
    };
    let lines = layout.body.len();
    html! {
        <table class={classes!("form", format!("form--{}", sheet.table))}>
            { columns(sheet.table) }
            if !layout.head.is_empty() {
                <thead>{ for layout.head.iter().map(|head| line(head, false)) }</thead>
            }
            <tbody>{ for layout.body.iter().enumerate().map(|(index, body)| line(body, index + 1 == lines)) }</tbody>
        </table>
    }
}

fn figure(standing: Option<&Standing>, columns: u8) -> Html {
    let colspan = (columns > 1).then(|| columns.to_string());
    match standing.and_then(Standing::figure) {
        Some(text) => {
            let class = classes!("fig", (text == "0").then_some("fig--zero"));
            html! { <td {colspan}><span {class}>{ text.to_owned() }</span></td> }
        }
        None => html! { <td class="newform__gap" {colspan}>{ sign(Kind::Open, html! { "要填" }) }</td> },
    }
}
