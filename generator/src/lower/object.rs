//! Objects: known members, and what may stand beside them.

use openapiv3::AdditionalProperties;

use super::access;
use super::all_of::Conjunction;
use super::{Context, docs};
use crate::ir::{Additional, Object, Origin, Property, Shape, TypeDef, TypeRef};
use crate::pointer::Pointer;
use crate::resolve;

/// A member under one name, with every schema that speaks of it.
struct Member {
    name: String,
    places: Vec<Pointer>,
}

impl<'a> Context<'a> {
    /// A map where no member is known, a named object otherwise.
    pub(super) fn object(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
    ) -> Option<TypeRef> {
        let members = members(conjunction);
        if members.is_empty()
            && let Some(map) = self.map(conjunction)
        {
            return map;
        }
        let docs = docs::of_conjunction(conjunction);
        let shape = Shape::Object(Object::default());
        let id = self.types.add(TypeDef {
            origin: Origin::new(place),
            docs,
            shape,
        });
        // Known, and filled in later: members may hold it, and chains of objects may be long.
        self.known
            .insert(place.clone(), Some(named(id, conjunction)));
        self.unfinished.push_back((id, conjunction.clone()));
        Some(TypeRef::Named(id))
    }

    /// The known members, in document order.
    pub(super) fn properties(&mut self, conjunction: &Conjunction<'a>) -> Vec<Property> {
        let required: Vec<&String> = conjunction
            .parts()
            .flat_map(|part| &part.schema.keywords.required)
            .collect();
        let members = members(conjunction);
        let properties = members.iter().filter_map(|member| {
            let is_required = required.iter().any(|name| **name == member.name);
            self.property(member, is_required)
        });
        properties.collect()
    }

    /// Fills in the members of the objects that have been met so far, and of those met on the way.
    pub(super) fn finish_objects(&mut self) {
        while let Some((id, conjunction)) = self.unfinished.pop_front() {
            let additional = self.additional(&conjunction);
            let properties = self.properties(&conjunction);
            self.types.get_mut(id).shape = Shape::Object(Object {
                properties,
                additional,
            });
        }
    }

    /// The map that an object without known members is; none if it may have no members at all.
    fn map(&mut self, conjunction: &Conjunction<'a>) -> Option<Option<TypeRef>> {
        match self.additional(conjunction) {
            Additional::Typed(ty) => Some(Some(TypeRef::Map(Box::new(ty)))),
            Additional::Open => Some(Some(TypeRef::Map(Box::new(TypeRef::Any)))),
            Additional::Closed => None,
        }
    }

    fn additional(&mut self, conjunction: &Conjunction<'a>) -> Additional {
        let mut additional = Additional::Open;
        for part in conjunction.parts() {
            match &part.schema.keywords.additional_properties {
                None | Some(AdditionalProperties::Any(true)) => {}
                Some(AdditionalProperties::Any(false)) => additional = Additional::Closed,
                Some(AdditionalProperties::Schema(schema)) => {
                    if let Some(ty) = resolve::place(schema).and_then(|place| self.type_at(&place))
                        && ty != TypeRef::Any
                    {
                        additional = Additional::Typed(ty);
                    }
                }
            }
            if let Some(ty) = self.pattern_properties(&part.place, part.schema) {
                additional = ty;
            }
        }
        additional
    }

    /// `patternProperties`: one pattern is a map whose names the client does not check.
    fn pattern_properties(
        &mut self,
        place: &Pointer,
        schema: &crate::parse::Schema,
    ) -> Option<Additional> {
        let key = "x-apicrate-patternProperties";
        let patterns = schema.data.extensions.get(key)?.as_object()?;
        let mut types = Vec::new();
        for (_, reference) in patterns {
            let pointer = reference.get("$ref")?.as_str()?.parse().ok()?;
            types.push(self.type_at(&pointer)?);
        }
        let first = types.first()?.clone();
        let others = schema.keywords.additional_properties.as_ref();
        let is_closed = matches!(others, None | Some(AdditionalProperties::Any(false)));
        if types.iter().all(|ty| *ty == first) && is_closed {
            return Some(Additional::Typed(first));
        }
        self.note_unsaid(
            place.child(key),
            "members whose names match a pattern have types of their own, which one map cannot have: they are kept as \
             JSON",
            "read them with `serde_json`, or describe them with one schema",
        );
        Some(Additional::Open)
    }

    fn property(&mut self, member: &Member, required: bool) -> Option<Property> {
        let place = member.places.last()?;
        let ty = match member.places.as_slice() {
            [only] => self.type_at(only)?,
            several => self.type_of_all(place, several)?,
        };
        let (ty, nullable) = ty.split_nullable();
        let used = access::use_of(self.resolved, place);
        let ty = self.secret(&used, ty);
        let access = self.access(place, &used);
        Some(Property {
            origin: Origin::new(place),
            name: member.name.clone(),
            docs: used.docs,
            ty,
            nullable,
            required,
            access,
            default: used.default,
        })
    }

    /// The type of a member that several parts of an `allOf` speak of.
    fn type_of_all(&mut self, place: &Pointer, places: &[Pointer]) -> Option<TypeRef> {
        let targets: Vec<Pointer> = places
            .iter()
            .filter_map(|place| self.resolved.target(place))
            .collect();
        let (first, rest) = targets.split_first()?;
        if rest.iter().all(|target| target == first) {
            return self.type_at(first);
        }
        // The innermost place names the type: it is the one that the derived schema says.
        let mut places = places.iter().rev();
        let mut all = Conjunction::at(self.resolved, places.next()?);
        for place in places {
            all = all.and(&Conjunction::at(self.resolved, place));
        }
        self.type_of(place, &all)
    }
}

/// The members that the parts speak of, in document order.
fn members(conjunction: &Conjunction<'_>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    // What a schema derives from comes first, and its own words about a member last: they are the nearest.
    let mut parts: Vec<_> = conjunction.parts().collect();
    if !parts.is_empty() {
        parts.rotate_left(1);
    }
    for part in parts {
        for name in part.schema.keywords.properties.keys() {
            let place = part.place.child("properties").child(name);
            match members.iter_mut().find(|member| member.name == *name) {
                Some(member) => member.places.push(place),
                None => members.push(Member {
                    name: name.clone(),
                    places: vec![place],
                }),
            }
        }
    }
    members
}

fn named(id: crate::ir::TypeId, conjunction: &Conjunction<'_>) -> TypeRef {
    if conjunction.is_nullable() {
        TypeRef::Named(id).nullable()
    } else {
        TypeRef::Named(id)
    }
}
