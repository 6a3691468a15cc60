//! Programs beside the emitted crate, which are told cases and answer one line for each.

use std::fs;

use xtask::corpus::check::Workspace;
use xtask::exit::Failure;

/// Compiles and runs the example `name` of `package`, whose text is `source`; gives a line for
/// each of `lines`.
///
/// # Errors
///
/// When the program cannot be written, compiled or run, and when answers are missing.
pub(crate) fn run(
    scratch: &Workspace,
    package: &str,
    (name, source): (&str, &str),
    lines: &[String],
) -> Result<Vec<String>, Failure> {
    let folder = scratch.crate_folder(package).join("examples");
    let told = folder.join(format!("{name}.txt"));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(format!("{name}.rs")), source))
        .and_then(|()| fs::write(&told, lines.join("\n")))
        .map_err(|error| Failure::new(format!("cannot write to {}: {error}", folder.display())))?;
    let told = told.to_string_lossy();
    let output = scratch
        .cargo(&[
            "run",
            "--offline",
            "--quiet",
            "--config",
            "profile.dev.debug=0",
            "--config",
            "profile.dev.incremental=false",
            "--package",
            package,
            "--example",
            name,
            "--",
            &told,
        ])
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    let answers = String::from_utf8_lossy(&output.stdout);
    let answers: Vec<String> = answers.lines().map(str::to_owned).collect();
    if output.status.success() && answers.len() == lines.len() {
        return Ok(answers);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Vec<&str> = said.lines().take(60).collect();
    let (some, all) = (answers.len(), lines.len());
    Err(Failure::new(format!(
        "{name}: {some} answers to {all} cases\n{}",
        said.join("\n")
    )))
}

/// `crate_name` is how Rust code names the package.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}
