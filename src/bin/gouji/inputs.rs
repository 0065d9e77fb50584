//! What the paths on the command line stand for, and reading it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::check::archive::{self, Archive};
use gouji::error::{Error, ErrorKind};
use gouji::limits::MAX_BYTES;
use ignore::WalkBuilder;

use crate::parcel::Parcel;

/// The name standard input has when none is given.
const STANDARD_INPUT: &str = "标准输入";

/// One thing to check.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A file in an archive.
    Packed {
        /// The archive's name, and the file's in it.
        source: String,
        /// The archive.
        parcel: Arc<Parcel>,
        /// The place in its list.
        at: usize,
    },
    /// What is read already, as standard input is, or cannot be read.
    Given {
        /// The name it goes by.
        source: String,
        /// Its bytes, or why there are none.
        content: Result<Vec<u8>, Error>,
    },
}

/// Everything the paths stand for, in the order given; within a folder or an archive by name.
#[derive(Debug, Default)]
pub struct Inputs {
    /// What to check.
    pub list: Vec<Input>,
    /// How many files in folders and archives were left out because they are no documents.
    pub left_out: usize,
}

impl Inputs {
    /// Finds everything the paths stand for. Hidden files in folders, and the files that Word and WPS leave beside an
    /// open document, are not looked at. A link to a file counts as the file; a link to a folder is not followed, so
    /// that a walk ends, and stays where it was sent. An archive is opened like a folder.
    pub fn find(paths: &[PathBuf], name: Option<&str>) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.add_standard(name.unwrap_or(STANDARD_INPUT));
            } else if path.is_dir() {
                inputs.walk(path);
            } else {
                inputs.add_file(path.clone());
            }
        }
        inputs
    }

    fn add_standard(&mut self, source: &str) {
        let content = read(io::stdin().lock(), 0).map_err(unopened).and_then(|bytes| bytes.ok_or_else(too_large));
        let content = match content {
            Ok(bytes) if archive::is_archive(&bytes) => match Archive::open(bytes) {
                Ok(archive) => return self.add_packed(source, archive, Parcel::open),
                Err(error) => Err(error),
            },
            content => content,
        };
        self.list.push(Input::Given { source: source.to_owned(), content });
    }

    fn add_file(&mut self, path: PathBuf) {
        match archive_in(&path) {
            Some(archive) => {
                let source = path.display().to_string();
                self.add_packed(&source, archive, |archive| Parcel::in_file(path, archive.files().len()));
            }
            None => self.list.push(Input::File(path)),
        }
    }

    fn add_packed(&mut self, source: &str, archive: Archive<Vec<u8>>, parcel: impl FnOnce(Archive<Vec<u8>>) -> Parcel) {
        self.left_out += archive.left_out();
        let sources: Vec<_> = archive.files().iter().map(|file| format!("{source}/{}", file.name)).collect();
        let parcel = Arc::new(parcel(archive));
        let files = sources.into_iter().enumerate();
        self.list.extend(files.map(|(at, source)| Input::Packed { source, parcel: parcel.clone(), at }));
    }

    fn walk(&mut self, folder: &Path) {
        // Reports may well lie in a folder that git ignores: none of its rules count here.
        let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).sort_by_file_name(OsStr::cmp).build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = entry.into_path();
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    // Folders come with their files, and a named pipe would be waited for for ever. A dead link stays,
                    // and is told as what it is.
                    if archive::is_litter(&name) || path.metadata().is_ok_and(|found| !found.is_file()) {
                        continue;
                    } else if archive::is_document(&name) {
                        self.list.push(Input::File(path));
                    } else if archive::is_named_archive(&name) {
                        self.add_file(path);
                    } else {
                        self.left_out += 1;
                    }
                }
                Err(error) => {
                    let source = path_of(&error).unwrap_or(folder).display().to_string();
                    let reason = error.io_error().map_or_else(|| "读不了".to_owned(), reason);
                    let error = Error::new(ErrorKind::Unopened, format!("打不开：{reason}。"));
                    self.list.push(Input::Given { source, content: Err(error) });
                }
            }
        }
    }
}

/// The archive in this file; `None` when there is none, or when it cannot be opened, which is told where it is checked.
fn archive_in(path: &Path) -> Option<Archive<Vec<u8>>> {
    // A pipe can be read only once.
    if !path.metadata().ok()?.is_file() {
        return None;
    }
    let mut start = [0; 4];
    File::open(path).ok()?.read_exact(&mut start).ok()?;
    let bytes = start.starts_with(b"PK").then(|| read_file(path).ok())??;
    archive::is_archive(&bytes).then(|| Archive::open(bytes).ok())?
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

impl Input {
    /// The name the document goes by.
    pub fn source(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Packed { source, .. } | Input::Given { source, .. } => source.clone(),
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When it cannot be opened, read or unpacked, or is larger than [`MAX_BYTES`].
    pub fn read(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self {
            Input::File(path) => read_file(path).map(Cow::Owned),
            Input::Packed { parcel, at, .. } => parcel.unpack(*at).map(Cow::Owned),
            Input::Given { content, .. } => content.as_deref().map(Cow::Borrowed).map_err(Error::clone),
        }
    }
}

/// Reads a file.
///
/// # Errors
/// When it cannot be opened or read, or is larger than [`MAX_BYTES`]: that is told before anything is read, or for
/// pipes and devices, which have no size, once that much has been read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(unopened)?;
    let size = file.metadata().map_err(unopened)?.len();
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let too_large = || {
        if archive::is_named_archive(&path.to_string_lossy()) {
            let limit = MAX_BYTES >> 20;
            let advice = "请先解压，再核对解压出来的文件夹。";
            return Error::new(ErrorKind::TooLarge, format!("压缩包超过 {limit} 兆，没有打开。{advice}"));
        }
        too_large()
    };
    if size > MAX_BYTES {
        return Err(too_large());
    }
    read(file, size).map_err(unopened)?.ok_or_else(too_large)
}

/// Reads to the end; `None` when there is more than [`MAX_BYTES`].
fn read(source: impl Read, expected: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(expected);
    source.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_BYTES).then_some(bytes))
}

fn unopened(error: io::Error) -> Error {
    Error::new(ErrorKind::Unopened, format!("打不开：{}。", reason(&error)))
}

/// The refusal of what can be read only once, and was.
pub fn gone() -> Error {
    Error::new(ErrorKind::Unopened, "打不开：已经读过一次。")
}

fn too_large() -> Error {
    let limit = MAX_BYTES >> 20;
    Error::new(ErrorKind::TooLarge, format!("文件超过 {limit} 兆，不像年度报告，没有读。请只留报告正文和表格。"))
}

/// Why the system refuses, in Chinese.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::InvalidFilename => "文件名不对".to_owned(),
        _ => format!("系统不允许（{}）", error.raw_os_error().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_without_end_is_refused() {
        assert_eq!(read(io::repeat(b'0'), 0).ok(), Some(None));
    }
}
