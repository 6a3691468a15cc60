//! What is known of an operation before it is called: one `static` per operation, shared by all calls.

use std::any::Any;

use super::response::{BodyFault, RawResponse};

pub use http::Method;

/// Decodes the body of a response that reports an error, if the description documents its status.
///
/// `None` means that the status is not documented; the boxed value is the operation's error type.
pub type ErrorDecoder = fn(&RawResponse) -> Option<Result<Box<dyn Any + Send + Sync>, BodyFault>>;

/// The names of security schemes of which a call needs all (one OpenAPI security requirement).
pub type SecurityRequirement = &'static [&'static str];

/// One operation of the API, as the description has it.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`, or what stands in for it; shown in errors.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/orgs/{org_id}/tokens`; it begins with `/`.
    pub path: &'static str,
    /// The base URL of this operation alone, where it has one. A base URL that the caller sets
    /// holds for it as well. The client's credentials go there: the description says so.
    pub server: Option<&'static str>,
    /// The value of the `accept` header; empty when no success of the operation has a body.
    pub accept: &'static str,
    /// Alternatives, of which one must be met in full. An empty list, or an empty alternative,
    /// means that the operation may be called without credentials.
    pub security: &'static [SecurityRequirement],
    /// The statuses that mean success.
    pub success: &'static [Status],
    /// Whether a call that may have been carried out may be sent again.
    pub idempotency: Idempotency,
    /// Reads the documented errors, where there are any.
    pub error: Option<ErrorDecoder>,
}

impl Operation {
    /// Whether `status` is one of the documented successes.
    #[must_use]
    pub fn is_success(&self, status: u16) -> bool {
        self.success
            .iter()
            .any(|documented| documented.matches(status))
    }
}

/// Whether to carry an operation out twice has the same effect as to do so once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// As the method says (RFC 9110, section 9.2.2).
    ByMethod,
    /// It has, whatever the method.
    Declared,
    /// It has for calls with the same value of this header: each call sends a random one, on
    /// every attempt the same, unless the caller sets it.
    Key(&'static str),
}

/// A key of an operation's `responses` that means success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status, such as `200`.
    Code(u16),
    /// A range by its first digit, such as `2` for `2XX`.
    Range(u8),
    /// `default`: any 2xx status. (Every other status that `default` covers is an error.)
    Default,
}

impl Status {
    /// Whether `status` falls under this key.
    #[must_use]
    pub fn matches(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(digit) => u16::from(digit) == status / 100,
            Self::Default => status / 100 == 2,
        }
    }
}

/// The documented errors of an operation, as one type.
pub trait DocumentedError: Sized + Send + Sync + 'static {
    /// Reads the body by the response's status; `None` when that status is not documented.
    fn decode(response: &RawResponse) -> Option<Result<Self, BodyFault>>;
}

/// The [`ErrorDecoder`] of `E`.
///
/// # Errors
///
/// The inner result is an error when the status is documented but the body is not as documented.
#[must_use]
pub fn error_decoder<E: DocumentedError>(
    response: &RawResponse,
) -> Option<Result<Box<dyn Any + Send + Sync>, BodyFault>> {
    let decoded = E::decode(response)?;
    Some(decoded.map(|error| Box::new(error) as Box<dyn Any + Send + Sync>))
}
