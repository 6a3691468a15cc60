//! `enum` and `const`: one of a list of values.

use serde_json::Value;

use super::all_of::Conjunction;
use super::{Context, docs};
use crate::ir::{EnumValue, Enumeration, Origin, Scalar, Shape, TypeDef, TypeRef};
use crate::pointer::Pointer;

/// Extensions that name the values, in use with several generators.
const LABELS: [&str; 2] = ["x-enum-varnames", "x-enumNames"];
/// Extensions that describe them.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

impl Context<'_> {
    /// A named type for strings, integers and mixed values; booleans and fractions stay what they are.
    pub(super) fn enumeration(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'_>,
        values: &[(Pointer, Value)],
    ) -> TypeRef {
        // Objects and lists have no variants: which of them a value is would be a comparison of trees.
        if values.is_empty() || values.iter().any(|(_, value)| has_parts(value)) {
            return TypeRef::Any;
        }
        if let Some(scalar) = scalar(values.iter().map(|(_, value)| value)) {
            return TypeRef::Scalar(scalar);
        }
        let described = values.iter().enumerate().map(|(index, (place, value))| {
            (
                place.clone(),
                value.clone(),
                text_at(conjunction, &DESCRIPTIONS, index),
            )
        });
        self.described_enumeration(place, conjunction, described.collect())
    }

    /// The named type for values with their descriptions; values that stand twice are one.
    pub(super) fn described_enumeration(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'_>,
        values: Vec<(Pointer, Value, Option<String>)>,
    ) -> TypeRef {
        let mut listed: Vec<EnumValue> = Vec::new();
        for (index, (place, value, description)) in values.into_iter().enumerate() {
            if listed.iter().any(|known| known.value == value) {
                continue;
            }
            let label = text_at(conjunction, &LABELS, index);
            listed.push(EnumValue {
                origin: Origin::new(&place),
                value,
                label,
                description,
            });
        }
        let docs = docs::of_conjunction(conjunction);
        let shape = Shape::Enumeration(Enumeration { values: listed });
        TypeRef::Named(self.types.add(TypeDef {
            origin: Origin::new(place),
            docs,
            shape,
        }))
    }
}

/// Whether a value is an object or a list.
pub(super) fn has_parts(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// What values are that get no type of their own: booleans and fractions.
pub(super) fn scalar<'v>(values: impl IntoIterator<Item = &'v Value> + Clone) -> Option<Scalar> {
    let all = |test: fn(&Value) -> bool| values.clone().into_iter().all(test);
    if all(Value::is_boolean) {
        Some(Scalar::Boolean)
    } else if all(Value::is_number) && !all(Value::is_i64) {
        Some(Scalar::F64)
    } else {
        None
    }
}

fn text_at(conjunction: &Conjunction<'_>, keys: &[&str], index: usize) -> Option<String> {
    let lists = conjunction.parts().flat_map(|part| {
        keys.iter()
            .filter_map(|key| part.schema.data.extensions.get(*key))
    });
    lists
        .into_iter()
        .find_map(|list| list.get(index)?.as_str().map(str::to_owned))
}
