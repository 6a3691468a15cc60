//! Where the program runs.

use crate::Failure;

/// Keeps this thread, and those that it starts from now on, on the core that it is on.
///
/// A call over loopback takes 30 or 100 µs by whether the kernel has put client and server on one core or on two that
/// wake each other; and where it has put them, they stay for a while. On one core both cost what they do.
#[cfg(target_os = "linux")]
pub fn stay_on_one() -> Result<(), Failure> {
    use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};

    let mut here = CpuSet::new();
    here.set(sched_getcpu());
    Ok(sched_setaffinity(None, &here)?)
}

/// Other systems have no such thing that were the same.
#[cfg(not(target_os = "linux"))]
pub fn stay_on_one() -> Result<(), Failure> {
    Ok(())
}
