//! Tables into the clipboard: which, and for what.

use std::collections::BTreeSet;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::render::table::{Filled, Take};
use crate::ui::dom;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The tables there are.
    pub tables: Rc<Vec<Filled>>,
    /// The cells that can be marked.
    pub marked: Rc<BTreeSet<CellId>>,
    /// What it is to mark them.
    pub mark: AttrValue,
    /// The table that is chosen to begin with; `None` for all of them.
    #[prop_or_default]
    pub start: Option<Table>,
}

/// Where the tables are going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Into a text, with their merged heads.
    Text,
    /// Into a spreadsheet, figure by figure.
    Spreadsheet,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Copied(Aim),
    Refused,
}

#[component]
pub fn Copier(props: &Props) -> Html {
    let only = use_state(|| props.start.or_else(|| single(&props.tables)));
    let aim = use_state(|| Aim::Text);
    let marking = use_state(|| false);
    let told = use_state(|| Told::Nothing);
    let chosen: Vec<Filled> =
        props.tables.iter().filter(|filled| only.is_none_or(|table| filled.table == table)).cloned().collect();
    let can_mark =
        *aim == Aim::Text && props.marked.iter().any(|id| chosen.iter().any(|filled| filled.table == id.table));
    let copy = {
        let (marked, told, aim) = (props.marked.clone(), told.clone(), *aim);
        let marks = can_mark && *marking;
        let chosen = chosen.clone();
        move |_: MouseEvent| {
            let take = Take { tables: &chosen, marked: marks.then_some(&*marked) };
            let copied = match aim {
                Aim::Text => dom::copy_rich(take.html(), &take.tab()),
                Aim::Spreadsheet => dom::copy(&take.tab()),
            };
            told.set(if copied { Told::Copied(aim) } else { Told::Refused });
        }
    };
    let choose = |told: &UseStateHandle<Told>, set: Rc<dyn Fn()>| {
        let told = told.clone();
        move |event: Event| {
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                set();
                told.set(Told::Nothing);
            }
        }
    };
    let tables = props.tables.iter().map(|filled| Some(filled.table));
    let all = (props.tables.len() > 1).then_some(None);
    html! {
        <div class="copier">
            <fieldset class="copier__set">
                <legend class="copier__legend">{ "哪张表" }</legend>
                { for tables.chain(all).map(|table| {
                    let set = { let only = only.clone(); Rc::new(move || only.set(table)) };
                    html! {
                        <label class="copier__choice">
                            <input type="radio" name="copier-table" checked={*only == table} onchange={choose(&told, set)} />
                            { table.map_or("全部", Table::name) }
                        </label>
                    }
                }) }
            </fieldset>
            <fieldset class="copier__set">
                <legend class="copier__legend">{ "粘贴到哪里" }</legend>
                { for [(Aim::Text, "Word、WPS 文字", "带合并表头"), (Aim::Spreadsheet, "Excel、WPS 表格", "纯数字")]
                    .map(|(of, name, what)| {
                        let set = { let aim = aim.clone(); Rc::new(move || aim.set(of)) };
                        html! {
                            <label class="copier__choice">
                                <input type="radio" name="copier-aim" checked={*aim == of} onchange={choose(&told, set)} />
                                <span>{ name }<span class="copier__what">{ what }</span></span>
                            </label>
                        }
                    })
                }
            </fieldset>
            if can_mark {
                <label class="copier__choice">
                    <input type="checkbox" checked={*marking} onchange={{
                        let (marking, told) = (marking.clone(), told.clone());
                        move |event: Event| {
                            marking.set(event.target_unchecked_into::<HtmlInputElement>().checked());
                            told.set(Told::Nothing);
                        }
                    }} />
                    <span>{ props.mark.clone() }<span class="copier__what">{ "黄底加粗，交稿前要去掉" }</span></span>
                </label>
            }
            <div class="copier__do">
                <button type="button" class="btn btn--main" onclick={copy}>{ "复制" }</button>
                <p class="copier__told" role="status">{ result(*told) }</p>
            </div>
            if *told == Told::Refused {
                <textarea class="copier__by-hand" readonly=true rows="3" aria-label="要复制的内容" data-copy="by-hand"
                    value={Take { tables: &chosen, marked: None }.tab()} />
            }
        </div>
    }
}

/// The table, where there is but one.
fn single(tables: &[Filled]) -> Option<Table> {
    if let [only] = tables { Some(only.table) } else { None }
}

fn result(told: Told) -> Html {
    match told {
        Told::Nothing => Html::default(),
        Told::Copied(Aim::Text) => sign(Kind::Held, html! { "已复制，到 Word、WPS 里按 Ctrl+V" }),
        Told::Copied(Aim::Spreadsheet) => sign(Kind::Held, html! { "已复制，到 Excel 里选中左上角一格，按 Ctrl+V" }),
        Told::Refused => {
            sign(Kind::Found(Severity::Error), html! { "浏览器没让复制。请点下面的框，按 Ctrl+A、Ctrl+C，再去粘贴" })
        }
    }
}
