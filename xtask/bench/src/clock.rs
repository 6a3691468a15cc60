//! What a command takes.

use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4 as _;
use xtask::exit::Failure;
pub use xtask::measure::median;
pub use xtask::workspace::cargo;

/// What one run of a command has taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Seconds of the clock on the wall.
    pub wall: f64,
    /// Seconds in user mode, of the command and all its children.
    pub user: f64,
    /// The most memory that it or one of its children had, in bytes.
    pub memory: f64,
}

/// Runs `command`, whose output is dropped.
///
/// # Errors
///
/// When it cannot be started, or fails: with what it wrote to standard error.
pub fn cost(command: &mut Command) -> Result<Cost, Failure> {
    let folder = std::env::temp_dir().join(format!("apicrate-bench-{}.log", std::process::id()));
    let log = std::fs::File::create(&folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let begun = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let used = match child.and_then(|mut child| child.wait4()) {
        Ok(used) => used,
        Err(error) => return Err(Failure::new(format!("cannot run {command:?}: {error}"))),
    };
    let wall = begun.elapsed().as_secs_f64();
    if used.status.success() {
        return Ok(Cost {
            wall,
            user: used.rusage.utime.as_secs_f64(),
            memory: used.rusage.maxrss as f64,
        });
    }
    let said = std::fs::read_to_string(&folder).unwrap_or_default();
    let last: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("error"))
        .take(6)
        .collect();
    Err(Failure::new(format!(
        "{command:?} failed: {}",
        last.join("\n")
    )))
}
