//! The six parts of the report, each with what was found in it.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::report::{PartKind, Scope};
use crate::ui::dom;
use crate::ui::state::{Action, Focus};
use crate::ui::view::{Answer, PartStanding};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What is looked at.
    pub focus: Focus,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Outline(props: &Props) -> Html {
    let at = props.focus.finding.and_then(|index| props.answer.part_of_finding(index));
    // Nobody promised the rest of what was pasted as a piece.
    let pieces = props.answer.outcome.report.scope == Scope::Fragment;
    html! {
        <nav class="outline" aria-label="报告的六个部分">
            <div class="outline__list">
                { for PartKind::ALL.map(|part| {
                    let standing = props.answer.part_standing(part);
                    let go = move |_: MouseEvent| go_to(part);
                    html! {
                        <button type="button" class="outline__item" aria-current={(at == Some(part)).then_some("true")}
                            disabled={standing == PartStanding::Missing} onclick={go}>
                            { short(part) }
                            if !(pieces && standing == PartStanding::Missing) {
                                { signs(&standing) }
                            }
                        </button>
                    }
                }) }
            </div>
        </nav>
    }
}

fn signs(standing: &PartStanding) -> Html {
    match standing {
        PartStanding::Missing => sign(Kind::Open, html! { "没有找到" }),
        PartStanding::Unfilled => sign(Kind::Open, html! { "还没有填" }),
        PartStanding::Unread => sign(Kind::Open, html! { "没有读全" }),
        PartStanding::Held => sign(Kind::Held, html! { "相符" }),
        PartStanding::Quiet => Html::default(),
        PartStanding::Found(counts) => counts
            .iter()
            .map(|(&severity, count)| {
                let word = html! { <><span class="aside">{ severity.word() }</span>{ count }</> };
                sign(Kind::Found(severity), word)
            })
            .collect(),
    }
}

fn go_to(part: PartKind) {
    let table = part.table().map(|table| format!("#{table}"));
    let heading = dom::query(&format!("#part-{}", part.number()));
    if let Some(element) = heading.or_else(|| table.and_then(|table| dom::query(&table))) {
        dom::show(&element, web_sys::ScrollLogicalPosition::Start);
        dom::focus(&element);
    }
}

/// The heading, short enough for six in a row.
const fn short(part: PartKind) -> &'static str {
    match part {
        PartKind::Overview => "一、总体情况",
        PartKind::Proactive => "二、主动公开",
        PartKind::Requests => "三、申请办理",
        PartKind::Reviews => "四、复议诉讼",
        PartKind::Problems => "五、问题改进",
        PartKind::Other => "六、其他事项",
    }
}
