//! `allOf`: the schemas that a value must satisfy together, side by side.

use std::collections::BTreeSet;

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::schema::{Kind, implied_kind, is_type};
use crate::parse::Schema;
use crate::pointer::Pointer;
use crate::resolve::{self, Resolved};

/// The key under which normalising keeps the schemas of the positions of a list.
const PREFIX_ITEMS: &str = "x-apicrate-prefixItems";

/// How many positions a tuple has at most: those that the runtime can read and write.
const MAX_TUPLE: usize = 8;

/// A schema that a value must satisfy, without its `allOf`.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// Where it stands.
    pub(super) place: Pointer,
    /// The schema.
    pub(super) schema: &'a Schema,
}

/// Schemas that a value must satisfy together: a schema and, at any depth, the branches of its `allOf`.
#[derive(Debug, Clone)]
pub(super) struct Conjunction<'a> {
    parts: Vec<Part<'a>>,
    sole_target: Option<Pointer>,
}

/// The branches of one `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Branches {
    /// The place of each branch, references not followed.
    pub(super) places: Vec<Pointer>,
}

impl<'a> Conjunction<'a> {
    /// The schemas that a value at `place` must satisfy.
    pub(super) fn at(resolved: &Resolved<'a>, place: &Pointer) -> Self {
        let mut parts = Vec::new();
        collect(resolved, place, &mut BTreeSet::new(), &mut parts);
        let sole_target = parts
            .first()
            .and_then(|part: &Part<'a>| sole_target(part.schema));
        Self { parts, sole_target }
    }

    /// The schemas that values of both must satisfy; `self` comes first.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut parts = self.parts.clone();
        for part in &other.parts {
            if parts.iter().all(|known| known.place != part.place) {
                parts.push(part.clone());
            }
        }
        Self {
            parts,
            sole_target: None,
        }
    }

    /// The same without `oneOf` and `anyOf` being looked at; none if nothing is left to satisfy.
    pub(super) fn base(&self) -> Option<Self> {
        let parts: Vec<Part<'a>> = self
            .parts
            .iter()
            .filter(|part| implied_kind(&part.schema.keywords) == Kind::Object)
            .cloned()
            .collect();
        (!parts.is_empty()).then_some(Self {
            parts,
            sole_target: None,
        })
    }

    /// The same parts, with the outermost part of `other` first: it carries the words.
    pub(super) fn with_first_of(mut self, other: &Self) -> Self {
        if let Some(first) = other.parts.first() {
            self.parts.retain(|part| part.place != first.place);
            self.parts.insert(0, first.clone());
        }
        self
    }

    /// The schemas, the outermost first.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter()
    }

    /// The one schema that this one only adds annotations to: it is that type.
    pub(super) fn sole_target(&self) -> Option<&Pointer> {
        self.sole_target.as_ref()
    }

    /// The description of the outermost part.
    pub(super) fn description(&self) -> Option<String> {
        let data = &self.parts.first()?.schema.data;
        data.description.clone().or_else(|| data.title.clone())
    }

    /// Whether `null` satisfies the outermost schema's own words, or those of every part that says what values are.
    pub(super) fn is_nullable(&self) -> bool {
        let is_nullable = |part: &Part<'_>| part.schema.data.nullable;
        let mut telling = self
            .parts
            .iter()
            .filter(|part| !is_open(&part.schema.keywords))
            .peekable();
        self.parts.first().is_some_and(is_nullable)
            || (telling.peek().is_some() && telling.all(is_nullable))
    }

    /// The kind that keywords other than `type` speak of.
    pub(super) fn implied_kind(&self) -> Kind {
        let kinds = self
            .parts
            .iter()
            .map(|part| implied_kind(&part.schema.keywords));
        kinds
            .into_iter()
            .find(|kind| *kind != Kind::Any)
            .unwrap_or(Kind::Any)
    }

    /// The values that every part with an `enum` allows, each with its place.
    pub(super) fn enumeration(&self) -> Option<Vec<(Pointer, Value)>> {
        let mut listed = self
            .parts
            .iter()
            .filter(|part| !part.schema.keywords.enumeration.is_empty());
        let first = listed.next()?;
        let others: Vec<&Part<'a>> = listed.collect();
        let place = first.place.child("enum");
        let values = first.schema.keywords.enumeration.iter().enumerate();
        let allowed = values
            .filter(|(_, value)| !value.is_null())
            .filter(|(_, value)| {
                others
                    .iter()
                    .all(|part| part.schema.keywords.enumeration.contains(value))
            })
            .map(|(index, value)| (place.index(index), value.clone()));
        Some(allowed.collect())
    }

    /// The places of the positions of a tuple (`prefixItems`) that holds nothing else.
    pub(super) fn tuple(&self, resolved: &Resolved<'_>) -> Option<Vec<Pointer>> {
        let mut bounds = self.parts.iter().map(|part| &part.schema.keywords);
        let least = bounds.clone().find_map(|keywords| keywords.min_items);
        let most = bounds.find_map(|keywords| keywords.max_items);
        self.parts.iter().find_map(|part| {
            let positions = part.schema.data.extensions.get(PREFIX_ITEMS)?.as_array()?;
            if !(1..=MAX_TUPLE).contains(&positions.len()) {
                return None;
            }
            let exact = Some(positions.len());
            let is_closed = most == exact || is_never(resolved, part);
            if least != exact || !is_closed {
                return None;
            }
            positions
                .iter()
                .map(|position| position.get("$ref")?.as_str()?.parse().ok())
                .collect()
        })
    }

    /// Where positions of a list have schemas of their own.
    pub(super) fn positions(&self) -> Option<Pointer> {
        let has_positions =
            |part: &&Part<'a>| part.schema.data.extensions.contains_key(PREFIX_ITEMS);
        let part = self.parts.iter().find(has_positions)?;
        Some(part.place.child(PREFIX_ITEMS))
    }

    /// Whether a part has a type that does not exist, which has been reported.
    pub(super) fn has_unknown_type(&self) -> bool {
        let mut types = self.parts.iter().flat_map(|part| &part.schema.keywords.typ);
        types.any(|name| !is_type(name))
    }

    /// The lists of branches of which a value satisfies at least one; those that only add constraints are left out.
    pub(super) fn unions(&self) -> Vec<Branches> {
        let lists = self.parts.iter().flat_map(|part| {
            let keywords = &part.schema.keywords;
            [("oneOf", &keywords.one_of), ("anyOf", &keywords.any_of)]
                .map(|(key, list)| (part.place.child(key), list))
        });
        lists
            .filter(|(_, list)| !list.is_empty())
            .map(|(place, list)| Branches {
                places: (0..list.len()).map(|index| place.index(index)).collect(),
            })
            .collect()
    }

    /// The name of the member that tells branches apart, and what its values stand for.
    pub(super) fn discriminator(&self) -> Option<&openapiv3::Discriminator> {
        self.parts
            .iter()
            .find_map(|part| part.schema.data.discriminator.as_ref())
    }
}

/// Whether a schema leaves open what values are, its `allOf` set aside.
fn is_open(keywords: &openapiv3::AnySchema) -> bool {
    keywords.typ.is_none()
        && keywords.enumeration.is_empty()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
        && implied_kind(keywords) == Kind::Any
}

fn collect<'a>(
    resolved: &Resolved<'a>,
    at: &Pointer,
    seen: &mut BTreeSet<Pointer>,
    parts: &mut Vec<Part<'a>>,
) {
    // An explicit stack: a chain of `allOf` may be as long as the document likes.
    let mut pending = vec![at.clone()];
    while let Some(pointer) = pending.pop() {
        let Some((place, schema)) = resolved.schema(&pointer) else {
            continue;
        };
        if !seen.insert(place.clone()) {
            continue;
        }
        let branches = schema.keywords.all_of.iter().filter_map(resolve::place);
        pending.extend(branches.collect::<Vec<_>>().into_iter().rev());
        parts.push(Part { place, schema });
    }
}

/// The only branch of `allOf`, `oneOf` or `anyOf`, where nothing stands beside it that changes the type.
pub(super) fn sole_target(schema: &Schema) -> Option<Pointer> {
    let keywords = &schema.keywords;
    let lists: [&Vec<ReferenceOr<openapiv3::Schema>>; 3] =
        [&keywords.all_of, &keywords.one_of, &keywords.any_of];
    let mut branches = lists.into_iter().flatten();
    let (Some(branch), None) = (branches.next(), branches.next()) else {
        return None;
    };
    let bare = implied_kind(keywords) == Kind::Any
        && keywords.enumeration.is_empty()
        && !schema
            .data
            .extensions
            .keys()
            .any(|key| key.starts_with("x-apicrate-"))
        && keywords.format.is_none();
    bare.then(|| resolve::place(branch)).flatten()
}

/// Whether nothing may follow the positions of a list: its `items` are a schema that no value satisfies.
fn is_never(resolved: &Resolved<'_>, part: &Part<'_>) -> bool {
    let items = part.schema.keywords.items.as_ref();
    let items = items.and_then(resolve::place);
    let schema = items.and_then(|items| resolved.schema(&items));
    schema.is_some_and(|(_, schema)| schema.data.extensions.contains_key("x-apicrate-never"))
}
