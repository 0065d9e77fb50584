//! What has to be known of the reading: what was counted, left out or doubtful. Nothing to say, nothing shown.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::document::Note;
use crate::ui::state::Action;
use crate::ui::view::Answer;

/// So many notes are shown at once; more wait to be unfolded.
const OPEN: usize = 3;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Notes(props: &Props) -> Html {
    let report = &props.answer.outcome.report;
    let reading = report.reading.words();
    let count = report.notes.len() + usize::from(reading.is_some());
    if count == 0 {
        return html! { <section class="notes notes--none" aria-label="读取说明" /> };
    }
    html! {
        <section class="notes" aria-label="读取说明">
            <details open={count <= OPEN}>
                <summary data-notes={count.to_string()}>
                    { sign(Kind::Found(Severity::Note), html! { format!("读取说明 {count} 条") }) }
                </summary>
                <ul class="notes__list">
                    if let Some(words) = reading {
                        <li>{ words }</li>
                    }
                    { for report.notes.iter().map(|note| item(props, note)) }
                </ul>
            </details>
        </section>
    }
}

/// A note, and the way to its place: the cell of the form that stands there, or the place in words.
fn item(props: &Props, note: &Note) -> Html {
    let answer = &props.answer;
    let place = note.anchor.map(|anchor| match answer.cell_at(anchor) {
        Some(cell) => {
            let show = props.dispatch.reform(move |_: MouseEvent| Action::Show(cell));
            let name = format!("{} {}", cell.table.name(), answer.cell_name(cell));
            html! { <button type="button" class="link" onclick={show}>{ name }</button> }
        }
        None => html! { <span class="notes__place">{ answer.place_in_words(anchor) }</span> },
    });
    html! { <li>{ note.text.clone() }{ " " }{ place.unwrap_or_default() }</li> }
}
