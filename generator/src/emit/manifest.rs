//! `Cargo.toml` and the other files that tools read.

mod runtime;

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::{Table, Value};

use super::gates::ALL;
use super::runtime::modules;
use super::{File, Plan, text};
use crate::settings::{Dependency, RuntimeLayout};

/// Every crate that an emitted client can depend on: version and features, the defaults switched off.
const CRATES: [(&str, &str, &[&str]); 13] = [
    ("bytes", "1", &["std"]),
    ("futures-core", "0.3", &[]),
    ("http", "1", &["std"]),
    ("http-body", "1", &[]),
    ("http-body-util", "0.1", &[]),
    ("indexmap", "2", &["std"]),
    ("percent-encoding", "2", &["std"]),
    ("reqwest", "0.13", &[]),
    ("serde", "1", &["std"]),
    ("serde_json", "1", &["std"]),
    ("tokio", "1", &["sync", "time"]),
    ("url", "2", &["std"]),
    ("uuid", "1", &["std"]),
];

/// The features of every client, and what each enables.
const FEATURES: [(&str, &[&str]); 8] = [
    ("blocking", &["tokio/rt-multi-thread"]),
    ("gzip", &["reqwest/gzip"]),
    ("http2", &["reqwest/http2", "dep:h2"]),
    ("mock", &[]),
    ("native-tls", &["reqwest/native-tls"]),
    ("replay", &[]),
    ("rustls", &["reqwest/rustls"]),
    ("tracing", &["dep:tracing"]),
];

/// Those that a feature brings.
const OPTIONAL: [(&str, &str, &[&str]); 5] = [
    ("h2", "0.4", &[]),
    ("tracing", "0.1", &[]),
    ("chrono", "0.4", &["alloc"]),
    ("jiff", "1", &["std"]),
    ("time", "0.3", &["std"]),
];

/// Libraries of dates, each a feature.
const DATES: [&str; 3] = ["chrono", "jiff", "time"];

/// `Cargo.toml`: the keys are ours, and every text of the document is a quoted value.
pub(super) fn cargo_toml<'a>(plan: &Plan<'_>) -> File<'a> {
    let sections = [
        ("package", package(plan)),
        ("lib", vec![("name".into(), Value::from(plan.crate_name()))]),
        docs_rs(),
        ("features", features(plan)),
        ("dependencies", dependencies(plan)),
        (
            "dev-dependencies",
            vec![("tokio".into(), lean("1", &["macros", "rt", "time"]))],
        ),
    ];
    File::text("Cargo.toml", text_of(&sections))
}

/// `Cargo.toml` of the runtime, where that is a package.
pub(super) fn runtime<'a>(plan: &Plan<'_>) -> File<'a> {
    File::text("runtime/Cargo.toml", text_of(&runtime::sections(plan)))
}

/// What docs.rs shows: everything.
fn docs_rs() -> (&'static str, Vec<Row>) {
    let all = ("all-features".into(), true.into());
    ("package.metadata.docs.rs", vec![all])
}

fn text_of(sections: &[(&str, Vec<Row>)]) -> String {
    let mut text = "# Generated: change the settings of the generator instead.\n".to_owned();
    for (index, (name, rows)) in sections.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        text.push_str(&format!("{gap}[{name}]\n"));
        rows.iter()
            .for_each(|(key, value)| text.push_str(&format!("{key} = {}\n", written(value))));
    }
    text
}

/// A key with its value. Keys are words and names of features, which need no quotes.
type Row = (Cow<'static, str>, Value);

/// A value on one line; of a long list, a line each, so that a new one is a new line.
fn written(value: &Value) -> String {
    const LONGEST: usize = 8;
    match value.as_array() {
        Some(list) if list.len() > LONGEST => {
            let items: String = list.iter().map(|item| format!("    {item},\n")).collect();
            format!("[\n{items}]")
        }
        _ => value.to_string(),
    }
}

fn package(plan: &Plan<'_>) -> Vec<Row> {
    let title = text::one_line(&plan.api.info.title);
    let description = plan
        .package
        .description
        .clone()
        .unwrap_or_else(|| format!("Client of the {title}"));
    let rows: Vec<(&'static str, Value)> = vec![
        ("name", plan.package_name().into()),
        ("version", plan.package.version.clone().into()),
        ("edition", "2024".into()),
        ("rust-version", "1.89".into()),
        ("description", description.into()),
        ("readme", "README.md".into()),
    ];
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect();
    rows.extend(
        plan.package
            .license
            .clone()
            .map(|license| ("license".into(), license.into())),
    );
    rows.extend(
        plan.package
            .repository
            .clone()
            .map(|repository| ("repository".into(), repository.into())),
    );
    for (key, list) in [
        ("authors", &plan.package.authors),
        ("keywords", &plan.package.keywords),
    ] {
        if !list.is_empty() {
            rows.push((key.into(), list.clone().into()));
        }
    }
    rows
}

fn features(plan: &Plan<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![("default".into(), default_features(plan).into())];
    match plan.package.runtime {
        RuntimeLayout::Module => rows.extend(runtime_features(plan)),
        RuntimeLayout::Package => rows.extend(runtime::forwarded(plan)),
    }
    rows.extend(tag_features(plan));
    rows
}

/// The features that the runtime's modules are behind, and those of the crates that they use.
fn runtime_features(plan: &Plan<'_>) -> Vec<Row> {
    let own = FEATURES
        .iter()
        .map(|(name, enables)| (*name, enables.to_vec().into()));
    let mut rows: Vec<(&'static str, Value)> = own.collect();
    for name in DATES.iter().filter(|name| uses_crate(plan, name)) {
        rows.push((name, vec![format!("dep:{name}")].into()));
    }
    // What the settings depend on is no longer a feature's to bring.
    for list in rows.iter_mut().filter_map(|(_, list)| list.as_array_mut()) {
        list.retain(|needed| {
            let name = needed
                .as_str()
                .and_then(|needed| needed.strip_prefix("dep:"));
            name.is_none_or(|name| !plan.settings.dependencies.contains_key(name))
        });
    }
    let rows = rows.into_iter().map(|(key, value)| (key.into(), value));
    rows.collect()
}

/// A feature for each tag, and the one that has them all.
fn tag_features(plan: &Plan<'_>) -> Vec<Row> {
    let mut tags = plan.tag_features();
    if !tags.remove(ALL) {
        return Vec::new();
    }
    let all: Vec<String> = tags.iter().cloned().collect();
    let tags = tags
        .into_iter()
        .map(|tag| (tag.into(), Vec::<&str>::new().into()));
    let all: Row = (ALL.into(), all.into());
    std::iter::once(all).chain(tags).collect()
}

/// TLS, the libraries of dates that the settings ask for, and all tags.
fn default_features(plan: &Plan<'_>) -> Vec<&'static str> {
    let types = &plan.settings.types;
    let asked = [types.date_time.library(), types.date.library()];
    let dates = DATES.iter().filter(|name| asked.contains(&Some(name)));
    let dates = dates.filter(|name| uses_crate(plan, name)).copied();
    let tags = plan.settings.features.tags.then_some(ALL);
    dates.chain(["rustls"]).chain(tags).collect()
}

fn uses_crate(plan: &Plan<'_>, name: &str) -> bool {
    modules(plan)
        .iter()
        .any(|module| module.crates.contains(&name))
}

/// A dependency without its default features.
fn lean(version: &str, features: &[&str]) -> Value {
    let mut table = Table::new();
    table.insert("version".to_owned(), version.into());
    table.insert("default-features".to_owned(), false.into());
    if !features.is_empty() {
        table.insert("features".to_owned(), features.to_vec().into());
    }
    Value::Table(table)
}

/// What the client depends on.
fn dependencies(plan: &Plan<'_>) -> Vec<Row> {
    let mut rows = match plan.package.runtime {
        RuntimeLayout::Module => runtime_dependencies(plan),
        RuntimeLayout::Package => runtime::of_client(plan),
    };
    for (name, added) in &plan.settings.dependencies {
        add(&mut rows, name, added);
    }
    rows
}

/// The crates that the runtime's modules use, and those that models use by themselves.
fn runtime_dependencies(plan: &Plan<'_>) -> Vec<Row> {
    let modules = modules(plan);
    let used: BTreeSet<&str> = modules
        .iter()
        .flat_map(|module| module.crates)
        .copied()
        .chain(["bytes", "serde_json"])
        .collect();
    let listed = CRATES
        .iter()
        .filter(|(name, ..)| used.contains(&name.replace('-', "_").as_str()));
    let mut rows: Vec<Row> = listed
        .map(|(name, version, features)| ((*name).into(), lean(version, features)))
        .collect();
    for (name, version, features) in OPTIONAL {
        if !DATES.contains(&name) || uses_crate(plan, name) {
            rows.push((name.into(), optional(version, features)));
        }
    }
    rows
}

/// Adds what the settings say of a crate to what the client needs of it.
fn add(rows: &mut Vec<Row>, name: &str, added: &Dependency) {
    let position = rows.iter().position(|(known, _)| *known == name);
    let listed = CRATES
        .iter()
        .chain(&OPTIONAL)
        .find(|(known, ..)| *known == name);
    let known = position.map(|position| rows.remove(position).1);
    let known = known.or_else(|| listed.map(|(_, version, features)| lean(version, features)));
    let mut table = match known {
        Some(Value::Table(table)) => table,
        _ => Table::new(),
    };
    // A feature of the client no longer decides whether it is there.
    table.remove("optional");
    let texts = [
        ("version", &added.version),
        ("package", &added.package),
        ("path", &added.path),
        ("git", &added.git),
        ("rev", &added.rev),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            table.insert(key.to_owned(), text.clone().into());
        }
    }
    if let Some(on) = added.default_features {
        table.insert("default-features".to_owned(), on.into());
    }
    if !added.features.is_empty() {
        let known = table.get("features").and_then(Value::as_array);
        let mut features: Vec<Value> = known.cloned().unwrap_or_default();
        features.extend(added.features.iter().cloned().map(Value::from));
        table.insert("features".to_owned(), features.into());
    }
    let at = position.unwrap_or(rows.len());
    rows.insert(at, (name.to_owned().into(), Value::Table(table)));
}

/// The same, for a feature to switch on.
fn optional(version: &str, features: &[&str]) -> Value {
    let mut value = lean(version, features);
    if let Value::Table(table) = &mut value {
        table.insert("optional".to_owned(), true.into());
    }
    value
}

/// `rustfmt.toml`: the code is formatted already, by other rules.
pub(super) fn rustfmt_toml<'a>() -> File<'a> {
    File::text(
        "rustfmt.toml",
        "# The generator formats this crate.\ndisable_all_formatting = true\n",
    )
}

#[cfg(test)]
mod tests {
    use super::{CRATES, FEATURES, OPTIONAL};
    use crate::name::keywords;
    use crate::settings::dependency::OWN;

    #[test]
    fn no_tag_has_the_feature_of_something_else() {
        let crates = CRATES.iter().map(|(name, ..)| name.replace('_', "-"));
        let optional = OPTIONAL.iter().map(|(name, ..)| (*name).to_owned());
        let features = FEATURES.iter().map(|(name, _)| (*name).to_owned());
        let others = ["default", "all"].map(str::to_owned);
        for name in crates.chain(optional).chain(features).chain(others) {
            assert!(keywords::FEATURES.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn the_settings_know_the_crates_of_the_client() {
        let mut crates: Vec<&str> = CRATES.iter().map(|(name, ..)| *name).collect();
        crates.extend(OPTIONAL.iter().map(|(name, ..)| *name));
        crates.sort_unstable();
        assert_eq!(crates, OWN);
    }
}
