//! The files in a drop or a choice: single ones, several, or whole folders.
//!
//! A folder that is dropped is walked by the browser's own interface, which Chromium refuses in a page opened from disk:
//! such a folder has to be chosen with the button, and the page says so.

use gloo_file::Blob;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::batch::MAX_ROWS;
use super::worker::Files;
use crate::check::archive::{is_document, is_litter, is_named_archive};
use crate::error::{Error, ErrorKind};

/// The most entries of dropped folders that are looked at.
const MAX_ENTRIES: usize = 50_000;

/// What came in.
pub enum Incoming {
    /// Files, named themselves or in a folder.
    Files(Files),
    /// Folders that were dropped; what is in them has yet to be found.
    Folders(Dropped),
}

/// What was dropped, where folders are in it.
pub struct Dropped {
    files: Vec<File>,
    folders: Vec<FileSystemEntry>,
}

/// Whether the browser lets a folder be chosen.
pub fn can_choose_folder() -> bool {
    let input = Reflect::get(&js_sys::global(), &"HTMLInputElement".into());
    let prototype = input.and_then(|input| Reflect::get(&input, &"prototype".into()));
    prototype.is_ok_and(|prototype| Reflect::has(&prototype, &"webkitdirectory".into()).unwrap_or(false))
}

/// The files that were chosen one by one: each is tried.
pub fn chosen(files: &FileList) -> Files {
    named(list(files))
}

/// The files of a folder that was chosen: those that can be documents.
pub fn of_folder(files: &FileList) -> Files {
    let path = |file: &File| {
        let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
    };
    sorted_out(list(files).into_iter().map(|file| (path(&file), file)).collect())
}

/// What was dropped. This has to be asked for while the event lasts.
pub fn dropped(data: &DataTransfer) -> Option<Incoming> {
    let items = data.items();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for index in 0..items.length() {
        let Some(item) = items.get(index).filter(|item| item.kind() == "file") else { continue };
        match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
            Some(folder) => folders.push(folder),
            None => files.extend(item.get_as_file().ok().flatten()),
        }
    }
    match (files.is_empty(), folders.is_empty()) {
        (true, true) => None,
        (_, true) => Some(Incoming::Files(named(files))),
        (_, false) => Some(Incoming::Folders(Dropped { files, folders })),
    }
}

impl Dropped {
    /// The name of the first folder.
    pub fn name(&self) -> String {
        self.folders.first().map(FileSystemEntry::name).unwrap_or_default()
    }

    /// Finds the files in the folders.
    ///
    /// # Errors
    /// When the browser does not let the page look into them.
    pub async fn find(self) -> Result<Files, Error> {
        let mut found = named(self.files);
        for folder in self.folders {
            let files = walk(folder).await.map_err(|_| {
                Error::new(
                    ErrorKind::UnsupportedFormat,
                    "浏览器不让本页读取拖进来的文件夹。请点“打开文件夹”选择它，或者把里面的文件全选后一起拖进来。",
                )
            })?;
            let inside = sorted_out(files);
            found.list.extend(inside.list);
            found.left_out += inside.left_out;
            found.beyond += inside.beyond;
        }
        Ok(found)
    }
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Files named by the user: their content tells what they are, and what the system left beside them is no one's wish.
fn named(files: Vec<File>) -> Files {
    let all = files.len();
    let wanted = files.into_iter().filter(|file| all == 1 || !is_litter(&file.name()));
    Files { list: wanted.map(|file| (file.name(), Ok(Blob::from(file)))).collect(), left_out: 0, beyond: 0 }
}

/// Files of a folder, by name.
fn sorted_out(mut files: Vec<(String, File)>) -> Files {
    // The folder's own name may be anything.
    files.retain(|(path, _)| !is_litter(path.split_once('/').map_or(path.as_str(), |(_, inside)| inside)));
    files.sort_by(|(a, _), (b, _)| a.split('/').cmp(b.split('/')));
    let all = files.len();
    files.retain(|(path, _)| is_document(path) || is_named_archive(path));
    let (left_out, beyond) = (all - files.len(), files.len().saturating_sub(MAX_ROWS));
    let list = files.into_iter().take(MAX_ROWS).map(|(path, file)| (path, Ok(Blob::from(file)))).collect();
    Files { list, left_out, beyond }
}

/// Every file below a folder, with its path from there.
async fn walk(folder: FileSystemEntry) -> Result<Vec<(String, File)>, JsValue> {
    let mut folders = vec![(folder.name(), folder)];
    let mut files = Vec::new();
    let mut seen = 0;
    while let Some((path, folder)) = folders.pop() {
        let reader = folder.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
        // A reader gives its entries in several goes; an empty one is the last.
        loop {
            let entries =
                called_back(|done, failed| reader.read_entries_with_callback_and_callback(done, failed)).await?;
            let entries: Array = entries.dyn_into()?;
            if entries.length() == 0 || seen > MAX_ENTRIES {
                break;
            }
            for entry in entries.iter() {
                seen += 1;
                let entry: FileSystemEntry = entry.unchecked_into();
                let path = format!("{path}/{}", entry.name());
                if entry.is_directory() {
                    folders.push((path, entry));
                } else {
                    let entry: FileSystemFileEntry = entry.unchecked_into();
                    let file = called_back(|done, failed| {
                        entry.file_with_callback_and_callback(done, failed);
                        Ok(())
                    });
                    files.push((path, file.await?.unchecked_into()));
                }
            }
        }
    }
    Ok(files)
}

/// What a function that wants two callbacks gives to the first of them.
async fn called_back(call: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = call(&done, &failed) {
            // It fails for no function that a promise hands out.
            let _ = failed.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(promise).await
}
