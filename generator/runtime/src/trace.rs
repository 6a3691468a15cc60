//! Spans for calls and their attempts, with the names that OpenTelemetry has for HTTP clients.
//! They have no value of the caller's or the server's: no header, no body, no query, and of the
//! path only its template. Without the feature `tracing` there are none.

use std::future::Future;

use http::Uri;

use super::attempt::Answer;
use super::error::Error;
use super::operation::Operation;

/// The span of the call that a response belongs to, for what is found when its body is decoded.
#[derive(Clone, Default)]
pub(super) struct CallSpan(#[cfg(feature = "tracing")] Option<tracing::Span>);

impl CallSpan {
    /// Records that the call has failed after all.
    #[cfg(feature = "tracing")]
    pub(super) fn failed(&self, error: &Error) {
        if let Some(span) = &self.0 {
            span.record("error.type", format!("{:?}", error.kind()));
        }
    }

    /// Nothing.
    #[cfg(not(feature = "tracing"))]
    pub(super) fn failed(&self, _: &Error) {}
}

/// The call as it is.
#[cfg(not(feature = "tracing"))]
pub(super) fn call<F>(_: &Operation, call: F) -> F
where
    F: Future<Output = Result<Answer, Error>>,
{
    call
}

/// The attempt as it is.
#[cfg(not(feature = "tracing"))]
pub(super) fn attempt<F>(_: &Operation, _: &Uri, _: u32, attempt: F) -> F
where
    F: Future<Output = Result<Answer, Error>>,
{
    attempt
}

/// The call within a span of its own.
#[cfg(feature = "tracing")]
pub(super) async fn call<F>(operation: &Operation, call: F) -> Result<Answer, Error>
where
    F: Future<Output = Result<Answer, Error>>,
{
    let span = tracing::info_span!(
        "api.call",
        "otel.kind" = "internal",
        "otel.name" = operation.id,
        "error.type" = tracing::field::Empty,
    );
    let mut outcome = tracing::Instrument::instrument(call, span.clone()).await;
    record(&span, &outcome);
    if let Ok((response, _)) = &mut outcome {
        response.span = CallSpan(Some(span));
    }
    outcome
}

/// Attempt `number` within a span of its own: OpenTelemetry's HTTP client span.
#[cfg(feature = "tracing")]
pub(super) async fn attempt<F>(
    operation: &Operation,
    uri: &Uri,
    number: u32,
    attempt: F,
) -> Result<Answer, Error>
where
    F: Future<Output = Result<Answer, Error>>,
{
    let default_port = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    let span = tracing::info_span!(
        "http.request",
        "otel.kind" = "client",
        "otel.name" = format!("{} {}", operation.method, operation.path),
        "http.request.method" = operation.method.as_str(),
        "url.template" = operation.path,
        "server.address" = uri.host().unwrap_or_default(),
        "server.port" = uri.port_u16().unwrap_or(default_port),
        "http.request.resend_count" = tracing::field::Empty,
        "http.response.status_code" = tracing::field::Empty,
        "error.type" = tracing::field::Empty,
    );
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
    let outcome = tracing::Instrument::instrument(attempt, span.clone()).await;
    let status = match &outcome {
        Ok((response, _)) => Some(response.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    record(&span, &outcome);
    outcome
}

/// Records what went wrong, if anything did: the status of an error, or the kind of failure.
#[cfg(feature = "tracing")]
fn record(span: &tracing::Span, outcome: &Result<Answer, Error>) {
    let failure = match outcome {
        Ok((response, _)) if response.status() < 400 => return,
        Ok((response, _)) => response.status().to_string(),
        Err(error) => match error.status().filter(|status| *status >= 400) {
            Some(status) => status.to_string(),
            None => format!("{:?}", error.kind()),
        },
    };
    span.record("error.type", failure);
}
