//! `Cargo.toml` of the runtime, and what the client's own says of it, where it is a package.

use toml::{Table, Value};

use super::{
    CRATES, DATES, FEATURES, Row, add, docs_rs, lean, runtime_dependencies, runtime_features,
    uses_crate,
};
use crate::emit::{Plan, runtime};
use crate::settings::MapType;
use crate::settings::dependency::ALWAYS;

/// The sections of the package's `Cargo.toml`.
pub(super) fn sections(plan: &Plan<'_>) -> [(&'static str, Vec<Row>); 5] {
    let library = plan.runtime_crate_name();
    [
        ("package", package(plan)),
        ("lib", vec![("name".into(), library.into())]),
        docs_rs(),
        ("features", runtime_features(plan)),
        ("dependencies", dependencies(plan)),
    ]
}

fn package(plan: &Plan<'_>) -> Vec<Row> {
    let description = format!(
        "The half of {} that is the same for every API",
        plan.package_name()
    );
    let mut rows = super::package(plan);
    rows.retain(|(key, _)| !["readme", "keywords"].contains(&key.as_ref()));
    for (key, value) in &mut rows {
        match key.as_ref() {
            "name" => *value = plan.runtime_package_name().into(),
            "description" => *value = description.clone().into(),
            _ => {}
        }
    }
    rows
}

/// What it depends on: the settings can add features to its crates, and to none else.
fn dependencies(plan: &Plan<'_>) -> Vec<Row> {
    let mut rows = runtime_dependencies(plan);
    for (name, added) in &plan.settings.dependencies {
        if rows.iter().any(|(known, _)| known == name) {
            add(&mut rows, name, added);
        }
    }
    rows
}

/// The features of the client that are the runtime's to provide.
pub(super) fn forwarded(plan: &Plan<'_>) -> Vec<Row> {
    let names = FEATURES.iter().map(|(name, _)| *name);
    let dates = DATES.into_iter().filter(|name| uses_crate(plan, name));
    let rows = names.chain(dates).map(|feature| {
        let enables = format!("{}/{feature}", plan.runtime_package_name());
        (feature.into(), vec![enables].into())
    });
    rows.collect()
}

/// What the client's own code depends on, and what the user's own may name: the runtime first.
pub(super) fn of_client(plan: &Plan<'_>) -> Vec<Row> {
    let mut table = Table::new();
    // The two are made together, and neither fits another's half.
    let version = format!("={}", plan.package.version);
    table.insert("version".to_owned(), version.into());
    table.insert("path".to_owned(), "runtime".into());
    let mut rows: Vec<Row> = vec![(plan.runtime_package_name().into(), Value::Table(table))];
    let has_uuid = runtime::modules(plan)
        .iter()
        .any(|module| module.name == "uuid");
    let has_map = plan.settings.types.map == MapType::IndexMap && uses_crate(plan, "indexmap");
    let listed = CRATES.iter().filter(|(name, ..)| match *name {
        "uuid" => has_uuid,
        "indexmap" => has_map,
        name => ALWAYS.contains(&name),
    });
    rows.extend(listed.map(|(name, version, features)| ((*name).into(), lean(version, features))));
    rows
}
