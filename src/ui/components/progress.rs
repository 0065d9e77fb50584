//! A wait that can be felt, and the way out of it.

use yew::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::state::Job;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is being checked.
    pub job: Option<Job>,
    /// Where documents come in.
    pub desk: Desk,
}

#[component]
pub fn Progress(props: &Props) -> Html {
    let Some(job) = props.job.as_ref().filter(|job| job.slow) else { return Html::default() };
    let cancel = {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.cancel()
    };
    html! {
        <div class="progress" role="status">
            <span class="progress__n">{ format!("正在核对《{}》", job.name) }</span>
            <progress class="progress__bar" aria-label="正在核对"></progress>
            <button type="button" class="btn" onclick={cancel}>{ "停止" }</button>
        </div>
    }
}
