//! The twin of an emitted crate: the same types, but serde's derives in place of the JSON tables.

use apicrate::files::Files;
use syn::{Field, Fields, Item, ItemEnum, ItemStruct, ItemUse, UseTree, parse_quote};

use crate::exit::Failure;

/// The twin of `files`, as the package `name`.
///
/// Structs, enums, documentation, constructors, setters and the runtime stay. Unknown members are
/// not read, so that the twin has to do rather less than the original.
///
/// # Errors
///
/// When the emitted code is not of the form that this knows.
pub fn twin(files: &Files, name: &str) -> Result<Files, Failure> {
    let mut all = Files::new();
    for (path, text) in files.iter() {
        let text = match path {
            "Cargo.toml" => manifest(text, name)?,
            "src/lib.rs" => format!("{text}mod nullable_serde;\n"),
            _ if path.starts_with("src/models/") => model(text)
                .map_err(|error| Failure::new(format!("cannot make a twin of {path}: {error}")))?,
            _ => text.to_owned(),
        };
        all.insert(path, text);
    }
    all.insert("src/nullable_serde.rs", NULLABLE);
    Ok(all)
}

/// Switches on what derived code needs.
fn manifest(text: &str, name: &str) -> Result<String, Failure> {
    let mut manifest: toml::Table = text
        .parse()
        .map_err(|error| Failure::new(format!("Cargo.toml of the emitted crate: {error}")))?;
    if let Some(package) = manifest
        .get_mut("package")
        .and_then(toml::Value::as_table_mut)
    {
        package.insert("name".to_owned(), name.into());
    }
    manifest.remove("lib");
    for (dependency, feature) in [("serde", "derive"), ("uuid", "serde")] {
        let features = manifest
            .get_mut("dependencies")
            .and_then(|all| all.get_mut(dependency))
            .and_then(|one| one.get_mut("features"))
            .and_then(toml::Value::as_array_mut)
            .ok_or_else(|| Failure::new(format!("the emitted crate does not use {dependency}")))?;
        features.push(feature.into());
    }
    Ok(manifest.to_string())
}

fn model(text: &str) -> syn::Result<String> {
    let mut file = syn::parse_file(text)?;
    let items = std::mem::take(&mut file.items);
    let open: Vec<syn::Ident> = items.iter().filter_map(open_enum).collect();
    for item in items {
        match item {
            Item::Use(import) => file.items.extend(kept(import).map(Item::Use)),
            Item::Struct(structure) => file.items.push(Item::Struct(derived(structure))),
            Item::Enum(enumeration) if open.contains(&enumeration.ident) => {
                file.items.extend(derived_enum(enumeration));
            }
            Item::Impl(item) if is_codec(&item) => {}
            Item::Macro(_) => {}
            other => file.items.push(other),
        }
    }
    Ok(prettyplease::unparse(&file))
}

/// The enum of an `open_enum!`.
fn open_enum(item: &Item) -> Option<syn::Ident> {
    let Item::Macro(item) = item else {
        return None;
    };
    let is_open = item.mac.path.segments.last()?.ident == "open_enum";
    is_open.then(|| item.mac.parse_body().ok()).flatten()
}

fn is_codec(item: &syn::ItemImpl) -> bool {
    let name = item
        .trait_
        .as_ref()
        .and_then(|(path, _)| path.segments.last());
    name.is_some_and(|name| name.ident == "Decode" || name.ident == "Encode")
}

/// Of an import from the codec, the types of fields.
fn kept(mut import: ItemUse) -> Option<ItemUse> {
    fn group(tree: &mut UseTree) -> Option<&mut syn::UseGroup> {
        match tree {
            UseTree::Path(path) => group(&mut path.tree),
            UseTree::Group(group) => Some(group),
            _ => None,
        }
    }
    if !is_of_codec(&import.tree) {
        return Some(import);
    }
    let Some(group) = group(&mut import.tree) else {
        return Some(import);
    };
    let is_type = |tree: &UseTree| match tree {
        UseTree::Name(name) => name.ident == "Extra" || name.ident == "Nullable",
        _ => false,
    };
    group.items = std::mem::take(&mut group.items)
        .into_iter()
        .filter(is_type)
        .collect();
    (!group.items.is_empty()).then_some(import)
}

/// Whether this is `crate::runtime::json::…`.
fn is_of_codec(mut tree: &UseTree) -> bool {
    while let UseTree::Path(path) = tree {
        if path.ident == "json" {
            return true;
        }
        tree = path.tree.as_ref();
    }
    false
}

fn derived(mut structure: ItemStruct) -> ItemStruct {
    structure
        .attrs
        .push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
    if let Fields::Named(fields) = &mut structure.fields {
        fields.named.iter_mut().for_each(attribute);
    }
    structure
}

fn attribute(field: &mut Field) {
    if field.ident.as_ref().is_some_and(|name| name == "extra") {
        field.attrs.push(parse_quote!(#[serde(skip)]));
        return;
    }
    let syn::Type::Path(ty) = &field.ty else {
        return;
    };
    let is = |name: &str| {
        let outer = ty.path.segments.last();
        outer.is_some_and(|outer| outer.ident == name)
    };
    if is("Option") {
        field
            .attrs
            .push(parse_quote!(#[serde(default, skip_serializing_if = "Option::is_none")]));
    } else if is("Nullable") {
        field
            .attrs
            .push(parse_quote!(#[serde(default, skip_serializing_if = "Nullable::is_absent")]));
    }
}

/// The enum, going through text for serde, and what the macro gave it besides the codec.
fn derived_enum(mut enumeration: ItemEnum) -> [Item; 4] {
    let name = &enumeration.ident;
    let from: Item = parse_quote! {
        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }
    };
    let into: Item = parse_quote! {
        impl From<#name> for String {
            fn from(value: #name) -> Self {
                value.as_str().to_owned()
            }
        }
    };
    let display: Item = parse_quote! {
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    };
    enumeration
        .attrs
        .push(parse_quote!(#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]));
    enumeration
        .attrs
        .push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
    enumeration
        .attrs
        .push(parse_quote!(#[serde(from = "String", into = "String")]));
    [Item::Enum(enumeration), from, into, display]
}

/// serde for `Nullable`, as the usual "double option" helpers do it.
const NULLABLE: &str = "\
//! serde for members that can be absent, `null` or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::json::Nullable;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
";
