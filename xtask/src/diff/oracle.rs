//! `cargo xtask diff --verdicts`: the verdicts on the pairs, against people and against the compiler.
//!
//! For each pair a program that uses everything that the old crate has is compiled against the new one: it must
//! compile unless *api* is breaking, and it must not if it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use apicrate::Outcome;
use apicrate::compare::{self, Comparison};
use apicrate::inputs::{Inputs, NoFiles, Source};
use apicrate::settings::Settings;
use apicrate::surface::Verdict;
use serde_json::Value;

use super::pairs::{self, Pair};
use super::semver::{self, Documented};
use super::usage;
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
    /// The checks of `cargo semver-checks` that fail, if it was asked.
    semver: Option<Vec<String>>,
}

impl Row {
    /// Whether people, the compiler and the comparison agree.
    fn agrees(&self) -> bool {
        let people = (self.pair.api, self.pair.wire) == (self.api, self.wire);
        people && self.compiles == (self.api != Verdict::Breaking)
    }

    /// Whether `cargo semver-checks` was asked and says something else.
    fn differs(&self) -> bool {
        let is_breaking = self.api == Verdict::Breaking;
        let failures = self.semver.as_ref();
        failures.is_some_and(|failures| failures.is_empty() == is_breaking)
    }

    /// Whether there is a reason where it says something else, and only there.
    fn is_explained(&self) -> bool {
        self.semver.is_none() || self.differs() == self.pair.unchecked.is_some()
    }
}

/// Compares and compiles all pairs of the workspace at `root` and prints the table.
///
/// # Errors
///
/// When a pair cannot be read or generated, when its program does not compile with the crate that it was written for,
/// or when Cargo, or `cargo semver-checks` if it is wanted, cannot be run.
pub fn run(root: &Path, with_semver: bool) -> Result<Exit, Failure> {
    if with_semver {
        semver::is_there()?;
    }
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
    let documented = match with_semver {
        true => Some(Documented::new(&workspace, &packages)?),
        false => None,
    };
    let mut rows = Vec::new();
    for (pair, comparison) in pairs.into_iter().zip(crates.comparisons) {
        let package = new_package(&pair);
        let semver = match (&documented, crates.old.get(&pair.before.text)) {
            (Some(documented), Some(old)) => Some(documented.failures(old, &package)?),
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
        "{:<34} {:<9} {:<9} {:<9}",
        "change", "api", "wire", "compiles"
    );
    out.push_str(if with_semver {
        " semver-checks\n"
    } else {
        "\n"
    });
    for row in rows {
        out.push_str(line(row).trim_end());
        out.push('\n');
    }
    let differing = rows.iter().filter(|row| !row.agrees()).count();
    let compiler = |row: &&Row| row.compiles == (row.api == Verdict::Breaking);
    out.push_str(&format!(
        "{} changes, {differing} disagreements, {} of them with the compiler\n",
        rows.len(),
        rows.iter().filter(compiler).count()
    ));
    if with_semver {
        let differing = rows.iter().filter(|row| row.differs()).count();
        out.push_str(&format!(
            "cargo-semver-checks agrees on {}, and says something else on {differing}; without a reason, or with one for \
             nothing: {}\n",
            rows.len() - differing,
            rows.iter().filter(|row| !row.is_explained()).count(),
        ));
    }
    out
}

fn line(row: &Row) -> String {
    let compiles = if row.compiles { "yes" } else { "no" };
    let mut line = format!(
        "{:<34} {:<9} {:<9} {compiles:<9}",
        row.pair.name,
        row.api.word(),
        row.wire.word()
    );
    if let Some(failures) = &row.semver {
        let found = match failures.as_slice() {
            [] => "-".to_owned(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        line.push_str(&format!(" {found}"));
        let reason = row.pair.unchecked.as_deref();
        match (reason, row.differs()) {
            (Some(reason), true) => line.push_str(&format!(" ({reason})")),
            (None, true) => line.push_str(" UNEXPLAINED"),
            (Some(reason), false) => line.push_str(&format!(" NO DIFFERENCE TO EXPLAIN: {reason}")),
            (None, false) => {}
        }
    }
    if !row.agrees() {
        let (api, wire) = (row.pair.api.word(), row.pair.wire.word());
        line.push_str(&format!(" DISAGREES: people say api {api}, wire {wire}"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(api: Verdict, failures: &[&str], reason: Option<&str>) -> Row {
        let source = Source {
            path: String::new(),
            text: String::new(),
        };
        Row {
            pair: Pair {
                name: "change".to_owned(),
                before: source.clone(),
                after: source,
                api,
                wire: Verdict::None,
                unchecked: reason.map(str::to_owned),
            },
            api,
            wire: Verdict::None,
            compiles: api != Verdict::Breaking,
            semver: Some(failures.iter().map(|&check| check.to_owned()).collect()),
        }
    }

    #[test]
    fn a_reason_stands_where_there_is_a_difference_and_nowhere_else() {
        let checks: &[&str] = &["enum_missing"];
        for (api, failures, differs) in [
            (Verdict::Breaking, checks, false),
            (Verdict::Breaking, &[], true),
            (Verdict::Minor, checks, true),
            (Verdict::None, &[], false),
        ] {
            assert_eq!(row(api, failures, None).is_explained(), !differs);
            assert_eq!(row(api, failures, Some("why")).is_explained(), differs);
        }
        let rows = [
            row(Verdict::Breaking, &[], None),
            row(Verdict::None, &[], Some("why")),
        ];
        let table = table(&rows, true);
        assert!(table.contains("UNEXPLAINED") && table.contains("NO DIFFERENCE TO EXPLAIN: why"));
        assert!(table.contains("agrees on 1, and says something else on 1; without a reason"));
    }

    #[test]
    fn people_and_the_compiler_must_agree() {
        assert!(row(Verdict::Breaking, &[], None).agrees());
        let mut wrong = row(Verdict::Breaking, &[], None);
        wrong.compiles = true;
        assert!(!wrong.agrees());
        let mut wrong = row(Verdict::None, &[], None);
        wrong.pair.wire = Verdict::Breaking;
        assert!(!wrong.agrees());
    }
}
