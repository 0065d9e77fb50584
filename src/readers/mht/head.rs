//! The head of a mail or of one of its parts: fields, one a line, which may go on in lines that begin with a blank.

use super::line_end;
use super::transfer::Transfer;

/// The longest head that is read, in bytes; mails carry many fields that nobody asks for.
const LONGEST: usize = 256 << 10;

/// What a head says, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The content type without its parameters, in lower case; empty where none is given.
    kind: String,
    /// What separates the parts of a container.
    pub boundary: Vec<u8>,
    /// The content id of the part a container begins with.
    pub start: Option<String>,
    /// The name of the encoding, as written.
    pub charset: String,
    /// How the body is put into letters.
    pub transfer: Transfer,
    /// The address the part was saved from.
    pub location: String,
    /// The content id, without its brackets.
    pub id: String,
    /// Whether it comes along as a file of its own.
    pub is_attachment: bool,
    /// Whether the head says which version of the format it is written in, as every mail with a type does.
    pub has_version: bool,
}

impl Head {
    /// Reads the head that begins at the offset; the second value is where its body begins.
    pub fn read(bytes: &[u8], start: usize) -> (Self, usize) {
        let mut head = Self::default();
        let mut at = start;
        let mut field = Vec::new();
        while at < bytes.len() && at - start < LONGEST {
            let end = line_end(bytes, at);
            let line = bytes[at..end].trim_ascii_end();
            if line.starts_with(b"--") {
                // A head that runs into a boundary has no body.
                break;
            }
            at = end;
            if line.is_empty() {
                if field.is_empty() {
                    // Blank lines before the first field.
                    continue;
                }
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                field.extend_from_slice(line);
                continue;
            }
            head.field(&field);
            field.clear();
            field.extend_from_slice(line);
        }
        head.field(&field);
        (head, at)
    }

    pub fn is_multipart(&self) -> bool {
        self.kind.starts_with("multipart/") && !self.boundary.is_empty()
    }

    pub fn is_page(&self) -> bool {
        matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }

    pub fn is_plain(&self) -> bool {
        matches!(self.kind.as_str(), "text/plain" | "text/markdown")
    }

    fn field(&mut self, field: &[u8]) {
        let Some(colon) = field.iter().position(|byte| *byte == b':') else { return };
        let name = field[..colon].trim_ascii().to_ascii_lowercase();
        let value = String::from_utf8_lossy(field[colon + 1..].trim_ascii());
        match name.as_slice() {
            b"content-type" => {
                let (kind, parameters) = value.split_once(';').unwrap_or((&value, ""));
                self.kind = kind.trim().to_ascii_lowercase();
                for (name, value) in split_parameters(parameters) {
                    match name.as_str() {
                        "boundary" => self.boundary = value.trim_end().as_bytes().to_vec(),
                        "charset" => self.charset = value,
                        "start" => self.start = Some(without_brackets(&value).to_owned()),
                        _ => {}
                    }
                }
            }
            b"content-transfer-encoding" => self.transfer = Transfer::named(&value),
            b"content-location" => self.location = value.into_owned(),
            b"content-id" => self.id = without_brackets(&value).to_owned(),
            b"content-disposition" => {
                self.is_attachment = value.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("attachment"));
            }
            b"mime-version" => self.has_version = true,
            _ => {}
        }
    }
}

/// Whether the bytes begin with a field: a name, a colon.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let name = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    (1..60).contains(&name) && bytes.get(name) == Some(&b':')
}

fn without_brackets(id: &str) -> &str {
    let id = id.trim();
    id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id)
}

/// `name=value; name="value"`; names in lower case.
fn split_parameters(mut rest: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].trim_matches(|c: char| c == ';' || c.is_whitespace()).to_ascii_lowercase();
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_once(';').unwrap_or((value, "")),
        };
        parameters.push((name, value.trim().to_owned()));
        rest = after;
    }
    parameters
}
