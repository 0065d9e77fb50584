//! What a second draft mended of the first.

use std::rc::Rc;

use yew::prelude::*;

use crate::portfolio::drafts::Drafts;
use crate::ui::state::Action;
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What became of the earlier draft's findings.
    pub drafts: Rc<Drafts>,
    /// The later draft.
    pub answer: Rc<Answer>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn DraftsLine(props: &Props) -> Html {
    let Props { drafts, answer, dispatch } = props;
    let entry = |&index: &usize| {
        let look = dispatch.reform(move |_: MouseEvent| Action::Finding(index));
        let message = answer.outcome.findings.get(index).map(|finding| finding.message.clone());
        html! { <li><button type="button" class="link drafts__say" onclick={look}>{ message }</button></li> }
    };
    let list = |heading: &str, entries: Vec<Html>| match entries.as_slice() {
        [] => Html::default(),
        _ => html! { <><h4 class="drafts__head">{ heading.to_owned() }</h4><ul>{ for entries }</ul></> },
    };
    html! {
        <details class="drafts" data-drafts="">
            <summary>{ drafts.sentence() }</summary>
            { list("改好的", drafts.mended.iter().map(|finding| html! { <li>{ finding.message.clone() }</li> }).collect()) }
            { list("新出现的", drafts.new.iter().map(entry).collect()) }
        </details>
    }
}
