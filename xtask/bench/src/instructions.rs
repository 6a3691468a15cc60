//! Instructions, counted by valgrind: what a busy machine cannot disturb.

use std::path::Path;
use std::process::Command;

use xtask::exit::Failure;

/// Whether they can.
///
/// # Errors
///
/// When valgrind is not installed.
pub fn can_be_counted() -> Result<(), Failure> {
    let asked = Command::new("valgrind").arg("--version").output();
    asked.map(|_| ()).map_err(missing)
}

fn missing(error: std::io::Error) -> Failure {
    Failure::new(format!(
        "cannot run valgrind, which counts instructions: {error}"
    ))
}

/// The instructions that `program` takes to generate the crate of `document` in the folder `out`.
///
/// # Errors
///
/// When it cannot be run: valgrind has to be installed.
pub fn of_run(program: &Path, document: &Path, out: &Path) -> Result<u64, Failure> {
    let mut command = Command::new("valgrind");
    command
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(program)
        .arg("codegen")
        .arg("--spec")
        .arg(document)
        .arg("--out")
        .arg(out);
    instructions(&mut command)
}

/// The instructions that `command`, a program under valgrind, has taken.
fn instructions(command: &mut Command) -> Result<u64, Failure> {
    let output = command.output().map_err(missing)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = output.status.success().then(|| counted(&said)).flatten();
    counted.ok_or_else(|| Failure::new(format!("valgrind has counted nothing: {said}")))
}

/// The count in what cachegrind says: `==7== I   refs:      1,234`, or without the blanks between.
fn counted(said: &str) -> Option<u64> {
    let line = said
        .lines()
        .find(|line| line.contains(" I ") && line.contains("refs:"))?;
    let (_, count) = line.rsplit_once(':')?;
    count.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read() {
        assert_eq!(
            counted("==1== x\n==1== I   refs:      12,345,678\n"),
            Some(12_345_678)
        );
        assert_eq!(counted("==1== I refs:        12\n"), Some(12));
        assert_eq!(counted("==1== error"), None);
    }
}
