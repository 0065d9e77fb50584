//! The tables as they stand now, to be taken into Word, WPS or Excel.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::copier::Copier;
use super::dialog::Window;
use crate::location::{CellId, Table};
use crate::render::table::Filled;
use crate::report::Report;
use crate::ui::action::Action;
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// The cells that were changed since the report came.
    pub changed: Rc<BTreeSet<CellId>>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Take(props: &Props) -> Html {
    let tables = use_memo(props.answer.clone(), |answer| Filled::of_report(&answer.outcome.report));
    let title = if props.changed.is_empty() { "带走表格" } else { "带走改好的表" };
    let mark = format!("标出改过的 {} 格", props.changed.len());
    html! {
        <Window {title} dispatch={props.dispatch.clone()}>
            if tables.is_empty() {
                <p>{ "这份材料里没有读到表格，没有可以带走的。" }</p>
            } else {
                <p class="dialog__lead">{ "数字照现在的样子带走，表头和行名用官方表样的写法。" }</p>
                <Copier tables={tables.clone()} marked={props.changed.clone()} {mark} start={only_table(&props.changed)} />
                { for cautions(&props.answer.outcome.report, &tables).into_iter().map(|caution| html! {
                    <p class="dialog__note">{ caution }</p>
                }) }
            }
        </Window>
    }
}

/// The only table with a changed cell.
fn only_table(changed: &BTreeSet<CellId>) -> Option<Table> {
    let first = changed.first()?.table;
    changed.iter().all(|id| id.table == first).then_some(first)
}

/// What is not in the copy, and has to be known.
fn cautions(report: &Report, tables: &[Filled]) -> Vec<String> {
    let mut cautions = Vec::new();
    for filled in tables {
        let name = Table::name(filled.table);
        let absent = filled.absent().len();
        if absent > 0 {
            cautions.push(format!("○ {name}有 {absent} 格没有读到，带过去是空的，请照原件补上。"));
        }
        let extra = report.tables.get(filled.table).map_or(0, |read| read.extra_rows.len());
        if extra > 0 {
            cautions.push(format!("▲ {name}里有 {extra} 行是官方表样没有的，没有带上。"));
        }
    }
    cautions
}
