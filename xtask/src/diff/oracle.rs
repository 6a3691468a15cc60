//! `cargo xtask diff --verdicts`: the verdicts on the pairs, against people and against the compiler.
//!
//! For each pair a program that uses everything that the old crate has is compiled against the new one: it must
//! compile unless *api* is breaking, and it must not if it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use apicrate::Outcome;
use apicrate::compare::{self, Comparison};
use apicrate::inputs::{Inputs, NoFiles, Source};
use apicrate::settings::Settings;
use apicrate::surface::Verdict;
use serde_json::Value;

use super::pairs::{self, Pair};
use super::{semver, usage};
use crate::corpus::check::Workspace;
use crate::exit::{Exit, Failure};
use crate::tree;

/// Where the crates of the pairs are compiled, below the target folder.
const SCRATCH: &str = "verdicts";

/// What there is to say of one pair.
struct Row {
    pair: Pair,
    api: Verdict,
    wire: Verdict,
    /// Whether the program for the old crate compiles with the new one.
    compiles: bool,
    /// What `cargo semver-checks` says, if it was asked.
    semver: Option<Verdict>,
}

impl Row {
    /// Whether people, the compiler and the comparison agree.
    fn agrees(&self) -> bool {
        let people = (self.pair.api, self.pair.wire) == (self.api, self.wire);
        people && self.compiles == (self.api != Verdict::Breaking)
    }

    /// Whether `cargo semver-checks` agrees, or is known not to look there.
    fn is_explained(&self) -> bool {
        let same = |semver| (semver == Verdict::Breaking) == (self.api == Verdict::Breaking);
        self.semver.is_none_or(same) || self.pair.unchecked.is_some()
    }
}

/// Compares and compiles all pairs of the workspace at `root` and prints the table.
///
/// # Errors
///
/// When a pair cannot be read or generated, when its program does not compile with the crate that it was written for,
/// or when Cargo cannot be run.
pub fn run(root: &Path, with_semver: bool) -> Result<Exit, Failure> {
    let pairs = pairs::all(root)?;
    let workspace = Workspace::new(root, SCRATCH, false);
    let crates = write(&workspace, &pairs)?;
    let packages: Vec<String> = crates.packages();
    workspace.prepare(root, &packages)?;
    let failed = compile(&workspace)?;
    if let Some(package) = crates
        .old
        .values()
        .find(|package| failed.contains_key(*package))
    {
        let said = failed.get(package).map_or("", String::as_str);
        return Err(Failure::new(format!(
            "the program for {package} does not compile with it: {said}"
        )));
    }
    let mut rows = Vec::new();
    for (pair, comparison) in pairs.into_iter().zip(crates.comparisons) {
        let package = new_package(&pair);
        let old = crates.old.get(&pair.before.text);
        let semver = match (with_semver, old) {
            (true, Some(old)) => Some(semver::verdict(&workspace, old, &package)?),
            _ => None,
        };
        rows.push(Row {
            api: comparison.api(),
            wire: comparison.wire(),
            compiles: !failed.contains_key(&package),
            semver,
            pair,
        });
    }
    print!("{}", table(&rows, with_semver));
    let is_well = rows.iter().all(|row| row.agrees() && row.is_explained());
    Ok(if is_well { Exit::Done } else { Exit::Problems })
}

/// The crates that were written.
struct Crates {
    /// The package of each old description, by its text: many pairs have the same.
    old: BTreeMap<String, String>,
    new: Vec<String>,
    comparisons: Vec<Comparison>,
}

impl Crates {
    fn packages(&self) -> Vec<String> {
        self.old.values().chain(&self.new).cloned().collect()
    }
}

fn new_package(pair: &Pair) -> String {
    format!("new-{}", pair.name.replace('_', "-"))
}

fn write(workspace: &Workspace, pairs: &[Pair]) -> Result<Crates, Failure> {
    let mut crates = Crates {
        old: BTreeMap::new(),
        new: Vec::new(),
        comparisons: Vec::new(),
    };
    for pair in pairs {
        let old = generated(&pair.before, "old")?;
        let program = |package: &str| usage::program(&old.surface, &package.replace('-', "_"));
        if !crates.old.contains_key(&pair.before.text) {
            let package = format!("old-{}", crates.old.len());
            let outcome = generated(&pair.before, &package)?;
            put(workspace, &package, outcome, &program(&package))?;
            crates.old.insert(pair.before.text.clone(), package);
        }
        let package = new_package(pair);
        let new = generated(&pair.after, &package)?;
        crates.comparisons.push(compare::compare(&old, &new));
        put(workspace, &package, new, &program(&package))?;
        crates.new.push(package);
    }
    Ok(crates)
}

/// The crate that is generated from `source`, under the name `package`.
///
/// # Errors
///
/// When the description has errors.
pub fn generated(source: &Source, package: &str) -> Result<Outcome, Failure> {
    let mut settings = Settings::default();
    settings.package.name = Some(package.to_owned());
    let outcome = apicrate::generate(&Inputs {
        root: source,
        loader: &NoFiles,
        settings: &settings,
        overlays: &[],
        lock: None,
    });
    if outcome.files.is_none() {
        let said = apicrate::report::render(&outcome.diagnostics, &outcome.origins, false);
        return Err(Failure::new(said));
    }
    Ok(outcome)
}

fn put(
    workspace: &Workspace,
    package: &str,
    outcome: Outcome,
    program: &str,
) -> Result<(), Failure> {
    let folder = workspace.crate_folder(package);
    let unwritable = |error: &dyn std::fmt::Display| {
        Failure::new(format!("cannot write to {}: {error}", folder.display()))
    };
    let mut files = outcome.files.unwrap_or_default();
    files.insert("examples/usage.rs", program);
    fs::create_dir_all(&folder).map_err(|error| unwritable(&error))?;
    tree::write(&folder, files).map_err(|error| unwritable(&error))?;
    Ok(())
}

/// Compiles every crate and its program; the packages of which something does not, each with the first error.
fn compile(workspace: &Workspace) -> Result<BTreeMap<String, String>, Failure> {
    let arguments = [
        "check",
        "--offline",
        "--workspace",
        "--examples",
        "--no-default-features",
        "--keep-going",
        "--message-format=json",
    ];
    let output = workspace.cargo(&arguments);
    let output = output.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut failed = BTreeMap::new();
    let mut libraries = BTreeSet::new();
    for line in said.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if text(&message, "/reason") != "compiler-message"
            || text(&message, "/message/level") != "error"
        {
            continue;
        }
        let package = text(&message, "/package_id");
        let package = package.rsplit('/').next().unwrap_or_default();
        let package = package.split(['#', '@']).next().unwrap_or_default();
        if text(&message, "/target/kind/0") != "example" {
            libraries.insert(package.to_owned());
        }
        let first = text(&message, "/message/rendered").to_owned();
        failed.entry(package.to_owned()).or_insert(first);
    }
    if let Some(package) = libraries.first() {
        let said = failed.get(package).map_or("", String::as_str);
        return Err(Failure::new(format!(
            "the crate {package} itself does not compile: {said}"
        )));
    }
    if failed.is_empty() && !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Failure::new(said));
    }
    Ok(failed)
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    let found = value.pointer(pointer);
    found.and_then(Value::as_str).unwrap_or_default()
}

fn table(rows: &[Row], with_semver: bool) -> String {
    let mut out = format!(
        "{:<34} {:<9} {:<9} {:<9}{}\n",
        "change",
        "api",
        "wire",
        "compiles",
        if with_semver { " semver-checks" } else { "" }
    );
    for row in rows {
        let compiles = if row.compiles { "yes" } else { "no" };
        let mut line = format!(
            "{:<34} {:<9} {:<9} {compiles:<9}",
            row.pair.name,
            row.api.word(),
            row.wire.word()
        );
        if let Some(semver) = row.semver {
            line.push_str(&format!(" {:<8}", semver.word()));
        }
        if !row.agrees() {
            let expected = (row.pair.api.word(), row.pair.wire.word());
            line.push_str(&format!(
                " DISAGREES: people say api {}, wire {}",
                expected.0, expected.1
            ));
        }
        if let (Some(reason), Some(_)) = (&row.pair.unchecked, row.semver) {
            line.push_str(&format!(" ({reason})"));
        } else if !row.is_explained() {
            line.push_str(" UNEXPLAINED");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let differing = rows.iter().filter(|row| !row.agrees()).count();
    let compiler = |row: &&Row| row.compiles == (row.api == Verdict::Breaking);
    out.push_str(&format!(
        "{} changes, {differing} disagreements, {} of them with the compiler",
        rows.len(),
        rows.iter().filter(compiler).count()
    ));
    if with_semver {
        let unexplained = rows.iter().filter(|row| !row.is_explained()).count();
        out.push_str(&format!(
            ", {unexplained} unexplained with cargo-semver-checks"
        ));
    }
    out.push('\n');
    out
}

/// Where `cargo-semver-checks` is, if it is installed.
pub(super) fn semver_checks() -> Option<()> {
    let asked = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output();
    asked
        .is_ok_and(|output| output.status.success())
        .then_some(())
}
