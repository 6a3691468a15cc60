//! Documents that nobody would write: nothing may panic, and everything must end.

use serde_json::{Map, Value, json};

use super::normalised;
use crate::bundle::bundle;
use crate::inputs::NoFiles;
use crate::read::Version;
use crate::report::{Report, render};
use crate::select::select;
use crate::settings::Settings;

/// A small generator of random numbers (xorshift), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    fn key(&mut self) -> String {
        let keys = [
            "$ref",
            "paths",
            "components",
            "schemas",
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "type",
            "enum",
            "const",
            "required",
            "additionalProperties",
            "discriminator",
            "mapping",
            "propertyName",
            "examples",
            "example",
            "get",
            "/a",
            "200",
            "responses",
            "content",
            "schema",
            "parameters",
            "headers",
            "webhooks",
            "pathItems",
            "servers",
            "tags",
            "info",
            "security",
            "callbacks",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "format",
            "prefixItems",
            "if",
            "dependencies",
            "$dynamicRef",
            "$anchor",
            "nullable",
            "x-y",
            "x-apicrate-z",
            "description",
            "operationId",
            "variables",
            "url",
            "a~b/c",
            "",
        ];
        self.pick(&keys).to_owned()
    }

    fn value(&mut self, depth: usize) -> Value {
        let texts = [
            "string",
            "null",
            "#/components/schemas/S",
            "#",
            "#a",
            "#/paths/~1a",
            "other.yaml#/x",
            "../up.yaml",
            "true",
            "10",
            "-1",
            "é",
            "",
            "any",
            "List",
        ];
        match self.below(if depth == 0 { 7 } else { 11 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(self.below(5)),
            3 => json!(-1.5e300),
            4 => json!(u64::MAX),
            5 | 6 => json!(self.pick(&texts)),
            7 | 8 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let count = self.below(6);
                let members = (0..count).map(|_| (self.key(), self.value(depth - 1)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// Replaces a few values somewhere in `value`.
    fn spoil(&mut self, value: &mut Value) {
        let lucky = self.below(4) == 0;
        match value {
            Value::Object(members) if !members.is_empty() && !lucky => {
                let at = self.below(members.len());
                if let Some((_, member)) = members.iter_mut().nth(at) {
                    self.spoil(member);
                }
            }
            Value::Array(list) if !list.is_empty() && !lucky => {
                let at = self.below(list.len());
                self.spoil(&mut list[at]);
            }
            other => *other = self.value(4),
        }
    }
}

fn template() -> Value {
    let schema = json!({
        "type": ["object", "string", "null"], "properties": {"a": {"$ref": "#/components/schemas/S"}},
        "required": ["a"], "oneOf": [{"type": "null"}, {"const": 1}], "enum": [null, "a", 1],
        "discriminator": {"propertyName": "a", "mapping": {"b": "#/components/schemas/S"}},
        "prefixItems": [{"exclusiveMinimum": 1}], "items": [{}, {"maximum": "1"}],
        "dependencies": {"a": ["b"], "c": {}}, "examples": {"a": {"value": 1}}
    });
    json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "servers": [{"url": "/", "variables": {"a": {"default": 1, "enum": [1]}}}],
        "tags": [{"name": "t"}], "security": [{"k": []}],
        "paths": {"/a": {"$ref": "#/components/pathItems/P", "get": {"tags": ["t"], "responses": {
            "200": {"$ref": "#/components/responses/R"}}}}},
        "components": {
            "schemas": {"S": schema},
            "pathItems": {"P": {"post": {"callbacks": {"c": {"{$url}": {"$ref": "#/paths/~1a"}}}}}},
            "responses": {"R": {"content": {"a/b": {"schema": {"$ref": "#/paths/~1a/get"}}}}},
            "securitySchemes": {"k": {"type": "apiKey"}}
        }
    })
}

#[test]
fn nothing_panics() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut settings = Settings::default();
    for round in 0..500 {
        let mut value = template();
        for _ in 0..=random.below(6) {
            random.spoil(&mut value);
        }
        settings.select.tags = if round % 2 == 0 {
            Vec::new()
        } else {
            vec!["t".to_owned()]
        };
        let mut report = Report::new();
        let (document, _) = normalised(json!({"openapi": "3.1.0"}), Version::V3_0);
        let document = crate::read::Document { value, ..document };
        let document = bundle(document, &NoFiles, &mut report);
        let (document, _) = select(document, &settings.select, &mut report);
        let document = super::normalise(document, 2, &mut report);
        let text = render(report.diagnostics(), &document.origins, false);
        assert_eq!(text.is_empty(), report.diagnostics().is_empty());
    }
}
