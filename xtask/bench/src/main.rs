//! What the generator, the compiler and a call take, beside others, in one run.

mod calls;
mod clock;
mod compile;
mod generation;
mod instructions;
mod ledger;
mod page;
mod peers;
mod row;
mod short;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use xtask::bench::{self, Request, Section};
use xtask::exit::{Exit, Failure};
use xtask::workspace;

use self::generation::floor;
use self::ledger::Ledger;
use self::row::Row;

/// The same as that of the generator's command, so that the floor has no handicap.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if let Some(asked) = floor::Asked::of(std::env::args().skip(1)) {
        return asked.answer();
    }
    match run(&workspace::root(), &bench::request()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    if request.short {
        return short::run(root, request.update);
    }
    let kept = kept(&request.figures)?;
    let mut ledger = Ledger::new(request.json.clone());
    for section in &request.sections {
        let before = ledger.rows().len();
        if kept.is_empty() {
            measure(root, request, *section, &mut ledger)?;
        } else {
            let of_section = kept.iter().filter(|row| row.section == *section);
            ledger.add(of_section.cloned())?;
        }
        let measured = ledger.rows().get(before..).unwrap_or_default();
        if measured.is_empty() {
            continue;
        }
        let text = table::section(measured);
        print!("\n**{}**\n\n{text}", table::title(*section));
        if request.update {
            page::update(root, *section, &text)?;
        }
    }
    let is_met = ledger.rows().iter().all(|row| row.is_met() != Some(false));
    Ok(if is_met { Exit::Done } else { Exit::Problems })
}

/// The figures of earlier runs: all of it takes hours, and may be done document by document.
fn kept(files: &[PathBuf]) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for file in files {
        let text = workspace::read(file)?;
        let read: Vec<Row> = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        rows.extend(read);
    }
    Ok(rows)
}

fn measure(
    root: &Path,
    request: &Request,
    section: Section,
    ledger: &mut Ledger,
) -> Result<(), Failure> {
    match section {
        Section::Generation => generation::measure(root, request, ledger),
        Section::Compile => compile::measure(root, request, ledger),
        Section::Calls => ledger.add(calls::measure(root, request)?),
    }
}
