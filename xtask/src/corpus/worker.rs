//! The inner side of the pool: a process that runs the generator on what it is told.
//!
//! A process of its own, because no one survives its own stack overflow.

use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use std::{io, panic};

use apicrate::inputs::{Inputs, Source};
use apicrate::settings::Settings;
use apicrate::{Outcome, report};
use serde::{Deserialize, Serialize};

use super::row::{End, Row};
use super::rust;
use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::{mutate, tree, workspace};

/// What a worker is told to do: one line of JSON on its standard input.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Job {
    /// The document, as it is to be called.
    pub document: String,
    /// Where the document is.
    pub path: PathBuf,
    /// The name of the package to generate.
    pub package: String,
    /// The seed of the mutation to make first, if any.
    pub mutation: Option<u64>,
    /// The folder to write the crate to, if it is to be written.
    pub out: Option<PathBuf>,
}

/// Reads jobs from standard input, one a line, and answers each with its row, until there are none.
///
/// # Errors
///
/// When a line cannot be read or written.
pub fn serve() -> Result<Exit, Failure> {
    keep_panics();
    let broken = |error: &dyn std::fmt::Display| Failure::new(format!("worker: {error}"));
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| broken(&error))?;
        let job: Job = serde_json::from_str(&line).map_err(|error| broken(&error))?;
        let row = run(&job);
        let text = serde_json::to_string(&row).map_err(|error| broken(&error))?;
        let mut out = io::stdout().lock();
        writeln!(out, "{text}").map_err(|error| broken(&error))?;
        out.flush().map_err(|error| broken(&error))?;
    }
    Ok(Exit::Done)
}

/// Does `job` in this process.
#[must_use]
pub fn run(job: &Job) -> Row {
    let (text, loader) = match read(&job.path) {
        Ok(read) => read,
        Err(failure) => return Row::failed(&job.document, End::Missing, failure.to_string()),
    };
    let text = match job.mutation {
        Some(seed) => mutate::mutated(&text, seed),
        None => text,
    };
    let start = Instant::now();
    let ended = panic::catch_unwind(|| generate(job, text, &loader));
    let seconds = start.elapsed().as_secs_f64();
    let mut row = match ended {
        Ok(outcome) => finished(job, &outcome),
        Err(_) => Row::failed(&job.document, End::Panicked, last_panic()),
    };
    row.generate_seconds = seconds;
    row
}

fn read(path: &Path) -> Result<(String, FileLoader), Failure> {
    let text = workspace::read(path)?;
    let loader = FileLoader::beside(path).map_err(|error| Failure::new(error.to_string()))?;
    Ok((text, loader))
}

/// The outcome, its diagnostics rendered: that, too, must not panic.
fn generate(job: &Job, text: String, loader: &FileLoader) -> Outcome {
    let mut settings = Settings::default();
    settings.keep_going = true;
    settings.package.name = Some(job.package.clone());
    let root = Source {
        path: workspace::shown(&job.path),
        text,
    };
    let outcome = apicrate::generate(&Inputs {
        root: &root,
        loader,
        settings: &settings,
        overlays: &[],
        lock: None,
    });
    std::hint::black_box(report::render(
        &outcome.diagnostics,
        &outcome.origins,
        false,
    ));
    outcome
}

fn finished(job: &Job, outcome: &Outcome) -> Row {
    let mut row = Row::new(&job.document, outcome);
    let Some(files) = &outcome.files else {
        return row;
    };
    let own = files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"));
    for (path, text) in own.filter(|(path, _)| path.ends_with(".rs")) {
        row.lines += text.lines().count();
        if let Some(problem) = rust::problem(text) {
            (row.end, row.detail) = (End::Wrong, format!("{path}: {problem}"));
        }
    }
    if let Some(out) = &job.out
        && let Err(error) = tree::write(out, files.clone())
    {
        (row.end, row.detail) = (End::Wrong, error.to_string());
    }
    row
}

/// The text of the last panic in this process.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Has panics kept as a text and not written to standard error.
fn keep_panics() {
    panic::set_hook(Box::new(|info| {
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    }));
}

fn last_panic() -> String {
    let text = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner);
    text.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_a_row() {
        let row = run(&Job {
            document: "openapi.yaml".to_owned(),
            path: workspace::root().join("spec/openapi.yaml"),
            package: "corpus-openapi".to_owned(),
            ..Job::default()
        });
        assert_eq!((row.end, row.detail.as_str()), (End::Generated, ""));
        assert_eq!(row.operations, (5, 5));
        assert_eq!(row.schemas.0, row.schemas.1);
        assert_eq!(row.error_count(), 0);
        assert!(row.lines > 500);
    }

    #[test]
    fn a_missing_document_is_told() {
        let job = Job {
            path: "no/such/file".into(),
            ..Job::default()
        };
        assert_eq!(run(&job).end, End::Missing);
    }
}
