//! The generator with files: what the command `apicrate` does, as a library for other people's tasks.
//!
//! [`codegen::run`] is `apicrate codegen`: it reads a description, settings and the lock, and brings the crate into its
//! folder. A task of your own needs no more than this:
//!
//! ```no_run
//! use std::path::Path;
//! use std::process::ExitCode;
//!
//! use apicrate_cli::codegen::{self, Request};
//!
//! fn main() -> ExitCode {
//!     let request = Request {
//!         spec: Some("spec/pets.yaml".into()),
//!         config: Some("spec/pets.toml".into()),
//!         out: Some("vendor/pets".into()),
//!         ..Request::default()
//!     };
//!     match codegen::run(Path::new("."), &request) {
//!         Ok(exit) => exit.into(),
//!         Err(failure) => {
//!             eprintln!("error: {failure}");
//!             ExitCode::from(2)
//!         }
//!     }
//! }
//! ```
//!
//! Those who want the texts and not the files call [`apicrate::generate`].

pub mod cli;
pub mod codegen;
mod crew;
pub mod diff;
pub mod exit;
pub mod explain;
pub mod loader;
pub mod progress;
pub mod review;
pub mod tree;
pub mod workspace;
