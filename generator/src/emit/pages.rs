//! `docs/`: what the crate offers as Markdown pages, for readers who have the repository and no rustdoc at hand.
//!
//! What a page says of Rust is read off the [`Surface`], so it cannot differ from the code. A page depends on one thing
//! of the description alone; what would change with others, the lists of uses, stands in one page of its own.

mod group;
mod index;
mod json;
mod links;
mod model;
mod operation;
mod page;
mod parameters;
mod responses;
mod uses;

use std::collections::BTreeMap;

use super::{Content, File, Plan};
use crate::analyse::examples::Examples;
use crate::ir::TypeId;
use crate::name::{Name, OperationNames};
use crate::surface::{Item, Kind, Surface};

/// What the pages are made from.
pub(crate) struct Book<'a> {
    plan: &'a Plan<'a>,
    /// What code outside can name, by path.
    items: BTreeMap<(Kind, &'a str), &'a Item>,
}

impl<'a> Book<'a> {
    /// The book of a crate that has `surface`.
    pub(crate) fn new(plan: &'a Plan<'a>, surface: &'a Surface) -> Self {
        let items = surface.items().iter();
        Self {
            plan,
            items: items
                .map(|item| ((item.kind, item.path.as_str()), item))
                .collect(),
        }
    }

    /// All pages.
    pub(crate) fn files(&'a self) -> Vec<File<'a>> {
        let mut files = vec![
            self.file("README".to_owned(), || index::page(self)),
            self.file("uses".to_owned(), || uses::page(self)),
        ];
        for (position, names) in self.plan.names.groups.iter().enumerate() {
            let path = format!("operations/{}", names.module);
            files.push(self.file(path, move || group::page(self, position)));
        }
        for (id, definition) in self.plan.api.types.iter() {
            let path = format!("models/{}", self.plan.names.of_type(id).module);
            files.push(self.file(path, move || model::page(self, id, definition)));
        }
        files
    }

    fn file(&'a self, path: String, page: impl Fn() -> page::Page + Send + Sync + 'a) -> File<'a> {
        File {
            path: format!("docs/{path}.md"),
            content: Content::Page(Box::new(move || page().into_text())),
        }
    }

    fn examples(&self) -> Examples<'a> {
        Examples::new(self.plan.api, self.plan.facts)
    }

    fn item(&self, kind: Kind, path: &str) -> Option<&'a Item> {
        self.items.get(&(kind, path)).copied()
    }

    /// The path of a type from the crate's root.
    fn model_path(&self, id: TypeId) -> String {
        format!("models::{}", self.plan.names.of_type(id).ty)
    }

    /// The method `name` of the type `owner`.
    fn method(&self, owner: &str, name: &str) -> Option<&'a Item> {
        self.item(Kind::Function, &format!("{owner}::{name}"))
    }

    /// The path of a type that belongs to an operation: its builder, its error, its responses.
    fn operation_path(&self, group: usize, ty: &Name) -> String {
        let group = self.plan.names.groups.get(group);
        let module = group.map_or("", |group| group.module.as_str());
        format!("operations::{module}::{ty}")
    }

    /// The operations of a group with their positions and names, in document order.
    fn operations_of(
        &self,
        group: usize,
    ) -> impl Iterator<Item = (usize, &'a crate::ir::Operation, &'a OperationNames)> {
        let all = self.plan.api.operations.iter();
        all.zip(&self.plan.names.operations)
            .enumerate()
            .filter(move |(_, (operation, _))| operation.group == group)
            .map(|(index, (operation, names))| (index, operation, names))
    }
}
