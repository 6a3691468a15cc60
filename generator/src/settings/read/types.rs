//! `[dependencies]`, `[formats]`: where types come from that are not generated.

use std::collections::BTreeMap;

use super::super::dependency::OWN;
use super::super::package::RuntimeLayout;
use super::super::table::{Source, Table};
use super::super::{Dates, Dependency, Formatted, MapType, TypeChoices, rust};

/// The crates, by name.
pub(super) fn dependencies(
    source: &Source<'_>,
    table: &mut Table<'_, '_>,
) -> BTreeMap<String, Dependency> {
    let listed =
        table.strings_or_tables("dependencies", Dependency::of_version, |table| Dependency {
            version: table.string("version"),
            features: table.strings("features"),
            default_features: table.boolean("default-features"),
            package: table.string("package"),
            path: table.string("path"),
            git: table.string("git"),
            rev: table.string("rev"),
        });
    let mut all = BTreeMap::new();
    for (name, offset, dependency) in listed {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            source.problem(offset, format!("{name:?} is no name of a crate"));
        } else if OWN.contains(&name) && !dependency.is_features_alone() {
            let message = format!(
                "the client depends on `{name}` by itself: only `features` can be added to it"
            );
            source.problem(offset, message);
        } else if !OWN.contains(&name) && !dependency.has_source() {
            let message = format!("`{name}` must have a `version`, a `path` or a `git`");
            source.problem(offset, message);
        }
        all.insert(name.to_owned(), dependency);
    }
    all
}

/// What decides whether a type can be named.
#[derive(Clone, Copy)]
pub(super) struct Known<'d> {
    /// The crates that there are.
    pub(super) dependencies: &'d BTreeMap<String, Dependency>,
    /// Where the runtime is, whose traits the types get.
    pub(super) runtime: RuntimeLayout,
}

/// A type's path, where `known` says what there is.
///
/// A codec stands with the type or with the runtime (Rust Reference, *Trait implementation coherence*), and a runtime that is a
/// package depends on nothing of the user's.
pub(super) fn type_path(known: Known<'_>, text: &str) -> Result<String, String> {
    let path = rust::type_path(text, |first| is_crate(known, first))?;
    let is_possible = path.starts_with("crate::") || rust::has_codec(&path);
    if known.runtime == RuntimeLayout::Package && !is_possible {
        return Err(format!(
            "a type of the crate itself, such as `crate::ext::Own`, where the runtime is a package of its own; {text:?} is not"
        ));
    }
    Ok(path)
}

/// `[types]`.
pub(super) fn choices(table: &mut Table<'_, '_>) -> TypeChoices {
    TypeChoices {
        date_time: table.choice("date_time", &Dates::ALL).unwrap_or_default(),
        date: table.choice("date", &Dates::ALL).unwrap_or_default(),
        map: table.choice("map", &MapType::ALL).unwrap_or_default(),
    }
}

/// The derive macros under `derives`.
pub(super) fn derives(known: Known<'_>, table: &mut Table<'_, '_>) -> Vec<String> {
    table.read_strings("derives", |text| {
        rust::derive(text, |first| is_crate(known, first))
    })
}

/// The attributes under `key`.
pub(super) fn attributes(table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    table.read_strings(key, rust::attribute)
}

fn is_crate(known: Known<'_>, first: &str) -> bool {
    known
        .dependencies
        .keys()
        .any(|name| name.replace('-', "_") == first)
}

/// The types of formats.
pub(super) fn formats(
    source: &Source<'_>,
    table: &mut Table<'_, '_>,
    known: Known<'_>,
) -> BTreeMap<String, Formatted> {
    let listed = table.named_strings("formats", |text| type_path(known, text));
    let listed = listed.into_iter().map(|(format, offset, ty)| {
        let position = source.position(offset);
        (format.to_owned(), Formatted { ty, position })
    });
    listed.collect()
}
