//! What was checked, and what could not be: three answers that never look alike.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::sign;
use crate::ui::groups::{Standing, coverage_lines};
use crate::ui::view::Answer;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Whether only what could not be checked is shown.
    pub only_open: bool,
}

#[component]
pub fn CoverageTable(props: &Props) -> Html {
    let lines = coverage_lines(&props.answer.outcome.coverage);
    let lines = lines.into_iter().filter(|line| !props.only_open || line.standing == Standing::Open);
    html! {
        <section class="coverage" aria-labelledby="coverage">
            <h3 class="coverage__head" id="coverage">
                { if props.only_open { "没有核对的" } else { "核对了什么" } }
            </h3>
            <table class="coverage__table">
                <tbody>
                    { for lines.map(|line| {
                        html! {
                            <tr>
                                <th scope="row">
                                    { line.title }
                                    if let Some(reason) = line.reason {
                                        <span class="coverage__why">{ reason }</span>
                                    }
                                </th>
                                <td>{ sign(line.standing.into(), html! { line.told }) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </section>
    }
}
