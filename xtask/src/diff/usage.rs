//! A program that uses everything that a surface has, as users would have written it.
//!
//! It calls every function with every argument, reads every field and takes the result of each as the type that it was
//! said to be, matches every variant beside a wildcard, and asks of every type the traits that it had.

use std::fmt::Write as _;

use apicrate::surface::{Item, Kind, Surface};

/// What the program begins with; `{}` is the name of the crate that it is compiled against.
const HEAD: &str = "#![allow(warnings, clippy::all)]
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::hash::Hash;
use std::io;
use std::net::*;
use std::num::*;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use serde::{Deserialize, Serialize};
use CRATE::*;
use CRATE::runtime::json::{Decode, Encode};

fn any<T>() -> T {
    unimplemented!()
}

fn main() {}
";

/// The traits that the program can name.
const TRAITS: [&str; 15] = [
    "Clone",
    "Copy",
    "Debug",
    "Decode",
    "Default",
    "Deserialize<'de>",
    "Display",
    "Encode",
    "Eq",
    "From<&str>",
    "From<String>",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// The program, for a crate that is called `name` in Rust.
#[must_use]
pub fn program(surface: &Surface, name: &str) -> String {
    let mut out = HEAD.replace("CRATE", name);
    let mut owner: Option<&Item> = None;
    for (number, item) in surface.items().iter().enumerate() {
        if matches!(item.kind, Kind::Struct | Kind::Enum | Kind::Trait) {
            owner = Some(item);
        }
        let of_owner = owner.filter(|owner| {
            let rest = item.path.strip_prefix(&owner.path).unwrap_or_default();
            rest.starts_with('.') || rest.starts_with("::")
        });
        if item.condition.is_some() {
            continue;
        }
        let body = match item.path.starts_with("runtime") {
            true => named(item, of_owner, name),
            false => used(item, of_owner, name),
        };
        if let Some(body) = body {
            let _ = writeln!(out, "mod _{number} {{ use super::*; {body} }}");
        }
    }
    out
}

/// Names an item of the runtime, which is the same in both crates if it is there.
fn named(item: &Item, owner: Option<&Item>, name: &str) -> Option<String> {
    let is_own = owner.is_none() && !matches!(item.kind, Kind::Field | Kind::Variant);
    is_own.then(|| format!("use {name}::{} as _;", item.path))
}

fn used(item: &Item, owner: Option<&Item>, name: &str) -> Option<String> {
    let path = &item.path;
    let owner = match owner {
        // Of generic types the name is enough, and of traits: they are the runtime's.
        Some(owner) if is_generic(&owner.text) || owner.kind == Kind::Trait => return None,
        owner => owner.map(|owner| owner.path.as_str()),
    };
    let text = named_self(&item.text, owner);
    Some(match item.kind {
        Kind::Module | Kind::Use | Kind::Trait => format!("use {name}::{path} as _;"),
        Kind::Struct | Kind::Enum if is_generic(&text) => format!("use {name}::{path} as _;"),
        Kind::Struct | Kind::Enum => bounds(item),
        Kind::Type => {
            let target = text.strip_prefix(" = ")?;
            format!("fn f(v: {path}) -> {target} {{ v }}")
        }
        Kind::Field => {
            let (owner, field) = path.rsplit_once('.')?;
            let ty = text.strip_prefix(": ")?;
            format!("fn f(v: {owner}) {{ let _: {ty} = v.{field}; }}")
        }
        Kind::Variant => variant(path, &text)?,
        Kind::Const | Kind::Static => {
            let ty = text.strip_prefix(": ")?;
            format!("fn f() {{ let _: &{ty} = &{path}; }}")
        }
        Kind::Function => function(item, owner, &text)?,
        Kind::Required => return None,
    })
}

/// Whether there are parameters but for one lifetime, which can be left out.
fn is_generic(text: &str) -> bool {
    let is_lifetime = text.starts_with("<'") && !text.contains([',', ':']);
    text.contains('<') && !is_lifetime
}

fn bounds(item: &Item) -> String {
    let path = &item.path;
    let known = item
        .traits
        .iter()
        .filter(|name| TRAITS.contains(&name.as_str()));
    let known: Vec<String> = known
        .map(|name| match name.as_str() {
            "Deserialize<'de>" => "for<'de> Deserialize<'de>".to_owned(),
            "From<&str>" => "for<'a> From<&'a str>".to_owned(),
            name => name.to_owned(),
        })
        .collect();
    let bounds = match known.is_empty() {
        true => "Sized".to_owned(),
        false => known.join(" + "),
    };
    format!("fn has<T: {bounds}>() {{}} fn f() {{ has::<{path}>() }}")
}

fn variant(path: &str, text: &str) -> Option<String> {
    let (owner, _) = path.rsplit_once("::")?;
    let arm = match text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(ty) => format!("{path}(v) => {{ let _: {ty} = v; }}"),
        None if text.is_empty() => format!("{path} => {{}}"),
        None => return None,
    };
    Some(format!(
        "fn f(v: {owner}) {{ match v {{ {arm} _ => {{}} }} }}"
    ))
}

fn function(item: &Item, owner: Option<&str>, text: &str) -> Option<String> {
    if !item.generics.is_empty() || item.is_async {
        return None;
    }
    let arguments: Option<Vec<String>> = item
        .types
        .iter()
        .map(|ty| match (ty.as_str(), owner) {
            ("self", Some(owner)) => Some(format!("any::<{owner}>()")),
            ("&self", Some(owner)) => Some(format!("any::<&{owner}>()")),
            ("&mut self", Some(owner)) => Some(format!("any::<&mut {owner}>()")),
            (ty, owner) => {
                let ty = without_lifetimes(&named_self(ty, owner));
                Some(format!("any::<{}>()", given(&ty)?))
            }
        })
        .collect();
    let call = format!("{}({})", item.path, arguments?.join(", "));
    Some(match text.strip_prefix(" -> ") {
        Some(result) if result.contains("impl ") => format!("fn f() {{ let _ = {call}; }}"),
        Some(result) => format!("fn f() {{ let _: {result} = {call}; }}"),
        None => format!("fn f() {{ {call} }}"),
    })
}

/// `text` with the type's name for `Self`.
fn named_self(text: &str, owner: Option<&str>) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("Self") {
        let (before, found) = rest.split_at(at);
        let after = found.strip_prefix("Self").unwrap_or_default();
        let is_alone = !before.ends_with(is_word) && !after.starts_with(is_word);
        out.push_str(before);
        out.push_str(owner.filter(|_| is_alone).unwrap_or("Self"));
        rest = after;
    }
    out + rest
}

/// A type as it is written where lifetimes need no name.
fn without_lifetimes(ty: &str) -> String {
    let mut parts = ty.split("&'");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push('&');
        match part.starts_with("static") {
            true => out.push_str(&format!("'{part}")),
            false => out.push_str(part.split_once(' ').map_or(part, |(_, rest)| rest)),
        }
    }
    out
}

/// A type that users give where the signature says `ty`.
fn given(ty: &str) -> Option<String> {
    let inside = |start: &str| ty.strip_prefix(start)?.strip_suffix('>');
    if let Some(inner) = inside("impl Into<") {
        return given(inner);
    }
    if let Some(item) = inside("impl IntoIterator<Item = ") {
        return Some(format!("Vec<{}>", given(item)?));
    }
    if let Some(item) = inside("impl AsRef<") {
        return Some(format!("&'static {item}"));
    }
    (!ty.contains("impl ")).then(|| ty.to_owned())
}
