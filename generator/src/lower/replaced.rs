//! Types of the user's own that the settings name in place of generated ones.

use super::Context;
use super::all_of::Conjunction;
use crate::ir::{Foreign, Scalar, TypeRef};
use crate::pointer::Pointer;

impl Context<'_> {
    /// The type that the settings name for the schema at `place`, `null` aside.
    pub(super) fn replaced(
        &mut self,
        place: &Pointer,
        conjunction: &Conjunction<'_>,
    ) -> Option<TypeRef> {
        let path = self.replacement(place)?;
        Some(foreign(&path, conjunction))
    }

    /// The type of a use of a schema, as the settings say for the reference at `pointer` itself.
    pub(super) fn replaced_use(&mut self, pointer: &Pointer, ty: TypeRef) -> TypeRef {
        let Some(path) = self.replacement(pointer) else {
            return ty;
        };
        let conjunction = Conjunction::at(self.resolved, pointer);
        let own = foreign(&path, &conjunction);
        match ty.split_nullable() {
            (_, true) => own.nullable(),
            (_, false) => own,
        }
    }

    fn replacement(&mut self, place: &Pointer) -> Option<String> {
        let path = self.settings.schema_override(place.as_str())?.ty.clone()?;
        self.used_settings.insert(place.to_string());
        self.replaced.insert(place.to_string());
        Some(path)
    }

    /// The type that the settings name for the format that the parts have.
    pub(super) fn formatted(&mut self, conjunction: &Conjunction<'_>) -> Option<TypeRef> {
        let settings = self.settings;
        let mut formats = conjunction
            .parts()
            .filter_map(|part| part.schema.keywords.format.as_deref());
        let (format, named) = formats.find_map(|format| settings.formats.get_key_value(format))?;
        self.used_formats.insert(format.clone());
        Some(foreign(&named.ty, conjunction))
    }

    /// Reports types of the settings that no value has.
    pub(super) fn report_unused_types(&mut self) {
        let settings = self.settings;
        for (pointer, schema) in &settings.schemas {
            let Ok(place) = pointer.parse::<Pointer>() else {
                continue;
            };
            let is_there = self.resolved.schema(&place).is_some();
            if let Some(ty) = &schema.ty
                && is_there
                && !self.replaced.contains(pointer)
            {
                self.warn_of_setting(
                    schema.position,
                    &place,
                    format!("the settings say that values of `{pointer}` are `{ty}`, but no JSON value is of this schema alone"),
                    "name the schema that it is a part of, or that refers to it",
                );
            }
        }
        for (format, named) in &settings.formats {
            if settings.select.is_everything() && !self.used_formats.contains(format) {
                self.warn_of_setting(
                    named.position,
                    &Pointer::root(),
                    format!(
                        "the settings name a type for the format `{format}`, which no value has"
                    ),
                    "spell it as the schemas do, or remove it from the settings",
                );
            }
        }
    }
}

/// The user's type at `path`. Types that the client knows by itself stay what they are.
fn foreign(path: &str, conjunction: &Conjunction<'_>) -> TypeRef {
    known(path).unwrap_or_else(|| {
        let mut kinds = conjunction
            .parts()
            .filter_map(|part| part.schema.keywords.typ.clone());
        TypeRef::Foreign(Foreign {
            path: path.to_owned(),
            json: kinds.next(),
        })
    })
}

/// What the type at `path` is for schemas that have it anyway.
fn known(path: &str) -> Option<TypeRef> {
    Some(TypeRef::Scalar(match path {
        "bool" => Scalar::Boolean,
        "i32" => Scalar::I32,
        "i64" => Scalar::I64,
        "u32" => Scalar::U32,
        "u64" => Scalar::U64,
        "f64" => Scalar::F64,
        "String" => Scalar::String,
        "uuid::Uuid" => Scalar::Uuid,
        "serde_json::Value" => return Some(TypeRef::Any),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::known;
    use crate::settings::rust::KNOWN;

    #[test]
    fn what_the_settings_take_for_known_is() {
        let others = KNOWN.iter().filter(|path| known(path).is_none());
        // Schemas become no `f32`, but the runtime has its codec.
        assert_eq!(others.collect::<Vec<_>>(), [&"f32"]);
    }
}
