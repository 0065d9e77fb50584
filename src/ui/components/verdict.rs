//! The result in a sentence: whether the equations balance, and where to look first if they do not.

use std::rc::Rc;

use yew::prelude::*;

use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::location::{CellId, Table};
use crate::repair::contrast::{Doubt, doubts};
use crate::repair::{Change, RepairOption, RepairStatus};
use crate::report::Edited;
use crate::ui::dom;
use crate::ui::state::Action;
use crate::ui::view::{Answer, Place, is_equation, written};

/// How many cells are named before the list takes over.
const NAMED: usize = 6;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The result.
    pub answer: Rc<Answer>,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

#[component]
pub fn Verdict(props: &Props) -> Html {
    let answer = &props.answer;
    let status = match answer.outcome.repairs.status {
        RepairStatus::Clean => "clean",
        RepairStatus::Unique => "unique",
        RepairStatus::Ambiguous => "ambiguous",
        RepairStatus::Undecided => "undecided",
    };
    let clean = answer.outcome.count(Severity::Error) == 0;
    let calm = clean && !answer.filling.is_untouched();
    html! {
        <section class={classes!("verdict", calm.then_some("verdict--clean"))} aria-labelledby="verdict"
            data-repairs={status}>
            if answer.filling.is_untouched() {
                <h2 class="verdict__head" id="verdict" tabindex="-1">{ sign(Kind::Open, html! { "还没有填" }) }</h2>
                <p class="verdict__how">{ "填了数，这里就有核对结果：边填边核对，不用按什么。" }</p>
            } else if clean {
                { clean_result(props) }
            } else if status == "clean" {
                <h2 class="verdict__head" id="verdict" tabindex="-1">{ balanced(answer) }</h2>
                { edits(props) }
            } else if answer.outcome.repairs.options.is_empty() {
                { unbalanced(props) }
            } else {
                { repair(props) }
            }
        </section>
    }
}

/// Whether the equations hold, as far as they could be judged.
fn balanced(answer: &Answer) -> String {
    match answer.equations_examined() {
        0 => "没有能核对的等式".to_owned(),
        examined => match answer.equations_ignored() {
            0 => format!("核对了 {examined} 条等式，全部平衡"),
            ignored => format!("核对了 {examined} 条等式，不平衡的 {ignored} 条已忽略"),
        },
    }
}

fn clean_result(props: &Props) -> Html {
    let answer = &props.answer;
    let warnings = answer.outcome.count(Severity::Warning);
    let notes = answer.outcome.count(Severity::Note);
    let rest = match (warnings, notes) {
        (0, 0) => "也没有需要留意的地方。".to_owned(),
        (0, notes) => format!("另有 {notes} 处提示，不改也可以。"),
        (warnings, 0) => format!("还有 {warnings} 处提醒，请对照原件看一看。"),
        (warnings, notes) => format!("还有 {warnings} 处提醒，请对照原件看一看；另有 {notes} 处提示。"),
    };
    let blank = answer.filling.blank(Table::ALL).len();
    html! {
        <>
            <h2 class="verdict__head" id="verdict" tabindex="-1">{ sign(Kind::Held, html! { "没有发现错误" }) }</h2>
            <p class="verdict__how">{ format!("{}。{rest}", balanced(answer)) }</p>
            if blank > 0 {
                <p class="verdict__how">{ format!("还有 {blank} 格没有填，按 0 计；总计没有填的等式还没有核对。") }</p>
            }
            { ignored(answer) }
            { edits(props) }
            <p class="verdict__care">{ "没有发现不等于没有：没能核对的，下面逐项列出，请人工核对。" }</p>
        </>
    }
}

/// That something was found and is not told.
fn ignored(answer: &Answer) -> Html {
    let ignored = answer.outcome.ignored.len();
    if ignored == 0 {
        return Html::default();
    }
    html! { <p class="verdict__how">{ format!("已忽略的 {ignored} 处不算在内，列在清单末尾。") }</p> }
}

/// What was changed to get here: the document still says the old figures.
fn edits(props: &Props) -> Html {
    let answer = &props.answer;
    let edited = &answer.outcome.edited;
    if edited.is_empty() {
        return Html::default();
    }
    let row = |edited: &Edited| {
        let now = answer.outcome.report.cell(edited.cell).map_or("", |cell| cell.raw.as_str());
        change_row(props, edited.cell, written(edited.was.as_deref().unwrap_or_default()), written(now), None)
    };
    html! {
        <>
            <table class="verdict__changes"><tbody>{ for edited.iter().map(row) }</tbody></table>
            <p class="verdict__care">
                { format!("这是改了 {} 格以后的结果，只改在这个页面里。核对原件无误后，记得把原文件也改过来。", edited.len()) }
            </p>
        </>
    }
}

fn unbalanced(props: &Props) -> Html {
    let answer = &props.answer;
    let failing = || answer.outcome.findings.iter().enumerate().filter(|(_, finding)| is_equation(finding));
    // One cell can close several equations; it is named once.
    let mut cells: Vec<(usize, String, usize)> = Vec::new();
    for (index, _) in failing() {
        let Some(Place::Cell(cell)) = answer.places.get(index) else { continue };
        let name = format!("{} {}", cell.table.name(), answer.cell_name(*cell));
        match cells.iter_mut().find(|(_, known, _)| *known == name) {
            Some((_, _, count)) => *count += 1,
            None => cells.push((index, name, 1)),
        }
    }
    let more = cells.len().saturating_sub(NAMED);
    html! {
        <>
            <h2 class="verdict__head" id="verdict" tabindex="-1">{ format!("{} 条等式不平衡", failing().count()) }</h2>
            if let Some(undecided) = &answer.outcome.repairs.undecided {
                <p class="verdict__how">{ undecided.sentence() }</p>
            }
            <p class="verdict__how">{ "出在这些总计上，请对照原件，从这里查起：" }</p>
            <ul class="verdict__list">
                { for cells.into_iter().take(NAMED).map(|(index, name, count)| {
                    let look = props.dispatch.reform(move |_: MouseEvent| Action::Finding(index));
                    html! {
                        <li>
                            <button type="button" class="link" onclick={look}>{ name }</button>
                            if count > 1 {
                                <span class="verdict__n">{ format!("{count} 条") }</span>
                            }
                        </li>
                    }
                }) }
            </ul>
            if more > 0 {
                <p class="verdict__care">{ format!("还有 {more} 格，见下面的清单。") }</p>
            }
        </>
    }
}

/// The least changes that make every equation hold: a suspicion, and said so.
fn repair(props: &Props) -> Html {
    let answer = &props.answer;
    let repairs = &answer.outcome.repairs;
    let told = answer.outcome.findings.iter().filter(|finding| is_equation(finding)).count();
    // The least changes mend what is ignored, too.
    let failing = told + answer.equations_ignored();
    let needed = repairs.changes_needed.unwrap_or_default();
    let only = repairs.status == RepairStatus::Unique;
    let how = if only {
        "至少要改这些格，改法只有这一种。"
    } else {
        "至少要改这么多格，改法不止一种。最像的一种是："
    };
    let head = match failing {
        1 => format!("改 {needed} 格，不平的等式就平衡"),
        _ => format!("改 {needed} 格，不平的 {failing} 条等式就全部平衡"),
    };
    let Some((best, others)) = repairs.options.split_first() else { return Html::default() };
    html! {
        <>
            <h2 class="verdict__head" id="verdict" tabindex="-1">{ head }</h2>
            <p class="verdict__how">{ how }</p>
            { proposal(props, best) }
            { why(props) }
            if !others.is_empty() {
                <details class="verdict__others">
                    <summary>{ format!("看其余 {} 种改法", others.len()) }</summary>
                    { for others.iter().map(|option| proposal(props, option)) }
                </details>
            }
            <p class="verdict__care">{ "这是推断，请以原件为准。某格对着原件没有错，就按“没错”，改法里不再动它。" }</p>
        </>
    }
}

/// Why these cells and not the others that stand in the same equations.
fn why(props: &Props) -> Html {
    let outcome = &props.answer.outcome;
    let doubts = doubts(&outcome.report, &outcome.repairs);
    if doubts.is_empty() {
        return Html::default();
    }
    html! {
        <details class="verdict__others">
            <summary>{ "为什么不是别的格" }</summary>
            <ul class="verdict__doubts">
                { for doubts.into_iter().map(|Doubt { cell, sentence }| {
                    let look = props.dispatch.reform(move |_: MouseEvent| Action::Show(cell));
                    html! {
                        <li>
                            <button type="button" class="link" onclick={look}>
                                { format!("{} {}", cell.table.name(), props.answer.cell_name(cell)) }
                            </button>
                            <span class="verdict__doubt">{ sentence }</span>
                        </li>
                    }
                }) }
            </ul>
        </details>
    }
}

/// One way to make every equation hold: its changes, why it is likely, and the button that tries it.
fn proposal(props: &Props, option: &RepairOption) -> Html {
    let texts: Vec<(CellId, String)> =
        option.changes.iter().map(|change| (change.cell, change.to.to_string())).collect();
    let attempt = props.dispatch.reform(move |_: MouseEvent| {
        keep_keyboard();
        Action::Set(texts.clone())
    });
    let row = |change: &Change| {
        let cell = change.cell;
        let from = change.from.map_or_else(|| written("").to_owned(), |from| from.to_string());
        let lock = props.dispatch.reform(move |_: MouseEvent| {
            keep_keyboard();
            Action::Lock(cell)
        });
        change_row(props, cell, &from, &change.to.to_string(), Some(lock))
    };
    html! {
        <div class="verdict__option">
            <table class="verdict__changes"><tbody>{ for option.changes.iter().map(row) }</tbody></table>
            <div class="verdict__try">
                <p class="verdict__why">
                    { option.reason.clone() }
                    if let Some(against) = &option.against {
                        <span class="verdict__against">{ against.clone() }</span>
                    }
                </p>
                <button type="button" class="btn" data-try="" onclick={attempt}>{ "试改" }</button>
            </div>
        </div>
    }
}

/// The button that was pressed gives way to what comes of it: the keyboard waits at the sentence that tells it.
fn keep_keyboard() {
    if let Some(head) = dom::query("#verdict") {
        dom::focus(&head);
    }
}

/// A cell with what it says and what it says after the change; `lock` is what “没错” does.
fn change_row(props: &Props, cell: CellId, from: &str, to: &str, lock: Option<Callback<MouseEvent>>) -> Html {
    let look = props.dispatch.reform(move |_: MouseEvent| Action::Show(cell));
    let name = format!("{} {}", cell.table.name(), props.answer.cell_name(cell));
    html! {
        <tr>
            <th scope="row"><button type="button" class="link" onclick={look}>{ name.clone() }</button></th>
            <td class="verdict__change">
                <del>{ from.to_owned() }</del>
                <span class="verdict__arrow"><span aria-hidden="true">{ "→" }</span><span class="aside">{ "改为" }</span></span>
                <ins>{ to.to_owned() }</ins>
            </td>
            if let Some(lock) = lock {
                <td class="verdict__lock">
                    <button type="button" class="link" aria-label={format!("{name}：对着原件没错")}
                        title="已对照原件，这一格没有错" onclick={lock}>
                        { "没错" }
                    </button>
                </td>
            }
        </tr>
    }
}
