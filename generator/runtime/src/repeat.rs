//! A request that is sent more than once, each time to another place.

use url::{Position, Url};

use super::error::{Error, ErrorKind};
use super::parameter::Parameter;
use super::request::{Request, set_in_query};
use super::upload::Upload;

/// Path and query of a URL of the same origin.
#[derive(Clone, Hash)]
pub(super) struct Target {
    path: String,
    query: String,
}

impl Request {
    /// A copy to send now. What is wrong with the request goes with it; so does a body that can
    /// be read only once, and what is sent after that is an error.
    pub(super) fn again(&mut self) -> Self {
        let body = match self.body.take() {
            Some(Upload::Bytes(bytes)) => {
                self.body = Some(Upload::Bytes(bytes.clone()));
                Some(Upload::Bytes(bytes))
            }
            other => other,
        };
        let error = self.error.take();
        if let Some(Upload::Stream(_)) = body {
            let what = "a body that is a stream cannot be sent again";
            self.fail(Error::new(ErrorKind::Encode, what));
        }
        Self {
            shared: self.shared.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            fixed: self.fixed,
            whole_path: self.whole_path.clone(),
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            body,
            options: self.options.clone(),
            error,
        }
    }

    /// The encoded name and value of a query parameter that has been set.
    pub(super) fn query_pair(&self, parameter: &Parameter) -> Option<&str> {
        let sample = parameter.expand(&"").ok()??;
        let name = sample.split('=').next();
        let mut pairs = self.query.split('&');
        pairs.find(|pair| pair.split('=').next() == name)
    }

    /// Sets a query parameter by its encoded name and value, in place of an earlier one.
    pub(super) fn set_query_pair(&mut self, pair: &str) {
        set_in_query(&mut self.query, pair);
    }

    /// Where the request goes.
    pub(super) fn target(&self) -> Result<Target, Error> {
        let uri = self.uri()?;
        Ok(Target {
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
        })
    }

    /// Where `link` leads from `here` (RFC 3986, section 5); `None` where that is no URL, or one
    /// of another origin.
    pub(super) fn resolve(&self, here: &Target, link: &str) -> Result<Option<Target>, Error> {
        let base = self.shared.base_of(self.operation)?;
        let here = base.at(&here.path, &here.query)?.to_string();
        let Ok(here) = Url::parse(&here) else {
            return Ok(None);
        };
        let url = here.join(link).ok();
        // A user name stands before the host, so one that is not ours differs as well.
        let origin = |url: &Url| url[..Position::AfterPort].to_owned();
        let own = url.filter(|url| origin(url) == origin(&here));
        Ok(own.map(|url| Target {
            path: url.path().to_owned(),
            query: url.query().unwrap_or_default().to_owned(),
        }))
    }

    /// Sends the request to `target`, with its own headers and credentials.
    pub(super) fn go_to(&mut self, target: Target) {
        self.whole_path = Some(target.path);
        self.query = target.query;
    }
}
