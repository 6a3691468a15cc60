//! Work on many files, shared out to the machine's cores.

use std::thread;

/// `all` in as many parts as there are cores, one behind the other, each with its number.
pub(crate) fn parts<T>(all: &[T]) -> Vec<(usize, &[T])> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let size = all.len().div_ceil(workers).max(1);
    all.chunks(size).enumerate().collect()
}

/// What `work` makes of each of `parts`, in their order; each on a thread of its own.
pub(crate) fn each<P: Sync, R: Send>(parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
    let Some((first, others)) = parts.split_first() else {
        return Vec::new();
    };
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = others
            .iter()
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let mut all = vec![work(first)];
        for thread in threads {
            match thread.join() {
                Ok(made) => all.push(made),
                // A worker's panic is the caller's: nothing is hidden by the thread.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}
