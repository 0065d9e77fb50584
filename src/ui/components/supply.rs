//! The place of a table that the document does not have: it can be pasted there by itself, or filled in by hand.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::fillbar::fill_acts;
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::Table;
use crate::report::supply::{Content, Origin};
use crate::ui::action::Supply;
use crate::ui::app::open_table;
use crate::ui::desk::Desk;
use crate::ui::state::Action;
use crate::ui::view::Answer;
use crate::ui::work::Work;

/// What stands where a table was not found: that it was not, and the ways to supply it.
pub fn missing(answer: &Answer, table: Table, desk: &Desk, dispatch: &Callback<Action>) -> Html {
    let name = table.name();
    let refused = answer.outcome.refused.iter().find(|refused| refused.table == table);
    let form = answer.outcome.report.form(table);
    let fill = dispatch.reform(move |_: MouseEvent| Action::Supply(Supply::Table(table, Content::Empty(form))));
    // A paste is heard by the page; this is for text that came another way, as from an input method's clipboard.
    let put = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            if !text.trim().is_empty() {
                dispatch.emit(Action::Supply(Supply::Table(table, Content::Pasted(text))));
            }
        }
    };
    let on_file = {
        let desk = desk.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                desk.take_table_file(table, &files);
            }
            // The same file, mended meanwhile, can be chosen again.
            input.set_value("");
        }
    };
    let label = format!("supply-{table}");
    html! {
        <div class="supply" role="group" aria-label={format!("补上{name}")} data-supply={table.to_string()}>
            <p class="supply__say">
                { sign(Kind::Open, html! { format!("没有读到{name}，其中的数字都没有核对。") }) }
            </p>
            <div class="supply__refused" role="alert">
                if let Some(refused) = refused {
                    { sign(Kind::Found(Severity::Error), html! { refused.message.clone() }) }
                }
            </div>
            <div class="supply__ways">
                <label class="supply__label" for={label.clone()}>{ "把这张表粘贴到这里" }</label>
                <textarea class="supply__box" id={label} rows="2" spellcheck="false" autocomplete="off"
                    onchange={put}
                    placeholder={format!("复制整张{name}，在这里按 Ctrl+V；也可以把有这张表的文件拖到这里。")} />
                <span class="supply__or">{ "或者" }</span>
                <input class="aside" type="file" data-supply-file={table.to_string()} tabindex="-1"
                    aria-label={format!("打开有{name}的文件")} onchange={on_file} />
                <button type="button" class="btn" onclick={move |_| open_table(table)}>{ "选择文件" }</button>
                <button type="button" class="btn" data-fill={table.to_string()} onclick={fill}>{ "逐格填写" }</button>
            </div>
            <p class="supply__what">{ format!("补上的{name}只在这个页面里用来核对，不算原文里有。") }</p>
        </div>
    }
}

/// What stands above a supplied table: that it is no part of the document, and the way to be rid of it.
pub fn supplied(answer: &Rc<Answer>, work: &Work, table: Table, dispatch: &Callback<Action>) -> Html {
    let report = &answer.outcome.report;
    let Some(origin) = report.origin(table).filter(|_| !report.is_form()) else { return html! { <div /> } };
    let content = work.supplied.get(&table).map(|content| &**content);
    let how = match (origin, content) {
        (Origin::Typed, _) => "在这里逐格填写的",
        (Origin::Pasted, Some(Content::File(_))) => "从另一个文件里取来的",
        (Origin::Pasted, _) => "另外粘贴的",
    };
    let away = dispatch.reform(move |_: MouseEvent| Action::Supply(Supply::TakeAway(table)));
    html! {
        <div class="supply supply--there" data-supplied={table.to_string()}>
            <p class="supply__say">
                { sign(Kind::Found(Severity::Note), html! { format!("{}是{how}，不在原文里。", table.name()) }) }
            </p>
            <div class="supply__acts">
                { fill_acts(answer, &[table], dispatch) }
                <button type="button" class="btn" data-take-away={table.to_string()} onclick={away}>{ "拿掉这张表" }</button>
            </div>
        </div>
    }
}
