//! Where pages stand, and types as readers see them: short, with links to the pages of models.

use super::super::scope::Scope;
use super::Book;
use crate::ir::{TypeId, TypeRef};
use crate::surface;

/// The folder of a page, which decides how it refers to others.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seat {
    /// `docs/`.
    Root,
    /// `docs/operations/`.
    Operations,
    /// `docs/models/`.
    Models,
}

impl Seat {
    /// The way from here to the folder `docs/`.
    pub(super) fn root(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Operations | Self::Models => "../",
        }
    }

    /// A link to the page of a model, with its name.
    pub(super) fn model(self, book: &Book<'_>, id: TypeId) -> String {
        let name = &book.plan.names.of_type(id).ty;
        format!("[`{name}`]({})", self.model_target(book, id))
    }

    fn model_target(self, book: &Book<'_>, id: TypeId) -> String {
        let folder = match self {
            Self::Models => "",
            Self::Root => "models/",
            Self::Operations => "../models/",
        };
        format!("{folder}{}.md", book.plan.names.of_type(id).module)
    }

    /// A link to an operation, with the name of its method.
    pub(super) fn operation(self, book: &Book<'_>, index: usize) -> Option<String> {
        let group = book.plan.api.operations.get(index)?.group;
        let module = &book.plan.names.groups.get(group)?.module;
        let method = &book.plan.names.operations.get(index)?.method;
        let root = self.root();
        Some(format!(
            "[`{method}`]({root}operations/{module}.md#{method})"
        ))
    }

    /// A type, `text` as the surface has it, with a link to the page of the model in it.
    pub(super) fn ty(self, book: &Book<'_>, text: &str, ty: &TypeRef) -> String {
        let mut named = Vec::new();
        ty.visit_named(false, &mut |id, _| {
            if !named.contains(&id) {
                named.push(id);
            }
        });
        let code = format!("`{}`", short(text));
        match named.as_slice() {
            [] => code,
            [only] => format!("[{code}]({})", self.model_target(book, *only)),
            several => {
                let links: Vec<String> = several.iter().map(|id| self.model(book, *id)).collect();
                format!("{code}: {}", links.join(", "))
            }
        }
    }
}

/// A line of the surface without the modules of models and operations.
pub(super) fn short(text: &str) -> String {
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end.max(c.len_utf8()));
        let word = match word.strip_prefix("operations::") {
            // The module of the group goes, too.
            Some(word) => word.split_once("::").map_or(word, |(_, name)| name),
            None => word.strip_prefix("models::").unwrap_or(word),
        };
        out.push_str(word);
        rest = after;
    }
    out
}

/// The Rust type of a use, outside of models.
pub(super) fn written(book: &Book<'_>, ty: &TypeRef) -> String {
    surface::written(Scope::elsewhere(book.plan).ty(ty))
}
