//! What a mock answers: whole responses.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::json::{self, Encode, View};
use super::transport::{Body, TransportError, TransportErrorKind};

/// A response for a mock to give, any number of times. `Debug` shows its status alone.
#[derive(Clone)]
pub struct Answer(Result<Response<Bytes>, String>);

impl Answer {
    /// A response without content. A status that HTTP does not have (RFC 9110, section 15) is an
    /// error of the call that gets it.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self(Ok(Response::new(Bytes::new()))).status(status)
    }

    /// A response with the JSON of `data`, `readOnly` members and all.
    #[must_use]
    pub fn json(status: u16, media_type: &str, data: &dyn Encode) -> Self {
        match json::to_vec(data, View::Full) {
            Ok(text) => Self::bytes(status, media_type, text),
            Err(fault) => Self(Err(format!("the data cannot be written as JSON: {fault}"))),
        }
    }

    /// A response with these bytes.
    #[must_use]
    pub fn bytes(status: u16, media_type: &str, content: impl Into<Bytes>) -> Self {
        let answer = Self(Ok(Response::new(content.into())));
        answer
            .status(status)
            .header(CONTENT_TYPE.as_str(), media_type)
    }

    /// The same with another status.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self(self.0.and_then(|mut response| {
            *response.status_mut() =
                StatusCode::from_u16(status).map_err(|_| format!("{status} is no status"))?;
            Ok(response)
        }))
    }

    /// The same with a header, in place of any of its name.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.and_then(|mut response| {
            let refuse = || format!("a response cannot have this header `{name}`");
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refuse())?;
            let value = HeaderValue::from_str(value).map_err(|_| refuse())?;
            response.headers_mut().insert(name, value);
            Ok(response)
        }))
    }

    /// The response, as a transport gives it.
    ///
    /// # Errors
    ///
    /// Where its status, its headers or its data cannot be sent.
    #[doc(hidden)]
    pub fn response(&self) -> Result<Response<Body>, TransportError> {
        match &self.0 {
            Ok(response) => Ok(response.clone().map(Body::from)),
            Err(what) => {
                Err(TransportError::new(TransportErrorKind::Refused).explained(what.clone()))
            }
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.0.as_ref().map(Response::status);
        formatter.debug_tuple("Answer").field(&status).finish()
    }
}
