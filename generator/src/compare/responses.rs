//! What an operation brings.

use super::change::Draft;
use super::context::{Context, OperationPaths, Travel};
use super::relation::Relation;
use crate::ir::{Operation, Response, Status, Stream};
use crate::surface::Verdict::{self, Breaking, Minor};

type Place<'a> = (&'a Operation, &'a OperationPaths<'a>);

pub(super) fn compare(context: &Context<'_>, old: Place<'_>, new: Place<'_>) -> Vec<Draft> {
    let success = |(_, paths): Place<'_>| {
        let names = paths.names;
        vec![
            paths.setter("send"),
            paths.setter("send_stream"),
            paths.inside(&names.response),
        ]
    };
    let error = |(_, paths): Place<'_>| {
        let own = paths.inside(&paths.names.error);
        let all = std::iter::once(own).chain(paths.errors.clone());
        all.collect::<Vec<String>>()
    };
    let mut drafts = list(
        context,
        (&old.0.successes, &new.0.successes),
        &[success(old), success(new)].concat(),
    );
    drafts.extend(list(
        context,
        (&old.0.errors, &new.0.errors),
        &[error(old), error(new)].concat(),
    ));
    drafts.extend(headers(context, old, new));
    let (a, b) = (old.0.stream(), new.0.stream());
    if let Some((message, wire)) = streams(context, a, b) {
        let draft = Draft::new("stream-changed", message);
        let draft = draft.at(Some(&old.0.origin.pointer), Some(&new.0.origin.pointer));
        let items = [success(old), success(new)].concat();
        drafts.push(draft.touching(items).wire(wire));
    }
    drafts
}

fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn list(
    context: &Context<'_>,
    (old, new): (&[Response], &[Response]),
    touched: &[String],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for a in old {
        let name = status(a.status);
        let Some(b) = new.iter().find(|b| b.status == a.status) else {
            // What the server no longer says does no harm to who would have understood it.
            let draft = Draft::new("response-removed", format!("the response {name} is gone"));
            let draft = draft.at(Some(&a.origin.pointer), None);
            drafts.push(draft.touching(touched.to_vec()).wire(Minor));
            continue;
        };
        for (code, message, wire) in changed(context, a, b) {
            let draft = Draft::new(code, message);
            let draft = draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
            let draft = draft.touching(touched.to_vec()).wire(wire);
            drafts.push(Draft {
                is_docs: code == "words-changed",
                ..draft
            });
        }
    }
    for b in new {
        if !old.iter().any(|a| a.status == b.status) {
            // A success that the old client does not know is an error to it.
            let wire = if b.status.is_success() {
                Breaking
            } else {
                Minor
            };
            let message = format!("the response {} is new", status(b.status));
            let draft = Draft::new("response-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            drafts.push(draft.touching(touched.to_vec()).wire(wire));
        }
    }
    drafts
}

fn changed(
    context: &Context<'_>,
    a: &Response,
    b: &Response,
) -> Vec<(&'static str, String, Verdict)> {
    let name = status(a.status);
    let mut found = Vec::new();
    match (&a.payload, &b.payload) {
        (None, None) => {}
        (Some(_), None) => {
            let message = format!("the response {name} is empty now");
            found.push(("response-changed", message, Breaking));
        }
        (None, Some(_)) => {
            let message = format!("the response {name} has a body now");
            found.push(("response-changed", message, Minor));
        }
        (Some(before), Some(after)) => {
            let relation = context.payloads(before, after);
            if relation != Relation::Same {
                let message = format!("the response {name} is of another type");
                let wire = relation.wire(Travel::RECEIVED);
                found.push(("response-changed", message, wire));
            }
            let gone = a.media_types.iter().all(|ty| !b.media_types.contains(ty));
            let more = b.media_types.iter().any(|ty| !a.media_types.contains(ty));
            if gone || more {
                let types = b.media_types.join(", ");
                let message = format!("the response {name} comes as {types}");
                // The client asks for what it knows, and gets it as long as the server has it.
                let wire = if gone { Breaking } else { Minor };
                found.push(("media-type-changed", message, wire));
            }
        }
    }
    if a.description != b.description {
        let message = format!("the words about the response {name}");
        found.push(("words-changed", message, Verdict::None));
    }
    found
}

fn headers(context: &Context<'_>, old: Place<'_>, new: Place<'_>) -> Vec<Draft> {
    let view = |(_, paths): Place<'_>| paths.inside(&paths.names.headers);
    let touched = [view(old), view(new)];
    let (before, after) = (old.0.headers(), new.0.headers());
    let mut drafts = Vec::new();
    for a in &before {
        let same = |b: &&&crate::ir::Header| b.name.eq_ignore_ascii_case(&a.name);
        let Some(b) = after.iter().find(same) else {
            let message = format!("the header `{}` is gone", a.name);
            let draft = Draft::new("header-removed", message);
            let draft = draft.at(Some(&a.origin.pointer), None);
            drafts.push(draft.touching(touched.clone()).wire(Breaking));
            continue;
        };
        let relation = context.relation(&a.ty, &b.ty);
        if relation != Relation::Same {
            let words = (context.old_words(&a.ty), context.new_words(&b.ty));
            let message = format!(
                "the header `{}` was {} and is {} now",
                a.name, words.0, words.1
            );
            let draft = Draft::new("header-changed", message);
            let draft = draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
            let wire = relation.wire(Travel::RECEIVED);
            drafts.push(draft.touching(touched.clone()).wire(wire));
        }
    }
    for b in &after {
        if !before.iter().any(|a| a.name.eq_ignore_ascii_case(&b.name)) {
            let message = format!("the header `{}` is new", b.name);
            let draft = Draft::new("header-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            drafts.push(draft.touching(touched.clone()).wire(Minor));
        }
    }
    drafts
}

fn streams(
    context: &Context<'_>,
    old: Option<&Stream>,
    new: Option<&Stream>,
) -> Option<(&'static str, Verdict)> {
    match (old, new) {
        (None, None) => None,
        (Some(_), None) => Some(("it cannot be read as a stream any more", Breaking)),
        (None, Some(_)) => Some(("it can be read as a stream", Minor)),
        (Some(a), Some(b)) => {
            let kind = std::mem::discriminant(&a.items) == std::mem::discriminant(&b.items);
            let relation = match (a.items.ty(), b.items.ty()) {
                (Some(a), Some(b)) if kind => context.relation(a, b),
                _ if kind => Relation::Same,
                _ => Relation::Other,
            };
            let wire = relation.wire(Travel::RECEIVED);
            (relation != Relation::Same).then_some(("the stream brings other items", wire))
        }
    }
}
