//! The root of the page: it holds the state, hears what concerns the whole page, and hands the rest to its parts.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::action::Supply;
use super::batch::Batch;
use super::components::{
    AppBar, EditBar, ExerciseBar, Failed, FillBar, Intake, Keys, LastYear, List, ListBar, Looks, Notes, Outline, Panel,
    Preview, Privacy, Progress, ReportBar, Sheet, StartOver, TwoYears, explain, new_form, row_selector, take,
};
use super::desk::{Desk, is_plain};
use super::state::{Action, Dialog, Direction, Phase, Reveal, Shelf, State, Theme};
use super::view::{Answer, Place};
use super::{dom, keys};
use crate::diagnostic::Severity;
use crate::location::Table;

/// Draws the page into its place.
pub fn start() {
    if let Some(place) = dom::query("#app") {
        yew::Renderer::<App>::with_root(place).render();
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.after(action);
        // What is shown is no longer the answer, from now on and not only once that is drawn.
        if next.stage() != self.stage() {
            dom::tell_phase(Phase::Running);
        }
        Rc::new(next)
    }
}

#[component]
fn App() -> Html {
    let state = use_reducer(State::default);
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action, ()| dispatcher.dispatch(action))
    };
    let desk = (*use_memo((), |()| Desk::new(dispatch.clone()))).clone();

    use_page_events(desk.clone(), dispatch.clone());
    use_handles(&state, &desk);
    use_recheck(&state, &desk);
    use_renewal(&state, &desk);
    use_reveal(&state);
    use_guard(is_filled(&state));
    use_theme(state.theme);

    let answer = state.answer.clone();
    let list = state.list_shown().cloned();
    let at_start = answer.is_none() && list.is_none();
    let (layout, text) = match (&answer, &list) {
        (_, Some(_)) => ("work--list", "#list"),
        (Some(_), None) => ("work--has-panel", "#sheet"),
        (None, None) => ("work--start", "#paste"),
    };
    let main = classes!("work", layout);
    html! {
        <div class="app">
            <a class="skip" href={text}>{ "跳到正文" }</a>
            <AppBar desk={desk.clone()} dispatch={dispatch.clone()} has_answer={!at_start}
                leaving={state.leaving()} />
            if let Some(batch) = state.batch.clone().filter(|_| list.is_none()) {
                <ListBar {batch} desk={desk.clone()} />
            }
            if let Some(answer) = answer.clone() {
                <ReportBar
                    {answer}
                    position={state.position()}
                    has_draft={state.draft_checked}
                    draft_open={state.draft_open}
                    dispatch={dispatch.clone()}
                />
            }
            if let Some(answer) = answer.clone() {
                <LastYear {answer} given={state.history.now().last_year.clone()} desk={desk.clone()}
                    dispatch={dispatch.clone()} />
            }
            if let (Some(answer), Some(exercise)) = (answer.clone(), state.exercise_shown()) {
                <ExerciseBar {answer} {exercise} desk={desk.clone()} dispatch={dispatch.clone()} />
            }
            if let Some(answer) = answer.clone() {
                <Notes answer={answer.clone()} dispatch={dispatch.clone()} />
                if answer.outcome.report.is_form() {
                    <FillBar {answer} dispatch={dispatch.clone()} />
                }
            }
            <Progress job={state.job.clone()} desk={desk.clone()} />
            // An element that is always there: what draws nothing, as the progress does mostly, is placed by what follows it.
            <div>
                if let Some(notice) = &state.notice {
                    <p class="notice" role="status">{ notice.clone() }</p>
                }
                if let Some(shelf) = &state.shelf {
                    { put_by(shelf, &desk) }
                }
            </div>
            <main class={main}>
                if let Some(batch) = list.clone() {
                    <List {batch} desk={desk.clone()} />
                }
                <section class={classes!("start", (!at_start).then_some("start--strip"))}
                    aria-labelledby="lead" hidden={!at_start && !state.draft_open}>
                    <Intake
                        desk={desk.clone()}
                        draft={state.draft.to_string()}
                        whole={at_start}
                        dispatch={dispatch.clone()}
                    >
                        if let Some(failure) = state.failure.clone() {
                            <Failed {failure} />
                        }
                    </Intake>
                </section>
                if let Some(answer) = answer.clone() {
                    <div class="work__report">
                        <Outline answer={answer.clone()} focus={state.focus} dispatch={dispatch.clone()} />
                        <Sheet
                            answer={answer.clone()}
                            work={state.history.now().clone()}
                            typing={state.history.typing().cloned()}
                            focus={state.focus}
                            lit={state.lit}
                            desk={desk.clone()}
                            dispatch={dispatch.clone()}
                        />
                        <EditBar
                            answer={answer.clone()}
                            history={state.history.clone()}
                            dispatch={dispatch.clone()}
                        />
                    </div>
                    <Panel
                        {answer}
                        focus={state.focus}
                        filter={state.filter}
                        inspected={state.inspected}
                        work={state.history.now().clone()}
                        typing={state.history.typing().cloned()}
                        lit={state.lit}
                        drafts={state.drafts.clone()}
                        asking={state.asking.clone()}
                        desk={desk.clone()}
                        open={state.list_open}
                        dispatch={dispatch.clone()}
                    />
                } else if at_start {
                    <Preview />
                }
            </main>
            if state.dialog == Some(Dialog::Privacy) {
                <Privacy dispatch={dispatch.clone()} />
            }
            if let Some(batch) = state.batch.clone().filter(|_| state.dialog == Some(Dialog::StartOver)) {
                <StartOver {batch} work={state.history.now().clone()} shelf={state.shelf.clone()} desk={desk.clone()}
                    dispatch={dispatch.clone()} />
            }
            if state.dialog == Some(Dialog::Keys) {
                <Keys dispatch={dispatch.clone()} />
            }
            if state.dialog == Some(Dialog::Looks) {
                <Looks theme={state.theme} dispatch={dispatch.clone()} />
            }
            if let Some(Dialog::Rule(id)) = state.dialog {
                { explain(id, &dispatch) }
            }
            if let Some(answer) = answer {
                { dialog_about(&answer, state.dialog, &dispatch) }
            }
        </div>
    }
}

/// Whether there are figures that stand nowhere but here.
fn is_filled(state: &State) -> bool {
    let form = state.answer.as_ref().is_some_and(|answer| answer.outcome.report.is_form());
    form && !state.history.now().is_untouched()
}

/// The way back to what was worked on before.
fn put_by(shelf: &Shelf, desk: &Desk) -> Html {
    let back = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.put_back()
    };
    let forget = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.forget()
    };
    html! {
        <p class="notice" role="status">
            { shelf.sentence() }
            <button type="button" class="link" data-put-back="" onclick={back}>{ "放回上一份" }</button>
            { "　" }
            <button type="button" class="link" onclick={forget}>{ "不要了" }</button>
        </p>
    }
}

/// The dialog that speaks of the result.
fn dialog_about(answer: &Rc<Answer>, dialog: Option<Dialog>, dispatch: &Callback<Action>) -> Html {
    match dialog {
        Some(Dialog::Take) => take(answer, answer.outcome.edited.iter().map(|edited| edited.cell).collect(), dispatch),
        Some(Dialog::NewForm) => new_form(answer, dispatch),
        Some(Dialog::TwoYears) => html! { <TwoYears answer={answer.clone()} dispatch={dispatch.clone()} /> },
        _ => Html::default(),
    }
}

/// Tells how far the check is where tests and style sheets look, names the window after the result, and keeps the
/// keyboard's focus when the box it was in goes away.
#[hook]
fn use_handles(state: &State, desk: &Desk) {
    let title = match (&state.answer, state.list_shown()) {
        (Some(answer), _) => title(answer),
        (None, Some(batch)) => list_title(batch),
        (None, None) => TITLE.to_owned(),
    };
    let (settled, is_open) = (state.job.is_none(), state.answer.is_some());
    let home = match (&state.answer, state.list_shown()) {
        (Some(_), _) if !state.draft_open => "#sheet".to_owned(),
        (None, Some(batch)) => row_selector(batch.last()),
        _ => "#paste".to_owned(),
    };
    let desk = desk.clone();
    use_effect_with(state.stage(), move |&(phase, turn, _)| {
        dom::tell_phase(phase);
        if let Some(document) = dom::document() {
            document.set_title(&title);
        }
        if settled {
            desk.settled(is_open);
        }
        if phase == Phase::Done {
            dom::mark_marked();
        }
        if settled && turn > 0 {
            keep_focus(&home);
        }
    });
}

const TITLE: &str = "勾稽 · 年报自查";

fn title(answer: &Answer) -> String {
    if answer.filling.is_untouched() {
        return format!("○ 还没有填 · {} · {TITLE}", answer.outcome.source);
    }
    let report = &answer.outcome.report;
    let who = report.agency.clone().unwrap_or_else(|| answer.outcome.source.clone());
    let year = report.year.map(|year| format!(" {year} 年")).unwrap_or_default();
    let stand = match answer.outcome.count(Severity::Error) {
        0 => "✓ 没有发现错误".to_owned(),
        errors => format!("✕ {errors} 处错误"),
    };
    format!("{stand} · {who}{year} · {TITLE}")
}

fn list_title(batch: &Batch) -> String {
    let stand = match batch.tally().wrong {
        0 => "✓ 没有发现错误".to_owned(),
        wrong => format!("✕ {wrong} 份有错误"),
    };
    format!("{stand} · 共 {} 份 · {TITLE}", batch.len())
}

/// Focus that fell to the body goes to the report, the list and its row, or back to the box.
fn keep_focus(home: &str) {
    let active = dom::document().and_then(|document| document.active_element());
    let inside = active.is_some_and(|active| active.tag_name() != "BODY" && active.closest("[hidden]") == Ok(None));
    if !inside && let Some(element) = dom::query(home).or_else(|| dom::query("#list")) {
        if home.starts_with("#list") {
            dom::show(&element, web_sys::ScrollLogicalPosition::Nearest);
        }
        dom::focus(&element);
    }
}

/// Has the working copy checked whenever it changes.
#[hook]
fn use_recheck(state: &State, desk: &Desk) {
    let (work, desk) = (state.history.now().clone(), desk.clone());
    use_effect_with((state.change, state.is_due()), move |&(_, is_due)| {
        if is_due {
            desk.recheck(work);
        } else {
            desk.keep(work);
        }
    });
}

/// Has the list checked anew where something was decided since.
#[hook]
fn use_renewal(state: &State, desk: &Desk) {
    let (batch, work, desk) = (state.list_shown().cloned(), state.history.now().clone(), desk.clone());
    use_effect_with((state.change, state.is_list_due()), move |&(_, is_due)| {
        if let Some(batch) = batch.filter(|_| is_due) {
            desk.renew_list(&batch, &work);
        }
    });
}

/// Brings what is looked at into sight, in the list and in the report.
#[hook]
fn use_reveal(state: &State) {
    let answer = state.answer.clone();
    let focus = state.focus;
    use_effect_with(focus.turn, move |_| {
        let Some(answer) = answer else { return };
        let entry = focus.finding.and_then(|index| dom::query(&format!("#finding-{index}")));
        if let Some(entry) = entry.filter(|_| matches!(focus.reveal, Reveal::Entry | Reveal::Both)) {
            dom::show(&entry, web_sys::ScrollLogicalPosition::Nearest);
        }
        let place = focus.cell.map(Place::Cell).or_else(|| answer.places.get(focus.finding?).copied());
        let element = place.and_then(|place| dom::query(&selector(place, focus.finding.unwrap_or_default())));
        let position = match focus.reveal {
            Reveal::Both => web_sys::ScrollLogicalPosition::Center,
            Reveal::Cell => web_sys::ScrollLogicalPosition::Nearest,
            Reveal::Nothing | Reveal::Entry => return,
        };
        if let Some(element) = element {
            dom::show(&element, position);
            dom::focus(&element);
        }
    });
}

/// Where a place is in the page.
fn selector(place: Place, index: usize) -> String {
    match place {
        Place::Cell(cell) => dom::cell_selector(cell),
        Place::Words => format!("#sheet [data-finding~=\"{index}\"]"),
        Place::Table(table) => format!("#{table}"),
        Place::Part(part) => format!("#part-{}", part.number()),
        Place::Report => "#report-head".to_owned(),
    }
}

/// Has the browser ask before the page is closed over figures that stand nowhere else.
#[hook]
fn use_guard(is_filled: bool) {
    use_effect_with(is_filled, |&is_filled| {
        let listener = dom::window().filter(|_| is_filled).map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                // Browsers before 2023 ask only where this is set; where it cannot be, nothing is lost by that.
                let _ = js_sys::Reflect::set(event, &"returnValue".into(), &true.into());
            })
        });
        move || drop(listener)
    });
}

#[hook]
fn use_theme(theme: Theme) {
    use_effect_with(theme, |&theme| {
        let Some(list) = dom::query("html").map(|root| root.class_list()) else { return };
        for (other, class) in
            [(Theme::Light, "theme-light"), (Theme::Dark, "theme-dark"), (Theme::Contrast, "theme-contrast")]
        {
            // A class of letters and a hyphen is never refused.
            let _ = list.toggle_with_force(class, other == theme);
        }
    });
}

/// Paste, drop and keys, wherever they happen.
#[hook]
fn use_page_events(desk: Desk, dispatch: Callback<Action>) {
    use_effect_with((), move |()| {
        let listeners = dom::document().map(|document| {
            let listen = |event: &'static str, heard: Box<dyn FnMut(&Event)>| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&document, event, options, heard)
            };
            let (paste, drop, pasted) = (desk.clone(), desk, dispatch.clone());
            [
                listen("paste", Box::new(move |event| on_paste(&paste, &pasted, event))),
                listen("dragover", Box::new(|event| event.prevent_default())),
                listen("drop", Box::new(move |event| on_drop(&drop, event))),
                listen("keydown", Box::new(move |event| on_key(&dispatch, event))),
            ]
        });
        move || drop(listeners)
    });
}

fn on_paste(desk: &Desk, dispatch: &Callback<Action>, event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    let figures = keys::figures(&data.get_data("text/plain").unwrap_or_default());
    if dom::is_last_year(event) {
        if desk.take_last_year(&data) {
            event.prevent_default();
        }
        return;
    }
    if let Some(table) = dom::supply_of(event) {
        if supply(desk, dispatch, table, figures, &data) {
            event.prevent_default();
        }
        return;
    }
    // One figure pasted into a box is text like any other.
    if dom::is_box(event) && figures.concat().len() <= 1 {
        return;
    }
    // Figures pasted on a cell go into it and its neighbours, as in a spreadsheet.
    if let Some(cell) = dom::cell_of(event).filter(|_| !figures.is_empty()) {
        dispatch.emit(Action::Paste(cell, figures));
        event.prevent_default();
        return;
    }
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    // A word pasted into a text one is writing belongs there; a text pasted over everything is a new report.
    if area.is_some_and(|area| !is_all_selected(&area)) && is_plain(&data) {
        return;
    }
    if desk.take(&data) {
        event.prevent_default();
    }
}

/// Supplies a table with what was pasted in its place. Returns whether there was anything.
fn supply(
    desk: &Desk,
    dispatch: &Callback<Action>,
    table: Table,
    figures: Vec<Vec<String>>,
    data: &DataTransfer,
) -> bool {
    if figures.concat().len() > 1 {
        dispatch.emit(Action::Supply(Supply::Figures(table, figures)));
        return true;
    }
    desk.take_table(table, data)
}

fn is_all_selected(area: &HtmlTextAreaElement) -> bool {
    let length = u32::try_from(area.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let selected = (area.selection_start().ok().flatten(), area.selection_end().ok().flatten());
    length == 0 || selected == (Some(0), Some(length))
}

fn on_drop(desk: &Desk, event: &Event) {
    // Without this the browser leaves the page for the file.
    event.prevent_default();
    let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
    if dom::is_last_year(event) {
        desk.take_last_year(&data);
        return;
    }
    if let Some(table) = dom::supply_of(event) {
        desk.take_table(table, &data);
        return;
    }
    desk.take(&data);
}

fn on_key(dispatch: &Callback<Action>, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    // In a box these keys are about what is being typed there.
    let writing = event
        .target()
        .is_some_and(|target| target.has_type::<HtmlTextAreaElement>() || target.has_type::<HtmlInputElement>());
    match event.key().as_str() {
        "z" | "Z" | "y" | "Y" if command && !writing => {
            event.prevent_default();
            let again = event.shift_key() || event.key().eq_ignore_ascii_case("y");
            dispatch.emit(if again { Action::Redo } else { Action::Undo });
        }
        "F8" => {
            event.prevent_default();
            dispatch.emit(Action::Step(if event.shift_key() { Direction::Back } else { Direction::Forward }));
        }
        "o" | "O" if command && !event.shift_key() => {
            event.prevent_default();
            open_file();
        }
        "Escape" => dispatch.emit(Action::Escape),
        _ => {}
    }
}

/// Lets the browser ask for files.
pub fn open_file() {
    dom::click("input[type=file][data-input=report]");
}

/// Lets the browser ask for the file that holds a table.
pub fn open_table(table: Table) {
    dom::click(&format!("input[type=file][data-supply-file={table}]"));
}

/// Lets the browser ask for a folder.
pub fn open_folder() {
    dom::click("input[type=file][data-input=folder]");
}

/// Lets the browser ask for last year's report.
pub fn open_last_year() {
    dom::click("input[type=file][data-input=last-year]");
}
