//! A rule's page, in front of the report it was found in.

use yew::prelude::*;

use super::dialog::Window;
use super::sign::{Kind, sign};
use crate::rules::page::{Block, Example, Piece, pieces};
use crate::rules::{self, Rule};
use crate::ui::state::Action;

/// The dialog with the page of the rule with this id; nothing where there is no such rule.
pub fn explain(id: &str, dispatch: &Callback<Action>) -> Html {
    match rules::find(id) {
        Some(rule) => html! {
            <Window title={rule.title} class="explain" dispatch={dispatch.clone()}>{ page(rule) }</Window>
        },
        None => Html::default(),
    }
}

fn page(rule: &'static Rule) -> Html {
    let blocks = |blocks: &[Block]| blocks.iter().map(block).collect::<Html>();
    html! {
        <div data-explain={rule.id}>
            <p class="explain__meta">
                { sign(Kind::Found(rule.severity), html! { rule.severity.word() }) }
                { "　" }{ rule.clause.cite() }
            </p>
            { for rule.sections().into_iter().map(|section| html! {
                <section>
                    <h3 class="explain__head">{ section.heading }</h3>
                    { blocks(&section.blocks) }
                </section>
            }) }
        </div>
    }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Words(words) => html! { <p>{ words.clone() }</p> },
        Block::Report(Example { report, last_year }) => html! {
            <>
                if let Some(last_year) = last_year {
                    <p class="explain__year">{ "去年" }</p>
                    { example(last_year) }
                    <p class="explain__year">{ "今年" }</p>
                }
                { example(report) }
            </>
        },
    }
}

fn example(report: &str) -> Html {
    let cells = |row: Vec<String>| row.into_iter().map(|cell| html! { <td>{ cell }</td> }).collect::<Html>();
    let piece = |piece| match piece {
        Piece::Line(line) => html! { <p>{ line }</p> },
        Piece::Table(rows) => html! {
            <table><tbody>{ for rows.into_iter().map(|row| html! { <tr>{ cells(row) }</tr> }) }</tbody></table>
        },
    };
    html! { <div class="explain__example">{ for pieces(report).into_iter().map(piece) }</div> }
}
