//! How the values of one type relate to those of another.

use super::context::{Context, Travel};
use super::pairs::Pairs;
use crate::ir::{Api, Payload, Scalar, Shape, TypeRef};
use crate::surface::Verdict;

/// How the values of a new type relate to those of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same type.
    Same,
    /// Another type in Rust, the same values on the wire.
    Alike,
    /// There are more values than before.
    Wider,
    /// There are more values than before, and the old client keeps them as they come.
    Looser,
    /// There are fewer values than before.
    Narrower,
    /// There are other values.
    Other,
}

impl Relation {
    /// What it means for values that travel so.
    pub(super) fn wire(self, travel: Travel) -> Verdict {
        use Verdict::{Breaking, Minor, None};
        match self {
            Self::Same | Self::Alike => None,
            Self::Wider => travel.verdict(Minor, Breaking),
            Self::Looser => travel.verdict(Minor, Minor),
            Self::Narrower => travel.verdict(Breaking, Minor),
            Self::Other => travel.verdict(Breaking, Breaking),
        }
    }
}

impl Context<'_> {
    /// How the values of `new` relate to those of `old`.
    pub(super) fn relation(&self, old: &TypeRef, new: &TypeRef) -> Relation {
        relation(&self.pairs, (self.old.api, self.new.api), old, new)
    }

    /// As [`relation`](Self::relation), of contents.
    pub(super) fn payloads(&self, old: &Payload, new: &Payload) -> Relation {
        match (old, new) {
            (Payload::Json(old), Payload::Json(new)) => self.relation(old, new),
            (old, new) if old == new => Relation::Same,
            _ => Relation::Other,
        }
    }

    /// The words for a type of the old version.
    pub(super) fn old_words(&self, ty: &TypeRef) -> String {
        words(ty, &|id| self.old.type_names(id).ty.to_string())
    }

    /// The words for a type of the new version.
    pub(super) fn new_words(&self, ty: &TypeRef) -> String {
        words(ty, &|id| self.new.type_names(id).ty.to_string())
    }
}

fn relation(pairs: &Pairs, apis: (&Api, &Api), old: &TypeRef, new: &TypeRef) -> Relation {
    let inner = |old: &TypeRef, new: &TypeRef| relation(pairs, apis, old, new);
    match (old, new) {
        (TypeRef::Scalar(old), TypeRef::Scalar(new)) => scalars(*old, *new),
        (TypeRef::Array(old), TypeRef::Array(new)) => inner(old, new),
        (TypeRef::Map(old), TypeRef::Map(new)) => inner(old, new),
        (TypeRef::Nullable(old), TypeRef::Nullable(new)) => inner(old, new),
        (TypeRef::Tuple(old), TypeRef::Tuple(new)) if old.len() == new.len() => {
            let parts = old.iter().zip(new).map(|(old, new)| inner(old, new));
            parts.fold(Relation::Same, both)
        }
        (TypeRef::Any, TypeRef::Any) => Relation::Same,
        (TypeRef::Foreign(old), TypeRef::Foreign(new)) if old == new => Relation::Same,
        (_, TypeRef::Any) => Relation::Wider,
        (TypeRef::Any, _) => Relation::Narrower,
        (TypeRef::Named(old), TypeRef::Named(new)) if pairs.new_of(*old) == Some(*new) => {
            Relation::Same
        }
        (old, TypeRef::Nullable(new)) => both(Relation::Wider, inner(old, new)),
        (TypeRef::Nullable(old), new) => both(Relation::Narrower, inner(old, new)),
        (TypeRef::Named(id), other) => through(apis.0, *id).map_or_else(
            || text_of(apis.0, old, other, Relation::Looser),
            // Rust does not tell an alias from what it stands for.
            |target| inner(target, other),
        ),
        (other, TypeRef::Named(id)) => through(apis.1, *id).map_or_else(
            || text_of(apis.1, new, other, Relation::Narrower),
            |target| inner(other, target),
        ),
        _ => Relation::Other,
    }
}

/// What an alias stands for.
fn through(api: &Api, id: crate::ir::TypeId) -> Option<&TypeRef> {
    match &api.types.get(id).shape {
        Shape::Alias(ty) => Some(ty),
        _ => None,
    }
}

/// A list of texts against any text.
fn text_of(api: &Api, named: &TypeRef, other: &TypeRef, answer: Relation) -> Relation {
    let (TypeRef::Named(id), TypeRef::Scalar(Scalar::String | Scalar::Secret)) = (named, other)
    else {
        return Relation::Other;
    };
    match &api.types.get(*id).shape {
        Shape::Enumeration(enumeration) if enumeration.is_text() => answer,
        _ => Relation::Other,
    }
}

fn both(a: Relation, b: Relation) -> Relation {
    use Relation::{Alike, Other, Same};
    match (a, b) {
        (Same, other) | (other, Same) => other,
        (Alike, other) | (other, Alike) => other,
        (a, b) if a == b => a,
        _ => Other,
    }
}

fn scalars(old: Scalar, new: Scalar) -> Relation {
    use Scalar::{Base64, Date, DateTime, F64, I32, I64, Secret, String, U32, U64, Uuid};
    match (old, new) {
        (old, new) if old == new => Relation::Same,
        (String, Secret) | (Secret, String) => Relation::Alike,
        (I32 | U32, I64) | (U32, U64) | (I32 | I64 | U32 | U64, F64) => Relation::Wider,
        (I64, I32 | U32) | (U64, U32) | (F64, I32 | I64 | U32 | U64) => Relation::Narrower,
        // Integers without a sign are among those with one, but for the largest.
        (U64, I64) => Relation::Wider,
        (I64, U64) | (I32, U32 | U64) => Relation::Narrower,
        // Dates keep their text, whatever it is.
        (Date | DateTime, String | Secret) => Relation::Looser,
        (Uuid | Base64, String | Secret) => Relation::Wider,
        (String | Secret, Uuid | Date | DateTime | Base64) => Relation::Narrower,
        _ => Relation::Other,
    }
}

fn words(ty: &TypeRef, name: &dyn Fn(crate::ir::TypeId) -> String) -> String {
    let inner = |ty: &TypeRef| words(ty, name);
    match ty {
        TypeRef::Scalar(scalar) => scalar_words(*scalar).to_owned(),
        TypeRef::Array(item) => format!("array of {}", inner(item)),
        TypeRef::Tuple(parts) => {
            let parts: Vec<String> = parts.iter().map(inner).collect();
            format!("array of exactly {}", parts.join(", "))
        }
        TypeRef::Map(value) => format!("map of {}", inner(value)),
        TypeRef::Nullable(ty) => format!("{} or null", inner(ty)),
        TypeRef::Named(id) => format!("`{}`", name(*id)),
        TypeRef::Any => "anything".to_owned(),
        TypeRef::Foreign(own) => format!("`{}`", own.path),
    }
}

fn scalar_words(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "boolean",
        Scalar::I32 => "integer (32 bits)",
        Scalar::I64 => "integer",
        Scalar::U32 => "integer (32 bits, not negative)",
        Scalar::U64 => "integer (not negative)",
        Scalar::F64 => "number",
        Scalar::String => "string",
        Scalar::Secret => "string (secret)",
        Scalar::Uuid => "string (uuid)",
        Scalar::DateTime => "string (date-time)",
        Scalar::Date => "string (date)",
        Scalar::Base64 => "string (base64)",
        Scalar::Bytes => "bytes",
    }
}
