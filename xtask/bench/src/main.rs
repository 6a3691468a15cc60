//! What the generator, the compiler and a call take, beside others, in one run.

mod clock;
mod compile;
mod generation;
mod peers;
mod row;
mod table;

use std::path::Path;
use std::process::ExitCode;

use xtask::bench::{self, Request, Section};
use xtask::exit::{Exit, Failure};
use xtask::workspace;

use self::row::Row;

fn main() -> ExitCode {
    match run(&workspace::root(), &bench::request()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let mut rows = Vec::new();
    for section in &request.sections {
        let measured = measure(root, request, *section)?;
        print!("{}", table::section(*section, &measured));
        rows.extend(measured);
    }
    if let Some(file) = &request.json {
        let written = std::fs::write(file, table::json(&rows));
        written.map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    }
    let is_met = rows.iter().all(|row| row.is_met() != Some(false));
    Ok(if is_met { Exit::Done } else { Exit::Problems })
}

fn measure(root: &Path, request: &Request, section: Section) -> Result<Vec<Row>, Failure> {
    match section {
        Section::Generation => generation::measure(root, request),
        Section::Compile => compile::measure(root, request),
        Section::Calls => Ok(Vec::new()),
    }
}
