//! Schemas: which kind of type a place is.

use openapiv3::AdditionalProperties;
use serde_json::Value;

use super::all_of::{self, Conjunction};
use super::{Context, docs};
use crate::ir::{Origin, Shape, TypeDef, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve;

/// How many arrays, maps, unions and references may stand inside of each other without an object between.
const MAX_DEPTH: usize = 40;

/// The kinds of JSON values (RFC 8259 §3) that a schema's keywords speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::Any,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_i64() || number.is_u64() => Self::Integer,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

impl<'a> Context<'a> {
    /// Lowers a schema of `components/schemas`: it gets a name even where its type is an unnamed one.
    pub(super) fn component(&mut self, pointer: &Pointer) {
        let Some(ty) = self.type_at(pointer) else {
            return;
        };
        let bare = ty.clone().split_nullable().0;
        if let TypeRef::Named(id) = &bare
            && self.types.get(*id).origin.pointer == *pointer
        {
            return;
        }
        let docs = match self.resolved.parsed.schemas.get(pointer) {
            Some(schema) => docs::of_schema(schema),
            None => crate::ir::Docs::default(),
        };
        self.types.add(TypeDef {
            origin: Origin::new(pointer),
            docs,
            shape: Shape::Alias(ty),
        });
    }

    /// The type of the schema at `pointer`, `null` included; none if it is broken, which has been reported.
    pub(super) fn type_at(&mut self, pointer: &Pointer) -> Option<TypeRef> {
        let Some((place, _)) = self.resolved.schema(pointer) else {
            self.report_missing_schema(pointer);
            return None;
        };
        let ty = self.type_at_place(place.clone())?;
        Some(match place == *pointer {
            true => ty,
            false => self.replaced_use(pointer, ty),
        })
    }

    /// The same where no reference is left to follow.
    fn type_at_place(&mut self, place: Pointer) -> Option<TypeRef> {
        if let Some(known) = self.known.get(&place) {
            return known.clone();
        }
        if let Some(circle) = self.circle(&place) {
            self.report.error(
                Code::ReferenceLoop,
                &place,
                "this schema is only itself",
                "say what its values look like",
            );
            self.known
                .extend(circle.into_iter().map(|member| (member, None)));
            return None;
        }
        if !self.in_progress.insert(place.clone()) {
            return Some(TypeRef::Named(self.wrapper(&place)));
        }
        self.depth += 1;
        let lowered = if self.depth > MAX_DEPTH {
            self.report.error(
                Code::TooDeep,
                &place,
                "this schema is the last of too many that only refer to the next",
                "say closer to the beginning what the values look like",
            );
            None
        } else {
            let conjunction = Conjunction::at(self.resolved, &place);
            self.type_of(&place, &conjunction)
        };
        self.depth -= 1;
        self.in_progress.remove(&place);
        let lowered = lowered.map(|ty| self.own_secret(&place, ty));
        let lowered = self.wrapped(&place, lowered);
        self.known.insert(place, lowered.clone());
        lowered
    }

    /// The schemas that lead from `place` back to it, each of which says only that it is the next.
    fn circle(&self, place: &Pointer) -> Option<Vec<Pointer>> {
        let mut members = Vec::new();
        let mut at = place.clone();
        // Longer chains are refused for their length.
        while members.len() < MAX_DEPTH {
            let (next, _) = self.resolved.schema(&all_of::sole_target(
                self.resolved.parsed.schemas.get(&at)?,
            )?)?;
            members.push(next.clone());
            if next == *place {
                return Some(members);
            }
            at = next;
        }
        None
    }

    /// Where no schema was found and nothing has been said about it yet: something else stands there.
    fn report_missing_schema(&mut self, pointer: &Pointer) {
        let parsed = self.resolved.parsed;
        // A dangling reference was reported where it stands; here is where it leads.
        let is_target = parsed
            .references
            .iter()
            .any(|(place, target)| target == pointer && self.resolved.dangling.contains(place));
        let is_known = is_target
            || self.resolved.dangling.contains(pointer)
            || parsed.broken.contains(pointer)
            || parsed.references.contains_key(pointer)
            || self.report.has_error_within(pointer);
        if !is_known {
            self.report.error(
                Code::InvalidObject,
                pointer,
                "a schema belongs here, and there is none",
                "write a schema, or leave the member out",
            );
        }
    }

    /// The named type that breaks a cycle through arrays and maps only.
    fn wrapper(&mut self, place: &Pointer) -> crate::ir::TypeId {
        if let Some(id) = self.wrappers.get(place) {
            return *id;
        }
        let docs = self
            .resolved
            .parsed
            .schemas
            .get(place)
            .map(|schema| docs::of_schema(schema))
            .unwrap_or_default();
        let shape = Shape::Wrapper(TypeRef::Any);
        let id = self.types.add(TypeDef {
            origin: Origin::new(place),
            docs,
            shape,
        });
        self.wrappers.insert(place.clone(), id);
        id
    }

    fn wrapped(&mut self, place: &Pointer, lowered: Option<TypeRef>) -> Option<TypeRef> {
        let Some(id) = self.wrappers.get(place).copied() else {
            return lowered;
        };
        let ty = lowered?;
        if ty == TypeRef::Named(id) {
            self.report.error(
                Code::ReferenceLoop,
                place,
                "this schema is only itself",
                "say what its values look like",
            );
            return None;
        }
        let (inner, nullable) = ty.split_nullable();
        self.types.get_mut(id).shape = Shape::Wrapper(inner);
        Some(if nullable {
            TypeRef::Named(id).nullable()
        } else {
            TypeRef::Named(id)
        })
    }

    /// The type of values that satisfy all parts of `conjunction`, named after `place` if it needs a name.
    pub(super) fn type_of(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
    ) -> Option<TypeRef> {
        let own = self.replaced(place, conjunction);
        let (ty, is_nullable) = match (conjunction.sole_target(), own) {
            (Some(target), own) => {
                let (ty, is_nullable) = self.type_at(target)?.split_nullable();
                (own.unwrap_or(ty), is_nullable)
            }
            (None, Some(own)) => (own, false),
            (None, None) => (self.type_without_null(place, conjunction)?, false),
        };
        Some(if is_nullable || conjunction.is_nullable() {
            ty.nullable()
        } else {
            ty
        })
    }

    fn type_without_null(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
    ) -> Option<TypeRef> {
        if conjunction.has_unknown_type() {
            // Reported, and to be left out: never anything else in its place.
            return None;
        }
        self.note_unsaid_keywords(conjunction);
        let unions = conjunction.unions();
        if !unions.is_empty() {
            return self.union(place, conjunction, &unions);
        }
        if let Some(values) = conjunction.enumeration() {
            if values.is_empty() {
                self.report.warn(
                    Code::ConflictingSchemas,
                    place,
                    "the parts of this `allOf` list different values: no value satisfies them; it is lowered as any JSON \
                     value",
                    "make the lists share a value",
                );
            }
            return Some(self.enumeration(place, conjunction, &values));
        }
        match self.kind(place, conjunction) {
            Kind::Object => self.object(place, conjunction),
            Kind::Array => self.array(conjunction),
            Kind::Any => Some(TypeRef::Any),
            kind => Some(match self.formatted(conjunction) {
                Some(own) => own,
                None => TypeRef::Scalar(self.scalar(place, kind, conjunction)),
            }),
        }
    }

    /// The kind of value that all parts agree on.
    pub(super) fn kind(&mut self, place: &Pointer, conjunction: &Conjunction<'a>) -> Kind {
        let mut kind = Kind::Any;
        for part in conjunction.parts() {
            let Some(name) = &part.schema.keywords.typ else {
                continue;
            };
            let Some(found) = Kind::of_type(name) else {
                continue;
            };
            kind = match (kind, found) {
                (Kind::Any, found) => found,
                (kind, found) if kind == found => kind,
                (Kind::Number, Kind::Integer) | (Kind::Integer, Kind::Number) => Kind::Integer,
                (kind, _) => {
                    self.report.warn(
                        Code::ConflictingSchemas,
                        place,
                        "the parts of this `allOf` ask for values of different types: no value satisfies them; it is \
                         lowered as any JSON value",
                        "make the types agree",
                    );
                    return if kind == Kind::Any { found } else { Kind::Any };
                }
            };
        }
        if kind == Kind::Any {
            conjunction.implied_kind()
        } else {
            kind
        }
    }

    fn array(&mut self, conjunction: &Conjunction<'a>) -> Option<TypeRef> {
        if let Some(parts) = conjunction.tuple(self.resolved) {
            let types: Option<Vec<TypeRef>> = parts.iter().map(|part| self.type_at(part)).collect();
            return types.map(TypeRef::Tuple);
        }
        if let Some(positions) = conjunction.positions() {
            self.note_unsaid(
                positions,
                "the positions of this list have schemas of their own and their number is not fixed: its items are kept as \
                 JSON",
                "fix the number with `minItems` and `maxItems` (or `items: false`) if it is",
            );
            return Some(TypeRef::Array(Box::new(TypeRef::Any)));
        }
        let items = conjunction
            .parts()
            .find_map(|part| part.schema.keywords.items.as_ref());
        let item = match items.and_then(resolve::place) {
            Some(item) => self.type_at(&item)?,
            None => TypeRef::Any,
        };
        Some(TypeRef::Array(Box::new(item)))
    }
}

/// The kind that keywords other than `type` speak of.
pub(super) fn implied_kind(keywords: &openapiv3::AnySchema) -> Kind {
    let has_object = !keywords.properties.is_empty()
        || matches!(
            keywords.additional_properties,
            Some(AdditionalProperties::Schema(_))
        )
        || keywords.min_properties.is_some()
        || keywords.max_properties.is_some()
        || !keywords.required.is_empty();
    if has_object {
        return Kind::Object;
    }
    if keywords.items.is_some() || keywords.min_items.is_some() || keywords.max_items.is_some() {
        return Kind::Array;
    }
    if keywords.pattern.is_some() || keywords.min_length.is_some() || keywords.max_length.is_some()
    {
        return Kind::String;
    }
    match keywords.format.as_deref() {
        Some("int32" | "int64" | "uint32" | "uint64") => return Kind::Integer,
        Some("float" | "double") => return Kind::Number,
        Some("uuid" | "date-time" | "date" | "email" | "uri" | "byte" | "binary" | "password") => {
            return Kind::String;
        }
        _ => {}
    }
    if keywords.minimum.is_some() || keywords.maximum.is_some() || keywords.multiple_of.is_some() {
        return Kind::Number;
    }
    keywords
        .enumeration
        .first()
        .map_or(Kind::Any, Kind::of_value)
}

/// Whether `name` is one of the types that there are.
pub(super) fn is_type(name: &str) -> bool {
    Kind::of_type(name).is_some()
}
