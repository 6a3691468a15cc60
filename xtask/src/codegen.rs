//! `cargo xtask codegen`: the description in, the client crate out.

mod request;
mod summary;

use std::io::IsTerminal as _;
use std::path::Path;

use apicrate::files::Files;
use apicrate::inputs::{Inputs, Source};
use apicrate::settings::Settings;
use apicrate::{Outcome, report};

use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::progress::Progress;
use crate::tree::{self, Difference};
use crate::workspace;

pub use request::{Format, Paths, Request};
use summary::Summary;

/// Runs `request` in the workspace at `root`.
///
/// Diagnostics, differences and progress go to standard error, the summary to standard output;
/// diagnostics that are for programs go to standard output, too.
///
/// # Errors
///
/// When a file or folder cannot be used.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let progress = Progress::start();
    let paths = request.paths(root)?;
    progress.step("reading");
    let Some(settings) = settings(&paths, request)? else {
        return Ok(Exit::Problems);
    };
    progress.step("generating");
    let outcome = generate(&paths, &settings)?;
    tell(&outcome, request.format);
    let mut summary = Summary::new(&outcome);
    let exit = match outcome.files {
        Some(files) if request.check => {
            progress.step("comparing");
            check(&paths.out, files, request, &mut summary)?
        }
        Some(files) => {
            progress.step("writing");
            write(&paths.out, files, &mut summary)?
        }
        None => Exit::Problems,
    };
    let line = summary.line(progress.elapsed());
    match request.format {
        // Every line of standard output is an object then.
        Format::Json => eprintln!("{line}"),
        Format::Text | Format::Github => println!("{line}"),
    }
    Ok(exit)
}

/// The settings of the file and of the command line; `None` when the file has problems.
fn settings(paths: &Paths, request: &Request) -> Result<Option<Settings>, Failure> {
    let mut settings = Settings::default();
    if let Some(config) = &paths.config {
        match Settings::read(source_of(config)?) {
            Ok(parsed) => settings = parsed,
            Err(errors) => {
                for error in errors {
                    eprintln!("error: {}:{error}", workspace::shown(config));
                }
                return Ok(None);
            }
        }
    }
    let select = &mut settings.select;
    merge(&mut select.tags, &request.tags);
    merge(&mut select.operations, &request.operations);
    settings.keep_going |= request.keep_going;
    Ok(Some(settings))
}

fn merge(names: &mut Vec<String>, more: &[String]) {
    for name in more {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
}

fn source_of(path: &Path) -> Result<Source, Failure> {
    Ok(Source {
        path: workspace::shown(path),
        text: workspace::read(path)?,
    })
}

fn generate(paths: &Paths, settings: &Settings) -> Result<Outcome, Failure> {
    let root = source_of(&paths.spec)?;
    let loader = FileLoader::beside(&paths.spec).map_err(|error| {
        let spec = workspace::shown(&paths.spec);
        Failure::new(format!("cannot read the folder of {spec}: {error}"))
    })?;
    Ok(apicrate::generate(&Inputs {
        root: &root,
        loader: &loader,
        settings,
        overlays: &[],
        lock: None,
    }))
}

/// Writes the diagnostics: for people to standard error, for programs to standard output.
fn tell(outcome: &Outcome, format: Format) {
    let (diagnostics, origins) = (&outcome.diagnostics, &outcome.origins);
    match format {
        Format::Text => {
            let styled = std::io::stderr().is_terminal();
            eprint!("{}", report::render(diagnostics, origins, styled));
        }
        Format::Json => print!("{}", report::json(diagnostics, origins)),
        Format::Github => print!("{}", report::github(diagnostics, origins)),
    }
}

fn check(
    out: &Path,
    files: Files,
    request: &Request,
    summary: &mut Summary,
) -> Result<Exit, Failure> {
    let differences = tree::compare(out, files).map_err(|error| Failure::new(error.to_string()))?;
    summary.compared(&differences);
    if differences.is_empty() {
        return Ok(Exit::Done);
    }
    let shown = workspace::shown(out);
    eprintln!("error: {shown} is not what the description, the settings and this generator give");
    for difference in &differences {
        eprintln!("{difference}");
    }
    if differences.iter().any(Difference::is_mended_by_codegen) {
        eprintln!("help: run `{}`", request.mending_command());
    }
    Ok(Exit::Problems)
}

fn write(out: &Path, files: Files, summary: &mut Summary) -> Result<Exit, Failure> {
    let written = tree::write(out, files).map_err(|error| Failure::new(error.to_string()))?;
    summary.written(&written);
    if let Some(other) = workspace::claiming(out) {
        let (out, other) = (workspace::shown(out), workspace::shown(&other));
        eprintln!(
            "help: {out} lies in the Cargo workspace {other}; to build the crate there, add it to \
             `members` or to `exclude` of that workspace"
        );
    }
    Ok(Exit::Done)
}
