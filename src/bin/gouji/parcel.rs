//! An archive whose files are checked one by one: opened with the first of them, closed after the last.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gouji::check::archive::Archive;
use gouji::error::Error;

use crate::inputs;

/// An archive and how many of its files are still to be read. In between its bytes are kept once for all threads; a
/// folder of archives never has more of them open than there are threads.
#[derive(Debug)]
pub struct Parcel {
    /// Where it lies; `None` when it cannot be read a second time.
    path: Option<PathBuf>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    archive: Option<Arc<Archive<Vec<u8>>>>,
    to_read: usize,
}

impl Parcel {
    /// The archive in this file, of which so many files will be read.
    pub fn in_file(path: PathBuf, files: usize) -> Self {
        Self { path: Some(path), state: Mutex::new(State { archive: None, to_read: files }) }
    }

    /// An archive that is open already.
    pub fn open(archive: Archive<Vec<u8>>) -> Self {
        let to_read = archive.files().len();
        Self { path: None, state: Mutex::new(State { archive: Some(Arc::new(archive)), to_read }) }
    }

    /// Unpacks the file at this place of the list; each is read once.
    ///
    /// # Errors
    /// When the archive cannot be opened any more, and as [`Archive::unpack`].
    pub fn unpack(&self, at: usize) -> Result<Vec<u8>, Error> {
        let archive = self.archive();
        let content = archive.and_then(|archive| archive.unpack(at));
        let mut state = self.state();
        state.to_read = state.to_read.saturating_sub(1);
        if state.to_read == 0 {
            state.archive = None;
        }
        content
    }

    fn archive(&self) -> Result<Arc<Archive<Vec<u8>>>, Error> {
        let mut state = self.state();
        match (&state.archive, &self.path) {
            (Some(archive), _) => Ok(archive.clone()),
            (None, Some(path)) => {
                let archive = Arc::new(Archive::open(inputs::read_file(path)?)?);
                state.archive = Some(archive.clone());
                Ok(archive)
            }
            (None, None) => Err(inputs::gone()),
        }
    }

    /// A thread that broke down over a file has left nothing half done here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
