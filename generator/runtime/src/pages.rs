//! Results that come in pages: a stream of the pages, and one of the items in them.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::error::Error;
use super::json::{self, Decode};
use super::pagination::Pagination;
use super::request::Request;
use super::response::{ApiResponse, Decoder, RawResponse};
use super::walk::Walk;

impl Request {
    /// The pages of the result, each decoded by `decode`.
    pub fn pages<T>(self, pagination: &'static Pagination, decode: Decoder<T>) -> Pages<T> {
        Pages {
            walk: Walk::new(self, pagination),
            decode,
        }
    }

    /// The items of all pages.
    pub fn items<T: Decode>(self, pagination: &'static Pagination) -> Items<T> {
        Items {
            walk: Walk::new(self, pagination),
            response: None,
            ready: Vec::new().into_iter(),
            items: PhantomData,
        }
    }
}

/// The pages of a result, each asked for when it is polled for, and each a call of its own: with
/// its own attempts and limits of time. It ends after the last page, and after an error.
///
/// A page that leads back to an earlier one, to another origin, or nowhere although it says that
/// more follow, is followed by an error of kind
/// [`Pagination`](super::error::ErrorKind::Pagination).
#[must_use = "no page is asked for unless the stream is polled"]
pub struct Pages<T> {
    walk: Walk,
    decode: Decoder<T>,
}

impl<T> Pages<T> {
    /// The next page; `None` after the last, and after an error.
    pub async fn next(&mut self) -> Option<Result<ApiResponse<T>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ApiResponse<T>, Error>>> {
        let page = ready!(self.walk.poll_page(context));
        Poll::Ready(page.map(|page| {
            let page = page.and_then(|page| page.response.into_api_response(self.decode));
            page.inspect_err(|_| self.walk.stop())
        }))
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<ApiResponse<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pages")
    }
}

/// The items of a result, page by page as [`Pages`] has them. After an item that is not as
/// documented, the next one can be read; any other error is the end.
#[must_use = "no page is asked for unless the stream is polled"]
pub struct Items<T> {
    walk: Walk,
    /// The page that the items are of.
    response: Option<RawResponse>,
    ready: std::vec::IntoIter<Bytes>,
    items: PhantomData<fn() -> T>,
}

impl<T: Decode> Items<T> {
    /// The next item; `None` after the last, and after an error of a page.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let (Some(item), Some(response)) = (self.ready.next(), &self.response) {
                let item = json::from_slice(&item);
                let item = item.map_err(|fault| response.clone().into_body_error(fault.into()));
                return Poll::Ready(Some(item));
            }
            match ready!(self.walk.poll_page(context)) {
                Some(Ok(page)) => {
                    self.ready = page.items.into_iter();
                    self.response = Some(page.response);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Decode> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Items")
    }
}
