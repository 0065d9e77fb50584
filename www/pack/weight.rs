//! Which module of the program weighs how much: the sizes of the functions, told by their names.
//!
//! A function that was inlined counts where it ended up, and constant data counts nowhere; so this shows what a reader
//! brings along, not what the page would be without it. The names are for this alone and are taken out afterwards.

use std::collections::BTreeMap;

use wasmparser::{BinaryReader, KnownCustom, Name, Parser, Payload, Result};

/// What one module and the crates that only it needs come to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Bytes of code.
    pub code: usize,
    /// How many functions.
    pub functions: usize,
}

/// The readers and what serves several of them, by the paths of their functions. The first that fits counts.
const SHARES: &[(&str, &[&str])] = &[
    ("docx", &["gouji::readers::docx"]),
    ("odt", &["gouji::readers::odt"]),
    ("docx, odt", &["gouji::readers::words", "gouji::readers::counting"]),
    ("xlsx", &["gouji::readers::xlsx"]),
    ("ods", &["gouji::readers::ods"]),
    ("csv", &["gouji::readers::csv"]),
    ("sheets", &["gouji::readers::sheet"]),
    ("html", &["gouji::readers::html", "html5gum::"]),
    ("mht", &["gouji::readers::mht"]),
    ("markdown", &["gouji::readers::markdown"]),
    ("text", &["gouji::readers::text"]),
    ("archive", &["gouji::readers::archive"]),
    ("xml", &["gouji::readers::xml", "quick_xml::"]),
    ("zip", &["gouji::readers::package", "rawzip::", "flate2::", "miniz_oxide::", "crc32fast::", "simd_adler32::"]),
    ("encodings", &["gouji::readers::encoding", "encoding_rs::"]),
    ("other reading", &["gouji::readers::"]),
    ("recognising", &["gouji::report::", "gouji::document::"]),
    ("rules, repairs", &["gouji::rules::", "gouji::repair::"]),
    ("page", &["gouji::ui::", "yew::", "gloo"]),
];

/// The share of each, in the order of the table; at the end what belongs to none of them.
///
/// # Errors
/// When this is no wasm.
pub fn shares(wasm: &[u8]) -> Result<Vec<(&'static str, Share)>> {
    let mut names = BTreeMap::new();
    let mut sizes = Vec::new();
    let mut imported = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(functions) = subsection? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, naming.name);
                    }
                }
            }
            _ => {}
        }
    }
    let mut shares = vec![Share::default(); SHARES.len() + 1];
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        let owner = SHARES.iter().position(|(_, paths)| paths.iter().any(|path| belongs(name, path)));
        let share = &mut shares[owner.unwrap_or(SHARES.len())];
        share.code += size;
        share.functions += 1;
    }
    let labels = SHARES.iter().map(|(label, _)| *label).chain(["everything else"]);
    Ok(labels.zip(shares).collect())
}

/// Whether a function is of this path: `gouji::readers::docx::read`, `<gouji::readers::docx::Body as Drop>::drop`. A
/// generic function of another crate belongs to that crate, whatever it was made for.
fn belongs(name: &str, path: &str) -> bool {
    let own = name.trim_start_matches(['<', '&', '*', '[', '(']).trim_start_matches("dyn ");
    let own = own.strip_prefix("core::ptr::drop_in_place<").unwrap_or(own);
    // `sheet` is not `sheets`.
    let ends = |rest: &str| path.ends_with(':') || rest.is_empty() || rest.starts_with([':', '<', '>', ' ']);
    own.strip_prefix(path).is_some_and(ends)
}

/// The wasm without its names and the other sections that no browser needs.
///
/// # Errors
/// When this is no wasm.
pub fn stripped(wasm: &[u8]) -> Result<Vec<u8>> {
    /// Its mark and its version.
    const HEAD: usize = 8;
    /// The kind of a section that nothing runs by.
    const CUSTOM: u8 = 0;

    let (head, mut rest) = wasm.split_at(wasm.len().min(HEAD));
    let mut bare = head.to_vec();
    while let Some(kind) = rest.first() {
        let mut reader = BinaryReader::new(rest, 0);
        reader.read_u8()?;
        reader.read_reader()?;
        let (section, after) = rest.split_at(reader.current_position());
        if *kind != CUSTOM {
            bare.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of one function that does nothing, with its name.
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([1, 4, 1, 0x60, 0, 0]);
        wasm.extend([3, 2, 1, 0]);
        wasm.extend([10, 4, 1, 2, 0, 0x0b]);
        let name = b"gouji::readers::docx::read";
        let functions = [&[1, 0, name.len() as u8][..], name].concat();
        let content = [&[4][..], b"name", &[1, functions.len() as u8], &functions].concat();
        wasm.extend([0, content.len() as u8]);
        wasm.extend(content);
        wasm
    }

    #[test]
    fn code_counts_for_the_module_its_function_is_of() {
        let shares = shares(&module()).expect("a module");
        assert_eq!(shares[0], ("docx", Share { code: 2, functions: 1 }));
        assert_eq!(shares.iter().map(|(_, share)| share.functions).sum::<usize>(), 1);
    }

    #[test]
    fn a_module_is_stripped_to_what_runs() {
        let bare = stripped(&module()).expect("a module");
        assert_eq!(bare, module()[..bare.len()]);
        assert!(bare.ends_with(&[10, 4, 1, 2, 0, 0x0b]), "{bare:?}");
        assert_eq!(stripped(&bare).expect("a module"), bare);
    }

    #[test]
    fn a_function_belongs_to_its_own_path() {
        assert!(belongs("gouji::readers::docx::read::h0123456789abcdef", "gouji::readers::docx"));
        assert!(belongs("<gouji::readers::docx::Body as core::fmt::Debug>::fmt", "gouji::readers::docx"));
        assert!(belongs("core::ptr::drop_in_place<gouji::readers::xml::Xml>", "gouji::readers::xml"));
        assert!(!belongs("gouji::readers::sheets::read", "gouji::readers::sheet"));
        assert!(!belongs("alloc::vec::Vec<gouji::readers::docx::Run>::push", "gouji::readers::docx"));
    }
}
