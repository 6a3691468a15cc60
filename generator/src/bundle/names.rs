//! Names for what comes into `components` from other files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::report::Location;

/// The names in use in each section of `components`.
pub(super) struct Names {
    taken: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    pub(super) fn of(root: &Value) -> Self {
        let sections = root
            .get("components")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let names = |section: &Value| {
            section
                .as_object()
                .into_iter()
                .flat_map(|members| members.keys().cloned())
                .collect()
        };
        Self {
            taken: sections
                .map(|(key, section)| (key.clone(), names(section)))
                .collect(),
        }
    }

    /// A free name for what stands at `location`: the name that it has there, or the file's.
    pub(super) fn name(&mut self, section: &str, location: &Location) -> String {
        let taken = self.taken.entry(section.to_owned()).or_default();
        let plain = plain_name(location);
        let mut name = plain.clone();
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{plain}_{number}");
        }
        name
    }
}

/// The fragment's last segment, or the file's name without extension, as a component's name.
fn plain_name(location: &Location) -> String {
    let file = location.file.rsplit('/').next().unwrap_or_default();
    let stem = file
        .split('.')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let last = location.pointer.last();
    let name = last
        .as_deref()
        .filter(|last| !last.is_empty())
        .unwrap_or(stem);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let name: String = name
        .chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect();
    if name.is_empty() {
        "unnamed".to_owned()
    } else {
        name
    }
}
