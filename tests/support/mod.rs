//! What the test suites share: models of reports, writers of every layout seen in practice, an oracle for the
//! arithmetic, and the reader of `.expect` files.

// Each suite is a crate of its own and uses a part of this.
#![allow(dead_code)]

pub mod expect;
pub mod milp;
pub mod model;
pub mod oracle;
pub mod planted;
pub mod sheet;
pub mod writer;

/// The cases of one property. The seed is fixed, so that a failure on one machine is a failure on every machine.
pub fn cases(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(711),
        ..Default::default()
    }
}
