//! `cargo xtask styles`: how many cells of the parameter-style table are sent as the specification
//! shows them.

use std::path::Path;
use std::process::Command;

use crate::exit::{Exit, Failure};
use crate::workspace;

/// Runs the style tests of the runtime in the workspace at `root`, which print their counts.
///
/// # Errors
///
/// When Cargo cannot be started.
pub fn run(root: &Path) -> Result<Exit, Failure> {
    let cargo = workspace::cargo();
    let output = Command::new(cargo)
        .args(["test", "--quiet", "--package", "apicrate-runtime"])
        .args(["--test", "http", "styles::", "--", "--nocapture"])
        .current_dir(root)
        .output()
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let counts: Vec<&str> = said.lines().filter_map(count).collect();
    counts.iter().for_each(|line| println!("{line}"));
    if output.status.success() && !counts.is_empty() {
        return Ok(Exit::Done);
    }
    eprint!("{said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(Exit::Problems)
}

/// The count in a line of the tests' output, which may begin with the dots of passed tests.
fn count(line: &str) -> Option<&str> {
    let is_count = line.ends_with(" cells");
    is_count.then(|| line.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_found() {
        let line = "..the style table: 60/60 cells";
        assert_eq!(count(line), Some("the style table: 60/60 cells"));
        assert_eq!(count("test result: ok."), None);
    }
}
