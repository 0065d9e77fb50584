//! The figures of two years side by side: what was found first, then what changed; what stayed the same on demand.

use std::rc::Rc;

use yew::prelude::*;

use super::dialog::Window;
use super::sign::{Kind, sign};
use crate::ui::state::Action;
use crate::ui::view::Answer;
use crate::ui::years::{YearRow, Years};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The dialog.
#[component]
pub fn TwoYears(props: &Props) -> Html {
    let Props { answer, dispatch } = props;
    let all = use_state(|| false);
    let toggle = {
        let all = all.clone();
        move |_: MouseEvent| all.set(!*all)
    };
    let years = Years::of(answer);
    let (told, changed, same) = (years.told.len(), years.changed.len(), years.same.len());
    let year = |year: Option<u16>, word: &str| year.map_or_else(|| word.to_owned(), |year| format!("{year} 年"));
    let (then, now) = (
        year(answer.outcome.last_year.as_ref().and_then(|beside| beside.year), "去年"),
        year(answer.outcome.report.year, "今年"),
    );
    let rows = |rows: &[YearRow]| rows.iter().map(|row| line(props, row)).collect::<Html>();
    html! {
        <Window title="与去年对照" class="years" dispatch={dispatch.clone()}>
            <p class="years__lead">
                { format!("两年都有的 {} 格：对不上的 {told} 格，有变化的 {changed} 格，没有变化的 {same} 格。点一格，到报告里看。",
                    told + changed + same) }
            </p>
            <div class="years__box" tabindex="0" role="group" aria-label="两年的数">
                <table class="years__table" data-two-years-table="">
                    <thead>
                        <tr>
                            <th scope="col">{ "哪一格" }</th>
                            <th scope="col" class="years__num">{ then }</th>
                            <th scope="col" class="years__num">{ now }</th>
                            <th scope="col" class="years__num">{ "增减" }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { rows(&years.told) }
                        { rows(&years.changed) }
                        if *all {
                            { rows(&years.same) }
                        }
                    </tbody>
                </table>
                if told + changed == 0 && !*all {
                    <p class="years__none">{ "两年的数完全一样。" }</p>
                }
            </div>
            if same > 0 {
                <button type="button" class="btn years__more" aria-pressed={all.to_string()} onclick={toggle}>
                    { format!("也显示没有变化的 {same} 格") }
                </button>
            }
        </Window>
    }
}

fn line(props: &Props, row: &YearRow) -> Html {
    let cell = row.cell;
    let show = props.dispatch.reform(move |_: MouseEvent| Action::Show(cell));
    let close = props.dispatch.reform(|_: MouseEvent| Action::Dialog(None));
    let go = move |event: MouseEvent| {
        close.emit(event.clone());
        show.emit(event);
    };
    let state = match (&row.told, &row.ignored) {
        (Some((severity, _)), _) => Some(severity.name()),
        (None, Some(_)) => Some("ignored"),
        (None, None) => None,
    };
    html! {
        <tr class={classes!("years__row", state.map(|_| "years__row--told"))} data-two-years-cell={cell.to_string()}
            data-told={state} onclick={go.clone()}>
            <th scope="row">
                <button type="button" class="link">
                    { format!("{} {}", cell.table.name(), props.answer.cell_name(cell)) }
                </button>
                if let Some(then) = &row.then {
                    <span class="years__then">{ format!("去年一栏是去年的“{then}”") }</span>
                }
                if let Some((severity, message)) = &row.told {
                    <span class="years__say">
                        { sign(Kind::Found(*severity), html! { severity.word() }) }{ " " }{ message.clone() }
                    </span>
                } else if let Some(message) = &row.ignored {
                    <span class="years__say">{ sign(Kind::Open, html! { "已忽略" }) }{ " " }{ message.clone() }</span>
                }
            </th>
            <td class="years__num">{ row.before.clone() }</td>
            <td class="years__num">{ row.now.clone() }</td>
            <td class="years__num years__growth">{ row.growth.clone() }</td>
        </tr>
    }
}
