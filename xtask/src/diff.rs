//! `cargo xtask diff --verdicts`: the verdicts of the comparison, put to the test.

mod oracle;
pub mod pairs;
mod semver;
pub mod usage;

pub use oracle::{generated, run};
