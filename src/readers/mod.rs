//! The readers: one input format, one file; the content decides which one reads, not the file's name.

pub mod text;

use crate::document::Document;
use crate::error::{Error, ErrorKind};

/// Reads a document from its bytes.
///
/// # Errors
/// When a limit is passed, or no reader knows the format. The message says why.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "文件是空的，没有内容可以核对。"));
    }
    text::read(&String::from_utf8_lossy(bytes))
}
