//! Dialogs: in front of the page, closed by Esc, and the focus goes back to where it came from.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::ui::dom;
use crate::ui::state::{Action, Theme};

#[derive(Properties, PartialEq)]
pub struct WindowProps {
    /// What it is called.
    pub title: &'static str,
    /// A class of its own, where it is not as wide as any dialog.
    #[prop_or_default]
    pub class: Classes,
    /// The buttons beside the one that closes it.
    #[prop_or_default]
    pub acts: Html,
    /// What the button says that closes it.
    #[prop_or("关闭")]
    pub close: &'static str,
    /// Where actions go.
    pub dispatch: Callback<Action>,
    /// What stands in it.
    pub children: Html,
}

/// The frame of every dialog, with the button that closes it.
#[component]
pub(super) fn Window(props: &WindowProps) -> Html {
    let box_ref = use_node_ref();
    {
        let box_ref = box_ref.clone();
        use_effect_with((), move |()| {
            let opener = dom::document().and_then(|document| document.active_element());
            if let Some(element) = box_ref.cast::<Element>() {
                dom::focus(&element);
            }
            move || {
                if let Some(opener) = opener {
                    dom::focus(&opener);
                }
            }
        });
    }
    let close = props.dispatch.reform(|_: MouseEvent| Action::Dialog(None));
    // A click beside the window closes it, a click in it does not.
    let shut_outside = props.dispatch.clone();
    let on_back = move |event: MouseEvent| {
        if event.target() == event.current_target() {
            shut_outside.emit(Action::Dialog(None));
        }
    };
    let on_key = {
        let box_ref = box_ref.clone();
        move |event: KeyboardEvent| keep_inside(&box_ref, &event)
    };
    html! {
        <div class="dialog" onclick={on_back} onkeydown={on_key}>
            <div class={classes!("dialog__box", props.class.clone())} role="dialog" aria-modal="true" aria-labelledby="dialog-title" tabindex="-1"
                ref={box_ref}>
                <h2 class="dialog__title" id="dialog-title">{ props.title }</h2>
                { props.children.clone() }
                <div class="dialog__end">
                    { props.acts.clone() }
                    <button type="button" class="btn" onclick={close}>{ props.close }</button>
                </div>
            </div>
        </div>
    }
}

/// Tab goes round inside the window.
fn keep_inside(window: &NodeRef, event: &KeyboardEvent) {
    let stops = || {
        let list = window.cast::<Element>()?.query_selector_all("button, input:checked").ok()?;
        let stop = |index| list.item(index)?.dyn_into::<HtmlElement>().ok();
        Some((stop(0)?, stop(list.length().checked_sub(1)?)?))
    };
    if event.key() != "Tab" {
        return;
    }
    let Some((first, last)) = stops() else { return };
    let active = dom::document().and_then(|document| document.active_element());
    let at = |stop: &HtmlElement| active.as_ref().is_some_and(|active| active.is_same_node(Some(stop)));
    let at_window = active.as_ref().is_some_and(|active| active.get_attribute("role").as_deref() == Some("dialog"));
    let to = match event.shift_key() {
        true if at(&first) || at_window => last,
        false if at(&last) => first,
        _ => return,
    };
    event.prevent_default();
    dom::focus(&to);
}

#[derive(Properties, PartialEq)]
pub struct PrivacyProps {
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// How to verify that nothing leaves the computer.
#[component]
pub fn Privacy(props: &PrivacyProps) -> Html {
    html! {
        <Window title="怎样验证报告没有离开这台电脑" dispatch={props.dispatch.clone()}>
            <ol class="dialog__steps">
                <li><strong>{ "断网再用。" }</strong>{ "打开本页以后，关掉无线网络或拔掉网线，再粘贴一份报告：结果照样出来。" }</li>
                <li>
                    <strong>{ "看浏览器的记录。" }</strong>
                    { "按 F12，打开“网络”一栏，再粘贴一份报告：一条新的记录也没有。" }
                </li>
                <li>
                    <strong>{ "请信息技术人员看。" }</strong>
                    { "本页是一个文件，文件开头写明禁止一切外部连接，浏览器会强制执行，本页自己也改不了。" }
                </li>
            </ol>
            <p class="dialog__note">{ "报告只在内存里。关掉页面，或者点“换一份”（改过的还要再点“不要了”），它就没有了；外观的选择也不留下。" }</p>
        </Window>
    }
}

#[derive(Properties, PartialEq)]
pub struct LooksProps {
    /// What is chosen.
    pub theme: Theme,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// Light, dark or strong.
#[component]
pub fn Looks(props: &LooksProps) -> Html {
    let choices = [
        (Theme::System, "跟随系统", "系统用深色，本页也用深色"),
        (Theme::Light, "浅色", "白底黑字"),
        (Theme::Dark, "深色", "黑底白字，夜里不刺眼"),
        (Theme::Contrast, "高对比度", "纯黑纯白，线条加重"),
    ];
    html! {
        <Window title="外观" dispatch={props.dispatch.clone()}>
            <fieldset class="dialog__choices">
                <legend class="aside">{ "选择外观" }</legend>
                { for choices.map(|(theme, name, what)| {
                    let choose = props.dispatch.reform(move |_: Event| Action::Theme(theme));
                    let choose_input = move |event: Event| {
                        if event.target_unchecked_into::<HtmlInputElement>().checked() {
                            choose.emit(event);
                        }
                    };
                    html! {
                        <label class="dialog__choice">
                            <input type="radio" name="theme" checked={props.theme == theme} onchange={choose_input} />
                            <span><strong>{ name }</strong><span class="dialog__what">{ what }</span></span>
                        </label>
                    }
                }) }
            </fieldset>
        </Window>
    }
}

/// What the keys do.
const KEYS: &[(&str, &str)] = &[
    ("F8　Shift+F8", "下一处、上一处问题"),
    ("↑ ↓ ← →", "在表格里移动"),
    ("Enter", "看这一格的等式；Esc 回到问题清单"),
    ("直接输入", "改这一格的数，边输边核对"),
    ("F2　双击", "在原来的数上改"),
    ("Enter　Tab", "改完，到下一行、下一格；Esc 不改了"),
    ("Delete", "清空这一格"),
    ("L", "已核对原件：锁定这一格，再按一次解锁"),
    ("Ctrl+Z　Ctrl+Y", "撤销、重做"),
    ("Ctrl+O", "打开文件"),
];

#[component]
pub fn Keys(props: &PrivacyProps) -> Html {
    html! {
        <Window title="键盘操作" dispatch={props.dispatch.clone()}>
            <table class="dialog__keys">
                <tbody>
                    { for KEYS.iter().map(|&(keys, what)| html! {
                        <tr><th scope="row">{ keys }</th><td>{ what }</td></tr>
                    }) }
                </tbody>
            </table>
        </Window>
    }
}
