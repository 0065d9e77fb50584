//! A dialog from which tables go into the clipboard: which, for what, and what belongs to them.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::dialog::Window;
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::render::table::{Filled, Take};
use crate::ui::action::Action;
use crate::ui::dom;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the dialog is called.
    pub title: &'static str,
    /// A class of its own.
    #[prop_or_default]
    pub class: Classes,
    /// The sentence above the choices.
    pub lead: AttrValue,
    /// The tables there are.
    pub tables: Rc<Vec<Filled>>,
    /// The cells that can be marked.
    pub marked: Rc<BTreeSet<CellId>>,
    /// What it is to mark them.
    pub mark: AttrValue,
    /// The table that is chosen to begin with; `None` for all of them.
    pub start: Option<Table>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
    /// What stands under the choices.
    pub children: Html,
}

/// What is chosen, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    table: Option<Table>,
    aim: Aim,
    marking: bool,
    told: Told,
}

/// Where the tables are going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Into a text, with their merged heads.
    Text,
    /// Into a spreadsheet, figure by figure.
    Spreadsheet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Copied,
    Refused,
}

#[component]
pub fn Copier(props: &Props) -> Html {
    let start = props.start.or_else(|| single(&props.tables));
    let choice = use_state(move || Choice { table: start, aim: Aim::Text, marking: false, told: Told::Nothing });
    let now = *choice;
    let can_mark =
        now.aim == Aim::Text && props.marked.iter().any(|id| now.table.is_none_or(|table| id.table == table));
    let copy = {
        let (choice, tables, marked) = (choice.clone(), props.tables.clone(), props.marked.clone());
        move |_: MouseEvent| {
            let take =
                Take { tables: chosen(&tables, now.table), marked: (can_mark && now.marking).then_some(&*marked) };
            let copied = match now.aim {
                Aim::Text => dom::copy_rich(take.html(), &take.tab()),
                Aim::Spreadsheet => dom::copy(&take.tab()),
            };
            choice.set(Choice { told: if copied { Told::Copied } else { Told::Refused }, ..now });
        }
    };
    let option =
        |kind: &'static str, group: &'static str, checked: bool, then: Choice, name: AttrValue, what: &'static str| {
            let choice = choice.clone();
            // What was said of the last copy is not said of another choice.
            let on_change = move |_: Event| choice.set(Choice { told: Told::Nothing, ..then });
            html! {
                <label class="copier__choice">
                    <input type={kind} name={group} {checked} onchange={on_change} />
                    <span>{ name }<span class="copier__what">{ what }</span></span>
                </label>
            }
        };
    let tables = props.tables.iter().map(|filled| Some(filled.table)).chain((props.tables.len() > 1).then_some(None));
    let aims = [(Aim::Text, "Word、WPS 文字", "带合并表头"), (Aim::Spreadsheet, "Excel、WPS 表格", "纯数字")];
    html! {
        <Window title={props.title} class={props.class.clone()} dispatch={props.dispatch.clone()}>
            <p class="copier__lead">{ &props.lead }</p>
            if !props.tables.is_empty() {
                <fieldset class="copier__set">
                    <legend class="copier__legend">{ "哪张表" }</legend>
                    { for tables.map(|table| {
                        let name = table.map_or("全部", Table::name);
                        option("radio", "copier-table", now.table == table, Choice { table, ..now }, name.into(), "")
                    }) }
                </fieldset>
                <fieldset class="copier__set">
                    <legend class="copier__legend">{ "粘贴到哪里" }</legend>
                    { for aims.map(|(aim, name, what)| {
                        option("radio", "copier-aim", now.aim == aim, Choice { aim, ..now }, name.into(), what)
                    }) }
                </fieldset>
                if can_mark {
                    { option("checkbox", "copier-mark", now.marking, Choice { marking: !now.marking, ..now },
                        props.mark.clone(), "黄底加粗，交稿前要去掉") }
                }
                <div class="copier__do">
                    <button type="button" class="btn btn--main" onclick={copy}>{ "复制" }</button>
                    <p class="copier__told" role="status">{ told(now) }</p>
                </div>
            }
            if now.told == Told::Refused {
                <textarea class="copier__by-hand" readonly=true rows="3" aria-label="要复制的内容"
                    value={Take { tables: chosen(&props.tables, now.table), marked: None }.tab()} />
            }
            { props.children.clone() }
        </Window>
    }
}

/// The table that is chosen, or all of them.
fn chosen(tables: &[Filled], only: Option<Table>) -> &[Filled] {
    let at = tables.iter().position(|filled| Some(filled.table) == only);
    at.and_then(|at| tables.get(at..=at)).unwrap_or(tables)
}

/// The table, where there is but one.
fn single(tables: &[Filled]) -> Option<Table> {
    if let [only] = tables { Some(only.table) } else { None }
}

fn told(now: Choice) -> Html {
    match (now.told, now.aim) {
        (Told::Nothing, _) => Html::default(),
        (Told::Copied, Aim::Text) => sign(Kind::Held, html! { "已复制，到 Word、WPS 里按 Ctrl+V" }),
        (Told::Copied, Aim::Spreadsheet) => sign(Kind::Held, html! { "已复制，到 Excel 里选中左上角一格，按 Ctrl+V" }),
        (Told::Refused, _) => {
            let advice = "浏览器没让复制。请点下面的框，按 Ctrl+A、Ctrl+C，再去粘贴";
            sign(Kind::Found(Severity::Error), html! { advice })
        }
    }
}
