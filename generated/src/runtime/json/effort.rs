//! The work that one document may cause.

use std::cell::Cell;

use super::{Fault, FaultKind};

/// How many bytes may be read again to tell alternatives apart: this many times the document's
/// length, and a fixed amount for small documents. One extra pass for each level of nesting fits.
const EFFORT_PER_BYTE: u64 = 64;
const EFFORT_AT_LEAST: u64 = 1 << 20;

/// The bytes that may still be read again, shared by all readers of one document.
///
/// Without it, alternatives nested in alternatives would double the work with each level.
#[derive(Debug)]
pub(super) struct Effort(Cell<Option<u64>>);

impl Effort {
    pub(super) fn for_document(text: &str) -> Self {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let bytes = length
            .saturating_mul(EFFORT_PER_BYTE)
            .saturating_add(EFFORT_AT_LEAST);
        Self(Cell::new(Some(bytes)))
    }

    /// Takes what reading `text` again costs; once that is not there, nothing is any more.
    pub(super) fn spend(&self, text: &str) -> Result<(), Fault> {
        let cost = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.0
            .set(self.0.get().and_then(|left| left.checked_sub(cost)));
        self.check()
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        match self.0.get() {
            Some(_) => Ok(()),
            None => Err(Fault::new(FaultKind::Effort)),
        }
    }
}
