//! One equation, set as one adds up on paper: signed addends, a line, what they make, what is written.

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::ui::inspect::{EquationView, LineView};
use crate::ui::state::Action;

/// Draws an equation. `unfolded` tells whether the addends that add nothing are shown too, `fold` is what their line
/// does; `lit` whether its cells are lit in the table.
pub fn equation(
    shown: &EquationView,
    (unfolded, fold): (bool, Callback<MouseEvent>),
    lit: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let light = |on: bool| {
        let id = on.then_some(shown.id);
        dispatch.reform(move |_: Event| Action::Light(id))
    };
    let (on, off) = (light(true), light(false));
    let lines = |lines: &[LineView]| lines.iter().map(|line| row(line, dispatch)).collect::<Html>();
    html! {
        <section key={shown.id.0.rule()} class={classes!("equation", lit.then_some("equation--lit"))}
            data-equation={shown.id.0.rule()} data-holds={shown.holds()}
            onmouseenter={on.reform(|event: MouseEvent| event.into())}
            onmouseleave={off.reform(|event: MouseEvent| event.into())}
            onfocusin={on.reform(|event: FocusEvent| event.into())}
            onfocusout={off.reform(|event: FocusEvent| event.into())}>
            <div class="equation__top">
                <h3 class="equation__head">{ shown.heading.clone() }</h3>
                <details class="equation__clause"><summary>{ "依据" }</summary>{ shown.clause }</details>
            </div>
            <table class="equation__sum">
                <tbody>{ lines(&shown.lines) }</tbody>
                if let Some(folded) = &shown.folded {
                    <tbody>
                        <tr>
                            <td class="equation__op">{ if unfolded { "" } else { folded.operator } }</td>
                            <th scope="row">
                                <button type="button" class="link equation__fold" aria-expanded={unfolded.to_string()}
                                    onclick={fold}>
                                    { folded.label.clone() }
                                </button>
                            </th>
                            <td class="equation__state">{ folded.note }</td>
                            <td class="equation__val">{ if unfolded { "" } else { "0" } }</td>
                        </tr>
                    </tbody>
                    if unfolded {
                        <tbody>{ lines(&folded.lines) }</tbody>
                    }
                }
                <tbody class="equation__end">{ lines(&shown.end) }</tbody>
            </table>
            if let Some(why) = &shown.why {
                <p class="equation__why">{ why.clone() }</p>
            }
        </section>
    }
}

fn row(line: &LineView, dispatch: &Callback<Action>) -> Html {
    let name = match line.cell.filter(|_| !line.here) {
        Some(cell) => {
            let show = dispatch.reform(move |_: MouseEvent| Action::Show(cell));
            html! { <button type="button" class="link" onclick={show}>{ line.name.clone() }</button> }
        }
        None => html! { line.name.clone() },
    };
    html! {
        <tr class={line.here.then_some("equation__here")}>
            <td class="equation__op">{ line.operator }</td>
            <th scope="row">
                { name }
                if line.here {
                    <span class="equation__this">{ "这一格" }</span>
                }
                { line.verb.clone() }
            </th>
            <td class="equation__state">
                { line.note.clone() }
                if let Some(suspected) = &line.suspected {
                    { sign(Kind::Found(Severity::Warning), html! { suspected.clone() }) }
                }
                if let Some((standing, told)) = &line.told {
                    <strong class="equation__diff">{ sign((*standing).into(), html! { told.clone() }) }</strong>
                }
            </td>
            <td class="equation__val">{ line.value.clone() }</td>
        </tr>
    }
}
