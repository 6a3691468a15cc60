//! Says what a run is doing, once it takes longer than a second.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a run may be silent.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long one step may take before it is named again.
const REMINDER: Duration = Duration::from_secs(10);
/// How often a line is rewritten, at most.
const BLINK: Duration = Duration::from_millis(100);

/// Writes the current step of a run to standard error until it is dropped.
#[derive(Debug)]
pub struct Progress {
    steps: Option<Sender<&'static str>>,
    writer: Option<JoinHandle<()>>,
    start: Instant,
}

impl Progress {
    /// Starts the clock. Nothing is written in the first second.
    #[must_use]
    pub fn start() -> Self {
        let start = Instant::now();
        let (steps, received) = mpsc::channel();
        let writer = thread::spawn(move || {
            let mut step = "starting";
            let mut next = start + PATIENCE;
            loop {
                let wait = next.saturating_duration_since(Instant::now());
                match received.recv_timeout(wait) {
                    Ok(name) => {
                        step = name;
                        // After the first second every step is named as it begins.
                        next = Instant::now().max(start + PATIENCE);
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        eprintln!("{step} … {:.0} s", start.elapsed().as_secs_f64());
                        next = Instant::now() + REMINDER;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self {
            steps: Some(steps),
            writer: Some(writer),
            start,
        }
    }

    /// The run goes on to the step `name`.
    pub fn step(&self, name: &'static str) {
        if let Some(steps) = &self.steps {
            // Without a writer there is nobody to tell.
            let _ = steps.send(name);
        }
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Says how many of a known number of things are done.
#[derive(Debug)]
pub struct Counter {
    what: &'static str,
    total: usize,
    state: Cell<(usize, Instant)>,
}

impl Counter {
    /// Nothing of `total` is done; `what` names the doing.
    #[must_use]
    pub fn new(what: &'static str, total: usize) -> Self {
        Self {
            what,
            total,
            state: Cell::new((0, Instant::now())),
        }
    }

    /// One more is done: `name`. On a terminal the line is rewritten, elsewhere one is added now
    /// and then.
    pub fn step(&self, name: &str) {
        let (done, told) = self.state.get();
        let done = done + 1;
        let (what, total) = (self.what, self.total);
        let is_terminal = std::io::stderr().is_terminal();
        let is_last = done == total;
        let pause = if is_terminal { BLINK } else { REMINDER };
        if told.elapsed() < pause && !is_last {
            self.state.set((done, told));
            return;
        }
        self.state.set((done, Instant::now()));
        if is_terminal {
            let end = if is_last { "\n" } else { "" };
            eprint!("\r\x1b[K[{done}/{total}] {what} … {name}{end}");
        } else {
            eprintln!("[{done}/{total}] {what} … {name}");
        }
    }
}
