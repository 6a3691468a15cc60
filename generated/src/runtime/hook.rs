//! What code of the caller's that runs within a call may fail with.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Any error, as token providers and interceptors give it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// An error of the caller's own code, as a [source](StdError::source) of the client's error.
///
/// Its text may quote secrets, so neither `Debug` nor `Display` shows it and it is no further
/// source; [`Self::get_ref`] gives it.
#[derive(Clone)]
pub struct HookError(Arc<dyn StdError + Send + Sync>);

impl HookError {
    pub(super) fn new(error: BoxError) -> Self {
        Self(Arc::from(error))
    }

    /// The error as the caller's code gave it.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.0
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an error of the caller's own code, whose text is not shown")
    }
}

impl fmt::Debug for HookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HookError")
    }
}

impl StdError for HookError {}
