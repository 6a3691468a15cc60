//! The files of a document, each read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::inputs::{Loader, Source};
use crate::read::read_tree;
use crate::report::{Origins, Report};

/// The trees that have been read, by the path as diagnostics show it.
pub(super) struct Files<'a> {
    /// The root document's folder with a `/` behind it, or nothing.
    folder: String,
    loader: &'a dyn Loader,
    trees: BTreeMap<String, Result<Rc<Value>, String>>,
}

impl<'a> Files<'a> {
    pub(super) fn new(root: &str, tree: Value, loader: &'a dyn Loader) -> Self {
        let folder = root
            .rfind('/')
            .and_then(|end| root.get(..=end))
            .unwrap_or_default();
        let trees = BTreeMap::from([(root.to_owned(), Ok(Rc::new(tree)))]);
        Self {
            folder: folder.to_owned(),
            loader,
            trees,
        }
    }

    /// The path of a shown `file` relative to the root's folder.
    pub(super) fn relative<'f>(&self, file: &'f str) -> &'f str {
        file.strip_prefix(&self.folder).unwrap_or(file)
    }

    /// The path as shown of a file at `relative`.
    pub(super) fn shown(&self, relative: &str) -> String {
        format!("{}{relative}", self.folder)
    }

    /// The tree of the shown `file`, or why there is none.
    pub(super) fn tree(
        &mut self,
        file: &str,
        origins: &mut Origins,
        report: &mut Report,
    ) -> Result<Rc<Value>, String> {
        if let Some(tree) = self.trees.get(file) {
            return tree.clone();
        }
        let tree = self.read(file, origins, report);
        self.trees.insert(file.to_owned(), tree.clone());
        tree
    }

    fn read(
        &self,
        file: &str,
        origins: &mut Origins,
        report: &mut Report,
    ) -> Result<Rc<Value>, String> {
        let text = self
            .loader
            .load(self.relative(file))
            .map_err(|error| error.reason)?;
        let source = Source {
            path: file.to_owned(),
            text,
        };
        let tree = if is_prose(file) {
            Some(Value::String(source.text.clone()))
        } else {
            read_tree(&source, report)
        };
        origins.add_text(source);
        tree.map(Rc::new)
            .ok_or_else(|| "it could not be read".to_owned())
    }
}

/// Whether a file is a text for people that a description may refer to.
fn is_prose(file: &str) -> bool {
    [".md", ".txt"]
        .iter()
        .any(|extension| file.ends_with(extension))
}
