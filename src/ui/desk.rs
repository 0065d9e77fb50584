//! Where a document comes in: it gets its number, goes to the checker, and its answer goes to the reducer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_file::File;
use gloo_file::futures::read_as_bytes;
use gloo_timers::callback::Timeout;
use web_sys::{DataTransfer, FileList};
use yew::Callback;

use super::dom;
use super::practice::{self, Exercise};
use super::sample;
use super::state::{Action, FORM, PASTED};
use super::work::Work;
use super::worker::{Checker, Reply, Request};
use crate::Options;
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_BYTES;
use crate::report::form::Form;

/// How long the typing has to pause before it is checked, in milliseconds.
const PAUSE: u32 = 150;

/// How long a check goes unmentioned, in milliseconds: a shorter wait is not felt.
const UNFELT: u32 = 200;

/// The place where documents come in. A clone is the same place.
#[derive(Clone)]
pub struct Desk(Rc<Inner>);

struct Inner {
    checker: Checker,
    dispatch: Callback<Action>,
    last: Cell<u32>,
    /// What was checked last, to check it again as the user changes it.
    source: RefCell<Option<Source>>,
    /// What was worked on until something else came in.
    shelf: RefCell<Option<(Source, Rc<Work>)>>,
    work: RefCell<Rc<Work>>,
    slow: Rc<Cell<bool>>,
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
        let on_reply = dispatch.reform(|reply| match reply {
            Reply::Done { id, outcome } => Action::Replied(id, outcome),
            // A worker that dies idle is replaced, and nobody waits for it: no check has the number 0.
            Reply::Crashed { id } => Action::Crashed(id.unwrap_or(0)),
        });
        let checker = Checker::new(on_reply);
        // The engine's first run is its slowest: it happens before anybody waits for it. No check has the number 0, so
        // that its answer is dropped.
        let bytes = sample::REPORT.as_bytes().into();
        checker.check(Request { id: 0, name: String::new(), bytes, options: Options::default() });
        Self(Rc::new(Inner {
            checker,
            dispatch,
            last: Cell::new(0),
            source: RefCell::default(),
            shelf: RefCell::default(),
            work: RefCell::default(),
            slow: Rc::default(),
            pause: RefCell::default(),
            patience: RefCell::default(),
        }))
    }

    /// The text in the box changed.
    pub fn typed(&self, text: String) {
        let id = self.next();
        let empty = text.trim().is_empty();
        self.0.dispatch.emit(Action::Typed { id, text: text.as_str().into() });
        if empty {
            self.0.work.take();
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
        let work = Rc::new(Work::form(form));
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

    /// Takes what was pasted or dropped: a table as the source wrote it, else the text, else the first file. Returns
    /// whether there was anything.
    pub fn take(&self, data: &DataTransfer) -> bool {
        match Content::of(data) {
            Some(Content::Html(html)) => self.put_in(PASTED, html.into_bytes().into(), None, None),
            Some(Content::Text(text)) => self.take_text(PASTED, text),
            Some(Content::Files(files)) => self.take_files(&files),
            None => return false,
        }
        true
    }

    /// Takes the first of these files, and says so if there are more.
    pub fn take_files(&self, files: &FileList) {
        let Some(file) = files.get(0).map(File::from) else { return };
        let id = self.begin();
        let others = files.length() - 1;
        let notice =
            (others > 0).then(|| format!("这次只核对了《{}》，另外 {others} 份没有打开，请一份一份来。", file.name()));
        self.0.dispatch.emit(Action::Taken { id, name: file.name(), text: None, notice, exercise: None });
        let desk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            // The engine's own limit, told before the memory is asked for.
            let refused = if file.size() > MAX_BYTES as u64 {
                Some(Error::new(ErrorKind::TooLarge, format!("《{}》太大，超过了 64 MB，没有打开。", file.name())))
            } else {
                match read_as_bytes(&file).await {
                    Ok(bytes) => {
                        // Meanwhile something else may have been put in.
                        if desk.0.last.get() == id {
                            desk.check(id, file.name(), bytes.into());
                        }
                        None
                    }
                    Err(_) => Some(Error::new(ErrorKind::Unopened, format!("《{}》打不开。", file.name()))),
                }
            };
            if let Some(error) = refused {
                desk.0.dispatch.emit(Action::Replied(id, Box::new(Err(error))));
            }
        });
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
        self.0.shelf.take();
        self.0.checker.restart();
        self.0.dispatch.emit(Action::Wiped);
    }

    /// Back to the beginning; what was worked on can be put back.
    pub fn put_by(&self) {
        self.begin();
        self.0.checker.restart();
        self.0.dispatch.emit(Action::PutBy);
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
            self.0.source.replace(Some(source));
            self.0.work.replace(work);
            self.0.dispatch.emit(Action::PutBack);
        }
    }

    /// Something else comes in: it gets a number, and nothing is changed in it yet.
    fn begin(&self) -> u32 {
        let (work, source) = (self.0.work.take(), self.0.source.take());
        if let Some(source) = source.filter(|_| !work.is_untouched()) {
            self.0.shelf.replace(Some((source, work)));
        }
        self.next()
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

    /// The answer came: nobody waits any more.
    pub fn settled(&self) {
        self.0.patience.take();
        self.0.slow.set(false);
    }
}

/// What a clipboard or a drop holds.
enum Content {
    Html(String),
    Text(String),
    Files(FileList),
}

impl Content {
    fn of(data: &DataTransfer) -> Option<Self> {
        let get = |kind| data.get_data(kind).ok().filter(|text: &String| !text.trim().is_empty());
        // Word puts a picture of the table beside the table: the table comes first.
        if let Some(html) = get("text/html").filter(|html| html.to_ascii_lowercase().contains("<table")) {
            return Some(Content::Html(html));
        }
        let files = data.files().filter(|files| files.length() > 0);
        get("text/plain")
            .map(Content::Text)
            .or_else(|| files.map(Content::Files))
            .or_else(|| get("text/html").map(Content::Html))
    }
}

/// What a clipboard or a drop holds that may be one table: HTML, else text.
pub fn table_in(data: &DataTransfer) -> Option<String> {
    match Content::of(data) {
        Some(Content::Html(text) | Content::Text(text)) => Some(text),
        Some(Content::Files(_)) | None => None,
    }
}

/// Whether a clipboard holds nothing but text, which the box may take as it takes typing.
pub fn is_plain(data: &DataTransfer) -> bool {
    matches!(Content::of(data), Some(Content::Text(_)))
}
