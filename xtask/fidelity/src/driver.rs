//! A program beside an emitted crate that decodes and encodes what it is told.

use std::fs;

use serde_json::Value;
use xtask::corpus::check::Workspace;
use xtask::exit::Failure;

use crate::compare;

/// A valid example and the position of its type.
pub(crate) struct Case {
    pub ty: usize,
    pub value: Value,
}

/// What comes back of each case: nothing when it came back equal, else the reason. A program that
/// cannot be compiled, or dies, is the reason for all of them.
///
/// # Errors
///
/// When the program cannot be written or Cargo not be started, or when answers are missing.
pub(crate) fn run(
    scratch: &Workspace,
    package: &str,
    types: &[String],
    cases: &[Case],
) -> Result<Vec<Option<String>>, Failure> {
    let folder = scratch.crate_folder(package).join("examples");
    let source = folder.join("fidelity.rs");
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\t{}\n", case.ty, case.value))
        .collect();
    let told = folder.join("cases.txt");
    let crate_name = package.replace('-', "_");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&source, program(&crate_name, types)))
        .and_then(|()| fs::write(&told, lines))
        .map_err(|error| Failure::new(format!("cannot write to {}: {error}", folder.display())))?;
    let told = told.to_string_lossy();
    let output = scratch
        .cargo(&[
            "run",
            "--offline",
            "--quiet",
            "--config",
            "profile.dev.debug=0",
            "--package",
            package,
            "--example",
            "fidelity",
            "--",
            &told,
        ])
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        eprintln!("{package}: {}", last_lines(&said));
        return Ok(vec![
            Some("the crate cannot be run".to_owned());
            cases.len()
        ]);
    }
    let answers = String::from_utf8_lossy(&output.stdout);
    let reasons: Vec<Option<String>> = answers
        .lines()
        .zip(cases)
        .map(|(answer, case)| reason(answer, &case.value))
        .collect();
    if reasons.len() != cases.len() {
        let (some, all) = (reasons.len(), cases.len());
        return Err(Failure::new(format!(
            "{package}: {some} answers to {all} cases"
        )));
    }
    Ok(reasons)
}

/// Why the answer is not `value`; `None` when it is.
fn reason(answer: &str, value: &Value) -> Option<String> {
    let Some(text) = answer.strip_prefix('+') else {
        return Some(answer.trim_start_matches('-').to_owned());
    };
    match serde_json::from_str(text) {
        Ok(found) => compare::difference(value, &found)
            .map(|at| format!("is encoded differently at \"{at}\"")),
        Err(error) => Some(format!("is not encoded as JSON: {error}")),
    }
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let start = lines.len().saturating_sub(40);
    lines.get(start..).unwrap_or_default().join("\n")
}

fn program(crate_name: &str, types: &[String]) -> String {
    let checks: String = types
        .iter()
        .map(|ty| format!("    again::<{ty}>,\n"))
        .collect();
    format!(
        "//! Decodes and encodes each line of a file.\n\
         #![allow(deprecated)]\n\
         use {crate_name}::runtime::json::{{self, Decode, Encode, View}};\n\
         type Check = fn(&str) -> Result<String, String>;\n\
         static TYPES: &[Check] = &[\n{checks}];\n{PROGRAM}"
    )
}

const PROGRAM: &str = r#"
fn again<T: Decode + Encode>(text: &str) -> Result<String, String> {
    let value: T = json::from_str(text).map_err(|fault| fault.to_string())?;
    json::to_string(&value, View::Full).map_err(|fault| fault.to_string())
}

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let cases = std::fs::read_to_string(path).expect("the cases");
    for line in cases.split_terminator('\n') {
        let (index, text) = line.split_once('\t').expect("a case");
        let index: usize = index.parse().expect("a number");
        match TYPES[index](text) {
            Ok(text) => println!("+{text}"),
            Err(reason) => println!("-{}", reason.replace(['\n', '\r'], " ")),
        }
    }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_compared() {
        assert_eq!(reason("+{\"a\":1.0}", &json!({"a": 1})), None);
        let found = reason("+{}", &json!({"a": 1}));
        assert_eq!(found.as_deref(), Some("is encoded differently at \"/a\""));
        let found = reason("-not a boolean", &json!(1));
        assert_eq!(found.as_deref(), Some("not a boolean"));
    }
}
