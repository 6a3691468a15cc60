//! From where things are defined to the paths by which code outside of the crate names them.

use std::collections::{BTreeMap, BTreeSet};

use super::outside::Outside;
use super::places::{Definition, HOPS, Places, Target, segments};
use super::{Item, Kind, Module, sort_key};
use crate::parallel;

/// From so many definitions on it pays to share them out.
const MANY: usize = 256;

/// The modules of a crate, and what is public in them.
pub(super) struct Paths<'m> {
    pub(super) places: Places<'m>,
    /// All public paths of each definition, with the condition of the import that gives it.
    public: BTreeMap<Definition<'m>, BTreeMap<Vec<&'m str>, Option<&'m String>>>,
    /// The public modules.
    found_modules: BTreeMap<Vec<&'m str>, Item>,
}

impl<'m> Paths<'m> {
    pub(super) fn of(modules: &'m BTreeMap<Vec<String>, Module>) -> Self {
        let mut paths = Self {
            places: Places::of(modules),
            public: BTreeMap::new(),
            found_modules: BTreeMap::new(),
        };
        if let Some(root) = paths.places.root() {
            paths.visit(root, &[], None);
        }
        paths
    }

    /// Notes what is public in the module `number`, which can be reached as `public` under `condition`.
    fn visit(&mut self, number: usize, public: &[&'m str], condition: Option<&'m String>) {
        let Some(module) = self.places.get(number).map(|place| place.module) else {
            return;
        };
        for item in &module.items {
            self.note((number, &item.path), public, &item.path, condition);
        }
        for (item, is_public) in &module.modules {
            if *is_public {
                let public = child(public, &item.path);
                let condition = item.condition.as_ref().or(condition);
                let noted = Item {
                    condition: condition.cloned(),
                    ..item.clone()
                };
                self.found_modules.insert(public.clone(), noted);
                if let Some(inner) = self.places.inner(number, &item.path) {
                    self.visit(inner, &public, condition);
                }
            }
        }
        for import in module.uses.iter().filter(|import| import.public) {
            let condition = import.condition.as_ref().or(condition);
            match self.places.follow(segments(import).collect()) {
                Target::Own(definition) => {
                    self.note(definition, public, &import.name, condition);
                }
                Target::Module(target) if import.name == "*" && public.len() < HOPS => {
                    self.visit(target, public, condition);
                }
                Target::Module(target) if public.len() < HOPS => {
                    let public = child(public, &import.name);
                    let item = Item {
                        condition: condition.cloned(),
                        ..Item::default()
                    };
                    self.found_modules.insert(public.clone(), item);
                    self.visit(target, &public, condition);
                }
                Target::Module(_) | Target::Foreign(_) => {}
            }
        }
    }

    fn note(
        &mut self,
        definition: Definition<'m>,
        public: &[&'m str],
        name: &'m str,
        condition: Option<&'m String>,
    ) {
        let known = self.public.entry(definition).or_default();
        known.insert(child(public, name), condition);
    }

    /// The shortest public path of what is defined there, of those that are always there if there are any.
    pub(super) fn shortest<'t>(&'t self, definition: Definition<'t>) -> Option<&'t Vec<&'t str>> {
        // The names in it need not live longer than the one that is asked for.
        let public: &'t BTreeMap<Definition<'t>, BTreeMap<Vec<&'t str>, _>> = &self.public;
        let paths = public.get(&definition)?.iter();
        let shortest =
            paths.min_by_key(|(path, condition)| (condition.is_some(), path.len(), *path));
        shortest.map(|(path, _)| path)
    }

    /// Everything that is public, each with its path, in the order of [`sort_key`].
    pub(super) fn items(&self, threads: usize) -> Vec<Item> {
        let (methods, traits) = self.belongings();
        let definitions: Vec<_> = self.public.iter().collect();
        let (share, threads) = parallel::shares(threads, definitions.len(), MANY);
        let parts = parallel::map(threads, definitions.chunks(share), |part| {
            let mut all = Vec::new();
            let mut outside = Outside::new(self);
            for (definition, paths) in part {
                let methods = methods.get(*definition).map_or(&[][..], Vec::as_slice);
                let belongings = (methods, traits.get(*definition));
                self.defined((**definition, paths), belongings, &mut outside, &mut all);
            }
            all
        });
        let modules = self.found_modules.iter().map(|(path, item)| Item {
            kind: Kind::Module,
            path: path.join("::"),
            ..item.clone()
        });
        let count = parts.iter().map(Vec::len).sum::<usize>();
        let mut all = Vec::with_capacity(count + self.found_modules.len());
        all.extend(modules);
        parts.into_iter().for_each(|part| all.extend(part));
        all.sort_by_cached_key(|item| (sort_key(&item.path), item.kind));
        all
    }

    /// Adds what is defined in one place to `all`: whole under its shortest path, and its other paths. What is public
    /// under other names than its own alone is as many things for those who use it: it is whole under each.
    fn defined(
        &self,
        (definition, paths): (Definition<'m>, &BTreeMap<Vec<&'m str>, Option<&'m String>>),
        belongings: OfOne<'_, 'm>,
        outside: &mut Outside<'_, 'm>,
        all: &mut Vec<Item>,
    ) {
        let (Some(shortest), Some(item)) =
            (self.shortest(definition), self.places.item(definition))
        else {
            return;
        };
        let is_itself = paths.keys().any(|path| path.last() == Some(&definition.1));
        for (path, condition) in paths {
            if path == shortest || !is_itself {
                self.whole(item, (path, *condition), belongings, outside, all);
            } else {
                all.push(Item {
                    kind: Kind::Use,
                    path: path.join("::"),
                    text: format!(" = {}", shortest.join("::")),
                    condition: condition.cloned(),
                    ..Item::default()
                });
            }
        }
    }

    /// Adds `item` as it is at `path`, and what belongs to it.
    fn whole(
        &self,
        item: &'m Item,
        (path, of_path): (&[&str], Option<&'m String>),
        (methods, traits): OfOne<'_, 'm>,
        outside: &mut Outside<'_, 'm>,
        all: &mut Vec<Item>,
    ) {
        let path = path.join("::");
        let condition = item.condition.as_ref().or(of_path);
        let fields = item.members.iter().map(|member| (member, None));
        for (member, of_module) in fields.chain(methods.iter().copied()) {
            let joint = if member.kind == Kind::Field {
                "."
            } else {
                "::"
            };
            let path = format!("{path}{joint}{}", member.path);
            all.push(outside.item(member, path, of_module.or(condition)));
        }
        let mut owner = outside.item(item, path, condition);
        let traits = traits.into_iter().flatten();
        owner.traits.extend(traits.map(|name| outside.text(name)));
        all.push(owner);
    }

    /// Methods and traits by the type that has them, wherever their `impl` stands.
    fn belongings(&self) -> Belongings<'m> {
        let mut methods: BTreeMap<Definition<'m>, Vec<Method<'m>>> = BTreeMap::new();
        let mut traits: BTreeMap<Definition<'m>, BTreeSet<&'m str>> = BTreeMap::new();
        let owner = |path: &'m str| match self.places.follow(path.split("::").collect()) {
            Target::Own(definition) => Some(definition),
            Target::Module(_) | Target::Foreign(_) => None,
        };
        for place in self.places.iter() {
            // The methods of one `impl` follow each other.
            for block in place
                .module
                .methods
                .chunk_by(|(one, _), (other, _)| one == other)
            {
                if let Some(owner) = block.first().and_then(|(path, _)| owner(path)) {
                    let block = block.iter().map(|(_, method)| (method, place.condition));
                    methods.entry(owner).or_default().extend(block);
                }
            }
            for (path, name) in &place.module.traits {
                if let Some(owner) = owner(path) {
                    traits.entry(owner).or_default().insert(name);
                }
            }
        }
        (methods, traits)
    }
}

/// A method, with the condition under which the module is compiled that its `impl` stands in.
type Method<'m> = (&'m Item, Option<&'m String>);

type Belongings<'m> = (
    BTreeMap<Definition<'m>, Vec<Method<'m>>>,
    BTreeMap<Definition<'m>, BTreeSet<&'m str>>,
);

/// What belongs to one definition: its methods and traits.
type OfOne<'b, 'm> = (&'b [Method<'m>], Option<&'b BTreeSet<&'m str>>);

fn child<'m>(path: &[&'m str], name: &'m str) -> Vec<&'m str> {
    path.iter().copied().chain([name]).collect()
}
