//! The crate of a document, written into a scratch workspace to be run.

use std::collections::BTreeMap;

use apicrate::inputs::{Inputs, Source};
use apicrate::pointer::Pointer;
use apicrate::settings::Settings;
use serde_json::Value;

use crate::corpus::check::Workspace;
use crate::corpus::documents::Document;
use crate::exit::Failure;
use crate::loader::FileLoader;
use crate::{tree, workspace};

/// A document whose crate has been written.
#[derive(Debug)]
pub struct Emitted {
    /// The name of the crate.
    pub package: String,
    /// The whole document.
    pub tree: Value,
    /// The emitted types by the places of their schemas.
    pub types: BTreeMap<Pointer, String>,
}

/// Generates the crate of `document` into the scratch workspace; `None` if there is none, which
/// `cargo xtask corpus` is about.
///
/// # Errors
///
/// When the document cannot be read, or when the disk refuses.
pub fn emit(document: &Document, scratch: &Workspace) -> Result<Option<Emitted>, Failure> {
    let failed = |reason: String| Failure::new(format!("{}: {reason}", document.name));
    let package = document.slug();
    let mut settings = Settings::default();
    settings.keep_going = true;
    settings.package.name = Some(package.clone());
    let root = Source {
        path: workspace::shown(&document.path),
        text: workspace::read(&document.path)?,
    };
    let loader = FileLoader::beside(&document.path).map_err(|e| failed(e.to_string()))?;
    let inputs = Inputs {
        root: &root,
        loader: &loader,
        settings: &settings,
        overlays: &[],
        lock: None,
    };
    let outcome = apicrate::generate(&inputs);
    let types = outcome.type_paths();
    let (Some(files), Some(tree)) = (outcome.files, apicrate::bundled(&inputs)) else {
        return Ok(None);
    };
    let folder = scratch.crate_folder(&package);
    tree::write(&folder, files).map_err(|error| failed(error.to_string()))?;
    Ok(Some(Emitted {
        package,
        tree,
        types,
    }))
}
