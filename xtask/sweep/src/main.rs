//! Whether a document's client stays where it should, and decodes what it should, in every place.
//!
//! Hostile values go through the runtime with operations made from the document; values that it
//! does not list, `null`, absent members and documented errors go through its emitted crate. How
//! many there are is counted a second time by `tests/counts`, which shares no code with this.

mod api;
mod capture;
mod counts;
mod parameters;
mod paths;
mod tally;

use std::path::Path;
use std::process::ExitCode;

use xtask::corpus::check::Workspace;
use xtask::corpus::documents;
use xtask::emitted;
use xtask::exit::{Exit, Failure};
use xtask::sweep::{self, Request};
use xtask::workspace;

use self::counts::Counts;

fn main() -> ExitCode {
    match run(&workspace::root(), &sweep::request()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let found = documents::find(std::slice::from_ref(&request.document), None)?;
    let document = found.first().ok_or_else(|| Failure::new("no document"))?;
    let scratch = Workspace::new(root, "sweep", false);
    let counts = Counts::of(root, &document.path)?;
    let emitted = emitted::emit(document, &scratch)?
        .ok_or_else(|| Failure::new(format!("{} gives no crate", document.name)))?;
    let operations = api::operations(&emitted.tree);
    let tallies = [
        (
            paths::sweep(&operations)?,
            Some(counts.slots * paths::HOSTILE.len()),
        ),
        (paths::sweep_wire(&operations)?, None),
        (parameters::sweep(&operations)?, None),
    ];
    let mut well = true;
    for (tally, counted) in &tallies {
        well &= tally.show(*counted);
    }
    Ok(if well { Exit::Done } else { Exit::Problems })
}
