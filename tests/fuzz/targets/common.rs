//! What the targets of containers share: a container of the fixtures, with one part replaced by the fuzzer's bytes.

use std::io::Write as _;

use gouji::readers::package::Package;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// The parts of a container, ready to be packed again.
pub struct Template {
    parts: Vec<(String, Vec<u8>)>,
    replaced: &'static str,
}

impl Template {
    /// A container of the fixtures, and the name of the part that the fuzzer writes.
    pub fn new(container: &[u8], replaced: &'static str) -> Self {
        let mut package = Package::open(container).expect("a fixture is a container");
        let names: Vec<String> = package.parts().iter().map(|part| part.name.clone()).collect();
        assert!(names.iter().any(|name| name == replaced), "{replaced} is no part");
        let parts = names.into_iter().enumerate();
        let parts = parts.map(|(at, name)| (name, package.unpack(at).expect("a fixture can be unpacked"))).collect();
        Self { parts, replaced }
    }

    /// The container with this content in its part; stored, so that the time goes into reading.
    pub fn with(&self, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for (name, part) in &self.parts {
            let part = if name == self.replaced { content } else { part };
            let file = archive.new_file(name).compression_method(CompressionMethod::STORE);
            let (mut entry, config) = file.start().expect("a new part");
            let mut writer = config.wrap(&mut entry);
            writer.write_all(part).expect("packed");
            let (_, descriptor) = writer.finish().expect("packed");
            entry.finish(descriptor).expect("packed");
        }
        archive.finish().expect("an archive");
        bytes
    }
}
