//! One equation, set as one adds up on paper: signed addends, a line, what they make, what is written.

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::ui::inspect::{EquationView, FoldView, LineView};
use crate::ui::state::Action;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub equation: EquationView,
    /// Whether its cells are lit in the table.
    pub lit: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Equation(props: &Props) -> Html {
    let Props { equation, lit, dispatch } = props;
    let unfolded = use_state(|| false);
    let fold = {
        let unfolded = unfolded.clone();
        move |_: MouseEvent| unfolded.set(!*unfolded)
    };
    let light = |on: bool| {
        let id = on.then_some(equation.id);
        dispatch.reform(move |()| Action::Light(id))
    };
    let (on, off) = (light(true), light(false));
    html! {
        <section class={classes!("equation", lit.then_some("equation--lit"))}
            data-equation={equation.id.0.rule()} data-holds={equation.holds()}
            onmouseenter={on.reform(|_: MouseEvent| ())} onmouseleave={off.reform(|_: MouseEvent| ())}
            onfocusin={on.reform(|_: FocusEvent| ())} onfocusout={off.reform(|_: FocusEvent| ())}>
            <div class="equation__top">
                <h3 class="equation__head">{ equation.heading.clone() }</h3>
                <details class="equation__clause">
                    <summary>{ "依据" }</summary>
                    <p>{ equation.clause }</p>
                </details>
            </div>
            <table class="equation__sum">
                <tbody>{ for equation.lines.iter().map(|line| addend(line, dispatch)) }</tbody>
                if let Some(folded) = &equation.folded {
                    <tbody>{ fold_line(folded, *unfolded, fold) }</tbody>
                    if *unfolded {
                        <tbody>{ for folded.lines.iter().map(|line| addend(line, dispatch)) }</tbody>
                    }
                }
                <tbody>
                    <tr class="equation__line">
                        <td class="equation__op">{ "＝" }</td>
                        <th scope="row" colspan="2">{ "算得" }</th>
                        <td class="equation__val">{ equation.computed.clone() }</td>
                    </tr>
                    <tr class={here(&equation.total)} aria-current={equation.total.here.then_some("true")}>
                        <td class="equation__op"></td>
                        <th scope="row">
                            { name(&equation.total, dispatch) }{ equation.total.verb.clone() }
                            { note(&equation.total) }
                        </th>
                        <td class="equation__diff">{ sign(equation.standing.into(), html! { equation.told.clone() }) }</td>
                        <td class="equation__val">{ equation.total.value.clone() }</td>
                    </tr>
                </tbody>
            </table>
            if let Some(why) = &equation.why {
                <p class="equation__why">{ why.clone() }</p>
            }
        </section>
    }
}

fn addend(line: &LineView, dispatch: &Callback<Action>) -> Html {
    html! {
        <tr key={line.cell.to_string()} class={here(line)} aria-current={line.here.then_some("true")}>
            <td class="equation__op">{ line.operator }</td>
            <th scope="row">{ name(line, dispatch) }</th>
            <td class="equation__state">{ note(line) }</td>
            <td class="equation__val">{ line.value.clone() }</td>
        </tr>
    }
}

/// The addends that add nothing, in one line; each of them can be had.
fn fold_line(folded: &FoldView, unfolded: bool, fold: impl Fn(MouseEvent) + 'static) -> Html {
    html! {
        <tr>
            <td class="equation__op">{ if unfolded { "" } else { folded.operator } }</td>
            <th scope="row">
                <button type="button" class="link equation__fold" aria-expanded={unfolded.to_string()} onclick={fold}>
                    { folded.label.clone() }
                </button>
            </th>
            <td class="equation__state">{ folded.note }</td>
            <td class="equation__val">{ if unfolded { "" } else { "0" } }</td>
        </tr>
    }
}

fn here(line: &LineView) -> Option<&'static str> {
    line.here.then_some("equation__here")
}

/// The name of a cell, which leads to it; the one that is looked at leads nowhere.
fn name(line: &LineView, dispatch: &Callback<Action>) -> Html {
    let cell = line.cell;
    if line.here {
        return html! { <>{ line.name.clone() }<span class="equation__this">{ "这一格" }</span></> };
    }
    let show = dispatch.reform(move |_: MouseEvent| Action::Show(cell));
    html! { <button type="button" class="link" onclick={show}>{ line.name.clone() }</button> }
}

/// What is to be known about the figure.
fn note(line: &LineView) -> Html {
    html! {
        <>
            if !line.note.is_empty() {
                <span class="equation__note">{ line.note.clone() }</span>
            }
            if let Some(suspected) = &line.suspected {
                { sign(Kind::Found(Severity::Warning), html! { suspected.clone() }) }
            }
        </>
    }
}
