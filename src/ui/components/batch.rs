//! The list of reports that came in together: how far it is, one row for each, and the way to each of them.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::sign::{Kind, sign};
use crate::diagnostic::Severity;
use crate::report::form::Form;
use crate::ui::action::Direction;
use crate::ui::batch::{Batch, Forms, Order, Row, RowId, Standing, Summary, Tally};
use crate::ui::desk::Desk;
use crate::ui::dom;

/// In how many steps the progress is read aloud.
const STEPS_ALOUD: usize = 10;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The list.
    pub batch: Rc<Batch>,
    /// Where documents come in.
    pub desk: Desk,
}

/// The list as a whole.
#[component]
pub fn List(props: &Props) -> Html {
    let batch = &props.batch;
    let open = {
        let desk = props.desk.clone();
        use_callback((), move |row: Rc<Row>, ()| desk.open_row(row.id, row.history.now().clone()))
    };
    html! {
        <>
            <section class="reportbar" aria-label="这份清单">
                <h2 class="reportbar__who">{ format!("清单，共 {} 份", batch.len()) }</h2>
                <div class="reportbar__end">{ tally(batch.tally()) }</div>
            </section>
            { progress(batch, &props.desk) }
            <div class="batch" id="list" tabindex="-1" data-list="" onkeydown={on_key}>
                <table class="batch__table">
                    <caption class="batch__caption">
                        { "点单位名看它的报告，点“错误”“提醒”排序。" }{ batch.notice() }
                    </caption>
                    { head(batch.order(), &props.desk) }
                    <tbody>
                        { for batch.shown().into_iter().map(|row| html! {
                            <ListRow key={row.id} row={row.clone()} open={open.clone()} />
                        }) }
                    </tbody>
                </table>
                if batch.holds_no_report() {
                    <p class="batch__none">
                        { "这里面没有认出年度报告。请确认打开的是各单位的《政府信息公开工作年度报告》；\
                           读不了的文件，请按表里写的办法另存或解压以后再打开。" }
                    </p>
                }
            </div>
        </>
    }
}

/// How the reports came out.
fn tally(tally: Tally) -> Html {
    let item = |kind, n: usize, words: &str| {
        html! {
            <span class="tally__item">
                { sign(kind, html! { <><span class="tally__n">{ n }</span>{ format!(" 份{words}") }</> }) }
            </span>
        }
    };
    html! {
        <p class="tally">
            { item(Kind::Found(Severity::Error), tally.wrong, "有错误") }
            { item(Kind::Found(Severity::Warning), tally.doubtful, "只有提醒") }
            { item(Kind::Held, tally.clean, "未发现错误") }
            { item(Kind::Open, tally.unread, "没有核对") }
        </p>
    }
}

/// How far it is. The line stays when all is done, so that nothing moves under the pointer.
fn progress(batch: &Batch, desk: &Desk) -> Html {
    let (done, all) = (batch.done(), batch.len());
    let stop = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.stop_list()
    };
    let resume = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.resume_list()
    };
    let words = match (batch.is_running(), batch.is_stopped()) {
        (true, _) => format!("正在核对第 {} 份 / 共 {all} 份", done + 1),
        (_, true) => format!("已停下，核对了 {done} 份 / 共 {all} 份"),
        _ => format!("核对完了，共 {all} 份"),
    };
    // Every single one would drown out everything else.
    let aloud = match batch.is_running() {
        true => format!("已核对 {} 成，共 {all} 份", done * STEPS_ALOUD / all.max(1)),
        false => words.clone(),
    };
    html! {
        <div class={classes!("progress", "batch__progress", batch.is_running().then_some("batch__progress--on"))}>
            <span class="progress__n">{ words }</span>
            <span class="aside" role="status">{ aloud }</span>
            if batch.is_running() {
                <progress class="progress__bar" aria-label="已核对的份数" max={all.to_string()}
                    value={done.to_string()}></progress>
                <button type="button" class="btn" data-stop="" onclick={stop}>{ "停止" }</button>
            } else if batch.is_stopped() {
                <button type="button" class="btn" onclick={resume}>{ "继续核对" }</button>
            }
        </div>
    }
}

fn head(order: Order, desk: &Desk) -> Html {
    let sorted = |column: Order, word: &'static str| {
        let desk = desk.clone();
        let is_here = order == column;
        let to = if is_here { Order::Input } else { column };
        let sort = move |_: MouseEvent| desk.sort_list(to);
        html! {
            <th class="batch__num" scope="col" aria-sort={if is_here { "descending" } else { "none" }}>
                <button type="button" class="batch__sort" onclick={sort}
                    title={if is_here { "恢复原来的顺序" } else { "多的排在前面" }}>
                    { word }<span class="batch__dir" aria-hidden="true">{ if is_here { "▼" } else { "" } }</span>
                </button>
            </th>
        }
    };
    html! {
        <thead>
            <tr>
                <th class="batch__lead" scope="col">{ "单位" }</th>
                <th scope="col">{ "结果" }</th>
                { sorted(Order::Errors, "错误") }
                { sorted(Order::Warnings, "提醒") }
                <th class="batch__num" scope="col">{ "未核对" }</th>
                <th scope="col">{ "表样" }</th>
                <th scope="col">{ "最要紧的一条" }</th>
            </tr>
        </thead>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: Rc<Row>,
    open: Callback<Rc<Row>>,
}

#[component]
fn ListRow(props: &RowProps) -> Html {
    let row = &props.row;
    let summary = row.summary();
    let open = {
        let row = row.clone();
        props.open.reform(move |_: MouseEvent| row.clone())
    };
    let seen = row.seen.as_ref();
    let who = seen.and_then(|seen| seen.who.clone()).unwrap_or_else(|| file_name(&row.name).to_owned());
    let year = seen.and_then(|seen| seen.year).map(|year| format!("{year} 年"));
    html! {
        <tr class={classes!((!row.opens()).then_some("batch__row--shut"))} data-document={row.name.clone()}
            data-row={row.id.to_string()} data-status={row.standing.as_str()}
            data-count-error={summary.map(|summary| summary.errors.to_string())}
            data-count-warning={summary.map(|summary| summary.warnings.to_string())}>
            <th class="batch__lead" scope="row">
                if row.opens() {
                    <button type="button" class="link batch__who" onclick={open}>{ who }</button>
                } else {
                    <span class="batch__who">{ who }</span>
                }
                if let Some(year) = year {
                    <span class="batch__year">{ year }</span>
                }
                if seen.is_some_and(|seen| seen.is_zero) {
                    <span class="batch__year">{ "零申请" }</span>
                }
                if row.deeds() > 0 {
                    <span class="batch__deeds">{ format!("改过、锁定过 {} 格", row.deeds()) }</span>
                }
                <span class="batch__file">{ row.name.clone() }</span>
            </th>
            { match &row.standing {
                Standing::Checked(summary) => checked(summary),
                Standing::Waiting => unchecked("等待", "还没有核对"),
                Standing::Running => unchecked("在查", "正在核对……"),
                Standing::NotAReport(why) => unchecked("不是年报", why),
                Standing::Unreadable(why) => unchecked("读不了", why),
            } }
        </tr>
    }
}

/// The cells of a report that was checked.
fn checked(summary: &Summary) -> Html {
    let result = match summary {
        Summary { errors: 1.., .. } => sign(Kind::Found(Severity::Error), html! { "错误" }),
        Summary { warnings: 1.., .. } => sign(Kind::Found(Severity::Warning), html! { "提醒" }),
        _ => sign(Kind::Held, html! { "未发现错误" }),
    };
    let count = |head: &'static str, n: usize, class: &'static str| {
        let class = if n == 0 { "batch__zero" } else { class };
        html! { <td class={classes!("batch__num", class)} data-head={head}>{ n }</td> }
    };
    let forms = match summary.forms {
        Forms::None => html! { "—" },
        Forms::One(Form::F2021) => html! { "2021 年" },
        Forms::One(Form::F2019) => html! { "2019 年" },
        Forms::Both => html! { "2019 年和 2021 年" },
        Forms::Outdated => sign(Kind::Found(Severity::Error), html! { "2019 年旧" }),
    };
    html! {
        <>
            <td>{ result }</td>
            { count("错误", summary.errors, "batch__bad") }
            { count("提醒", summary.warnings, "batch__ask") }
            { count("未核对", summary.unchecked, "") }
            <td data-head="表样">{ forms }</td>
            <td class="batch__why">
                <span class="batch__chief">{ summary.chief.clone().unwrap_or_else(|| "没有发现问题".to_owned()) }</span>
            </td>
        </>
    }
}

/// The cells of a report about which nothing is known: no figure stands there, not even a zero.
fn unchecked(word: &'static str, why: &str) -> Html {
    html! {
        <>
            <td>{ sign(Kind::Open, html! { word }) }</td>
            <td class="batch__why" colspan="5">{ why.to_owned() }</td>
        </>
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The arrow keys go from report to report, as Tab does.
fn on_key(event: KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if dom::focus_neighbour("#list .batch__who", step) {
        event.prevent_default();
    }
}

/// What finds the row of a report, to give it the focus.
pub fn row_selector(row: Option<RowId>) -> String {
    row.map_or_else(|| "#list".to_owned(), |id| format!("#list [data-row=\"{id}\"] .link"))
}

/// The way back to the list, and on to its other reports.
#[component]
pub fn ListBar(props: &Props) -> Html {
    let batch = &props.batch;
    let back = {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.back_to_list()
    };
    let step = |direction| {
        let row = batch.neighbour(direction).cloned();
        let desk = props.desk.clone();
        let is_last = row.is_none();
        let open = move |_: MouseEvent| {
            if let Some(row) = &row {
                desk.open_row(row.id, row.history.now().clone());
            }
        };
        let (label, content) = match direction {
            Direction::Back => ("上一份", html! { <>{ icon(Icon::Back) }<span>{ "上一份" }</span></> }),
            Direction::Forward => ("下一份", html! { <><span>{ "下一份" }</span>{ icon(Icon::Forward) }</> }),
        };
        html! {
            <button type="button" class="btn btn--bare" aria-label={label} disabled={is_last} onclick={open}>
                { content }
            </button>
        }
    };
    html! {
        <nav class="batch__bar" aria-label="清单">
            <button type="button" class="btn" data-back-to-list="" onclick={back}>
                { icon(Icon::Back) }<span>{ "返回清单" }</span>
            </button>
            if let (Some(at), Some(row)) = (batch.position(), batch.open()) {
                <span class="batch__at">{ format!("第 {at} 份 / 共 {} 份", batch.len()) }</span>
                <span class="batch__name">{ row.name.clone() }</span>
                { step(Direction::Back) }
                { step(Direction::Forward) }
            } else {
                <span class="batch__at">{ format!("清单里有 {} 份；这一份不在清单里", batch.len()) }</span>
            }
        </nav>
    }
}
