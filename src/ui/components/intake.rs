//! The box that takes a paste, the file that is opened, and what is said around them on the first page.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::report::form::Form;
use crate::ui::app::{open_file, open_folder};
use crate::ui::desk::Desk;
use crate::ui::files::can_choose_folder;
use crate::ui::state::{Action, Dialog};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where documents come in.
    pub desk: Desk,
    /// The text in the box.
    pub draft: String,
    /// Whether this is the whole first page, or only the box beside a result.
    pub whole: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
    /// What stands under the box.
    pub children: Html,
}

#[component]
pub fn Intake(props: &Props) -> Html {
    let on_input = {
        let desk = props.desk.clone();
        move |event: InputEvent| desk.typed(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    };
    let on_file = {
        let desk = props.desk.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                desk.take_files(&files);
            }
            // The same file, mended meanwhile, can be chosen again.
            input.set_value("");
        }
    };
    let on_folder = {
        let desk = props.desk.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                desk.take_folder(&files);
            }
            input.set_value("");
        }
    };
    let practise = {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.take_exercise()
    };
    let sample = {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.take_sample()
    };
    let [new, old] = [Form::F2021, Form::F2019].map(|form| {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.take_form(form)
    });
    html! {
        <>
            <h2 class={if props.whole { "start__lead" } else { "aside" }} id="lead">
                { if props.whole { "把年度报告粘贴到这里，马上看到结果" } else { "原文" } }
            </h2>
            if props.whole {
                <p class="start__sub">{ "核对《政府信息公开工作年度报告》的六个部分、三张表的格式和数字勾稽关系。" }</p>
            }
            <div class="intake" data-input="report">
                <label class="aside" for="paste">{ "年度报告的文字" }</label>
                <textarea class="intake__box" id="paste" data-input="report" spellcheck="false" autocomplete="off"
                    placeholder="在 Word、WPS 或网页里全选、复制，在这里按 Ctrl+V。也可以把文件拖进来；几份一起、文件夹、压缩包（ZIP）都可以，逐份核对，列成清单。"
                    value={props.draft.clone()} oninput={on_input} />
                <input class="aside" type="file" data-input="report" aria-label="打开年度报告文件" tabindex="-1"
                    multiple=true onchange={on_file} />
                <input class="aside" type="file" data-input="folder" aria-label="打开放年度报告的文件夹" tabindex="-1"
                    webkitdirectory=true onchange={on_folder} />
                { props.children.clone() }
                if props.whole {
                    <p class="intake__kinds">
                        { "可以读：Word、WPS、Excel 文件（docx、xlsx、odt、ods、csv），网页（html、mht），纯文本，压缩包（zip），从这些程序和 PDF 里复制的内容。旧的 doc、xls、wps 和 PDF 文件请打开后复制、粘贴。" }
                    </p>
                    <div class="btns">
                        <button type="button" class="btn btn--main btn--big" onclick={|_| open_file()}>
                            { icon(Icon::Open) }<span>{ "打开文件" }</span>
                        </button>
                        if can_choose_folder() {
                            <button type="button" class="btn btn--big" onclick={|_| open_folder()}>
                                { icon(Icon::Open) }<span>{ "打开文件夹" }</span>
                            </button>
                        }
                        <button type="button" class="btn btn--big" onclick={sample}>{ "看示例" }</button>
                        <button type="button" class="btn btn--big" onclick={practise}
                            title="在一份各项相符的年报里随机改错一格，看能不能找出来">
                            { "随机改错一格" }
                        </button>
                    </div>
                    <p class="intake__try">
                        { "报告还没有写？" }
                        <button type="button" class="btn" data-action="empty-form" onclick={new}
                            title="三张官方空表，边填边核对，填好带走">
                            { "填空白表" }
                        </button>
                        <button type="button" class="link" data-action="empty-form-2019" onclick={old}>
                            { "2019、2020 年度的旧表样" }
                        </button>
                    </p>
                }
            </div>
            if props.whole {
                { safe(&props.dispatch) }
            }
        </>
    }
}

fn safe(dispatch: &Callback<Action>) -> Html {
    let verify = dispatch.reform(|_: MouseEvent| Action::Dialog(Some(Dialog::Privacy)));
    html! {
        <section class="safe" aria-labelledby="safe">
            <div class="safe__head">
                <h3 id="safe">{ "报告不会离开这台电脑" }</h3>
                <button type="button" class="link" aria-haspopup="dialog" onclick={verify}>{ "怎样验证" }</button>
            </div>
            <dl class="safe__list">
                <dt>{ "不联网" }</dt>
                <dd>{ "打开本页后不再发出任何请求，由浏览器强制执行；拔掉网线照样能用。" }</dd>
                <dt>{ "不上传" }</dt>
                <dd>{ "没有服务器，核对全在这个页面里完成。" }</dd>
                <dt>{ "不保存" }</dt>
                <dd>{ "报告只在内存里，关掉页面就没有了。" }</dd>
            </dl>
        </section>
    }
}
