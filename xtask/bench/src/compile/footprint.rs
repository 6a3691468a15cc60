//! How large what was compiled is: the library, and a program that makes one call; and what it takes to compile that
//! program again, which is what a change of the user's own code costs.

use std::fs;
use std::io;
use std::path::Path;

use xtask::exit::Failure;

use super::build::{Crate, Task};
use super::{Bench, Entrant, rows};
use crate::clock;
use crate::row::{Row, Unit};

/// The name of the programs.
const PROGRAM: &str = "bench-program";

/// What is written by hand depends on this.
const BY_HAND: &str = "reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"rustls\"] }\n\
                       serde = { version = \"1\", features = [\"derive\"] }\n";

/// The programs, by the generator whose crate they use.
const PROGRAMS: [(&str, &str); 2] = [
    ("ours", include_str!("programs/ours.rs")),
    ("ploidy", include_str!("programs/ploidy.rs")),
];

/// The rows of both sizes and of that time. The libraries have been built before.
pub(super) fn rows(bench: &Bench<'_>, entrants: &[&Entrant]) -> Result<Vec<Row>, Failure> {
    let slug = bench.subject.slug();
    let mut libraries = Vec::new();
    let mut programs = Vec::new();
    for entrant in entrants {
        let title = entrant.maker.title();
        libraries.push((title.clone(), library(entrant, &slug)));
        let source = PROGRAMS
            .iter()
            .find(|(name, _)| *name == entrant.maker.name());
        if let (Some((_, source)), Ok(made)) = (source, &entrant.made) {
            let needs = format!("{slug} = {{ path = {:?} }}\n", made.folder);
            let folder = bench.home(&entrant.maker).join(PROGRAM);
            programs.push((title, program(&folder, &made.target, source, &needs)));
        }
    }
    let by_hand = bench.root.join("target/bench/by-hand");
    let source = include_str!("programs/reqwest.rs");
    let built = program(
        &by_hand.join(PROGRAM),
        &by_hand.join("target"),
        source,
        BY_HAND,
    );
    programs.push(("reqwest by hand".to_owned(), built));
    let (sizes, times) = programs.into_iter().map(apart).unzip();
    let of =
        |what: &str, unit, figures| rows::of(&bench.subject.name, what, unit, figures, Vec::new());
    Ok(vec![
        of("rlib", Unit::Bytes, libraries)?,
        of("program of one call, stripped", Unit::Bytes, sizes)?,
        of(
            "the same compiled again, --release",
            Unit::UserSeconds,
            times,
        )?,
    ])
}

/// What was found of one program, or the word why nothing was.
type Outcome<T> = (String, Result<T, String>);

fn apart((title, built): Outcome<Program>) -> (Outcome<f64>, Outcome<f64>) {
    let size = built.as_ref().map(|built| built.size).map_err(Clone::clone);
    (
        (title.clone(), size),
        (title, built.map(|built| built.again)),
    )
}

/// A program that was built.
struct Program {
    /// Its size in bytes.
    size: f64,
    /// The user seconds that it takes to compile it alone.
    again: f64,
}

fn library(entrant: &Entrant, slug: &str) -> Result<f64, String> {
    let made = entrant.made.as_ref().map_err(Clone::clone)?;
    let name = format!("lib{}.rlib", slug.replace('-', "_"));
    size(&made.target.join("release").join(name))
}

fn size(file: &Path) -> Result<f64, String> {
    let found = fs::metadata(file).map(|found| found.len() as f64);
    found.map_err(|_| "does not compile".to_owned())
}

/// The size of the program `source` that depends on `needs`, as a release build, stripped.
fn program(folder: &Path, target: &Path, source: &str, needs: &str) -> Result<Program, String> {
    eprintln!("{} …", folder.display());
    write(folder, source, needs).map_err(|error| error.to_string())?;
    let program = Crate::new(folder.to_path_buf(), target.to_path_buf());
    let build = || {
        let mut command = program.cargo(&["build", "--release"]);
        clock::cost(&mut command).map_err(|failure| {
            eprintln!("{failure}");
            format!("{} fails", Task::Release.title())
        })
    };
    build()?;
    write(folder, source, needs).map_err(|error| error.to_string())?;
    let again = build()?.user;
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let size = size(&target.join("release").join(name))?;
    Ok(Program { size, again })
}

fn write(folder: &Path, source: &str, needs: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{PROGRAM}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{needs}\
         tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), source)
}
