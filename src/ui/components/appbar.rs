//! The bar on top: whose page this is, that nothing leaves it, and what can be done with it as a whole.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::ui::app::open_file;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::state::{Action, Dialog, Leaving};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where documents come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
    /// Whether a result is shown.
    pub has_answer: bool,
    /// What becomes of what is shown when the user wants to begin with something else.
    pub leaving: Leaving,
}

#[component]
pub fn AppBar(props: &Props) -> Html {
    let dialog = |dialog| props.dispatch.reform(move |_: MouseEvent| Action::Dialog(Some(dialog)));
    let (leave, what) = leave(props);
    let print = |_: MouseEvent| {
        if let Some(window) = dom::window() {
            // A browser that cannot print says so itself.
            let _ = window.print();
        }
    };
    html! {
        <header class="appbar">
            <h1 class="appbar__name">
                <svg class="appbar__mark" viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M2 2h16v16H2zM5.5 10.2l3 3.3L14.5 6M2 10h2M16 10h2" />
                </svg>
                <strong>{ "勾稽" }</strong><span class="appbar__sub">{ "年报自查" }</span>
            </h1>
            <p class="appbar__safe">
                { "不联网 · 不上传 · 不保存" }
                if props.has_answer {
                    <button type="button" class="link" aria-haspopup="dialog" onclick={dialog(Dialog::Privacy)}>
                        { "怎样验证" }
                    </button>
                }
            </p>
            <div class="appbar__acts">
                if props.has_answer {
                    <button type="button" class="btn" data-leave="" onclick={leave} title={what}>{ "换一份" }</button>
                    <button type="button" class="btn btn--more" onclick={|_| open_file()}>
                        { icon(Icon::Open) }<span>{ "打开文件" }</span>
                    </button>
                    <button type="button" class="btn" onclick={print}>
                        { icon(Icon::Print) }<span>{ "打印" }</span>
                    </button>
                }
                <button type="button" class="btn btn--bare" aria-haspopup="dialog" onclick={dialog(Dialog::Looks)}>
                    { icon(Icon::Looks) }<span>{ "外观" }</span>
                </button>
            </div>
        </header>
    }
}

/// What the button does that leaves what is shown, and how that is put.
fn leave(props: &Props) -> (Callback<MouseEvent>, &'static str) {
    let of_desk = |leave: fn(&Desk)| {
        let desk = props.desk.clone();
        Callback::from(move |_| leave(&desk))
    };
    match props.leaving {
        Leaving::Wiped => (of_desk(Desk::wipe), "清掉现在打开的，回到开头，什么也不留"),
        Leaving::Dropped => (of_desk(Desk::drop_it), "清掉现在打开的，回到开头；上一份还能放回来"),
        Leaving::PutBy => (of_desk(Desk::put_by), "回到开头；改过的还能放回来，关掉页面才没有"),
        Leaving::ToList => (of_desk(Desk::back_to_list), "回到清单，清掉现在打开的"),
        Leaving::Asked => {
            let ask = props.dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::StartOver)));
            (ask, "清掉整张清单，回到开头；先问一声")
        }
    }
}
