//! Examples and defaults that are not what their schemas say.

use std::collections::BTreeMap;

use crate::analyse::examples::{Disagreement, Examples};
use crate::lower::Shown;
use crate::pointer::Pointer;
use crate::report::{Code, Report};

/// What is told once: whether it is of defaults, whether the client could not read the value, what is wrong, and the
/// name of the member that it is wrong with.
type Kind = (bool, bool, String, String);

/// Where it is so: each place with that of the schema.
type Places = BTreeMap<Pointer, Pointer>;

/// Reports them; the same of members of one name, which examples repeat, is told once.
pub(super) fn check(examples: &Examples<'_>, shown: &[Shown], report: &mut Report) {
    let mut found: BTreeMap<Kind, Places> = BTreeMap::new();
    for shown in shown {
        for wrong in examples.contradictions(&shown.ty, &shown.limits, &shown.value) {
            let is_missing = shown.value.pointer(wrong.pointer.as_str()).is_none();
            // `{}` as a default says that everything in it is as it is when absent.
            if is_missing && shown.is_default {
                continue;
            }
            let (kind, place) = told(shown, wrong, is_missing);
            let places = found.entry(kind).or_default();
            places.entry(place).or_insert_with(|| shown.schema.clone());
        }
    }
    let mut found: Vec<(Kind, Places)> = found.into_iter().collect();
    found.sort_by(|(_, one), (_, other)| one.keys().next().cmp(&other.keys().next()));
    for (kind, places) in found {
        tell(&kind, &places, report);
    }
}

fn told(shown: &Shown, wrong: Disagreement, is_missing: bool) -> (Kind, Pointer) {
    let segments = wrong.pointer.segments();
    let mut names = segments.filter(|segment| !segment.chars().all(|c| c.is_ascii_digit()));
    let name = names.next_back().unwrap_or_default().into_owned();
    let place = shown.place.join(&wrong.pointer);
    let (what, place) = match place.parent().filter(|_| is_missing) {
        Some(parent) => (format!("the required member `{name}` is missing"), parent),
        None => (wrong.what, place),
    };
    ((shown.is_default, wrong.is_fatal, what, name), place)
}

fn tell((is_default, is_fatal, what, _): &Kind, places: &Places, report: &mut Report) {
    let Some((first, schema)) = places.first_key_value() else {
        return;
    };
    let shown = if *is_default {
        "a default"
    } else {
        "an example"
    };
    let more = match places.len() {
        1 => String::new(),
        2 => "; the same in one more place".to_owned(),
        count => format!("; the same in {} more places", count - 1),
    };
    let message = format!("{shown} contradicts its schema: {what}{more}");
    let help = format!(
        "correct it, or the schema at `{schema}`; `[examples] schema_contradiction = \"allow\"` keeps this quiet"
    );
    let code = Code::ExampleContradictsSchema;
    if *is_fatal {
        report.warn(code, first, message, help);
    } else {
        report.note(code, first, message, help);
    }
}
