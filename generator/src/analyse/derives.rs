//! Which models can have `Eq` and `Hash`.

use std::collections::BTreeSet;

use super::Facts;
use crate::ir::{Additional, Api, Scalar, Shape, TypeId, TypeRef, Types};
use crate::pointer::Pointer;
use crate::report::{Code, Report};
use crate::settings::Settings;

/// The types that have no fractions in them, and nothing of which nobody here knows what it can do; `maps` says whether
/// they may have maps.
pub(super) fn exact(types: &Types, maps: bool) -> BTreeSet<TypeId> {
    let mut exact: BTreeSet<TypeId> = types.iter().map(|(id, _)| id).collect();
    loop {
        let before = exact.len();
        for (id, definition) in types.iter() {
            if !is_exact_shape(&definition.shape, &exact, maps) {
                exact.remove(&id);
            }
        }
        if exact.len() == before {
            return exact;
        }
    }
}

/// The types that a type is made of.
fn parts(shape: &Shape) -> Box<dyn Iterator<Item = &TypeRef> + '_> {
    match shape {
        Shape::Object(object) => {
            let additional = match &object.additional {
                Additional::Typed(ty) => Some(ty),
                Additional::Open | Additional::Closed => None,
            };
            let members = object.properties.iter().map(|property| &property.ty);
            Box::new(members.chain(additional))
        }
        Shape::Union(union) => Box::new(union.variants.iter().map(|variant| &variant.ty)),
        Shape::Alias(ty) | Shape::Wrapper(ty) => Box::new(std::iter::once(ty)),
        Shape::Enumeration(_) => Box::new(std::iter::empty()),
    }
}

fn is_exact_shape(shape: &Shape, exact: &BTreeSet<TypeId>, maps: bool) -> bool {
    let has_map =
        matches!(shape, Shape::Object(object) if matches!(object.additional, Additional::Typed(_)));
    (maps || !has_map) && parts(shape).all(|ty| is_exact(ty, exact, maps))
}

fn is_exact(ty: &TypeRef, exact: &BTreeSet<TypeId>, maps: bool) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar != Scalar::F64,
        TypeRef::Map(inner) => maps && is_exact(inner, exact, maps),
        TypeRef::Array(inner) | TypeRef::Nullable(inner) => is_exact(inner, exact, maps),
        TypeRef::Tuple(parts) => parts.iter().all(|part| is_exact(part, exact, maps)),
        TypeRef::Named(id) => exact.contains(id),
        TypeRef::Any => true,
        TypeRef::Foreign(_) => false,
    }
}

/// Reports the derives that the settings want for a single type, and that it cannot have.
pub(crate) fn check(api: &Api, facts: &Facts, settings: &Settings, report: &mut Report) {
    for (id, definition) in api.types.iter() {
        let pointer = &definition.origin.pointer;
        let Some(schema) = settings.schema_override(pointer.as_str()) else {
            continue;
        };
        let is_alias = matches!(definition.shape, Shape::Alias(_));
        let is_wanted = !schema.derives.is_empty() || !schema.attributes.is_empty();
        if is_alias && is_wanted {
            let message = format!(
                "the settings have derives or attributes for `{pointer}`, which is only another name for a type"
            );
            let help = "name the schema of the type itself";
            warn(settings, report, (schema.position, pointer), message, help);
            continue;
        }
        let impossible = schema
            .derives
            .iter()
            .filter(|name| facts.can_derive(id, name, settings.types.map).is_none());
        for name in impossible {
            let message = format!(
                "the settings want `{name}` for the type of `{pointer}`, which has a fraction in it, a type of your own, or a map without an order"
            );
            let help = format!("leave `{name}` out, or implement it by hand");
            warn(settings, report, (schema.position, pointer), message, help);
        }
    }
}

fn warn(
    settings: &Settings,
    report: &mut Report,
    (position, pointer): (crate::settings::Position, &Pointer),
    message: String,
    help: impl Into<String>,
) {
    let code = Code::SettingWithoutEffect;
    match settings.place(position) {
        Some(place) => report.warn_in_text(code, place, message, help),
        None => report.warn(code, pointer, message, help),
    }
}
