//! `cargo xtask corpus`: the generator on many documents, and what came of each.

pub mod check;
pub mod documents;
pub mod expect;
pub mod pool;
pub mod row;
pub mod rust;
pub mod table;
pub mod worker;

use std::path::{Path, PathBuf};
use std::{fs, thread};

use self::check::Workspace;
use self::documents::Document;
use self::expect::Expectations;
use self::row::{End, Row};
use self::worker::Job;
use crate::exit::{Exit, Failure};
use crate::progress::Counter;
use crate::workspace;

/// The arguments of `corpus`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Documents, lists of documents and folders.
    pub places: Vec<PathBuf>,
    /// `--check`: compile the crates.
    pub check: bool,
    /// `--test`: run the crates' tests.
    pub test: bool,
    /// `--json`: rows as JSON, one a line, in place of the table.
    pub json: bool,
    /// `--jobs`: how many documents at a time; as many as there are processors by default.
    pub jobs: Option<usize>,
    /// `--expect`: the list to compare with.
    pub expect: Option<PathBuf>,
    /// `--update`: write the list anew.
    pub update: bool,
    /// `--only`: the documents meant, by a pattern.
    pub only: Option<String>,
}

/// Runs `request` in the workspace at `root`. The table goes to standard output, progress and
/// differences to standard error.
///
/// # Errors
///
/// When a place, a list or the scratch folder cannot be used.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let documents = documents::find(&request.places, request.only.as_deref())?;
    let expected = request.expect.as_deref().map(read_list).transpose()?;
    let compiles = request.check || request.test;
    let scratch = compiles.then(|| Workspace::new(root, "corpus", request.test));
    let mut rows = generate(&documents, scratch.as_ref(), request.jobs)?;
    if let Some(scratch) = &scratch {
        check(root, scratch, &documents, &mut rows)?;
    }
    show(&rows, request.json)?;
    let (Some(list), Some(expected)) = (&request.expect, expected) else {
        let is_bad = |row: &Row| row.end.is_failure() || does_not_compile(row);
        return Ok(exit(!rows.iter().any(is_bad)));
    };
    if request.update {
        return update(list, &expected.updated(&rows));
    }
    let differences = expected.compare(&rows, request.only.is_none());
    for difference in &differences {
        eprintln!("error: {difference}");
    }
    let shown = workspace::shown(list);
    eprintln!("{shown}: {} differences", differences.len());
    Ok(exit(differences.is_empty()))
}

fn read_list(path: &Path) -> Result<Expectations, Failure> {
    let text = workspace::read(path)?;
    Expectations::parse(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", workspace::shown(path))))
}

fn generate(
    documents: &[Document],
    scratch: Option<&Workspace>,
    jobs: Option<usize>,
) -> Result<Vec<Row>, Failure> {
    let counter = Counter::new("generating", documents.len());
    let all = documents.iter().map(|document| Job {
        document: document.name.clone(),
        path: document.path.clone(),
        package: document.slug(),
        mutation: None,
        out: scratch.map(|scratch| scratch.crate_folder(&document.slug())),
    });
    let mut rows = Vec::new();
    pool::run(all, jobs.unwrap_or_else(width), &mut |job, row| {
        counter.step(&job.document);
        rows.push(row);
    })?;
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    Ok(rows)
}

/// How many processes to use when nothing is said.
#[must_use]
pub fn width() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Compiles the crates one after the other: each compilation uses all processors by itself.
fn check(
    root: &Path,
    scratch: &Workspace,
    documents: &[Document],
    rows: &mut [Row],
) -> Result<(), Failure> {
    let package = |row: &Row| {
        let document = documents
            .iter()
            .find(|document| document.name == row.document);
        document.map(Document::slug)
    };
    let mut written: Vec<&mut Row> = rows
        .iter_mut()
        .filter(|row| row.end == End::Generated)
        .collect();
    // The smallest comes first: it is the one that waits for the dependencies.
    written.sort_by_key(|row| row.lines);
    let packages: Vec<String> = written.iter().filter_map(|row| package(row)).collect();
    scratch.prepare(root, &packages)?;
    let counter = Counter::new("compiling", written.len());
    for (row, package) in written.into_iter().zip(&packages) {
        row.check = Some(scratch.check(package)?);
        counter.step(&row.document);
    }
    Ok(())
}

fn show(rows: &[Row], json: bool) -> Result<(), Failure> {
    if !json {
        print!("{}", table::table(rows));
        return Ok(());
    }
    for row in rows {
        let line = serde_json::to_string(row).map_err(|e| Failure::new(e.to_string()))?;
        println!("{line}");
    }
    Ok(())
}

fn update(path: &Path, list: &Expectations) -> Result<Exit, Failure> {
    let text = toml::to_string_pretty(list).map_err(|error| Failure::new(error.to_string()))?;
    let text = format!("{HEAD}\n{text}");
    let shown = workspace::shown(path);
    fs::write(path, text).map_err(|e| Failure::new(format!("cannot write {shown}: {e}")))?;
    println!("{shown} is written; review it");
    Ok(Exit::Done)
}

/// What stands above a list that was written by this program.
const HEAD: &str = "\
# What is expected of each document that is not simply generated whole and without an error.
# Compared by `cargo xtask corpus DIR --expect FILE`, written anew with `--update`; reasons stay.
";

fn does_not_compile(row: &Row) -> bool {
    let check = row.check.as_ref();
    check.is_some_and(|check| check.error.is_some())
}

fn exit(is_well: bool) -> Exit {
    match is_well {
        true => Exit::Done,
        false => Exit::Problems,
    }
}
