//! What is expected: a committed list, compared in both directions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xtask::exit::Failure;
use xtask::workspace;

use crate::row::Row;

/// What is expected of each document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    #[serde(default)]
    documents: BTreeMap<String, Expected>,
}

/// What is expected of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Examples, decoded/valid/total.
    examples: String,
    /// The valid examples that do not come back equal, by their place, and why that is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    misses: BTreeMap<String, String>,
}

/// What stands above a list that was written by this program.
const HEAD: &str = "\
# Of each document: the examples that came back equal, those that are valid against their schema,
# and all; then the valid ones that did not come back equal, each with its reason.
# Compared by `cargo xtask fidelity DIR --expect FILE`, written anew with `--update`; reasons stay.
";

impl List {
    /// Reads the list at `path`; one that is not there is empty.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        if !path.exists() {
            return Ok(Self::default());
        }
        toml::from_str(&workspace::read(path)?)
            .map_err(|error| Failure::new(format!("{}: {error}", workspace::shown(path))))
    }

    /// Writes the list to `path`.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let shown = workspace::shown(path);
        let text = toml::to_string_pretty(self).map_err(|e| Failure::new(e.to_string()))?;
        fs::write(path, format!("{HEAD}\n{text}"))
            .map_err(|error| Failure::new(format!("cannot write {shown}: {error}")))?;
        println!("{shown} is written; review it");
        Ok(())
    }

    /// The list that `rows` satisfy. Documents that are not among them and reasons stay.
    pub(crate) fn updated(&self, rows: &[Row]) -> Self {
        let mut documents = self.documents.clone();
        for row in rows {
            let old = self.documents.get(&row.document).cloned();
            let old = old.unwrap_or_default();
            let misses = row.misses.iter().map(|(at, found)| {
                let reason = old.misses.get(at).unwrap_or(found);
                (at.clone(), reason.clone())
            });
            let new = Expected {
                examples: row.numbers(),
                misses: misses.collect(),
            };
            documents.insert(row.document.clone(), new);
        }
        Self { documents }
    }

    /// What differs, a sentence each. `all` says that `rows` are all documents.
    pub(crate) fn compare(&self, rows: &[Row], all: bool) -> Vec<String> {
        let mut found = Vec::new();
        for row in rows {
            let name = &row.document;
            let none = Expected::default();
            let expected = self.documents.get(name).unwrap_or(&none);
            let (old, new) = (&expected.misses, &row.misses);
            let misses = new.iter().filter(|(at, _)| !old.contains_key(*at));
            found.extend(misses.map(|(at, why)| format!("{name}: {at} {why}")));
            let mended = old.keys().filter(|at| !new.contains_key(*at));
            found.extend(mended.map(|at| format!("{name}: {at} is no longer missed")));
            if expected.examples != row.numbers() {
                let (old, new) = (&expected.examples, row.numbers());
                found.push(format!("{name}: {old} examples are expected, not {new}"));
            }
        }
        if all {
            let is_gone = |name: &&String| !rows.iter().any(|row| row.document == **name);
            let gone = self.documents.keys().filter(is_gone);
            found.extend(gone.map(|name| format!("{name}: there is no such document")));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(misses: &[&str]) -> Row {
        let miss = |at: &&str| ((*at).to_owned(), "was found".to_owned());
        Row {
            document: "a".to_owned(),
            decoded: 3 - misses.len(),
            valid: 3,
            total: 4,
            misses: misses.iter().map(miss).collect(),
            ..Row::default()
        }
    }

    #[test]
    fn an_updated_list_is_satisfied() {
        let list = List::default().updated(&[row(&["/x"])]);
        assert_eq!(list.compare(&[row(&["/x"])], true), [""; 0]);
        let text = toml::to_string_pretty(&list).unwrap();
        assert_eq!(toml::from_str::<List>(&text).unwrap(), list);
    }

    #[test]
    fn changes_for_worse_and_for_better_are_told() {
        let list = List::default().updated(&[row(&["/x"])]);
        let told = list.compare(&[row(&["/x", "/y"])], true);
        let expected = [
            "a: /y was found",
            "a: 2/3/4 examples are expected, not 1/3/4",
        ];
        assert_eq!(told, expected);
        let told = list.compare(&[row(&[])], true);
        assert_eq!(told[0], "a: /x is no longer missed");
        assert_eq!(list.compare(&[], true), ["a: there is no such document"]);
        assert_eq!(list.compare(&[], false), [""; 0]);
    }
}
