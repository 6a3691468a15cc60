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
    /// Example values, in document order.
    pub examples: Vec<Value>,
}
