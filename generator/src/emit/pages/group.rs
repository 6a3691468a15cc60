//! The page of a tag: its operations, in document order.

use super::super::text;
use super::page::Page;
use super::{Book, operation};

/// The page of the group at `position`.
pub(super) fn page(book: &Book<'_>, position: usize) -> Page {
    let plan = book.plan;
    let (Some(group), Some(names)) = (
        plan.api.groups.get(position),
        plan.names.groups.get(position),
    ) else {
        return Page::new("Operations");
    };
    // The words in front keep the anchor of the title apart from those of operations, which have no blanks.
    let mut page = Page::new(&title(&group.tag));
    page.document(group.docs.summary.as_deref());
    page.document(group.docs.description.as_deref());
    page.paragraph([format!(
        "`client.{}()` gives `{}`: each operation is a method of it that begins a request, which `send` sends.",
        names.module, names.ty
    )]);
    for (index, operation, names) in book.operations_of(position) {
        operation::section(book, &mut page, index, operation, names);
    }
    page
}

/// What the page of a tag is called.
pub(super) fn title(tag: &str) -> String {
    match tag {
        "" => "Operations without a tag".to_owned(),
        tag => format!("Operations: {}", text::plain(tag)),
    }
}
