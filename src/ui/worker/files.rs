//! The files of an archive on their way from the worker to the page.
//!
//! Each becomes a blob, which the browser keeps outside the page's own memory; the page reads one when its turn comes.

use gloo_file::Blob;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::check::archive::Archive;
use crate::ui::batch::MAX_ROWS;

/// What a file holds, or why that cannot be told.
pub type Content = Result<Blob, Error>;

/// The files of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Their names and contents.
    pub list: Vec<(String, Content)>,
    /// How many others are no documents.
    pub left_out: usize,
    /// How many others are too many.
    pub beyond: usize,
}

impl Files {
    /// Takes an archive apart. The names begin with the archive's own.
    pub fn of_archive(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let archive = Archive::open(bytes)?;
        let files = archive.files().iter().enumerate().take(MAX_ROWS);
        let list = files.map(|(at, file)| {
            let content = archive.unpack(at).map(|bytes| Blob::new(bytes.as_slice()));
            (format!("{name}/{}", file.name), content)
        });
        let beyond = archive.files().len().saturating_sub(MAX_ROWS);
        Ok(Self { list: list.collect(), left_out: archive.left_out(), beyond })
    }

    /// As it travels.
    pub fn into_message(self) -> Result<JsValue, JsValue> {
        let list = Array::new();
        for (name, content) in self.list {
            let content = match content {
                Ok(blob) => JsValue::from(web_sys::Blob::from(blob)),
                Err(error) => serde_wasm_bindgen::to_value(&error)?,
            };
            list.push(&Array::of2(&name.into(), &content));
        }
        let counts = serde_wasm_bindgen::to_value(&(self.left_out, self.beyond))?;
        Ok(Array::of2(&list, &counts).into())
    }

    /// As it came.
    pub fn from_message(message: JsValue) -> Result<Self, JsValue> {
        let parts: Array = message.dyn_into()?;
        let (left_out, beyond) = serde_wasm_bindgen::from_value(parts.get(1))?;
        let entries: Array = parts.get(0).dyn_into()?;
        let file = |entry: JsValue| -> Result<(String, Content), JsValue> {
            let entry: Array = entry.dyn_into()?;
            let name = entry.get(0).as_string().unwrap_or_default();
            let content = match entry.get(1).dyn_into::<web_sys::Blob>() {
                Ok(blob) => Ok(blob.into()),
                Err(error) => Err(serde_wasm_bindgen::from_value(error)?),
            };
            Ok((name, content))
        };
        let list = entries.iter().map(file).collect::<Result<_, _>>()?;
        Ok(Self { list, left_out, beyond })
    }
}
