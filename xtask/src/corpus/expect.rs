//! What is expected of each document: a committed list, compared in both directions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::documents::matches;
use super::row::{End, Row};

/// A list of expectations. A document without an entry is expected to be generated whole, without
/// an error, and to compile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectations {
    /// The documents that are meant to be refused, by patterns in which `*` stands for any text.
    #[serde(default)]
    pub meant_to_be_refused: Vec<String>,
    /// Documents of which anything else is expected, or of which the numbers are to be watched.
    #[serde(default)]
    pub documents: BTreeMap<String, Expected>,
}

/// What is expected of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Why the document is accepted although it is meant to be refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// What is wrong with the document that it has errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defect: Option<String>,
    /// Why its crate does not compile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub does_not_compile: Option<String>,
    /// Operations, emitted/total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<String>,
    /// Component schemas, emitted/total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schemas: Option<String>,
    /// How many errors of each code the document has.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, usize>,
    /// The operations and component schemas that are left out, by their pointer: the document's
    /// fault.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, String>,
}

impl Expectations {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// When the text is not one; the message names the place.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// What differs, a sentence each. `all` says that `rows` are all documents, so that entries for
    /// others no longer apply.
    #[must_use]
    pub fn compare(&self, rows: &[Row], all: bool) -> Vec<String> {
        let mut found = Vec::new();
        for row in rows {
            let none = Expected::default();
            let expected = self.documents.get(&row.document).unwrap_or(&none);
            let mut told = expected.compare(row, self.is_meant_to_be_refused(row));
            told.iter_mut()
                .for_each(|text| *text = format!("{}: {text}", row.document));
            found.append(&mut told);
        }
        if all {
            let is_gone = |name: &&String| !rows.iter().any(|row| row.document == **name);
            let gone = self.documents.keys().filter(is_gone);
            found.extend(gone.map(|name| format!("{name}: there is no such document")));
            let patterns = self.meant_to_be_refused.iter();
            let idle = patterns.filter(|glob| !rows.iter().any(|row| matches(glob, &row.document)));
            found.extend(idle.map(|glob| format!("{glob}: no document is meant by it")));
        }
        found
    }

    /// The list that `rows` satisfy. Reasons and patterns of this list stay.
    #[must_use]
    pub fn updated(&self, rows: &[Row]) -> Self {
        let mut documents = BTreeMap::new();
        for row in rows {
            let old = self.documents.get(&row.document);
            let new = Expected::of(row, old, self.is_meant_to_be_refused(row));
            if new != Expected::default() {
                documents.insert(row.document.clone(), new);
            }
        }
        Self {
            meant_to_be_refused: self.meant_to_be_refused.clone(),
            documents,
        }
    }

    fn is_meant_to_be_refused(&self, row: &Row) -> bool {
        let mut patterns = self.meant_to_be_refused.iter();
        patterns.any(|glob| matches(glob, &row.document))
    }
}

impl Expected {
    fn of(row: &Row, old: Option<&Self>, refusal: bool) -> Self {
        let old = old.cloned().unwrap_or_default();
        let reason = |old: Option<String>| Some(old.unwrap_or_else(|| "no reason yet".to_owned()));
        let pair = |(some, all)| format!("{some}/{all}");
        let is_partial = old.operations.is_some() || !row.left_out.is_empty();
        let is_partial = is_partial && row.end == End::Generated;
        let left_out = row.left_out.iter().map(|(at, found)| {
            let reason = old.left_out.get(at).unwrap_or(found);
            (at.clone(), reason.clone())
        });
        Self {
            accepted: match refusal && row.errors.is_empty() {
                true => reason(old.accepted),
                false => None,
            },
            defect: match row.errors.is_empty() || refusal {
                true => old.defect,
                false => reason(old.defect),
            },
            does_not_compile: match &row.check {
                None => old.does_not_compile,
                Some(check) if check.error.is_none() => None,
                Some(_) => reason(old.does_not_compile),
            },
            operations: is_partial.then(|| pair(row.operations)),
            schemas: is_partial.then(|| pair(row.schemas)),
            errors: row.errors.clone(),
            left_out: left_out.collect(),
        }
    }

    fn compare(&self, row: &Row, refusal: bool) -> Vec<String> {
        let mut found = Vec::new();
        if row.end.is_failure() {
            found.push(format!("the generator failed: {}", row.detail));
            return found;
        }
        match (&self.accepted, refusal && row.errors.is_empty()) {
            (None, true) => found.push("is meant to be refused and is accepted".to_owned()),
            (Some(_), false) => found.push("is no longer accepted against its purpose".to_owned()),
            _ => {}
        }
        let pair = |(some, all)| format!("{some}/{all}");
        let numbers = [
            ("operations", &self.operations, pair(row.operations)),
            ("schemas", &self.schemas, pair(row.schemas)),
        ];
        for (name, expected, is) in numbers {
            if let Some(expected) = expected.as_ref().filter(|expected| **expected != is) {
                found.push(format!("{expected} {name} are expected, not {is}"));
            }
        }
        if self.errors != row.errors {
            let (expected, is) = (list(&self.errors), list(&row.errors));
            found.push(format!("the errors {expected} are expected, not {is}"));
        }
        let missing = row
            .left_out
            .iter()
            .filter(|(at, _)| !self.left_out.contains_key(*at));
        found.extend(missing.map(|(at, why)| format!("{at} is left out: {why}")));
        let stale = self
            .left_out
            .keys()
            .filter(|at| !row.left_out.contains_key(*at));
        found.extend(stale.map(|at| format!("{at} is no longer left out")));
        found.extend(self.compare_check(row));
        found
    }

    fn compare_check(&self, row: &Row) -> Option<String> {
        let error = &row.check.as_ref()?.error;
        match (&self.does_not_compile, error) {
            (None, Some(error)) => Some(format!("does not compile: {error}")),
            (Some(_), None) => Some("compiles again".to_owned()),
            _ => None,
        }
    }
}

fn list(errors: &BTreeMap<String, usize>) -> String {
    let told: Vec<String> = errors
        .iter()
        .map(|(code, count)| format!("{count} × {code}"))
        .collect();
    match told.is_empty() {
        true => "none".to_owned(),
        false => told.join(", "),
    }
}

#[cfg(test)]
mod tests;
