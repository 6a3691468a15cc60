//! How long the generator takes.

use std::path::Path;

use xtask::bench::Request;
use xtask::exit::Failure;

use crate::row::Row;

/// Measures the generator on real documents and on those of a growing size.
///
/// # Errors
///
/// When something that is measured cannot be run.
pub fn measure(_root: &Path, _request: &Request) -> Result<Vec<Row>, Failure> {
    Ok(Vec::new())
}
