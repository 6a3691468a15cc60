//! `Cargo.toml` and the other files that tools read.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{File, Plan, runtime, text};
use crate::settings::Dependency;

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
        ("default", default_features(plan).into()),
        ("blocking", vec!["tokio/rt-multi-thread"].into()),
        ("gzip", vec!["reqwest/gzip"].into()),
        ("http2", vec!["reqwest/http2", "dep:h2"].into()),
        ("native-tls", vec!["reqwest/native-tls"].into()),
        ("replay", Vec::<&str>::new().into()),
        ("rustls", vec!["reqwest/rustls"].into()),
        ("tracing", vec!["dep:tracing"].into()),
    ];
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
    rows
}

/// TLS, and the libraries of dates that the settings ask for.
fn default_features(plan: &Plan<'_>) -> Vec<&'static str> {
    let types = &plan.settings.types;
    let asked = [types.date_time.library(), types.date.library()];
    let dates = DATES.iter().filter(|name| asked.contains(&Some(name)));
    let dates = dates.filter(|name| uses_crate(plan, name)).copied();
    dates.chain(["rustls"]).collect()
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
fn dependencies<'a>(plan: &Plan<'a>) -> Vec<(&'a str, Value)> {
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
    for (name, version, features) in OPTIONAL {
        if !DATES.contains(&name) || uses_crate(plan, name) {
            rows.push((name, optional(version, features)));
        }
    }
    for (name, added) in &plan.settings.dependencies {
        add(&mut rows, name, added);
    }
    rows
}

/// Adds what the settings say of a crate to what the client needs of it.
fn add<'a>(rows: &mut Vec<(&'a str, Value)>, name: &'a str, added: &Dependency) {
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
    rows.insert(at, (name, Value::Table(table)));
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
    use super::{CRATES, OPTIONAL};
    use crate::settings::dependency::OWN;

    #[test]
    fn the_settings_know_the_crates_of_the_client() {
        let mut crates: Vec<&str> = CRATES.iter().map(|(name, ..)| *name).collect();
        crates.extend(OPTIONAL.iter().map(|(name, ..)| *name));
        crates.sort_unstable();
        assert_eq!(crates, OWN);
    }
}
