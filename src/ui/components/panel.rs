//! What was found, and what was checked. Beside the report; where there is no room, drawn up over it.

use std::rc::Rc;

use yew::prelude::*;

use super::coverage::CoverageTable;
use super::drafts::DraftsLine;
use super::filter::FilterBar;
use super::finding::Finding;
use super::ignored::IgnoredList;
use super::inspector::{self, Inspector};
use super::sign::{Kind, sign};
use super::verdict::Verdict;
use crate::diagnostic::Severity;
use crate::location::CellId;
use crate::portfolio::drafts::Drafts;
use crate::ui::desk::Desk;
use crate::ui::state::{Action, EquationId, Filter, Focus, Matter};
use crate::ui::view::Answer;
use crate::ui::work::{Typing, Work};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// What is looked at.
    pub focus: Focus,
    /// Which findings are listed.
    pub filter: Filter,
    /// The cell that is shown with its equations, in place of the list.
    pub inspected: Option<CellId>,
    /// What the user did to the report.
    pub work: Rc<Work>,
    /// The figure that is being typed.
    pub typing: Option<Typing>,
    /// The equation whose cells are lit.
    pub lit: Option<EquationId>,
    /// What it mended of an earlier draft.
    pub drafts: Option<Rc<Drafts>>,
    /// The decision whose reason is asked for.
    pub asking: Option<Matter>,
    /// Where files come in.
    pub desk: Desk,
    /// Whether it is drawn up, where it lies over the report.
    pub open: bool,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Panel(props: &Props) -> Html {
    let Props { answer, filter, inspected, open, dispatch, .. } = props;
    let toggle = {
        let open = !*open;
        dispatch.reform(move |_: MouseEvent| Action::ListOpen(open))
    };
    html! {
        <aside class={classes!("panel", "work__panel", open.then_some("panel--open"))} aria-label="核对结果">
            <div class="panel__peek">
                <p class="panel__peek-say">{ peek(props) }</p>
                <button type="button" class="btn btn--main" aria-expanded={open.to_string()} aria-controls="panel-body"
                    onclick={toggle}>
                    { if *open { "收起" } else { "展开" } }
                </button>
            </div>
            <div class="panel__body" id="panel-body" tabindex="0" role="region"
                aria-label={if inspected.is_some() { "查看一格" } else { "问题清单" }}>
                if let Some(cell) = *inspected {
                    <Inspector answer={answer.clone()} work={props.work.clone()} typing={props.typing.clone()} {cell}
                        lit={props.lit} dispatch={dispatch.clone()} />
                }
                // Behind the inspector it stays: it is what is printed, and it is as it was when one comes back.
                <div class={classes!("panel__list", inspected.map(|_| "panel__list--behind"))}>
                    if let Some(drafts) = props.drafts.clone() {
                        <DraftsLine {drafts} answer={answer.clone()} dispatch={dispatch.clone()} />
                    }
                    <Verdict answer={answer.clone()} dispatch={dispatch.clone()} />
                    <FilterBar answer={answer.clone()} filter={*filter} dispatch={dispatch.clone()} />
                    { groups(props) }
                    if *filter == Filter::All {
                        <IgnoredList answer={answer.clone()} decisions={props.work.decisions.clone()}
                            desk={props.desk.clone()} dispatch={dispatch.clone()} />
                    }
                    if filter.shows_coverage() {
                        <CoverageTable answer={answer.clone()} only_open={*filter == Filter::Open}
                            asking={props.asking.clone()} dispatch={dispatch.clone()} />
                    }
                </div>
            </div>
        </aside>
    }
}

/// What is looked at, in the one line that is always seen.
fn peek(props: &Props) -> Html {
    let Props { answer, focus, .. } = props;
    if let Some(cell) = props.inspected {
        return inspector::peek(answer, &props.work, cell);
    }
    match focus.finding.and_then(|index| answer.outcome.findings.get(index)) {
        Some(finding) => {
            let word = html! { finding.severity.word() };
            html! { <>{ sign(Kind::Found(finding.severity), word) }{ " " }{ finding.message.clone() }</> }
        }
        None if answer.filling.is_untouched() => sign(Kind::Open, html! { "还没有填" }),
        None if answer.outcome.findings.is_empty() => sign(Kind::Held, html! { "没有发现错误，展开看核对了什么" }),
        None => [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .filter(|&severity| answer.outcome.count(severity) > 0)
            .map(|severity| {
                let count = format!("{} 处{}　", answer.outcome.count(severity), severity.word());
                sign(Kind::Found(severity), html! { count })
            })
            .collect(),
    }
}

fn groups(props: &Props) -> Html {
    let Props { answer, focus, filter, asking, dispatch, .. } = props;
    answer
        .groups
        .iter()
        .filter_map(|group| {
            let findings = || {
                let listed = |index: &&usize| filter.lists(answer.outcome.findings[**index].severity);
                group.findings.iter().filter(listed).copied()
            };
            let count = findings().count();
            (count > 0).then(|| {
                html! {
                    <section key={group.topic.name()}>
                        <h3 class="group__head">
                            { group.topic.name() }<span class="group__n">{ format!("{count} 处") }</span>
                        </h3>
                        <ul>
                            { for findings().map(|index| {
                                let fingerprint = &answer.outcome.findings[index].fingerprint;
                                let asking = matches!(asking, Some(Matter::Finding(asked)) if asked == fingerprint);
                                html! {
                                    <Finding key={fingerprint.clone()} {index} answer={answer.clone()} {asking}
                                        here={focus.finding == Some(index)} dispatch={dispatch.clone()} />
                                }
                            }) }
                        </ul>
                    </section>
                }
            })
        })
        .collect()
}
