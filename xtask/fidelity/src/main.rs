//! Whether emitted types keep what the examples of a document say.
//!
//! Every example is validated against its own schema, by another's implementation of JSON Schema;
//! the valid ones are decoded into the emitted type and encoded again, and must come back equal.

mod compare;
mod dialect;
mod driver;
mod example;
mod list;
mod oracle;
mod row;
mod subject;

use std::path::Path;
use std::process::ExitCode;

use xtask::corpus::check::Workspace;
use xtask::corpus::documents;
use xtask::exit::{Exit, Failure};
use xtask::fidelity::{self, Request};
use xtask::progress::Counter;
use xtask::workspace;

use self::list::List;
use self::row::Row;
use self::subject::Subject;

fn main() -> ExitCode {
    match run(&workspace::root(), &fidelity::request()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let expected = request.expect.as_deref().map(List::read).transpose()?;
    let documents = documents::find(&request.places, request.only.as_deref())?;
    let scratch = Workspace::new(root, "fidelity", false);
    let counter = Counter::new("generating", documents.len());
    let mut subjects = Vec::new();
    for document in &documents {
        match Subject::generate(document, &scratch)? {
            Some(subject) => subjects.push(subject),
            None => eprintln!("note: {} gives no crate", document.name),
        }
        counter.step(&document.name);
    }
    let packages: Vec<String> = subjects.iter().map(|s| s.package.clone()).collect();
    scratch.prepare(root, &packages)?;
    let counter = Counter::new("decoding", subjects.len());
    let mut rows = Vec::new();
    for subject in subjects {
        let row = subject.measure(&scratch)?;
        counter.step(&row.document);
        rows.push(row);
    }
    show(&rows, request.json)?;
    let (Some(path), Some(expected)) = (&request.expect, expected) else {
        return Ok(exit(rows.iter().all(|row| row.misses.is_empty())));
    };
    if request.update {
        expected.updated(&rows).write(path)?;
        return Ok(Exit::Done);
    }
    let differences = expected.compare(&rows, request.only.is_none());
    for difference in &differences {
        eprintln!("error: {difference}");
    }
    let shown = workspace::shown(path);
    eprintln!("{shown}: {} differences", differences.len());
    Ok(exit(differences.is_empty()))
}

fn show(rows: &[Row], json: bool) -> Result<(), Failure> {
    if !json {
        print!("{}", row::table(rows));
        return Ok(());
    }
    for row in rows {
        let line = serde_json::to_string(row).map_err(|e| Failure::new(e.to_string()))?;
        println!("{line}");
    }
    Ok(())
}

fn exit(is_well: bool) -> Exit {
    match is_well {
        true => Exit::Done,
        false => Exit::Problems,
    }
}
