//! Pairs of descriptions that differ in one thing, with the verdicts that people gave.

use std::path::Path;
use std::{fs, io};

use apicrate::inputs::Source;
use apicrate::surface::Verdict;
use serde_yaml::{Mapping, Value};

use crate::exit::Failure;
use crate::workspace;

/// The folder of the pairs, in the workspace.
pub const FOLDER: &str = "tests/changes";
/// The document that each pair changes, in the folder of the pairs.
const BASE: &str = "base.yaml";

/// Two descriptions, and what people say of the way from one to the other.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What is changed.
    pub name: String,
    /// The description as it was.
    pub before: Source,
    /// The description as it is.
    pub after: Source,
    /// Does code that compiled still compile?
    pub api: Verdict,
    /// Do calls that worked still work?
    pub wire: Verdict,
    /// Why `cargo semver-checks` says something else, where it does.
    pub unchecked: Option<String>,
}

/// All pairs of the workspace at `root`, by name.
///
/// # Errors
///
/// When a file cannot be read or is not what a pair is.
pub fn all(root: &Path) -> Result<Vec<Pair>, Failure> {
    let folder = root.join(FOLDER);
    let unreadable =
        |error: io::Error| Failure::new(format!("cannot read {}: {error}", folder.display()));
    let entries = fs::read_dir(&folder).map_err(unreadable)?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yaml") && name != BASE)
        .collect();
    names.sort();
    let base = parse(&folder.join(BASE))?;
    names
        .iter()
        .map(|name| {
            let file = parse(&folder.join(name))?;
            let name = name.trim_end_matches(".yaml");
            pair(name, &base, &file)
                .ok_or_else(|| Failure::new(format!("{FOLDER}/{name}.yaml is not a pair")))
        })
        .collect()
}

fn parse(path: &Path) -> Result<Value, Failure> {
    let text = workspace::read(path)?;
    serde_yaml::from_str(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", workspace::shown(path))))
}

fn pair(name: &str, base: &Value, file: &Value) -> Option<Pair> {
    let verdict = |key: &str| {
        let all = [Verdict::None, Verdict::Minor, Verdict::Breaking];
        let word = file.get(key)?.as_str()?;
        all.into_iter().find(|verdict| verdict.word() == word)
    };
    let mut before = base.clone();
    if let Some(changes) = file.get("before") {
        merge(&mut before, changes);
    }
    let mut after = before.clone();
    merge(&mut after, file.get("after")?);
    let source = |side: &str, value: &Value| {
        Some(Source {
            path: format!("{name}.{side}.yaml"),
            text: serde_yaml::to_string(value).ok()?,
        })
    };
    Some(Pair {
        name: name.to_owned(),
        before: source("before", &before)?,
        after: source("after", &after)?,
        api: verdict("api")?,
        wire: verdict("wire")?,
        unchecked: file
            .get("unchecked")
            .and_then(Value::as_str)
            .map(str::to_owned),
    })
}

/// Makes `changes` to `value`: members are added or changed, `null` takes one away, `!whole` puts a value in place of
/// what is there.
fn merge(value: &mut Value, changes: &Value) {
    match changes {
        Value::Tagged(tagged) => *value = tagged.value.clone(),
        Value::Mapping(changes) => {
            if !value.is_mapping() {
                *value = Value::Mapping(Mapping::new());
            }
            let Value::Mapping(members) = value else {
                return;
            };
            for (key, change) in changes {
                if change.is_null() {
                    members.shift_remove(key);
                } else {
                    merge(members.entry(key.clone()).or_insert(Value::Null), change);
                }
            }
        }
        other => *value = other.clone(),
    }
}
