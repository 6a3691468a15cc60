//! What a generator with this output cannot do without: reading the document, and parsing and formatting what comes out.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{fs, thread};

use proc_macro2::TokenStream;
use serde::de::IgnoredAny;
use xtask::exit::Failure;

/// On how many threads the output is parsed and formatted.
const THREADS: usize = 2;

/// Formatting goes as deep as the code nests.
const STACK: usize = 64 << 20;

/// The word that a process of the floor's own begins with.
const TASK: &str = "floor";

/// What a process is asked that is there for the floor alone.
pub struct Asked {
    document: PathBuf,
    out: PathBuf,
}

impl Asked {
    /// What `arguments` ask for, if it is the floor.
    pub fn of(arguments: impl Iterator<Item = String>) -> Option<Self> {
        let arguments: Vec<String> = arguments.collect();
        let [task, document, out] = arguments.as_slice() else {
            return None;
        };
        (task == TASK).then_some(Self {
            document: PathBuf::from(document),
            out: PathBuf::from(out),
        })
    }

    /// Prints the seconds.
    pub fn answer(&self) -> ExitCode {
        match seconds(&self.document, &self.out) {
            Ok(seconds) => {
                println!("{seconds}");
                ExitCode::SUCCESS
            }
            Err(failure) => {
                eprintln!("error: {failure}");
                ExitCode::from(2)
            }
        }
    }
}

/// The same as [`seconds`] in a process of its own: a command that is started counts the memory of whoever starts it
/// as its own, and the output of a large document takes more than the generator.
///
/// # Errors
///
/// As [`seconds`].
pub fn apart(document: &Path, out: &Path) -> Result<f64, Failure> {
    let unusable = |error: std::io::Error| Failure::new(format!("the floor: {error}"));
    let program = std::env::current_exe().map_err(unusable)?;
    let mut command = Command::new(program);
    command.arg(TASK).arg(document).arg(out);
    let output = command.output().map_err(unusable)?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim()
        .parse()
        .map_err(|_| Failure::new(String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The seconds that it takes to read `document` into an untyped tree with serde_yaml (JSON: serde_json), and to take the
/// tokens of the Rust files in the folder `out` through `syn` and `prettyplease` on two threads.
///
/// # Errors
///
/// When a file cannot be read, or is not what it should be.
fn seconds(document: &Path, out: &Path) -> Result<f64, Failure> {
    let text = xtask::workspace::read(document)?;
    let mut files = Vec::new();
    rust_files(out, &mut files)
        .map_err(|error| Failure::new(format!("{}: {error}", out.display())))?;
    // Alternating by size, so that both threads have the same to do.
    files.sort_by_key(|text| std::cmp::Reverse(text.len()));
    Ok((read(document, &text)? + format(&files)?).as_secs_f64())
}

fn read(document: &Path, text: &str) -> Result<Duration, Failure> {
    let taken = match document.extension().is_some_and(|end| end == "json") {
        true => timed(text, |text| {
            serde_json::from_str::<serde_json::Value>(text).is_ok()
        }),
        false => read_yaml(text),
    };
    taken.ok_or_else(|| Failure::new(format!("{}: it cannot be read", document.display())))
}

/// What it takes to read YAML. A tree of serde_yaml's has no room for the largest numbers of real documents: then what
/// is read is not kept.
fn read_yaml(text: &str) -> Option<Duration> {
    let tree = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).is_ok();
    let nothing = |text: &str| serde_yaml::from_str::<IgnoredAny>(text).is_ok();
    timed(text, tree).or_else(|| timed(text, nothing))
}

/// What it takes to read `text`, if it can be read.
fn timed(text: &str, read: impl Fn(&str) -> bool) -> Option<Duration> {
    let begun = Instant::now();
    read(text).then(|| begun.elapsed())
}

/// What it takes from tokens, which are there before the clock starts, to text.
fn format(files: &[String]) -> Result<Duration, Failure> {
    let barrier = Barrier::new(THREADS);
    let times: Vec<Option<Duration>> = thread::scope(|scope| {
        let spawn = |first: usize| {
            let barrier = &barrier;
            let work = move || {
                let own = files.iter().skip(first).step_by(THREADS);
                let tokens: Result<Vec<TokenStream>, _> = own.map(|text| text.parse()).collect();
                barrier.wait();
                let begun = Instant::now();
                for tokens in tokens.ok()? {
                    let file = syn::parse2::<syn::File>(tokens).ok()?;
                    std::hint::black_box(prettyplease::unparse(&file));
                }
                Some(begun.elapsed())
            };
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
        };
        let threads: Vec<_> = (0..THREADS).map(spawn).collect();
        threads
            .into_iter()
            .map(|thread| thread.ok()?.join().ok()?)
            .collect()
    });
    let longest = times
        .into_iter()
        .collect::<Option<Vec<Duration>>>()
        .and_then(|all| all.into_iter().max());
    longest.ok_or_else(|| Failure::new("the output is not Rust"))
}

fn rust_files(folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(fs::read_to_string(path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_formatted_and_what_is_none_is_an_error() {
        let files = [
            "fn a() {}".to_owned(),
            "struct B;".to_owned(),
            "mod c {}".to_owned(),
        ];
        assert!(format(&files).is_ok());
        assert!(format(&["fn fn".to_owned()]).is_err());
        assert!(read(Path::new("a.yaml"), "a: b").is_ok());
        assert!(read(Path::new("a.yaml"), "a: -9223372036854776000").is_ok());
        assert!(read(Path::new("a.yaml"), "a: [").is_err());
        assert!(read(Path::new("a.json"), "a: b").is_err());
    }
}
