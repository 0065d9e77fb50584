//! Why there is no result, and what to do next. It stands beside the box, ready for another try.

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::ui::state::Failure;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What went wrong.
    pub failure: Failure,
}

#[component]
pub fn Failed(props: &Props) -> Html {
    let Failure { name, message, advice } = &props.failure;
    html! {
        <div class="failed" role="alert">
            <p class="failed__what">
                { sign(Kind::Found(Severity::Error), html! { "没有结果" }) }
                <span class="failed__name">{ name.clone() }</span>
            </p>
            <p>{ message.clone() }</p>
            if let Some(advice) = advice {
                <p class="failed__advice">{ *advice }</p>
            }
        </div>
    }
}
