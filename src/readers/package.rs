//! A ZIP container: what Word, Excel, WPS and LibreOffice put their parts in, and what carries many reports in one file.
//!
//! Parts are unpacked one at a time and never beyond a limit: what a directory entry says of its size is not believed.
//! Not read: encrypted parts, parts packed otherwise than by deflate, archives over several files.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::encoding;
use crate::error::{Error, ErrorKind};
use crate::limits::{MAX_PART, MAX_PARTS, MAX_UNPACKED};

/// Whether the bytes begin as a container with something in it does.
pub(super) fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The most bytes that deflate can make of one.
const MAX_RATIO: usize = 1032;

/// One file in the container.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name with its folders, separated by `/`.
    pub name: String,
    way: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

impl Part {
    /// How many bytes it has by what the list says, which need not be true.
    pub(super) fn size(&self) -> usize {
        usize::try_from(self.way.uncompressed_size_hint()).unwrap_or(usize::MAX)
    }
}

/// A container with the list of its parts.
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    parts: Vec<Part>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a container. Folders are left out; names are UTF-8 or, where they say nothing of it and are no UTF-8, GBK.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when its list of parts cannot be read, [`ErrorKind::TooLarge`] when it has more than
    /// [`MAX_PARTS`] of them.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| damaged())?;
        let parts = parts(&archive)?;
        Ok(Self { archive, parts, left: MAX_UNPACKED })
    }

    /// Its parts, in the order of its list.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Unpacks the part of this name; `None` when there is none. Names are compared as office programs do, without
    /// regard to case.
    ///
    /// # Errors
    /// As [`Package::unpack`].
    pub fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, Error>> {
        let at = self.parts.iter().position(|part| part.name.eq_ignore_ascii_case(name))?;
        Some(self.unpack(at))
    }

    /// Unpacks the part of this name as text.
    ///
    /// # Errors
    /// As [`Package::unpack`]; [`ErrorKind::Damaged`] too when there is no such part, or it is no text.
    pub fn read_text(&mut self, name: &str) -> Result<String, Error> {
        let bytes = self.read(name).unwrap_or_else(|| Err(damaged()))?;
        encoding::decode(&bytes).map(Cow::into_owned).map_err(|_| damaged())
    }

    /// Unpacks the part at this place of the list.
    ///
    /// # Errors
    /// [`ErrorKind::TooLarge`] beyond [`MAX_PART`] bytes, or [`MAX_UNPACKED`] over all parts; [`ErrorKind::Encrypted`];
    /// [`ErrorKind::Damaged`] when the bytes cannot be unpacked or are not the ones that were packed.
    pub fn unpack(&mut self, at: usize) -> Result<Vec<u8>, Error> {
        let part = self.parts.get(at).ok_or_else(damaged)?;
        let bytes = unpack(&self.archive, part, self.left.min(MAX_PART))?;
        self.left -= bytes.len();
        Ok(bytes)
    }
}

/// The parts of an archive, folders left out, in the order of its list.
pub(super) fn parts(archive: &ZipSliceArchive<impl AsRef<[u8]>>) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| damaged())? {
        if entry.is_dir() {
            continue;
        }
        if parts.len() == MAX_PARTS {
            return Err(too_large());
        }
        parts.push(Part {
            name: encoding::file_name(entry.file_path().as_bytes()).replace('\\', "/"),
            way: entry.wayfinder(),
            method: entry.compression_method(),
            encrypted: entry.flags().is_encrypted(),
        });
    }
    Ok(parts)
}

/// Unpacks one part, if it has not more than `limit` bytes.
pub(super) fn unpack(archive: &ZipSliceArchive<impl AsRef<[u8]>>, part: &Part, limit: usize) -> Result<Vec<u8>, Error> {
    if part.encrypted {
        return Err(Error::new(ErrorKind::Encrypted, "这个文件加了密码，无法读取。请先取消密码，再打开。"));
    }
    // A part that is shorter than the list says is refused as well: it need not be unpacked.
    if part.size() > limit {
        return Err(too_large());
    }
    let entry = archive.get_entry(part.way).map_err(|_| damaged())?;
    // What the list says is believed only as far as so many packed bytes can hold so much.
    let expected = part.size().min(entry.data().len().saturating_mul(MAX_RATIO));
    match part.method {
        CompressionMethod::STORE => bounded(entry.verifying_reader(entry.data()), expected, limit),
        CompressionMethod::DEFLATE => {
            bounded(entry.verifying_reader(DeflateDecoder::new(entry.data())), expected, limit)
        }
        _ => Err(Error::new(
            ErrorKind::UnsupportedFormat,
            "这个文件用了少见的压缩方法，无法读取。请在 Word、Excel 或 WPS 里打开它，另存一份再打开。",
        )),
    }
}

/// Everything there is to read, of which `expected` bytes are likely, if it is not more than `limit` bytes.
fn bounded(reader: impl Read, expected: usize, limit: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(expected);
    // One byte more than allowed shows that there is more.
    let stop = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = reader.take(stop).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() > limit => Err(too_large()),
        Ok(_) => Ok(bytes),
        Err(_) => Err(damaged()),
    }
}

/// The refusal of a container that is broken.
pub(super) fn damaged() -> Error {
    Error::new(
        ErrorKind::Damaged,
        "这个文件已损坏，读不出内容。请在 Word、Excel 或 WPS 里打开它，另存一份再打开；压缩包请重新打包。",
    )
}

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "这个文件展开后太大，超出了能核对的范围；年度报告没有这么大。请确认打开的是报告本身，或者只复制报告正文再粘贴过来。",
    )
}

#[cfg(test)]
mod tests {
    use super::super::test_support::packed;
    use super::*;

    #[test]
    fn a_part_is_found_without_regard_to_case() {
        let bytes = packed(&[(b"word/document.xml", b"<w/>"), (b"[Content_Types].xml", b"<t/>")]);
        let mut package = Package::open(&bytes).expect("a container");
        assert_eq!(package.parts().len(), 2);
        assert_eq!(package.read("Word/Document.xml"), Some(Ok(b"<w/>".to_vec())));
        assert_eq!(package.read("word/styles.xml"), None);
    }

    #[test]
    fn a_part_is_unpacked_to_the_limit_and_no_further() {
        let bytes = packed(&[(b"a", &vec![0; MAX_PART]), (b"b", &vec![0; MAX_PART + 1])]);
        assert!(bytes.len() < MAX_PART / 100, "this is a bomb");
        let mut package = Package::open(&bytes).expect("a container");
        assert_eq!(package.unpack(0).map(|part| part.len()), Ok(MAX_PART));
        assert_eq!(package.unpack(1).map_err(|error| error.kind), Err(ErrorKind::TooLarge));
    }

    #[test]
    fn what_is_broken_is_told_from_what_is_large() {
        let whole = packed(&[(b"a.xml", b"<a>0123456789</a>")]);
        assert_eq!(
            Package::open(&whole[..whole.len() - 30]).map_err(|error| error.kind).err(),
            Some(ErrorKind::Damaged)
        );
        let mut spoilt = whole;
        let at = spoilt.iter().position(|byte| *byte == b'x').expect("the name") + 6;
        spoilt[at] ^= 0x55;
        let read = Package::open(&spoilt).and_then(|mut package| package.unpack(0));
        assert_eq!(read.map_err(|error| error.kind), Err(ErrorKind::Damaged));
    }
}
