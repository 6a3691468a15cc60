//! `codegen`: the description in, the client crate out.

mod culprit;
mod rehearse;
mod request;
pub mod seal;
mod stamp;
mod summary;
mod timings;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::thread;

use apicrate::files::Files;
use apicrate::inputs::{self, Source};
use apicrate::lock::{Inputs, Lock};
use apicrate::settings::Settings;
use apicrate::surface::FILE;
use apicrate::{Outcome, report};

use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::progress::Progress;
use crate::tree::{self, Difference};
use crate::workspace;

pub use culprit::{Culprit, culprits};
pub use request::{Format, Paths, Program, Request};
use stamp::Said;
use summary::Summary;
use timings::Timings;

/// Runs `request` in the folder `root`, whose `spec/openapi.yaml` is meant unless it names another description.
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
    let styled = std::io::stderr().is_terminal();
    if let Some(said) = stamp::unchanged(&paths, request, styled) {
        say(&said.diagnostics, request.format);
        hint_at_claiming(&paths.out);
        conclude(&said.summary, &progress, request.format);
        return Ok(Exit::Done);
    }
    let mut timings = Timings::start("reading files");
    progress.step("reading");
    let Some((settings, text)) = settings(&paths, request)? else {
        return Ok(Exit::Problems);
    };
    let lock = seal::read(&paths.lock)?;
    let overlays = overlays(&paths, &settings, &request.overlays)?;
    progress.step("generating");
    let inputs = (&settings, &overlays[..], lock.as_ref());
    let outcome = generate(&paths, inputs, &mut |phase| timings.begin(phase))?;
    timings.begin("telling");
    let diagnostics = told(&outcome, request.format, styled);
    say(&diagnostics, request.format);
    timings.begin("hashing");
    let mut summary = Summary::new(&outcome);
    let inputs = seal::inputs(&outcome, &text, request);
    let read = stamp::read(&outcome, &paths, &text);
    let exit = match made(&paths, outcome, inputs, lock) {
        Some(made) => {
            progress.step("writing");
            timings.begin("writing");
            let made = Made {
                version: settings.package.version,
                ..made
            };
            let is_final = seal::too_low(&made.now, &made.version).is_none();
            let files: Vec<String> = made.files.paths().map(str::to_owned).collect();
            let exit = act(&paths, made, request, &mut summary)?;
            if is_final && request.writes() {
                let summary = summary.repeated(files.len());
                let said = Said {
                    diagnostics,
                    summary,
                };
                stamp::leave(&paths, (request, styled), (read, &files), &said);
            }
            exit
        }
        None => Exit::Problems,
    };
    if request.timings {
        eprint!("{}", timings.table());
    }
    conclude(&summary.told(), &progress, request.format);
    Ok(exit)
}

/// Does with what was made what `request` wants done.
fn act(
    paths: &Paths,
    made: Made,
    request: &Request,
    summary: &mut Summary,
) -> Result<Exit, Failure> {
    match (request.rehearse, request.check) {
        (true, _) => rehearse::run(paths, &made, summary),
        (false, true) => check(paths, made, request, summary),
        (false, false) => write(paths, made, request, summary),
    }
}

/// Says what the run came to.
fn conclude(summary: &str, progress: &Progress, format: Format) {
    let line = format!("{summary}; {:.2} s", progress.elapsed().as_secs_f64());
    match format {
        // Every line of standard output is an object then.
        Format::Json => eprintln!("{line}"),
        Format::Text | Format::Github => println!("{line}"),
    }
}

/// Who has moved since the last run of `request` in the workspace at `root`: nobody when all is up to date. Writes and
/// says nothing.
///
/// # Errors
///
/// When a file or folder cannot be used, or the description or the settings have problems.
pub fn inspect(root: &Path, request: &Request) -> Result<Vec<Culprit>, Failure> {
    let broken = || Failure::new("the description or the settings have problems");
    let paths = request.paths(root)?;
    let (settings, text) = settings(&paths, request)?.ok_or_else(broken)?;
    let lock = seal::read(&paths.lock)?;
    let overlays = overlays(&paths, &settings, &request.overlays)?;
    let inputs = (&settings, &overlays[..], lock.as_ref());
    let outcome = generate(&paths, inputs, &mut |_| ())?;
    let inputs = seal::inputs(&outcome, &text, request);
    let made = made(&paths, outcome, inputs, lock).ok_or_else(broken)?;
    Ok(examined(&paths, &made)?.1)
}

/// How the folder differs from what was made, and why.
fn examined(paths: &Paths, made: &Made) -> Result<(Vec<Difference>, Vec<Culprit>), Failure> {
    let differences = tree::compare(&paths.out, made.files.clone());
    let mut differences = differences.map_err(|error| Failure::new(error.to_string()))?;
    let unstarted = tree::unstarted(&paths.out, &made.starters);
    let unstarted = unstarted.map_err(|error| Failure::new(error.to_string()))?;
    differences.extend(
        unstarted
            .into_iter()
            .map(|path| Difference::Missing { path }),
    );
    let disk = |path: &str| workspace::read(&paths.out.join(path)).ok();
    let found = culprits(made.before.as_ref(), &made.now, &differences, &disk);
    Ok((differences, found))
}

/// What the outcome of a run makes of the folder and of the lock; none when the description has errors.
fn made(paths: &Paths, mut outcome: Outcome, inputs: Inputs, lock: Option<Lock>) -> Option<Made> {
    let files = outcome.files.take()?;
    let listed = workspace::read(&paths.out.join(FILE)).ok();
    let now = seal::lock((&outcome, &files), inputs, lock.as_ref(), listed.as_deref());
    let starters = std::mem::take(&mut outcome.starters);
    // It is in as many pieces as the document: they are given back while files are written, or at once where no thread
    // can be had.
    let _ = thread::Builder::new().spawn(move || drop(outcome));
    Some(Made {
        files,
        starters,
        now,
        before: lock,
        version: String::new(),
    })
}

/// What a run has made.
struct Made {
    files: Files,
    /// What the user's own code begins with, where there is none.
    starters: Files,
    /// The lock that belongs to it.
    now: Lock,
    /// The lock of the run before.
    before: Option<Lock>,
    /// The version of the crate.
    version: String,
}

/// The settings of the file and of the command line, and the file's text; `None` when the file has problems.
fn settings(paths: &Paths, request: &Request) -> Result<Option<(Settings, String)>, Failure> {
    let mut settings = Settings::default();
    let mut text = String::new();
    if let Some(config) = &paths.config {
        let source = source_of(config)?;
        text.clone_from(&source.text);
        match Settings::read(source) {
            Ok(parsed) => settings = parsed,
            Err(errors) => {
                for error in errors {
                    eprintln!("error: {}:{error}", workspace::shown(config));
                }
                return Ok(None);
            }
        }
    }
    settings.select.extend(&request.select);
    settings.keep_going |= request.keep_going;
    Ok(Some((settings, text)))
}

fn source_of(path: &Path) -> Result<Source, Failure> {
    Ok(Source {
        path: workspace::shown(path),
        text: workspace::read(path)?,
    })
}

/// The overlays of the settings, and then `more`.
pub(crate) fn overlays(
    paths: &Paths,
    settings: &Settings,
    more: &[PathBuf],
) -> Result<Vec<Source>, Failure> {
    let folder = paths.config.as_deref().and_then(Path::parent);
    let own = settings.overlays.files.iter();
    let own = own.map(|file| folder.unwrap_or(Path::new("")).join(file));
    let all = own.chain(more.iter().cloned());
    all.map(|path| source_of(&path)).collect()
}

fn generate(
    paths: &Paths,
    (settings, overlays, lock): (&Settings, &[Source], Option<&Lock>),
    begins: &mut dyn FnMut(&'static str),
) -> Result<Outcome, Failure> {
    let root = source_of(&paths.spec)?;
    let loader = FileLoader::beside(&paths.spec).map_err(|error| {
        let spec = workspace::shown(&paths.spec);
        Failure::new(format!("cannot read the folder of {spec}: {error}"))
    })?;
    let inputs = inputs::Inputs {
        root: &root,
        loader: &loader,
        settings,
        overlays,
        lock,
    };
    Ok(apicrate::generate_observed(&inputs, begins))
}

/// The diagnostics, as `format` has them.
fn told(outcome: &Outcome, format: Format, styled: bool) -> String {
    let (diagnostics, origins) = (&outcome.diagnostics, &outcome.origins);
    match format {
        Format::Text => report::render(diagnostics, origins, styled),
        Format::Json => report::json(diagnostics, origins),
        Format::Github => report::github(diagnostics, origins),
    }
}

/// Writes diagnostics: for people to standard error, for programs to standard output.
fn say(diagnostics: &str, format: Format) {
    match format {
        Format::Text => eprint!("{diagnostics}"),
        Format::Json | Format::Github => print!("{diagnostics}"),
    }
}

fn check(
    paths: &Paths,
    made: Made,
    request: &Request,
    summary: &mut Summary,
) -> Result<Exit, Failure> {
    let (differences, found) = examined(paths, &made)?;
    summary.compared(&differences);
    let low = seal::too_low(&made.now, &made.version);
    if let Some(low) = &low {
        eprintln!("error: {low}");
    }
    if differences.is_empty() && found.is_empty() {
        return Ok(if low.is_some() {
            Exit::Problems
        } else {
            Exit::Done
        });
    }
    let shown = workspace::shown(&paths.out);
    eprintln!("error: {shown} is not what the description, the settings and this generator give");
    for culprit in &found {
        eprintln!("note: {culprit}");
    }
    for difference in &differences {
        eprintln!("{difference}");
    }
    let foreign = |difference: &Difference| !difference.is_mended_by_codegen();
    if !differences.iter().all(foreign) || differences.is_empty() {
        eprintln!("help: run `{}`", request.mending_command());
    }
    Ok(Exit::Problems)
}

fn write(
    paths: &Paths,
    made: Made,
    request: &Request,
    summary: &mut Summary,
) -> Result<Exit, Failure> {
    let (out, mut lock) = (&paths.out, made.now);
    if request.released {
        lock.base = Some(seal::released(&made.files, &made.version));
    }
    let written = tree::write(out, made.files);
    summary.written(&written.map_err(|error| Failure::new(error.to_string()))?);
    let started = tree::start(out, &made.starters);
    for path in started.map_err(|error| Failure::new(error.to_string()))? {
        eprintln!("help: {path} is yours from now on: codegen never changes it");
    }
    seal::write(&paths.lock, &lock)?;
    if let Some(low) = seal::too_low(&lock, &made.version) {
        eprintln!("help: {low}");
    }
    hint_at_claiming(out);
    Ok(Exit::Done)
}

/// Says so when Cargo would refuse to build the crate at `out` where it is.
fn hint_at_claiming(out: &Path) {
    if let Some(other) = workspace::claiming(out) {
        let (out, other) = (workspace::shown(out), workspace::shown(&other));
        eprintln!(
            "help: {out} lies in the Cargo workspace {other}; to build the crate there, add it to \
             `members` or to `exclude` of that workspace"
        );
    }
}
