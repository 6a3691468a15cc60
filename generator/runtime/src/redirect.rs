//! Redirects, which are followed only when the caller says so, and never to another origin.

use http::header::LOCATION;
use http::{Method, StatusCode, Uri};
use url::Url;

/// Which redirects a client follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// None: a redirect is an error of its status.
    #[default]
    None,
    /// Up to this many in an attempt, and only to the scheme, host and port of the request:
    /// credentials stay where they belong. `GET` and `HEAD` follow 301, 302, 303, 307 and 308;
    /// other methods, which would change into `GET`, only 307 and 308. A redirect that is not
    /// followed is an error of its status.
    SameOrigin(u8),
}

/// The requests of one attempt, from redirect to redirect.
pub(super) struct Trail<'a> {
    redirects: Redirects,
    method: &'a Method,
    visited: Vec<Uri>,
}

impl<'a> Trail<'a> {
    pub(super) fn new(redirects: Redirects, method: &'a Method, start: &Uri) -> Self {
        Self {
            redirects,
            method,
            visited: match redirects {
                Redirects::None => Vec::new(),
                Redirects::SameOrigin(_) => vec![start.clone()],
            },
        }
    }

    /// Where a response with this head leads, if it may be followed: not to where the attempt has
    /// been before.
    pub(super) fn follow(&mut self, head: &http::response::Parts) -> Option<Uri> {
        let Redirects::SameOrigin(limit) = self.redirects else {
            return None;
        };
        let keeps_method = matches!(
            head.status,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
        );
        let reads = [Method::GET, Method::HEAD].contains(self.method);
        let may_read = matches!(
            head.status,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER
        );
        if !(keeps_method || reads && may_read) || self.visited.len() > usize::from(limit) {
            return None;
        }
        let mut locations = head.headers.get_all(LOCATION).iter();
        let (Some(location), None) = (locations.next(), locations.next()) else {
            return None;
        };
        let next = resolve(self.visited.last()?, location.to_str().ok()?)?;
        if self.visited.contains(&next) {
            return None;
        }
        self.visited.push(next.clone());
        Some(next)
    }
}

/// `location` as seen from `from`, if it is of the same origin and names no user.
fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    let from = Url::parse(&from.to_string()).ok()?;
    let mut next = from.join(location).ok()?;
    let is_plain = next.username().is_empty() && next.password().is_none();
    if !is_plain || next.origin() != from.origin() {
        return None;
    }
    next.set_fragment(None);
    Uri::try_from(next.as_str()).ok()
}
