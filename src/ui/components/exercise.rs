//! What was planted, and whether it was found.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::ui::desk::Desk;
use crate::ui::practice::{Exercise, Found};
use crate::ui::state::Action;
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What was planted.
    pub exercise: Rc<Exercise>,
    /// Where the next exercise comes from.
    pub desk: Desk,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn ExerciseBar(props: &Props) -> Html {
    let Props { answer, exercise, desk, dispatch } = props;
    let cell = exercise.cell;
    let show = dispatch.reform(move |_: MouseEvent| Action::Show(cell));
    let again = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.take_exercise()
    };
    let found = match exercise.found(answer) {
        Found::Only => sign(Kind::Held, html! { "找到了，改法只有这一种" }),
        Found::Likeliest(ways) => sign(Kind::Held, html! { format!("找到了，{ways} 种改法里排在第一") }),
        Found::Among(ways) => {
            sign(Kind::Found(Severity::Warning), html! { format!("在 {ways} 种改法里，没有排在第一") })
        }
        Found::NotNamed => sign(Kind::Found(Severity::Warning), html! { "没有指出这一格" }),
    };
    // Once the user has changed something himself, the answer is to another question.
    let untouched = answer.outcome.edited.is_empty();
    html! {
        <p class="exercise" data-exercise={cell.to_string()}>
            <strong>{ "练习" }</strong>
            { "　一份各项相符的年报里，随机改错了一格：" }
            <button type="button" class="link" onclick={show}>
                { format!("{} {}", cell.table.name(), answer.cell_name(cell)) }
            </button>
            { format!("，{} 写成了 {}（{}）。", exercise.right, exercise.wrong, exercise.slip()) }
            if untouched {
                { found }
            }
            <button type="button" class="btn exercise__again" onclick={again}>{ "再改错一格" }</button>
        </p>
    }
}
