//! Interceptors: the caller's own look at every request just before it goes out, for headers and
//! signatures.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

use super::error::{Error, ErrorKind};
use super::header::{header_name, header_value};
use super::hook::{BoxError, HookError};
use super::operation::Operation;

/// Sees every attempt just before it goes out, and may set its headers.
///
/// It can change neither where the request goes nor its body. Functions implement it:
///
/// ```text
/// builder.intercept(|request: &mut Outbound<'_>| {
///     let signature = sign(request.method(), request.uri(), request.body());
///     Ok(request.set_header("x-signature", &signature)?)
/// })
/// ```
pub trait Intercept: Send + Sync + 'static {
    /// Called once for every attempt, and for every redirect that is followed, after the
    /// credentials have been added. It must not block.
    ///
    /// # Errors
    ///
    /// Any error ends the call, and this request is not sent. Its text is not shown; see
    /// [`HookError`].
    fn intercept(&self, request: &mut Outbound<'_>) -> Result<(), BoxError>;
}

impl<F> Intercept for F
where
    F: Fn(&mut Outbound<'_>) -> Result<(), BoxError> + Send + Sync + 'static,
{
    fn intercept(&self, request: &mut Outbound<'_>) -> Result<(), BoxError> {
        self(request)
    }
}

/// A request that is about to go out. `Debug` shows its operation alone.
pub struct Outbound<'r> {
    pub(super) operation: &'static Operation,
    pub(super) uri: &'r Uri,
    pub(super) headers: &'r mut HeaderMap,
    pub(super) body: Option<&'r Bytes>,
    pub(super) attempt: u32,
}

impl Outbound<'_> {
    /// The operation, with its id and its path template.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.operation.method
    }

    /// The whole URL; its query may have a secret.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        self.uri
    }

    /// The headers, credentials included.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The body, empty when there is none; `None` for a stream, which is read as it goes out.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.map(|body| &body[..])
    }

    /// Which attempt of the call this is, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Sets a header of this attempt, in place of any of this name. Its value is taken for a
    /// secret.
    ///
    /// # Errors
    ///
    /// For a name or value that no header can have, and for a header that frames the message or
    /// decides where it goes.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let header = header_name(name, ErrorKind::Hook)?;
        let mut value = header_value(name, value, ErrorKind::Hook)?;
        value.set_sensitive(true);
        self.headers.insert(header, value);
        Ok(())
    }

    /// Shows the request to `interceptors`, one after the other, up to the first that fails.
    pub(super) fn show(mut self, interceptors: &[Arc<dyn Intercept>]) -> Result<(), HookError> {
        let mut interceptors = interceptors.iter();
        interceptors
            .try_for_each(|interceptor| interceptor.intercept(&mut self))
            .map_err(HookError::new)
    }
}

impl fmt::Debug for Outbound<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Outbound")
            .field("operation", &self.operation.id)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}
