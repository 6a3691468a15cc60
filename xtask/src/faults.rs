//! `cargo xtask faults`: what becomes of calls of the emitted client when servers and networks fail.
//!
//! The servers and the client are the example `faults` of the package `apicrate-tests`; this side
//! says which parts to run.

use std::path::Path;
use std::process::Command;

use crate::exit::{Exit, Failure};
use crate::workspace;

/// The name of the task.
pub const TASK: &str = "faults";

/// The parts that run when none is named, with few calls in the last.
const SHORT: [Part; 4] = [
    Part::Matrix,
    Part::Truncation,
    Part::Outage,
    Part::Endurance(5_000),
];

/// One part of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Each kind of fault with each method.
    Matrix,
    /// Responses that are cut at every byte.
    Truncation,
    /// A server that is down, and one that counts calls by the hour, in simulated time.
    Outage,
    /// So many calls in a row.
    Endurance(u64),
}

impl Part {
    /// The part of this name.
    pub(crate) fn named(name: &str, calls: u64) -> Option<Self> {
        match name {
            "matrix" => Some(Self::Matrix),
            "truncation" => Some(Self::Truncation),
            "outage" => Some(Self::Outage),
            "endurance" => Some(Self::Endurance(calls)),
            _ => None,
        }
    }

    /// The arguments that stand for the part.
    fn arguments(self) -> Vec<String> {
        match self {
            Self::Matrix => vec!["matrix".to_owned()],
            Self::Truncation => vec!["truncation".to_owned()],
            Self::Outage => vec!["outage".to_owned()],
            Self::Endurance(calls) => vec!["endurance".to_owned(), calls.to_string()],
        }
    }
}

/// Runs `part`, or all parts in short, in the workspace at `root`.
///
/// # Errors
///
/// When a part cannot be compiled or run.
pub fn run(root: &Path, part: Option<Part>) -> Result<Exit, Failure> {
    let parts = part.map_or(SHORT.to_vec(), |part| vec![part]);
    let mut exit = Exit::Done;
    for part in parts {
        let arguments = part.arguments();
        println!("\n== faults {}", arguments.join(" "));
        if start(root, &arguments)? == Exit::Problems {
            exit = Exit::Problems;
        }
    }
    Ok(exit)
}

fn start(root: &Path, arguments: &[String]) -> Result<Exit, Failure> {
    let cargo = workspace::cargo();
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "apicrate-tests"])
        .args(["--example", TASK, "--"])
        .args(arguments)
        .current_dir(root)
        .status()
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    match status.code() {
        Some(0) => Ok(Exit::Done),
        Some(1) => Ok(Exit::Problems),
        _ => Err(Failure::new("the part could not be run, see above")),
    }
}
