//! What there is to generate, before any phase may leave a part of it out.

use serde_json::Value;

use crate::grammar::METHODS;
use crate::pointer::Pointer;

/// The operations and component schemas of a document as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    /// The places of the operations below `paths`, in document order.
    pub operations: Vec<Pointer>,
    /// The places of the schemas of `components/schemas`, in document order.
    pub schemas: Vec<Pointer>,
}

impl Whole {
    /// Lists what the document `root` has, whether or not it is well-formed.
    pub(crate) fn of(root: &Value) -> Self {
        let paths = Pointer::root().child("paths");
        let items = members(root.get("paths")).filter(|(path, _)| !path.starts_with("x-"));
        let operations = items.flat_map(|(path, item)| {
            let item_place = paths.child(path);
            let methods = members(Some(item)).filter(|(key, _)| METHODS.contains(key));
            methods.map(move |(method, _)| item_place.child(method))
        });
        let place = Pointer::from_segments(["components", "schemas"]);
        let components = root.get("components");
        let schemas = components.and_then(|sections| sections.get("schemas"));
        Self {
            operations: operations.collect(),
            schemas: members(schemas)
                .map(|(name, _)| place.child(name))
                .collect(),
        }
    }
}

/// The members of an object, whatever their names; none of anything else.
fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let object = value.and_then(Value::as_object).into_iter().flatten();
    object.map(|(key, member)| (key.as_str(), member))
}
