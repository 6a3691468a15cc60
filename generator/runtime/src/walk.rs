//! The walk from page to page.

use std::collections::BTreeSet;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::attempt::Reading;
use super::call;
use super::error::{Error, ErrorKind};
use super::json;
use super::link;
use super::pagination::{Last, Next, Pagination, Signs};
use super::repeat::Target;
use super::request::Request;
use super::response::RawResponse;

/// How many pages without items may follow each other where each names another next one.
const MAX_EMPTY: u32 = 100;

/// A page that has come.
pub(super) struct Page {
    pub(super) response: RawResponse,
    /// The text of each item.
    pub(super) items: Vec<Bytes>,
}

/// The way through the pages. It ends after the last page, and after an error.
pub(super) struct Walk {
    pagination: &'static Pagination,
    /// What every page's request is a copy of.
    request: Request,
    state: State,
    /// Where the last page was, if a link led there.
    here: Option<Target>,
    /// The number of the last page, or how many items were passed over before it.
    position: u64,
    /// How many items have come.
    count: u64,
    /// How many pages without items have come since the last with some.
    empty: u32,
    /// Where this walk has been.
    seen: BTreeSet<u64>,
    /// The body of the last page.
    body: Option<u64>,
}

enum State {
    At(Place),
    Waiting(Pin<Box<dyn Future<Output = Result<RawResponse, Error>> + Send>>),
    Failed(Error),
    Over,
}

/// Where a page is.
enum Place {
    Start,
    /// An encoded pair of name and value in the query.
    Query(String),
    Link(Target),
}

impl Walk {
    pub(super) fn new(request: Request, pagination: &'static Pagination) -> Self {
        let mut walk = Self {
            pagination,
            request,
            state: State::At(Place::Start),
            here: None,
            position: 0,
            count: 0,
            empty: 0,
            seen: BTreeSet::new(),
            body: None,
        };
        let pair = pagination
            .parameter()
            .and_then(|parameter| walk.request.query_pair(parameter));
        let value = pair.and_then(|pair| pair.split_once('=')?.1.parse().ok());
        let first = match pagination.next {
            Next::Page { first, .. } => first,
            _ => 0,
        };
        walk.position = value.unwrap_or(first);
        let start = pair.map(|pair| hash(&pair));
        walk.seen.extend(start);
        walk
    }

    /// The next page; `None` after the last, and after an error.
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page, Error>>> {
        if let State::Waiting(exchange) = &mut self.state {
            let response = ready!(exchange.as_mut().poll(context));
            self.state = State::Over;
            return Poll::Ready(Some(response.and_then(|response| self.page(response))));
        }
        match std::mem::replace(&mut self.state, State::Over) {
            State::At(place) => {
                let request = self.request_of(place);
                self.state = State::Waiting(Box::pin(whole(request)));
                self.poll_page(context)
            }
            State::Failed(error) => Poll::Ready(Some(Err(error))),
            State::Over | State::Waiting(_) => Poll::Ready(None),
        }
    }

    /// Asks for no further page.
    pub(super) fn stop(&mut self) {
        self.state = State::Over;
    }

    fn request_of(&mut self, place: Place) -> Request {
        let mut request = self.request.again();
        match place {
            Place::Start => {}
            Place::Query(pair) => request.set_query_pair(&pair),
            Place::Link(target) => {
                request.go_to(target.clone());
                self.here = Some(target);
            }
        }
        request
    }

    /// Takes in the page that has come, and finds out where the next one is. That there is none
    /// to be had is told after this page.
    fn page(&mut self, response: RawResponse) -> Result<Page, Error> {
        let mut signs = match self.pagination.signs(&response) {
            Ok(signs) => signs,
            Err(fault) => return Err(response.into_body_error(fault)),
        };
        let items = signs.items.take();
        let count = items.as_ref().map(Vec::len);
        if self.is_repeated(&response, count) {
            return Err(stuck(
                &response,
                "the server gave the same page again for the next one",
            ));
        }
        self.state = match self.next(&signs, count, &response) {
            Ok(Some(place)) => State::At(place),
            Ok(None) => State::Over,
            Err(error) => State::Failed(error),
        };
        Ok(Page {
            response,
            items: items.unwrap_or_default(),
        })
    }

    /// Whether a server that is asked for another page does not know of pages.
    fn is_repeated(&mut self, response: &RawResponse, count: Option<usize>) -> bool {
        let is_counted = matches!(
            self.pagination.next,
            Next::Page { .. } | Next::Offset { .. }
        );
        let body = (is_counted && count != Some(0)).then(|| hash(&response.body()));
        body.is_some() && std::mem::replace(&mut self.body, body) == body
    }

    fn next(
        &mut self,
        signs: &Signs,
        count: Option<usize>,
        response: &RawResponse,
    ) -> Result<Option<Place>, Error> {
        let items = count.and_then(|count| u64::try_from(count).ok());
        self.count = self.count.saturating_add(items.unwrap_or_default());
        let place = match self.pagination.next {
            Next::Page { .. } => self.counted(1, items, response)?,
            Next::Offset { .. } => self.counted(items.unwrap_or_default(), items, response)?,
            Next::Cursor { .. } | Next::LastItem { .. } => match &signs.next {
                Some(value) => self.pair(&value)?,
                None => None,
            },
            Next::Link { .. } => self.follow(signs.next.as_deref(), response)?,
            Next::LinkHeader => self.follow(link::next(response.headers()).as_deref(), response)?,
        };
        if self.is_last(signs, response) {
            return Ok(None);
        }
        let Some(place) = place else {
            // A flag that did not say "the last" says that more follow.
            return match signs.flag {
                Some(_) => Err(stuck(
                    response,
                    "a page says that more follow, and not where",
                )),
                None => Ok(None),
            };
        };
        self.empty = if items == Some(0) { self.empty + 1 } else { 0 };
        if self.empty > MAX_EMPTY || !self.seen.insert(place.hash()) {
            return Err(stuck(
                response,
                "the pages lead in a circle, or on without items",
            ));
        }
        Ok(Some(place))
    }

    /// The place `step` on, unless this page was empty.
    fn counted(
        &mut self,
        step: u64,
        items: Option<u64>,
        response: &RawResponse,
    ) -> Result<Option<Place>, Error> {
        self.position = self.position.checked_add(step).ok_or_else(|| {
            stuck(
                response,
                "the number of the next page is larger than can be said",
            )
        })?;
        match items {
            Some(0) => Ok(None),
            _ => self.pair(&self.position),
        }
    }

    fn pair(&self, value: &dyn json::Encode) -> Result<Option<Place>, Error> {
        match self.pagination.parameter() {
            Some(parameter) => Ok(parameter.expand(value)?.map(Place::Query)),
            None => Ok(None),
        }
    }

    fn follow(
        &mut self,
        link: Option<&str>,
        response: &RawResponse,
    ) -> Result<Option<Place>, Error> {
        let Some(link) = link else {
            return Ok(None);
        };
        let here = match self.here.take() {
            Some(here) => here,
            None => self.request.target()?,
        };
        self.seen.insert(hash(&here));
        match self.request.resolve(&here, link)? {
            Some(target) => Ok(Some(Place::Link(target))),
            None => Err(stuck(
                response,
                "the link to the next page leads to another origin, or is no URL",
            )),
        }
    }

    fn is_last(&self, signs: &Signs, response: &RawResponse) -> bool {
        // Where counting goes by items passed over, those before the first page count too.
        let passed = match self.pagination.next {
            Next::Offset { .. } => self.position,
            _ => self.count,
        };
        match &self.pagination.last {
            Last::Unsaid => false,
            Last::Flag { value, .. } => signs.flag == Some(*value),
            Last::Total { .. } => signs.total.is_some_and(|total| passed >= total),
            Last::TotalHeader { name } => {
                let header = response.headers().get(*name);
                let total = header.and_then(|total| total.to_str().ok()?.trim().parse().ok());
                total.is_some_and(|total: u64| passed >= total)
            }
            Last::PageCount { .. } => {
                let first = match self.pagination.next {
                    Next::Page { first, .. } => first,
                    _ => 0,
                };
                // `position` is the number of the next page by now.
                let pages = self.position.saturating_sub(first);
                signs.total.is_some_and(|total| pages >= total)
            }
        }
    }
}

impl Place {
    fn hash(&self) -> u64 {
        match self {
            Self::Start => 0,
            Self::Query(pair) => hash(&pair),
            Self::Link(target) => hash(target),
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Makes one call.
async fn whole(request: Request) -> Result<RawResponse, Error> {
    let (response, _) = call::execute(request, Reading::Whole).await?;
    Ok(response)
}

/// The error of a page after which the next one cannot be asked for.
fn stuck(response: &RawResponse, what: &'static str) -> Error {
    Error::new(ErrorKind::Pagination, what)
        .of_operation(response.operation.id)
        .after(response.attempts, false)
        .with_head(response.status, response.headers.clone())
}
