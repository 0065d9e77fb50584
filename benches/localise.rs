//! Error localisation, beside a general solver on the same cases: `cargo bench --bench localise`.
//!
//! Each case is a report with slips planted by seed. Both are asked for the least number of cells that must change; a
//! difference between them stops the run. The targets are at the median 0.1 ms for one or two wrong cells, 1 ms for
//! three, 20 ms for four, and a hundredth of the solver's time; and never more than 300 ms to an answer, an honest
//! `undecided` included.
//!
//! A number after `--` sets how many cases of each kind both are given; the engine alone is given twenty times as many.
//! Under `cargo test`, a handful shows that the bench still runs.

#![allow(clippy::disallowed_methods, reason = "a benchmark is the place for a clock")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use gouji::location::Table;
use gouji::repair::{RepairStatus, Trust, locate};
use gouji::report::Report;
use gouji::report::form::Form;
use support::milp::{Answer, least};
use support::planted::{Dice, SIZES, Sheet};

const CASES: u64 = 60;
const CASES_IN_A_TEST: u64 = 2;

/// See [`Times::time`].
const LONG: Duration = Duration::from_millis(500);

/// How long the solver may think about one case, in seconds.
const PATIENCE: f64 = 30.0;

/// What is planted: how many wrong cells at least and at most, and where.
const KINDS: &[(&str, usize, usize, &[Table])] = &[
    ("表三 1 格", 1, 1, &[Table::T3]),
    ("表三 2 格", 2, 2, &[Table::T3]),
    ("表三 3 格", 3, 3, &[Table::T3]),
    ("表三 4 格", 4, 4, &[Table::T3]),
    ("表四 1—2 格", 1, 2, &[Table::T4]),
    ("两表 1—4 格", 1, 4, &[Table::T3, Table::T4]),
];

/// What only the engine is given: more than one meets in practice.
const MANY: &[(&str, usize, usize, &[Table])] = &[
    ("表三 5 格", 5, 5, &[Table::T3]),
    ("表三 6 格", 6, 6, &[Table::T3]),
    ("表三 8 格", 8, 8, &[Table::T3]),
    ("表三 12 格", 12, 12, &[Table::T3]),
    ("两表 30 格", 30, 30, &[Table::T3, Table::T4]),
];

fn main() {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let measured = args.iter().any(|arg| arg == "--bench");
    let wanted = args.iter().find_map(|arg| arg.parse().ok());
    let cases = wanted.unwrap_or(if measured { CASES } else { CASES_IN_A_TEST });

    println!("同一批题，各 {cases} 道                中位数         99%         最慢");
    for &(name, least_wrong, most_wrong, tables) in KINDS {
        let (mut engine, mut solver) = (Times::default(), Times::default());
        for seed in 0..cases {
            let (report, form) = case(seed, least_wrong, most_wrong, tables);
            let needed = engine.locate(&report);
            let answer = solver.time(|| least(&report, form, &[], PATIENCE));
            match (answer, needed) {
                (Answer::Least(number), Some(needed)) => assert_eq!(number, needed, "{name}, case {seed}"),
                (Answer::Unknown, _) => solver.undecided += 1,
                (Answer::Least(_), None) => {}
                (Answer::Impossible, _) => panic!("{name}, case {seed}: nothing is locked, so there is a solution"),
            }
        }
        engine.print(name, "推算");
        solver.print(name, "求解器");
        println!("{name}　中位数相差 {:.0} 倍", solver.at(50).as_secs_f64() / engine.at(50).as_secs_f64());
    }

    println!("\n只推算，各 {} 道", cases * 20);
    for &(name, least_wrong, most_wrong, tables) in KINDS.iter().chain(MANY) {
        let mut engine = Times::default();
        for seed in 0..cases * 20 {
            engine.locate(&case(seed, least_wrong, most_wrong, tables).0);
        }
        engine.print(name, "推算");
    }
}

/// The case with this seed: all sizes of office, both forms.
fn case(seed: u64, least_wrong: usize, most_wrong: usize, tables: &[Table]) -> (Report, Form) {
    let mut dice = Dice::new(seed * 100 + most_wrong as u64);
    let form = dice.pick(&[Form::F2021, Form::F2019]);
    let size = dice.pick(&SIZES);
    let mut sheet = Sheet::balanced(&mut dice, form, size);
    let wrong = least_wrong + dice.below(most_wrong - least_wrong + 1);
    sheet.plant(&mut dice, wrong, tables);
    (sheet.report(), form)
}

#[derive(Default)]
struct Times {
    all: Vec<Duration>,
    undecided: usize,
}

impl Times {
    /// Runs a case three times, of which the fastest counts: what else runs on the machine is no measure, nor is what
    /// the other side left in the caches. A case that takes [`LONG`] is run once.
    fn time<T>(&mut self, run: impl Fn() -> T) -> T {
        let timed = || {
            let begun = Instant::now();
            (run(), begun.elapsed())
        };
        let (result, first) = timed();
        let again = if first > LONG { 0 } else { 2 };
        self.all.push((0..again).map(|_| timed().1).fold(first, Duration::min));
        result
    }

    fn locate(&mut self, report: &Report) -> Option<u32> {
        let repairs = self.time(|| locate(report, Trust::default()));
        self.undecided += usize::from(repairs.status == RepairStatus::Undecided);
        repairs.changes_needed
    }

    /// The time that so many in a hundred keep.
    fn at(&self, percent: usize) -> Duration {
        let mut sorted = self.all.clone();
        sorted.sort();
        sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    fn print(&self, name: &str, of: &str) {
        let shown = |percent| format!("{:9.3} ms", self.at(percent).as_secs_f64() * 1e3);
        let undecided = self.undecided;
        println!("{name}　{of}　{} {} {}　未能判断 {undecided}", shown(50), shown(99), shown(100));
    }
}
