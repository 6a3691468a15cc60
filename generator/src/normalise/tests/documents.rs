//! What stands around schemas, before and after.

use serde_json::{Value, json};

use super::{document, normalised, told};
use crate::pointer::Pointer;
use crate::read::Version;

/// Checks what becomes of the members of a document's root, and what is said.
fn check(before: Value, after: Value, expected: &[&str]) {
    let (found, report) = normalised(document(before.clone()), Version::V3_1);
    for (key, value) in after.as_object().unwrap() {
        assert_eq!(
            found.value.get(key),
            (!value.is_null()).then_some(value),
            "{key} of {before}"
        );
    }
    assert_eq!(told(&report, ""), expected, "{before}");
}

#[test]
fn what_later_phases_rely_on_is_there() {
    check(
        json!({"info": {"version": 2, "license": {"name": 1}, "contact": "me"}, "tags": ["a"]}),
        json!({
            "info": {"version": "2", "title": "API"}, "paths": {}, "tags": [{"name": "a"}]
        }),
        &[
            "W AC0401 /info/contact `contact` is not an object; it was left out",
            "W AC0401 /info/version `version` is not a string; it was read as `2`",
            "W AC0401 /info the document has no `title`; `API` is used",
            "W AC0401 /info/license `license` is not an object with a `name`; it was left out",
            "W AC0401 /tags/0 the tag is a text; it was read as its `name`",
        ],
    );
    check(
        json!({"paths": {"/a": null, "/b": {"get": {"tags": "t"}, "put": null}}}),
        json!({"paths": {"/a": {}, "/b": {"get": {"tags": ["t"], "responses": {}}}}}),
        &[
            "W AC0401 /paths/~1b/get/tags `tags` is not a list; it was read as a list of one",
            "W AC0401 /paths/~1b/put `put` is not an operation; it was left out",
        ],
    );
}

#[test]
fn servers_have_texts() {
    check(
        json!({"servers": ["https://a", {"url": "https://b:{p}", "variables": {
            "p": {"default": 443, "enum": [443, "80"]}}}, {"description": "none"}]}),
        json!({"servers": [{"url": "https://a"}, {"url": "https://b:{p}", "variables": {
            "p": {"default": "443", "enum": ["443", "80"]}}}, {"description": "none"}]}),
        &[
            "W AC0401 /servers/0 the server is a text; it was read as its `url`",
            "W AC0401 /servers/1/variables/p/default 443 is not a string; it was read as one",
            "W AC0401 /servers/1/variables/p/enum/0 443 is not a string; it was read as one",
            "E AC0401 /servers/2 the server is an object without a `url`",
        ],
    );
}

#[test]
fn examples_are_example_objects() {
    let parameter = |examples: Value| json!({"components": {"parameters": {"P": {"name": "p", "in": "query", "examples": examples}}}});
    check(
        parameter(json!({"a": true, "b": {"value": 1}, "c": {"x": 1}})),
        parameter(json!({"a": {"value": true}, "b": {"value": 1}, "c": {"value": {"x": 1}}})),
        &[
            "W AC0401 /components/parameters/P/examples/a the example is not an object; it was read \
             as its `value`",
            "W AC0401 /components/parameters/P/examples/c the example has no `value`; it was read as \
             the value itself",
        ],
    );
    check(
        parameter(json!([1])),
        parameter(json!({"0": {"value": 1}})),
        &[
            "W AC0401 /components/parameters/P/examples `examples` is not an object; it was read as \
             named by their numbers",
            "W AC0401 /components/parameters/P/examples/0 the example is not an object; it was read \
             as its `value`",
        ],
    );
}

#[test]
fn webhooks_are_kept_and_their_origin_is_known() {
    let before = json!({"webhooks": {"w": {"post": {"responses": {"200": {"content": {"a/b": {
        "schema": {"prefixItems": [{"oneOf": [{"type": "null"}, {"minLength": 1}, {}]}]}}}}}}}}});
    let (document, _) = normalised(document(before), Version::V3_1);
    assert_eq!(document.value.get("webhooks"), None);
    let schema = "post/responses/200/content/a~1b/schema";
    let place = format!("/x-apicrate-webhooks/w/{schema}/x-apicrate-prefixItems/0/oneOf/1/x");
    let place: Pointer = place.parse().unwrap();
    let origin = document.origins.locate(&place).pointer;
    assert_eq!(
        origin.as_str(),
        format!("/webhooks/w/{schema}/prefixItems/0/oneOf/2/x")
    );
}

#[test]
fn words_of_another_version_are_counted() {
    let schemas = json!({"components": {"schemas": {
        "A": {"nullable": true, "type": "string"}, "B": {"nullable": true},
        "C": {"const": 1}, "D": {"type": ["string", "null"]}}}});
    let told_in = |version| {
        told(
            &normalised(document(schemas.clone()), version).1,
            "/components/schemas",
        )
    };
    assert_eq!(
        told_in(Version::V3_1),
        [
            "W AC0403 /A/nullable `nullable` is used here and in one more place, which OpenAPI 3.1 does \
          not have"
        ]
    );
    assert_eq!(
        told_in(Version::V3_0),
        [
            "W AC0403 /C/const `const` is used here, which OpenAPI 3.0 does not have",
            "W AC0403 /D/type a list of types is used here, which OpenAPI 3.0 does not have",
        ]
    );
}

#[test]
fn what_stands_beside_other_references_is_noted() {
    check(
        json!({"paths": {"/a": {"get": {"responses": {
            "200": {"$ref": "#/components/responses/R", "description": "d"}}}}}}),
        json!({}),
        &[
            "N AC0409 /paths/~1a/get/responses/200 members stand beside a `$ref` here and are not used",
        ],
    );
}

#[test]
fn responses_stand_under_statuses() {
    let said = json!({"description": "d"});
    let get = |responses: Value| json!({"paths": {"/a": {"get": {"responses": responses}}}});
    check(
        get(
            json!({"200": said, "4xx": said, "abc": said, "default": said, "600": said, "6XX": said}),
        ),
        get(json!({"200": said, "4XX": said, "default": said, "600": said})),
        &[
            "E AC0401 /paths/~1a/get/responses/abc `abc` is not a status; the response was left out",
            "E AC0401 /paths/~1a/get/responses/6XX `6XX` is not a status; the response was left out",
        ],
    );
}

#[test]
fn a_path_parameter_is_required() {
    let item = |parameter: Value| json!({"paths": {"/a": {"parameters": [parameter]}}});
    check(
        item(json!({"in": "path", "name": "a", "required": false})),
        item(json!({"in": "path", "name": "a", "required": true})),
        &[
            "W AC0401 /paths/~1a/parameters/0/required `required` is not `true`, which that of a path \
             parameter has to be; it was read as `true`",
        ],
    );
}

#[test]
fn a_default_is_of_the_type_of_its_schema() {
    let of = |schema: Value| json!({"components": {"schemas": {"A": schema}}});
    let default = "/components/schemas/A/default";
    let unchanged = |schema: Value| check(of(schema.clone()), of(schema), &[]);
    unchanged(json!({"type": "integer", "default": 1}));
    check(
        of(json!({"type": "string", "nullable": true, "default": null})),
        of(json!({"type": "string", "nullable": true, "default": null})),
        &[
            "W AC0403 /components/schemas/A/nullable `nullable` is used here, which OpenAPI 3.1 does not have",
        ],
    );
    unchanged(json!({"type": "array", "items": {}, "default": []}));
    unchanged(json!({"default": {}}));
    check(
        of(json!({"type": "boolean", "default": "true"})),
        of(json!({"type": "boolean", "default": true})),
        &[&format!(
            "W AC0401 {default} the default \"true\" is not of the type boolean; it was read as true"
        )],
    );
    check(
        of(json!({"type": "integer", "default": []})),
        of(json!({"type": "integer"})),
        &[&format!(
            "W AC0401 {default} the default [] is not of the type integer; it was left out"
        )],
    );
}
