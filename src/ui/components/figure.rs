//! One figure of a table: what is written, and under it what is said of it; or the box it is typed over in.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::location::CellId;
use crate::ui::view::{CellState, CellView, Suspicion};
use crate::ui::work::LONGEST;

/// How the user stands to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// It is looked at.
    pub here: bool,
    /// Tab leads to it.
    pub stop: bool,
    /// It is being typed.
    pub typed: bool,
}

/// A figure that can be chosen and typed over. `term` is its sign in the equation that is lit.
pub fn figure(id: CellId, cell: &CellView, term: Option<&'static str>, marks: Marks) -> Html {
    let Marks { here, stop, typed } = marks;
    let mut spoken = cell.spoken.clone();
    if term.is_some() {
        spoken.push_str("，正在看的等式里的一项");
    }
    html! {
        <button type="button" class={classes!(class(cell, term, here), typed.then_some("figure__box"))} tabindex={if stop { "0" } else { "-1" }}
            data-cell={id.to_string()} data-state={cell.state.as_str()}
            data-suspect={(cell.suspicion == Suspicion::Suspect).then_some("true")}
            data-locked={cell.locked.then_some("true")} data-edited={cell.was.as_ref().map(|_| "true")}
            aria-label={spoken} aria-current={here.then_some("true")}>
            { inner(cell, term) }
        </button>
    }
}

/// A figure of the specimen: nothing to press.
pub fn specimen(cell: &CellView, term: Option<&'static str>) -> Html {
    html! { <span class={class(cell, term, false)}>{ inner(cell, term) }</span> }
}

/// The box over a cell.
pub fn figure_box(id: CellId, cell: &CellView, text: &str) -> Html {
    html! {
        <input class="fig figure__box" type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
            maxlength={LONGEST.to_string()} value={text.to_owned()} aria-label={cell.spoken.clone()}
            data-cell={id.to_string()} data-state={cell.state.as_str()}
            data-suspect={(cell.suspicion == Suspicion::Suspect).then_some("true")}
            data-edited={cell.was.as_ref().map(|_| "true")} />
    }
}

fn class(cell: &CellView, term: Option<&'static str>, here: bool) -> Classes {
    classes!(
        "fig",
        match (cell.state, cell.suspicion) {
            (CellState::Error, Suspicion::Involved) => Some("fig--involved"),
            (CellState::Error, _) => Some("fig--bad"),
            (CellState::Warning, _) => Some("fig--ask"),
            (CellState::Note, _) => Some("fig--note"),
            (CellState::Unread, _) => Some("fig--unread"),
            (CellState::Ok, Suspicion::Suspect) => None,
            (CellState::Ok, _) => cell.tag.is_some().then_some("fig--todo"),
        },
        (cell.suspicion == Suspicion::Suspect).then_some("fig--suspect"),
        (cell.zero && term.is_none()).then_some("fig--zero"),
        cell.was.is_some().then_some("fig--edited"),
        cell.locked.then_some("fig--locked"),
        term.is_some().then_some("fig--term"),
        here.then_some("fig--here"),
    )
}

/// What stands in a cell: the sign of a term, the figure as written, and what is said under it.
fn inner(cell: &CellView, term: Option<&'static str>) -> Html {
    html! {
        <>
            if let Some(sign) = term {
                <span class="fig__sign" aria-hidden="true">{ sign }</span>
            }
            { cell.raw.clone() }
            if let Some(was) = &cell.was {
                <span class="fig__tag fig__was">{ format!("原为 {was}") }</span>
            }
            if let Some((sign, words)) = &cell.tag {
                // In a narrow cell the value goes below its word, which stays with its sign.
                <span class="fig__tag">{ format!("{sign}\u{a0}{}", words.replace('\u{a0}', " ")) }</span>
            }
            if cell.locked {
                <span class="fig__tag fig__checked">{ icon(Icon::Lock) }{ "已核对" }</span>
            }
        </>
    }
}
