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
mod parallel;
pub mod pointer;
pub mod surface;

/// The version of the generator.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

use std::thread;

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
    let threads = thread::available_parallelism().map_or(1, usize::from);
    generate_on(threads, inputs, begins)
}

/// The same as [`generate_observed`] on so many threads, at least one; the result does not depend on how many.
#[must_use]
pub fn generate_on(
    threads: usize,
    inputs: &Inputs<'_>,
    begins: &mut dyn FnMut(&'static str),
) -> Outcome {
    let mut report = Report::new();
    let Some((document, left)) = one_document(inputs, threads, begins, &mut report) else {
        return Outcome::unreadable(inputs.root, report);
    };
    let whole = outcome::Whole::of(&document.value);
    begins("normalise");
    let read::Document {
        value, mut origins, ..
    } = normalise::normalise(document, threads, &mut report);
    origins.add_settings(inputs.settings);
    let mut positions = read::Ahead::new(inputs, threads);
    begins("parse");
    let parsed = parse::document(&value, threads, &mut report);
    // What is not needed any more leaves its memory to the files, which take most of it.
    drop(value);
    // From here to emitting there is work for one core alone.
    positions.begin_if_needed(&report);
    begins("resolve");
    let resolved = resolve::references(&parsed, &mut report);
    begins("lower");
    let (api, shown) = lower::api(&resolved, inputs.settings, &mut report);
    drop(resolved);
    drop(parsed);
    begins("analyse");
    let facts = facts(&api, shown, inputs.settings, &mut report);
    begins("name");
    let names = name::assign(&api, &facts, inputs.settings, inputs.lock, &mut report);
    let calls = emit::Calls::of(&api);
    let plan = emit::Plan {
        api: &api,
        facts: &facts,
        names: &names,
        package: &inputs.settings.package,
        settings: inputs.settings,
        calls: &calls,
    };
    positions.begin_if_needed(&report);
    let emitted = emitted(&plan, threads, begins, &mut report);
    begins("conclude");
    positions.hand_to(&mut origins);
    let crate_name = plan.crate_name();
    let starters = emit::starters(&plan);
    let mut outcome = Outcome::new(
        emitted,
        api,
        (names, crate_name, inputs.settings.types.map),
        (whole, left),
        origins,
        report,
        inputs.settings.keep_going,
    );
    outcome.starters = starters;
    outcome
}

/// The document of `inputs` in one tree, its files together and the selection made, and what the selection has left out.
fn one_document(
    inputs: &Inputs<'_>,
    threads: usize,
    begins: &mut dyn FnMut(&'static str),
    report: &mut Report,
) -> Option<(read::Document, select::Left)> {
    begins("read");
    let document = read::read(inputs.root, threads, report)?;
    begins("overlay");
    let document = overlay::apply(document, inputs.overlays, report);
    begins("bundle");
    let document = bundle::bundle(document, inputs.loader, report);
    begins("select");
    Some(select::select(document, &inputs.settings.select, report))
}

/// What is known of `api`, which must not contradict what the document has `shown`.
fn facts(
    api: &ir::Api,
    shown: Vec<lower::Shown>,
    settings: &settings::Settings,
    report: &mut Report,
) -> analyse::Facts {
    let facts = analyse::facts(api);
    contradictions::check(api, &facts, &shown, settings, report);
    drop(shown);
    analyse::check_derives(api, &facts, settings, report);
    facts
}

/// The files of `plan` and the surface that they make; none after a defect of the generator, which is reported.
fn emitted(
    plan: &emit::Plan<'_>,
    threads: usize,
    begins: &mut dyn FnMut(&'static str),
    report: &mut Report,
) -> Option<(Files, Surface)> {
    begins("plan files");
    let code = emit::client_crate(plan);
    begins("emit and format");
    let (mut files, surface) = format::files(&code, &plan.tag_features(), threads, report)?;
    drop(code);
    if plan.settings.output.docs {
        begins("pages");
        let book = emit::Book::new(plan, &surface);
        files.extend(format::pages(&book.files(), threads));
    }
    Some((files, surface))
}

/// The document of `inputs` as one tree, all its files in one and the selection made, before anything in it is changed.
///
/// `None` when it cannot be read; [`generate`] says why.
#[must_use]
pub fn bundled(inputs: &Inputs<'_>) -> Option<Value> {
    let (document, _) = one_document(inputs, 1, &mut |_| (), &mut Report::new())?;
    Some(document.value)
}
