//! From where things are defined to the paths by which code outside of the crate names them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::places::{Definition, HOPS, Places, Target, segments};
use super::{Item, Kind, Module};

/// The modules of a crate, and what is public in them.
pub(super) struct Paths<'m> {
    places: Places<'m>,
    /// All public paths of each definition, with the condition of the import that gives it.
    public: BTreeMap<Definition<'m>, BTreeMap<Vec<&'m str>, Option<&'m String>>>,
    /// The public modules.
    found_modules: BTreeMap<Vec<&'m str>, Item>,
    /// Types that were seen already, as code outside writes them: most are used over and over.
    known: RefCell<BTreeMap<&'m str, String>>,
}

impl<'m> Paths<'m> {
    pub(super) fn of(modules: &'m BTreeMap<Vec<String>, Module>) -> Self {
        let mut paths = Self {
            places: Places::of(modules),
            public: BTreeMap::new(),
            found_modules: BTreeMap::new(),
            known: RefCell::default(),
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
    fn shortest<'t>(&'t self, definition: Definition<'t>) -> Option<&'t Vec<&'t str>> {
        // The names in it need not live longer than the one that is asked for.
        let public: &'t BTreeMap<Definition<'t>, BTreeMap<Vec<&'t str>, _>> = &self.public;
        let paths = public.get(&definition)?.iter();
        let shortest =
            paths.min_by_key(|(path, condition)| (condition.is_some(), path.len(), *path));
        shortest.map(|(path, _)| path)
    }

    /// `text` with every path in it as code outside of the crate would write it, without the crate's name.
    fn outside(&self, text: &'m str) -> String {
        if !text.contains(|c: char| c.is_alphabetic() || c == '_') {
            return text.to_owned();
        }
        let mut known = self.known.borrow_mut();
        let outside = known.entry(text).or_insert_with(|| self.translated(text));
        outside.clone()
    }

    fn translated(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
            let (before, word) = rest.split_at(start);
            out.push_str(before);
            let path = leading_path(word);
            rest = word.get(path.len()..).unwrap_or_default();
            out.push_str(&match self.places.follow(path.split("::").collect()) {
                Target::Own(definition) => match self.shortest(definition) {
                    Some(public) => public.join("::"),
                    None => path.to_owned(),
                },
                Target::Module(number) => {
                    let place = self.places.get(number);
                    place.map_or(String::new(), |place| place.path.join("::"))
                }
                Target::Foreign(path) => of_standard_library(&path),
            });
        }
        out.push_str(rest);
        out
    }

    /// Everything that is public, each with its path.
    pub(super) fn items(&self) -> Vec<Item> {
        let mut all = Vec::new();
        for (path, item) in &self.found_modules {
            all.push(Item {
                kind: Kind::Module,
                path: path.join("::"),
                ..item.clone()
            });
        }
        let (methods, traits) = self.belongings();
        for (definition, paths) in &self.public {
            let Some(shortest) = self.shortest(*definition) else {
                continue;
            };
            let Some(item) = self.places.item(*definition) else {
                continue;
            };
            let path = shortest.join("::");
            for (other, condition) in paths.iter().filter(|(other, _)| *other != shortest) {
                all.push(Item {
                    kind: Kind::Use,
                    path: other.join("::"),
                    text: format!(" = {path}"),
                    condition: condition.cloned(),
                    ..Item::default()
                });
            }
            let of_path = paths.get(shortest).copied().flatten();
            let condition = item.condition.as_ref().or(of_path);
            let methods = methods.get(definition).into_iter().flatten().copied();
            let fields = item.members.iter().map(|member| (member, None));
            for (member, of_module) in fields.chain(methods) {
                let joint = if member.kind == Kind::Field {
                    "."
                } else {
                    "::"
                };
                let path = format!("{path}{joint}{}", member.path);
                all.push(self.finished(member, path, of_module.or(condition)));
            }
            let mut owner = self.finished(item, path, condition);
            let traits = traits.get(definition).into_iter().flatten();
            owner.traits.extend(traits.cloned());
            all.push(owner);
        }
        all
    }

    /// `item` as code outside sees it at `path`, under `condition` if it has none of its own.
    fn finished(&self, item: &'m Item, path: String, condition: Option<&String>) -> Item {
        Item {
            kind: item.kind,
            path,
            text: self.outside(&item.text),
            generics: self.outside(&item.generics),
            arguments: item.arguments.clone(),
            types: item.types.iter().map(|ty| self.outside(ty)).collect(),
            is_async: item.is_async,
            is_open: item.is_open,
            is_deprecated: item.is_deprecated,
            condition: item.condition.as_ref().or(condition).cloned(),
            traits: item.traits.clone(),
            members: Vec::new(),
        }
    }

    /// Methods and traits by the type that has them, wherever their `impl` stands.
    fn belongings(&self) -> Belongings<'m> {
        let mut methods: BTreeMap<Definition<'m>, Vec<Method<'m>>> = BTreeMap::new();
        let mut traits: BTreeMap<Definition<'m>, BTreeSet<String>> = BTreeMap::new();
        let owner = |path: &'m str| match self.places.follow(path.split("::").collect()) {
            Target::Own(definition) => Some(definition),
            Target::Module(_) | Target::Foreign(_) => None,
        };
        for place in self.places.iter() {
            for (path, method) in &place.module.methods {
                if let Some(owner) = owner(path) {
                    let method = (method, place.condition);
                    methods.entry(owner).or_default().push(method);
                }
            }
            for (path, name) in &place.module.traits {
                if let Some(owner) = owner(path) {
                    traits.entry(owner).or_default().insert(self.outside(name));
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
    BTreeMap<Definition<'m>, BTreeSet<String>>,
);

fn child<'m>(path: &[&'m str], name: &'m str) -> Vec<&'m str> {
    path.iter().copied().chain([name]).collect()
}

/// The path that `text` begins with.
fn leading_path(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        end += rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let rest = text.get(end..).unwrap_or_default();
        match rest.strip_prefix("::") {
            Some(next) if next.starts_with(is_word) => end += 2,
            _ => return text.get(..end).unwrap_or(text),
        }
    }
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
