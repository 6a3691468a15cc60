//! What is compiled anew after one schema has one member more, with the compiler's incremental mode.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xtask::exit::Failure;
use xtask::workspace;

use super::build::Crate;
use super::maker::Maker;
use super::subject::Subject;
use super::{Bench, Entrant, rows};
use crate::clock::{self, Cost, median};
use crate::row::{Goal, Row, Unit};

/// A larger document of which every generator makes a crate; it is JSON.
pub(super) const SUBJECT: &str = "oxide-nexus.json";

/// The rows: seconds of the wall's clock, and in user mode.
pub(super) fn rows(bench: &Bench<'_>, makers: &[Maker]) -> Result<Vec<Row>, Failure> {
    let changed = changed(bench)?;
    let mut entrants = Vec::new();
    let mut known = Vec::new();
    for maker in makers {
        eprintln!("{SUBJECT}: incremental, {} …", maker.name());
        let before = bench.made(maker, bench.subject, "before/bench-changed")?;
        // Of the same name in another folder: all that differs is what the change makes differ.
        let after = bench.made(maker, &changed, "after/bench-changed")?;
        known.push(match (&before.made, &after.made) {
            (Ok(before), Ok(after)) => costs(bench, before, after),
            (Err(word), _) | (_, Err(word)) => Err(word.clone()),
        });
        entrants.push(before);
    }
    let goals = || vec![Goal::TimesBest(1.0)];
    let of = |what: &str, unit, figure: fn(&Cost) -> f64| {
        let figures = figures(&entrants, &known, figure);
        rows::of(SUBJECT, what, unit, figures, goals())
    };
    let wall = of("one member more, wall", Unit::Seconds, |cost| cost.wall)?;
    let user = of("one member more", Unit::UserSeconds, |cost| cost.user)?;
    Ok(vec![wall, user])
}

fn figures(
    entrants: &[Entrant],
    known: &[Result<Vec<Cost>, String>],
    figure: fn(&Cost) -> f64,
) -> Vec<(String, Result<f64, String>)> {
    let titles = entrants.iter().map(|entrant| entrant.maker.title());
    let known = known.iter().map(|costs| match costs {
        Ok(costs) => Ok(median(costs.iter().map(figure).collect())),
        Err(word) => Err(word.clone()),
    });
    titles.zip(known).collect()
}

/// Changes `before` to `after` and back, and compiles it each time.
fn costs(bench: &Bench<'_>, before: &Crate, after: &Crate) -> Result<Vec<Cost>, String> {
    let word = |error: String| {
        eprintln!("{error}");
        "does not compile".to_owned()
    };
    let files = differing(&after.folder, &before.folder).map_err(|e| word(e.to_string()))?;
    let check = || {
        let mut command = before.cargo(&["check"]);
        clock::cost(command.env("CARGO_INCREMENTAL", "1")).map_err(|e| word(e.to_string()))
    };
    check()?;
    let mut costs = Vec::new();
    for _ in 0..bench.runs {
        swap(&files).map_err(|error| word(error.to_string()))?;
        costs.push(check()?);
        swap(&files).map_err(|error| word(error.to_string()))?;
        check()?;
    }
    Ok(costs)
}

/// Two files that take each other's place.
type Pair = (PathBuf, PathBuf);

/// The files below `src` that both folders have, with different text.
///
/// One member more adds no file to any generator's output.
fn differing(left: &Path, right: &Path) -> std::io::Result<Vec<Pair>> {
    let mut found = Vec::new();
    let mut pending = vec![PathBuf::from("src")];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(left.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                pending.push(path);
                continue;
            }
            let (one, other) = (left.join(&path), right.join(&path));
            if other.is_file() && fs::read(&one)? != fs::read(&other)? {
                found.push((one, other));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn swap(files: &[Pair]) -> std::io::Result<()> {
    for (left, right) in files {
        let (one, other) = (fs::read(left)?, fs::read(right)?);
        fs::write(left, other)?;
        fs::write(right, one)?;
    }
    Ok(())
}

/// The document with one member more, beside the crates.
fn changed(bench: &Bench<'_>) -> Result<Subject, Failure> {
    let failed = |reason: String| Failure::new(format!("{SUBJECT}: {reason}"));
    let text = workspace::read(&bench.subject.path)?;
    let mut tree: Value = serde_json::from_str(&text).map_err(|e| failed(e.to_string()))?;
    if !add_member(&mut tree) {
        return Err(failed("no schema has members".to_owned()));
    }
    let path = bench.root.join("target/bench").join(SUBJECT);
    fs::write(&path, tree.to_string()).map_err(|error| failed(error.to_string()))?;
    Ok(Subject {
        path,
        ..bench.subject.clone()
    })
}

/// Adds a member to the first schema that has some.
fn add_member(tree: &mut Value) -> bool {
    let schemas = tree.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut);
    let mut members = schemas
        .into_iter()
        .flat_map(serde_json::Map::values_mut)
        .filter_map(|schema| schema.get_mut("properties")?.as_object_mut());
    match members.next() {
        Some(members) => {
            let text = json!({ "description": "One more.", "type": "string" });
            members.insert("one_more".to_owned(), text);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_schema_with_members_gets_one_more() {
        let mut tree = json!({ "components": { "schemas": {
            "A": { "type": "string" },
            "B": { "properties": { "a": {} } },
            "C": { "properties": { "a": {} } },
        } } });
        assert!(add_member(&mut tree));
        let added = tree.pointer("/components/schemas/B/properties/one_more/type");
        assert_eq!(added, Some(&json!("string")));
        assert!(
            tree.pointer("/components/schemas/C/properties/one_more")
                .is_none()
        );
        assert!(!add_member(&mut json!({})));
    }

    #[test]
    fn what_differs_changes_places() {
        let folder = tempfile::tempdir().unwrap();
        let [left, right] = ["left", "right"].map(|name| folder.path().join(name));
        for (side, text) in [(&left, "1"), (&right, "2")] {
            fs::create_dir_all(side.join("src/models")).unwrap();
            fs::write(side.join("src/models/a.rs"), text).unwrap();
            fs::write(side.join("src/lib.rs"), "same").unwrap();
        }
        let files = differing(&left, &right).unwrap();
        let [one, other] = [left, right].map(|side| side.join("src/models/a.rs"));
        assert_eq!(files, [(one.clone(), other.clone())]);
        swap(&files).unwrap();
        assert_eq!(fs::read_to_string(one).unwrap(), "2");
        assert_eq!(fs::read_to_string(other).unwrap(), "1");
    }
}
