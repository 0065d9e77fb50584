//! One cell and every equation through it; here its figure is changed, or confirmed.

use std::rc::Rc;

use web_sys::{HtmlInputElement, ScrollLogicalPosition};
use yew::prelude::*;

use super::copylink::CopyLink;
use super::equation::equation;
use super::icon::{Icon, icon};
use super::sign::{Kind, sign};
use crate::location::CellId;
use crate::ui::dom;
use crate::ui::inspect::{Inspection, headline};
use crate::ui::state::{Action, EquationId};
use crate::ui::view::Answer;
use crate::ui::work::{Seat, Typing, Work};

/// What “已核对原件” does.
const LOCKS: &str = "对着原件看过，这一格没有写错：以后的改法里不再动它。再按一次取消。";

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What the user did to the report.
    pub work: Rc<Work>,
    /// The figure that is being typed, here or elsewhere.
    pub typing: Option<Typing>,
    /// The cell.
    pub cell: CellId,
    /// The equation whose cells are lit.
    pub lit: Option<EquationId>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Inspector(props: &Props) -> Html {
    let Props { answer, work, cell, lit, dispatch, .. } = props;
    let shown = Inspection::of(answer, work, *cell);
    let unfolded = use_state(Vec::<EquationId>::new);
    use_top(*cell);
    let leave = dispatch.reform(|_: MouseEvent| Action::Leave);
    html! {
        <div class="inspector" data-inspector={cell.to_string()}>
            <div class="inspector__head">
                <h2>{ "查看一格" }</h2>
                <button type="button" class="btn" aria-keyshortcuts="Escape" onclick={leave.clone()}>
                    { icon(Icon::Back) }<span>{ "回到问题清单" }</span><span class="key" aria-hidden="true">{ "Esc" }</span>
                </button>
            </div>
            <p class="inspector__sum">
                <button type="button" class="link" onclick={leave}>{ headline(answer, work) }</button>
            </p>
            <div class="inspector__cell">
                <h3 class="inspector__name" tabindex="-1">{ shown.name.clone() }</h3>
                <p class="inspector__where">
                    { shown.place.clone() }
                    if let Some(source) = shown.source.clone() {
                        <span class="inspector__source">
                            <span>{ source.clone() }</span>{ " " }<CopyLink name="复制位置" text={copied(&shown, &source)} />
                        </span>
                    }
                </p>
                { edit(props, &shown) }
                <p class="inspector__verdict">
                    { sign(shown.standing.into(), html! { shown.word }) }{ " " }{ shown.verdict.clone() }
                    if let Some(advice) = &shown.advice {
                        <span class="inspector__advice">{ advice.clone() }</span>
                    }
                </p>
                { remarks(props, &shown) }
            </div>
            <div>
                { for shown.equations.iter().map(|view| {
                    let id = view.id;
                    let open = unfolded.contains(&id);
                    let unfolded = unfolded.clone();
                    let fold = Callback::from(move |_| {
                        let mut now = Vec::clone(&unfolded);
                        if open {
                            now.retain(|other| *other != id);
                        } else {
                            now.push(id);
                        }
                        unfolded.set(now);
                    });
                    equation(view, (open, fold), *lit == Some(id), dispatch)
                }) }
            </div>
        </div>
    }
}

/// A place as it is told to somebody who has the document and not this page: with the cell's name.
fn copied(shown: &Inspection, source: &str) -> String {
    let table = shown.place.split('　').next().unwrap_or_default();
    format!("{table} {}：{source}", shown.name)
}

/// The cell in one line: its name, and how it stands.
pub fn peek(answer: &Answer, work: &Work, cell: CellId) -> Html {
    let shown = Inspection::of(answer, work, cell);
    html! { <>{ shown.name }{ "　" }{ sign(shown.standing.into(), html! { shown.brief }) }</> }
}

/// Another cell is read from its top.
#[hook]
fn use_top(cell: CellId) {
    use_effect_with(cell, |_| {
        if let Some(head) = dom::query(".inspector__head") {
            dom::show(&head, ScrollLogicalPosition::Nearest);
        }
    });
}

/// The figure, and what can be done about it.
fn edit(props: &Props, shown: &Inspection) -> Html {
    let Props { typing, cell, dispatch, .. } = props;
    let cell = *cell;
    let Some(text) = &shown.text else {
        return html! { <p class="inspector__where">{ "原文里没有这一格，在这里填不了。" }</p> };
    };
    let typing = typing.as_ref().filter(|typing| typing.cell == cell);
    let here = typing.is_some_and(|typing| typing.seat == Seat::Inspector);
    let value = typing.map_or_else(|| text.clone(), |typing| typing.text.clone());
    let input = dispatch.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        if here { Action::Type(text) } else { Action::Open(cell, Seat::Inspector, Some(text)) }
    });
    let leave = {
        let dispatch = dispatch.clone();
        move |_: FocusEvent| {
            if here {
                dispatch.emit(Action::TakeOver(None));
            }
        }
    };
    let key = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                // As from a spreadsheet's formula bar: back to the cell.
                "Enter" => Action::TakeOver(Some(cell)),
                "Escape" => Action::Abandon(None),
                _ => return,
            };
            // With nothing typed, Esc is the page's.
            if here && !event.is_composing() {
                event.prevent_default();
                event.stop_propagation();
                dispatch.emit(action);
            }
        }
    };
    let propose = shown.proposal.clone().map(|value| {
        let word = if text.trim().is_empty() { "填" } else { "改为" };
        let set = vec![(cell, value.clone())];
        let set = deed(dispatch, move || Action::Set(set.clone()));
        html! { <button type="button" class="btn btn--main" onclick={set}>{ format!("{word}\u{a0}{value}") }</button> }
    });
    let reset = shown.was.as_ref().map(|was| {
        let reset = deed(dispatch, move || Action::Reset(cell));
        html! { <button type="button" class="btn" onclick={reset}>{ format!("还原为\u{a0}{was}") }</button> }
    });
    let lock = dispatch.reform(move |_: MouseEvent| Action::Lock(cell));
    html! {
        <div class="inspector__edit">
            <label for="inspector-value">{ "写的是" }</label>
            <input class="inspector__input" id="inspector-value" type="text" inputmode="decimal" autocomplete="off"
                spellcheck="false" maxlength="40" {value} oninput={input} onblur={leave} onkeydown={key} />
            { propose.unwrap_or_default() }
            { reset.unwrap_or_default() }
            <button type="button" class="btn" aria-pressed={shown.locked.to_string()} title={LOCKS} onclick={lock}>
                { icon(Icon::Lock) }<span>{ "已核对原件" }</span>
            </button>
        </div>
    }
}

/// What a button does that goes away by it: the keyboard stays with the cell.
fn deed(dispatch: &Callback<Action>, action: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
    dispatch.reform(move |_| {
        if let Some(name) = dom::query(".inspector__name") {
            dom::focus(&name);
        }
        action()
    })
}

/// What else was found about the cell.
fn remarks(props: &Props, shown: &Inspection) -> Html {
    let findings = &props.answer.outcome.findings;
    let remark = |&index: &usize| {
        let finding = findings.get(index)?;
        let look = props.dispatch.reform(move |_: MouseEvent| Action::Finding(index));
        Some(html! {
            <li>
                { sign(Kind::Found(finding.severity), html! { finding.severity.word() }) }{ " " }
                <button type="button" class="link" onclick={look}>{ finding.message.clone() }</button>
            </li>
        })
    };
    if shown.remarks.is_empty() {
        return Html::default();
    }
    html! { <ul class="inspector__remarks">{ for shown.remarks.iter().filter_map(remark) }</ul> }
}
