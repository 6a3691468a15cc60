//! `Cargo.toml` and the other files that tools read.

use std::collections::BTreeSet;

use toml::{Table, Value};

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

/// `Cargo.toml`: the keys are ours, and every text of the document is a quoted value.
pub(super) fn cargo_toml<'a>(plan: &Plan<'_>) -> File<'a> {
    let sections = [
        ("package", package(plan)),
        ("lib", vec![("name", Value::from(plan.crate_name()))]),
        ("features", features(plan)),
        ("dependencies", dependencies(plan)),
        (
            "dev-dependencies",
            vec![("tokio", lean("1", &["macros", "rt"]))],
        ),
    ];
    let mut text = "# Generated: change the settings of the generator instead.\n".to_owned();
    for (index, (name, rows)) in sections.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        text.push_str(&format!("{gap}[{name}]\n"));
        rows.iter()
            .for_each(|(key, value)| text.push_str(&format!("{key} = {value}\n")));
    }
    File::text("Cargo.toml", text)
}

fn package(plan: &Plan<'_>) -> Vec<(&'static str, Value)> {
    let title = text::one_line(&plan.api.info.title);
    let description = plan
        .package
        .description
        .clone()
        .unwrap_or_else(|| format!("Client of the {title}"));
    let mut rows: Vec<(&'static str, Value)> = vec![
        ("name", plan.package_name().into()),
        ("version", plan.package.version.clone().into()),
        ("edition", "2024".into()),
        ("rust-version", "1.89".into()),
        ("description", description.into()),
        ("readme", "README.md".into()),
    ];
    rows.extend(
        plan.package
            .license
            .clone()
            .map(|license| ("license", license.into())),
    );
    rows.extend(
        plan.package
            .repository
            .clone()
            .map(|repository| ("repository", repository.into())),
    );
    for (key, list) in [
        ("authors", &plan.package.authors),
        ("keywords", &plan.package.keywords),
    ] {
        if !list.is_empty() {
            rows.push((key, list.clone().into()));
        }
    }
    rows
}

fn features(plan: &Plan<'_>) -> Vec<(&'static str, Value)> {
    let mut rows: Vec<(&'static str, Value)> = vec![
        ("default", vec!["rustls"].into()),
        ("blocking", vec!["tokio/rt-multi-thread"].into()),
        ("gzip", vec!["reqwest/gzip"].into()),
        ("http2", vec!["reqwest/http2", "dep:h2"].into()),
        ("mock", Vec::<&str>::new().into()),
        ("native-tls", vec!["reqwest/native-tls"].into()),
        ("replay", Vec::<&str>::new().into()),
        ("rustls", vec!["reqwest/rustls"].into()),
        ("tracing", vec!["dep:tracing"].into()),
    ];
    if uses_crate(plan, "jiff") {
        rows.push(("jiff", vec!["dep:jiff"].into()));
    }
    rows
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
fn dependencies(plan: &Plan<'_>) -> Vec<(&'static str, Value)> {
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
    let mut rows: Vec<_> = listed
        .map(|(name, version, features)| (*name, lean(version, features)))
        .collect();
    rows.push(("h2", optional("0.4", &[])));
    rows.push(("tracing", optional("0.1", &[])));
    if uses_crate(plan, "jiff") {
        rows.push(("jiff", optional("1", &["std"])));
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
