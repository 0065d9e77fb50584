//! A line of the report's text, with the words marked that a finding is about.

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::report::Line;
use crate::ui::view::Answer;

/// The words of a line. `here` is the finding that is looked at.
pub fn prose(answer: &Answer, line: &Line, here: Option<usize>) -> Html {
    answer
        .segments(line)
        .into_iter()
        .map(|segment| match answer.worst(&segment.findings) {
            None => html! { segment.text },
            Some(severity) => {
                let indices: Vec<String> = segment.findings.iter().map(ToString::to_string).collect();
                let said: Vec<&str> =
                    segment.findings.iter().map(|&index| answer.outcome.findings[index].message.as_str()).collect();
                let class = match severity.word() {
                    "错误" => "mark--bad",
                    "提醒" => "mark--ask",
                    _ => "mark--note",
                };
                let looked_at = here.is_some_and(|here| segment.findings.contains(&here));
                html! {
                    <span role="button" tabindex="0" class={classes!("mark", class, looked_at.then_some("mark--here"))}
                        data-finding={indices.join(" ")} title={said.join("\n")}
                        aria-current={looked_at.then_some("true")}>
                        <span class="mark__text">{ segment.text }</span>
                        <span class="mark__tag">{ sign(Kind::Found(severity), html! { severity.word() }) }</span>
                    </span>
                }
            }
        })
        .collect()
}
