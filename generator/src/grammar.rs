//! The grammar of OpenAPI 3.0 and 3.1: which member of which object holds which kind of object.
//!
//! It knows what is description and what is data: a `$ref` inside an example, a default, an enum
//! value or an extension is data, and a property named `$ref` is a property.

mod share;
mod table;
mod walk;
mod words;

use serde_json::Value;

pub(crate) use self::share::{Extent, walk_mut_on};
pub use self::table::{Rule, Shape, rules};
pub use self::walk::{MAX_DEPTH, walk, walk_mut};
pub(crate) use self::words::{title, words};

use crate::pointer::{Outer, Pointer};

/// The prefix of the keys under which normalising keeps what OpenAPI 3.0 has no word for.
pub const RESERVED: &str = "x-apicrate-";

/// A kind of object that an OpenAPI document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The document itself ("OpenAPI Object").
    Root,
    /// Info Object.
    Info,
    /// Server Object.
    Server,
    /// Tag Object.
    Tag,
    /// Components Object.
    Components,
    /// Path Item Object.
    PathItem,
    /// Operation Object.
    Operation,
    /// Parameter Object.
    Parameter,
    /// Request Body Object.
    RequestBody,
    /// Media Type Object.
    MediaType,
    /// Encoding Object.
    Encoding,
    /// Response Object.
    Response,
    /// Header Object.
    Header,
    /// Example Object.
    Example,
    /// Link Object.
    Link,
    /// Callback Object.
    Callback,
    /// Security Scheme Object.
    SecurityScheme,
    /// Schema Object, or a boolean in its place (3.1).
    Schema,
}

impl Kind {
    /// The section of `components` that holds objects of this kind.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            _ => return None,
        })
    }

    /// The kind of the objects in a section of `components`.
    #[must_use]
    pub fn of_section(section: &str) -> Option<Self> {
        rules(Self::Components)
            .iter()
            .find(|rule| rule.key == section)
            .map(|rule| rule.kind)
    }
}

/// The methods of a Path Item Object, in the order of the specification.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The target of `value` if it is a reference in the place of an object of `kind`.
///
/// A `$ref` beside other members counts; one that is not a string does not.
#[must_use]
pub fn reference(kind: Kind, value: &Value) -> Option<&str> {
    kind.section()?;
    value.get("$ref")?.as_str()
}

/// An object (or what stands in its place) directly inside another one.
#[derive(Clone, Copy, Debug)]
pub struct Child<'v> {
    /// The member of the outer object.
    pub key: &'v str,
    /// The step from that member to the child, if it is a list or a map.
    pub step: Option<Step<'v>>,
    /// What it should be.
    pub kind: Kind,
    /// What it is: anything, since the document may be wrong.
    pub value: &'v Value,
}

/// A step into a list or a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'v> {
    /// To a member of a map.
    Key(&'v str),
    /// To an element of a list.
    Index(usize),
}

impl Child<'_> {
    /// The pointer to this child of the object at `parent`.
    #[must_use]
    pub fn pointer(&self, parent: &Pointer) -> Pointer {
        let mut pointer = parent.clone();
        self.enter(&mut pointer);
        pointer
    }

    /// Leads `pointer` from the object around this child to the child; gives the way back.
    fn enter(&self, pointer: &mut Pointer) -> Outer {
        let outer = pointer.enter(self.key);
        match self.step {
            Some(Step::Key(key)) => pointer.push(key),
            Some(Step::Index(index)) => pointer.push_index(index),
            None => {}
        }
        outer
    }
}

/// The objects directly inside `value`, which is of `kind`, in document order.
#[must_use]
pub fn children(kind: Kind, value: &Value) -> Vec<Child<'_>> {
    let mut found = Vec::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        let Some(rule) = table::rule(kind, key) else {
            continue;
        };
        let child = |step, value| Child {
            key,
            step,
            kind: rule.kind,
            value,
        };
        match (rule.shape, member) {
            (Shape::OneOrBool, Value::Bool(_)) => {}
            (Shape::One | Shape::List, Value::Array(list)) => {
                let steps = list.iter().enumerate();
                found.extend(steps.map(|(i, value)| child(Some(Step::Index(i)), value)));
            }
            (Shape::Map | Shape::Patterned, Value::Object(map)) => {
                let members = map
                    .iter()
                    .filter(|(key, value)| rule.shape.holds(key, value));
                found.extend(members.map(|(key, value)| child(Some(Step::Key(key)), value)));
            }
            (Shape::One | Shape::OneOrBool, _) => found.push(child(None, member)),
            (Shape::List | Shape::Map | Shape::Patterned, _) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests;
