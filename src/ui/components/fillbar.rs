//! How far a form that is filled in by hand has come, and what can be filled in at once.

use std::rc::Rc;

use yew::prelude::*;

use crate::location::{CellId, Table};
use crate::ui::action::Supply;
use crate::ui::dom;
use crate::ui::state::Action;
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The bar of the empty official form.
#[component]
pub fn FillBar(props: &Props) -> Html {
    let Props { answer, dispatch } = props;
    html! {
        <section class="fillbar" data-fillbar="" aria-label="填写">
            <p class="fillbar__say"><strong>{ "边填边核对" }</strong>{ "　" }{ come(answer, Table::ALL) }</p>
            <div class="fillbar__acts">{ fill_acts(answer, Table::ALL, dispatch) }</div>
        </section>
    }
}

/// How far tables have come, in one sentence.
fn come(answer: &Answer, tables: &[Table]) -> String {
    let (filled, blank) = (answer.filling.filled(tables), answer.filling.blank(tables).len());
    match (filled, blank) {
        (0, _) => "还没有填。点一格直接输入；也可以从 Excel 复制一块数，点它左上角那一格粘贴。".to_owned(),
        (filled, 0) => format!("{filled} 格都填了。"),
        (filled, blank) => format!("填了 {filled} 格，还有 {blank} 格空着，按 0 计。"),
    }
}

/// What can be done with tables that are filled in by hand; nothing for others.
pub fn fill_acts(answer: &Answer, tables: &[Table], dispatch: &Callback<Action>) -> Html {
    let tables: Vec<Table> = answer.filling.tables().into_iter().filter(|table| tables.contains(table)).collect();
    if tables.is_empty() {
        return Html::default();
    }
    let totals = answer.filling.totals(&tables);
    let pending = |id: &CellId| totals.iter().any(|(total, _)| total == id);
    // A total that is not filled yet is no 0.
    let zeros: Vec<CellId> = answer.filling.blank(&tables).into_iter().filter(|id| !pending(id)).collect();
    let (sums, blanks, filled) = (totals.len(), zeros.len(), answer.filling.filled(&tables));
    let set =
        |texts: Vec<(CellId, String)>| deed(dispatch, tables.first().copied(), move || Action::Set(texts.clone()));
    let fill_zeros = set(zeros.into_iter().map(|id| (id, "0".to_owned())).collect());
    let fill_sums = set(totals.iter().map(|(id, sum)| (*id, sum.to_string())).collect());
    let clear = {
        let tables = tables.clone();
        deed(dispatch, tables.first().copied(), move || Action::Supply(Supply::Clear(tables.clone())))
    };
    html! {
        <>
            <button type="button" class="btn" data-fill-zeros="" disabled={blanks == 0} onclick={fill_zeros}
                title="没有的都填 0；推得出的总计不动">
                { "空格都填 0" }
            </button>
            <button type="button" class="btn" data-fill-totals="" disabled={sums == 0} onclick={fill_sums}
                title="各部分填了、总计还空着的，按各部分相加填上">
                { if sums == 0 { "填上推得的总计".to_owned() } else { format!("填上推得的 {sums} 个总计") } }
            </button>
            <button type="button" class="btn" data-clear="" disabled={filled == 0} onclick={clear} title="可以撤销">
                { "清空" }
            </button>
        </>
    }
}

/// What a button does that may be of no more use after it: the keyboard goes to its table.
fn deed(
    dispatch: &Callback<Action>,
    table: Option<Table>,
    action: impl Fn() -> Action + 'static,
) -> Callback<MouseEvent> {
    dispatch.reform(move |_| {
        if let Some(caption) = table.and_then(|table| dom::query(&format!("#{table}"))) {
            dom::focus(&caption);
        }
        action()
    })
}
