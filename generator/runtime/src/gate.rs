//! What every attempt passes on its way out: tokens and the limits of the client.

use std::sync::Arc;

use http::{HeaderMap, HeaderName};
use tokio::time::{Instant, timeout_at};

use super::admission::{Admission, Permit};
use super::error::{Error, ErrorKind};
use super::token::{Held, TokenCache};

/// What the attempts of one call pass.
pub(super) struct Gate {
    /// The headers that have a token, with what has the token.
    pub(super) tokens: Vec<(HeaderName, Arc<TokenCache>)>,
    pub(super) admission: Admission,
}

/// That an attempt may go out.
pub(super) struct Pass {
    /// To be kept until the response has been read.
    pub(super) permit: Permit,
    tokens: Vec<(HeaderName, Held)>,
}

impl Gate {
    /// Waits until an attempt may go out.
    ///
    /// # Errors
    ///
    /// When there is no token, or when that would not be before `deadline`.
    pub(super) async fn pass(&self, deadline: Option<Instant>) -> Result<Pass, Error> {
        let mut tokens = Vec::new();
        for (name, cache) in &self.tokens {
            tokens.push((name.clone(), token(cache, deadline).await?));
        }
        // Last, so that requests reach the server at the pace of the limiter.
        let permit = self.admission.enter(deadline).await?;
        Ok(Pass { permit, tokens })
    }

    /// Forgets the tokens that the server has refused; whether there were any.
    pub(super) fn refuse(&self, pass: &Pass) -> bool {
        let tokens = self.tokens.iter().zip(&pass.tokens);
        tokens.for_each(|((_, cache), (_, token))| cache.refuse(token));
        !pass.tokens.is_empty()
    }
}

impl Pass {
    /// Adds the tokens.
    pub(super) fn sign(&self, headers: &mut HeaderMap) {
        for (name, token) in &self.tokens {
            headers.insert(name.clone(), token.value.clone());
        }
    }
}

async fn token(cache: &TokenCache, deadline: Option<Instant>) -> Result<Held, Error> {
    match deadline {
        Some(deadline) => timeout_at(deadline, cache.get()).await.map_err(|_| {
            let what = "the time was up before the token provider answered";
            Error::new(ErrorKind::Timeout, what)
        })?,
        None => cache.get().await,
    }
}
