//! What a result will look like: the form, greyed, with one planted error.

use std::rc::Rc;

use yew::prelude::*;

use super::form::FormTable;
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::Table;
use crate::ui::sample;
use crate::ui::state::Focus;
use crate::ui::view::Answer;

#[component]
pub fn Preview() -> Html {
    let answer = use_memo((), |()| Rc::new(Answer::new(sample::preview())));
    let message = answer.outcome.findings.first().map(|finding| finding.message.clone());
    let focus = Focus { finding: Some(0), ..Focus::default() };
    html! {
        <section class="work__report preview" aria-label="结果的样子" tabindex="0">
            <p class="preview__say">{ "结果会是这个样子。下面这份样张里故意改错了一格：" }</p>
            <div class="preview__found">
                { sign(Kind::Found(Severity::Error), html! { Severity::Error.word() }) }
                <p>{ message }</p>
            </div>
            <div class="sheet">
                <FormTable answer={(*answer).clone()} table={Table::T3} {focus} />
            </div>
        </section>
    }
}
