//! `review`: what a pull request does to the client, for those who merge it.

use std::fs;
use std::path::{Path, PathBuf};

use apicrate::Outcome;
use apicrate::report::Severity;

use crate::codegen::{self, Culprit, Program};
use crate::diff;
use crate::exit::{Exit, Failure};
use crate::workspace;

/// The first line of the summary, by which a later run finds the comment that it has to replace.
pub const MARKER: &str = "<!-- apicrate review -->";

/// The arguments of `review`, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// What the pull request is to be merged into: a revision of the repository.
    pub base: String,
    /// `--summary`: the file for the summary; standard output without it.
    pub summary: Option<PathBuf>,
    /// `--format`: how diagnostics and changes are written beside the summary.
    pub format: codegen::Format,
    /// Who asks.
    pub program: Program,
}

/// Checks the crate of the folder `root`, says what has changed since the base, and writes the summary.
///
/// # Errors
///
/// When a file or revision cannot be read, or the summary cannot be written.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let check = codegen::Request {
        check: true,
        format: request.format,
        program: request.program,
        ..codegen::Request::default()
    };
    let exit = codegen::run(root, &check)?;
    let changes = diff::Request {
        base: Some(request.base.clone()),
        ..diff::Request::default()
    };
    let mut summary = format!("{MARKER}\n");
    match diff::compared(root, &changes)? {
        Ok(compared) => {
            if exit == Exit::Problems {
                summary.push_str(&stale(&codegen::inspect(root, &check)?, &check));
            }
            if request.format == codegen::Format::Github {
                print!("{}", compared.written(diff::Format::Github));
            }
            summary.push_str(&compared.written(diff::Format::Markdown));
        }
        Err(broken) => summary.push_str(&format!(
            "### The description has problems\n\n{}\n",
            errors(&broken)
        )),
    }
    write(&summary, request.summary.as_deref())?;
    Ok(exit)
}

/// What the summary begins with when the crate is not what it should be.
fn stale(culprits: &[Culprit], request: &codegen::Request) -> String {
    let reasons = listed(culprits.iter().map(ToString::to_string));
    format!(
        "> [!WARNING]\n> The crate is not what the check asks for: run `{}`, and see what the check says.\n\n{reasons}\n",
        request.mending_command()
    )
}

fn errors(outcome: &Outcome) -> String {
    let all = outcome.diagnostics.iter();
    let errors = all.filter(|diagnostic| diagnostic.severity == Severity::Error);
    listed(errors.map(|error| format!("{}: {}", error.code, error.message)))
}

fn listed(lines: impl Iterator<Item = String>) -> String {
    lines
        .map(|line| format!("- {}\n", line.replace('\n', " ")))
        .collect()
}

fn write(summary: &str, file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else {
        print!("{summary}");
        return Ok(());
    };
    let shown = workspace::shown(file);
    fs::write(file, summary).map_err(|error| Failure::new(format!("cannot write {shown}: {error}")))
}
