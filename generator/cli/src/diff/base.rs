//! The version to compare with: from a file, or from the repository.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use apicrate::inputs::{LoadError, Loader, Source};
use apicrate::lock::Lock;
use apicrate::settings::Settings;

use super::Edition;
use crate::codegen::{Paths, seal};
use crate::exit::Failure;
use crate::workspace;

/// Where the version to compare with comes from.
pub(super) enum Base {
    /// A file, with the settings that are there now.
    File { spec: PathBuf, paths: Paths },
    /// A revision of the repository, with the settings of then.
    Revision { revision: Revision, paths: Paths },
}

/// A revision, and the folder that files are read from.
#[derive(Clone)]
pub(super) struct Revision {
    name: String,
    folder: PathBuf,
}

impl Base {
    /// What `given` names: a file if there is one of this name, else a revision.
    pub(super) fn find(given: Option<&str>, paths: &Paths) -> Result<Self, Failure> {
        let name = given.unwrap_or("HEAD");
        let paths = paths.clone();
        if given.is_some_and(|given| Path::new(given).is_file()) {
            let spec = PathBuf::from(name);
            return Ok(Self::File { spec, paths });
        }
        let folder = match paths.spec.parent() {
            Some(parent) if parent != Path::new("") => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let revision = Revision {
            name: name.to_owned(),
            folder,
        };
        if revision
            .git(&[
                "rev-parse",
                "--verify",
                "--quiet",
                &format!("{name}^{{commit}}"),
            ])
            .is_none()
        {
            return Err(Failure::new(format!(
                "`{name}` is neither a file nor a revision of the repository"
            )));
        }
        Ok(Self::Revision { revision, paths })
    }

    /// The description and settings of then.
    pub(super) fn version(&self) -> Result<Edition, Failure> {
        match self {
            Self::File { spec, paths } => {
                let config = match &paths.config {
                    Some(config) => settings(&workspace::read(config)?, &workspace::shown(config))?,
                    None => Settings::default(),
                };
                Ok(Edition {
                    root: Source {
                        path: workspace::shown(spec),
                        text: workspace::read(spec)?,
                    },
                    overlays: overlays(&config, paths)?,
                    settings: config,
                    lock: seal::read(&paths.lock)?,
                })
            }
            Self::Revision { revision, paths } => {
                let name = &revision.name;
                let shown = workspace::shown(&paths.spec);
                let Some(text) = revision.file(file_name(&paths.spec)) else {
                    return Err(Failure::new(format!("{shown} is not in {name}")));
                };
                let then = |path: &PathBuf| revision.file(file_name(path));
                let settings = match paths.config.as_ref().and_then(then) {
                    Some(text) => settings(&text, &format!("{name}: the settings"))?,
                    None => Settings::default(),
                };
                let overlays = settings.overlays.files.iter();
                let overlays = overlays.map(|file| revision.overlay(file, paths));
                Ok(Edition {
                    root: Source {
                        path: format!("{name}:{shown}"),
                        text,
                    },
                    overlays: overlays.collect::<Result<Vec<Source>, Failure>>()?,
                    settings,
                    lock: then(&paths.lock).and_then(|text| Lock::parse(&text).ok()),
                })
            }
        }
    }

    /// What gives the other files of that version; `now` gives those that are there now.
    pub(super) fn loader<'l>(&'l self, now: &'l dyn Loader) -> &'l dyn Loader {
        match self {
            Self::File { .. } => now,
            Self::Revision { revision, .. } => revision,
        }
    }
}

impl Revision {
    /// The text of the file at `path`, seen from the folder of the description.
    fn file(&self, path: &str) -> Option<String> {
        self.git(&["show", &format!("{}:./{path}", self.name)])
    }

    /// The overlay that the settings of then call `file`.
    fn overlay(&self, file: &str, paths: &Paths) -> Result<Source, Failure> {
        let folder = paths.config.as_deref().and_then(Path::parent);
        let there = Self {
            folder: folder.unwrap_or(&self.folder).to_path_buf(),
            ..self.clone()
        };
        let path = format!("{}:{file}", self.name);
        match there.file(file) {
            Some(text) => Ok(Source { path, text }),
            None => Err(Failure::new(format!("{file} is not in {}", self.name))),
        }
    }

    fn git(&self, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("git");
        let output = command.args(arguments).current_dir(&self.folder).output();
        let output = output.ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    }
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        self.file(path).ok_or_else(|| LoadError {
            reason: format!("no such file in {}", self.name),
        })
    }
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(OsStr::to_str).unwrap_or_default()
}

/// The overlays that the settings name, as they are now.
pub(super) fn overlays(settings: &Settings, paths: &Paths) -> Result<Vec<Source>, Failure> {
    crate::codegen::overlays(paths, settings, &[])
}

/// Settings from their text, which is that of `shown`.
pub(super) fn settings(text: &str, shown: &str) -> Result<Settings, Failure> {
    Settings::parse(text).map_err(|errors| {
        let errors: Vec<String> = errors
            .iter()
            .map(|error| format!("{shown}:{error}"))
            .collect();
        Failure::new(errors.join("\n"))
    })
}
