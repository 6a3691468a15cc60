//! Files as people name them, and where a folder stands to the Cargo workspaces around it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::exit::Failure;

/// The text of the file at `path`.
///
/// # Errors
///
/// When the file cannot be read or is not UTF-8; the message names it.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(format!("cannot read {}: {reason}", shown(path)))
    })
}

/// `path` as people would write it from the current folder.
#[must_use]
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    match below {
        Some(below) if below.as_os_str().is_empty() => ".".to_owned(),
        Some(below) => below.display().to_string(),
        None => path.display().to_string(),
    }
}

/// The folder of the Cargo workspace that would claim a package in `folder`, which need not exist,
/// without having it among its members.
///
/// Cargo builds no such package.
#[must_use]
pub fn claiming(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    let existing = folder.ancestors().find_map(|dir| dir.canonicalize().ok())?;
    let mut above = existing.ancestors().skip(usize::from(folder.exists()));
    let (claiming, manifest) = above.find_map(|dir| {
        let manifest = fs::read_to_string(dir.join("Cargo.toml")).ok()?;
        let mut lines = manifest.lines();
        lines.find(|line| line.trim_start().starts_with("[workspace"))?;
        Some((dir, manifest))
    })?;
    let inside = folder.canonicalize().unwrap_or(folder);
    let inside = inside.strip_prefix(claiming).ok()?.to_str()?;
    let all_beside = inside
        .rsplit_once('/')
        .map(|(parent, _)| format!("{parent}/*"));
    let listed = |path: &str| manifest.contains(&format!("\"{path}\""));
    if listed(inside) || all_beside.is_some_and(|pattern| listed(&pattern)) {
        return None;
    }
    Some(claiming.to_path_buf())
}
