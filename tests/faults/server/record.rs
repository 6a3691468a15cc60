//! What a server has seen of its client.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// One request that was read whole.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// When its last byte had come.
    pub(crate) at: Instant,
    /// The same by the calendar.
    pub(crate) date: SystemTime,
    /// Head and body as they came; of HTTP/2 nothing but the body.
    pub(crate) bytes: Vec<u8>,
}

/// Counts of everything that reached a server. All times are of this process's clock.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Connections accepted.
    pub(crate) connections: AtomicUsize,
    /// Those of them that are still open.
    pub(crate) open: AtomicUsize,
    /// Attempts of the client, as far as they can be told apart from outside: lookups that failed,
    /// connections that brought no request, and requests.
    pub(crate) attempts: AtomicUsize,
    /// Bytes read.
    pub(crate) read: AtomicU64,
    /// Bytes written.
    pub(crate) written: AtomicU64,
    received: Mutex<Vec<Received>>,
    abandoned: Mutex<Option<Duration>>,
    earliest: Mutex<Option<SystemTime>>,
}

impl Record {
    /// Notes an attempt that brought no whole request.
    pub(crate) fn attempt(&self) {
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes a whole request; returns its number, from 1.
    pub(crate) fn receive(&self, bytes: Vec<u8>) -> usize {
        self.attempt();
        let mut received = lock(&self.received);
        received.push(Received {
            at: Instant::now(),
            date: SystemTime::now(),
            bytes,
        });
        received.len()
    }

    /// The requests that were read whole, in their order.
    pub(crate) fn received(&self) -> Vec<Received> {
        lock(&self.received).clone()
    }

    /// Notes that the client closed a connection while a response was under way on it.
    pub(crate) fn abandon(&self) {
        let last = lock(&self.received).last().map(|last| last.at.elapsed());
        let mut abandoned = lock(&self.abandoned);
        *abandoned = abandoned.or(last);
    }

    /// How long after the request the client first gave up on a response.
    pub(crate) fn abandoned(&self) -> Option<Duration> {
        *lock(&self.abandoned)
    }

    /// Notes that the client was told not to come again before `time`.
    pub(crate) fn not_before(&self, time: SystemTime) {
        *lock(&self.earliest) = Some(time);
    }

    /// Before when the client was told not to come again.
    pub(crate) fn earliest(&self) -> Option<SystemTime> {
        *lock(&self.earliest)
    }
}

/// The value, even if a thread panicked while it held it: panics are counted elsewhere.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
