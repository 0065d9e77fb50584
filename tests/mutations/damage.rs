//! Damage to a file: bytes flipped, cut, inserted and doubled, numbers and marks made hostile; in a container, of its
//! parts as well, which are then packed again.

use gouji::readers::package::Package;

use super::packed::packed;

/// What a hostile or clumsy program may write anywhere.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"&",
    b"\"",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#x110000;",
    b"&#0;",
    b"&lol;",
    b"<!DOCTYPE a [<!ENTITY lol \"ha\">]>",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    b"<table>",
    b"<table><tr><td>",
    b"</table>",
    b"</td>",
    b"</tr>",
    b"<td colspan=1000000 rowspan=1000000>",
    b"<w:tbl>",
    b"</w:tbl>",
    b"<w:tr>",
    b"<w:tc>",
    b"</w:tc>",
    b"<w:vMerge/>",
    b"<w:gridSpan w:val=\"1000000\"/>",
    b"<w:p>",
    b"</w:p>",
    b"<table:table-row table:number-rows-repeated=\"1048576\">",
    b"table:number-columns-repeated=\"16384\"",
    b"<row r=\"4294967295\">",
    b"<c r=\"XFD1048576\" t=\"s\"><v>99999999</v></c>",
    b"<mergeCell ref=\"A1:XFD1048576\"/>",
    b"\r\n",
    b"\n\n",
    b"\t",
    b",",
    b"\",\"",
    b"|",
    b"\n|---|",
    b"--=",
    b"Content-Transfer-Encoding: base64\r\n\r\n",
    b"=3D",
    b"=\r\n",
    "（七）总计".as_bytes(),
    "三、".as_bytes(),
    b"-1",
    b"99999999999999999999999999",
    b"1e309",
];

/// Numbers at the edges of what programs count with.
const NUMBERS: &[&str] =
    &["0", "-1", "1", "32767", "65536", "2147483648", "4294967295", "18446744073709551616", "", "9e99"];

/// Random numbers that are the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(format: &str, seed: u64) -> Self {
        let start =
            format.bytes().fold(seed.wrapping_mul(0x9E37_79B9), |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte));
        Self(start)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 16).unwrap_or(0) % end.max(1)
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// The file with one to eight damages; a container is more often damaged inside than outside.
pub fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    if bytes.starts_with(b"PK") && dice.below(4) > 0 {
        return damaged_inside(bytes, dice);
    }
    spoilt(bytes.to_vec(), dice)
}

fn spoilt(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(8) {
        spoil(&mut bytes, dice);
    }
    bytes
}

fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let reach = 1 << dice.below(12);
    let end = (at + dice.below(reach) + 1).min(bytes.len());
    match dice.below(7) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => drop(bytes.drain(at..end)),
        2 => bytes.truncate(at),
        3 => drop(bytes.splice(at..at, dice.one_of(PIECES).iter().copied())),
        // Once, or often enough to nest deep.
        4 => {
            let piece = bytes[at..end].repeat([1, 3, 300][dice.below(3)]);
            bytes.splice(at..at, piece);
        }
        5 => {
            let piece = bytes[at..end].to_vec();
            let to = dice.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        _ => {
            let is_digit = |byte: &u8| byte.is_ascii_digit();
            let Some(from) = bytes[at..].iter().position(is_digit).map(|offset| at + offset) else { return };
            let to = bytes[from..].iter().position(|byte| !is_digit(byte)).map_or(bytes.len(), |offset| from + offset);
            bytes.splice(from..to, dice.one_of(NUMBERS).bytes());
        }
    }
}

/// The container with damaged parts, one of them left out or doubled now and then.
fn damaged_inside(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut package = Package::open(bytes).expect("a fixture is a container");
    let names: Vec<String> = package.parts().iter().map(|part| part.name.clone()).collect();
    let victim = victim(&names, dice);
    let mut parts = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let content = package.unpack(at).expect("a fixture can be unpacked");
        if at != victim {
            parts.push((name, content));
            continue;
        }
        match dice.below(16) {
            0 => {}
            1 => parts.extend([(name.clone(), content.clone()), (name, spoilt(content, dice))]),
            _ => parts.push((name, spoilt(content, dice))),
        }
    }
    packed(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// Mostly the part with the report in it.
fn victim(names: &[String], dice: &mut Dice) -> usize {
    const CONTENT: [&str; 4] = ["word/document.xml", "content.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"];
    let content = names.iter().position(|name| CONTENT.contains(&name.as_str()));
    match content {
        Some(at) if dice.below(3) > 0 => at,
        _ => dice.below(names.len()),
    }
}
