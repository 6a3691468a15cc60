//! `oneOf` and `anyOf`: one of several types.

use super::all_of::{Branches, Conjunction};
use super::{Context, docs, union_branch};
use crate::ir::{Origin, Scalar, Shape, TypeDef, TypeRef, Union, Variant};
use crate::pointer::Pointer;
use crate::report::Code;

impl<'a> Context<'a> {
    /// The type of a value that satisfies one of the branches and everything else in `conjunction`.
    pub(super) fn union(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
        unions: &[Branches],
    ) -> Option<TypeRef> {
        let (constraining, telling): (Vec<&Branches>, Vec<&Branches>) =
            unions.iter().partition(|union| self.only_constrains(union));
        for list in constraining
            .iter()
            .filter_map(|union| union.places.first()?.parent())
        {
            self.note_unsaid(
                list,
                "branches that only say which members stand together cannot be said by a type: the client does not check \
                 it",
                "values are sent and read unchecked; the server decides",
            );
        }
        let mut telling = telling.into_iter();
        let Some(branches) = telling.next() else {
            return self.object_of(place, conjunction);
        };
        if telling.next().is_some() {
            self.report.warn(
                Code::ConflictingSchemas,
                place,
                "several `oneOf` or `anyOf` hold together here: the value is lowered as any JSON value",
                "write one `oneOf` that lists the combinations",
            );
            return Some(TypeRef::Any);
        }
        if let Some(ty) = self.open_enumeration(place, conjunction, branches) {
            return Some(ty);
        }
        self.one_of(place, conjunction, branches)
    }

    /// Branches that only say which members must be there together: what they say is no type.
    fn only_constrains(&self, branches: &Branches) -> bool {
        branches.places.iter().all(|place| {
            self.resolved
                .parsed
                .schemas
                .get(place)
                .is_some_and(|schema| {
                    let keywords = &schema.keywords;
                    (!keywords.required.is_empty() || keywords.not.is_some())
                        && keywords.typ.as_deref().is_none_or(|name| name == "object")
                        && keywords.properties.is_empty()
                        && keywords.all_of.is_empty()
                })
        })
    }

    fn object_of(&mut self, place: &Pointer, conjunction: &Conjunction<'a>) -> Option<TypeRef> {
        match conjunction.base() {
            Some(base) => self.object(place, &base.with_first_of(conjunction)),
            None => Some(TypeRef::Any),
        }
    }

    /// Branches that are strings, listed or free: documents spell open and described enumerations this way.
    fn open_enumeration(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
        branches: &Branches,
    ) -> Option<TypeRef> {
        let parts: Vec<Conjunction<'a>> = branches
            .places
            .iter()
            .map(|place| Conjunction::at(self.resolved, place))
            .collect();
        let is_text = |part: &Conjunction<'a>| {
            part.unions().is_empty()
                && part.parts().next().is_some()
                && part.parts().all(|part| {
                    part.schema
                        .keywords
                        .typ
                        .as_deref()
                        .is_none_or(|name| name == "string")
                        && part.schema.keywords.format.is_none()
                })
        };
        if !parts.iter().all(is_text) {
            return None;
        }
        let mut listed = Vec::new();
        for part in &parts {
            let values = part.enumeration().unwrap_or_default();
            // A description of a branch with one value describes that value.
            let words = (values.len() == 1).then(|| part.description()).flatten();
            listed.extend(
                values
                    .into_iter()
                    .map(|(place, value)| (place, value, words.clone())),
            );
        }
        let is_listed = !listed.is_empty() && listed.iter().all(|(_, value, _)| value.is_string());
        is_listed.then(|| self.described_enumeration(place, conjunction, listed))
    }

    fn one_of(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'a>,
        branches: &Branches,
    ) -> Option<TypeRef> {
        let base = conjunction.base();
        let docs = docs::of_conjunction(conjunction);
        let discriminator = conjunction.discriminator().cloned();
        let shape = Shape::Union(Union {
            variants: Vec::new(),
            discriminator: None,
        });
        let id = self.types.add(TypeDef {
            origin: Origin::new(place),
            docs,
            shape,
        });
        self.known.insert(place.clone(), Some(TypeRef::Named(id)));
        let mut nullable = false;
        let mut variants: Vec<Variant> = Vec::new();
        for branch in &branches.places {
            let Some(ty) = self.branch_type(branch, base.as_ref()) else {
                continue;
            };
            let (ty, null) = ty.split_nullable();
            nullable |= null;
            if variants.iter().any(|known| known.ty == ty) && discriminator.is_none() {
                continue;
            }
            variants.push(union_branch::variant(
                self.resolved,
                branch,
                ty,
                discriminator.as_ref(),
            ));
        }
        union_branch::label_by_type(&mut variants);
        let property = discriminator.map(|discriminator| discriminator.property_name);
        self.types.get_mut(id).shape = Shape::Union(Union {
            variants,
            discriminator: property,
        });
        self.simplified(id)
            .map(|ty| if nullable { ty.nullable() } else { ty })
    }

    /// The type of one branch; where the union stands beside members, they belong to each branch.
    fn branch_type(&mut self, branch: &Pointer, base: Option<&Conjunction<'a>>) -> Option<TypeRef> {
        let Some(base) = base else {
            return self.type_at(branch);
        };
        let own = Conjunction::at(self.resolved, branch);
        let is_object = self.kind(branch, &own) == super::schema::Kind::Object;
        if own.parts().next().is_none() || !is_object {
            return self.type_at(branch);
        }
        // The base is already part of a branch that is derived from it.
        let all = own.and(base);
        if all.parts().count() == own.parts().count() {
            return self.type_at(branch);
        }
        self.object(branch, &all)
    }

    /// Unions that are no choice at all.
    fn simplified(&mut self, id: crate::ir::TypeId) -> Option<TypeRef> {
        let Shape::Union(union) = &self.types.get(id).shape else {
            return Some(TypeRef::Named(id));
        };
        let types: Vec<&TypeRef> = union.variants.iter().map(|variant| &variant.ty).collect();
        let numbers = [
            Scalar::I32,
            Scalar::I64,
            Scalar::U32,
            Scalar::U64,
            Scalar::F64,
        ]
        .map(TypeRef::Scalar);
        let simple = if types.contains(&&TypeRef::Any) || types.is_empty() {
            Some(TypeRef::Any)
        } else if types.len() > 1 && types.iter().all(|ty| numbers.contains(ty)) {
            Some(TypeRef::Scalar(Scalar::F64))
        } else {
            None
        };
        match simple {
            Some(simple) => {
                // The id is taken and may be in use already: it becomes another name for the type.
                self.types.get_mut(id).shape = Shape::Alias(simple.clone());
                Some(simple)
            }
            None => Some(TypeRef::Named(id)),
        }
    }
}
