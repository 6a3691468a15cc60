//! A comparison for people and for programs.

mod github;
mod json;
mod markdown;
mod text;

pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::{Comparison, Version};
use crate::surface::{Delta, Verdict};

/// Lines of the surface that are shown of one change, at most.
const SHOWN: usize = 8;

/// The lines that a change of the surface takes away and adds, and how many there are beyond what is shown.
fn lines(surface: &[Delta]) -> (Vec<String>, usize) {
    let mut all = Vec::new();
    for delta in surface {
        all.extend(delta.old.iter().map(|item| format!("- {item}")));
        all.extend(delta.new.iter().map(|item| format!("+ {item}")));
    }
    let more = all.len().saturating_sub(SHOWN);
    // One more line takes no more room than to say that there is one.
    if more > 1 {
        all.truncate(SHOWN);
        return (all, more);
    }
    (all, 0)
}

/// How many changes are how grave.
fn counts(comparison: &Comparison) -> String {
    let of = |verdict| {
        let all = comparison.changes.iter();
        all.filter(|change| change.api.max(change.wire) == verdict)
            .count()
    };
    let harmless = of(Verdict::None);
    let mut parts = vec![
        format!("{} breaking", of(Verdict::Breaking)),
        format!("{} minor", of(Verdict::Minor)),
    ];
    if harmless > 0 {
        parts.push(format!("{harmless} harmless"));
    }
    parts.push(format!("{} in words alone", comparison.docs.len()));
    parts.join(", ")
}

/// What the change asks of the version, `now` being the one that is set and `base` the one it is compared with.
fn version(comparison: &Comparison, base: &Version, now: &Version) -> String {
    if comparison.is_empty() {
        return format!("version {now}");
    }
    let next = base.next(comparison.level());
    if *now >= next {
        format!("version {now} will do, after {base}")
    } else {
        format!("the version should be {next}, after {base}")
    }
}
