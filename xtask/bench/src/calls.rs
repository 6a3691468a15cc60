//! What calls, reading and writing cost: `apicrate-bench-calls` measures, and its figures are judged here.

mod reduced;
mod rival;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use xtask::bench::{Request, Section};
use xtask::exit::Failure;

use crate::clock::cargo;
use crate::peers;
use crate::row::{Goal, Rival, Row, Unit};

/// The package that measures.
const PACKAGE: &str = "apicrate-bench-calls";

/// Who calls without a generator.
const BY_HAND: &str = "reqwest + serde derive";

/// Who reads and writes what has no unknown members, and what has.
const DERIVED: &str = "serde derive";
const FLATTENED: &str = "serde derive, flatten";

/// Times, allocations and memory, and then instructions; beside the client of another generator if `request` asks for it.
///
/// # Errors
///
/// When what measures does not compile or fails, or prints something else than figures.
pub fn measure(root: &Path, request: &Request) -> Result<Vec<Row>, Failure> {
    let peer = peers::one_installed(root, request, rival::NAME)?;
    let program = match &peer {
        None => Program::Plain,
        Some(peer) => Program::WithRival(rival::program(root, peer)?),
    };
    let mut rows = figures(root, &program, &[])?;
    rows.extend(figures(root, &program, &["--instructions"])?);
    if let Some(peer) = peer {
        let rivals = rows.iter_mut().flat_map(|row| &mut row.rivals);
        for rival in rivals.filter(|rival| rival.name == rival::NAME) {
            rival.name = peer.title();
        }
    }
    Ok(rows)
}

/// What measures.
enum Program {
    /// The package of this workspace.
    Plain,
    /// A package with another client, by its manifest.
    WithRival(PathBuf),
}

impl Program {
    /// Compiles it as users compile programs, and runs it.
    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(cargo());
        command.args(["run", "--quiet"]).current_dir(root);
        match self {
            Self::Plain => command.args(["--profile", "calls", "--package", PACKAGE]),
            Self::WithRival(manifest) => {
                command.args(["--release", "--manifest-path"]).arg(manifest)
            }
        };
        command
    }
}

/// The figures that `program` prints with `arguments`.
fn figures(root: &Path, program: &Program, arguments: &[&str]) -> Result<Vec<Row>, Failure> {
    let output = program
        .command(root)
        .arg("--")
        .args(arguments)
        .output()
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("{PACKAGE}: {said}")));
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.lines().map(row).collect()
}

/// A line of the package's output.
#[derive(Deserialize)]
struct Figure {
    what: String,
    ours: f64,
    unit: String,
    rivals: BTreeMap<String, f64>,
}

fn row(line: &str) -> Result<Row, Failure> {
    let refused =
        |reason: String| Failure::new(format!("{PACKAGE} has printed {line:?}: {reason}"));
    let figure: Figure = serde_json::from_str(line).map_err(|error| refused(error.to_string()))?;
    let unit = match figure.unit.as_str() {
        "ns" => Unit::Nanoseconds,
        "instructions" => Unit::Instructions,
        "allocations" => Unit::Allocations,
        "bytes" => Unit::Bytes,
        other => return Err(refused(format!("the unit {other} is not known"))),
    };
    let rivals = figure.rivals.into_iter();
    Ok(Row {
        section: Section::Calls,
        goals: goals(&figure.what, unit),
        subject: "mist-api".to_owned(),
        what: figure.what,
        ours: figure.ours,
        unit,
        rivals: rivals
            .map(|(name, figure)| Rival {
                name,
                outcome: Ok(figure),
            })
            .collect(),
    })
}

/// A call costs little more than one that is written by hand; reading and writing have at least 0.9 of the throughput of
/// what is derived, and more where it keeps unknown members.
fn goals(what: &str, unit: Unit) -> Vec<Goal> {
    let limit = match (what.starts_with("call"), unit) {
        (true, Unit::Nanoseconds) => Some((1.05, BY_HAND)),
        (true, Unit::Instructions) => Some((1.10, BY_HAND)),
        (false, Unit::Nanoseconds | Unit::Instructions) if what.contains("unknown members") => {
            Some((1.0, FLATTENED))
        }
        (false, Unit::Nanoseconds | Unit::Instructions) => Some((1.0 / 0.9, DERIVED)),
        _ => None,
    };
    limit
        .map(|(times, name)| Goal::Times(times, name.to_owned()))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rivals_program_has_the_name_by_which_its_figures_are_found() {
        let program = include_str!("calls/progenitor.rs");
        assert!(program.contains(&format!("name: \"{}\"", rival::NAME)));
    }

    #[test]
    fn a_figure_is_judged_by_what_it_is_of() {
        let line = |what: &str, unit: &str, ours: f64| {
            let rivals = format!("{{\"{BY_HAND}\":100,\"{DERIVED}\":100,\"{FLATTENED}\":200}}");
            row(&format!(
                "{{\"what\":\"{what}\",\"ours\":{ours},\"unit\":\"{unit}\",\"rivals\":{rivals}}}"
            ))
        };
        let met = |what, unit, ours| line(what, unit, ours).unwrap().is_met();
        assert_eq!(met("call: get one", "ns", 105.0), Some(true));
        assert_eq!(met("call: get one", "ns", 106.0), Some(false));
        assert_eq!(met("call: get one", "instructions", 110.0), Some(true));
        assert_eq!(met("call: get one", "allocations", 900.0), None);
        assert_eq!(met("decode small (1 bytes)", "ns", 111.0), Some(true));
        assert_eq!(met("decode small (1 bytes)", "ns", 112.0), Some(false));
        assert_eq!(
            met("decode small, unknown members (1 bytes)", "ns", 199.0),
            Some(true)
        );
        assert!(line("call", "furlongs", 1.0).is_err());
    }
}
