//! Making values of types, from the examples, defaults and limits of their parts.

use serde_json::{Map, Value};

use super::{Examples, Levels, scalar, wanted};
use crate::analyse::Presence;
use crate::ir::{Docs, Limits, Object, Property, Shape, TypeId, TypeRef, Union, Variant};

/// Objects inside of objects are made no deeper than this; the types of real documents end long before.
const MAX_DEPTH: usize = 32;

/// A value of `ty` in a place that the document says `docs` of; none if there is no finite one.
pub(super) fn value(
    examples: &Examples<'_>,
    ty: &TypeRef,
    docs: &Docs,
    levels: Levels,
) -> Option<Value> {
    let mut maker = Maker {
        examples: *examples,
        within: Vec::new(),
    };
    maker.value(ty, docs, levels)
}

/// A value of one branch of the union `id`, without optional members; none if it cannot be made.
pub(super) fn of_branch(
    examples: &Examples<'_>,
    id: TypeId,
    union: &Union,
    variant: &Variant,
) -> Option<Value> {
    let mut maker = Maker {
        examples: *examples,
        within: vec![id],
    };
    let value = maker.value(&variant.ty, &variant.docs, 0)?;
    Some(tagged(union, variant, value))
}

struct Maker<'a> {
    examples: Examples<'a>,
    /// The types that a value is being made of, so that none is made inside of itself.
    within: Vec<TypeId>,
}

impl Maker<'_> {
    /// A value of a place: the document's own for it, else one that is made.
    fn value(&mut self, ty: &TypeRef, docs: &Docs, levels: Levels) -> Option<Value> {
        let listed = docs.limits.values.iter();
        let mut offered = docs.examples.iter().chain(listed);
        if let Some(value) = offered.find(|value| self.fits(ty, &docs.limits, value)) {
            return Some(value.clone());
        }
        match ty {
            TypeRef::Scalar(scalar) => Some(scalar::make(*scalar, &docs.limits)),
            TypeRef::Array(item) => Some(self.array(item, &docs.limits, levels)),
            TypeRef::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.part(part, levels));
                parts.collect::<Option<Vec<Value>>>().map(Value::Array)
            }
            TypeRef::Map(item) => {
                let mut members = Map::new();
                if levels > 0
                    && let Some(value) = self.part(item, levels - 1)
                {
                    members.insert("key".to_owned(), value);
                }
                Some(Value::Object(members))
            }
            TypeRef::Nullable(inner) => {
                Some(self.value(inner, docs, levels).unwrap_or(Value::Null))
            }
            TypeRef::Named(id) => self.named(*id, docs, levels),
            TypeRef::Any => Some("text".into()),
            TypeRef::Foreign(_) => None,
        }
    }

    /// A value of a place that nothing is said of.
    fn part(&mut self, ty: &TypeRef, levels: Levels) -> Option<Value> {
        self.value(ty, &Docs::default(), levels)
    }

    fn fits(&self, ty: &TypeRef, limits: &Limits, value: &Value) -> bool {
        self.examples.agrees(ty, value).is_ok() && wanted::problem(limits, value).is_none()
    }

    /// One item, or as many as there have to be; none where no item can be made.
    fn array(&mut self, item: &TypeRef, limits: &Limits, levels: Levels) -> Value {
        /// More help nobody.
        const MOST: usize = 8;
        let least = limits.items.0.unwrap_or_default();
        let count = least
            .max(1)
            .min(limits.items.1.unwrap_or(1).max(least))
            .min(MOST);
        let item = self.part(item, levels);
        Value::Array(item.into_iter().cycle().take(count).collect())
    }

    fn named(&mut self, id: TypeId, docs: &Docs, levels: Levels) -> Option<Value> {
        if self.within.contains(&id) || self.within.len() > MAX_DEPTH {
            return None;
        }
        let examples = self.examples;
        let definition = examples.api.types.get(id);
        self.within.push(id);
        let made = match &definition.shape {
            Shape::Object(object) => self.object(id, object, levels),
            Shape::Enumeration(enumeration) => {
                enumeration.values.first().map(|value| value.value.clone())
            }
            Shape::Union(union) => self.union(id, union, levels),
            Shape::Alias(ty) | Shape::Wrapper(ty) => {
                let words = if definition.docs.limits == Limits::default() {
                    docs
                } else {
                    &definition.docs
                };
                let words = Docs {
                    limits: words.limits.clone(),
                    ..definition.docs.clone()
                };
                self.value(ty, &words, levels)
            }
        };
        self.within.pop();
        made
    }

    fn object(&mut self, id: TypeId, object: &Object, levels: Levels) -> Option<Value> {
        let mut members = Map::new();
        for property in &object.properties {
            let is_required = matches!(
                self.examples.facts.presence(id, property),
                Presence::Required | Presence::RequiredNullable
            );
            if !is_required && levels == 0 {
                continue;
            }
            match self.property(property, levels.saturating_sub(1)) {
                Some(value) => {
                    members.insert(property.name.clone(), value);
                }
                None if !is_required => {}
                None if property.nullable => {
                    members.insert(property.name.clone(), Value::Null);
                }
                None => return None,
            }
        }
        Some(Value::Object(members))
    }

    fn property(&mut self, property: &Property, levels: Levels) -> Option<Value> {
        let has_example = property
            .docs
            .examples
            .iter()
            .any(|value| self.fits(&property.ty, &property.docs.limits, value));
        let default = property
            .default
            .as_ref()
            .filter(|_| !has_example)
            .filter(|value| self.fits(&property.ty, &property.docs.limits, value));
        match default {
            Some(value) => Some(value.clone()),
            None => self.value(&property.ty, &property.docs, levels),
        }
    }

    /// A value of the first branch that can be made and that is found again when it is read.
    fn union(&mut self, id: TypeId, union: &Union, levels: Levels) -> Option<Value> {
        union.variants.iter().find_map(|variant| {
            let value = tagged(
                union,
                variant,
                self.value(&variant.ty, &variant.docs, levels)?,
            );
            let is_found = self.examples.agrees(&TypeRef::Named(id), &value).is_ok();
            is_found.then_some(value)
        })
    }
}

/// The value with the tag that selects its branch.
fn tagged(union: &Union, variant: &Variant, mut value: Value) -> Value {
    if let (Some(member), Some(tag), Value::Object(members)) =
        (&union.discriminator, variant.tags.first(), &mut value)
    {
        members.insert(member.clone(), tag.as_str().into());
    }
    value
}
