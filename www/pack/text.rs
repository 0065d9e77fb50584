//! The wasm as text for an HTML file.
//!
//! Base64 tears bytes apart, and a compressor finds little in the pieces: the page would be a third heavier on its way
//! than the wasm it carries. Here a byte is two letters, its low half from `A` to `P` and then its high half from `a`
//! to `p`. Because the two alphabets differ and the low half leads, brotli always knows which half comes next and
//! guesses it from the last, so that the text ends up no heavier than the wasm itself, and the browser has nothing to
//! unpack. boot.js reads it.

/// Encodes bytes as text; boot.js decodes it.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [char::from(b'A' + (byte & 15)), char::from(b'a' + (byte >> 4))]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_its_low_half_and_its_high_half() {
        assert_eq!(encode(b"\0asm\xff\x10"), "AaBgDhNgPpAb");
    }
}
