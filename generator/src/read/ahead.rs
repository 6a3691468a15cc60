//! Positions that are looked up while something else is done.

use std::thread::{Builder, JoinHandle};

use super::positions::Positions;
use super::without_mark;
use crate::inputs::Inputs;
use crate::report::{Origins, Report};

/// The positions in the root document, which are needed when there is something to tell.
pub(crate) struct Ahead<'a> {
    text: &'a str,
    has_threads: bool,
    found: Option<JoinHandle<Positions>>,
}

impl<'a> Ahead<'a> {
    pub(crate) fn new(inputs: &Inputs<'a>, threads: usize) -> Self {
        Self {
            text: &inputs.root.text,
            has_threads: threads > 1,
            found: None,
        }
    }

    /// Begins to find them if there is something to tell by now. Without a thread for it they are found when they are
    /// asked for.
    pub(crate) fn begin_if_needed(&mut self, report: &Report) {
        if !self.has_threads || self.found.is_some() || report.diagnostics().is_empty() {
            return;
        }
        let text = without_mark(self.text).to_owned();
        self.found = Builder::new().spawn(move || Positions::of(&text)).ok();
    }

    /// Waits for what was begun, and gives it to `origins`.
    pub(crate) fn hand_to(self, origins: &mut Origins) {
        if let Some(Ok(positions)) = self.found.map(JoinHandle::join) {
            origins.keep_positions(positions);
        }
    }
}
