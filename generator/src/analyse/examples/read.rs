//! Reading an example as the emitted types do: what comes of it, and where it is not what its schema says.
//!
//! This is the codec's behaviour told a second time, from the description and not from the emitted code, so that tests
//! compare two opinions.

mod judge;
mod union;

use std::cell::Cell;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::{Disagreement, Examples, View, scalar, wanted};
use crate::analyse::Presence;
use crate::ir::{
    Access, Additional, Enumeration, Object, Property, Scalar, Shape, TypeId, TypeRef, Union,
};
use crate::pointer::Pointer;

pub(super) use judge::judge;

/// Types that refer to each other without a value in between are followed no further than this.
const MAX_DEPTH: usize = 160;

/// How many values of one example are looked at, those of branches that are tried included.
const MAX_LOOKS: usize = 1_000_000;

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
    /// How many values may still be looked at: branches within branches would take exponential time.
    fuel: Rc<Cell<usize>>,
    is_any_branch_right: bool,
}

impl<'a> Walk<'a> {
    fn new(examples: &Examples<'a>, view: View) -> Self {
        Self {
            examples: *examples,
            view,
            at: Pointer::root(),
            depth: 0,
            found: Vec::new(),
            fuel: Rc::new(Cell::new(MAX_LOOKS)),
            is_any_branch_right: false,
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
        match self.fuel.get().checked_sub(1) {
            Some(left) => self.fuel.set(left),
            None => return self.refuse("this has too many alternatives inside of alternatives"),
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

    /// What would be wrong with the value as another type.
    fn tried(&self, ty: &TypeRef, value: &Value) -> Vec<Disagreement> {
        let mut walk = Walk {
            depth: self.depth,
            is_any_branch_right: self.is_any_branch_right,
            fuel: Rc::clone(&self.fuel),
            ..Walk::new(&self.examples, self.view)
        };
        walk.value(ty, value);
        walk.found
    }

    /// Whether the emitted type reads the value.
    fn reads(&self, ty: &TypeRef, value: &Value) -> bool {
        let found = self.tried(ty, value);
        !found.iter().any(|found| found.is_fatal)
    }
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
