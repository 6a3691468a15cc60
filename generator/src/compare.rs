//! What a new version of a description changes: in the document, in the crate, and for those who use it.
//!
//! Two verdicts on each change. *api*: does code that compiled still compile? It follows from the surfaces of the two
//! crates, so that it is right whatever the emitter makes of a change. *wire*: do calls that worked still work? It
//! follows from the meaning of the change, in the direction in which the thing concerned travels.

mod body;
mod change;
mod choices;
mod context;
mod docs;
mod join;
mod members;
mod operations;
mod pairs;
mod relation;
mod render;
mod responses;
mod security;
mod servers;
mod types;
mod version;

pub use change::{Change, Side};
pub use render::{github, json, markdown, text};
pub use version::{InvalidVersion, Version};

use crate::Outcome;
use crate::surface::Verdict;
use context::Context;

/// The changes from one version of a description to the next.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// Every change but those of words alone, the most dangerous first.
    pub changes: Vec<Change>,
    /// The changes of words alone: descriptions, examples, the API's own version.
    pub docs: Vec<Change>,
}

/// Compares two runs of the generator; of a run without an API, everything is gone or new.
#[must_use]
pub fn compare(old: &Outcome, new: &Outcome) -> Comparison {
    let (Some(old_api), Some(new_api)) = (&old.api, &new.api) else {
        return Comparison::default();
    };
    let mut context = Context::new((old_api, &old.names), (new_api, &new.names));
    types::compare(&mut context);
    operations::compare(&mut context);
    servers::compare(&mut context);
    security::compare(&mut context);
    docs::compare(&mut context);
    join::join(context, old, new)
}

impl Comparison {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.docs.is_empty()
    }

    /// The gravest *api* verdict.
    #[must_use]
    pub fn api(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.api);
        verdicts.max().unwrap_or_default()
    }

    /// The gravest *wire* verdict.
    #[must_use]
    pub fn wire(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.wire);
        verdicts.max().unwrap_or_default()
    }

    /// What the change is for the crate's version (Semantic Versioning 2.0.0): a change of the surface, or of the
    /// meaning of calls that still compile, is at least a minor one.
    #[must_use]
    pub fn level(&self) -> Verdict {
        let level = |change: &Change| match change.is_silent {
            true => Verdict::Breaking,
            false => change.api.max(change.wire.min(Verdict::Minor)),
        };
        self.changes.iter().map(level).max().unwrap_or_default()
    }
}
