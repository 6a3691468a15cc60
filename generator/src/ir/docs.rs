//! What every node carries: where it came from and what the document says about it.

use serde_json::Value;

use crate::pointer::Pointer;

/// The place in the (bundled) document that a node came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The JSON pointer (RFC 6901) of the place.
    pub pointer: Pointer,
}

impl Origin {
    /// The origin at `pointer`.
    pub fn new(pointer: &Pointer) -> Self {
        Self {
            pointer: pointer.clone(),
        }
    }
}

/// The words of the document about a node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// `summary` or `title`.
    pub summary: Option<String>,
    /// `description`, CommonMark as the document has it.
    pub description: Option<String>,
    /// Whether the document marks the node as deprecated.
    pub deprecated: bool,
    /// Constraints that the client documents and the server enforces, each a short sentence.
    pub constraints: Vec<String>,
    /// The same constraints, for those that make or check values.
    pub limits: Limits,
    /// Example values, in document order.
    pub examples: Vec<Value>,
}

/// What the document says of values beyond their type (JSON Schema Validation §6 and §7.3).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// The format, whether or not it has a type of its own.
    pub format: Option<String>,
    /// The expression that texts match somewhere (ECMA-262).
    pub pattern: Option<String>,
    /// The least and the greatest number of characters.
    pub length: (Option<usize>, Option<usize>),
    /// The least and the greatest number of items.
    pub items: (Option<usize>, Option<usize>),
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// The values that a text, number or boolean may have, where no enumeration says it; any when empty.
    pub values: Vec<Value>,
}

/// The end of a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The number.
    pub number: f64,
    /// Whether it is itself not allowed.
    pub is_exclusive: bool,
}
