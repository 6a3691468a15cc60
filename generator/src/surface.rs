//! The public surface of an emitted crate: everything that code outside of it can name.
//!
//! It is read from the emitted code itself, and not from what the code was made from: so it holds what a user's
//! compiler sees, and a difference between two surfaces is a difference for the user. `api.txt` lists it.

mod attributes;
mod delta;
mod features;
mod module;
mod outside;
mod parse;
mod paths;
mod places;
mod read;
mod runtime;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

pub use delta::{Delta, Verdict};
pub(crate) use module::Module;
pub use parse::InvalidSurface;
use paths::Paths;
pub(crate) use read::read;
pub(crate) use runtime::of_text;

/// A type on one line, as the lines of a surface have it, its paths as they are.
pub(crate) fn written(ty: proc_macro2::TokenStream) -> String {
    tokens::line(ty, &|path| path.join("::"))
}

/// The name of the file that lists the surface.
pub const FILE: &str = "api.txt";

/// What a public item is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A module.
    #[default]
    Module,
    /// Another path of an item.
    Use,
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// A trait.
    Trait,
    /// A type alias.
    Type,
    /// A public field.
    Field,
    /// A variant.
    Variant,
    /// A constant.
    Const,
    /// A static.
    Static,
    /// A function or method.
    Function,
    /// A method that implementations of its trait must have.
    Required,
}

impl Kind {
    /// The word that stands in front of the item's line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Module => "mod",
            Self::Use => "use",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Trait => "trait",
            Self::Type => "type",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Const => "const",
            Self::Static => "static",
            Self::Function => "fn",
            Self::Required => "required fn",
        }
    }
}

/// A public item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its shortest public path without the crate's name: `models::Pet`, `models::Pet.name`, `models::Pet::new`.
    pub path: String,
    /// What stands behind its name: the type of a field, the fields of a variant, the result of a function.
    pub text: String,
    /// Of a function: its generic parameters.
    pub generics: String,
    /// Of a function: the names of its arguments.
    pub arguments: Vec<String>,
    /// Of a function: the types of its arguments; a receiver as it is written.
    pub types: Vec<String>,
    /// Of a function: whether it is `async`.
    pub is_async: bool,
    /// Of a type: whether code outside must allow for further members.
    pub is_open: bool,
    /// Whether the compiler warns of its use.
    pub is_deprecated: bool,
    /// The condition under which it is compiled: `feature = "x"`.
    pub condition: Option<String>,
    /// Of a type: the traits that it implements.
    pub traits: BTreeSet<String>,
    /// While it is read: fields, variants, methods. Not in a [`Surface`], which lists them beside it.
    pub(crate) members: Vec<Item>,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_async {
            f.write_str("async ")?;
        }
        write!(f, "{} {}", self.kind.word(), self.path)?;
        match self.kind {
            Kind::Function | Kind::Required => {
                write!(f, "{}(", self.generics)?;
                for (index, (name, ty)) in self.arguments.iter().zip(&self.types).enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    match name.as_str() {
                        "self" => write!(f, "{comma}{ty}")?,
                        name => write!(f, "{comma}{name}: {ty}")?,
                    }
                }
                write!(f, "){}", self.text)?;
            }
            _ => f.write_str(&self.text)?,
        }
        if !self.traits.is_empty() {
            let traits: Vec<&str> = self.traits.iter().map(String::as_str).collect();
            write!(f, ": {}", traits.join(" + "))?;
        }
        if matches!(self.kind, Kind::Struct | Kind::Enum) && !self.is_open {
            f.write_str(" (exhaustive)")?;
        }
        if self.is_deprecated {
            f.write_str(" (deprecated)")?;
        }
        match &self.condition {
            Some(condition) => write!(f, " ({condition})"),
            None => Ok(()),
        }
    }
}

/// The public surface of a crate, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    items: Vec<Item>,
}

impl Surface {
    /// The surface of a crate that is made of `modules`, by their places from the root; the same on any number of `threads`.
    pub(crate) fn of(modules: BTreeMap<Vec<String>, Module>, threads: usize) -> Self {
        let items = Paths::of(&modules).items(threads);
        Self { items }
    }

    /// All items, sorted by path: a type's members follow it.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// One line an item, behind a line that says what this is.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = "# The public surface of this crate, one line an item.\n".to_owned();
        if self
            .items
            .iter()
            .any(|item| item.kind == Kind::Module && item.path == "ext")
        {
            text.push_str("# What is in `ext` is written by hand, and not listed.\n");
        }
        for item in &self.items {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{item}");
        }
        text
    }

    /// Reads what [`text`](Self::text) writes.
    ///
    /// # Errors
    ///
    /// When a line is not one of an item.
    pub fn parse(text: &str) -> Result<Self, InvalidSurface> {
        parse::surface(text)
    }

    /// What it means for the version of a crate with this surface that it has `new` now.
    #[must_use]
    pub fn level(&self, new: &Self) -> Verdict {
        let deltas = self.compare(new).into_iter();
        let levels = deltas.map(|delta| match delta.swaps_arguments() {
            true => Verdict::Breaking,
            false => delta.verdict,
        });
        levels.max().unwrap_or_default()
    }

    /// How `new` differs from this surface, in the order of paths.
    #[must_use]
    pub fn compare(&self, new: &Self) -> Vec<Delta> {
        delta::compare(self, new)
    }
}

/// The path that `text` begins with: words that `joints` join.
fn leading_path<'t>(text: &'t str, joints: &[&str]) -> &'t str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        end += rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let rest = text.get(end..).unwrap_or_default();
        let joint = joints.iter().find(|joint| {
            let next = rest.strip_prefix(**joint);
            next.is_some_and(|next| next.starts_with(is_word))
        });
        match joint {
            Some(joint) => end += joint.len(),
            None => return text.get(..end).unwrap_or(text),
        }
    }
}

/// Members stand right behind what they belong to.
fn sort_key(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    for (index, segment) in path.split("::").enumerate() {
        if index > 0 {
            key.push('\u{1}');
        }
        key.extend(segment.chars().map(|c| if c == '.' { '\u{0}' } else { c }));
    }
    key
}

#[cfg(test)]
mod tests;
