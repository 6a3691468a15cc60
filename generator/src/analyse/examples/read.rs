//! Reading an example as the emitted types do: what comes of it, and where it is not what its schema says.
//!
//! This is the codec's behaviour told a second time, from the description and not from the emitted code, so that tests
//! compare two opinions.

use serde_json::{Map, Value};

use super::{Disagreement, Examples, View, scalar, wanted};
use crate::analyse::{Branch, JsonKind, Presence, Strategy};
use crate::ir::{
    Access, Additional, Enumeration, Object, Property, Scalar, Shape, TypeId, TypeRef, Union,
};
use crate::pointer::Pointer;

/// Types that refer to each other without a value in between are followed no further than this.
const MAX_DEPTH: usize = 160;

/// What is written back after `value` was read as `ty`, and all that is wrong with it.
pub(super) fn read(
    examples: &Examples<'_>,
    ty: &TypeRef,
    value: &Value,
    view: View,
) -> (Value, Vec<Disagreement>) {
    let mut walk = Walk::new(examples, view);
    let written = walk.value(ty, value);
    (written, walk.found)
}

/// The position of the branch of the union `id` that `value` is read as; none if it is none of them.
pub(super) fn branch(
    examples: &Examples<'_>,
    id: TypeId,
    union: &Union,
    value: &Value,
) -> Option<usize> {
    Walk::new(examples, View::Full).branch(id, union, value)
}

struct Walk<'a> {
    examples: Examples<'a>,
    view: View,
    at: Pointer,
    depth: usize,
    found: Vec<Disagreement>,
}

impl<'a> Walk<'a> {
    fn new(examples: &Examples<'a>, view: View) -> Self {
        Self {
            examples: *examples,
            view,
            at: Pointer::root(),
            depth: 0,
            found: Vec::new(),
        }
    }

    fn tell(&mut self, is_fatal: bool, what: impl Into<String>) {
        self.found.push(Disagreement {
            pointer: self.at.clone(),
            what: what.into(),
            is_fatal,
        });
    }

    /// Refuses the value at this place.
    fn refuse(&mut self, what: impl Into<String>) -> Value {
        self.tell(true, what);
        Value::Null
    }

    fn value(&mut self, ty: &TypeRef, value: &Value) -> Value {
        if self.depth > MAX_DEPTH {
            return self.refuse("this is nested too deeply");
        }
        self.depth += 1;
        let written = match ty {
            TypeRef::Scalar(scalar) => self.scalar(*scalar, value),
            TypeRef::Array(item) => match value {
                Value::Array(items) => self.items(items, |_| Some(item)),
                other => self.refuse(scalar::unexpected("an array", other)),
            },
            TypeRef::Tuple(parts) => match value {
                Value::Array(items) if items.len() == parts.len() => {
                    self.items(items, |index| parts.get(index))
                }
                Value::Array(items) => self.refuse(format!(
                    "there are {} items, and {} are wanted",
                    items.len(),
                    parts.len()
                )),
                other => self.refuse(scalar::unexpected("an array", other)),
            },
            TypeRef::Map(item) => match value {
                Value::Object(members) => Value::Object(self.members(members.iter(), Some(item))),
                other => self.refuse(scalar::unexpected("an object", other)),
            },
            TypeRef::Nullable(_) if value.is_null() => Value::Null,
            TypeRef::Nullable(inner) => self.value(inner, value),
            TypeRef::Named(id) => self.named(*id, value),
            TypeRef::Any => anything(value),
        };
        self.depth -= 1;
        written
    }

    fn scalar(&mut self, scalar: Scalar, value: &Value) -> Value {
        match scalar::read(scalar, value) {
            Ok(read) => {
                if let Some(complaint) = read.complaint {
                    self.tell(false, complaint);
                }
                read.written
            }
            Err(what) => self.refuse(what),
        }
    }

    fn items<'t>(&mut self, items: &[Value], ty: impl Fn(usize) -> Option<&'t TypeRef>) -> Value {
        let written = items.iter().enumerate().filter_map(|(index, item)| {
            let ty = ty(index)?;
            self.at.push_index(index);
            let written = self.value(ty, item);
            self.at.pop();
            Some(written)
        });
        Value::Array(written.collect())
    }

    /// Members of one type, or of none.
    fn members<'v>(
        &mut self,
        members: impl Iterator<Item = (&'v String, &'v Value)>,
        ty: Option<&TypeRef>,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        for (name, value) in members {
            self.at.push(name);
            let value = match ty {
                Some(ty) => self.value(ty, value),
                // Members that nobody described keep their very text.
                None => value.clone(),
            };
            self.at.pop();
            written.insert(name.clone(), value);
        }
        if ty.is_some() {
            // The emitted map is a sorted one.
            written.sort_keys();
        }
        written
    }

    fn named(&mut self, id: TypeId, value: &Value) -> Value {
        let examples = self.examples;
        let definition = examples.api.types.get(id);
        if let Some(what) = wanted::problem(&definition.docs.limits, value) {
            self.tell(false, what);
        }
        match &definition.shape {
            Shape::Object(object) => match value {
                Value::Object(members) => Value::Object(self.object(id, object, members)),
                other => self.refuse(scalar::unexpected("an object", other)),
            },
            Shape::Enumeration(enumeration) => self.enumeration(enumeration, value),
            Shape::Union(union) => self.union(id, union, value),
            Shape::Alias(ty) | Shape::Wrapper(ty) => self.value(ty, value),
        }
    }

    fn object(
        &mut self,
        id: TypeId,
        object: &'a Object,
        members: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        for property in &object.properties {
            self.at.push(&property.name);
            let value = self.property(id, property, members.get(&property.name));
            self.at.pop();
            let is_hidden = property.access == Access::ReadOnly && self.view == View::Request;
            if let Some(value) = value.filter(|_| !is_hidden) {
                written.insert(property.name.clone(), value);
            }
        }
        let is_known = |name: &str| {
            object
                .properties
                .iter()
                .any(|property| property.name == name)
        };
        let others = members.iter().filter(|(name, _)| !is_known(name));
        let ty = match &object.additional {
            Additional::Typed(ty) => Some(ty),
            Additional::Open => None,
            Additional::Closed => {
                for (name, _) in others.clone() {
                    self.at.push(name);
                    self.tell(false, "the schema does not allow this member");
                    self.at.pop();
                }
                None
            }
        };
        written.extend(self.members(others, ty));
        written
    }

    /// What is written for a member; none where it is left out.
    fn property(
        &mut self,
        id: TypeId,
        property: &Property,
        value: Option<&Value>,
    ) -> Option<Value> {
        let presence = self.examples.facts.presence(id, property);
        let is_required = matches!(presence, Presence::Required | Presence::RequiredNullable);
        match value {
            None if is_required => Some(self.refuse("this required member is missing")),
            None => None,
            Some(Value::Null) if property.nullable || self.takes_null(&property.ty) => {
                Some(Value::Null)
            }
            Some(Value::Null) if is_required => {
                Some(self.refuse("`null` is no value of this member"))
            }
            Some(Value::Null) => {
                self.tell(false, "`null` is no value of this member");
                None
            }
            Some(value) => {
                if let Some(what) = wanted::problem(&property.docs.limits, value) {
                    self.tell(false, what);
                }
                Some(self.value(&property.ty, value))
            }
        }
    }

    /// Whether `null` is a value of the type itself.
    fn takes_null(&self, ty: &TypeRef) -> bool {
        let mut ty = ty;
        loop {
            match ty {
                TypeRef::Nullable(_) | TypeRef::Any => return true,
                TypeRef::Named(id) => match &self.examples.api.types.get(*id).shape {
                    Shape::Alias(inner) => ty = inner,
                    _ => return false,
                },
                _ => return false,
            }
        }
    }

    fn enumeration(&mut self, enumeration: &Enumeration, value: &Value) -> Value {
        if enumeration
            .values
            .iter()
            .any(|listed| listed.value == *value)
        {
            return anything(value);
        }
        let is_refused = enumeration.is_text() && !value.is_string()
            || enumeration.is_integer() && !value.is_i64();
        self.tell(is_refused, "this value is not among those that are listed");
        value.clone()
    }

    /// The position of the branch that a value is read as.
    fn branch(&self, id: TypeId, union: &Union, value: &Value) -> Option<usize> {
        match self.examples.facts.strategy(id) {
            Some(Strategy::Tag(member)) => {
                let tag = value.get(member).and_then(Value::as_str);
                union.variants.iter().position(|variant| {
                    variant.tags.iter().any(|known| Some(known.as_str()) == tag)
                })
            }
            Some(Strategy::Content(branches)) => branches
                .iter()
                .position(|branch| !branch.is_ambiguous && is_of(branch, value))
                .or_else(|| self.best(union, branches, value)),
            None => None,
        }
    }

    fn union(&mut self, id: TypeId, union: &Union, value: &Value) -> Value {
        match self
            .branch(id, union, value)
            .and_then(|branch| union.variants.get(branch))
        {
            Some(variant) => self.value(&variant.ty, value),
            None => {
                self.tell(false, "this is none of the alternatives");
                value.clone()
            }
        }
    }

    /// Among the branches that cannot be told apart, the one that knows most of the value, the first of equals.
    fn best(&self, union: &Union, branches: &[Branch], value: &Value) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (position, (branch, variant)) in branches.iter().zip(&union.variants).enumerate() {
            let is_offered = branch.is_ambiguous && kinds(branch, value);
            if !is_offered || !self.reads(&variant.ty, value) {
                continue;
            }
            let score = self.score(&variant.ty, value);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, position));
            }
        }
        best.map(|(_, position)| position)
    }

    /// Whether the emitted type reads the value.
    fn reads(&self, ty: &TypeRef, value: &Value) -> bool {
        let mut walk = Walk {
            depth: self.depth,
            ..Walk::new(&self.examples, self.view)
        };
        walk.value(ty, value);
        !walk.found.iter().any(|found| found.is_fatal)
    }

    /// How much of the value a branch knows.
    fn score(&self, ty: &TypeRef, value: &Value) -> usize {
        match ty {
            TypeRef::Named(id) => match &self.examples.api.types.get(*id).shape {
                Shape::Object(object) => object
                    .properties
                    .iter()
                    .filter(|property| value.get(&property.name).is_some())
                    .count(),
                Shape::Enumeration(enumeration) if enumeration.is_text() => {
                    let is_listed = enumeration
                        .values
                        .iter()
                        .any(|listed| listed.value == *value);
                    usize::from(is_listed) * 2
                }
                _ => 1,
            },
            TypeRef::Scalar(Scalar::String) | TypeRef::Any | TypeRef::Map(_) => 0,
            _ => 1,
        }
    }
}

fn is_of(branch: &Branch, value: &Value) -> bool {
    let has_member = |name: &String| value.get(name).is_some();
    let is_constant = |(name, values): &(String, Vec<String>)| {
        let text = value.get(name).and_then(Value::as_str);
        values.iter().any(|known| Some(known.as_str()) == text)
    };
    kinds(branch, value)
        && branch.members.iter().all(has_member)
        && branch.constants.iter().all(is_constant)
}

/// Whether the value is of one of the branch's kinds.
fn kinds(branch: &Branch, value: &Value) -> bool {
    let kind = match value {
        Value::Null => return false,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(number) if scalar::float(number).is_f64() => JsonKind::Number,
        Value::Number(_) => JsonKind::Integer,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    };
    branch.kinds.contains(&kind)
}

/// A value without a type: whole numbers lose their fractions.
fn anything(value: &Value) -> Value {
    match value {
        Value::Number(number) => scalar::float(number),
        Value::Array(items) => items.iter().map(anything).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), anything(value)))
            .collect(),
        other => other.clone(),
    }
}
