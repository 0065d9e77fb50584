//! Error localisation against a general solver: the least number of changed cells is the same, case by case.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use gouji::location::Table;
use gouji::repair::{Trust, locate};
use gouji::report::form::Form;
use support::milp::{Answer, least};
use support::planted::{Dice, SIZES, Sheet};

#[test]
fn try_speed() {
    for wrong in 1..=4 {
        for seed in 0..12 {
            let mut dice = Dice::new(seed * 10 + wrong as u64);
            let form = if seed % 2 == 0 { Form::F2021 } else { Form::F2019 };
            let size = SIZES[seed as usize % 3];
            let mut sheet = Sheet::balanced(&mut dice, form, size);
            sheet.plant(&mut dice, wrong, &[Table::T3, Table::T4]);
            let report = sheet.report();
            #[allow(clippy::disallowed_methods)]
            let begin = std::time::Instant::now();
            let repairs = locate(&report, Trust::default());
            let engine = begin.elapsed();
            #[allow(clippy::disallowed_methods)]
            let begin = std::time::Instant::now();
            let answer = least(&report, form, &[], 20.0);
            println!(
                "{wrong} {seed} {size:?} engine {:?} {engine:?} {} {answer:?} {:?}",
                repairs.changes_needed,
                repairs.options.len(),
                begin.elapsed()
            );
            if answer != Answer::Unknown {
                assert_eq!(Some(answer), repairs.changes_needed.map(Answer::Least));
            }
        }
    }
}
