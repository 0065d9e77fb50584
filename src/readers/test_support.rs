//! What the readers' unit tests share.

use std::io::Write as _;

use rawzip::CompressionMethod;

/// A container of these parts, each a name and a content.
pub(super) fn packed(parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let name = String::from_utf8_lossy(name).into_owned();
        let (mut entry, config) =
            archive.new_file(&name).compression_method(CompressionMethod::DEFLATE).start().expect("a new part");
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::fast()));
        writer.write_all(content).expect("packed");
        let (encoder, descriptor) = writer.finish().expect("packed");
        encoder.finish().expect("packed");
        entry.finish(descriptor).expect("packed");
    }
    archive.finish().expect("an archive");
    bytes
}
