//! What the list's reports hold, and the worker that checks them one after another.
//!
//! The worker is one of its own: a report that is opened does not wait for the list. It is started for the first report
//! that waits and ended with the last. A report that it breaks down over, or does not come to an end with, costs
//! that report's row and nothing else.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use gloo_file::Blob;
use gloo_file::futures::read_as_bytes;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::action::{Action, Breakdown};
use super::batch::{Arrival, Event, MAX_ROWS, RowId, Summary};
use super::work::Work;
use super::worker::{Checker, Content, Files, Reply, Request};
use crate::Outcome;
use crate::check::archive;
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_BYTES;

/// The reports of the list. A clone is the same tray.
#[derive(Clone)]
pub struct Tray(Rc<Inner>);

struct Inner {
    dispatch: Callback<Action>,
    contents: RefCell<BTreeMap<RowId, (String, Content)>>,
    waiting: RefCell<VecDeque<Rc<Due>>>,
    running: RefCell<Option<Rc<Due>>>,
    last: Cell<RowId>,
    checker: RefCell<Option<Checker>>,
    stopped: Cell<bool>,
}

/// A report in the line.
struct Due {
    id: RowId,
    /// The working copy it is checked as.
    work: Rc<Work>,
}

impl Tray {
    /// An empty tray; what happens to its reports goes to `dispatch`.
    pub fn new(dispatch: Callback<Action>) -> Self {
        Self(Rc::new(Inner {
            dispatch,
            contents: RefCell::default(),
            waiting: RefCell::default(),
            running: RefCell::default(),
            last: Cell::default(),
            checker: RefCell::default(),
            stopped: Cell::default(),
        }))
    }

    /// Files came in: they are listed behind those that are there, and checked, each as this working copy.
    pub fn take_in(&self, files: Files, work: &Rc<Work>) {
        let arrival = self.arrive(files, work, VecDeque::push_back);
        self.0.stopped.set(false);
        self.say(Event::Came(arrival));
        self.go_on();
    }

    /// Keeps what came in, and lines it up to be checked: `line_up` puts a report into the line.
    fn arrive(&self, files: Files, work: &Rc<Work>, line_up: impl Fn(&mut VecDeque<Rc<Due>>, Rc<Due>)) -> Arrival {
        let mut contents = self.0.contents.borrow_mut();
        let room = MAX_ROWS.saturating_sub(contents.len());
        let beyond = files.beyond + files.list.len().saturating_sub(room);
        let mut rows = Vec::new();
        for (name, content) in files.list.into_iter().take(room) {
            let id = self.0.last.get() + 1;
            self.0.last.set(id);
            rows.push((id, name.clone()));
            contents.insert(id, (name, content));
            line_up(&mut self.0.waiting.borrow_mut(), Rc::new(Due { id, work: work.clone() }));
        }
        Arrival { rows, left_out: files.left_out, beyond }
    }

    /// The name and the content of a report.
    pub fn content(&self, id: RowId) -> Option<(String, Content)> {
        self.0.contents.borrow().get(&id).cloned()
    }

    /// Stops checking.
    pub fn stop(&self) {
        self.0.stopped.set(true);
        self.0.checker.take();
        if let Some(due) = self.0.running.take() {
            self.0.waiting.borrow_mut().push_front(due);
        }
        self.say(Event::Stopped);
    }

    /// Checks the rest after all.
    pub fn resume(&self) {
        self.0.stopped.set(false);
        self.say(Event::Resumed);
        self.go_on();
    }

    /// Has reports checked anew, each as its working copy now is.
    pub fn renew(&self, rows: Vec<(RowId, Rc<Work>)>) {
        let is_renewed = |due: &Due| rows.iter().any(|(id, _)| *id == due.id);
        self.0.waiting.borrow_mut().retain(|due| !is_renewed(due));
        if self.0.running.borrow().as_deref().is_some_and(is_renewed) {
            // What it would answer is not asked any more.
            self.0.checker.take();
            self.0.running.take();
        }
        self.0.waiting.borrow_mut().extend(rows.into_iter().map(|(id, work)| Rc::new(Due { id, work })));
        self.go_on();
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.0.checker.take();
        self.0.running.take();
        self.0.waiting.borrow_mut().clear();
        self.0.contents.borrow_mut().clear();
    }

    fn say(&self, event: Event) {
        self.0.dispatch.emit(Action::List(event));
    }

    /// Begins with the next report, if none is being checked.
    fn go_on(&self) {
        if self.0.stopped.get() || self.0.running.borrow().is_some() {
            return;
        }
        let Some(due) = self.0.waiting.borrow_mut().pop_front() else {
            self.0.checker.take();
            return;
        };
        let id = due.id;
        let Some((name, content)) = self.content(id) else { return self.go_on() };
        self.0.running.replace(Some(due.clone()));
        self.say(Event::Begun(id));
        let tray = self.clone();
        spawn_local(async move {
            let read = read(&name, content).await;
            // Meanwhile the user may have stopped it, or begun it anew.
            if !tray.0.running.borrow().as_ref().is_some_and(|running| Rc::ptr_eq(running, &due)) {
                return;
            }
            match read {
                Ok(bytes) => tray.checker().check(Request { id, name, bytes, options: due.work.options() }),
                Err(error) => tray.done(id, Event::Refused(id, error)),
            }
        });
    }

    /// The worker, started if there is none.
    fn checker(&self) -> Checker {
        let start = || {
            let tray = Rc::downgrade(&self.0);
            Checker::new(Callback::from(move |reply| {
                if let Some(tray) = tray.upgrade() {
                    Tray(tray).heard(reply);
                }
            }))
        };
        self.0.checker.borrow_mut().get_or_insert_with(start).clone()
    }

    fn heard(&self, reply: Reply) {
        match reply {
            Reply::Done { id, outcome } => self.done(id, told(id, *outcome)),
            Reply::Unpacked { id, files } => {
                // What came out of an archive was named in it, and is checked in its place.
                self.0.contents.borrow_mut().remove(&id);
                let mut files = files;
                files.list.reverse();
                let work = self.0.running.borrow().as_ref().map(|due| due.work.clone()).unwrap_or_default();
                let mut arrival = self.arrive(files, &work, VecDeque::push_front);
                arrival.rows.reverse();
                self.done(id, Event::Unpacked(id, arrival));
            }
            Reply::Lost { id: Some(id), how } => self.done(id, Event::Refused(id, lost(how))),
            Reply::Lost { id: None, .. } => {}
        }
    }

    fn done(&self, id: RowId, event: Event) {
        if self.0.running.borrow().as_ref().is_some_and(|running| running.id == id) {
            self.0.running.take();
            self.say(event);
            self.go_on();
        }
    }
}

fn told(id: RowId, outcome: Result<Outcome, Error>) -> Event {
    match outcome {
        Ok(outcome) => Event::Checked(id, Summary::of(&outcome)),
        Err(error) => Event::Refused(id, error),
    }
}

fn lost(how: Breakdown) -> Error {
    let advice = "其余各份没有受影响。";
    Error::new(ErrorKind::Damaged, format!("{}{advice}", how.message()))
}

/// Reads what a file holds.
///
/// # Errors
/// When it is too large, which is told before the memory is asked for, or cannot be opened.
pub async fn read(name: &str, content: Content) -> Result<Rc<[u8]>, Error> {
    let blob: Blob = content?;
    if blob.size() > MAX_BYTES as u64 {
        let limit = MAX_BYTES >> 20;
        let advice = match archive::is_named_archive(name) {
            true => "请先解压，再打开解压出来的文件夹。",
            false => "请只留报告正文和表格。",
        };
        return Err(Error::new(ErrorKind::TooLarge, format!("《{name}》超过 {limit} 兆，没有打开。{advice}")));
    }
    match read_as_bytes(&blob).await {
        Ok(bytes) => Ok(bytes.into()),
        Err(_) => Err(Error::new(ErrorKind::Unopened, format!("《{name}》打不开。"))),
    }
}
