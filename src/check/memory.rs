//! What was read before: who checks one report again and again, as it is changed, has each document read once.

use std::rc::Rc;

use super::{Options, Outcome};
use crate::error::Error;
use crate::report::Report;

/// The documents of the last check as they were read: the report, that of the year before, the tables beside it. The
/// next check reads only what is new; what it has no use for is forgotten.
///
/// An outcome is the same with and without it.
#[derive(Debug, Default)]
pub struct Memory {
    readings: Vec<Rc<Reading>>,
}

/// One document, and what was read out of it.
#[derive(Debug)]
pub(super) struct Reading {
    bytes: Vec<u8>,
    /// The report, or why there is none.
    pub report: Result<Report, Error>,
}

impl Memory {
    /// Checks one document as [`super::check()`] does.
    ///
    /// # Errors
    /// As [`super::check()`].
    pub fn check(&mut self, name: &str, bytes: &[u8], options: &Options) -> Result<Outcome, Error> {
        let mut shelf = Shelf { before: std::mem::take(&mut self.readings), now: Vec::new() };
        let outcome = super::check_with(&mut shelf, name, bytes, options);
        self.readings = shelf.now;
        outcome
    }
}

/// The readings of the last check, and those of this one.
pub(super) struct Shelf {
    before: Vec<Rc<Reading>>,
    now: Vec<Rc<Reading>>,
}

impl Shelf {
    /// What is read out of a document, by now or before.
    pub fn reading(&mut self, bytes: &[u8]) -> Rc<Reading> {
        let known = self.now.iter().chain(&self.before).find(|reading| reading.bytes == bytes);
        let reading = known.cloned().unwrap_or_else(|| {
            let report = super::read(bytes);
            Rc::new(Reading { bytes: bytes.to_vec(), report })
        });
        self.now.push(reading.clone());
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::check::Predecessor;
    use crate::report::Edit;

    const NOW: &str = "某某县青石镇人民政府2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
        | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n";

    fn beside(carried_out: &str, edited: &str) -> Options {
        let text = format!(
            "某某县青石镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\
             | 四、结转下年度继续办理 | {carried_out} | 0 | 0 | 0 | 0 | 0 | {carried_out} |\n"
        );
        let predecessor = Predecessor { name: "去年".into(), bytes: text.into_bytes(), accepted: false };
        let cell = "t3.carried_in.person".parse().expect("a cell");
        let edits = vec![Edit { cell, text: edited.to_owned() }];
        Options { last_year: Some(predecessor), edits, ..Options::default() }
    }

    #[test]
    fn what_was_read_is_read_once_and_forgotten_when_it_is_not_wanted() {
        let mut memory = Memory::default();
        let mut readings = |options: &Options| {
            let outcome = memory.check("今年", NOW.as_bytes(), options);
            assert_eq!(outcome, check("今年", NOW.as_bytes(), options));
            memory.readings.iter().map(Rc::as_ptr).collect::<Vec<_>>()
        };
        let first = readings(&beside("1", "1"));
        // A figure typed over is no other document.
        assert_eq!(readings(&beside("1", "2")), first);
        let mended = readings(&beside("2", "2"));
        assert_eq!((mended.len(), mended[0] == first[0], mended[1] == first[1]), (2, true, false));
        assert_eq!(readings(&Options::default()), first[..1]);
    }

    #[test]
    fn what_cannot_be_read_is_refused_again() {
        let mut memory = Memory::default();
        let refused = |memory: &mut Memory| memory.check("通知", "关于开会的通知".as_bytes(), &Options::default());
        assert!(refused(&mut memory).is_err());
        assert_eq!(refused(&mut memory), check("通知", "关于开会的通知".as_bytes(), &Options::default()));
    }
}
