//! "This could not be read." A fault in the report is never an error: it is a finding.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a document could not be read at all. The message is one plain Chinese sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What kind of refusal it is.
    pub kind: ErrorKind,
    /// The sentence for the user.
    pub message: String,
}

/// The kinds of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// Nothing is in it.
    Empty,
    /// A limit of [`crate::limits`] was passed.
    TooLarge,
    /// The format is known, but no reader for it is built in.
    UnsupportedFormat,
    /// It is broken: what it should hold cannot be had from it.
    Damaged,
    /// It is locked with a password.
    Encrypted,
    /// The bytes are no text in any encoding known here.
    NotText,
    /// It is an archive of several documents: [`crate::check::archive`] opens it as a folder.
    SeveralReports,
    /// It was read, and no part or table of an annual report was found in it.
    NotAReport,
    /// The file itself could not be opened.
    Unopened,
}

impl Error {
    /// A refusal of this kind with its sentence.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
