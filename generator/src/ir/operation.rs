//! Operations: what can be called.

use serde_json::Value;

use super::{Docs, Origin, Requirement, TypeRef};

/// One method on one path (OpenAPI 3.1 §4.8.10, Operation Object).
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands.
    pub origin: Origin,
    /// Its `operationId`, or one made of method and path.
    pub id: String,
    /// The position of its group in the API's groups.
    pub group: usize,
    /// What the document says about it.
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// The path template, beginning with `/`.
    pub path: String,
    /// The parameters, those of the path item included, in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The documented responses with a success status, in document order.
    pub successes: Vec<Response>,
    /// The documented responses with any other status, in document order.
    pub errors: Vec<Response>,
    /// What a call needs: one of these; none when empty.
    pub security: Vec<Requirement>,
}

/// An HTTP method (RFC 9110 §9, RFC 5789).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
}

impl Method {
    /// All methods with their keys in a path item.
    pub const ALL: [(&'static str, Self); 8] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
    ];

    /// The method as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A parameter (OpenAPI 3.1 §4.8.12, Parameter Object).
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Which part of the request it is in.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether the parts of its value are written separately.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether a call must give it.
    pub required: bool,
    /// Its type.
    pub ty: TypeRef,
}

/// The part of a request that a parameter is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How the value of a parameter is written (OpenAPI 3.1 §4.8.12.2, Style Values).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Comma-separated.
    Simple,
    /// Dot-prefixed.
    Label,
    /// Semicolon-prefixed.
    Matrix,
    /// `name=value`.
    Form,
    /// Blank-separated.
    SpaceDelimited,
    /// Separated by `|`.
    PipeDelimited,
    /// `name[key]=value`.
    DeepObject,
    /// As JSON text: a `content` parameter.
    Json,
}

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

/// What the content of a response is.
#[derive(Debug, Clone, PartialEq)]
pub enum Payload {
    /// JSON of a type (RFC 8259, and `+json` of RFC 6839).
    Json(TypeRef),
    /// Text.
    Text,
    /// Bytes of any kind.
    Bytes,
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

/// A documented response (OpenAPI 3.1 §4.8.17, Response Object).
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// The status it comes with.
    pub status: Status,
    /// What the document says about it.
    pub description: String,
    /// The media types it may have; empty when it has no content.
    pub media_types: Vec<String>,
    /// Its content; none when it has no content.
    pub payload: Option<Payload>,
    /// Example values.
    pub examples: Vec<Value>,
}

/// The status a response is documented for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX`: all statuses with this first digit.
    Range(u16),
    /// `default`: every status without a response of its own.
    Default,
}

impl Status {
    /// Whether a response of this status is a success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// A request that the server makes: a webhook (OpenAPI 3.1 §4.8.1.1) or a callback (§4.8.18).
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Where it stands.
    pub origin: Origin,
    /// The key of the webhook or callback.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// What it brings.
    pub payload: Payload,
}
