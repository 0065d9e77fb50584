//! Where a document comes in: it gets its number, goes to the checker, and its answer goes to the reducer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, FileList};
use yew::Callback;

use super::batch::{Batch, Event, Order, RowId};
use super::dom;
use super::files::{self, Dropped, Incoming};
use super::naming;
use super::practice::{self, Exercise};
use super::sample;
use super::state::{Action, FORM, PASTED};
use super::tray::{self, Tray};
use super::work::Work;
use super::worker::{Checker, Content as FileContent, Files, Reply, Request};
use crate::Options;
use crate::error::{Error, ErrorKind};
use crate::report::form::Form;

mod beside;

/// How long the typing has to pause before it is checked, in milliseconds.
const PAUSE: u32 = 150;

/// How long a check goes unmentioned, in milliseconds: a shorter wait is not felt.
const UNFELT: u32 = 200;

/// The place where documents come in. A clone is the same place.
#[derive(Clone)]
pub struct Desk(Rc<Inner>);

struct Inner {
    checker: Checker,
    tray: Tray,
    dispatch: Callback<Action>,
    last: Rc<Cell<u32>>,
    /// The report of the list that is worked on.
    row: Cell<Option<RowId>>,
    /// What was checked last, to check it again as the user changes it.
    source: RefCell<Option<Source>>,
    /// What was worked on until something else came in.
    shelf: RefCell<Option<(Source, Rc<Work>)>>,
    work: Rc<RefCell<Rc<Work>>>,
    slow: Rc<Cell<bool>>,
    /// Whether a report is shown, beside which another file may belong.
    is_open: Cell<bool>,
    pause: RefCell<Option<Timeout>>,
    patience: RefCell<Option<Timeout>>,
}

/// A document as it came in.
#[derive(Clone)]
struct Source {
    name: String,
    bytes: Rc<[u8]>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Desk {
    /// A desk whose answers go to `dispatch`.
    pub fn new(dispatch: Callback<Action>) -> Self {
        let tray = Tray::new(dispatch.clone());
        let last = Rc::new(Cell::new(0));
        let work: Rc<RefCell<Rc<Work>>> = Rc::default();
        let on_reply = {
            let (dispatch, tray, last, work) = (dispatch.clone(), tray.clone(), last.clone(), work.clone());
            Callback::from(move |reply| match reply {
                Reply::Done { id, outcome } => dispatch.emit(Action::Replied(id, outcome)),
                Reply::Unpacked { id, files } if id == last.get() => take_in_list(&tray, files, &work.borrow()),
                // It is the answer to a question nobody asks any more.
                Reply::Unpacked { .. } => {}
                // A worker that dies idle is replaced, and nobody waits for it: no check has the number 0.
                Reply::Lost { id, how } => dispatch.emit(Action::Crashed(id.unwrap_or(0), how)),
            })
        };
        let checker = Checker::new(on_reply);
        // The engine's first run is its slowest: it happens before anybody waits for it. No check has the number 0, so
        // that its answer is dropped.
        let bytes = sample::REPORT.as_bytes().into();
        checker.check(Request { id: 0, name: String::new(), bytes, options: Options::default() });
        Self(Rc::new(Inner {
            checker,
            tray,
            dispatch,
            last,
            row: Cell::default(),
            source: RefCell::default(),
            shelf: RefCell::default(),
            work,
            slow: Rc::default(),
            is_open: Cell::default(),
            pause: RefCell::default(),
            patience: RefCell::default(),
        }))
    }

    /// The text in the box changed.
    pub fn typed(&self, text: String) {
        let id = self.next();
        // What was done to a report of the list is no deed on this text.
        if self.0.row.take().is_some() {
            self.carry_on(true);
        }
        let empty = text.trim().is_empty();
        self.0.dispatch.emit(Action::Typed { id, text: text.as_str().into() });
        if empty {
            self.carry_on(false);
        } else {
            let bytes: Rc<[u8]> = text.as_bytes().into();
            // A figure that is changed meanwhile is changed in this text.
            self.0.source.replace(Some(Source { name: PASTED.to_owned(), bytes: bytes.clone() }));
            let desk = self.clone();
            let check = move || desk.check(id, PASTED.to_owned(), bytes);
            self.0.pause.replace(Some(Timeout::new(PAUSE, check)));
        }
    }

    /// A whole text was put in.
    pub fn take_text(&self, name: &str, text: String) {
        let bytes = text.as_bytes().into();
        self.put_in(name, bytes, Some(text.into()), None);
    }

    /// The built-in report.
    pub fn take_sample(&self) {
        self.take_text(sample::NAME, sample::REPORT.to_owned());
    }

    /// A report with one slip in it, another one each time.
    pub fn take_exercise(&self) {
        let Some(exercise) = Exercise::new(dom::dice()) else { return };
        let text = exercise.text.clone();
        self.put_in(practice::NAME, text.as_bytes().into(), Some(text.into()), Some(Rc::new(exercise)));
    }

    /// The empty official form, to be filled in.
    pub fn take_form(&self, form: Form) {
        let id = self.begin();
        let work = Rc::new(Work::form(form).beside(&self.0.work.borrow()));
        self.0.work.replace(work.clone());
        self.0.dispatch.emit(Action::Form { id, work });
        self.check(id, FORM.to_owned(), Rc::default());
    }

    /// Something whole comes in, as what is checked and as it can stand in the box.
    fn put_in(&self, name: &str, bytes: Rc<[u8]>, text: Option<Rc<str>>, exercise: Option<Rc<Exercise>>) {
        let (id, name) = (self.begin(), name.to_owned());
        self.0.dispatch.emit(Action::Taken { id, name: name.clone(), text, notice: None, exercise });
        self.check(id, name, bytes);
    }

    /// Takes what was pasted or dropped: a table as the source wrote it, else the text, else the files. Returns
    /// whether there was anything.
    pub fn take(&self, data: &DataTransfer) -> bool {
        match Content::of(data) {
            Some(Content::Html(html)) => self.put_in(PASTED, html.into_bytes().into(), None, None),
            Some(Content::Text(text)) => self.take_text(PASTED, text),
            Some(Content::Files(Incoming::Files(files))) => self.take_in(files),
            Some(Content::Files(Incoming::Folders(dropped))) => self.take_folders(dropped),
            None => return false,
        }
        true
    }

    /// Takes files that were chosen.
    pub fn take_files(&self, files: &FileList) {
        self.take_in(files::chosen(files));
    }

    /// Takes a folder that was chosen.
    pub fn take_folder(&self, files: &FileList) {
        self.take_in(files::of_folder(files));
    }

    /// One file is checked, several are listed.
    fn take_in(&self, files: Files) {
        if let [(name, content)] = files.list.as_slice()
            && files.beyond == 0
        {
            if naming::is_kept(name) && files.left_out == 0 {
                return self.take_kept(name.clone(), content.clone());
            }
            return self.take_one(name.clone(), content.clone(), files.left_out);
        }
        if files.list.is_empty() {
            let name = "文件夹".to_owned();
            let id = self.begin();
            self.0.dispatch.emit(Action::Taken { id, name, text: None, notice: None, exercise: None });
            let message = match files.left_out {
                0 => "里面没有文件。".to_owned(),
                count => format!("里面没有报告：{count} 个文件都不是文档。请确认选的是放年度报告的文件夹。"),
            };
            return self.refuse(id, Error::new(ErrorKind::Empty, message));
        }
        self.begin();
        self.0.source.take();
        take_in_list(&self.0.tray, files, &self.0.work.borrow());
    }

    /// One file is checked; so many others beside it are no documents.
    fn take_one(&self, name: String, content: FileContent, left_out: usize) {
        let id = self.begin();
        let notice = (left_out > 0).then(|| format!("另有 {left_out} 个文件不是文档，没有打开。"));
        self.0.dispatch.emit(Action::Taken { id, name: name.clone(), text: None, notice, exercise: None });
        self.check_file(id, name, content);
    }

    /// Takes folders that were dropped, once it is known what is in them.
    fn take_folders(&self, dropped: Dropped) {
        let id = self.begin();
        let name = dropped.name();
        self.0.dispatch.emit(Action::Taken { id, name, text: None, notice: None, exercise: None });
        let desk = self.clone();
        spawn_local(async move {
            let found = dropped.find().await;
            // Meanwhile something else may have been put in.
            if desk.0.last.get() == id {
                match found {
                    Ok(files) => desk.take_in(files),
                    Err(error) => desk.refuse(id, error),
                }
            }
        });
    }

    fn check_file(&self, id: u32, name: String, content: FileContent) {
        let desk = self.clone();
        spawn_local(async move {
            match tray::read(&name, content).await {
                // Meanwhile something else may have been put in.
                Ok(bytes) if desk.0.last.get() == id => desk.check(id, name, bytes),
                Ok(_) => {}
                Err(error) => desk.refuse(id, error),
            }
        });
    }

    fn refuse(&self, id: u32, error: Error) {
        self.0.dispatch.emit(Action::Replied(id, Box::new(Err(error))));
    }

    /// Opens a report of the list, with what was done to it before.
    pub fn open_row(&self, row: RowId, work: Rc<Work>) {
        let Some((name, content)) = self.0.tray.content(row) else { return };
        let id = self.begin();
        let work = Work::of_row(&work, &self.0.work.borrow());
        self.0.row.set(Some(row));
        self.0.work.replace(work);
        self.0.dispatch.emit(Action::List(Event::Open(row, id)));
        self.check_file(id, name, content);
    }

    /// Back to the list.
    pub fn back_to_list(&self) {
        self.begin();
        self.0.checker.restart();
        self.0.dispatch.emit(Action::List(Event::Back));
    }

    /// Sorts the list.
    pub fn sort_list(&self, order: Order) {
        self.0.dispatch.emit(Action::List(Event::Sort(order)));
    }

    /// Something was decided: the reports of the list that it concerns are checked anew.
    pub fn renew_list(&self, batch: &Batch, work: &Work) {
        let rows = batch.concerned(work);
        let ids = rows.iter().map(|(id, _)| *id).collect();
        self.0.dispatch.emit(Action::List(Event::Renewed(work.decisions.clone(), ids)));
        self.0.tray.renew(rows);
    }

    /// Stops checking the list.
    pub fn stop_list(&self) {
        self.0.tray.stop();
    }

    /// Checks the rest of the list after all.
    pub fn resume_list(&self) {
        self.0.tray.resume();
    }

    /// Stops what is being checked.
    pub fn cancel(&self) {
        self.next();
        self.0.checker.restart();
        self.0.dispatch.emit(Action::Cancelled);
    }

    /// Forgets everything.
    pub fn wipe(&self) {
        self.begin();
        self.0.work.take();
        self.0.tray.clear();
        self.0.shelf.take();
        self.0.checker.forget();
        self.0.dispatch.emit(Action::Wiped);
    }

    /// Back to the beginning; what was worked on can be put back.
    pub fn put_by(&self) {
        let source = self.0.source.borrow().clone();
        if let Some(source) = source.filter(|_| self.0.row.get().is_none()) {
            self.0.shelf.replace(Some((source, self.0.work.borrow().clone())));
        }
        self.drop_it();
    }

    /// Back to the beginning; what was put by before can still be put back.
    pub fn drop_it(&self) {
        self.begin();
        self.0.work.take();
        self.0.checker.restart();
        self.0.dispatch.emit(Action::PutBy);
    }

    /// The working copy changed while no report is shown: the next one is checked with it.
    pub fn keep(&self, work: Rc<Work>) {
        self.0.work.replace(work);
    }

    /// The working copy changed: the document is checked again with what is changed and locked in it now.
    pub fn recheck(&self, work: Rc<Work>) {
        self.0.work.replace(work.clone());
        let source = self.0.source.borrow().clone();
        if let Some(Source { name, bytes }) = source {
            let id = self.next();
            self.0.dispatch.emit(Action::Recheck(id, work));
            self.check(id, name, bytes);
        }
    }

    /// What was worked on before something else came in comes back.
    pub fn put_back(&self) {
        if let Some((source, work)) = self.0.shelf.take() {
            self.next();
            self.0.row.take();
            self.0.source.replace(Some(source));
            self.0.work.replace(work);
            self.0.dispatch.emit(Action::PutBack);
        }
    }

    /// What was put by is not wanted any more.
    pub fn forget(&self) {
        self.0.shelf.take();
        self.0.dispatch.emit(Action::Forget);
    }

    /// Something else comes in: it gets a number, and nothing is changed in it yet.
    fn begin(&self) -> u32 {
        let (source, row) = (self.0.source.take(), self.0.row.take());
        let work = self.carry_on(row.is_some());
        // A report of the list keeps with its row what was done to it.
        if let Some(source) = source.filter(|_| row.is_none() && !work.is_untouched()) {
            self.0.shelf.replace(Some((source, work)));
        }
        self.next()
    }

    /// What was done to the last report is no deed on the next; what stays, stays. Returns the working copy as it was.
    fn carry_on(&self, from_list: bool) -> Rc<Work> {
        let carried = Rc::new(self.0.work.borrow().carried(from_list));
        self.0.work.replace(carried)
    }

    /// A new number; what was about to begin does not.
    fn next(&self) -> u32 {
        dom::mark_input();
        self.0.pause.take();
        self.0.patience.take();
        let id = self.0.last.get().wrapping_add(1);
        self.0.last.set(id);
        id
    }

    fn check(&self, id: u32, name: String, bytes: Rc<[u8]>) {
        self.0.source.replace(Some(Source { name: name.clone(), bytes: bytes.clone() }));
        // What takes long and is no longer wanted must not stand in the way.
        if self.0.slow.replace(false) {
            self.0.checker.restart();
        }
        let (dispatch, slow) = (self.0.dispatch.clone(), self.0.slow.clone());
        let felt = move || {
            slow.set(true);
            dispatch.emit(Action::Slow(id));
        };
        self.0.patience.replace(Some(Timeout::new(UNFELT, felt)));
        let options = self.0.work.borrow().options();
        self.0.checker.check_instead(Request { id, name, bytes, options });
    }

    /// The answer came, or none: nobody waits any more.
    pub fn settled(&self, is_open: bool) {
        self.0.is_open.set(is_open);
        self.0.patience.take();
        self.0.slow.set(false);
    }
}

/// The files are listed, and each is checked with what was decided, as it will be when it is opened.
fn take_in_list(tray: &Tray, files: Files, elsewhere: &Work) {
    tray.take_in(files, &Work::of_row(&Rc::default(), elsewhere));
}

/// What a clipboard or a drop holds.
enum Content {
    Html(String),
    Text(String),
    Files(Incoming),
}

impl Content {
    fn of(data: &DataTransfer) -> Option<Self> {
        let get = |kind| data.get_data(kind).ok().filter(|text: &String| !text.trim().is_empty());
        // Word puts a picture of the table beside the table: the table comes first.
        if let Some(html) = get("text/html").filter(|html| html.to_ascii_lowercase().contains("<table")) {
            return Some(Content::Html(html));
        }
        get("text/plain")
            .map(Content::Text)
            .or_else(|| files::dropped(data).map(Content::Files))
            .or_else(|| get("text/html").map(Content::Html))
    }
}

/// Whether a clipboard holds nothing but text, which the box may take as it takes typing.
pub fn is_plain(data: &DataTransfer) -> bool {
    matches!(Content::of(data), Some(Content::Text(_)))
}
