//! For the lines of a pull request.

use super::super::{Change, Comparison};
use crate::report::workflow_command;
use crate::surface::Verdict;

/// Each change that is more than words as one workflow command, with which GitHub marks its line: what breaks something
/// as a warning, the rest as a notice. What is gone has no line in the new version; it is marked without one.
#[must_use]
pub fn github(comparison: &Comparison) -> String {
    comparison.changes.iter().map(command).collect()
}

fn command(change: &Change) -> String {
    let level = match change.api.max(change.wire) {
        Verdict::Breaking => "warning",
        _ => "notice",
    };
    let title = format!("api {}, wire {}", change.api.word(), change.wire.word());
    let mut message = change.message.clone();
    if !change.item.is_empty() {
        message.push_str(&format!("\nin Rust: {}", change.item));
    }
    if change.is_silent {
        message.push_str("\ncalls compile and mean something else");
    }
    match &change.new {
        Some(side) => {
            let place = (side.line, side.column);
            workflow_command(level, &side.file, place, &title, &message)
        }
        None => {
            let file = change.old.as_ref().map_or("", |side| side.file.as_str());
            // The file of a revision is written `REVISION:FILE`.
            let file = file.split_once(':').map_or(file, |(_, file)| file);
            workflow_command(level, file, (1, 1), &title, &message)
        }
    }
}
