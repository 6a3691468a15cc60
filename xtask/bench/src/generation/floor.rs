//! What a generator with this output cannot do without: reading the document, and parsing and formatting what comes out.

use std::path::Path;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{fs, thread};

use proc_macro2::TokenStream;
use xtask::exit::Failure;

use crate::clock::median;

/// On how many threads the output is parsed and formatted.
const THREADS: usize = 2;

/// Formatting goes as deep as the code nests.
const STACK: usize = 64 << 20;

/// The seconds that it takes to read `document` into an untyped tree with serde_yaml (JSON: serde_json), and to take the
/// tokens of the Rust files in the folder `out` through `syn` and `prettyplease` on two threads: the median of `runs`.
///
/// # Errors
///
/// When a file cannot be read, or is not what it should be.
pub fn seconds(document: &Path, out: &Path, runs: usize) -> Result<f64, Failure> {
    let text = xtask::workspace::read(document)?;
    let mut files = Vec::new();
    rust_files(out, &mut files)
        .map_err(|error| Failure::new(format!("{}: {error}", out.display())))?;
    // Alternating by size, so that both threads have the same to do.
    files.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let all: Result<Vec<f64>, Failure> = (0..runs)
        .map(|_| Ok((read(document, &text)? + format(&files)?).as_secs_f64()))
        .collect();
    Ok(median(all?))
}

fn read(document: &Path, text: &str) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let is_read = match document.extension().is_some_and(|end| end == "json") {
        true => serde_json::from_str::<serde_json::Value>(text).is_ok(),
        false => serde_yaml::from_str::<serde_yaml::Value>(text).is_ok(),
    };
    let taken = begun.elapsed();
    match is_read {
        true => Ok(taken),
        false => Err(Failure::new(format!(
            "{}: it cannot be read",
            document.display()
        ))),
    }
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
        assert!(read(Path::new("a.json"), "a: b").is_err());
    }
}
