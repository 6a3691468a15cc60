//! Operations: what can be called.

use serde_json::Value;

use super::{Body, Docs, Origin, Pagination, Requirement, TypeRef};

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
    /// The key of its path, by which the document's readers know it.
    pub path: String,
    /// What of the key is the path template, beginning with `/`.
    pub template: String,
    /// What of the key is in the query of each call, encoded; empty where nothing is.
    pub query: String,
    /// The parameters, those of the path item included, in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The documented responses with a success status, in document order.
    pub successes: Vec<Response>,
    /// The documented responses with any other status, in document order.
    pub errors: Vec<Response>,
    /// The base URL of this operation alone, its variables at their defaults.
    pub server: Option<String>,
    /// What a call needs: one of these; none when empty.
    pub security: Vec<Requirement>,
    /// Whether it may be called again when nobody knows what became of the first call.
    pub idempotency: Idempotency,
    /// How its result comes in pages, where it does.
    pub pagination: Option<Pagination>,
}

/// Whether several calls have the effect of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idempotency {
    /// As the method says (RFC 9110 §9.2.2).
    ByMethod,
    /// They have: the document or the settings say so.
    Declared,
    /// They have where they carry the same key in this header.
    Key(String),
}

impl Operation {
    /// The headers of all responses, each name once: as the first response that has it says.
    pub fn headers(&self) -> Vec<&Header> {
        let responses = self.successes.iter().chain(&self.errors);
        let mut headers: Vec<&Header> = Vec::new();
        for header in responses.flat_map(|response| &response.headers) {
            let is_same = |known: &&Header| known.name.eq_ignore_ascii_case(&header.name);
            if !headers.iter().any(is_same) {
                headers.push(header);
            }
        }
        headers
    }

    /// The content of a success, where there is one that all successes with content share.
    pub fn success_payload(&self) -> Option<&Payload> {
        let mut payloads = self
            .successes
            .iter()
            .filter_map(|success| success.payload.as_ref());
        let first = payloads.next()?;
        payloads.all(|payload| payload == first).then_some(first)
    }

    /// The stream that a success can be read as: the first that the document describes.
    pub fn stream(&self) -> Option<&Stream> {
        self.successes
            .iter()
            .find_map(|response| response.stream.as_ref())
    }
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
    /// The value that the server assumes when it is absent.
    pub default: Option<Value>,
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
    /// The content that can be read as it comes, which may be another representation.
    pub stream: Option<Stream>,
    /// The headers it may have, in document order.
    pub headers: Vec<Header>,
    /// Example values.
    pub examples: Vec<Value>,
}

/// A header of a response (OpenAPI 3.1 §4.8.21, Header Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub origin: Origin,
    /// Its name.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Its type: a value without parts, or an array of such.
    pub ty: TypeRef,
}

/// Content that is read as it comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// The media types to ask for.
    pub media_types: Vec<String>,
    /// What comes.
    pub items: Items,
}

/// What a stream brings.
#[derive(Debug, Clone, PartialEq)]
pub enum Items {
    /// Bytes.
    Bytes,
    /// Server-sent events that carry text.
    Events,
    /// Server-sent events that carry JSON of a type.
    JsonEvents(TypeRef),
    /// JSON texts of a type, one after the other.
    Lines(TypeRef),
}

impl Items {
    /// The type of the items, where they have one.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::JsonEvents(ty) | Self::Lines(ty) => Some(ty),
            Self::Bytes | Self::Events => None,
        }
    }
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
