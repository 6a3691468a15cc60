//! Documents over several files.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::inputs::{LoadError, Source};
use crate::read::read;

struct InMemory(BTreeMap<&'static str, &'static str>);

impl Loader for InMemory {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        let missing = || LoadError {
            reason: "no such file".to_owned(),
        };
        self.0
            .get(path)
            .map(|&text| text.to_owned())
            .ok_or_else(missing)
    }
}

fn bundled(root: &str, files: &[(&'static str, &'static str)]) -> (Document, Vec<String>) {
    let mut report = Report::new();
    let text = format!("openapi: 3.0.3\n{root}");
    let source = Source {
        path: "spec/api.yaml".to_owned(),
        text,
    };
    let document = read(&source, 1, &mut report).unwrap();
    let loader = InMemory(files.iter().copied().collect());
    let document = bundle(document, &loader, &mut report);
    let told = report.diagnostics().iter().map(|d| match &d.place {
        Some(place) => format!("{} {}:{} {}", d.code, place.file, place.line, d.message),
        None => format!("{} {} {}", d.code, d.pointer, d.message),
    });
    (document, told.collect())
}

/// Checks the members of the root that `after` has, and what is said.
fn check(root: &str, files: &[(&'static str, &'static str)], after: Value, expected: &[&str]) {
    let (document, told) = bundled(root, files);
    for (key, value) in after.as_object().unwrap() {
        assert_eq!(document.value.get(key), Some(value), "{key} of {root}");
    }
    assert_eq!(told, expected, "{root}");
}

#[test]
fn each_target_is_copied_once_and_named_after_its_place() {
    let root = "
components:
  schemas:
    A: {$ref: 'models/pet.yaml'}
    B: {$ref: './models/index.yml#/Pet'}
    C: {$ref: 'models/index.yml#/a~1b c'}
    pet: {type: string}
  responses:
    R: {content: {a/b: {schema: {$ref: 'models/index.yml#/Pet'}, example: {$ref: 'gone.yml'}}}}
";
    let files = [
        (
            "models/pet.yaml",
            "properties: {self: {$ref: pet.yaml}, tag: {$ref: '#/$defs/tag'}, small: {$ref: small/pet.yaml}}\n$defs: {tag: {type: string}}",
        ),
        ("models/small/pet.yaml", "type: integer"),
        (
            "models/index.yml",
            "Pet: {$ref: pet.yaml}\n'a/b c': {enum: [{$ref: x}], not: {$ref: '../api.yaml#/components/schemas/A'}}",
        ),
    ];
    let after = json!({"components": {
        "schemas": {
            "A": {
                "properties": {
                    "self": {"$ref": "#/components/schemas/A"},
                    "tag": {"$ref": "#/components/schemas/tag"},
                    "small": {"$ref": "#/components/schemas/pet_2"}
                },
                "$defs": {"tag": {"type": "string"}}
            },
            "B": {"$ref": "#/components/schemas/A"},
            "C": {"enum": [{"$ref": "x"}], "not": {"$ref": "#/components/schemas/A"}},
            "pet": {"type": "string"},
            "tag": {"type": "string"},
            "pet_2": {"type": "integer"}
        },
        "responses": {"R": {"content": {"a/b": {
            "schema": {"$ref": "#/components/schemas/A"}, "example": {"$ref": "gone.yml"}}}}}
    }});
    check(root, &files, after, &[]);
    let (document, _) = bundled(root, &files);
    let place = Pointer::from_segments(["components", "schemas", "A", "properties", "tag"]);
    let location = document.origins.locate(&place);
    assert_eq!(location.file, "spec/models/pet.yaml");
    assert_eq!(location.pointer.as_str(), "/properties/tag");
    assert!(document.origins.text("spec/models/index.yml").is_some());
}

#[test]
fn path_items_operations_and_texts_are_put_in_place() {
    let root = "
info: {description: {$ref: about.md}}
paths:
  /a: {$ref: 'paths/a.yaml', summary: own}
  /b: {$ref: '#/components/pathItems/B'}
  /c: {get: {$ref: 'paths/a.yaml#/get'}}
components: {pathItems: {B: {parameters: {$ref: 'paths/list.yaml'}}}}
";
    let files = [
        ("about.md", "# About"),
        (
            "paths/a.yaml",
            "summary: theirs\nget: {responses: {'200': {$ref: '../r.yaml'}}}",
        ),
        (
            "paths/list.yaml",
            "- {name: p, schema: {$ref: '../s.json'}}",
        ),
        ("r.yaml", "description: ok"),
        ("s.json", "{\"type\": \"string\"}"),
    ];
    let get = json!({"responses": {"200": {"$ref": "#/components/responses/r"}}});
    let item = json!({"parameters": [{"name": "p", "schema": {"$ref": "#/components/schemas/s"}}]});
    let after = json!({
        "info": {"description": "# About"},
        "paths": {"/a": {"summary": "own", "get": get}, "/b": item, "/c": {"get": get}},
        "components": {
            "pathItems": {"B": item},
            "responses": {"r": {"description": "ok"}},
            "schemas": {"s": {"type": "string"}}
        }
    });
    check(root, &files, after, &[]);
}

#[test]
fn mappings_lead_to_files_and_names_stay() {
    let root = "
components:
  schemas:
    A: {discriminator: {propertyName: k, mapping: {a: 'cat.yaml', b: Dog, c: 'all.yaml#/E'}}}
";
    let files = [("cat.yaml", "type: object"), ("all.yaml", "E: {title: e}")];
    let after = json!({"components": {"schemas": {
        "A": {"discriminator": {"propertyName": "k", "mapping": {
            "a": "#/components/schemas/cat", "b": "Dog", "c": "#/components/schemas/E"}}},
        "cat": {"type": "object"},
        "E": {"title": "e"}
    }}});
    check(root, &files, after, &[]);
}

#[test]
fn what_cannot_be_followed_is_reported_where_it_stands_and_stays() {
    let root = "
components:
  schemas:
    A: {$ref: 'gone.yaml#/A'}
    B: {$ref: 'b.yaml#/gone'}
    C: {$ref: '../up.yaml'}
    D: {$ref: 'https://example.com/d.yaml'}
    E: {$ref: 'b.yaml#name'}
    F: {$ref: 'b.yaml#/loop'}
    G: {$ref: 'broken.yaml'}
    H: {$ref: '#/components/schemas/gone'}
    I: {$ref: 'b.yaml#/root'}
";
    let files = [
        (
            "b.yaml",
            "loop: {$ref: '#/pool'}\npool: {$ref: '#/loop'}\nroot: {not: {$ref: '#/components/schemas/A'}}",
        ),
        ("broken.yaml", "a: 1\na: 2"),
    ];
    let after = json!({"components": {"schemas": {
        "A": {"$ref": "gone.yaml#/A"}, "B": {"$ref": "b.yaml#/gone"}, "C": {"$ref": "../up.yaml"},
        "D": {"$ref": "https://example.com/d.yaml"}, "E": {"$ref": "b.yaml#name"},
        "F": {"$ref": "b.yaml#/loop"}, "G": {"$ref": "broken.yaml"},
        "H": {"$ref": "#/components/schemas/gone"}, "I": {"not": {"$ref": "#/components/schemas/A"}}
    }}});
    let at = "/components/schemas";
    let expected = [
        format!("AC0202 {at}/A/$ref `gone.yaml#/A` is not there: spec/gone.yaml: no such file"),
        format!(
            "AC0203 {at}/B/$ref `b.yaml#/gone` is not there: nothing stands at /gone in spec/b.yaml"
        ),
        format!("AC0201 {at}/C/$ref `../up.yaml` leads out of the document's folder"),
        format!("AC0201 {at}/D/$ref `https://example.com/d.yaml` leads to the network"),
        format!("AC0204 {at}/E/$ref `#name` is no place in spec/b.yaml"),
        format!("AC0205 {at}/F/$ref `b.yaml#/loop` leads in a circle"),
        "AC0102 spec/broken.yaml:2 `a` stands here twice".to_owned(),
        format!(
            "AC0202 {at}/G/$ref `broken.yaml` is not there: spec/broken.yaml: it could not be read"
        ),
    ];
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(root, &files, after, &expected);
}

#[test]
fn a_path_item_inside_itself_is_reported() {
    let root = "paths: {/a: {$ref: a.yaml}}";
    let files = [(
        "a.yaml",
        "post: {callbacks: {c: {'{$url}': {$ref: a.yaml}}}}",
    )];
    let (_, told) = bundled(root, &files);
    let place = "/paths/~1a/post/callbacks/c/{$url}";
    let message = "`a.yaml` leads to a place that it is itself a part of";
    assert_eq!(told, [format!("AC0205 {place}/$ref {message}")]);
}

#[test]
fn a_document_alone_is_not_touched() {
    let root = "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}}}";
    let (document, told) = bundled(root, &[]);
    assert_eq!(
        document.value["components"]["schemas"]["A"]["$ref"],
        "#/components/schemas/B"
    );
    assert!(told.is_empty());
}
