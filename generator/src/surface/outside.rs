//! Texts as code outside of the crate would write them.

use std::collections::BTreeMap;

use super::paths::Paths;
use super::places::Target;
use super::{Item, leading_path};

/// Writes paths as code outside of the crate does.
pub(super) struct Outside<'p, 'm> {
    paths: &'p Paths<'m>,
    /// What was written already: most types are used over and over.
    known: BTreeMap<&'m str, String>,
}

impl<'p, 'm> Outside<'p, 'm> {
    pub(super) fn new(paths: &'p Paths<'m>) -> Self {
        Self {
            paths,
            known: BTreeMap::new(),
        }
    }

    /// `item` as code outside sees it at `path`, under `condition` if it has none of its own.
    pub(super) fn item(
        &mut self,
        item: &'m Item,
        path: String,
        condition: Option<&String>,
    ) -> Item {
        Item {
            kind: item.kind,
            path,
            text: self.text(&item.text),
            generics: self.text(&item.generics),
            arguments: item.arguments.clone(),
            types: item.types.iter().map(|ty| self.text(ty)).collect(),
            is_async: item.is_async,
            is_open: item.is_open,
            is_deprecated: item.is_deprecated,
            condition: item.condition.as_ref().or(condition).cloned(),
            traits: item.traits.clone(),
            members: Vec::new(),
        }
    }

    /// `text` with every path in it as code outside of the crate would write it, without the crate's name.
    pub(super) fn text(&mut self, text: &'m str) -> String {
        if !text.contains(|c: char| c.is_alphabetic() || c == '_') {
            return text.to_owned();
        }
        let paths = self.paths;
        let outside = self.known.entry(text);
        outside.or_insert_with(|| translated(paths, text)).clone()
    }
}

fn translated(paths: &Paths<'_>, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
        let (before, word) = rest.split_at(start);
        out.push_str(before);
        let path = leading_path(word, &["::"]);
        rest = word.get(path.len()..).unwrap_or_default();
        out.push_str(&match paths.places.follow(path.split("::").collect()) {
            Target::Own(definition) => match paths.shortest(definition) {
                Some(public) => public.join("::"),
                None => path.to_owned(),
            },
            Target::Module(number) => {
                let place = paths.places.get(number);
                place.map_or(String::new(), |place| place.path.join("::"))
            }
            Target::Foreign(path) => of_standard_library(&path),
        });
    }
    out.push_str(rest);
    out
}

/// What the standard library has is known by its name, but for names that it gives to many things.
fn of_standard_library(path: &[&str]) -> String {
    let [first, .., module, last] = path else {
        return path.join("::");
    };
    match (*first, *last) {
        ("std" | "core" | "alloc", "Error" | "Result") => format!("{module}::{last}"),
        ("std" | "core" | "alloc", _) => (*last).to_owned(),
        _ => path.join("::"),
    }
}
