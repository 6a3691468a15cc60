//! Schemas, before and after.

use serde_json::json;

use super::check;

#[test]
fn booleans_are_schemas() {
    check(json!(true), json!({}), &[]);
    check(json!(false), json!({"x-apicrate-never": true}), &[]);
    check(
        json!({"items": true, "additionalProperties": false, "not": false}),
        json!({"items": {}, "additionalProperties": false, "not": {"x-apicrate-never": true}}),
        &[],
    );
    check(
        json!({"properties": {"a": null, "b": "string", "c": [1]}}),
        json!({"properties": {"a": {}, "b": {"type": "string"}, "c": [1]}}),
        &[
            "W AC0401 /properties/a the schema is null; it was read as one that allows anything",
            "W AC0401 /properties/b the schema is the text `string`; it was read as a type",
        ],
    );
}

#[test]
fn what_was_put_into_a_list_is_put_right_as_well() {
    check(
        json!({"allOf": {
            "properties": {"a": true}, "additionalProperties": "true", "x-apicrate-never": true
        }}),
        json!({"allOf": [{"properties": {"a": {}}, "additionalProperties": true}]}),
        &[
            "W AC0401 /allOf `allOf` is not a list; it was read as a list of one",
            "W AC0406 /allOf/0/x-apicrate-never `x-apicrate-never` is a reserved key; it was left out",
            "W AC0401 /allOf/0/additionalProperties `additionalProperties` is not a boolean; it was read as `true`",
        ],
    );
}

#[test]
fn one_type_and_null_is_nullable() {
    check(
        json!({"type": ["string", "null"]}),
        json!({"type": "string", "nullable": true}),
        &[],
    );
    check(
        json!({"type": ["integer", "number"]}),
        json!({"type": "number"}),
        &[],
    );
    check(
        json!({"type": "null"}),
        json!({"x-apicrate-null": true}),
        &[],
    );
    check(json!({"type": []}), json!({}), &[]);
    check(
        json!({"type": ["string", null]}),
        json!({"type": "string", "nullable": true}),
        &["W AC0402 /type `type` is null; it was read as the type `null`"],
    );
}

#[test]
fn several_types_are_branches_with_their_keywords() {
    check(
        json!({
            "type": ["string", "array", "object", "null"], "description": "d", "format": "uuid",
            "minLength": 1, "items": {"type": ["null", "integer"]}, "maxItems": 3,
            "properties": {"a": {}}, "required": ["a"], "default": "x"
        }),
        json!({
            "description": "d", "default": "x", "nullable": true,
            "anyOf": [
                {"type": "string", "minLength": 1, "format": "uuid"},
                {"type": "array", "items": {"type": "integer", "nullable": true}, "maxItems": 3},
                {"type": "object", "properties": {"a": {}}, "required": ["a"]}
            ]
        }),
        &[],
    );
    check(
        json!({"type": ["string", "integer"], "format": "int64", "enum": ["a", 1, null]}),
        json!({
            "nullable": true,
            "anyOf": [
                {"type": "string", "enum": ["a"]},
                {"type": "integer", "enum": [1], "format": "int64"}
            ]
        }),
        &[],
    );
    check(
        json!({"type": ["string", "boolean"], "anyOf": [{"minLength": 1}, {"enum": [true]}]}),
        json!({
            "allOf": [{"anyOf": [{"minLength": 1}, {"enum": [true], "type": "boolean"}]}],
            "anyOf": [{"type": "string"}, {"type": "boolean"}]
        }),
        &[],
    );
}

#[test]
fn types_that_do_not_exist_are_understood_or_refused() {
    check(
        json!({"type": "String"}),
        json!({"type": "string"}),
        &["W AC0402 /type `String` is no type; it was read as `string`"],
    );
    check(
        json!({"type": "file"}),
        json!({"type": "string", "format": "binary"}),
        &["W AC0402 /type `file` is no type; it was read as `string` with the format `binary`"],
    );
    check(
        json!({"type": "any"}),
        json!({}),
        &["W AC0402 /type `any` is no type; it was read as any type"],
    );
    check(
        json!({"type": "blob"}),
        json!({"type": "blob"}),
        &["E AC0402 /type `blob` is no type"],
    );
    check(
        json!({"type": {"a": 1}}),
        json!({"type": {"a": 1}}),
        &["E AC0402 /type a type is an object and not a name"],
    );
}

#[test]
fn a_branch_of_null_is_nullable() {
    check(
        json!({"oneOf": [{"type": "string"}, {"type": "null"}, {"type": "integer"}]}),
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        &[],
    );
    check(
        json!({"anyOf": [{"enum": [null]}, {"$ref": "#/components/schemas/S"}]}),
        json!({"allOf": [{"$ref": "#/components/schemas/S"}], "nullable": true}),
        &[],
    );
    check(
        json!({"anyOf": [{"const": null}, {"type": "null", "description": "d"}]}),
        json!({"x-apicrate-null": true}),
        &[],
    );
    check(
        json!({"oneOf": [{"minLength": 1}]}),
        json!({"allOf": [{"minLength": 1}]}),
        &[],
    );
}

#[test]
fn constants_are_enums_and_enums_have_no_null() {
    check(
        json!({"const": "a"}),
        json!({"x-apicrate-const": "a", "enum": ["a"], "type": "string"}),
        &[],
    );
    check(
        json!({"type": "string", "enum": ["a", null]}),
        json!({"type": "string", "enum": ["a"], "nullable": true}),
        &[],
    );
    check(
        json!({"type": "string", "enum": ["a", 1, true, "a"]}),
        json!({"type": "string", "enum": ["a", "1", "true"]}),
        &[
            "W AC0401 /enum/3 \"a\" stands in the list already; it was left out",
            "W AC0401 /enum/1 1 is not of the type string; it was read as \"1\"",
            "W AC0401 /enum/2 true is not of the type string; it was read as \"true\"",
        ],
    );
    check(
        json!({"type": "integer", "enum": [1.0, "2", "x"]}),
        json!({"type": "integer", "enum": [1, 2]}),
        &[
            "W AC0401 /enum/1 \"2\" is not of the type integer; it was read as 2",
            "E AC0401 /enum/2 \"x\" is not of the type integer; it was left out",
        ],
    );
    check(
        json!({"type": "object", "enum": [{"a": 1}]}),
        json!({"type": "object", "x-apicrate-enum": [{"a": 1}]}),
        &[],
    );
    check(json!({"enum": [1, "a"]}), json!({"enum": [1, "a"]}), &[]);
    check(
        json!({"type": "integer", "enum": [18_446_744_073_709_551_615_u64]}),
        json!({"type": "integer", "x-apicrate-enum": [18_446_744_073_709_551_615_u64]}),
        &[],
    );
}

#[test]
fn bounds_are_flags_and_exact() {
    check(
        json!({"type": "number", "exclusiveMinimum": 1.5, "maximum": 3, "exclusiveMaximum": 4}),
        json!({"type": "number", "exclusiveMinimum": true, "minimum": 1.5, "maximum": 3}),
        &[],
    );
    check(
        json!({"type": "integer", "minimum": 1.0, "maximum": 18_446_744_073_709_551_615_u64}),
        json!({"type": "integer", "minimum": 1, "x-apicrate-maximum": "18446744073709551615"}),
        &[],
    );
    check(
        json!({"type": "integer", "exclusiveMinimum": 0.5}),
        json!({
            "type": "integer", "x-apicrate-minimum": "0.5", "x-apicrate-exclusiveMinimum": true
        }),
        &[],
    );
    check(
        json!({"type": "number", "maximum": 9_007_199_254_740_993_i64, "minimum": 9_007_199_254_740_992_i64}),
        json!({
            "type": "number", "minimum": 9_007_199_254_740_992_i64,
            "x-apicrate-maximum": "9007199254740993"
        }),
        &[],
    );
    check(
        json!({"maxLength": "10", "minLength": 1.0, "minItems": -1, "maxItems": 1.5, "multipleOf": 0}),
        json!({"maxLength": 10, "minLength": 1}),
        &[
            "W AC0401 /maxLength `maxLength` is not a number; it was read as 10",
            "W AC0404 /minItems `minItems` is -1 and not a whole number from 0 on; it was left out",
            "W AC0404 /maxItems `maxItems` is 1.5 and not a whole number from 0 on; it was left out",
            "W AC0404 /multipleOf `multipleOf` is 0 and not a number above 0; it was left out",
        ],
    );
}

#[test]
fn what_3_0_has_no_word_for_is_kept() {
    check(
        json!({
            "type": "array", "prefixItems": [{"type": ["string", "null"]}], "items": false,
            "contains": {"const": 1}, "examples": [[1]], "unevaluatedItems": false
        }),
        json!({
            "type": "array",
            "x-apicrate-prefixItems": [{"type": "string", "nullable": true}],
            "items": {"x-apicrate-never": true},
            "x-apicrate-contains": {"x-apicrate-const": 1, "enum": [1], "type": "integer"},
            "x-apicrate-examples": [[1]],
            "x-apicrate-unevaluatedItems": false
        }),
        &[],
    );
    check(
        json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
        json!({
            "type": "string", "x-apicrate-contentEncoding": "base64", "format": "byte",
            "x-apicrate-contentMediaType": "image/png"
        }),
        &[],
    );
    check(
        json!({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}, "if": true}),
        json!({
            "x-apicrate-if": {}, "x-apicrate-dependentRequired": {"a": ["b"]},
            "x-apicrate-dependentSchemas": {"c": {"required": ["d"]}}
        }),
        &[],
    );
}

#[test]
fn references_keep_what_stands_beside_them() {
    check(
        json!({"$ref": "#/components/schemas/S", "description": "d", "x-a": 1}),
        json!({"description": "d", "x-a": 1, "allOf": [{"$ref": "#/components/schemas/S"}]}),
        &[],
    );
    check(
        json!({"$ref": "#/components/schemas/S", "x-a": 1}),
        json!({"$ref": "#/components/schemas/S", "x-a": 1}),
        &[],
    );
    check(
        json!({"properties": {"$ref": {"type": "string"}}, "$ref": 1}),
        json!({"properties": {"$ref": {"type": "string"}}}),
        &["W AC0401 /$ref `$ref` is not a reference but a number; it was left out"],
    );
}

#[test]
fn references_lead_to_anchors_and_to_what_has_moved() {
    check(
        json!({
            "$defs": {"n": {"$anchor": "here"}, "m": {"$dynamicAnchor": "node"}},
            "properties": {
                "a": {"$ref": "#here"}, "b": {"$dynamicRef": "#node"}, "c": {"$ref": "#gone"},
                "d": {"$ref": "#/components/schemas/S/prefixItems/0/then"}
            },
            "prefixItems": [{"then": {}}]
        }),
        json!({
            "$defs": {"n": {"$anchor": "here"}, "m": {"$dynamicAnchor": "node"}},
            "properties": {
                "a": {"$ref": "#/components/schemas/S/$defs/n"},
                "b": {"$ref": "#/components/schemas/S/$defs/m"},
                "c": {"$ref": "#gone"},
                "d": {"$ref": "#/components/schemas/S/x-apicrate-prefixItems/0/x-apicrate-then"}
            },
            "x-apicrate-prefixItems": [{"x-apicrate-then": {}}]
        }),
        &["E AC0405 /properties/c/$ref no schema has the anchor `gone`"],
    );
}

#[test]
fn tuples_are_prefix_items() {
    check(
        json!({"items": [{"type": "string"}, {}], "additionalItems": false}),
        json!({
            "x-apicrate-prefixItems": [{"type": "string"}, {}], "items": {"x-apicrate-never": true}
        }),
        &["W AC0401 /items `items` is not a schema; it was read as `prefixItems`"],
    );
    check(
        json!({"items": [{"type": "string"}]}),
        json!({"items": {"type": "string"}}),
        &["W AC0401 /items `items` is not a schema; it was read as the schema of every element"],
    );
}

#[test]
fn keywords_of_the_wrong_kind_are_repaired() {
    check(
        json!({
            "format": {"type": "string"}, "title": 1, "description": null, "pattern": true,
            "nullable": "true", "deprecated": "perhaps", "x-apicrate-mine": 1
        }),
        json!({"title": "1", "pattern": "true", "nullable": true}),
        &[
            "W AC0406 /x-apicrate-mine `x-apicrate-mine` is a reserved key; it was left out",
            "W AC0401 /title `title` is not a string; it was read as `1`",
            "W AC0401 /format `format` is not a string; it was left out",
            "W AC0401 /pattern `pattern` is not a string; it was read as `true`",
            "W AC0401 /nullable `nullable` is not a boolean; it was read as `true`",
            "W AC0401 /deprecated `deprecated` is not a boolean; it was left out",
        ],
    );
}

#[test]
fn lists_and_maps_of_the_wrong_kind_are_repaired() {
    check(
        json!({
            "required": true, "allOf": {"title": "t"}, "anyOf": [], "enum": "a",
            "properties": ["a"], "additionalProperties": "false", "discriminator": "kind",
            "externalDocs": "http://example.com"
        }),
        json!({
            "allOf": [{"title": "t"}], "enum": ["a"], "additionalProperties": false,
            "discriminator": {"propertyName": "kind"}
        }),
        &[
            "W AC0401 /additionalProperties `additionalProperties` is not a boolean; it was read as `false`",
            "W AC0401 /discriminator `discriminator` is not an object; it was read as its `propertyName`",
            "W AC0401 /properties `properties` is not an object; it was left out",
            "W AC0401 /externalDocs `externalDocs` is not an object; it was left out",
            "W AC0401 /allOf `allOf` is not a list; it was read as a list of one",
            "W AC0401 /anyOf `anyOf` is not a list with anything in it; it was left out",
            "W AC0408 /required `required` at a property is no list of names; it was left out",
            "W AC0401 /enum `enum` is not a list; it was read as a list of one",
        ],
    );
    check(
        json!({"required": ["a", 1, "a"], "properties": null}),
        json!({"required": ["a", "1"]}),
        &[
            "W AC0401 /required/1 `1` is not a string; it was read as `1`",
            "W AC0401 /required/2 \"a\" stands in the list already; it was left out",
        ],
    );
}
