//! The operations of a document, as far as requests and errors go.

use apicrate::pointer::{self, Pointer};
use serde_json::{Map, Value};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// How many references are followed to a thing.
const MAX_STEPS: usize = 16;

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation<'a> {
    /// The HTTP method, in upper case.
    pub method: String,
    /// The key of its path.
    pub path: &'a str,
    /// The path template: what is sent of the key.
    pub template: &'a str,
    /// Its parameters, and those of its path.
    pub parameters: Vec<&'a Value>,
    /// Its responses by status.
    pub responses: Option<&'a Map<String, Value>>,
}

impl Operation<'_> {
    /// The names in the path template, each as often as it stands there.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &str> {
        let pieces = self.template.split('{').skip(1);
        pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
    }
}

/// The operations of the document `tree`.
pub(crate) fn operations(tree: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    let paths = tree.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let item = follow(tree, item);
        for method in METHODS {
            let Some(definition) = item.get(method) else {
                continue;
            };
            let lists = [item.get("parameters"), definition.get("parameters")];
            let parameters = lists.into_iter().flatten().filter_map(Value::as_array);
            found.push(Operation {
                method: method.to_ascii_uppercase(),
                path,
                // No key that is swept has these marks within braces.
                template: path.split(['?', '#']).next().unwrap_or_default(),
                parameters: parameters.flatten().map(|one| follow(tree, one)).collect(),
                responses: definition.get("responses").and_then(Value::as_object),
            });
        }
    }
    found
}

/// What `value` refers to in the end, if it is a reference within the document.
pub(crate) fn follow<'a>(tree: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..MAX_STEPS {
        let Some(target) = target(value).and_then(|at| pointer::get(tree, &at)) else {
            break;
        };
        value = target;
    }
    value
}

/// The place that `value` refers to.
pub(crate) fn target(value: &Value) -> Option<Pointer> {
    let reference = value.get("$ref")?.as_str()?;
    reference.strip_prefix('#')?.parse().ok()
}
