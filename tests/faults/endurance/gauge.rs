//! What the process of the client holds at one moment.

use std::alloc::System;
use std::fs;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what is allocated and freed, for every thread of this process.
#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gauge {
    /// Bytes that are allocated and not freed.
    pub heap: usize,
    /// Bytes of memory that the process occupies; 0 where the system does not say. The allocator
    /// gives few pages back, and begins new ones for threads and sizes as it likes.
    pub resident: usize,
    /// Files and sockets that are open without any connection; 0 where the system does not say.
    pub files: usize,
    /// Connections that are kept after the calls, as the server counts them.
    pub connections: usize,
    /// Files and sockets that are open with them.
    pub with_connections: usize,
}

impl Gauge {
    /// What is held now, but for connections.
    pub(super) fn read() -> Self {
        let stats = HEAP.stats();
        Self {
            // Threads may free between the two readings what they allocated before them.
            heap: stats
                .bytes_allocated
                .saturating_sub(stats.bytes_deallocated),
            resident: resident(),
            files: files(),
            ..Self::default()
        }
    }
}

fn resident() -> usize {
    const PAGE: usize = 4096;
    let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * PAGE
}

/// How many files and sockets this process has open; 0 where the system does not say.
pub(super) fn files() -> usize {
    // One of them is the folder that is read.
    fs::read_dir("/proc/self/fd").map_or(0, |files| files.count().saturating_sub(1))
}
