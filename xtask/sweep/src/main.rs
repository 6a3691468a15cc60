//! Whether a document's client stays where it should, and decodes what it should, in every place.
//!
//! Hostile values go through the runtime with operations made from the document; values that it
//! does not list, `null`, absent members and documented errors go through its emitted crate. How
//! many there are is counted a second time by `tests/counts`, which shares no code with this.

mod api;
mod capture;
#[cfg(test)]
mod control;
mod counts;
mod driver;
mod errors;
mod instance;
mod models;
mod nullable;
mod parameters;
mod paths;
mod schemas;
mod tally;

use std::path::Path;
use std::process::ExitCode;

use xtask::corpus::check::Workspace;
use xtask::corpus::documents;
use xtask::emitted;
use xtask::exit::{Exit, Failure};
use xtask::sweep::{self, Request};
use xtask::workspace;

use self::capture::Capture;
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
    let slots = counts.slots * paths::HOSTILE.len();
    let mut well = paths::sweep(&operations, &Capture::default())?.show(Some(slots));
    well &= paths::sweep_wire(&operations)?.show(None);
    well &= parameters::sweep(&operations, &Capture::default())?.show(None);
    if !request.only_paths {
        scratch.prepare(root, std::slice::from_ref(&emitted.package))?;
        let [texts, numbers, nullables] = models::sweep(&emitted, &scratch)?;
        well &= texts.show(Some(counts.text_enums));
        well &= numbers.show(Some(counts.enums - counts.text_enums));
        well &= nullables.show(Some(counts.nullables * 3));
        let errors = errors::sweep(&emitted, &operations, &scratch)?;
        well &= errors.show(Some(counts.errors));
    }
    Ok(if well { Exit::Done } else { Exit::Problems })
}
