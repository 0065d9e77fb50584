//! What comes in beside a report: last year's, a table that it lacks, decisions that were kept.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, FileList};

use super::{Content, Desk};
use crate::check::{Decisions, Predecessor, saved};
use crate::location::Table;
use crate::report::supply;
use crate::ui::action::{Action, Decide, LastYear, Supply};
use crate::ui::files::{self, Incoming};
use crate::ui::state::PASTED;
use crate::ui::tray;
use crate::ui::worker::{Content as FileContent, Files};

/// What is said where several files are put in the place of one.
const ONE_LAST_YEAR: &str = "去年的报告请只放一份文件。";

/// The same where a table is asked for.
const ONE_TABLE: &str = "补一张表请只放一份文件。";

impl Desk {
    /// A file that was given out here once: decisions are taken; figures are last year's where a report is open, and a
    /// report themselves where none is.
    pub(super) fn take_kept(&self, name: String, content: FileContent) {
        let desk = self.clone();
        spawn_local(async move {
            match tray::read(&name, content.clone()).await {
                Ok(bytes) if Decisions::is_file(&bytes) => desk.decide(&bytes),
                Ok(bytes) if desk.0.is_open.get() && saved::open(&bytes).is_some() => desk.put_beside(name, &bytes),
                _ => desk.take_one(name, content, 0),
            }
        });
    }

    /// Takes last year's report, pasted or dropped in its place. Returns whether there was anything.
    pub fn take_last_year(&self, data: &DataTransfer) -> bool {
        match Content::of(data) {
            Some(Content::Html(text) | Content::Text(text)) => self.put_beside(PASTED.to_owned(), text.as_bytes()),
            Some(Content::Files(Incoming::Files(files))) => self.take_last_year_in(files),
            Some(Content::Files(Incoming::Folders(_))) => self.tell(ONE_LAST_YEAR),
            None => return false,
        }
        true
    }

    /// Takes last year's report that was chosen.
    pub fn take_last_year_file(&self, files: &FileList) {
        self.take_last_year_in(files::chosen(files));
    }

    /// Takes last year's report as a text.
    pub fn take_last_year_text(&self, text: &str) {
        self.put_beside(PASTED.to_owned(), text.as_bytes());
    }

    fn take_last_year_in(&self, mut files: Files) {
        let Some((name, content)) = files.list.pop() else { return };
        if !files.list.is_empty() {
            return self.tell(ONE_LAST_YEAR);
        }
        let desk = self.clone();
        spawn_local(async move {
            match tray::read(&name, content).await {
                // Whoever puts the other kept file here means it as well.
                Ok(bytes) if Decisions::is_file(&bytes) => desk.decide(&bytes),
                Ok(bytes) => desk.put_beside(name, &bytes),
                Err(error) => desk.tell(&error.message),
            }
        });
    }

    fn put_beside(&self, name: String, bytes: &[u8]) {
        let given = Rc::new(Predecessor { name, bytes: bytes.to_vec(), accepted: false });
        self.0.dispatch.emit(Action::LastYear(LastYear::Given(given)));
    }

    /// Takes a table that the report lacks, pasted or dropped in its place. Returns whether there was anything.
    pub fn take_table(&self, table: Table, data: &DataTransfer) -> bool {
        match Content::of(data) {
            Some(Content::Html(text) | Content::Text(text)) => self.supply(table, supply::Content::Pasted(text)),
            Some(Content::Files(Incoming::Files(files))) => self.take_table_in(table, files),
            Some(Content::Files(Incoming::Folders(_))) => self.tell(ONE_TABLE),
            None => return false,
        }
        true
    }

    /// Takes the file that was chosen for a table.
    pub fn take_table_file(&self, table: Table, files: &FileList) {
        self.take_table_in(table, files::chosen(files));
    }

    fn take_table_in(&self, table: Table, mut files: Files) {
        let Some((name, content)) = files.list.pop() else { return };
        if !files.list.is_empty() {
            return self.tell(ONE_TABLE);
        }
        let desk = self.clone();
        spawn_local(async move {
            match tray::read(&name, content).await {
                Ok(bytes) => desk.supply(table, supply::Content::File(bytes.to_vec())),
                Err(error) => desk.tell(&error.message),
            }
        });
    }

    fn supply(&self, table: Table, content: supply::Content) {
        self.0.dispatch.emit(Action::Supply(Supply::Table(table, content)));
    }

    /// Takes decisions out of a file that was chosen.
    pub fn take_decisions(&self, files: &FileList) {
        let Some((name, content)) = files::chosen(files).list.pop() else { return };
        let desk = self.clone();
        spawn_local(async move {
            match tray::read(&name, content).await {
                Ok(bytes) => desk.decide(&bytes),
                Err(error) => desk.tell(&error.message),
            }
        });
    }

    fn decide(&self, bytes: &[u8]) {
        match Decisions::from_file(bytes) {
            Ok(decisions) => self.0.dispatch.emit(Action::Decide(Decide::Take(Rc::new(decisions)))),
            Err(error) => self.tell(&error.message),
        }
    }

    pub(super) fn tell(&self, notice: &str) {
        self.0.dispatch.emit(Action::Tell(notice.to_owned()));
    }
}
