//! How a member is used: what the place of the member and everything it refers to say of it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, docs};
use crate::ir::{Access, Docs, Operation, Scalar, TypeRef};
use crate::pointer::Pointer;
use crate::report::Code;
use crate::resolve::{self, Resolved};
use crate::settings::suggestion;

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

    /// The type, made secret where it is a string that the document or the settings call so.
    pub(super) fn secret(&mut self, place: &Pointer, places: &[Pointer], ty: TypeRef) -> TypeRef {
        let Some(true) = self.setting(places, |settings| settings.secret) else {
            return ty;
        };
        match ty {
            TypeRef::Scalar(Scalar::String | Scalar::Secret) => TypeRef::Scalar(Scalar::Secret),
            other => {
                self.report.warn(
                    Code::SettingWithoutEffect,
                    place,
                    "the settings call this member secret, but only strings can be",
                    "name the string inside of it that is secret",
                );
                other
            }
        }
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
                self.report.warn(
                    Code::SettingWithoutEffect,
                    &Pointer::root(),
                    format!("line {} of the settings speaks of the operation `{name}`, which the document does not have", own.position.line),
                    format!("name an operation by its id, or by method and path such as `GET /pets/{{id}}`{}", nearest(name, &known)),
                );
            }
        }
    }

    /// Settings that speak of nothing in the document are mistakes, or leftovers of an older one.
    pub(super) fn report_unused_settings(&mut self) {
        let settings = self.settings;
        for (pointer, schema) in settings
            .schemas
            .iter()
            .filter(|(pointer, _)| !self.used_settings.contains(*pointer))
        {
            let Ok(place) = pointer.parse::<Pointer>() else {
                continue;
            };
            // A schema that this run leaves out may still be there for others.
            if settings.select.is_everything() && self.resolved.schema(&place).is_none() {
                self.report.warn(
                    Code::SettingWithoutEffect,
                    &Pointer::root(),
                    format!(
                        "line {} of the settings speaks of `{pointer}`, where the document has no schema",
                        schema.position.line
                    ),
                    "correct the pointer, or remove the table from the settings",
                );
            }
        }
    }
}

/// The hint for a name that is nearly known; a list of all operations would be no hint.
fn nearest(name: &str, known: &[&str]) -> String {
    let hint = suggestion(name, known);
    if hint.contains("did you mean") {
        hint
    } else {
        String::new()
    }
}
