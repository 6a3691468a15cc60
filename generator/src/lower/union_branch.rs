//! The branches of a union: their labels and the discriminator values that select them.

use openapiv3::Discriminator;

use super::docs;
use crate::ir::{Origin, Scalar, TypeRef, Variant};
use crate::pointer::Pointer;
use crate::resolve::Resolved;

/// The branch at `place`, whose type is `ty`.
pub(super) fn variant(
    resolved: &Resolved<'_>,
    place: &Pointer,
    ty: TypeRef,
    discriminator: Option<&Discriminator>,
) -> Variant {
    let found = resolved.schema(place);
    let target = found
        .as_ref()
        .map_or_else(|| place.clone(), |(target, _)| target.clone());
    let component = component_key(&target);
    let title = found
        .as_ref()
        .and_then(|(_, schema)| schema.data.title.clone());
    let docs = found
        .map(|(_, schema)| docs::of_schema(schema))
        .unwrap_or_default();
    let tags = match discriminator {
        Some(discriminator) => tags(
            resolved,
            discriminator,
            place,
            &target,
            component.as_deref(),
        ),
        None => Vec::new(),
    };
    Variant {
        origin: Origin::new(place),
        label: component
            .or(title)
            .or_else(|| constant(resolved, &target, &tags)),
        docs,
        ty,
        tags,
    }
}

/// The one value that tells the branch: its tag, or that of a required member which can have no other.
fn constant(resolved: &Resolved<'_>, target: &Pointer, tags: &[String]) -> Option<String> {
    if let [tag] = tags {
        return Some(tag.clone());
    }
    let (_, schema) = resolved.schema(target)?;
    schema.keywords.required.iter().find_map(|name| {
        let member = target.child("properties").child(name);
        let (_, schema) = resolved.schema(&member)?;
        match schema.keywords.enumeration.as_slice() {
            [only] => only.as_str().map(str::to_owned),
            _ => None,
        }
    })
}

/// The key of a schema of `components/schemas`.
fn component_key(target: &Pointer) -> Option<String> {
    let segments: Vec<_> = target.segments().collect();
    match segments.as_slice() {
        [components, schemas, key] if components == "components" && schemas == "schemas" => {
            Some(key.to_string())
        }
        _ => None,
    }
}

/// The discriminator values that stand for a branch (OpenAPI 3.1 §4.8.25): those mapped to it; else the values that its
/// own member lists; else its name.
fn tags(
    resolved: &Resolved<'_>,
    discriminator: &Discriminator,
    place: &Pointer,
    target: &Pointer,
    component: Option<&str>,
) -> Vec<String> {
    let is_target = |value: &str| {
        Some(value) == component
            || value.parse::<Pointer>().is_ok_and(|pointer| {
                pointer == *place || resolved.target(&pointer).is_some_and(|end| end == *target)
            })
    };
    let mapped: Vec<String> = discriminator
        .mapping
        .iter()
        .filter(|(_, value)| is_target(value))
        .map(|(tag, _)| tag.clone())
        .collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let member = target
        .child("properties")
        .child(&discriminator.property_name);
    let listed = resolved
        .schema(&member)
        .map(|(_, schema)| schema.keywords.enumeration.clone())
        .unwrap_or_default();
    let listed: Vec<String> = listed
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    component.map(str::to_owned).into_iter().collect()
}

/// Branches without a name of their own are named after what they hold, where that tells them apart.
pub(super) fn label_by_type(variants: &mut [Variant]) {
    let words: Vec<Option<&'static str>> =
        variants.iter().map(|variant| word(&variant.ty)).collect();
    for (variant, label) in variants.iter_mut().zip(&words) {
        let Some(label) = label else { continue };
        let is_telling = words
            .iter()
            .flatten()
            .filter(|other| *other == label)
            .count()
            == 1;
        if variant.label.is_none() && is_telling {
            variant.label = Some((*label).to_owned());
        }
    }
}

fn word(ty: &TypeRef) -> Option<&'static str> {
    Some(match ty {
        TypeRef::Scalar(Scalar::Boolean) => "Boolean",
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => "Integer",
        TypeRef::Scalar(Scalar::F64) => "Number",
        TypeRef::Scalar(Scalar::DateTime) => "DateTime",
        TypeRef::Scalar(Scalar::Uuid) => "Uuid",
        TypeRef::Scalar(_) => "Text",
        TypeRef::Array(_) | TypeRef::Tuple(_) => "List",
        TypeRef::Map(_) => "Map",
        TypeRef::Foreign(own) => match own.json.as_deref() {
            Some("boolean") => "Boolean",
            Some("integer") => "Integer",
            Some("number") => "Number",
            Some("string") => "Text",
            Some("array") => "List",
            _ => return None,
        },
        TypeRef::Nullable(_) | TypeRef::Named(_) | TypeRef::Any => return None,
    })
}
