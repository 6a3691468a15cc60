//! Responses, and the ways to read their bodies.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::error::{Error, ErrorKind};
use super::failure::may_have_been_applied;
use super::json::{self, Decode, Fault};
use super::operation::Operation;
use super::trace::CallSpan;

/// Reads the body of a success.
pub type Decoder<T> = fn(&RawResponse) -> Result<T, BodyFault>;

/// What a successful call gives. `Debug` shows no header's value.
pub struct ApiResponse<T> {
    /// The body.
    pub data: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ApiResponse<T> {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body alone.
    #[must_use]
    pub fn into_data(self) -> T {
        self.data
    }
}

impl<T: fmt::Debug> fmt::Debug for ApiResponse<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiResponse")
            .field("data", &self.data)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// A whole response whose body has not been decoded.
#[derive(Clone)]
pub struct RawResponse {
    pub(super) operation: &'static Operation,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Bytes,
    pub(super) attempts: u32,
    pub(super) span: CallSpan,
}

impl RawResponse {
    pub(super) fn new(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        attempts: u32,
    ) -> Self {
        Self {
            operation,
            status,
            headers,
            body,
            attempts,
            span: CallSpan::default(),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, after decompression.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type without its parameters, in lower case; `None` when the server named none.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        media_type(&self.headers)
    }

    pub(super) fn into_api_response<T>(self, decode: Decoder<T>) -> Result<ApiResponse<T>, Error> {
        match decode(&self) {
            Ok(data) => Ok(self.with_data(data)),
            Err(fault) => Err(self.into_body_error(fault)),
        }
    }

    /// The success whose body was read to `data`.
    pub(super) fn with_data<T>(self, data: T) -> ApiResponse<T> {
        ApiResponse {
            data,
            status: self.status,
            headers: self.headers,
        }
    }

    pub(super) fn into_body_error(self, fault: BodyFault) -> Error {
        let error = match fault {
            BodyFault::UnexpectedMediaType => Error::new(
                ErrorKind::UnexpectedMediaType,
                "the body is of another media type than the description says",
            ),
            BodyFault::Empty => Error::new(ErrorKind::EmptyBody, "the body is empty"),
            fault => Error::new(
                ErrorKind::Decode,
                "the body is not what the description says",
            )
            .because_of(fault),
        };
        let span = self.span.clone();
        let error = self.into_error(error);
        span.failed(&error);
        error
    }

    /// The error that a response is whose status is none of the documented successes.
    pub(super) fn into_api_error(self) -> Error {
        let error = if self.status.is_success() {
            let what = "the server answered with a success that the description does not list";
            Error::new(ErrorKind::UnexpectedStatus, what)
        } else if self.status.is_redirection() {
            Error::new(
                ErrorKind::Api,
                "the server answered with a redirect, which is not followed",
            )
        } else {
            Error::new(ErrorKind::Api, "the server answered with an error")
        };
        let error = match self.operation.error.and_then(|decode| decode(&self)) {
            Some(Ok(documented)) => error.with_documented(documented),
            Some(Err(fault)) => error.because_of(fault),
            None => error,
        };
        self.into_error(error)
    }

    fn into_error(self, error: Error) -> Error {
        let applied = may_have_been_applied(self.operation, Some(self.status));
        error
            .of_operation(self.operation.id)
            .after(self.attempts, applied)
            .with_head(self.status, self.headers)
            .with_body(&self.body)
    }
}

pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?;
    let text = String::from_utf8_lossy(value.as_bytes());
    let essence = text.split(';').next().unwrap_or_default();
    Some(essence.trim().to_ascii_lowercase())
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawResponse")
            .field("operation", &self.operation.id)
            .field("status", &self.status())
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why a body cannot be read. It does not show the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyFault {
    /// The media type is not the one that is due.
    UnexpectedMediaType,
    /// Nothing came where something is due.
    Empty,
    /// The text is not UTF-8.
    NotUtf8,
    /// The JSON is not as described.
    Json(Fault),
}

impl From<Fault> for BodyFault {
    fn from(fault: Fault) -> Self {
        Self::Json(fault)
    }
}

impl fmt::Display for BodyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnexpectedMediaType => "the media type is not the documented one",
            Self::Empty => "the body is empty",
            Self::NotUtf8 => "the text is not UTF-8",
            Self::Json(_) => "the JSON is not as documented",
        })
    }
}

impl StdError for BodyFault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Json(fault) => Some(fault),
            _ => None,
        }
    }
}

/// Reads JSON. The media type must be `application/json`, `text/json`, one that ends in `+json`,
/// or missing.
///
/// # Errors
///
/// For another media type, an empty body, and JSON that is not a `T`.
pub fn json<T: Decode>(response: &RawResponse) -> Result<T, BodyFault> {
    let body = json_body(response)?.ok_or(BodyFault::Empty)?;
    Ok(json::from_slice(body)?)
}

/// Reads JSON as [`json()`] does; an empty body, of whatever media type, is `None`.
///
/// # Errors
///
/// For another media type, and JSON that is not a `T`.
pub fn optional_json<T: Decode>(response: &RawResponse) -> Result<Option<T>, BodyFault> {
    Ok(json_body(response)?.map(json::from_slice).transpose()?)
}

/// The body if there is one and it is JSON by its media type. An empty one has no media type.
pub(super) fn json_body(response: &RawResponse) -> Result<Option<&[u8]>, BodyFault> {
    if response.body.is_empty() {
        return Ok(None);
    }
    if names_json(&response.headers) {
        Ok(Some(&response.body))
    } else {
        Err(BodyFault::UnexpectedMediaType)
    }
}

/// Whether the media type is that of JSON, or missing.
pub(super) fn names_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let essence = value.as_bytes().split(|byte| *byte == b';').next();
    let essence = essence.unwrap_or_default().trim_ascii();
    essence.eq_ignore_ascii_case(b"application/json")
        || essence.eq_ignore_ascii_case(b"text/json")
        || essence
            .last_chunk::<5>()
            .is_some_and(|end| end.eq_ignore_ascii_case(b"+json"))
}

/// Ignores the body.
///
/// # Errors
///
/// None.
pub fn empty(_: &RawResponse) -> Result<(), BodyFault> {
    Ok(())
}

/// Reads UTF-8 text of any media type.
///
/// # Errors
///
/// For bytes that are not UTF-8.
pub fn text(response: &RawResponse) -> Result<String, BodyFault> {
    String::from_utf8(response.body.to_vec()).map_err(|_| BodyFault::NotUtf8)
}

/// Takes the bytes, of any media type.
///
/// # Errors
///
/// None.
pub fn bytes(response: &RawResponse) -> Result<Bytes, BodyFault> {
    Ok(response.body.clone())
}
