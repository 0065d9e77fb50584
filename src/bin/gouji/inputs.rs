//! What the paths on the command line stand for, and reading it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use gouji::error::{Error, ErrorKind};
use gouji::limits::MAX_BYTES;
use ignore::WalkBuilder;

/// The name standard input has when none is given.
const STANDARD_INPUT: &str = "标准输入";

/// Files in folders are tried when their name ends like this. A file that is named itself is always tried, and what
/// it is, its content tells.
const DOCUMENTS: &[&str] = &[
    "csv", "doc", "docm", "docx", "dot", "dotx", "eml", "et", "ett", "htm", "html", "md", "markdown", "mht", "mhtml",
    "odp", "ods", "odt", "ofd", "pdf", "rtf", "text", "tsv", "txt", "uof", "uos", "uot", "wps", "wpt", "xhtml", "xls",
    "xlsb", "xlsm", "xlsx", "xml",
];

/// One thing to check.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, under this name.
    Standard(String),
    /// A path that leads to nothing readable.
    Broken {
        /// The path as given.
        source: String,
        /// Why.
        error: Error,
    },
}

/// Everything the paths stand for, in the order given; within a folder by name.
#[derive(Debug, Default)]
pub struct Inputs {
    /// What to check.
    pub list: Vec<Input>,
    /// How many files in folders were left out because they are no documents.
    pub left_out: usize,
}

impl Inputs {
    /// Finds everything the paths stand for. Hidden files in folders, and the files that Word and WPS leave beside an
    /// open document, are not looked at. A link to a file counts as the file; a link to a folder is not followed, so
    /// that a walk ends, and stays where it was sent.
    pub fn find(paths: &[PathBuf], name: Option<&str>) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.list.push(Input::Standard(name.unwrap_or(STANDARD_INPUT).to_owned()));
            } else if path.is_dir() {
                inputs.walk(path);
            } else {
                inputs.list.push(Input::File(path.clone()));
            }
        }
        inputs
    }

    fn walk(&mut self, folder: &Path) {
        // Reports may well lie in a folder that git ignores: none of its rules count here.
        let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).sort_by_file_name(OsStr::cmp).build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = entry.into_path();
                    // Folders come with their files, and a named pipe would be waited for for ever. A dead link stays,
                    // and is told as what it is.
                    if is_leftover(&path) || path.metadata().is_ok_and(|found| !found.is_file()) {
                        continue;
                    } else if is_document(&path) {
                        self.list.push(Input::File(path));
                    } else {
                        self.left_out += 1;
                    }
                }
                Err(error) => {
                    let source = path_of(&error).unwrap_or(folder).display().to_string();
                    let reason = error.io_error().map_or_else(|| "读不了".to_owned(), reason);
                    let error = Error::new(ErrorKind::Unopened, format!("打不开：{reason}。"));
                    self.list.push(Input::Broken { source, error });
                }
            }
        }
    }
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| DOCUMENTS.contains(&extension.as_str()))
}

/// Whether it is the lock file of an open document, “~$年报.docx”.
fn is_leftover(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
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
            Input::Standard(name) => name.clone(),
            Input::Broken { source, .. } => source.clone(),
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When it cannot be opened or read, or is larger than [`MAX_BYTES`]: that is told before anything is read, or for
    /// pipes and devices, which have no size, once that much has been read.
    pub fn read(&self) -> Result<Vec<u8>, Error> {
        let unopened = |error: io::Error| Error::new(ErrorKind::Unopened, format!("打不开：{}。", reason(&error)));
        match self {
            Input::Broken { error, .. } => Err(error.clone()),
            Input::Standard(_) => read(io::stdin().lock(), 0).map_err(unopened)?.ok_or_else(too_large),
            Input::File(path) => {
                let file = File::open(path).map_err(unopened)?;
                let size = file.metadata().map_err(unopened)?.len();
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                if size > MAX_BYTES {
                    return Err(too_large());
                }
                read(file, size).map_err(unopened)?.ok_or_else(too_large)
            }
        }
    }
}

/// Reads to the end; `None` when there is more than [`MAX_BYTES`].
fn read(source: impl Read, expected: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(expected);
    source.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= MAX_BYTES).then_some(bytes))
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
    fn documents_are_told_by_the_end_of_their_name() {
        for (name, expected) in
            [("年报.TXT", true), ("a.docx", true), ("a.b.md", true), ("a.png", false), ("txt", false)]
        {
            assert_eq!(is_document(Path::new(name)), expected, "{name}");
        }
        assert!(is_leftover(Path::new("x/~$年报.docx")));
    }

    #[test]
    fn a_source_without_end_is_refused() {
        assert_eq!(read(io::repeat(b'0'), 0).ok(), Some(None));
    }
}
