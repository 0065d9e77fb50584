//! The tables as they stand now, to be taken into Word, WPS or Excel.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::copier::Copier;
use crate::location::{CellId, Table};
use crate::render::table::Filled;
use crate::report::Report;
use crate::ui::action::Action;
use crate::ui::view::Answer;

/// The dialog. `changed` are the cells that say something else than the document.
pub fn take(answer: &Answer, changed: BTreeSet<CellId>, dispatch: &Callback<Action>) -> Html {
    let report = &answer.outcome.report;
    let tables = Filled::of_report(report);
    let cautions = cautions(report, &tables);
    let lead = if tables.is_empty() {
        "这份材料里没有读到表格，没有可以带走的。"
    } else {
        "数字照现在的样子带走，表头和行名用官方表样的写法。"
    };
    html! {
        <Copier
            title={if changed.is_empty() { "带走表格" } else { "带走改好的表" }}
            {lead}
            tables={Rc::new(tables)}
            mark={format!("标出改过的 {} 格", changed.len())}
            start={only_table(&changed)}
            marked={Rc::new(changed)}
            dispatch={dispatch.clone()}
        >
            { for cautions.into_iter().map(|caution| html! { <p class="dialog__note">{ caution }</p> }) }
        </Copier>
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
        let name = filled.table.name();
        let unfilled = report.unfilled().filter(|id| id.table == filled.table).count();
        if unfilled > 0 {
            cautions.push(format!("○ {name}还有 {unfilled} 格没有填，带过去是空的。"));
        }
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
