//! Who makes a crate of a document: this generator, or another one.

use std::fs;
use std::path::Path;

use apicrate::inputs::{Inputs, Source};
use apicrate::settings::RuntimeLayout;
use xtask::exit::Failure;
use xtask::loader::FileLoader;
use xtask::{tree, workspace};

use super::subject::Subject;
use crate::peers::Peer;

/// A generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maker {
    /// The one of this workspace.
    Ours,
    /// The same, with the runtime as a package of its own.
    Apart,
    /// Another one.
    Peer(Peer),
}

impl Maker {
    /// The name of its folder.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Apart => "ours-apart",
            Self::Peer(peer) => peer.name,
        }
    }

    /// What it is called in the table.
    pub(super) fn title(&self) -> String {
        match self {
            Self::Ours | Self::Apart => "ours".to_owned(),
            Self::Peer(peer) => peer.title(),
        }
    }

    /// The package that holds the half of its crates that is the same for each; none where that is part of the crate.
    pub(super) fn runtime(&self) -> Option<&'static str> {
        match self {
            Self::Ours | Self::Apart => None,
            Self::Peer(peer) => peer.runtime,
        }
    }

    /// Whether it is of this workspace.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self, Self::Ours | Self::Apart)
    }

    /// Whether this is one of ours, and not the usual one.
    pub(super) fn is_variant(&self) -> bool {
        *self == Self::Apart
    }

    /// Makes a crate called `name` in `folder`; where it makes none, in a word what it does.
    pub(super) fn make(
        &self,
        root: &Path,
        subject: &Subject,
        folder: &Path,
        name: &str,
    ) -> Result<Result<(), String>, Failure> {
        match self {
            Self::Ours => ours(root, subject, folder, name, RuntimeLayout::Module).map(Ok),
            Self::Apart => ours(root, subject, folder, name, RuntimeLayout::Package).map(Ok),
            Self::Peer(peer) => peer.generate(root, &subject.path, folder, name),
        }
    }
}

/// Emits the crate, in this process.
fn ours(
    root: &Path,
    subject: &Subject,
    folder: &Path,
    name: &str,
    layout: RuntimeLayout,
) -> Result<(), Failure> {
    let failed = |reason: String| Failure::new(format!("{}: {reason}", subject.name));
    let mut settings = subject.settings.clone();
    settings.keep_going = true;
    settings.package.name = Some(name.to_owned());
    settings.package.runtime = layout;
    let loader = FileLoader::beside(&subject.path).map_err(|error| failed(error.to_string()))?;
    let source = Source {
        path: workspace::shown(&subject.path),
        text: workspace::read(&subject.path)?,
    };
    let outcome = apicrate::generate(&Inputs {
        root: &source,
        loader: &loader,
        settings: &settings,
        overlays: &[],
        lock: None,
    });
    let mut files = outcome
        .files
        .ok_or_else(|| failed("the generator refuses it".to_owned()))?;
    let manifest = files.get("Cargo.toml").unwrap_or_default();
    // The root of a workspace, so that Cargo looks for none above it.
    let alone = format!("{manifest}\n[workspace]\n");
    files.insert("Cargo.toml", alone);
    tree::write(folder, files).map_err(|error| failed(error.to_string()))?;
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        // The versions that this workspace uses.
        fs::copy(root.join("Cargo.lock"), lock).map_err(|error| failed(error.to_string()))?;
    }
    Ok(())
}
