//! The six models that are measured are what the generator emits today: else the bench measures something of the past.

#![allow(clippy::expect_used, reason = "a test stops at what it did not expect")]

use std::collections::BTreeMap;

use apicrate::inputs::{Inputs, NoFiles, Source};
use apicrate::settings::Settings;
use serde_json::{Value, json};

/// The models, each in the one before.
const MODELS: [&str; 6] = ["Company", "Region", "Site", "Building", "Floor", "Room"];

/// The copies.
const MEASURED: [&str; 2] = [
    include_str!("../src/deep.rs"),
    include_str!("../src/deep/inner.rs"),
];

#[test]
fn the_measured_models_are_those_that_are_emitted() {
    let copies: Vec<BTreeMap<String, String>> = MEASURED.iter().map(|text| tables(text)).collect();
    let emitted = emitted();
    for model in MODELS {
        let now: Vec<&String> = emitted.iter().filter_map(|file| file.get(model)).collect();
        let copy: Vec<&String> = copies.iter().filter_map(|file| file.get(model)).collect();
        assert_eq!(now.len(), 1, "{model}");
        assert_eq!(copy, now, "{model}: copy what the generator emits");
    }
}

/// The struct and the two tables of each type in a file, without documentation and derives.
fn tables(text: &str) -> BTreeMap<String, String> {
    let file = syn::parse_file(text).expect("Rust");
    let mut tables = BTreeMap::<String, String>::new();
    let mut add = |name: String, item: &dyn quote::ToTokens| {
        let text = item.to_token_stream().to_string();
        // How a list is broken into lines, and with it the comma at its end, is the formatter's.
        let text: String = text.split_whitespace().collect();
        let text = text
            .replace(",]", "]")
            .replace(",)", ")")
            .replace(",}", "}");
        tables.entry(name).or_default().push_str(&text);
    };
    for item in file.items {
        match item {
            syn::Item::Struct(mut item) => {
                item.attrs.clear();
                item.fields.iter_mut().for_each(|field| field.attrs.clear());
                add(item.ident.to_string(), &item);
            }
            syn::Item::Impl(item) if item.trait_.is_some() => {
                let name = quote::ToTokens::to_token_stream(&item.self_ty).to_string();
                add(name, &item);
            }
            _ => {}
        }
    }
    tables
}

/// The tables in each model's file of the crate of such models.
fn emitted() -> Vec<BTreeMap<String, String>> {
    let root = Source {
        path: "deep.json".to_owned(),
        text: document().to_string(),
    };
    let outcome = apicrate::generate(&Inputs {
        root: &root,
        loader: &NoFiles,
        settings: &Settings::default(),
        overlays: &[],
        lock: None,
    });
    let files = outcome.files.expect("a crate");
    let models = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/models/"));
    models.map(|(_, text)| tables(text)).collect()
}

fn document() -> Value {
    let schemas: serde_json::Map<String, Value> = MODELS
        .iter()
        .enumerate()
        .map(|(depth, name)| ((*name).to_owned(), model(MODELS.get(depth + 1))))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Deep", "version": "1.0.0" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

fn model(inside: Option<&&str>) -> Value {
    let mut schema = json!({
        "type": "object",
        "required": ["active", "area", "count", "id", "labels", "name"],
        "properties": {
            "active": { "type": "boolean" },
            "area": { "type": "number" },
            "count": { "type": "integer", "minimum": 0 },
            "id": { "type": "integer" },
            "labels": { "type": "array", "items": { "type": "string" } },
            "name": { "type": "string" },
            "note": { "type": "string" },
        },
    });
    let places = inside.map(|name| json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{name}") } }));
    let properties = schema
        .pointer_mut("/properties")
        .and_then(Value::as_object_mut);
    if let (Some(properties), Some(places)) = (properties, places) {
        properties.insert("places".to_owned(), places);
    }
    schema
}
