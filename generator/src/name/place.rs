//! From the place of a schema to the words of its name.

use std::collections::BTreeMap;

use crate::ir::{Api, Shape};
use crate::pointer::Pointer;
use crate::settings::Settings;

/// What of a document has a name that a place inside of it can begin with.
pub(super) struct Places {
    operations: BTreeMap<Pointer, String>,
    parameters: BTreeMap<Pointer, String>,
    labels: BTreeMap<Pointer, String>,
    /// The names of types that the settings say: what stands inside of them is named after them.
    renamed: BTreeMap<Pointer, String>,
}

impl Places {
    /// The named places of `api`.
    pub(super) fn new(api: &Api) -> Self {
        let operations = api
            .operations
            .iter()
            .map(|operation| (operation.origin.pointer.clone(), operation.id.clone()));
        let parameters = api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        let incoming = api
            .incoming
            .iter()
            .map(|incoming| (incoming.origin.pointer.clone(), incoming.name.clone()));
        let unions = api
            .types
            .iter()
            .filter_map(|(_, definition)| match &definition.shape {
                Shape::Union(union) => Some(union),
                _ => None,
            });
        let labels = unions
            .flat_map(|union| &union.variants)
            .filter_map(|variant| Some((variant.origin.pointer.clone(), variant.label.clone()?)));
        Self {
            operations: operations.chain(incoming).collect(),
            parameters: parameters
                .map(|parameter| (parameter.origin.pointer.clone(), parameter.name.clone()))
                .collect(),
            labels: labels.collect(),
            renamed: BTreeMap::new(),
        }
    }

    /// The same, with the names that the settings have for types.
    pub(super) fn with_names_of(mut self, settings: &Settings) -> Self {
        let named = settings
            .schemas
            .iter()
            .filter_map(|(pointer, schema)| Some((pointer.parse().ok()?, schema.name.clone()?)));
        self.renamed = named.collect();
        self
    }

    /// The words that name a schema after the place where it stands: parents first.
    pub(super) fn words(&self, pointer: &Pointer) -> String {
        let segments: Vec<String> = pointer
            .segments()
            .map(std::borrow::Cow::into_owned)
            .collect();
        let (mut words, mut at) = self.start(&segments);
        while let Some(segment) = segments.get(at) {
            let next = segments.get(at + 1).map_or("", String::as_str);
            let here = prefix(&segments, at + 2);
            let (word, taken) = match segment.as_str() {
                "properties"
                | "patternProperties"
                | "x-apicrate-patternProperties"
                | "headers"
                | "$defs"
                | "definitions"
                | "encoding" => (next.to_owned(), 2),
                "items" | "contains" | "x-apicrate-contains" => ("Item".to_owned(), 1),
                "prefixItems" | "x-apicrate-prefixItems" => (format!("Item {}", ordinal(next)), 2),
                "additionalProperties" | "x-apicrate-unevaluatedProperties" => {
                    ("Value".to_owned(), 1)
                }
                "x-apicrate-propertyNames" => ("Key".to_owned(), 1),
                "allOf" => (String::new(), 2),
                "oneOf" | "anyOf" => (self.branch(&here, next), 2),
                "parameters" => (self.parameters.get(&here).cloned().unwrap_or_default(), 2),
                "requestBody" => ("Body".to_owned(), 1),
                "responses" => (response_words(next), 2),
                "content" => (media_type_words(next), 2),
                "callbacks" | "x-apicrate-webhooks" => (next.to_owned(), 2),
                "schema" => (String::new(), 1),
                other => (other.to_owned(), 1),
            };
            words.push(' ');
            words.push_str(&word);
            at += taken;
        }
        words
    }

    /// What the lock knows a place by: its pointer, but with the names of parameters and of branches in place of
    /// their numbers, which others before them would change.
    pub(super) fn key(&self, pointer: &Pointer) -> String {
        let mut key = Pointer::root();
        let mut here = Pointer::root();
        for segment in pointer.segments() {
            here.push(&segment);
            let name = self
                .parameters
                .get(&here)
                .or_else(|| self.labels.get(&here));
            key.push(name.map_or(&segment, String::as_str));
        }
        key.to_string()
    }

    /// The words of the outermost named thing, and how many segments it takes.
    fn start(&self, segments: &[String]) -> (String, usize) {
        let lengths = match self.renamed.is_empty() {
            true => 0..0,
            false => 1..segments.len() + 1,
        };
        let renamed = lengths.rev().find_map(|length| {
            let name = self.renamed.get(&prefix(segments, length))?;
            Some((name.clone(), length))
        });
        if let Some(renamed) = renamed {
            return renamed;
        }
        // The innermost operation: a callback stands inside of another one.
        let named = (3..=segments.len().min(8)).rev().find_map(|length| {
            self.operations
                .get(&prefix(segments, length))
                .map(|id| (id.clone(), length))
        });
        if let Some(named) = named {
            return named;
        }
        match segments {
            [components, section, key, ..] if components == "components" => {
                let kind = match section.as_str() {
                    "responses" => " Response",
                    "requestBodies" => " Body",
                    "headers" => " Header",
                    _ => "",
                };
                (format!("{key}{kind}"), 3)
            }
            [paths, path, ..] if paths == "paths" => (path.clone(), 2),
            _ => (String::new(), 0),
        }
    }

    fn branch(&self, pointer: &Pointer, index: &str) -> String {
        self.labels
            .get(pointer)
            .cloned()
            .unwrap_or_else(|| format!("Variant {}", ordinal(index)))
    }
}

fn prefix(segments: &[String], length: usize) -> Pointer {
    segments
        .iter()
        .take(length)
        .fold(Pointer::root(), |pointer, segment| pointer.child(segment))
}

/// Positions count from one in names, as people do.
fn ordinal(index: &str) -> String {
    index
        .parse::<usize>()
        .map_or_else(|_| index.to_owned(), |index| (index + 1).to_string())
}

fn response_words(status: &str) -> String {
    match status {
        "200" => "Response".to_owned(),
        other => format!("Response {other}"),
    }
}

/// JSON is what one expects; anything else is named.
fn media_type_words(media_type: &str) -> String {
    let subtype = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default();
    if subtype == "json" || subtype.ends_with("+json") || subtype == "*" {
        String::new()
    } else {
        subtype
            .trim_start_matches("x-")
            .replace("www-form-urlencoded", "form")
            .replace("form-data", "form")
    }
}
