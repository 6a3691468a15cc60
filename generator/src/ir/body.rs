//! Request bodies: what is sent.

use serde_json::Value;

use super::{Docs, Origin, Payload, Style, TypeRef};

/// A request body (OpenAPI 3.1 §4.8.13, Request Body Object).
#[derive(Debug, Clone)]
pub struct Body {
    /// Where it stands.
    pub origin: Origin,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether a call must give it.
    pub required: bool,
    /// The content, one a media type, equal ones merged, in document order.
    pub contents: Vec<BodyContent>,
}

/// What a request body may hold.
#[derive(Debug, Clone)]
pub struct BodyContent {
    /// Where its media type stands.
    pub origin: Origin,
    /// The media type that is sent.
    pub media_type: String,
    /// What the content is.
    pub payload: Sent,
    /// Example values.
    pub examples: Vec<Value>,
}

/// What the content of a request body is.
#[derive(Debug, Clone, PartialEq)]
pub enum Sent {
    /// JSON of a type (RFC 8259, and `+json` of RFC 6839).
    Json(TypeRef),
    /// Name and value pairs (`application/x-www-form-urlencoded`).
    Form(Form),
    /// Parts (RFC 2046 §5.1).
    Multipart(Multipart),
    /// Text.
    Text,
    /// Bytes of any kind.
    Bytes,
}

impl Sent {
    /// The types that the content is made of.
    pub fn types(&self) -> Vec<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Form(Form { ty, .. }) => vec![ty],
            Self::Multipart(multipart) => multipart.types().collect(),
            Self::Text | Self::Bytes => Vec::new(),
        }
    }
}

/// A body of name and value pairs (OpenAPI 3.1 §4.8.14.4, Support for x-www-form-urlencoded Request Bodies).
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The object whose members are the pairs.
    pub ty: TypeRef,
    /// The members that are written in another way than by default.
    pub members: Vec<FormMember>,
}

/// How a member of a form is written (OpenAPI 3.1 §4.8.15, Encoding Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMember {
    /// Its name on the wire.
    pub name: String,
    /// How its value is written.
    pub style: Style,
    /// Whether the parts of its value are written separately.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// A body of parts (OpenAPI 3.1 §4.8.14.5, Special Considerations for multipart Content).
#[derive(Debug, Clone, PartialEq)]
pub struct Multipart {
    /// The known parts, in document order; none where the document does not name them.
    pub parts: Vec<Part>,
}

impl Multipart {
    fn types(&self) -> impl Iterator<Item = &TypeRef> {
        self.parts.iter().filter_map(|part| match &part.content {
            PartContent::Value(ty) => Some(ty),
            PartContent::File => None,
        })
    }
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where its schema stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether the body must have it.
    pub required: bool,
    /// Whether there may be several parts of this name.
    pub repeated: bool,
    /// What is in it.
    pub content: PartContent,
    /// Its media type, if the document names exactly one.
    pub media_type: Option<String>,
}

/// What is in a part.
#[derive(Debug, Clone, PartialEq)]
pub enum PartContent {
    /// A file: bytes with a name.
    File,
    /// A value: text where it has no parts of its own, JSON otherwise. Of a repeated part, each one's.
    Value(TypeRef),
}

impl From<Sent> for Payload {
    /// The same content, seen by the one that receives it: what is neither JSON nor text is bytes.
    fn from(sent: Sent) -> Self {
        match sent {
            Sent::Json(ty) => Self::Json(ty),
            Sent::Text => Self::Text,
            Sent::Form(_) | Sent::Multipart(_) | Sent::Bytes => Self::Bytes,
        }
    }
}
