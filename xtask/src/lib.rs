//! The tasks of this workspace, and the only part of it that touches the disk.
//!
//! What users of the generator have as well is in `generator/cli`; here is what this repository needs beyond it. It is a
//! library so that tests can use the same parts.

pub mod bench;
mod changes;
pub mod cli;
mod contract;
pub mod corpus;
pub mod diff;
pub mod emitted;
pub mod explain;
pub mod faults;
pub mod fidelity;
pub mod measure;
pub mod mutate;
mod styles;
pub mod support;
pub mod sweep;
pub mod tidy;
pub mod workspace;

pub use apicrate_cli::{codegen, exit, loader, progress, tree};
