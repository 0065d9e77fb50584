//! The bar on top: whose page this is, that nothing leaves it, and what can be done with it as a whole.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::ui::app::open_file;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::state::{Action, Dialog};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where documents come in.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
    /// Whether a result is shown.
    pub has_answer: bool,
    /// Whether what is shown was filled in here and stands nowhere else, so that leaving it must not lose it.
    pub is_filled: bool,
}

#[component]
pub fn AppBar(props: &Props) -> Html {
    let dialog = |dialog| props.dispatch.reform(move |_: MouseEvent| Action::Dialog(Some(dialog)));
    let wipe = {
        let (desk, keep) = (props.desk.clone(), props.is_filled);
        move |_: MouseEvent| if keep { desk.put_by() } else { desk.wipe() }
    };
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
                    <button type="button" class="btn" onclick={wipe}
                        title={if props.is_filled {
                            "回到开头；填的表还能放回来，关掉页面才没有"
                        } else {
                            "清掉现在打开的，回到开头，什么也不留"
                        }}>
                        { "换一份" }
                    </button>
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
