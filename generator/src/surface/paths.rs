//! From where things are defined to the paths by which code outside of the crate names them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::read::Use;
use super::{Item, Kind, Module};

/// Imports that lead to imports are followed this far; further ones would be a circle.
const HOPS: usize = 16;

/// Where something is defined: the module, and the name in it.
type Definition = (Vec<String>, String);

/// What a path leads to.
enum Target {
    Own(Definition),
    Module(Vec<String>),
    Foreign(Vec<String>),
}

/// The modules of a crate, and what is public in them.
pub(super) struct Paths<'m> {
    modules: &'m BTreeMap<Vec<String>, Module>,
    /// The imports of each module, by the name that they bring in.
    imports: BTreeMap<&'m [String], BTreeMap<&'m str, &'m Use>>,
    /// All public paths of each definition, with the condition of the import that gives it.
    public: BTreeMap<Definition, BTreeMap<Vec<String>, Option<String>>>,
    /// The public modules.
    found_modules: BTreeMap<Vec<String>, Item>,
    /// Types that were seen already, as code outside writes them: most are used over and over.
    known: RefCell<BTreeMap<String, String>>,
}

impl<'m> Paths<'m> {
    pub(super) fn of(modules: &'m BTreeMap<Vec<String>, Module>) -> Self {
        let by_name = |module: &'m Module| {
            let uses = module.uses.iter();
            uses.map(|import| (import.name.as_str(), import)).collect()
        };
        let imports = modules.iter();
        let mut paths = Self {
            modules,
            imports: imports
                .map(|(place, module)| (place.as_slice(), by_name(module)))
                .collect(),
            public: BTreeMap::new(),
            found_modules: BTreeMap::new(),
            known: RefCell::default(),
        };
        paths.visit(&[], &[], None);
        paths
    }

    /// Notes what is public in the module at `place`, which can be reached as `public` under `condition`.
    fn visit(&mut self, place: &[String], public: &[String], condition: Option<&String>) {
        let Some(module) = self.modules.get(place) else {
            return;
        };
        for item in &module.items {
            let definition = (place.to_vec(), item.path.clone());
            self.note(definition, public, &item.path, condition);
        }
        for (item, is_public) in &module.modules {
            if *is_public {
                let (place, public) = (child(place, &item.path), child(public, &item.path));
                let condition = item.condition.as_ref().or(condition).cloned();
                let item = Item {
                    condition: condition.clone(),
                    ..item.clone()
                };
                self.found_modules.insert(public.clone(), item);
                self.visit(&place, &public, condition.as_ref());
            }
        }
        for import in module.uses.iter().filter(|import| import.public) {
            let condition = import.condition.as_ref().or(condition).cloned();
            let condition = condition.as_ref();
            match self.follow(&import.path) {
                Target::Own(definition) => {
                    self.note(definition, public, &import.name, condition);
                }
                Target::Module(target) if import.name == "*" && public.len() < HOPS => {
                    self.visit(&target, public, condition);
                }
                Target::Module(target) if public.len() < HOPS => {
                    let public = child(public, &import.name);
                    let item = Item {
                        condition: condition.cloned(),
                        ..Item::default()
                    };
                    self.found_modules.insert(public.clone(), item);
                    self.visit(&target, &public, condition);
                }
                Target::Module(_) | Target::Foreign(_) => {}
            }
        }
    }

    fn note(
        &mut self,
        definition: Definition,
        public: &[String],
        name: &str,
        condition: Option<&String>,
    ) {
        let known = self.public.entry(definition).or_default();
        known.insert(child(public, name), condition.cloned());
    }

    /// What the absolute path leads to.
    fn follow(&self, path: &[String]) -> Target {
        let mut path = path.to_vec();
        for _ in 0..HOPS {
            match self.step(&path) {
                Ok(target) => return target,
                Err(next) => path = next,
            }
        }
        Target::Foreign(path)
    }

    /// Goes down `path` as far as to a definition, or to an import: then the path to go on with.
    fn step(&self, path: &[String]) -> Result<Target, Vec<String>> {
        let foreign = || Ok(Target::Foreign(path.to_vec()));
        let mut place: Vec<String> = Vec::new();
        let Some(("crate", rest)) = path
            .split_first()
            .map(|(first, rest)| (first.as_str(), rest))
        else {
            return foreign();
        };
        for (index, segment) in rest.iter().enumerate() {
            let Some(imports) = self.imports.get(place.as_slice()) else {
                return foreign();
            };
            let inner = child(&place, segment);
            if self.modules.contains_key(&inner) {
                place = inner;
                continue;
            }
            if let Some(import) = imports.get(segment.as_str()) {
                let rest = rest.iter().skip(index + 1).cloned();
                return Err(import.path.iter().cloned().chain(rest).collect());
            }
            return Ok(Target::Own((place, segment.clone())));
        }
        Ok(Target::Module(place))
    }

    /// The shortest public path of what is defined there, of those that are always there if there are any.
    fn shortest(&self, definition: &Definition) -> Option<&Vec<String>> {
        let paths = self.public.get(definition)?.iter();
        let shortest =
            paths.min_by_key(|(path, condition)| (condition.is_some(), path.len(), *path));
        shortest.map(|(path, _)| path)
    }

    /// `text` with every path in it as code outside of the crate would write it, without the crate's name.
    fn outside(&self, text: &str) -> String {
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let outside = self.translated(text);
        self.known
            .borrow_mut()
            .insert(text.to_owned(), outside.clone());
        outside
    }

    fn translated(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
            let (before, word) = rest.split_at(start);
            out.push_str(before);
            let path = leading_path(word);
            rest = word.get(path.len()..).unwrap_or_default();
            let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
            out.push_str(&match self.follow(&segments) {
                Target::Own(definition) => match self.shortest(&definition) {
                    Some(public) => public.join("::"),
                    None => path.to_owned(),
                },
                Target::Module(place) => place.join("::"),
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
            let Some(shortest) = self.shortest(definition) else {
                continue;
            };
            let Some(item) = self.definition(definition) else {
                continue;
            };
            let path = shortest.join("::");
            for other in paths.keys().filter(|other| *other != shortest) {
                all.push(Item {
                    kind: Kind::Use,
                    path: other.join("::"),
                    text: format!(" = {path}"),
                    condition: paths.get(other).cloned().flatten(),
                    ..Item::default()
                });
            }
            let mut owner = self.finished(item, path.clone());
            owner.condition = owner
                .condition
                .or_else(|| paths.get(shortest).cloned().flatten());
            let traits = traits.get(definition).into_iter().flatten();
            owner.traits.extend(traits.cloned());
            let methods = methods.get(definition).into_iter().flatten().copied();
            let fields = item.members.iter().map(|member| (member, None));
            for (member, of_module) in fields.chain(methods) {
                let joint = if member.kind == Kind::Field {
                    "."
                } else {
                    "::"
                };
                let mut member = self.finished(member, format!("{path}{joint}{}", member.path));
                member.condition = member
                    .condition
                    .or_else(|| of_module.or(owner.condition.as_ref()).cloned());
                all.push(member);
            }
            all.push(owner);
        }
        all
    }

    fn definition(&self, (place, name): &Definition) -> Option<&'m Item> {
        let items = &self.modules.get(place)?.items;
        items.iter().find(|item| item.path == *name)
    }

    fn finished(&self, item: &Item, path: String) -> Item {
        Item {
            path,
            text: self.outside(&item.text),
            generics: self.outside(&item.generics),
            types: item.types.iter().map(|ty| self.outside(ty)).collect(),
            members: Vec::new(),
            ..item.clone()
        }
    }

    /// Methods and traits by the type that has them, wherever their `impl` stands.
    fn belongings(&self) -> Belongings<'m> {
        let mut methods: BTreeMap<Definition, Vec<Method<'m>>> = BTreeMap::new();
        let mut traits: BTreeMap<Definition, BTreeSet<String>> = BTreeMap::new();
        let owner = |path: &str| {
            let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
            match self.follow(&segments) {
                Target::Own(definition) => Some(definition),
                Target::Module(_) | Target::Foreign(_) => None,
            }
        };
        for (place, module) in self.modules {
            let condition = self.condition(place);
            for (path, method) in &module.methods {
                if let Some(owner) = owner(path) {
                    methods.entry(owner).or_default().push((method, condition));
                }
            }
            for (path, name) in &module.traits {
                if let Some(owner) = owner(path) {
                    traits.entry(owner).or_default().insert(self.outside(name));
                }
            }
        }
        (methods, traits)
    }

    /// The condition under which the module at `place` is compiled: the innermost, where there are several.
    fn condition(&self, mut place: &[String]) -> Option<&'m String> {
        while let Some((name, parent)) = place.split_last() {
            let mut modules = self.modules.get(parent)?.modules.iter();
            let (declared, _) = modules.find(|(item, _)| item.path == *name)?;
            if declared.condition.is_some() {
                return declared.condition.as_ref();
            }
            place = parent;
        }
        None
    }
}

/// A method, with the condition under which the module is compiled that its `impl` stands in.
type Method<'m> = (&'m Item, Option<&'m String>);

type Belongings<'m> = (
    BTreeMap<Definition, Vec<Method<'m>>>,
    BTreeMap<Definition, BTreeSet<String>>,
);

fn child(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
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
fn of_standard_library(path: &[String]) -> String {
    let [first, .., module, last] = path else {
        return path.join("::");
    };
    match (first.as_str(), last.as_str()) {
        ("std" | "core" | "alloc", "Error" | "Result") => format!("{module}::{last}"),
        ("std" | "core" | "alloc", _) => last.clone(),
        _ => path.join("::"),
    }
}
