//! The executor: one call, made of attempts.

use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::attempt::{Answer, Outgoing, Reading, after};
use super::error::Error;
use super::gate::Pass;
use super::request::Request;
use super::response::{ApiResponse, Decoder};
use super::trace;

/// A call that is on its way once it is polled, within a Tokio runtime that has time enabled.
/// Dropping it ends the call.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<T> {
    exchange: Exchange,
    decode: Decoder<T>,
}

impl<T> Call<T> {
    pub(super) fn new(request: Request, decode: Decoder<T>) -> Self {
        Self {
            exchange: execute(request, Reading::Whole),
            decode,
        }
    }
}

impl<T> Future for Call<T> {
    type Output = Result<ApiResponse<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(answer.and_then(|(response, _)| response.into_api_response(self.decode)))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Call")
    }
}

/// A call without what becomes of its response.
pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

/// Makes the call, in as many attempts as it may take; the response is one of success.
pub(super) fn execute(request: Request, reading: Reading) -> Exchange {
    // Not within the future, which would have room for both to its end.
    match request.finish() {
        Ok(outgoing) => {
            let operation = outgoing.operation;
            Box::pin(trace::call(operation, async move {
                repeat(&outgoing, reading).await
            }))
        }
        Err(error) => Box::pin(ready(Err(error))),
    }
}

/// Makes attempts until one succeeds or none may follow.
async fn repeat(outgoing: &Outgoing, reading: Reading) -> Result<Answer, Error> {
    let deadline = after(outgoing.limits.total);
    let mut may_have_been_applied = false;
    let mut number = 1;
    let mut has_new_token = false;
    loop {
        let mut pass = match outgoing.gate.pass(deadline).await {
            Ok(pass) => pass,
            Err(error) => {
                let error = error.of_operation(outgoing.operation.id);
                return Err(error.after(number - 1, may_have_been_applied));
            }
        };
        let error = match succeed(outgoing, &mut pass, number, deadline, reading).await {
            Ok(answer) => {
                outgoing.budget.refill();
                return Ok(answer);
            }
            Err(error) => error,
        };
        // What an earlier attempt may have done, a later one cannot undo.
        may_have_been_applied |= error.may_have_been_applied();
        // A call that was refused has done nothing; with another token it may be accepted.
        let at_once = !has_new_token && error.status() == Some(401) && outgoing.gate.refuse(&pass);
        has_new_token |= at_once;
        drop(pass);
        if !pause(outgoing, number, &error, at_once, deadline).await {
            return Err(error.after(number, may_have_been_applied));
        }
        number += 1;
    }
}

/// One attempt, whose response must be one of success.
async fn succeed(
    outgoing: &Outgoing,
    pass: &mut Pass,
    number: u32,
    deadline: Option<Instant>,
    reading: Reading,
) -> Result<Answer, Error> {
    let attempt = outgoing.attempt(pass, number, deadline, reading);
    let attempt = trace::attempt(outgoing.operation, &outgoing.uri, number, attempt);
    let (response, body) = attempt.await?;
    if outgoing.operation.is_success(response.status()) {
        Ok((response, body))
    } else {
        Err(response.into_api_error())
    }
}

/// Waits for the next attempt after attempt `number`, if there is one and it is not to follow
/// `at_once`. Dropped while it waits, it leaves the budget as it was.
async fn pause(
    outgoing: &Outgoing,
    number: u32,
    error: &Error,
    at_once: bool,
    deadline: Option<Instant>,
) -> bool {
    let policy = &outgoing.retry;
    let wait = if at_once && policy.has_more(number) {
        Some(Duration::ZERO)
    } else {
        policy.wait(number, error, outgoing.idempotent, deadline)
    };
    let Some(wait) = wait.filter(|_| outgoing.has_body()) else {
        return false;
    };
    let Some(retry) = outgoing.budget.take() else {
        return false;
    };
    sleep(wait).await;
    retry.spend();
    true
}
