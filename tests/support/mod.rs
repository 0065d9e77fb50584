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
