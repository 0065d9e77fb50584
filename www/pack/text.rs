//! The wasm as text for an HTML file.
//!
//! Base64 tears bytes apart, and a compressor finds little in it afterwards: the page would be a third heavier on its
//! way than the wasm it carries. Here each byte keeps a code of its own, so that a compressed page weighs what the
//! compressed wasm does, without anything to unpack in the browser but a table.
//!
//! The codes are printable ASCII, which no transfer damages and which cannot end a script element: `<` is not used.
//! The most frequent bytes have one character; the others have two, the first of which is an escape. A byte that is
//! such a character itself stands for itself where it can, because strings in the wasm then stay readable for the
//! compressor. The text begins with the codes of all bytes from 0 to 255 in order; boot.js reads them.

/// The characters that begin a code of two.
const ESCAPES: [u8; 2] = *b"`~";

/// Encodes bytes as text; boot.js decodes it.
pub fn encode(bytes: &[u8]) -> String {
    let codes = codes(bytes);
    let all = codes.iter().chain(bytes.iter().map(|&byte| &codes[usize::from(byte)]));
    all.map(String::as_str).collect()
}

/// The code of each byte.
fn codes(bytes: &[u8]) -> Vec<String> {
    let characters: Vec<u8> = (b' '..=b'~').filter(|&character| character != b'<').collect();
    let mut free: Vec<u8> = characters.iter().copied().filter(|character| !ESCAPES.contains(character)).collect();

    let mut counts = [0_usize; 256];
    for &byte in bytes {
        counts[usize::from(byte)] += 1;
    }
    let mut frequent: Vec<u8> = (0..=u8::MAX).collect();
    frequent.sort_by_key(|&byte| std::cmp::Reverse(counts[usize::from(byte)]));
    frequent.truncate(free.len());
    frequent.sort_unstable();

    let mut codes = vec![String::new(); 256];
    let (own, other): (Vec<u8>, Vec<u8>) = frequent.into_iter().partition(|byte| free.contains(byte));
    free.retain(|character| !own.contains(character));
    for (byte, character) in own.iter().zip(&own).chain(other.iter().zip(&free)) {
        codes[usize::from(*byte)] = char::from(*character).to_string();
    }
    let pairs = ESCAPES.iter().flat_map(|&first| characters.iter().map(move |&second| [first, second]));
    let rare = codes.iter_mut().filter(|code| code.is_empty());
    for (code, pair) in rare.zip(pairs) {
        code.extend(pair.map(char::from));
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As boot.js does it.
    fn decode(text: &str) -> Vec<u8> {
        let mut characters = text.bytes();
        let mut next = || {
            let first = characters.next()?;
            Some(if ESCAPES.contains(&first) { [first, characters.next()?] } else { [0, first] })
        };
        let table: Vec<[u8; 2]> = (0..256).map_while(|_| next()).collect();
        let mut bytes = Vec::new();
        while let Some(code) = next() {
            let byte = table.iter().position(|&entry| entry == code).expect("a code of the table");
            bytes.push(u8::try_from(byte).expect("the table has 256 entries"));
        }
        bytes
    }

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=u8::MAX).chain(std::iter::repeat_n(0, 50)).chain((128..=200).rev()).collect();
        for bytes in [&bytes[..], b"", b"<!-- </script> `~", &[0xff; 9]] {
            assert_eq!(decode(&encode(bytes)), bytes);
        }
    }

    #[test]
    fn nothing_in_it_can_end_the_element() {
        let text = encode(b"</script><!--\r\n\0");
        assert!(text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'<'));
    }
}
