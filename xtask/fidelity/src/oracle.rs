//! What another implementation of JSON Schema says of an example.

use std::collections::BTreeMap;

use apicrate::pointer::Pointer;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};
use xtask::exit::Failure;

use crate::dialect;

/// The name under which schemas refer to the document.
const DOCUMENT: &str = "urn:document";

/// What there is to say of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is valid against its schema.
    Valid,
    /// It would be, if it were not for a format.
    WrongFormat,
    /// It is not.
    Invalid,
    /// The schema itself is wrong, for this reason.
    Unusable(String),
}

/// The document, ready to have values validated.
pub(crate) struct Oracle<'d> {
    registry: Registry<'d>,
    validators: BTreeMap<Pointer, Result<Validator, String>>,
}

impl<'d> Oracle<'d> {
    /// An oracle for a document whose schemas are JSON Schema 2020-12.
    pub(crate) fn new(document: &'d Value) -> Result<Self, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::new(format!("jsonschema: {error}"));
        let resource = Draft::Draft202012.create_resource_ref(document);
        let registry = Registry::new()
            .add(DOCUMENT, resource)
            .map_err(|error| failed(&error))?
            .prepare()
            .map_err(|error| failed(&error))?;
        Ok(Self {
            registry,
            validators: BTreeMap::new(),
        })
    }

    /// What `value` is to the schema at `schema`.
    pub(crate) fn verdict(&mut self, schema: &Pointer, value: &Value) -> Verdict {
        let registry = &self.registry;
        let validator = self
            .validators
            .entry(schema.clone())
            .or_insert_with(|| validator(registry, schema));
        let validator = match validator {
            Ok(validator) => validator,
            Err(error) => return Verdict::Unusable(error.clone()),
        };
        let mut errors = validator.iter_errors(value).peekable();
        if errors.peek().is_none() {
            return Verdict::Valid;
        }
        let is_format =
            |kind: &ValidationErrorKind| matches!(kind, ValidationErrorKind::Format { .. });
        match errors.all(|error| is_format(error.kind())) {
            true => Verdict::WrongFormat,
            false => Verdict::Invalid,
        }
    }
}

fn validator(registry: &Registry<'_>, schema: &Pointer) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_registry(registry)
        .should_validate_formats(true)
        .with_format("byte", is_base64)
        .build(&json!({"$ref": format!("{DOCUMENT}{}", dialect::fragment(schema))}))
        .map_err(|error| error.to_string())
}

/// Whether `text` is base64 (RFC 4648 section 4), padded or not.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len() - digits.len() <= 2 && digits.len() % 4 != 1 && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_judged() {
        let document = json!({"components": {"schemas": {
            "A": {"properties": {"id": {"$ref": "#/components/schemas/Id"}}},
            "Id": {"type": "string", "format": "uuid"},
            "Wrong": {"type": "nothing"}
        }}});
        let mut oracle = Oracle::new(&document).unwrap();
        let at = |name: &str| Pointer::from_segments(["components", "schemas", name]);
        let id = "123e4567-e89b-12d3-a456-426614174000";
        let cases = [
            ("A", json!({"id": id}), Verdict::Valid),
            ("A", json!({"id": "x"}), Verdict::WrongFormat),
            ("A", json!({"id": 1}), Verdict::Invalid),
        ];
        for (name, value, verdict) in cases {
            assert_eq!(oracle.verdict(&at(name), &value), verdict, "{value}");
        }
        let verdict = oracle.verdict(&at("Wrong"), &json!(1));
        assert!(matches!(verdict, Verdict::Unusable(_)), "{verdict:?}");
    }

    #[test]
    fn base64_is_recognised() {
        let texts = ["", "aGk=", "aGk", "aGkh", "a", "a-_=", "aGk=="];
        let found = texts.map(is_base64);
        assert_eq!(found, [true, true, true, true, false, false, true]);
    }
}
