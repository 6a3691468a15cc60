//! `cargo xtask changes`: how much of an emitted crate one change of its description touches.

mod edit;
mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use apicrate::Outcome;
use apicrate::files::Files;
use apicrate::inputs::{Inputs, Source};
use apicrate::lock::Lock;
use apicrate::settings::Settings;
use serde_yaml::Value;

use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::workspace;
use edit::Edit;
use lines::Difference;

/// What a change does to the files of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Touched {
    /// New files.
    added: Vec<String>,
    /// Files that are gone.
    removed: Vec<String>,
    /// Files that have moved with their folder.
    moved: usize,
    /// Files with another text, and how much of it is another.
    changed: BTreeMap<String, Difference>,
}

/// Makes one change after the other to the description at `spec`, generates from it, and prints what each does to the
/// files of the crate.
///
/// # Errors
///
/// When the description cannot be read or has errors, or is too small to change.
pub fn run(spec: &Path) -> Result<Exit, Failure> {
    let text = workspace::read(spec)?;
    let document: Value = serde_yaml::from_str(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", workspace::shown(spec))))?;
    let generator = Generator {
        spec: spec.to_path_buf(),
    };
    let before = generator.generate(&document, None)?;
    let lock = Lock {
        names: before.locked_names(),
        ..Lock::default()
    };
    let old = before.files.unwrap_or_default();
    println!(
        "{:<20} {:>5} {:>7} {:>5} {:>7} {:>6} {:>6} {:>5}  of others",
        "change", "added", "removed", "moved", "changed", "+lines", "-lines", "hunks"
    );
    let mut is_well = true;
    for edit in Edit::ALL {
        let mut changed = document.clone();
        let Some(own) = edit.make(&mut changed) else {
            return Err(Failure::new(format!(
                "there is nothing for: {}",
                edit.words()
            )));
        };
        let after = generator.generate(&changed, Some(&lock))?;
        let own = own_files(edit, &own, &after);
        let touched = touched(&old, &after.files.unwrap_or_default());
        is_well &= row(edit, &touched, &own);
    }
    Ok(if is_well { Exit::Done } else { Exit::Problems })
}

struct Generator {
    spec: PathBuf,
}

impl Generator {
    fn generate(&self, document: &Value, lock: Option<&Lock>) -> Result<Outcome, Failure> {
        let unwritable = |error: serde_yaml::Error| Failure::new(error.to_string());
        let root = Source {
            path: workspace::shown(&self.spec),
            text: serde_yaml::to_string(document).map_err(unwritable)?,
        };
        let loader = FileLoader::beside(&self.spec)
            .map_err(|error| Failure::new(format!("cannot read its folder: {error}")))?;
        let outcome = apicrate::generate(&Inputs {
            root: &root,
            loader: &loader,
            settings: &Settings::default(),
            overlays: &[],
            lock,
        });
        match outcome.files {
            Some(_) => Ok(outcome),
            None => Err(Failure::new(
                "the description has errors, see `cargo xtask codegen`",
            )),
        }
    }
}

/// The files of the thing itself: of the type or operation at the place that was changed.
fn own_files(edit: Edit, place: &str, after: &Outcome) -> BTreeSet<String> {
    let names = after.locked_names();
    let name = names.get(place).map_or("", String::as_str);
    let name = name.split(' ').next().unwrap_or_default();
    let files = after.files.as_ref();
    let paths = files.into_iter().flat_map(Files::iter);
    let is_own = |(path, text): &(&str, &str)| match edit {
        Edit::Tag => [
            "src/operations/",
            "tests/api/operations/",
            "docs/operations/",
        ]
        .iter()
        .any(|folder| path.starts_with(folder)),
        Edit::Operation => text.contains(&format!("pub struct {name} {{")),
        Edit::Schema | Edit::Property | Edit::Value => {
            let start = format!("{name} {{");
            path.starts_with("src/models/")
                && ["struct", "enum"]
                    .iter()
                    .any(|word| text.contains(&format!("pub {word} {start}")))
        }
    };
    // A model's page stands beside its code.
    let page = |path: &str| {
        let stem = path.strip_prefix("src/models/")?.strip_suffix(".rs")?;
        Some(format!("docs/models/{stem}.md"))
    };
    paths
        .filter(is_own)
        .flat_map(|(path, _)| std::iter::once(path.to_owned()).chain(page(path)))
        .collect()
}

fn touched(old: &Files, new: &Files) -> Touched {
    let mut touched = Touched::default();
    for (path, text) in new.iter() {
        match old.get(path) {
            None => touched.added.push(path.to_owned()),
            Some(before) if before != text => {
                let difference = lines::difference(before, text);
                touched.changed.insert(path.to_owned(), difference);
            }
            Some(_) => {}
        }
    }
    let gone = old.paths().filter(|path| !new.contains(path));
    touched.removed = gone.map(str::to_owned).collect();
    // A file of the same name and nearly the same text is one that was moved with its folder.
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let before: BTreeSet<Option<String>> = touched.removed.iter().map(|path| name(path)).collect();
    let (moved, added): (Vec<String>, Vec<String>) = std::mem::take(&mut touched.added)
        .into_iter()
        .partition(|path| before.contains(&name(path)));
    let moved_names: BTreeSet<Option<String>> = moved.iter().map(|path| name(path)).collect();
    touched
        .removed
        .retain(|path| !moved_names.contains(&name(path)));
    touched.moved = moved.len();
    touched.added = added;
    touched
}

/// Files that list what there is, or have a test of each: each change adds its lines to them.
fn is_list(path: &str) -> bool {
    let tag = path.strip_prefix("src/operations/");
    let tag = tag.or(path.strip_prefix("tests/api/operations/"));
    let tag = tag.or(path.strip_prefix("docs/operations/"));
    let tests = [
        "credentials.rs",
        "errors.rs",
        "mock.rs",
        "models.rs",
        "operations.rs",
    ];
    let test = path.strip_prefix("tests/api/");
    let lists = [
        "api.txt",
        "README.md",
        "docs/README.md",
        "docs/uses.md",
        "src/client.rs",
        "src/errors.rs",
        "src/lib.rs",
    ];
    lists.contains(&path)
        || ["src/models.rs", "src/operations.rs"].contains(&path)
        || test.is_some_and(|file| tests.contains(&file))
        || tag.is_some_and(|rest| !rest.contains('/'))
}

/// Prints what a change touches; whether it touches nothing of others.
fn row(edit: Edit, touched: &Touched, own: &BTreeSet<String>) -> bool {
    let sum = |count: fn(&Difference) -> usize| touched.changed.values().map(count).sum::<usize>();
    let changed = touched.changed.keys();
    let all = changed.chain(&touched.added).chain(&touched.removed);
    let others: Vec<&String> = all
        .filter(|path| !is_list(path) && !own.contains(*path))
        .collect();
    println!(
        "{:<20} {:>5} {:>7} {:>5} {:>7} {:>6} {:>6} {:>5}  {}",
        edit.words(),
        touched.added.len(),
        touched.removed.len(),
        touched.moved,
        touched.changed.len(),
        sum(|difference| difference.added),
        sum(|difference| difference.removed),
        sum(|difference| difference.hunks),
        match others.as_slice() {
            [] => "none".to_owned(),
            [first, ..] => format!("{} files, {first} first", others.len()),
        }
    );
    for (path, difference) in &touched.changed {
        println!(
            "    {path}: +{} -{} in {}",
            difference.added, difference.removed, difference.hunks
        );
    }
    others.is_empty()
}
