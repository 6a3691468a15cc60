//! `--timings`: how long each step of a run has taken.

use std::time::{Duration, Instant};

/// The steps of a run, each with the time at which it began.
#[derive(Debug)]
pub(super) struct Timings {
    begun: Vec<(&'static str, Instant)>,
}

impl Timings {
    /// A run that begins now with the step `first`.
    pub(super) fn start(first: &'static str) -> Self {
        Self {
            begun: vec![(first, Instant::now())],
        }
    }

    /// The step before is over, and the step `name` begins.
    pub(super) fn begin(&mut self, name: &'static str) {
        self.begun.push((name, Instant::now()));
    }

    /// A line for each step, the last of which ends now, with its milliseconds.
    pub(super) fn table(&self) -> String {
        let now = Instant::now();
        let ends = self.begun.iter().skip(1).map(|(_, begun)| *begun);
        let steps = self.begun.iter().zip(ends.chain([now]));
        let mut table: String = steps
            .map(|((name, begun), end)| line(name, end.duration_since(*begun)))
            .collect();
        let first = self.begun.first().map_or(now, |(_, begun)| *begun);
        table.push_str(&line("in all", now.duration_since(first)));
        table
    }
}

fn line(name: &str, time: Duration) -> String {
    format!("{name:<16} {:>8.1} ms\n", time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_ends_where_the_next_begins() {
        let mut timings = Timings::start("reading files");
        timings.begin("read");
        let table = timings.table();
        let names: Vec<&str> = table.lines().map(|line| line[..16].trim_end()).collect();
        assert_eq!(names, ["reading files", "read", "in all"]);
        assert!(table.lines().all(|line| line.ends_with(" ms")), "{table}");
    }
}
