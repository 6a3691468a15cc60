//! Counts panics, wherever they happen, and searches what they say.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::secrets::Search;

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Begins to count.
pub(crate) fn watch(search: Arc<Search>) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        COUNT.fetch_add(1, Ordering::Relaxed);
        search.text(info.to_string().as_bytes());
        report(info);
    }));
}

/// How many panics there were.
pub(crate) fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}
