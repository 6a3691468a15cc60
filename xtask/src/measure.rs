//! `cargo xtask measure`: what the models of an emitted crate cost the compiler, beside the same models with serde's derives.

pub mod clock;
pub mod document;
pub mod twin;

use std::path::Path;
use std::{fs, io};

use apicrate::files::Files;
use apicrate::inputs::{Inputs, Source};
use apicrate::settings::Settings;

use self::clock::{Build, Clock};
use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::progress::Counter;
use crate::tree;

/// The arguments of `measure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `--models`: how many objects the description has.
    pub models: usize,
    /// `--runs`: how often each crate is compiled.
    pub runs: usize,
    /// `--release`: measure `cargo build --release` in place of `cargo check`.
    pub release: bool,
}

/// What `cargo check` of the emitted crate may take of what it takes for the derived one.
const LIMIT: f64 = 1.0 / 3.0;

/// The crates, in the order in which they are compiled: without models, as emitted, with derives.
const CRATES: [&str; 3] = ["measured-bare", "measured-tables", "measured-derived"];

/// Runs `request` in the workspace at `root`; the table goes to standard output.
///
/// # Errors
///
/// When a crate cannot be written or does not compile.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let folder = root.join("target/measure");
    write(&folder, root, request)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let build = if request.release {
        Build::Release
    } else {
        Build::Check
    };
    let clock = Clock::new(folder, build);
    let counter = Counter::new("compiling", CRATES.len() * (request.runs + 1));
    for package in CRATES {
        counter.step(package);
        clock.prepare(package)?;
    }
    let mut seconds = CRATES.map(|_| Vec::new());
    for _ in 0..request.runs {
        // In turn, so that whatever else the machine does strikes all of them.
        for (package, seconds) in CRATES.iter().zip(&mut seconds) {
            counter.step(package);
            seconds.push(clock.time(package)?);
        }
    }
    Ok(show(request, build, &clock, &seconds.map(median)))
}

fn write(folder: &Path, root: &Path, request: &Request) -> Result<(), Failure> {
    let unwritable = |error: io::Error| Failure::new(format!("cannot write: {error}"));
    fs::create_dir_all(folder).map_err(unwritable)?;
    let [bare, tables, derived] = CRATES;
    let members = CRATES
        .map(|package| format!("    \"{package}\",\n"))
        .concat();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n");
    fs::write(folder.join("Cargo.toml"), manifest).map_err(unwritable)?;
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        // What the workspace uses has been fetched already.
        fs::copy(root.join("Cargo.lock"), lock).map_err(unwritable)?;
    }
    let emitted = generate(folder, tables, request.models)?;
    let without = generate(folder, bare, 0)?;
    let twin = twin::twin(&emitted, derived)?;
    for (package, files) in [(bare, without), (tables, emitted), (derived, twin)] {
        let files = if request.release && package != bare {
            using(files, request.models, package == derived)
        } else {
            files
        };
        tree::write(&folder.join(package), files)
            .map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(())
}

fn generate(folder: &Path, package: &str, models: usize) -> Result<Files, Failure> {
    let mut settings = Settings::default();
    settings.package.name = Some(package.to_owned());
    let path = folder.join("openapi.json");
    let loader = FileLoader::beside(&path).map_err(|error| Failure::new(error.to_string()))?;
    let root = Source {
        path: path.display().to_string(),
        text: document::document(models),
    };
    let outcome = apicrate::generate(&Inputs {
        root: &root,
        loader: &loader,
        settings: &settings,
        overlays: &[],
        lock: None,
    });
    let refused = || Failure::new("the generator refuses the description that is measured");
    outcome.files.ok_or_else(refused)
}

/// `files` with a function that reads and writes every model: generic code is compiled where it is used.
fn using(mut files: Files, models: usize, is_derived: bool) -> Files {
    let mut body = String::new();
    for number in 0..models {
        let name = document::name(number);
        body.push_str(&if is_derived {
            format!(
                "    if let Ok(value) = serde_json::from_slice::<crate::models::{name}>(body) {{\n\
                 \x20       total += serde_json::to_vec(&value).map_or(0, |text| text.len());\n    }}\n"
            )
        } else {
            format!(
                "    if let Ok(value) = crate::runtime::json::from_slice::<crate::models::{name}>(body) {{\n\
                 \x20       total += crate::runtime::json::to_vec(&value, crate::runtime::json::View::Full)\n\
                 \x20           .map_or(0, |text| text.len());\n    }}\n"
            )
        });
    }
    let text = format!(
        "//! Uses every model.\n\n/// The length of `body` as each of the models, in sum.\n\
         pub fn lengths(body: &[u8]) -> usize {{\n    let mut total = body.len();\n{body}    total\n}}\n"
    );
    files.insert("src/lengths.rs", text);
    let root = files.get("src/lib.rs").unwrap_or_default();
    let root = format!("{root}pub mod lengths;\n");
    files.insert("src/lib.rs", root);
    files
}

/// The middle one of `values`; 0 of none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Prints the table. The models' share is what is left without the crate that has none: the HTTP
/// half of the runtime is the same in all three.
fn show(request: &Request, build: Build, clock: &Clock, seconds: &[f64; 3]) -> Exit {
    let [bare, tables, derived] = *seconds;
    println!(
        "cargo {} of {} models, user seconds, median of {} runs in turn:",
        build.arguments().join(" "),
        request.models,
        request.runs
    );
    for (package, seconds) in CRATES.iter().zip(seconds) {
        let size = clock.size(package).map(megabytes).unwrap_or_default();
        println!("  {package:<17}{seconds:>8.2}{size}");
    }
    let whole = tables / derived;
    let models = (tables - bare) / (derived - bare);
    println!("  tables : derived {whole:>8.3}   the whole crate");
    println!("  tables : derived {models:>8.3}   the models alone, less measured-bare");
    if build == Build::Release || whole <= LIMIT {
        return Exit::Done;
    }
    eprintln!("error: the whole crate may take {LIMIT:.3} of what the derived one takes");
    Exit::Problems
}

fn megabytes(bytes: u64) -> String {
    format!("  {:>6.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_one_of_the_values() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(Vec::new()), 0.0);
    }

    #[test]
    fn the_twin_has_the_same_types_and_no_tables() {
        let files = generate(Path::new("."), "measured", 3).unwrap();
        let twin = twin::twin(&files, "twin").unwrap();
        for path in files.paths() {
            assert!(twin.contains(path), "{path}");
        }
        let model = twin.get("src/models/model2.rs").unwrap();
        assert!(model.contains("#[derive(serde::Serialize, serde::Deserialize)]"));
        assert!(model.contains("pub ratio: Nullable<f64>"));
        assert!(model.contains("pub fn note("));
        assert!(!model.contains("Decode") && !model.contains("json_serde"));
        let kind = twin.get("src/models/kind2.rs").unwrap();
        assert!(kind.contains("#[serde(from = \"String\", into = \"String\")]"));
    }
}
