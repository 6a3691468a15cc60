//! The counts of `tests/counts`, which reads the document on its own.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use xtask::exit::Failure;

/// How many there are of what, in a document.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Names in braces in the path templates, over all operations.
    pub slots: usize,
    /// Schemas with `enum`.
    pub enums: usize,
    /// Those of them that list texts.
    pub text_enums: usize,
    /// Schemas that allow null.
    pub nullables: usize,
    /// Responses of operations that are no success.
    pub errors: usize,
}

impl Counts {
    /// Runs the counter on the document at `path`.
    ///
    /// # Errors
    ///
    /// When the counter cannot be run.
    pub(crate) fn of(root: &Path, path: &Path) -> Result<Self, Failure> {
        let failed = |reason: String| Failure::new(format!("cannot count: {reason}"));
        let cargo = xtask::workspace::cargo();
        let output = Command::new(cargo)
            .args(["run", "--quiet", "--package", "apicrate-counts"])
            .arg("--manifest-path")
            .arg(root.join("Cargo.toml"))
            .arg("--")
            .arg(path)
            .output()
            .map_err(|error| failed(error.to_string()))?;
        let counts: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| failed(String::from_utf8_lossy(&output.stderr).into_owned()))?;
        let number = |key: &str| {
            let number = counts.get(key).and_then(Value::as_u64);
            let number = number.and_then(|number| usize::try_from(number).ok());
            number.ok_or_else(|| failed(format!("no count of {key}")))
        };
        Ok(Self {
            slots: number("slots")?,
            enums: number("enums")?,
            text_enums: number("text_enums")?,
            nullables: number("nullables")?,
            errors: number("errors")?,
        })
    }
}
