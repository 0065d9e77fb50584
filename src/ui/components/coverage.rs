//! What was checked, and what could not be: three answers that never look alike.

use std::rc::Rc;

use yew::prelude::*;

use super::reason::Reason;
use super::sign::sign;
use crate::diagnostic::RuleId;
use crate::ui::action::Decide;
use crate::ui::groups::{CoverageLine, Standing, coverage_lines};
use crate::ui::state::{Action, Matter};
use crate::ui::view::Answer;

/// Why a rule is mostly switched off.
const USUAL: &[&str] = &["上级另有要求", "由别的岗位核对", "本单位不适用"];

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Whether only what could not be checked is shown.
    pub only_open: bool,
    /// The decision whose reason is asked for.
    pub asking: Option<Matter>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
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
                    { for lines.map(|line| row(props, line)) }
                </tbody>
            </table>
        </section>
    }
}

fn row(props: &Props, line: CoverageLine) -> Html {
    html! {
        <tr class={classes!("coverage__row", line.is_off.then_some("coverage__row--off"))}>
            <th scope="row">
                <span class="coverage__title">{ &line.title }</span>
                if let Some(rule) = line.rule.clone() {
                    { switch(props, rule, line.is_off) }
                }
                if let Some(reason) = line.reason {
                    <span class="coverage__why">{ reason }</span>
                }
            </th>
            <td>{ sign(line.standing.into(), html! { line.told }) }</td>
        </tr>
    }
}

/// The act that is not “ignore”: the whole rule is not run, or run again.
fn switch(props: &Props, rule: RuleId, is_off: bool) -> Html {
    let name = rule.as_str().to_owned();
    let matter = Matter::Rule(rule);
    if is_off {
        let on = matter.clone();
        let switch_on = props.dispatch.reform(move |_: MouseEvent| Action::Decide(Decide::NotSo(on.clone())));
        return html! {
            <button type="button" class="link coverage__switch coverage__switch--on" data-switch-on={name}
                onclick={switch_on}>
                { "打开" }
            </button>
        };
    }
    let asking = props.asking.as_ref() == Some(&matter);
    let decision = if asking { Decide::Leave } else { Decide::Ask(matter.clone()) };
    let ask = props.dispatch.reform(move |_: MouseEvent| Action::Decide(decision.clone()));
    html! {
        <>
            <button type="button" class="link coverage__switch" data-switch-off={name}
                aria-expanded={asking.to_string()} title="整条规则都不再核对，要写理由" onclick={ask}>
                { "关掉这条规则…" }
            </button>
            if asking {
                <Reason {matter} label="关掉这条规则的理由" usual={USUAL} confirm="关掉"
                    on_done={Callback::noop()} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}
