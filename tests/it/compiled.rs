//! The emitted code of every case compiles, without a warning and with its documentation.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::diff::usage;
use xtask::tree;

use crate::case::{Case, workspace};

/// The folder that Cargo builds the workspace in.
pub(crate) fn target() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("the target folder").to_owned()
}

/// What is linked once for each case is as small as it can be, and nothing is kept for a second time. Each crate is
/// small: to split its code up takes longer than it saves. It is the same for all, so that they share what they depend on.
const PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_CODEGEN_UNITS", "1"),
    ("CARGO_INCREMENTAL", "0"),
];

/// Runs Cargo in `folder`, without the network, and gives what it said.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .envs(PROFILE)
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .expect("cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "cargo {arguments:?}:\n{said}\n{printed}"
    );
    said
}

/// Writes a workspace with the crates of the cases that `chosen` chooses into `folder`.
fn write(folder: &Path, chosen: impl Fn(&str) -> bool) {
    let mut members = String::new();
    for case in Case::all().iter().filter(|case| chosen(&case.name)) {
        let mut files = case.files();
        let outcome = case.generate();
        let manifest = files.get("Cargo.toml").expect("a manifest");
        let library = manifest
            .split("[lib]\nname = \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let program = usage::program(&outcome.surface, library.expect("a name"));
        files.insert("examples/usage.rs", program);
        let home = folder.join(&case.name);
        tree::write(&home, files).expect("an empty folder");
        tree::start(&home, &outcome.starters).expect("a writable folder");
        let _ = write!(members, "{:?}, ", case.name);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a writable folder");
    lock(folder);
}

/// Gives `folder` the versions of this workspace, so that no registry is asked.
pub(crate) fn lock(folder: &Path) {
    let lock = workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("a lock file");
}

/// Checks that what Cargo `said` has no warning.
pub(crate) fn has_no_warning(said: &str) {
    let warnings: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("warning"))
        .collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

/// Without TLS, which is not what is tested, and long to build; with the code that the mock adds to each operation.
const PLAIN: [&str; 3] = ["--workspace", "--no-default-features", "--features=mock"];

/// What is used and tested of cases with a feature for each tag is that of all. What a client forwards to its runtime is
/// on as well, where that is a package and comes without libraries of its own.
const TAGS: [&str; 2] = [
    "--features",
    "case-features-of-tags/all,case-runtime-package/all,case-runtime-package/blocking,\
     case-runtime-package/chrono,case-runtime-package/replay,case-runtime-package/tracing",
];

#[test]
fn every_case_compiles_without_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), |_| true);
    // Clippy says all that the compiler does, and more; not every toolchain comes with it.
    let command = if has_clippy() { "clippy" } else { "check" };
    // The examples use everything that is in each crate's `api.txt`, as it is listed there.
    // `--tests` would compile each library a second time, for tests that it does not have.
    let targets = [
        "--message-format=short",
        "--lib",
        "--examples",
        "--test=api",
    ];
    let check = [&[command][..], &targets, &PLAIN, &TAGS].concat();
    has_no_warning(&cargo(folder.path(), &check));
}

#[test]
fn every_case_passes_its_own_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), |_| true);
    let test = [
        &["test", "--quiet", "--no-fail-fast", "--test", "api"][..],
        &PLAIN,
        &TAGS,
    ]
    .concat();
    cargo(folder.path(), &test);
}

fn has_clippy() -> bool {
    let asked = Command::new("cargo").args(["clippy", "--version"]).output();
    asked.is_ok_and(|output| output.status.success())
}

/// The cases that are about what stands in the documentation.
const DOCUMENTED: [&str; 4] = ["descriptions", "examples", "names", "reserved_parameters"];

#[test]
fn documentation_is_without_a_warning_and_its_examples_compile() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), |name| DOCUMENTED.contains(&name));
    let doc = [&["doc", "--no-deps"], &PLAIN[..]].concat();
    has_no_warning(&cargo(folder.path(), &doc));
    let test = [&["test", "--doc"], &PLAIN[..]].concat();
    cargo(folder.path(), &test);
}
