//! The title of a form without a document: whose report it is, and of which year.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::action::Supply;
use crate::ui::state::Action;
use crate::ui::work::{Title, Work};

/// The title line, to be filled in.
pub fn blank_head(work: &Rc<Work>, dispatch: &Callback<Action>) -> Html {
    let put = |change: fn(&mut Title, String)| {
        let title = work.title.clone();
        dispatch.reform(move |event: InputEvent| {
            let mut title = title.clone();
            change(&mut title, event.target_unchecked_into::<HtmlInputElement>().value());
            Action::Supply(Supply::Title(title))
        })
    };
    let agency = put(|title, text| title.agency = text);
    let year = put(|title, text| title.year = text);
    let Title { agency: name, year: typed } = work.title.clone();
    let wrong = !typed.trim().is_empty() && work.title.year().is_none();
    html! {
        <h2 class="blankhead">
            <input class="blankhead__agency" type="text" aria-label="机关名称" placeholder="机关名称" autocomplete="off"
                spellcheck="false" maxlength="60" value={name} oninput={agency} />
            <span class="blankhead__rest">
                <input class="blankhead__year" type="text" inputmode="numeric" aria-label="报告年度" placeholder="年度"
                    autocomplete="off" maxlength="6" value={typed} oninput={year}
                    aria-invalid={wrong.then_some("true")} />
                { "年政府信息公开工作年度报告" }
            </span>
        </h2>
    }
}
