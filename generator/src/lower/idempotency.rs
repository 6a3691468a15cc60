//! Whether an operation may be called again when nobody knows what became of the first call.

use indexmap::IndexMap;
use serde_json::Value;

use super::Context;
use crate::ir::{Idempotency, Location, Operation, Parameter, Scalar, TypeRef};

/// Extensions that say of an operation that several calls have the effect of one.
const EXTENSIONS: [&str; 2] = ["x-idempotent", "x-fern-idempotent"];

/// Headers that carry the key by which a server knows calls that are the same, in lower case.
const HEADERS: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

impl Context<'_> {
    /// What the settings, the parameters or the extensions say; the settings have the last word.
    ///
    /// A header for the key need not be given: the client sends a key of its own.
    pub(super) fn idempotency(
        &mut self,
        operation: &mut Operation,
        extensions: &IndexMap<String, Value>,
    ) {
        let settings = self.settings;
        let own = settings.operation(&operation.id, operation.method.as_str(), &operation.path);
        let chosen = own.and_then(|own| own.idempotent);
        let is_set = |name: &&str| extensions.get(*name) == Some(&Value::Bool(true));
        let is_declared = chosen.unwrap_or_else(|| EXTENSIONS.iter().any(is_set));
        let header = operation
            .parameters
            .iter_mut()
            .find(|header| is_key(header));
        operation.idempotency = match header {
            Some(header) if chosen != Some(false) => {
                header.required = false;
                Idempotency::Key(header.name.clone())
            }
            _ if is_declared => Idempotency::Declared,
            _ => Idempotency::ByMethod,
        };
    }
}

fn is_key(parameter: &Parameter) -> bool {
    let is_text = matches!(
        parameter.ty,
        TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Uuid)
    );
    parameter.location == Location::Header
        && is_text
        && HEADERS
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}
