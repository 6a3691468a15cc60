//! The tasks of this workspace, and the only part of it that touches the disk.
//!
//! The generator turns text into text; this package finds the texts, shows what is wrong with them
//! and brings the result into a folder. It is a library so that tests can use the same parts.

mod changes;
pub mod cli;
pub mod codegen;
mod contract;
pub mod corpus;
pub mod diff;
pub mod emitted;
pub mod exit;
pub mod explain;
pub mod faults;
pub mod fidelity;
pub mod loader;
pub mod measure;
pub mod mutate;
pub mod progress;
mod styles;
pub mod support;
pub mod sweep;
pub mod tidy;
pub mod tree;
pub mod workspace;
