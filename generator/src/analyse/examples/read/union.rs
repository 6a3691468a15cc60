//! Which branch of a union a value is read as.

use serde_json::Value;

use super::super::scalar;
use super::Walk;
use crate::analyse::{Branch, JsonKind, Strategy};
use crate::ir::{Scalar, Shape, TypeId, TypeRef, Union, Variant};

impl Walk<'_> {
    /// The position of the branch that a value is read as.
    pub(super) fn branch(&self, id: TypeId, union: &Union, value: &Value) -> Option<usize> {
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

    pub(super) fn union(&mut self, id: TypeId, union: &Union, value: &Value) -> Value {
        let is_right = |variant: &Variant| self.tried(&variant.ty, value).is_empty();
        if self.is_any_branch_right && union.variants.iter().any(is_right) {
            return value.clone();
        }
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
