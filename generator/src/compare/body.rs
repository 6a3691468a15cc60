//! What an operation sends.

use super::change::Draft;
use super::context::{Context, OperationPaths, Travel};
use super::relation::Relation;
use crate::ir::{Body, BodyContent, Multipart, Operation, Part, PartContent, Sent};
use crate::surface::Verdict::{Breaking, Minor};

type Place<'a> = (&'a Operation, &'a OperationPaths<'a>);

pub(super) fn compare(context: &Context<'_>, old: Place<'_>, new: Place<'_>) -> Vec<Draft> {
    match (&old.0.body, &new.0.body) {
        (None, None) => Vec::new(),
        (Some(a), None) => {
            let draft = Draft::new("body-removed", "there is no body any more");
            let draft = draft.at(Some(&a.origin.pointer), None);
            vec![draft.touching(items(old, a)).wire(Breaking)]
        }
        (None, Some(b)) => {
            let (message, wire) = match b.required {
                true => ("there must be a body now", Breaking),
                false => ("there may be a body now", Minor),
            };
            let draft = Draft::new("body-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            vec![draft.touching(items(new, b)).wire(wire)]
        }
        (Some(a), Some(b)) => changed(context, (old, a), (new, b)),
    }
}

/// The setters of the contents, the constructor if it takes one, and the types of forms.
fn items((_, paths): Place<'_>, body: &Body) -> Vec<String> {
    let setters = paths.names.contents.iter().map(|name| paths.setter(name));
    let forms = paths.names.forms.iter().map(|form| paths.inside(&form.ty));
    let constructor = body.required.then(|| paths.method.clone());
    setters.chain(forms).chain(constructor).collect()
}

fn changed(
    context: &Context<'_>,
    (old, a): (Place<'_>, &Body),
    (new, b): (Place<'_>, &Body),
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let touched = [items(old, a), items(new, b)].concat();
    if a.required != b.required {
        let (message, wire) = match b.required {
            true => ("the body is required now", Breaking),
            false => ("the body is no longer required", Minor),
        };
        let draft = Draft::new("body-required-changed", message);
        let draft = draft.at(Some(&a.origin.pointer), Some(&b.origin.pointer));
        drafts.push(draft.touching(touched.clone()).wire(wire));
    }
    for before in &a.contents {
        let place = Some(&before.origin.pointer);
        let same = |content: &&BodyContent| content.media_type == before.media_type;
        let Some(after) = b.contents.iter().find(same) else {
            let message = format!("`{}` is not taken any more", before.media_type);
            let draft = Draft::new("media-type-removed", message).at(place, None);
            drafts.push(draft.touching(touched.clone()).wire(Breaking));
            continue;
        };
        let relation = contents(context, &before.payload, &after.payload);
        if relation != Relation::Same {
            let message = format!("the body as `{}` is of another type", after.media_type);
            let draft = Draft::new("body-changed", message);
            let draft = draft.at(place, Some(&after.origin.pointer));
            let wire = relation.wire(Travel::SENT);
            drafts.push(draft.touching(touched.clone()).wire(wire));
        }
        if let (Sent::Multipart(before), Sent::Multipart(after)) = (&before.payload, &after.payload)
        {
            drafts.extend(parts(context, before, after, &touched));
        }
    }
    for after in &b.contents {
        if !a
            .contents
            .iter()
            .any(|before| before.media_type == after.media_type)
        {
            let message = format!("`{}` is taken, too", after.media_type);
            let draft = Draft::new("media-type-added", message);
            let draft = draft.at(None, Some(&after.origin.pointer));
            drafts.push(draft.touching(touched.clone()).wire(Minor));
        }
    }
    drafts
}

fn contents(context: &Context<'_>, old: &Sent, new: &Sent) -> Relation {
    match (old, new) {
        (Sent::Json(old), Sent::Json(new)) => context.relation(old, new),
        (Sent::Form(old), Sent::Form(new)) => {
            let relation = context.relation(&old.ty, &new.ty);
            if relation == Relation::Same && old.members != new.members {
                return Relation::Other;
            }
            relation
        }
        // Part by part, see below.
        (Sent::Multipart(_), Sent::Multipart(_)) => Relation::Same,
        (Sent::Text, Sent::Text) | (Sent::Bytes, Sent::Bytes) => Relation::Same,
        _ => Relation::Other,
    }
}

fn parts(
    context: &Context<'_>,
    old: &Multipart,
    new: &Multipart,
    touched: &[String],
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for a in &old.parts {
        let place = Some(&a.origin.pointer);
        let Some(b) = new.parts.iter().find(|b| b.name == a.name) else {
            let message = format!("the part `{}` is gone", a.name);
            let draft = Draft::new("part-removed", message).at(place, None);
            drafts.push(draft.touching(touched.to_vec()).wire(Breaking));
            continue;
        };
        if let Some(wire) = part(context, a, b) {
            let message = format!("the part `{}` is another one", a.name);
            let draft = Draft::new("part-changed", message);
            let draft = draft.at(place, Some(&b.origin.pointer));
            drafts.push(draft.touching(touched.to_vec()).wire(wire));
        }
    }
    for b in &new.parts {
        if !old.parts.iter().any(|a| a.name == b.name) {
            let message = format!("the part `{}` is new", b.name);
            let draft = Draft::new("part-added", message);
            let draft = draft.at(None, Some(&b.origin.pointer));
            let wire = if b.required { Breaking } else { Minor };
            drafts.push(draft.touching(touched.to_vec()).wire(wire));
        }
    }
    drafts
}

fn part(context: &Context<'_>, a: &Part, b: &Part) -> Option<crate::surface::Verdict> {
    let content = match (&a.content, &b.content) {
        (PartContent::File, PartContent::File) => Relation::Same,
        (PartContent::Value(a), PartContent::Value(b)) => context.relation(a, b),
        _ => Relation::Other,
    };
    let required = match (a.required, b.required) {
        (false, true) => Some(Breaking),
        (true, false) => Some(Minor),
        _ => None,
    };
    let other = (a.repeated && !b.repeated) || a.media_type != b.media_type;
    let more = !a.repeated && b.repeated;
    let verdicts = [
        (content != Relation::Same).then(|| content.wire(Travel::SENT)),
        required,
        other.then_some(Breaking),
        more.then_some(Minor),
    ];
    verdicts.into_iter().flatten().max()
}
