//! Examples that contradict the document: their schemas, or each other.
//!
//! None of this changes what is generated; it is about what readers of the document will believe.

mod ids;
mod read_only;
mod schema;

use crate::analyse::Facts;
use crate::analyse::examples::Examples;
use crate::ir::Api;
use crate::lower::Shown;
use crate::report::Report;
use crate::settings::{Contradiction, Settings};

/// Reports the contradictions that the settings do not allow; `shown` are the values that the document shows.
pub fn check(api: &Api, facts: &Facts, shown: &[Shown], settings: &Settings, report: &mut Report) {
    let allowed = &settings.examples;
    if allowed.read_only_contradiction == Contradiction::Warn {
        read_only::check(api, report);
    }
    if allowed.schema_contradiction == Contradiction::Warn {
        schema::check(&Examples::new(api, facts), shown, report);
    }
    if allowed.id_contradiction == Contradiction::Warn {
        ids::check(api, report);
    }
}
