//! Work on all cores that comes out as if it had been done on one.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// Workers get the stack that deeply nested types need in a build without optimisation.
const STACK: usize = 16 << 20;

/// What `work` makes of each of `items`, `threads` at a time, in the order of the items; without threads it is done
/// on the caller's.
pub(crate) fn map<T: Send, R: Send>(
    threads: usize,
    items: impl IntoIterator<Item = T, IntoIter: Send>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.next()
    };
    let some = || {
        let mut done = Vec::new();
        while let Some((place, item)) = next() {
            done.push((place, work(item)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let spawn = |_| {
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, some).ok()
        };
        let workers: Vec<_> = (0..threads).filter_map(spawn).collect();
        let mut all = Vec::new();
        for worker in workers {
            match worker.join() {
                Ok(done) => all.extend(done),
                // A worker's panic is the caller's: nothing is hidden by the thread.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        // What is left where no thread could be had.
        all.extend(some());
        all
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What `one` and `other` make, the latter on a thread of its own if there are `threads` for it.
pub(crate) fn both<A, B: Send>(
    threads: usize,
    one: impl FnOnce() -> A,
    other: impl Fn() -> B + Sync,
) -> (A, B) {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK);
        let spawn = || worker.spawn_scoped(scope, &other).ok();
        let Some(worker) = (threads > 1).then(spawn).flatten() else {
            return (one(), other());
        };
        let made = one();
        match worker.join() {
            Ok(other) => (made, other),
            // As above.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Objects differ in size: each thread gets several shares.
const SHARES: usize = 4;

/// How many of `count` objects make a share, and how many of `threads` the shares are for: none where there are not
/// `many` objects, which takes less time than to begin a thread.
pub(crate) fn shares(threads: usize, count: usize, many: usize) -> (usize, usize) {
    let share = count.div_ceil(threads.max(1) * SHARES).max(many);
    (share, if count > share { threads } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::{both, map, shares};

    #[test]
    fn a_few_are_no_work_for_threads() {
        assert_eq!(shares(2, 64, 64), (64, 0));
        assert_eq!(shares(2, 65, 64), (64, 2));
        assert_eq!(shares(2, 8000, 64), (1000, 2));
        assert_eq!(shares(0, 8000, 64), (2000, 0));
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [0, 1, 2, 8] {
            let squares = map(threads, 0..1000_usize, |number| number * number);
            let expected: Vec<usize> = (0..1000).map(|number| number * number).collect();
            assert_eq!(squares, expected, "on {threads} threads");
        }
    }

    #[test]
    fn two_things_are_made_on_any_number_of_threads() {
        for threads in [0, 1, 2] {
            assert_eq!(both(threads, || 1, || "other"), (1, "other"));
        }
    }

    #[test]
    fn what_is_lent_can_be_changed() {
        let mut words = vec!["a".to_owned(), "b".to_owned()];
        let lengths = map(2, &mut words, |word: &mut String| {
            word.push('!');
            word.len()
        });
        assert_eq!(lengths, [2, 2]);
        assert_eq!(words, ["a!", "b!"]);
    }

    #[test]
    #[should_panic(expected = "three")]
    fn a_panic_is_not_swallowed() {
        map(2, 0..8, |number| assert!(number != 3, "three"));
    }
}
