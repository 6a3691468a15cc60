//! One emitted file: what it defines, imports and implements.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute, FnArg, ImplItem, Pat, ReturnType, TraitItem, UseTree};

use super::attributes::{condition, is_public, new};
use super::module::{Module, Use};
use super::tokens::line;
use super::{Item, Kind};

/// What the macros of the runtime implement for the types they are given.
pub(super) const MACROS: [(&str, &[&str]); 2] = [
    ("json_serde", &["Serialize", "Deserialize<'de>"]),
    (
        "open_enum",
        &[
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Ord",
            "Hash",
            "From<String>",
            "Display",
            "Decode",
            "Encode",
            "Serialize",
            "Deserialize<'de>",
        ],
    ),
];

/// Reads the file of the module at `place`, outermost first.
pub(crate) fn read(place: &[String], file: &syn::File) -> Module {
    let mut reader = Reader {
        place,
        imports: BTreeMap::new(),
        module: Module::default(),
    };
    reader.names(&file.items);
    file.items.iter().for_each(|item| reader.item(item));
    reader.module
}

struct Reader<'p> {
    place: &'p [String],
    imports: BTreeMap<String, Vec<String>>,
    module: Module,
}

impl Reader<'_> {
    /// Notes what is imported and defined, so that paths can be written out.
    fn names(&mut self, items: &[syn::Item]) {
        for item in items {
            let own = match item {
                syn::Item::Use(item) => {
                    let public = is_public(&item.vis, &item.attrs);
                    let condition = condition(&item.attrs);
                    let mut found = Vec::new();
                    imports(&item.tree, &mut Vec::new(), &mut found);
                    for (name, path) in found {
                        self.imports.insert(name.clone(), path.clone());
                        self.module.uses.push(Use {
                            name,
                            path,
                            public,
                            condition: condition.clone(),
                        });
                    }
                    continue;
                }
                syn::Item::Struct(item) => &item.ident,
                syn::Item::Enum(item) => &item.ident,
                syn::Item::Type(item) => &item.ident,
                syn::Item::Trait(item) => &item.ident,
                syn::Item::Mod(item) => &item.ident,
                _ => continue,
            };
            self.module.own.insert(own.to_string());
        }
        // What an import leads to may be an import, too: `use crate::a; use a::B;`.
        let resolved: Vec<Vec<String>> = self
            .module
            .uses
            .iter()
            .map(|import| self.absolute_use(&import.path))
            .collect();
        for (import, path) in self.module.uses.iter_mut().zip(resolved) {
            self.imports.insert(import.name.clone(), path.clone());
            import.path = path;
        }
    }

    /// The path of an import: it may begin with a module of this one, but not with itself.
    fn absolute_use(&self, path: &[String]) -> Vec<String> {
        match path.first() {
            Some(first) if self.module.own.contains(first) => self.here(path),
            _ => self.rooted(path).unwrap_or_else(|| path.to_vec()),
        }
    }

    /// The path that begins at the crate, if `path` begins with `crate`, `self` or `super`.
    fn rooted(&self, path: &[String]) -> Option<Vec<String>> {
        let mut place = self.place;
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => return Some(rest.to_vec()),
            // Alone it is a value: the receiver of a method.
            "self" if rest.len() == 1 => return None,
            "self" => rest = rest.get(1..)?,
            "super" => {
                while rest.first().is_some_and(|first| first == "super") {
                    place = place.get(..place.len().checked_sub(1)?)?;
                    rest = rest.get(1..)?;
                }
            }
            _ => return None,
        }
        Some(absolute(place, rest))
    }

    fn here(&self, path: &[String]) -> Vec<String> {
        absolute(self.place, path)
    }

    /// `path` as it is to be found from anywhere.
    fn absolute(&self, path: &[String]) -> Vec<String> {
        if let Some(path) = self.rooted(path) {
            return path;
        }
        let Some((first, rest)) = path.split_first() else {
            return Vec::new();
        };
        match self.imports.get(first) {
            Some(target) => target.iter().chain(rest).cloned().collect(),
            None if self.module.own.contains(first) => self.here(path),
            None => path.to_vec(),
        }
    }

    fn text(&self, tokens: &impl ToTokens) -> String {
        let path = |segments: &[String]| self.absolute(segments).join("::");
        line(tokens.to_token_stream(), &path)
    }

    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) if is_public(&item.vis, &item.attrs) => self.structure(item),
            syn::Item::Enum(item) if is_public(&item.vis, &item.attrs) => self.enumeration(item),
            syn::Item::Trait(item) if is_public(&item.vis, &item.attrs) => self.interface(item),
            syn::Item::Type(item) if is_public(&item.vis, &item.attrs) => {
                let text = format!("{} = {}", self.text(&item.generics), self.text(&item.ty));
                self.define(Kind::Type, &item.ident, &text, &item.attrs);
            }
            syn::Item::Const(item) if is_public(&item.vis, &item.attrs) => {
                let text = format!(": {}", self.text(&item.ty));
                self.define(Kind::Const, &item.ident, &text, &item.attrs);
            }
            syn::Item::Static(item) if is_public(&item.vis, &item.attrs) => {
                let text = format!(": {}", self.text(&item.ty));
                self.define(Kind::Static, &item.ident, &text, &item.attrs);
            }
            syn::Item::Fn(item) if is_public(&item.vis, &item.attrs) => {
                let function = self.function(&item.sig, &item.attrs);
                self.module.items.push(function);
            }
            syn::Item::Mod(item) => {
                let module = new(Kind::Module, &item.ident.to_string(), "", &item.attrs);
                self.module
                    .modules
                    .push((module, is_public(&item.vis, &item.attrs)));
            }
            syn::Item::Impl(item) => self.implementation(item),
            syn::Item::Macro(item) => self.invocation(&item.mac),
            _ => {}
        }
    }

    fn define(&mut self, kind: Kind, name: &syn::Ident, text: &str, attributes: &[Attribute]) {
        let item = new(kind, &name.to_string(), text, attributes);
        self.module.items.push(item);
    }

    fn structure(&mut self, item: &syn::ItemStruct) {
        let mut made = new(
            Kind::Struct,
            &item.ident.to_string(),
            &self.text(&item.generics),
            &item.attrs,
        );
        made.is_open |= item
            .fields
            .iter()
            .any(|field| !is_public(&field.vis, &field.attrs));
        for (index, field) in item.fields.iter().enumerate() {
            if is_public(&field.vis, &field.attrs) {
                let name = field.ident.as_ref();
                let name = name.map_or_else(|| index.to_string(), ToString::to_string);
                let text = format!(": {}", self.text(&field.ty));
                made.members
                    .push(new(Kind::Field, &name, &text, &field.attrs));
            }
        }
        self.module.items.push(made);
    }

    fn enumeration(&mut self, item: &syn::ItemEnum) {
        let mut made = new(
            Kind::Enum,
            &item.ident.to_string(),
            &self.text(&item.generics),
            &item.attrs,
        );
        for variant in &item.variants {
            let text = self.text(&variant.fields);
            let name = variant.ident.to_string();
            made.members
                .push(new(Kind::Variant, &name, &text, &variant.attrs));
        }
        self.module.items.push(made);
    }

    fn interface(&mut self, item: &syn::ItemTrait) {
        let bounds = self.text(&item.supertraits);
        let bounds = if bounds.is_empty() {
            bounds
        } else {
            format!(": {bounds}")
        };
        let text = format!("{}{bounds}", self.text(&item.generics));
        let mut made = new(Kind::Trait, &item.ident.to_string(), &text, &item.attrs);
        for member in &item.items {
            if let TraitItem::Fn(function) = member {
                let mut function_item = self.function(&function.sig, &function.attrs);
                if function.default.is_none() {
                    function_item.kind = Kind::Required;
                }
                made.members.push(function_item);
            }
        }
        self.module.items.push(made);
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let owner = self.text(&item.self_ty);
        let owner = owner.split('<').next().unwrap_or_default().to_owned();
        if let Some((path, _)) = &item.trait_ {
            let text = self.text(path);
            // The last segment, with what stands in its angle brackets.
            let start = text.find('<').unwrap_or(text.len());
            let start = text.get(..start).and_then(|head| head.rfind("::"));
            let name = text.get(start.map_or(0, |at| at + 2)..).unwrap_or(&text);
            self.module.traits.push((owner, name.to_owned()));
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(function) if is_public(&function.vis, &function.attrs) => {
                    let mut function = self.function(&function.sig, &function.attrs);
                    function.condition = function.condition.or_else(|| condition(&item.attrs));
                    self.module.methods.push((owner.clone(), function));
                }
                ImplItem::Const(constant) if is_public(&constant.vis, &constant.attrs) => {
                    let text = format!(": {}", self.text(&constant.ty));
                    let name = constant.ident.to_string();
                    let constant = new(Kind::Const, &name, &text, &constant.attrs);
                    self.module.methods.push((owner.clone(), constant));
                }
                _ => {}
            }
        }
    }

    fn invocation(&mut self, call: &syn::Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string());
        let known = MACROS
            .iter()
            .find(|(known, _)| name.as_deref() == Some(*known));
        let Some((_, traits)) = known else { return };
        let types = self.text(&call.tokens);
        for owner in types.split(',').map(str::trim) {
            let implemented = traits
                .iter()
                .map(|name| (owner.to_owned(), (*name).to_owned()));
            self.module.traits.extend(implemented);
        }
    }

    fn function(&self, signature: &syn::Signature, attributes: &[Attribute]) -> Item {
        let mut arguments = Vec::new();
        let mut types = Vec::new();
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    arguments.push("self".to_owned());
                    let text = self.text(receiver);
                    types.push(text.strip_prefix("mut ").unwrap_or(&text).to_owned());
                }
                FnArg::Typed(typed) => {
                    arguments.push(match typed.pat.as_ref() {
                        Pat::Ident(name) => name.ident.to_string(),
                        _ => "_".to_owned(),
                    });
                    types.push(self.text(&typed.ty));
                }
            }
        }
        let result = match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => format!(" -> {}", self.text(ty)),
        };
        let bounds = self.text(&signature.generics.where_clause);
        let bounds = if bounds.is_empty() {
            bounds
        } else {
            format!(" {bounds}")
        };
        let mut made = new(
            Kind::Function,
            &signature.ident.to_string(),
            &format!("{result}{bounds}"),
            attributes,
        );
        made.generics = self.text(&signature.generics);
        made.arguments = arguments;
        made.types = types;
        made.is_async = signature.asyncness.is_some();
        made
    }
}

/// The names that a `use` brings in, with their paths; `*` as the name of all.
fn imports(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<(String, Vec<String>)>) {
    let mut add = |name: String, last: &str| {
        let last = (last != "self").then(|| last.to_owned());
        found.push((name, path.iter().cloned().chain(last).collect()));
    };
    match tree {
        UseTree::Name(name) => {
            let last = name.ident.to_string();
            let own = match last.as_str() {
                "self" => path.last().cloned().unwrap_or_default(),
                _ => last.clone(),
            };
            add(own, &last);
        }
        UseTree::Rename(name) => add(name.rename.to_string(), &name.ident.to_string()),
        UseTree::Glob(_) => add("*".to_owned(), "self"),
        UseTree::Path(inner) => {
            path.push(inner.ident.to_string());
            imports(&inner.tree, path, found);
            path.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, path, found);
            }
        }
    }
}

fn absolute(place: &[String], rest: &[String]) -> Vec<String> {
    let start = std::iter::once("crate".to_owned());
    start
        .chain(place.iter().cloned())
        .chain(rest.iter().cloned())
        .collect()
}
