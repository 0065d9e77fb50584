//! Checking away from the page's thread.
//!
//! The page holds a [`Checker`]. It starts a worker, hands it one document at a time and passes the answers on. Where
//! the worker dies of a document, or does not come to an end with it, that document gets its own reply, a new worker
//! is started, and the documents waiting behind it are checked as if nothing had happened.
//!
//! The worker runs the page's own script, read out of the page and handed over as a blob, and gets the compiled
//! module by its first message, or the wasm's text where a browser (Chromium 69) lets no module travel: nothing is
//! loaded a second time, and it works in a file opened from disk. In a browser that forbids such workers, the page
//! checks by itself, between two turns of its event loop.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};
use yew::Callback;

use super::action::Breakdown;
use crate::check::Memory;
use crate::error::ErrorKind;
use crate::{Error, Options, Outcome};

mod files;

pub use files::{Content, Files};

/// The element that holds the page's script.
const SCRIPT: &str = "app-script";

/// The element that holds the wasm as text.
const WASM: &str = "app-wasm";

/// How long a worker may take to come up, in milliseconds. One that does not is never heard of again in some browsers.
const START_LIMIT: u32 = 10_000;

/// How long one document may take, in milliseconds. A report takes a few; what takes this long does not end.
const TIME_LIMIT: u32 = 5_000;

/// A document to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Comes back with the reply; the caller keeps it unique.
    pub id: u32,
    /// The document's name.
    pub name: String,
    /// Its content.
    pub bytes: Rc<[u8]>,
    /// What is changed and locked in it.
    pub options: Options,
}

/// What became of a request. Each request gets one, unless [`Checker::restart`] or [`Checker::check_instead`] drops it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It was checked, or could not be read.
    Done {
        /// The request's.
        id: u32,
        /// What the engine says.
        outcome: Box<Result<Outcome, Error>>,
    },
    /// It is an archive of several documents: they are to be checked one by one.
    Unpacked {
        /// The request's.
        id: u32,
        /// What is in it.
        files: Files,
    },
    /// The engine broke down over it, or came to no end.
    Lost {
        /// The request's; `None` when the worker died while it had nothing to do.
        id: Option<u32>,
        /// Which of the two.
        how: Breakdown,
    },
}

/// Checks documents one after another, in the order they come. A clone is another handle to the same worker; the
/// worker ends with the last of them.
#[derive(Clone)]
pub struct Checker(Rc<RefCell<Queue>>);

impl PartialEq for Checker {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Checker {
    /// Starts a worker; `on_reply` gets every reply.
    pub fn new(on_reply: Callback<Reply>) -> Self {
        let queue =
            Queue { on_reply, waiting: VecDeque::new(), running: None, place: Place::Page, memory: Rc::default() };
        let checker = Self(Rc::new(RefCell::new(queue)));
        checker.start();
        checker
    }

    /// Has a document checked after those that came before it.
    pub fn check(&self, request: Request) {
        self.0.borrow_mut().waiting.push_back(request);
        self.next();
    }

    /// Has a document checked in place of all that wait: what is not begun yet is not wanted any more.
    pub fn check_instead(&self, request: Request) {
        self.0.borrow_mut().waiting.clear();
        self.check(request);
    }

    /// Drops every request that is running or waiting: none of them gets a reply. What comes later is checked by a
    /// new worker.
    pub fn restart(&self) {
        let busy = {
            let mut queue = self.0.borrow_mut();
            queue.waiting.clear();
            queue.running.take().is_some()
        };
        // An idle worker can go on; a busy one has to be ended to be stopped.
        if busy {
            self.start();
        }
    }

    /// Drops every request as [`Checker::restart`] does, and with them what is remembered of the documents that were
    /// checked.
    pub fn forget(&self) {
        let is_worker = {
            let mut queue = self.0.borrow_mut();
            queue.waiting.clear();
            queue.running.take();
            queue.memory = Rc::default();
            !matches!(queue.place, Place::Page)
        };
        // Where no worker came up, another one would not come up either.
        if is_worker {
            self.start();
        }
    }

    /// Puts a new worker in the place of the old one.
    fn start(&self) {
        let weak = Rc::downgrade(&self.0);
        let place = Thread::start(&weak).map_or(Place::Page, |thread| {
            let patience = Timeout::new(START_LIMIT, move || with(&weak, |checker| checker.lost(Breakdown::TimedOut)));
            Place::Starting { thread, _patience: patience }
        });
        self.0.borrow_mut().place = place;
    }

    /// Begins with the first waiting request, if there is one and nothing else is being checked.
    fn next(&self) {
        let mut queue = self.0.borrow_mut();
        if queue.running.is_some() || matches!(queue.place, Place::Starting { .. }) {
            return;
        }
        let Some(request) = queue.waiting.pop_front() else { return };
        let id = request.id;
        let weak = Rc::downgrade(&self.0);
        let timer = match &queue.place {
            Place::Ready(thread) => {
                // A document that cannot even be handed over is lost at once.
                let (limit, how) = match thread.post(&request) {
                    Ok(()) => (TIME_LIMIT, Breakdown::TimedOut),
                    Err(_) => (0, Breakdown::Crashed),
                };
                Timeout::new(limit, move || with(&weak, |checker| checker.lost(how)))
            }
            Place::Page | Place::Starting { .. } => {
                let memory = queue.memory.clone();
                Timeout::new(0, move || {
                    let reply = reply_to(&mut memory.borrow_mut(), &request.name, &request.bytes, &request.options, id);
                    with(&weak, |checker| checker.answered(reply));
                })
            }
        };
        queue.running = Some(Running { id, _timer: timer });
    }

    /// The worker says something: at first that it is ready, then its answers.
    fn heard(&self, data: JsValue) {
        if data.is_null() {
            {
                let mut queue = self.0.borrow_mut();
                queue.place = match std::mem::replace(&mut queue.place, Place::Page) {
                    Place::Starting { thread, .. } => Place::Ready(thread),
                    place => place,
                };
            }
            self.next();
        } else {
            match from_message(data) {
                Ok(reply) => self.answered(reply),
                Err(_) => self.lost(Breakdown::Crashed),
            }
        }
    }

    /// The running request has its answer.
    fn answered(&self, reply: Reply) {
        let on_reply = {
            let mut queue = self.0.borrow_mut();
            queue.running = None;
            queue.on_reply.clone()
        };
        // The worker gets its next document before the page draws this one.
        self.next();
        on_reply.emit(reply);
    }

    /// The worker died, or is taken for dead.
    fn lost(&self, how: Breakdown) {
        let (started, id, on_reply) = {
            let mut queue = self.0.borrow_mut();
            let started = !matches!(queue.place, Place::Starting { .. });
            (started, queue.running.take().map(|running| running.id), queue.on_reply.clone())
        };
        if started {
            self.start();
            self.next();
            on_reply.emit(Reply::Lost { id, how });
        } else {
            // A worker that never came up is forbidden here; another one would not come up either.
            self.0.borrow_mut().place = Place::Page;
            self.next();
        }
    }
}

/// Calls the checker behind a handle that does not keep it alive.
fn with(queue: &Weak<RefCell<Queue>>, then: impl FnOnce(&Checker)) {
    if let Some(queue) = queue.upgrade() {
        then(&Checker(queue));
    }
}

struct Queue {
    on_reply: Callback<Reply>,
    waiting: VecDeque<Request>,
    running: Option<Running>,
    place: Place,
    /// What the page remembers of the last check, where it checks by itself.
    memory: Rc<RefCell<Memory>>,
}

/// The request that is being checked, and the timer that ends the wait for it.
struct Running {
    id: u32,
    _timer: Timeout,
}

/// Where documents are checked.
enum Place {
    /// In a worker that has not reported yet, while the timer lets it.
    Starting { thread: Thread, _patience: Timeout },
    /// In a worker.
    Ready(Thread),
    /// In the page itself, because there can be no worker.
    Page,
}

/// A worker with what listens to it. It ends when dropped, and nothing is heard of it after that.
struct Thread {
    worker: Worker,
    url: String,
    _listeners: [EventListener; 2],
}

impl Thread {
    fn start(queue: &Weak<RefCell<Queue>>) -> Result<Self, JsValue> {
        let script = text_of(SCRIPT).ok_or(JsValue::NULL)?;
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let worker = Worker::new(&url).inspect_err(|_| revoke(&url))?;
        let (on_message, on_error) = (queue.clone(), queue.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                with(&on_message, |checker| checker.heard(data));
            }),
            EventListener::new(&worker, "error", move |_| {
                with(&on_error, |checker| checker.lost(Breakdown::Crashed));
            }),
        ];
        let thread = Self { worker, url, _listeners: listeners };
        if thread.worker.post_message(&wasm_bindgen::module()).is_err() {
            let wasm = text_of(WASM).ok_or(JsValue::NULL)?;
            thread.worker.post_message(&wasm.into())?;
        }
        Ok(thread)
    }

    /// Hands a request over; its bytes are moved, not copied, between the threads.
    fn post(&self, request: &Request) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(&*request.bytes);
        let buffer = bytes.buffer();
        let options = serde_wasm_bindgen::to_value(&request.options)?;
        let message = Array::of4(&request.id.into(), &request.name.as_str().into(), &bytes, &options);
        self.worker.post_message_with_transfer(&message, &Array::of1(&buffer))
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.terminate();
        revoke(&self.url);
    }
}

/// The text of an element of the page.
fn text_of(id: &str) -> Option<String> {
    web_sys::window()?.document()?.get_element_by_id(id)?.text_content()
}

fn revoke(url: &str) {
    // It fails for no URL, and there would be nothing to do about it.
    let _ = Url::revoke_object_url(url);
}

/// What the worker sends back.
#[derive(Serialize, Deserialize)]
struct Answer {
    id: u32,
    outcome: Result<Outcome, Error>,
}

/// Checks a document, or takes an archive apart.
fn reply_to(memory: &mut Memory, name: &str, bytes: &[u8], options: &Options, id: u32) -> Reply {
    let outcome = memory.check(name, bytes, options);
    let is_several = matches!(&outcome, Err(Error { kind: ErrorKind::SeveralReports, .. }));
    match is_several.then(|| Files::of_archive(name, bytes)) {
        Some(Ok(files)) => Reply::Unpacked { id, files },
        Some(Err(error)) => Reply::Done { id, outcome: Box::new(Err(error)) },
        None => Reply::Done { id, outcome: Box::new(outcome) },
    }
}

/// What the worker posts for a reply. Files travel as what the browser calls blobs, everything else as data.
fn to_message(reply: Reply) -> Result<JsValue, JsValue> {
    match reply {
        Reply::Done { id, outcome } => Ok(serde_wasm_bindgen::to_value(&Answer { id, outcome: *outcome })?),
        Reply::Unpacked { id, files } => Ok(Array::of2(&id.into(), &files.into_message()?).into()),
        // The worker does not outlive it.
        Reply::Lost { .. } => Err(JsValue::NULL),
    }
}

fn from_message(message: JsValue) -> Result<Reply, JsValue> {
    match message.dyn_into::<Array>() {
        Ok(parts) => {
            let id = serde_wasm_bindgen::from_value(parts.get(0))?;
            Ok(Reply::Unpacked { id, files: Files::from_message(parts.get(1))? })
        }
        Err(answer) => {
            let Answer { id, outcome } = serde_wasm_bindgen::from_value(answer)?;
            Ok(Reply::Done { id, outcome: Box::new(outcome) })
        }
    }
}

/// Serves as the worker, when run inside one; returns `false` in a page.
pub fn serve() -> bool {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return false };
    let page = scope.clone();
    let mut memory = Memory::default();
    EventListener::new(&scope, "message", move |event| {
        let message = Array::from(&event.unchecked_ref::<MessageEvent>().data());
        if let Err(error) = answer(&mut memory, &message, &page) {
            // Uncaught here, it is an error event there.
            wasm_bindgen::throw_val(error);
        }
    })
    .forget();
    scope.post_message(&JsValue::NULL).is_ok()
}

/// Checks the document of one message and posts the answer.
fn answer(memory: &mut Memory, message: &Array, page: &DedicatedWorkerGlobalScope) -> Result<(), JsValue> {
    let id = serde_wasm_bindgen::from_value(message.get(0))?;
    let name = message.get(1).as_string().unwrap_or_default();
    let bytes = Uint8Array::new(&message.get(2)).to_vec();
    let options = serde_wasm_bindgen::from_value(message.get(3))?;
    page.post_message(&to_message(reply_to(memory, &name, &bytes, &options, id))?)
}
