//! `cargo xtask bench`: how fast the generator is, how fast what it emits compiles, and what a call costs, beside others.
//!
//! The work is done by a package of its own, `xtask/bench`, that is compiled when it is asked for.

use std::path::{Path, PathBuf};

use crate::cli;
use crate::corpus::documents;
use crate::exit::{Exit, Failure};
use crate::fidelity;

/// The name of the task.
pub const TASK: &str = "bench";

/// What is measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// How long the generator takes.
    Generation,
    /// How long the compiler takes for what is emitted.
    Compile,
    /// What calls, reading and writing cost.
    Calls,
}

impl Section {
    /// All of them, in the order in which they are measured.
    pub const ALL: [Self; 3] = [Self::Generation, Self::Compile, Self::Calls];

    /// As the command line names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Generation => "generation",
            Self::Compile => "compile",
            Self::Calls => "calls",
        }
    }
}

/// The arguments of `bench`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The sections that are measured.
    pub sections: Vec<Section>,
    /// `--peers`: other generators are installed and measured as well.
    pub peers: bool,
    /// `--peer`: only these of them.
    pub peer: Vec<String>,
    /// `--short`: instruction counts alone, compared with those on record.
    pub short: bool,
    /// `--update`: with `--short`, the counts are put on record; else the table of the README is written.
    pub update: bool,
    /// `--runs`: how often each thing is timed; the median counts.
    pub runs: usize,
    /// `--corpus`: the folder of the real documents.
    pub corpus: PathBuf,
    /// `--only`: the documents meant, by a pattern.
    pub only: Option<String>,
    /// `--figures`: files that `--json` has written; they are put together, and nothing is measured.
    pub figures: Vec<PathBuf>,
    /// `--json`: where the figures go as JSON.
    pub json: Option<PathBuf>,
}

impl Request {
    /// Whether the generator of this name is to be measured, too.
    #[must_use]
    pub fn asks_for(&self, peer: &str) -> bool {
        self.peer.iter().any(|name| name == peer) || (self.peers && self.peer.is_empty())
    }

    /// Whether the document of this name is to be measured.
    #[must_use]
    pub fn is_meant(&self, name: &str) -> bool {
        let only = self.only.as_deref();
        only.is_none_or(|pattern| documents::matches(pattern, name))
    }
}

/// What the command line of this process asks for, which is that of `cargo xtask`.
///
/// A mistake in it ends the process with status 2.
#[must_use]
pub fn request() -> Request {
    cli::bench_request(&cli::command().get_matches())
}

/// Compiles and starts the package that does the work, with the arguments of this process.
///
/// # Errors
///
/// When Cargo cannot be started.
pub fn start(root: &Path) -> Result<Exit, Failure> {
    // What only counts the instructions of other programs need not be fast itself.
    let profile: &[&str] = if request().short { &[] } else { &["--release"] };
    fidelity::start_as(root, "apicrate-bench", profile)
}
