//! A word to press that copies a sentence, and says whether it did.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::ui::dom;

/// How long “已复制” stands, in milliseconds.
const COPIED: u32 = 2000;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it is called: “复制这句”.
    pub name: &'static str,
    /// What is copied.
    pub text: AttrValue,
}

#[component]
pub fn CopyLink(props: &Props) -> Html {
    let copied = use_state(|| None::<bool>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let copy = {
        let (copied, timer, text) = (copied.clone(), timer, props.text.clone());
        move |_: MouseEvent| {
            copied.set(Some(dom::copy(&text)));
            let copied = copied.clone();
            timer.replace(Some(Timeout::new(COPIED, move || copied.set(None))));
        }
    };
    html! {
        <>
            <button type="button" class="link" onclick={copy}>{ props.name }</button>
            <span role="status">
                { match *copied {
                    Some(true) => "✓ 已复制",
                    Some(false) => "没有复制成，请选中文字按 Ctrl+C",
                    None => "",
                } }
            </span>
        </>
    }
}
