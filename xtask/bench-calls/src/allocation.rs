//! How often memory is asked for, and for how much of it.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::scenario::Scenario;
use crate::{Failure, row};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const WARM_UP: usize = 20;
const TIMES: usize = 200;

/// Counts for the scenarios one after the other.
pub fn table(scenarios: Vec<Scenario>) -> Result<(), Failure> {
    for mut scenario in scenarios {
        let (mut counts, mut bytes) = (Vec::new(), Vec::new());
        for (name, run) in &mut scenario.contestants {
            (0..WARM_UP).try_for_each(|_| run())?;
            let region = Region::new(ALLOCATOR);
            (0..TIMES).try_for_each(|_| run())?;
            let change = region.change();
            let each = |total: usize| total as f64 / TIMES as f64;
            counts.push((*name, each(change.allocations + change.reallocations)));
            bytes.push((*name, each(change.bytes_allocated)));
        }
        row::print(&scenario.what, "allocations", &counts);
        row::print(&scenario.what, "bytes", &bytes);
    }
    Ok(())
}
