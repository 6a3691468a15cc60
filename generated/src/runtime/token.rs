//! Tokens that expire, and what fetches new ones.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::time::{Instant, timeout};

use super::error::{Error, ErrorKind};
use super::header::header_value;
use super::hook::{BoxError, HookError};
use super::secret::Secret;

/// How long before its end a token is renewed, unless a quarter of its life is less.
const AHEAD: Duration = Duration::from_secs(30);
/// How long a renewal may take while the old token still holds.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long after a failed renewal the next is tried while the old token still holds.
const PAUSE: Duration = Duration::from_secs(1);

/// A token as a provider gives it. `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that holds until the server refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// The token with an end, counted from when the provider returns it (OAuth's `expires_in`).
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// What [`TokenProvider::token`] returns.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send>>;

/// Fetches tokens, for [`Credential::provider`](super::credential::Credential::provider).
///
/// The client keeps what it gets: it asks again shortly before the token's end, or after the
/// server has refused it with 401, and however many calls wait, it asks once. Functions implement
/// it:
///
/// ```text
/// Credential::provider(|| async {
///     let grant = fetch().await?;
///     Ok(Token::new(grant.access_token).expires_in(grant.lifetime))
/// })
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A new token. The future is dropped when the time of the call that waits for it is up.
    ///
    /// # Errors
    ///
    /// Any error ends the calls that wait, with nothing sent, unless the old token still holds.
    /// Its text is not shown; see [`HookError`].
    fn token(&self) -> TokenFuture;
}

impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self) -> TokenFuture {
        Box::pin(self())
    }
}

/// The token of one credential, shared by all that copy the credential.
pub(super) struct TokenCache {
    prefix: &'static str,
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
    /// Held by the call that renews the token for all.
    renewal: tokio::sync::Mutex<()>,
}

struct State {
    held: Option<Held>,
    /// How many renewals have ended.
    renewals: u64,
    /// How the last one failed, if it did.
    failure: Option<HookError>,
}

/// A token that is in use.
#[derive(Clone)]
pub(super) struct Held {
    /// The value of the header, prefix included.
    pub(super) value: HeaderValue,
    /// Tells the token from the ones before and after it.
    number: u64,
    renew_at: Option<Instant>,
    ends_at: Option<Instant>,
}

impl TokenCache {
    pub(super) fn new(prefix: &'static str, provider: impl TokenProvider) -> Self {
        Self {
            prefix,
            provider: Box::new(provider),
            state: Mutex::new(State {
                held: None,
                renewals: 0,
                failure: None,
            }),
            renewal: tokio::sync::Mutex::new(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token, renewed if need be.
    pub(super) async fn get(&self) -> Result<Held, Error> {
        let (held, renewals) = {
            let state = self.state();
            (state.held.clone(), state.renewals)
        };
        let now = Instant::now();
        let is_before = |limit: Option<Instant>| limit.is_none_or(|limit| now < limit);
        match held {
            Some(held) if is_before(held.renew_at) => Ok(held),
            Some(held) if is_before(held.ends_at) => Ok(self.renew_ahead(held).await),
            _ => self.renew_for_all(renewals).await,
        }
    }

    /// Forgets a token that the server has refused, unless another has taken its place.
    pub(super) fn refuse(&self, refused: &Held) {
        let mut state = self.state();
        if state
            .held
            .as_ref()
            .is_some_and(|held| held.number == refused.number)
        {
            state.held = None;
        }
    }

    /// Renews a token that still holds, unless another call is at it. What fails is tried again.
    async fn renew_ahead(&self, held: Held) -> Held {
        let Ok(_turn) = self.renewal.try_lock() else {
            return held;
        };
        if let Ok(Ok(renewed)) = timeout(PATIENCE, self.renew()).await {
            return renewed;
        }
        if let Some(held) = &mut self.state().held {
            held.renew_at = Some(Instant::now() + PAUSE);
        }
        held
    }

    /// Waits for the renewal that is under way, or makes one; `seen` is how many had ended before.
    async fn renew_for_all(&self, seen: u64) -> Result<Held, Error> {
        let _turn = self.renewal.lock().await;
        {
            let state = self.state();
            match (&state.held, &state.failure) {
                _ if state.renewals == seen => {}
                (_, Some(failure)) => return Err(failed(failure.clone())),
                (Some(held), None) => return Ok(held.clone()),
                (None, None) => {}
            }
        }
        self.renew().await
    }

    async fn renew(&self) -> Result<Held, Error> {
        let outcome = self.provider.token().await;
        let mut state = self.state();
        state.renewals += 1;
        let number = state.renewals;
        match outcome.and_then(|token| Ok(self.hold(&token, number)?)) {
            Ok(held) => {
                state.failure = None;
                state.held = Some(held.clone());
                Ok(held)
            }
            Err(error) => {
                let failure = HookError::new(error);
                state.failure = Some(failure.clone());
                Err(failed(failure))
            }
        }
    }

    fn hold(&self, token: &Token, number: u64) -> Result<Held, Error> {
        let text = format!("{}{}", self.prefix, token.secret.expose());
        let mut value = header_value("authorization", &text, ErrorKind::Hook)?;
        value.set_sensitive(true);
        let after = |time: Duration| Instant::now().checked_add(time);
        let lifetime = token.lifetime;
        Ok(Held {
            value,
            number,
            renew_at: lifetime.and_then(|life| after(life - AHEAD.min(life / 4))),
            ends_at: lifetime.and_then(after),
        })
    }
}

fn failed(error: HookError) -> Error {
    Error::new(ErrorKind::Hook, "the token provider failed").because_of(error)
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenCache")
    }
}
