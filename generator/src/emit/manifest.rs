//! `Cargo.toml` and the other files that tools read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::{Table, Value};

use super::gates::ALL;
use super::{File, Plan, runtime, text};

/// Every crate that an emitted client can depend on: version and features, the defaults switched off.
const CRATES: [(&str, &str, &[&str]); 12] = [
    ("bytes", "1", &["std"]),
    ("futures-core", "0.3", &[]),
    ("http", "1", &["std"]),
    ("http-body", "1", &[]),
    ("http-body-util", "0.1", &[]),
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

/// `Cargo.toml`: the keys are ours, and every text of the document is a quoted value.
pub(super) fn cargo_toml<'a>(plan: &Plan<'_>) -> File<'a> {
    let sections = [
        ("package", package(plan)),
        ("lib", vec![("name".into(), Value::from(plan.crate_name()))]),
        (
            "package.metadata.docs.rs",
            vec![("all-features".into(), Value::from(true))],
        ),
        ("features", features(plan)),
        ("dependencies", dependencies(plan)),
        (
            "dev-dependencies",
            vec![("tokio".into(), lean("1", &["macros", "rt"]))],
        ),
    ];
    let mut text = "# Generated: change the settings of the generator instead.\n".to_owned();
    for (index, (name, rows)) in sections.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        text.push_str(&format!("{gap}[{name}]\n"));
        rows.iter()
            .for_each(|(key, value)| text.push_str(&format!("{key} = {}\n", written(value))));
    }
    File::text("Cargo.toml", text)
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
    let tags = plan.features.tags;
    let default = match tags {
        true => vec!["rustls", ALL],
        false => vec!["rustls"],
    };
    let own = FEATURES
        .iter()
        .map(|(name, enables)| (*name, enables.to_vec().into()));
    let mut rows: Vec<(&'static str, Value)> = vec![("default", default.into())];
    rows.extend(own);
    if uses_crate(plan, "jiff") {
        rows.push(("jiff", vec!["dep:jiff"].into()));
    }
    let rows = rows.into_iter().map(|(key, value)| (key.into(), value));
    rows.chain(tag_features(plan)).collect()
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

fn uses_crate(plan: &Plan<'_>, name: &str) -> bool {
    runtime::modules(plan)
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

/// The crates that the runtime's modules use, and those that models use by themselves.
fn dependencies(plan: &Plan<'_>) -> Vec<Row> {
    let modules = runtime::modules(plan);
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
    rows.push(("h2".into(), optional("0.4", &[])));
    rows.push(("tracing".into(), optional("0.1", &[])));
    if uses_crate(plan, "jiff") {
        rows.push(("jiff".into(), optional("1", &["std"])));
    }
    rows
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
    use super::*;
    use crate::name::keywords;

    #[test]
    fn no_tag_has_the_feature_of_something_else() {
        let crates = CRATES.iter().map(|(name, ..)| name.replace('_', "-"));
        let features = FEATURES.iter().map(|(name, _)| (*name).to_owned());
        let optional = ["default", "all", "h2", "jiff"].map(str::to_owned);
        for name in crates.chain(features).chain(optional) {
            assert!(keywords::FEATURES.contains(&name.as_str()), "{name}");
        }
    }
}
