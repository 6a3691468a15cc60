//! OpenAPI descriptions in, Rust client crates out.
//!
//! [`generate`] is the whole library: text in, files and diagnostics out. It opens no file, no connection and no clock;
//! the same inputs give the same bytes. Read the modules in the order in which they stand: it is the order of the phases.

pub mod inputs;
pub mod lock;
pub mod report;
pub mod settings;

mod analyse;
mod bundle;
pub mod compare;
mod emit;
mod format;
pub mod ir;
mod lower;
mod name;
mod normalise;
mod parse;
mod read;
mod resolve;
mod select;

pub mod files;
pub mod grammar;
mod outcome;
pub mod pointer;
pub mod surface;

/// The version of the generator.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

use inputs::Inputs;
pub use outcome::{Outcome, Summary};
use report::Report;
use serde_json::Value;

/// Generates a client crate.
///
/// Every problem of the document is reported, not just the first. With an error among them there are no files, unless
/// the settings say to keep going: then what is broken is left out.
#[must_use]
pub fn generate(inputs: &Inputs<'_>) -> Outcome {
    generate_observed(inputs, &mut |_| ())
}

/// The same as [`generate`], which tells `begins` the name of each phase before it begins: with a clock, which this
/// library does not have, that shows where the time goes.
#[must_use]
pub fn generate_observed(inputs: &Inputs<'_>, begins: &mut dyn FnMut(&'static str)) -> Outcome {
    let mut report = Report::new();
    begins("read");
    let Some(document) = read::read(inputs.root, &mut report) else {
        return Outcome::unreadable(inputs.root, report);
    };
    begins("bundle");
    let document = bundle::bundle(document, inputs.loader, &mut report);
    begins("select");
    let (document, left) = select::select(document, &inputs.settings.select, &mut report);
    let whole = outcome::Whole::of(&document.value);
    begins("normalise");
    let mut document = normalise::normalise(document, &mut report);
    document.origins.add_settings(inputs.settings);
    begins("parse");
    let parsed = parse::document(&document.value, &mut report);
    begins("resolve");
    let resolved = resolve::references(&parsed, &mut report);
    begins("lower");
    let api = lower::api(&resolved, inputs.settings, &mut report);
    begins("analyse");
    let facts = analyse::facts(&api);
    begins("name");
    let names = name::assign(&api, &facts, inputs.lock);
    let plan = emit::Plan {
        api: &api,
        facts: &facts,
        names: &names,
        package: &inputs.settings.package,
    };
    begins("plan files");
    let files = emit::client_crate(&plan);
    begins("emit and format");
    let emitted = format::files(&files, &mut report);
    drop(files);
    begins("conclude");
    let crate_name = plan.crate_name();
    Outcome::new(
        emitted,
        api,
        (names, crate_name),
        (whole, left),
        document.origins,
        report,
        inputs.settings.keep_going,
    )
}

/// The document of `inputs` as one tree, all its files in one and the selection made, before anything in it is changed.
///
/// `None` when it cannot be read; [`generate`] says why.
#[must_use]
pub fn bundled(inputs: &Inputs<'_>) -> Option<Value> {
    let mut report = Report::new();
    let document = read::read(inputs.root, &mut report)?;
    let document = bundle::bundle(document, inputs.loader, &mut report);
    let (document, _) = select::select(document, &inputs.settings.select, &mut report);
    Some(document.value)
}
