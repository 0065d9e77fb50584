//! What was done to the report: how much of it, the way back, and the way out.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::location::Table;
use crate::ui::state::{Action, Dialog};
use crate::ui::view::Answer;
use crate::ui::work::History;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What the user did.
    pub history: History,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn EditBar(props: &Props) -> Html {
    let Props { answer, history, dispatch } = props;
    let edited = answer.outcome.edited.len();
    let locked = history.now().locked.len();
    let report = &answer.outcome.report;
    let filled = answer.filling.filled(Table::ALL);
    // A form says above how far it has come.
    let supplied: Vec<&str> = if report.is_form() {
        Vec::new()
    } else {
        Table::ALL.iter().filter(|&&table| report.origin(table).is_some()).map(|table| table.name()).collect()
    };
    let decisions = &history.now().decisions;
    let (ignored, off) = (decisions.ignored.len(), decisions.off.len());
    let untouched = edited == 0 && locked == 0 && filled == 0 && supplied.is_empty() && ignored == 0 && off == 0;
    let take = match report.is_form() {
        true => "带走填好的表",
        false if edited == 0 && supplied.is_empty() => "带走表格",
        false => "带走改好的表",
    };
    let on = |action: Action| dispatch.reform(move |_: MouseEvent| action.clone());
    if !history.has_deeds() && untouched {
        return Html::default();
    }
    html! {
        <div class="editbar" role="group" aria-label="改动">
            <button type="button" class="btn" disabled={!history.can_undo()} onclick={on(Action::Undo)} title="Ctrl+Z">
                { icon(Icon::Undo) }<span>{ "撤销" }</span><span class="key" aria-hidden="true">{ "Ctrl+Z" }</span>
            </button>
            <button type="button" class="btn" disabled={!history.can_redo()} onclick={on(Action::Redo)} title="Ctrl+Y">
                { icon(Icon::Redo) }<span>{ "重做" }</span>
            </button>
            <p class="editbar__what" role="status">
                if untouched {
                    { "没有改动" }
                }
                if !supplied.is_empty() {
                    <span class="editbar__count">{ "补了" }<strong>{ supplied.join("、") }</strong></span>
                }
                if edited > 0 {
                    { count("改了", edited, "格") }
                    <button type="button" class="link" onclick={on(Action::ResetAll)}>{ "全部还原" }</button>
                }
                if locked > 0 {
                    { count("锁定", locked, "格") }
                    <button type="button" class="link" onclick={on(Action::UnlockAll)}>{ "全部解锁" }</button>
                }
                if ignored > 0 {
                    { count("忽略", ignored, "处") }
                }
                if off > 0 {
                    { count("关掉", off, "条规则") }
                }
            </p>
            <div class="editbar__end">
                <button type="button" class="btn btn--main" aria-haspopup="dialog"
                    onclick={on(Action::Dialog(Some(Dialog::Take)))}>
                    { icon(Icon::Copy) }<span>{ take }</span>
                </button>
            </div>
        </div>
    }
}

fn count(deed: &str, number: usize, measure: &str) -> Html {
    html! { <span class="editbar__count">{ deed }{ " " }<strong>{ number.to_string() }</strong>{ format!(" {measure}") }</span> }
}
