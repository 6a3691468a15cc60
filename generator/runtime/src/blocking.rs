//! Calls without `async`: they wait on the thread that makes them.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::call::Call;
use super::error::{Error, ErrorKind};
use super::response::ApiResponse;

impl<T> Call<T> {
    /// Makes the call and waits on this thread until it has ended.
    ///
    /// # Errors
    ///
    /// As for the call itself; and of kind [`ErrorKind::Configuration`] within a Tokio runtime,
    /// where the call must be awaited, and when the thread that does the work cannot be started.
    pub fn wait(self) -> Result<ApiResponse<T>, Error> {
        block_on(self)?
    }
}

/// The items of a stream, each waited for on the thread that asks for it.
#[derive(Debug)]
pub struct Iter<S> {
    stream: S,
    is_over: bool,
}

/// The items of `stream` as an iterator, to be used outside of any Tokio runtime.
pub fn iter<S, T>(stream: S) -> Iter<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    Iter {
        stream,
        is_over: false,
    }
}

impl<S, T> Iterator for Iter<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = poll_fn(|context| Pin::new(&mut self.stream).poll_next(context));
        block_on(next).unwrap_or_else(|error| {
            self.is_over = true;
            Some(Err(error))
        })
    }
}

/// Waits for `future` on this thread.
///
/// # Errors
///
/// See [`Call::wait`].
pub(super) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    // Tokio would panic here.
    if Handle::try_current().is_ok() {
        let what = "a call waits for its end within an async runtime; await it instead";
        return Err(Error::new(ErrorKind::Configuration, what));
    }
    Ok(runtime()?.block_on(future))
}

/// One runtime for all clients: pooled connections live on it between the calls.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let start = || {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("http-client")
            .enable_all()
            .build()
            .ok()
    };
    let runtime = RUNTIME.get_or_init(start).as_ref();
    let what = "the thread for calls that wait cannot be started";
    runtime.ok_or_else(|| Error::new(ErrorKind::Configuration, what))
}
