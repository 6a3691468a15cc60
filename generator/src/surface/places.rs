//! The modules of a crate as a tree, and where paths lead in it.

use std::collections::BTreeMap;

use super::module::Use;
use super::{Item, Module};

/// Imports that lead to imports are followed this far; further ones would be a circle.
pub(super) const HOPS: usize = 16;

/// Where something is defined: the number of the module, and the name in it.
pub(super) type Definition<'t> = (usize, &'t str);

/// What a path leads to.
pub(super) enum Target<'t> {
    Own(Definition<'t>),
    Module(usize),
    Foreign(Vec<&'t str>),
}

/// A module with what paths go through.
pub(super) struct Place<'m> {
    /// Where it stands, from the root.
    pub(super) path: &'m [String],
    pub(super) module: &'m Module,
    /// The condition under which it is compiled: the innermost, where there are several.
    pub(super) condition: Option<&'m String>,
    /// What is defined in it, by name.
    items: BTreeMap<&'m str, &'m Item>,
    /// Its imports, by the name that they bring in.
    imports: BTreeMap<&'m str, &'m Use>,
    /// The modules inside of it, by name.
    inner: BTreeMap<&'m str, usize>,
}

/// All modules, in the order of their paths.
pub(super) struct Places<'m>(Vec<Place<'m>>);

impl<'m> Places<'m> {
    pub(super) fn of(modules: &'m BTreeMap<Vec<String>, Module>) -> Self {
        let mut places = Vec::with_capacity(modules.len());
        let mut numbers: BTreeMap<&[String], usize> = BTreeMap::new();
        // What a module declares inside of it stands behind it in this order.
        for (number, (path, module)) in modules.iter().enumerate() {
            let mut place = Place::of(path, module);
            let outer = path.split_last().and_then(|(name, outer)| {
                let outer = places.get_mut(*numbers.get(outer)?);
                outer.map(|outer: &mut (Place<'m>, Declared<'m>)| (name.as_str(), outer))
            });
            if let Some((name, (outer, declared))) = outer {
                outer.inner.insert(name, number);
                place.condition = declared
                    .get(name)
                    .and_then(|item| item.condition.as_ref().or(outer.condition));
            }
            numbers.insert(path, number);
            places.push((place, declared(module)));
        }
        Self(places.into_iter().map(|(place, _)| place).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Place<'m>> {
        self.0.iter()
    }

    pub(super) fn get(&self, number: usize) -> Option<&Place<'m>> {
        self.0.get(number)
    }

    /// The number of the crate's root.
    pub(super) fn root(&self) -> Option<usize> {
        let is_root = self.0.first().is_some_and(|first| first.path.is_empty());
        is_root.then_some(0)
    }

    /// The number of the module `name` inside of another one.
    pub(super) fn inner(&self, outer: usize, name: &str) -> Option<usize> {
        self.get(outer)?.inner.get(name).copied()
    }

    /// What is defined there.
    pub(super) fn item(&self, (number, name): Definition<'_>) -> Option<&'m Item> {
        self.get(number)?.items.get(name).copied()
    }

    /// What the absolute path leads to.
    pub(super) fn follow<'t>(&self, mut path: Vec<&'t str>) -> Target<'t>
    where
        'm: 't,
    {
        for _ in 0..HOPS {
            match self.step(&path) {
                Step::Own(definition) => return Target::Own(definition),
                Step::Module(number) => return Target::Module(number),
                Step::Foreign => break,
                Step::Import(import, rest) => path = segments(import).chain(rest).collect(),
            }
        }
        Target::Foreign(path)
    }

    /// Goes down `path` as far as to a definition, or to an import: then that and the rest of the path.
    fn step<'t>(&self, path: &[&'t str]) -> Step<'m, 't> {
        let (Some(("crate", rest)), Some(mut number)) = (
            path.split_first().map(|(first, rest)| (*first, rest)),
            self.root(),
        ) else {
            return Step::Foreign;
        };
        for (index, segment) in rest.iter().enumerate() {
            let Some(place) = self.get(number) else {
                return Step::Foreign;
            };
            if let Some(inner) = place.inner.get(segment) {
                number = *inner;
            } else if let Some(import) = place.imports.get(segment) {
                return Step::Import(import, rest.iter().skip(index + 1).copied().collect());
            } else {
                return Step::Own((number, segment));
            }
        }
        Step::Module(number)
    }
}

/// Where one step of following a path ends.
enum Step<'m, 't> {
    Own(Definition<'t>),
    Module(usize),
    Foreign,
    Import(&'m Use, Vec<&'t str>),
}

/// The modules that a module declares, by name.
type Declared<'m> = BTreeMap<&'m str, &'m Item>;

fn declared(module: &Module) -> Declared<'_> {
    first_by_name(module.modules.iter().map(|(item, _)| item))
}

/// The first item of each name.
fn first_by_name<'m>(items: impl Iterator<Item = &'m Item>) -> BTreeMap<&'m str, &'m Item> {
    let mut by_name = BTreeMap::new();
    for item in items {
        by_name.entry(item.path.as_str()).or_insert(item);
    }
    by_name
}

impl<'m> Place<'m> {
    fn of(path: &'m [String], module: &'m Module) -> Self {
        let imports = module.uses.iter();
        Self {
            path,
            module,
            condition: None,
            items: first_by_name(module.items.iter()),
            imports: imports
                .map(|import| (import.name.as_str(), import))
                .collect(),
            inner: BTreeMap::new(),
        }
    }
}

/// The segments of the path of an import.
pub(super) fn segments(import: &Use) -> impl Iterator<Item = &str> {
    import.path.iter().map(String::as_str)
}
