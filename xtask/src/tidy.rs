//! `cargo xtask tidy`: the house rules that no compiler checks.
//!
//! Small files, small functions, a module comment in each file, and each phase of the generator
//! kept from what is not its business. A rule on size may be broken for a written reason: a line
//! `// tidy: <reason>` above the function, or in the head of the file.

mod functions;
mod locks;
mod words;

use std::fmt;
use std::fs;
use std::path::Path;

use crate::exit::{Exit, Failure};
use crate::workspace;

/// Lines of a file, at most.
const FILE_LINES: usize = 400;
/// Lines of a function, its signature included, at most.
const FUNCTION_LINES: usize = 60;
/// The lines of a file in which a reason for its size may stand.
const HEAD: usize = 30;
/// What begins the line of a written reason.
const REASON: &str = "// tidy: ";
/// The folders with hand-written code.
const FOLDERS: [&str; 3] = ["generator", "tests", "xtask"];

/// A place where a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// The file, relative to the workspace.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The rule and what to do.
    pub message: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Checks the workspace at `root` and writes each breach to standard error.
///
/// # Errors
///
/// When a file cannot be read.
pub fn run(root: &Path) -> Result<Exit, Failure> {
    let files = sources(root)?;
    let mut found = Vec::new();
    for path in &files {
        found.extend(breaches(path, &workspace::read(&root.join(path))?));
    }
    found.extend(lock_breaches(root)?);
    for breach in &found {
        eprintln!("{breach}");
    }
    println!("{} files, {} breaches", files.len(), found.len());
    Ok(match found.is_empty() {
        true => Exit::Done,
        false => Exit::Problems,
    })
}

/// The breaches in the file at `path`, relative to the workspace, in the order of their lines.
#[must_use]
pub fn breaches(path: &str, text: &str) -> Vec<Breach> {
    let breach = |line, message| Breach {
        path: path.to_owned(),
        line,
        message,
    };
    let mut found = Vec::new();
    if !text.starts_with("//!") {
        let message = "a file begins with a `//!` comment that says what it is for".to_owned();
        found.push(breach(1, message));
    }
    let lines = text.lines().count();
    if lines > FILE_LINES && !text.lines().take(HEAD).any(is_reason) {
        let message = format!("{lines} lines, more than {FILE_LINES}; split the file by concept");
        found.push(breach(FILE_LINES + 1, message));
    }
    for function in functions::of(text) {
        if function.lines > FUNCTION_LINES && !function.has_reason {
            let (name, lines) = (&function.name, function.lines);
            let message = format!("`{name}` has {lines} lines, more than {FUNCTION_LINES}");
            found.push(breach(function.start, message));
        }
    }
    found.extend(words::found(path, text).map(|(line, message)| breach(line, message)));
    found.sort();
    found
}

fn lock_breaches(root: &Path) -> Result<Vec<Breach>, Failure> {
    let small = "xtask/run/Cargo.lock";
    let large = workspace::read(&root.join("Cargo.lock"))?;
    let missing = locks::missing(&workspace::read(&root.join(small))?, &large);
    let breach = |package| Breach {
        path: small.to_owned(),
        line: 1,
        message: format!(
            "{package} is not in the workspace's own Cargo.lock; copy that file over this one and \
             run `cargo xtask tidy` again"
        ),
    };
    Ok(missing.into_iter().map(breach).collect())
}

fn is_reason(line: &str) -> bool {
    let reason = line.trim_start().strip_prefix(REASON);
    reason.is_some_and(|reason| !reason.trim().is_empty())
}

/// The hand-written Rust files of the workspace, sorted, relative to it.
fn sources(root: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut pending: Vec<String> = FOLDERS.map(str::to_owned).to_vec();
    while let Some(dir) = pending.pop() {
        let unreadable = |error| Failure::new(format!("cannot read {dir}: {error}"));
        for entry in fs::read_dir(root.join(&dir)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{dir}/{name}");
            if entry.file_type().map_err(unreadable)?.is_dir() {
                if !matches!(name.as_str(), "target" | "node_modules" | "snapshots") {
                    pending.push(path);
                }
            } else if name.ends_with(".rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let found = breaches(path, text);
        found.iter().map(ToString::to_string).collect()
    }

    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    a();\n".repeat(lines - 2))
    }

    #[test]
    fn a_tidy_file_has_no_breaches() {
        let text = format!("//! A file.\n\n{}", function(FUNCTION_LINES));
        assert_eq!(messages("generator/src/a.rs", &text), [""; 0]);
    }

    #[test]
    fn files_have_a_module_comment_and_a_limit() {
        let text = "\n".repeat(FILE_LINES + 1);
        assert_eq!(
            messages("tests/a.rs", &text),
            [
                "tests/a.rs:1: a file begins with a `//!` comment that says what it is for",
                "tests/a.rs:401: 401 lines, more than 400; split the file by concept",
            ]
        );
    }

    #[test]
    fn functions_have_a_limit() {
        let text = format!("//! A file.\n{}", function(FUNCTION_LINES + 1));
        let expected = "tests/a.rs:2: `long` has 61 lines, more than 60";
        assert_eq!(messages("tests/a.rs", &text), [expected]);
    }

    #[test]
    fn a_written_reason_lifts_a_limit() {
        let long = function(FUNCTION_LINES + 1);
        let text = format!("//! A file.\n// tidy: a table.\n/// Docs.\n#[test]\n{long}");
        assert_eq!(messages("tests/a.rs", &text), [""; 0]);
        let text = format!("//! A file.\n// tidy: \n{long}");
        assert_eq!(messages("tests/a.rs", &text).len(), 1);
        let text = format!(
            "//! A file.\n// tidy: a table.\n{}",
            "\n".repeat(FILE_LINES)
        );
        assert_eq!(messages("tests/a.rs", &text), [""; 0]);
    }

    #[test]
    fn phases_are_kept_apart() {
        let text = "//! About serde_yaml.\nuse serde_yaml::Value; // serde_yaml\n";
        assert_eq!(messages("generator/src/read.rs", text), [""; 0]);
        assert_eq!(messages("generator/src/read/tree.rs", text), [""; 0]);
        let found = messages("generator/src/emit/models.rs", text);
        assert_eq!(
            found,
            [
                "generator/src/emit/models.rs:2: `serde_yaml` has no business here: \
              only the phase `read` knows how a document is written"
            ]
        );
        assert_eq!(messages("generator/src/reader.rs", text).len(), 1);
    }

    #[test]
    fn this_workspace_is_found() {
        let files = sources(&workspace::root()).unwrap();
        assert!(files.contains(&"xtask/src/tidy.rs".to_owned()));
        assert!(files.is_sorted());
    }
}
