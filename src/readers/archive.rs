//! A ZIP that is no office document: a folder of reports in one file. Its list, and its files one at a time.
//!
//! What the computer leaves beside documents is passed over (`__MACOSX/`, `.DS_Store`, `Thumbs.db`, `~$年报.docx`), and
//! files that are no documents are only counted, as in a folder. An archive in the archive is opened like one of its
//! folders. Not read: archives in those, RAR and 7z, files locked with a password: each gets its sentence.
//!
//! Nothing is unpacked beyond the limits. What the list says of the sizes decides beforehand which files are read at
//! all, so that it does not depend on the order in which they are unpacked; a file is never unpacked beyond the size
//! the list gives it.

use rawzip::{ZipArchive, ZipSliceArchive};

use super::package::{self, Part};
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_NESTED, MAX_PART, MAX_UNPACKED};

/// Files in folders and archives are tried when their name ends like this; what they are, their content tells.
const DOCUMENTS: &[&str] = &[
    "csv", "doc", "docm", "docx", "dot", "dotx", "eml", "et", "ett", "htm", "html", "md", "markdown", "mht", "mhtml",
    "odp", "ods", "odt", "ofd", "pdf", "rtf", "text", "tsv", "txt", "uof", "uos", "uot", "wps", "wpt", "xhtml", "xls",
    "xlsb", "xlsm", "xlsx", "xml",
];

/// What the parts of office documents are called, and no report is.
const OFFICE_PARTS: &[&str] = &[
    "[content_types].xml",
    "content.xml",
    "meta-inf/manifest.xml",
    "mimetype",
    "ofd.xml",
    "ppt/presentation.xml",
    "word/document.xml",
    "xl/workbook.xml",
];

/// Files that the system leaves in folders.
const LITTER: &[&str] = &["desktop.ini", "ehthumbs.db", "icon\r", "thumbs.db"];

/// How many archives lie in one another, at most, for their files to be read.
const MAX_DEPTH: usize = 2;

/// Whether a file of this name in a folder is tried as a document.
pub fn is_document(name: &str) -> bool {
    extension(name).is_some_and(|extension| DOCUMENTS.contains(&extension.as_str()))
}

/// Whether a file of this name in a folder is opened as an archive.
pub fn is_named_archive(name: &str) -> bool {
    extension(name).as_deref() == Some("zip")
}

/// Whether a file, named with its folders, was left there by the system or by an open office program, and is nobody's
/// document: hidden ones are, too.
pub fn is_litter(path: &str) -> bool {
    let is_hidden = |name: &str| name.starts_with('.') && !name.trim_matches('.').is_empty() || name == "__MACOSX";
    let name = path.rsplit('/').next().unwrap_or_default();
    path.split('/').any(is_hidden) || name.starts_with("~$") || LITTER.contains(&name.to_ascii_lowercase().as_str())
}

fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit('/').next()?.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// Whether these bytes are a ZIP that is no office document.
pub fn is_archive(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return false;
    }
    let Ok(parts) = ZipArchive::from_slice(bytes).map_err(|_| package::damaged()).and_then(|zip| package::parts(&zip))
    else {
        return false;
    };
    !parts.iter().any(|part| OFFICE_PARTS.contains(&part.name.to_ascii_lowercase().as_str()))
}

/// A file of an archive that could be a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name with its folders, separated by `/`.
    pub name: String,
    /// How many bytes it has by what the archive says.
    pub size: usize,
}

/// An open archive: the list of its files, and the bytes they are in.
#[derive(Debug)]
pub struct Archive<B> {
    zip: ZipSliceArchive<B>,
    files: Vec<File>,
    /// Where each file is.
    places: Vec<Place>,
    nested: Vec<Archive<Vec<u8>>>,
    left_out: usize,
}

/// Where a file is.
#[derive(Debug)]
enum Place {
    /// In the archive itself.
    Here(Part),
    /// In an archive in it: which one, and which of its files.
    Nested(usize, usize),
    /// It is not read.
    Refused(Error),
}

/// How much may still be unpacked.
struct Allowance {
    /// Of files and archives.
    all: usize,
    /// Of archives, which are kept unpacked.
    archives: usize,
}

impl<B: AsRef<[u8]>> Archive<B> {
    /// Opens an archive. Its files are listed by name, folder by folder; those that are no documents are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when its list cannot be read; [`ErrorKind::TooLarge`] when it has too many entries;
    /// [`ErrorKind::Empty`] when there is no document in it.
    pub fn open(bytes: B) -> Result<Self, Error> {
        let archive = Self::open_within(bytes, 1, &mut Allowance { all: MAX_UNPACKED, archives: MAX_NESTED })?;
        match (archive.files.is_empty(), archive.left_out) {
            (false, _) => Ok(archive),
            (true, 0) => Err(Error::new(ErrorKind::Empty, "这个压缩包是空的，里面没有文件。")),
            (true, count) => Err(Error::new(
                ErrorKind::Empty,
                format!("这个压缩包里没有报告：里面的 {count} 个文件都不是文档。请把年度报告的文件打进压缩包再试。"),
            )),
        }
    }

    fn open_within(bytes: B, depth: usize, allowance: &mut Allowance) -> Result<Self, Error> {
        let zip = ZipArchive::from_slice(bytes).map_err(|_| package::damaged())?;
        let mut parts = package::parts(&zip)?;
        parts.retain(|part| !is_litter(&part.name));
        parts.sort_by(|a, b| a.name.split('/').cmp(b.name.split('/')));
        let mut archive = Self { zip, files: Vec::new(), places: Vec::new(), nested: Vec::new(), left_out: 0 };
        for part in parts {
            if is_document(&part.name) {
                let size = part.size();
                let place = match allowance.take(size) {
                    Ok(()) => Place::Here(part.clone()),
                    Err(error) => Place::Refused(error),
                };
                archive.push(File { name: part.name, size }, place);
            } else if is_named_archive(&part.name) {
                archive.add_nested(part, depth, allowance);
            } else {
                archive.left_out += 1;
            }
        }
        Ok(archive)
    }

    fn push(&mut self, file: File, place: Place) {
        self.files.push(file);
        self.places.push(place);
    }

    /// Lists the files of an archive in this one as those of a folder, or the archive as a file that cannot be read.
    fn add_nested(&mut self, part: Part, depth: usize, allowance: &mut Allowance) {
        match self.open_nested(&part, depth, allowance) {
            Ok(inner) => {
                let at = self.nested.len();
                for (index, file) in inner.files.iter().enumerate() {
                    let name = format!("{}/{}", part.name, file.name);
                    self.push(File { name, size: file.size }, Place::Nested(at, index));
                }
                self.left_out += inner.left_out;
                self.nested.push(inner);
            }
            Err(error) => self.push(File { name: part.name.clone(), size: part.size() }, Place::Refused(error)),
        }
    }

    fn open_nested(&self, part: &Part, depth: usize, allowance: &mut Allowance) -> Result<Archive<Vec<u8>>, Error> {
        let size = part.size();
        if depth == MAX_DEPTH {
            return Err(Error::new(
                ErrorKind::UnsupportedFormat,
                "压缩包里的压缩包里又有压缩包，没有打开。请先解压，再打开解压出来的文件夹。",
            ));
        }
        if size > allowance.archives {
            let limit = MAX_NESTED >> 20;
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("压缩包里的压缩包合计超过 {limit} 兆，这一个没有打开。请先解压，再打开解压出来的文件夹。"),
            ));
        }
        allowance.take(size)?;
        allowance.archives -= size;
        let bytes = package::unpack(&self.zip, part, size).map_err(in_archive)?;
        Archive::open_within(bytes, depth + 1, allowance)
    }

    /// Its documents, by name.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// How many files are no documents; what the system left there does not count.
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// Unpacks the file at this place of the list.
    ///
    /// # Errors
    /// When it is too large, locked, broken, or the archive as a whole is too large to get to it. The message says why.
    pub fn unpack(&self, at: usize) -> Result<Vec<u8>, Error> {
        match self.places.get(at) {
            Some(Place::Here(part)) => package::unpack(&self.zip, part, part.size()).map_err(in_archive),
            // An archive in an archive has none in it: this goes one step down and no further.
            Some(Place::Nested(archive, at)) => match self.nested.get(*archive) {
                Some(archive) => archive.unpack(*at),
                None => Err(package::damaged()),
            },
            Some(Place::Refused(error)) => Err(error.clone()),
            None => Err(package::damaged()),
        }
    }
}

impl Allowance {
    /// Takes as much as a file of this size needs.
    fn take(&mut self, size: usize) -> Result<(), Error> {
        if size > MAX_PART {
            let limit = MAX_PART >> 20;
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("压缩包里的这份文件超过 {limit} 兆，不像年度报告，没有读。请只留报告正文和表格。"),
            ));
        }
        match self.all.checked_sub(size) {
            Some(left) => {
                self.all = left;
                Ok(())
            }
            None => {
                let limit = MAX_UNPACKED >> 20;
                Err(Error::new(
                    ErrorKind::TooLarge,
                    format!("压缩包解开以后超过 {limit} 兆，这份没有读。请先解压，再打开解压出来的文件夹。"),
                ))
            }
        }
    }
}

/// The one document of an archive.
///
/// # Errors
/// [`ErrorKind::SeveralReports`] when there are more; else as [`Archive::open`] and [`Archive::unpack`].
pub(super) fn only_file(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let archive = Archive::open(bytes)?;
    match archive.files.len() {
        1 => archive.unpack(0),
        count => Err(Error::new(
            ErrorKind::SeveralReports,
            format!("这个压缩包里有 {count} 份文件，不能当作一份报告核对。请先解压，再逐份打开。"),
        )),
    }
}

/// The package speaks of office documents; of a file in an archive there is something else to be said.
fn in_archive(error: Error) -> Error {
    let message = match error.kind {
        ErrorKind::Encrypted => "压缩包加了密码，这份文件打不开。请先用密码解压，再打开解压出来的文件。",
        ErrorKind::UnsupportedFormat => "这份文件的压缩方法少见，解不开。请先解压，再打开解压出来的文件。",
        ErrorKind::Damaged | ErrorKind::TooLarge => {
            "压缩包里的这份文件已损坏，解不开。请重新打包，或者先解压，再打开解压出来的文件。"
        }
        _ => return error,
    };
    let kind = if error.kind == ErrorKind::TooLarge { ErrorKind::Damaged } else { error.kind };
    Error::new(kind, message)
}

#[cfg(test)]
mod tests {
    use super::super::test_support::packed;
    use super::*;
    use crate::limits::MAX_PARTS;

    fn names(archive: &Archive<impl AsRef<[u8]>>) -> Vec<&str> {
        archive.files().iter().map(|file| file.name.as_str()).collect()
    }

    /// Replaces a text of the same length wherever it stands: names are written twice.
    fn put(bytes: &mut [u8], from: &[u8], to: &[u8]) {
        assert_eq!(from.len(), to.len());
        let mut places = 0;
        for at in 0..bytes.len() - from.len() {
            if bytes[at..].starts_with(from) {
                bytes[at..at + from.len()].copy_from_slice(to);
                places += 1;
            }
        }
        assert!(places > 0, "{from:?} does not stand there");
    }

    #[test]
    fn documents_are_told_by_the_end_of_their_name() {
        for (name, expected) in
            [("年报.TXT", true), ("a.docx", true), ("a.b.md", true), ("a.png", false), ("txt", false), (".md", false)]
        {
            assert_eq!(is_document(name), expected, "{name}");
        }
        for (path, expected) in [
            ("x/~$年报.docx", true),
            ("__MACOSX/x/._年报.docx", true),
            (".草稿/年报.docx", true),
            ("Thumbs.db", true),
            ("../年报.docx", false),
            ("./年报.docx", false),
            ("v1.0/年报.docx", false),
        ] {
            assert_eq!(is_litter(path), expected, "{path}");
        }
    }

    #[test]
    fn an_office_document_is_no_archive() {
        for (part, archive) in [
            ("word/document.xml", false),
            ("[Content_Types].xml", false),
            ("mimetype", false),
            ("OFD.xml", false),
            ("年报.docx", true),
            ("草稿/word/document.xml", true),
        ] {
            assert_eq!(is_archive(&packed(&[(part.as_bytes(), b"x")])), archive, "{part}");
        }
        assert!(is_archive(&packed(&[])));
        assert!(!is_archive(b"PK\x03\x04"));
        assert!(!is_archive("PK 赛".as_bytes()));
    }

    #[test]
    fn the_documents_are_listed_by_name_and_the_rest_is_counted() {
        let bytes = packed(&[
            ("街道/乙.txt".as_bytes(), b"2"),
            ("街道 甲.txt".as_bytes(), b"333"),
            ("街道/丙.png".as_bytes(), b"x"),
            ("甲.TXT".as_bytes(), b"1"),
            ("__MACOSX/街道/._乙.txt".as_bytes(), b"x"),
            (b".DS_Store", b"x"),
            ("街道/~$乙.docx".as_bytes(), b"x"),
            ("街道/Thumbs.db".as_bytes(), b"x"),
            (".草稿/丁.txt".as_bytes(), b"x"),
        ]);
        let archive = Archive::open(bytes).expect("an archive");
        assert_eq!(names(&archive), ["甲.TXT", "街道/乙.txt", "街道 甲.txt"]);
        assert_eq!((archive.files()[2].size, archive.left_out()), (3, 1));
        assert_eq!(archive.unpack(1), Ok(b"2".to_vec()));
        assert_eq!(archive.unpack(3).map_err(|error| error.kind), Err(ErrorKind::Damaged));
    }

    #[test]
    fn names_in_gbk_are_read() {
        let mut bytes = packed(&[(b"aaaa/bbbb.txt", b"1")]);
        put(&mut bytes, b"aaaa/bbbb", b"\xbd\xd6\xb5\xc0/\xc4\xea\xb1\xa8");
        assert_eq!(names(&Archive::open(bytes).expect("an archive")), ["街道/年报.txt"]);
    }

    #[test]
    fn an_archive_in_the_archive_is_one_of_its_folders() {
        let deepest = packed(&[(b"d.txt", b"4")]);
        let inner = packed(&[(b"c.txt", b"3"), (b"deeper.zip", &deepest), (b"x.png", b"x")]);
        let bytes = packed(&[(b"b.zip", &inner), (b"a.txt", b"1"), (b"broken.zip", b"PK\x03\x04"), (b"z.txt", b"9")]);
        let archive = Archive::open(bytes).expect("an archive");
        assert_eq!(names(&archive), ["a.txt", "b.zip/c.txt", "b.zip/deeper.zip", "broken.zip", "z.txt"]);
        let unpacked: Vec<_> = (0..5).map(|at| archive.unpack(at).map_err(|error| error.kind)).collect();
        assert_eq!(
            unpacked,
            [
                Ok(b"1".to_vec()),
                Ok(b"3".to_vec()),
                Err(ErrorKind::UnsupportedFormat),
                Err(ErrorKind::Damaged),
                Ok(b"9".to_vec()),
            ]
        );
        assert_eq!(archive.left_out(), 1);
    }

    #[test]
    fn a_bomb_is_unpacked_no_further_than_the_limits() {
        let large = vec![b'x'; MAX_PART];
        let larger = vec![b'x'; MAX_PART + 1];
        let bomb = packed(&[(b"inner.txt", &large)]);
        let bytes = packed(&[
            (b"1.txt", &larger),
            (b"2.txt", &large),
            (b"3.txt", b"small"),
            (b"4.txt", &large),
            (b"5.txt", b"small"),
            (b"6.zip", &bomb),
        ]);
        assert!(bytes.len() < 1 << 20, "this is a bomb");
        let archive = Archive::open(bytes).expect("an archive");
        let read: Vec<_> =
            (0..6).map(|at| archive.unpack(at).map(|bytes| bytes.len()).map_err(|error| error.kind)).collect();
        let refused = Err(ErrorKind::TooLarge);
        assert_eq!(read, [refused, Ok(MAX_PART), Ok(5), refused, Ok(5), refused]);
    }

    #[test]
    fn a_size_that_is_a_lie_does_no_harm() {
        let mut bytes = packed(&[(b"a.txt", &vec![b'x'; 70_000])]);
        put(&mut bytes, &70_000_u32.to_le_bytes(), &7_u32.to_le_bytes());
        let archive = Archive::open(bytes).expect("an archive");
        assert_eq!(archive.unpack(0).map_err(|error| error.kind), Err(ErrorKind::Damaged));
    }

    #[test]
    fn a_locked_file_is_told_and_the_others_are_read() {
        let mut bytes = packed(&[(b"a.txt", b"1"), (b"b.txt", b"2")]);
        // The flag of the first entry of the list.
        let at = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("the list") + 8;
        bytes[at] |= 1;
        let archive = Archive::open(bytes).expect("an archive");
        let locked = archive.unpack(0).expect_err("locked");
        assert_eq!(locked.kind, ErrorKind::Encrypted);
        assert!(locked.message.contains("密码"), "{locked}");
        assert_eq!(archive.unpack(1), Ok(b"2".to_vec()));
    }

    #[test]
    fn what_holds_no_document_says_so() {
        let kind = |parts: &[(&[u8], &[u8])]| Archive::open(packed(parts)).map_err(|error| error.message).err();
        assert!(kind(&[]).is_some_and(|message| message.contains("是空的")));
        assert!(
            kind(&[(b"a.png", b"x"), (b"b.png", b"x")]).is_some_and(|message| message.contains("2 个文件都不是文档"))
        );
        let many: Vec<String> = (0..=MAX_PARTS).map(|index| format!("{index}.txt")).collect();
        let many: Vec<(&[u8], &[u8])> = many.iter().map(|name| (name.as_bytes(), &b""[..])).collect();
        let error = Archive::open(packed(&many)).map_err(|error| error.kind).err();
        assert_eq!(error, Some(ErrorKind::TooLarge));
    }

    #[test]
    fn one_document_alone_is_read_and_several_are_not() {
        assert_eq!(only_file(&packed(&[(b"a.txt", b"1"), (b"b.png", b"x")])), Ok(b"1".to_vec()));
        let several = only_file(&packed(&[(b"a.txt", b"1"), (b"b.txt", b"2")]));
        assert_eq!(several.map_err(|error| error.kind), Err(ErrorKind::SeveralReports));
    }
}
