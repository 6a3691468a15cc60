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
mod contradictions;
mod emit;
mod format;
pub mod ir;
mod lower;
mod name;
mod normalise;
mod overlay;
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

use files::Files;
use inputs::Inputs;
pub use outcome::{Outcome, Summary};
use report::Report;
use serde_json::Value;
use surface::Surface;

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
    begins("overlay");
    let document = overlay::apply(document, inputs.overlays, &mut report);
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
    let (api, shown) = lower::api(&resolved, inputs.settings, &mut report);
    begins("analyse");
    let facts = analyse::facts(&api);
    contradictions::check(&api, &facts, &shown, inputs.settings, &mut report);
    analyse::check_derives(&api, &facts, inputs.settings, &mut report);
    begins("name");
    let names = name::assign(&api, &facts, inputs.settings, inputs.lock, &mut report);
    let plan = emit::Plan {
        api: &api,
        facts: &facts,
        names: &names,
        package: &inputs.settings.package,
        settings: inputs.settings,
    };
    let emitted = emitted(&plan, begins, &mut report);
    begins("conclude");
    let crate_name = plan.crate_name();
    let starters = emit::starters(&plan);
    let mut outcome = Outcome::new(
        emitted,
        api,
        (names, crate_name, inputs.settings.types.map),
        (whole, left),
        document.origins,
        report,
        inputs.settings.keep_going,
    );
    outcome.starters = starters;
    outcome
}

/// The files of `plan` and the surface that they make; none after a defect of the generator, which is reported.
fn emitted(
    plan: &emit::Plan<'_>,
    begins: &mut dyn FnMut(&'static str),
    report: &mut Report,
) -> Option<(Files, Surface)> {
    begins("plan files");
    let code = emit::client_crate(plan);
    begins("emit and format");
    let (mut files, surface) = format::files(&code, &plan.tag_features(), report)?;
    drop(code);
    if plan.settings.output.docs {
        begins("pages");
        files.extend(format::pages(&emit::Book::new(plan, &surface).files()));
    }
    Some((files, surface))
}

/// The document of `inputs` as one tree, all its files in one and the selection made, before anything in it is changed.
///
/// `None` when it cannot be read; [`generate`] says why.
#[must_use]
pub fn bundled(inputs: &Inputs<'_>) -> Option<Value> {
    let mut report = Report::new();
    let document = read::read(inputs.root, &mut report)?;
    let document = overlay::apply(document, inputs.overlays, &mut report);
    let document = bundle::bundle(document, inputs.loader, &mut report);
    let (document, _) = select::select(document, &inputs.settings.select, &mut report);
    Some(document.value)
}
