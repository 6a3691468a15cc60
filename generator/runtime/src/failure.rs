//! What an attempt that got no whole response ends in.

use http::{HeaderMap, StatusCode};

use super::error::{Error, ErrorKind};
use super::hook::HookError;
use super::operation::Operation;
use super::transport::{TransportError, TransportErrorKind};

/// The status and headers of a response.
pub(super) type Head = (StatusCode, HeaderMap);

/// Why an attempt has no whole response.
pub(super) enum Failure {
    /// The time of the attempt or of the call was up.
    Timeout,
    /// The body came too slowly.
    Stalled,
    TooLarge,
    /// An interceptor failed, and nothing was sent.
    Hook(HookError),
    Transport(TransportError),
}

impl Failure {
    /// The error of attempt number `attempts`, whose response had this `head`, if it had one.
    pub(super) fn into_error(
        self,
        head: Option<Head>,
        operation: &'static Operation,
        attempts: u32,
    ) -> Error {
        let status = head.as_ref().map(|(status, _)| *status);
        let unsent = match &self {
            Self::Transport(error) => error.kind().is_unsent(),
            Self::Hook(_) => true,
            _ => false,
        };
        let error = match self {
            Self::Timeout => Error::new(ErrorKind::Timeout, when(status)),
            Self::Stalled => Error::new(ErrorKind::Timeout, "the body came too slowly"),
            Self::TooLarge => Error::new(ErrorKind::TooLarge, "the body is larger than the limit"),
            Self::Hook(error) => {
                Error::new(ErrorKind::Hook, "an interceptor refused the request").because_of(error)
            }
            Self::Transport(error) => {
                Error::new(kind_of(error.kind()), what_of(error.kind())).of_transport(error)
            }
        };
        let error = match head {
            Some((status, headers)) => error.with_head(status, headers),
            None => error,
        };
        let applied = !unsent && may_have_been_applied(operation, status);
        error.of_operation(operation.id).after(attempts, applied)
    }
}

fn when(status: Option<StatusCode>) -> &'static str {
    match status {
        Some(_) => "the time was up before the whole body had come",
        None => "the time was up before the server answered",
    }
}

fn kind_of(kind: TransportErrorKind) -> ErrorKind {
    match kind {
        TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
        TransportErrorKind::Unprocessed => ErrorKind::Transport,
        kind if kind.is_unsent() => ErrorKind::Connect,
        _ => ErrorKind::Transport,
    }
}

fn what_of(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Body => "the response did not come whole",
        TransportErrorKind::Unprocessed => "the server refused the request before it looked at it",
        kind if kind.is_unsent() => "the server was not reached, and nothing was sent",
        _ => "the connection failed while the call was on its way",
    }
}

/// Whether a request that left, and was answered with `status` if at all, may have had its effect.
pub(super) fn may_have_been_applied(operation: &Operation, status: Option<StatusCode>) -> bool {
    let refused = status.is_some_and(|status| status.is_redirection() || status.is_client_error());
    !operation.method.is_safe() && !refused
}
