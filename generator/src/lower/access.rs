//! How a member is used: what the place of the member and everything it refers to say of it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, docs};
use crate::ir::{Access, Docs, Operation, Scalar, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve::{self, Resolved};
use crate::settings::{Position, suggestion};

/// What is said of a member at its place and, through `$ref` and `allOf`, of its type.
pub(super) struct Use {
    /// The places that say it, the member's own first.
    pub(super) places: Vec<Pointer>,
    /// What the document says about it: the nearest words win.
    pub(super) docs: Docs,
    /// The nearest default.
    pub(super) default: Option<Value>,
    read_only: bool,
    write_only: bool,
    password: bool,
}

/// Collects what is said of the member at `place`.
pub(super) fn use_of(resolved: &Resolved<'_>, place: &Pointer) -> Use {
    let mut found = Use {
        places: vec![place.clone()],
        docs: Docs::default(),
        default: None,
        read_only: false,
        write_only: false,
        password: false,
    };
    let mut seen = BTreeSet::new();
    let mut at = Some(place.clone());
    while let Some((target, schema)) = at.take().and_then(|pointer| resolved.schema(&pointer)) {
        if !seen.insert(target.clone()) {
            break;
        }
        docs::complete(&mut found.docs, docs::of_schema(schema));
        found.default = found.default.or_else(|| schema.data.default.clone());
        found.read_only |= schema.data.read_only;
        found.write_only |= schema.data.write_only;
        found.password |= schema.keywords.format.as_deref() == Some("password");
        if found.places.last() != Some(&target) {
            found.places.push(target);
        }
        at = match schema.keywords.all_of.as_slice() {
            [only] => resolve::place(only),
            _ => None,
        };
    }
    found
}

impl Context<'_> {
    /// The direction in which a member travels; the settings have the last word.
    pub(super) fn access(&mut self, place: &Pointer, used: &Use) -> Access {
        let chosen = self.setting(&used.places, |settings| settings.read_only);
        let read_only = chosen.unwrap_or(used.read_only);
        if read_only && used.write_only {
            self.report.warn(
                Code::ConflictingSchemas,
                place,
                "a member cannot be both `readOnly` and `writeOnly`: it is taken as neither",
                "remove one of the two",
            );
            return Access::ReadWrite;
        }
        match (read_only, used.write_only) {
            (true, _) => Access::ReadOnly,
            (_, true) => Access::WriteOnly,
            _ => Access::ReadWrite,
        }
    }

    /// The type, its strings made secret where the document or the settings call them so; the settings have the last
    /// word. What is only ever sent is a secret as well: nobody is to see it again.
    pub(super) fn secret(&mut self, used: &Use, ty: TypeRef) -> TypeRef {
        let chosen = self.setting(&used.places, |settings| settings.secret);
        match chosen {
            Some(chosen) => self.marked(&used.places, ty, chosen),
            None if used.password || used.write_only => {
                with_strings(&ty, Scalar::Secret).unwrap_or(ty)
            }
            None => ty,
        }
    }

    /// The type of the schema at `place`, as the settings for that very place say.
    pub(super) fn own_secret(&mut self, place: &Pointer, ty: TypeRef) -> TypeRef {
        let places = std::slice::from_ref(place);
        match self.setting(places, |settings| settings.secret) {
            Some(chosen) => self.marked(places, ty, chosen),
            None => ty,
        }
    }

    fn marked(&mut self, places: &[Pointer], ty: TypeRef, is_secret: bool) -> TypeRef {
        let scalar = if is_secret {
            Scalar::Secret
        } else {
            Scalar::String
        };
        let Some(marked) = with_strings(&ty, scalar) else {
            return ty;
        };
        self.marked_secret
            .extend(places.iter().map(ToString::to_string));
        marked
    }

    /// The first setting that one of `places` has.
    fn setting<T>(
        &mut self,
        places: &[Pointer],
        choose: impl Fn(&crate::settings::SchemaSettings) -> Option<T>,
    ) -> Option<T> {
        let settings = self.settings;
        places.iter().find_map(|place| {
            let found = settings.schema_override(place.as_str())?;
            self.used_settings.insert(place.to_string());
            choose(found)
        })
    }

    /// Reports a setting that does nothing: in the settings, or at `place` where they are no file.
    pub(super) fn warn_of_setting(
        &mut self,
        position: Position,
        place: &Pointer,
        message: String,
        help: impl Into<String>,
    ) {
        let code = Code::SettingWithoutEffect;
        match self.settings.place(position) {
            Some(place) => self.report.warn_in_text(code, place, message, help),
            None => self.report.warn(code, place, message, help),
        }
    }

    /// The same for operations that the document does not have.
    pub(super) fn report_unused_operations(&mut self, operations: &[Operation]) {
        let settings = self.settings;
        if !settings.select.is_everything() {
            return;
        }
        let place =
            |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.path);
        let known: Vec<&str> = operations
            .iter()
            .map(|operation| operation.id.as_str())
            .collect();
        for (name, own) in &settings.operations {
            let is_used =
                |operation: &Operation| operation.id == *name || place(operation) == *name;
            if !operations.iter().any(is_used) {
                self.warn_of_setting(
                    own.position,
                    &Pointer::root(),
                    format!("the settings speak of the operation `{name}`, which the document does not have"),
                    format!("name an operation by its id, or by method and path such as `GET /pets/{{id}}`{}", nearest(name, &known)),
                );
            }
        }
    }

    /// Settings that speak of nothing in the document are mistakes, or leftovers of an older one.
    pub(super) fn report_unused_settings(&mut self) {
        let settings = self.settings;
        for (pointer, schema) in &settings.schemas {
            let Ok(place) = pointer.parse::<Pointer>() else {
                continue;
            };
            // A schema that this run leaves out may still be there for others.
            let is_used = self.used_settings.contains(pointer);
            let is_selected = settings.select.is_everything() || is_used;
            if !is_used && is_selected && self.resolved.schema(&place).is_none() {
                self.warn_of_setting(
                    schema.position,
                    &Pointer::root(),
                    format!("the settings speak of `{pointer}`, where the document has no schema"),
                    self.nearest_schema(pointer),
                );
            } else if is_selected
                && schema.secret == Some(true)
                && !self.marked_secret.contains(pointer)
            {
                self.warn_of_setting(
                    schema.position,
                    &place,
                    format!("the settings call `{pointer}` secret, but only strings can be, and arrays and maps of strings"),
                    "name the string inside of it that is secret",
                );
            }
        }
    }
}

/// The hint for a name that is nearly known; a list of all operations would be no hint.
pub(super) fn nearest(name: &str, known: &[&str]) -> String {
    let hint = suggestion(name, known);
    if hint.contains("did you mean") {
        hint
    } else {
        String::new()
    }
}

/// The type with its strings as `scalar`: a string, arrays and maps of strings; none for any other.
fn with_strings(ty: &TypeRef, scalar: Scalar) -> Option<TypeRef> {
    Some(match ty {
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => TypeRef::Scalar(scalar),
        TypeRef::Array(item) => TypeRef::Array(Box::new(with_strings(item, scalar)?)),
        TypeRef::Map(value) => TypeRef::Map(Box::new(with_strings(value, scalar)?)),
        TypeRef::Nullable(inner) => with_strings(inner, scalar)?.nullable(),
        TypeRef::Scalar(_) | TypeRef::Tuple(_) | TypeRef::Named(_) => return None,
        TypeRef::Any | TypeRef::Foreign(_) => return None,
    })
}
