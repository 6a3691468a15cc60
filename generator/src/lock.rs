//! The names that the last run gave.

use std::collections::BTreeMap;

/// Names of the last run, so that a name once given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The name of what stands at each JSON pointer.
    pub names: BTreeMap<String, String>,
}
