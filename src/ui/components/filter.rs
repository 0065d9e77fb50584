//! Which findings are listed.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::ui::groups::open_lines;
use crate::ui::state::{Action, Filter};
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What is chosen.
    pub filter: Filter,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn FilterBar(props: &Props) -> Html {
    let outcome = &props.answer.outcome;
    let item = |filter: Filter, name: Html, count: usize| {
        let choose = props.dispatch.reform(move |_: MouseEvent| Action::Filter(filter));
        html! {
            <button type="button" class="filter__item" aria-pressed={(props.filter == filter).to_string()}
                onclick={choose}>
                { name }{ " " }<span class="filter__n">{ count }</span>
            </button>
        }
    };
    html! {
        <div class="filter" role="group" aria-label="只看哪一类">
            { item(Filter::All, html! { "全部" }, outcome.findings.len()) }
            { for [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
                let name = sign(Kind::Found(severity), html! { severity.word() });
                item(Filter::Only(severity), name, outcome.count(severity))
            }) }
            { item(Filter::Open, sign(Kind::Open, html! { "未核对" }), open_lines(&outcome.coverage)) }
        </div>
    }
}
