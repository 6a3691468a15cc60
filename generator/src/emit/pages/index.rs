//! The index: how to begin, credentials, operations by tag, models by name.

use super::super::{example, text};
use super::links::{Seat, written};
use super::page::{Details, Page};
use super::{Book, group, uses};
use crate::ir::{CredentialKind, Payload};

/// The page.
pub(super) fn page(book: &Book<'_>) -> Page {
    let info = &book.plan.api.info;
    let mut page = Page::new(&format!("`{}`", book.plan.package_name()));
    page.paragraph([format!(
        "Client of the {}, version {}. Generated from its OpenAPI description: changes belong there.",
        text::plain(&info.title),
        text::plain(&info.version)
    )]);
    page.document(info.description.as_deref());
    page.code("rust", example::visible(example::client_lines(book.plan)));
    page.paragraph([
        "A call is a method of a group, then setters for what is optional, then `send().await`. Each also has `options`,",
        "for timeouts and headers of one call. `../api.txt` lists everything that the crate offers.",
    ]);
    authorization(book, &mut page);
    operations(book, &mut page);
    incoming(book, &mut page);
    models(book, &mut page);
    page
}

fn authorization(book: &Book<'_>, page: &mut Page) {
    page.heading("Authorization");
    let schemes = book.plan.api.schemes.iter().zip(&book.plan.names.schemes);
    let mut details = Details::default();
    let rows: Vec<[String; 3]> = schemes
        .filter(|(scheme, _)| scheme.kind != CredentialKind::MutualTls)
        .map(|(scheme, method)| {
            [
                format!("`{method}`"),
                sent(&scheme.kind),
                details.description(scheme.description.as_ref(), method.as_str()),
            ]
        })
        .collect();
    if rows.is_empty() {
        page.paragraph(["The description names no credentials."]);
    }
    page.table(["method of `ClientBuilder`", "sends", "description"], rows);
    details.below(page);
}

fn sent(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::Header { name, prefix } if prefix.trim().is_empty() => {
            format!("header {}", text::code(name))
        }
        CredentialKind::Header { name, prefix } => {
            let value = format!("{name}: {prefix}…");
            format!("header {}", text::code(&value))
        }
        CredentialKind::Query { name } => format!("query parameter {}", text::code(name)),
        CredentialKind::Cookie { name } => format!("cookie {}", text::code(name)),
        CredentialKind::Basic => "header `Authorization: Basic …`".to_owned(),
        CredentialKind::Bearer => "header `Authorization: Bearer …`".to_owned(),
        CredentialKind::MutualTls => String::new(),
    }
}

fn operations(book: &Book<'_>, page: &mut Page) {
    page.heading("Operations");
    let groups = book.plan.api.groups.iter().zip(&book.plan.names.groups);
    for (position, (tag, names)) in groups.enumerate() {
        let title = match tag.tag.as_str() {
            "" => group::title(""),
            tag => text::plain(tag),
        };
        page.paragraph([format!("[{title}](operations/{}.md)", names.module)]);
        let listed = book
            .operations_of(position)
            .filter_map(|(index, operation, _)| {
                let link = Seat::Root.operation(book, index)?;
                let line = format!("{} {}", operation.method.as_str(), operation.path);
                let old = if operation.docs.deprecated {
                    ", deprecated"
                } else {
                    ""
                };
                Some(format!("* {link}: {}{old}", text::code(&line)))
            });
        page.paragraph(listed);
    }
}

fn incoming(book: &Book<'_>, page: &mut Page) {
    let listed = book.plan.api.incoming.iter().zip(&book.plan.names.incoming);
    let mut details = Details::default();
    let rows: Vec<[String; 3]> = listed
        .filter_map(|(incoming, name)| {
            let Payload::Json(ty) = &incoming.payload else {
                return None;
            };
            Some([
                format!("`incoming::{name}`"),
                Seat::Root.ty(book, &written(book, ty), ty),
                details.words(&incoming.docs, &incoming.name),
            ])
        })
        .collect();
    if !rows.is_empty() {
        page.heading("Sent by the server");
        page.table(["function that reads it", "type", "description"], rows);
        details.below(page);
    }
}

fn models(book: &Book<'_>, page: &mut Page) {
    page.heading("Models");
    page.paragraph(["[Where each is used](uses.md)."]);
    let links = uses::sorted(book);
    page.paragraph(
        links
            .into_iter()
            .map(|id| format!("* {}", Seat::Root.model(book, id))),
    );
}
