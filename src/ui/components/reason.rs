//! The reason of a decision, asked for where the decision is made: a word to press, or one's own.

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::ui::action::Decide;
use crate::ui::dom;
use crate::ui::state::{Action, Matter};

/// The most characters of a reason.
const LONGEST: u32 = 200;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is decided about.
    pub matter: Matter,
    /// What the reason is for: “忽略这一处的理由”.
    pub label: &'static str,
    /// What is mostly said.
    pub usual: &'static [&'static str],
    /// What the button says that decides.
    pub confirm: &'static str,
    /// Where the keyboard goes after that: what is decided about may be gone.
    pub on_done: Callback<()>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Reason(props: &Props) -> Html {
    let reason = use_state(String::new);
    let place = use_node_ref();
    use_keyboard(&place);
    let blank = reason.trim().is_empty();
    let decide = {
        let (reason, matter, done, dispatch) =
            (reason.clone(), props.matter.clone(), props.on_done.clone(), props.dispatch.clone());
        move || {
            if !reason.trim().is_empty() {
                done.emit(());
                dispatch.emit(Action::Decide(Decide::So(matter.clone(), (*reason).clone())));
            }
        }
    };
    let on_input = {
        let reason = reason.clone();
        move |event: InputEvent| reason.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let on_key = {
        let decide = decide.clone();
        move |event: KeyboardEvent| {
            // An input method ends its own word with the same key.
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                decide();
            }
        }
    };
    let leave = props.dispatch.reform(|_: MouseEvent| Action::Decide(Decide::Leave));
    html! {
        <div class="reason" role="group" aria-label={props.label}>
            <div class="reason__usual">
                { for props.usual.iter().map(|&usual| {
                    let (chosen, place) = (reason.clone(), place.clone());
                    let choose = move |_: MouseEvent| {
                        chosen.set(usual.to_owned());
                        if let Some(input) = place.cast::<Element>() {
                            dom::focus(&input);
                        }
                    };
                    let pressed = (reason.as_str() == usual).to_string();
                    html! {
                        <button type="button" class="btn" aria-pressed={pressed} onclick={choose}>{ usual }</button>
                    }
                }) }
            </div>
            <div class="reason__own">
                <input class="reason__box" type="text" ref={place.clone()} aria-label={props.label} data-reason=""
                    placeholder="理由（要写）" autocomplete="off" maxlength={LONGEST.to_string()}
                    value={(*reason).clone()} oninput={on_input} onkeydown={on_key} />
                <button type="button" class="btn btn--main" disabled={blank} data-confirm=""
                    onclick={move |_: MouseEvent| decide()}>
                    { props.confirm }
                </button>
                <button type="button" class="btn" onclick={leave}>{ "取消" }</button>
            </div>
        </div>
    }
}

/// The keyboard goes into the box, and back to where it came from when the box is left without a decision.
#[hook]
fn use_keyboard(place: &NodeRef) {
    let place = place.clone();
    use_effect_with((), move |()| {
        let active = || dom::document().and_then(|document| document.active_element());
        let opener = active();
        let input = place.cast::<Element>();
        if let Some(input) = &input {
            dom::focus(input);
        }
        move || {
            let lost = active().is_none_or(|active| active.tag_name() == "BODY" || Some(&active) == input.as_ref());
            if let Some(opener) = opener.filter(|_| lost) {
                dom::focus(&opener);
            }
        }
    });
}
