//! What keeps an outage from becoming a storm of retries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The parts that a retry costs. A call that succeeds puts one back, so that in the long run no
/// more than a fifth is added to the load.
const COST: u32 = 5;

/// How many retries are left to a client, over all its calls.
///
/// It begins full. A retry takes one; five calls that succeed put one back. When none is left,
/// calls fail with the error of their first attempt: while nothing succeeds, what a server gets
/// is the calls themselves and no more than the capacity on top. Clones share what is left.
#[derive(Clone, Debug)]
pub struct RetryBudget {
    parts: Arc<AtomicU32>,
    capacity: u32,
}

impl RetryBudget {
    /// A budget of up to `capacity` retries; of 0, there are none.
    #[must_use]
    pub fn new(capacity: u32) -> Self {
        let capacity = capacity.saturating_mul(COST);
        Self {
            parts: Arc::new(AtomicU32::new(capacity)),
            capacity,
        }
    }

    /// How many retries are left now.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.parts.load(Ordering::Relaxed) / COST
    }

    /// Takes a retry out, if there is one. It comes back when it is dropped before it is spent.
    pub(super) fn take(&self) -> Option<Withdrawal<'_>> {
        let less = |parts: u32| parts.checked_sub(COST);
        let taken = self
            .parts
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.ok().map(|_| Withdrawal(Some(self)))
    }

    /// Counts a call that succeeded.
    pub(super) fn refill(&self) {
        self.put(1);
    }

    fn put(&self, parts: u32) {
        let more = |left: u32| Some(left.saturating_add(parts).min(self.capacity));
        // The closure never refuses.
        let _ = self
            .parts
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

impl Default for RetryBudget {
    /// 100 retries.
    fn default() -> Self {
        Self::new(100)
    }
}

/// A retry that was taken out of the budget and has not been sent yet.
#[must_use = "dropping it puts the retry back"]
pub(super) struct Withdrawal<'a>(Option<&'a RetryBudget>);

impl Withdrawal<'_> {
    /// The retry is sent now.
    pub(super) fn spend(mut self) {
        self.0 = None;
    }
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.put(COST);
        }
    }
}
