//! What is said of a part of the run: from what the process held between windows of calls.

use std::fmt;
use std::time::Duration;

use super::gauge::Gauge;
use super::server::AT_ONCE;

/// How many windows a part has.
pub(super) const WINDOWS: usize = 10;
/// The first of them, in which buffers, pools and maps reach their size. They are not judged.
const WARM_UP: usize = 5;
/// How many bytes of the heap may come to be held with 1,000 calls: less than one of 8 bytes with
/// every 30th.
const HEAP: f64 = 256.0;
/// How many bytes of it may come to be held over all windows that are judged, in a run of so few
/// calls that the buffers of a few connections outweigh them.
const HEAP_NOISE: f64 = 16.0 * 1024.0;
/// How many bytes the process may grow by with a window of [`LONG`] calls or more.
const RESIDENT: f64 = 128.0 * 1024.0;
/// How many calls a window has at least whose growth of the process means something: a page is
/// larger than all that a call could leave behind.
pub(super) const LONG: usize = 5_000;

/// What came of a part.
pub(super) struct Part {
    pub name: &'static str,
    /// How many calls a window has.
    pub window: usize,
    /// What was held before the first window and after each.
    pub gauges: Vec<Gauge>,
    /// Files that are open before there is any connection; 0 where the system does not say.
    pub files: usize,
    /// How many connections the calls may make.
    pub may_make: usize,
    pub made: usize,
    /// How many calls are to be dropped at least.
    pub drops: usize,
    pub dropped: usize,
    pub failed: usize,
    pub time: Duration,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// More is allocated with each call.
    Heap,
    /// The process grows.
    Resident,
    /// There are other files open than those of connections.
    Files,
    /// More connections are made than calls need, or other than the pool's are kept.
    Connections,
    /// Calls fail.
    Failures,
    /// Too few calls are dropped for the rest to mean anything.
    Drops,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Heap => "calls leave something on the heap",
            Self::Resident => "the process grows",
            Self::Files => "files are left open",
            Self::Connections => "connections are not as configured",
            Self::Failures => "calls fail",
            Self::Drops => "too few calls were dropped",
        })
    }
}

impl Part {
    pub(super) const HEAD: &str = "    part                    calls  dropped  failed  \
         connections  heap per 1,000 calls  resident per window  files     calls/s";

    fn calls(&self) -> usize {
        self.window * WINDOWS
    }

    fn judged(&self) -> &[Gauge] {
        self.gauges.get(WARM_UP..).unwrap_or_default()
    }

    /// What is wrong; the process' growth counts when `is_long`.
    pub(super) fn findings(&self, is_long: bool) -> Vec<Finding> {
        let heap = self.growth(|gauge| gauge.heap);
        let per_thousand = self.per_thousand(heap);
        let resident = self.growth(|gauge| gauge.resident);
        let is_whole = |gauge: &Gauge| gauge.connections == AT_ONCE;
        let is_told = |gauge: &Gauge| {
            gauge.files == self.files && gauge.with_connections == self.files + gauge.connections
        };
        let checks = [
            (
                Finding::Heap,
                per_thousand <= HEAP || heap * judged_windows() <= self.noise(),
            ),
            (Finding::Resident, !is_long || resident <= RESIDENT),
            (
                Finding::Files,
                self.files == 0 || self.gauges.iter().all(is_told),
            ),
            (
                Finding::Connections,
                self.made <= self.may_make && self.gauges.iter().all(is_whole),
            ),
            (Finding::Failures, self.failed == 0),
            (Finding::Drops, self.dropped >= self.drops),
        ];
        let wrong = checks.iter().filter(|(_, is_well)| !is_well);
        wrong.map(|(finding, _)| *finding).collect()
    }

    /// How much growth is put down to the shortness of the run.
    fn noise(&self) -> f64 {
        if self.window < LONG { HEAP_NOISE } else { 0.0 }
    }

    /// The growth with each window, after the warm-up.
    #[expect(
        clippy::cast_precision_loss,
        reason = "bytes of a process, far below 2^52"
    )]
    fn growth(&self, held: fn(&Gauge) -> usize) -> f64 {
        let held: Vec<f64> = self.judged().iter().map(|one| held(one) as f64).collect();
        slope(&held)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    fn per_thousand(&self, per_window: f64) -> f64 {
        per_window / self.window as f64 * 1000.0
    }

    /// Prints the figures and what is wrong; returns whether nothing is.
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    pub(super) fn print(&self) -> bool {
        let is_long = self.window >= LONG;
        let heap = self.per_thousand(self.growth(|gauge| gauge.heap));
        let resident = self.growth(|gauge| gauge.resident);
        let files = |gauge: Option<&Gauge>| gauge.map_or(0, |gauge| gauge.files);
        println!(
            "    {:20} {:8} {:8} {:7} {:12} {heap:15.0} bytes {:>14} bytes  {} to {} {:9.0}",
            self.name,
            self.calls(),
            self.dropped,
            self.failed,
            self.made,
            if is_long {
                format!("{resident:.0}")
            } else {
                "(too short)".to_owned()
            },
            files(self.gauges.first()),
            files(self.gauges.last()),
            self.calls() as f64 / self.time.as_secs_f64(),
        );
        let findings = self.findings(is_long);
        for finding in &findings {
            println!("    FAIL: {finding}: {:?}", self.gauges);
        }
        findings.is_empty()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few")]
fn judged_windows() -> f64 {
    (WINDOWS - WARM_UP) as f64
}

/// The slope of the straight line that fits `values` best, by least squares.
#[expect(clippy::cast_precision_loss, reason = "some dozens")]
fn slope(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / count;
    let (mut above, mut below) = (0.0, 0.0);
    for (index, value) in values.iter().enumerate() {
        let distance = index as f64 - middle;
        above += distance * (value - mean);
        below += distance * distance;
    }
    above / below
}
