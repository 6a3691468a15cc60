//! Where the workspace is.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use apicrate_cli::workspace::{claiming, read, shown};

/// The folder of this workspace.
#[must_use]
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The Cargo that has started this program.
#[must_use]
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_has_the_description() {
        assert!(root().join("spec/openapi.yaml").is_file());
        assert!(root().join("xtask/Cargo.toml").is_file());
    }
}
