//! From TOML text to [`Settings`].

mod schemas;
mod types;

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::error::SettingsError;
use super::package::{
    Package, RuntimeLayout, is_identifier, is_package_name, is_value_name, is_version,
};
use super::table::{Source, Table};
use super::{
    Contradiction, Detection, Examples, Features, OperationSettings, Output, Overlays, PageStyle,
    PaginationSettings, SecuritySettings, Selection, Settings, TagSettings,
};

pub(super) fn settings(text: &str) -> Result<Settings, Vec<SettingsError>> {
    let source = Source::new(text);
    let settings = match DeTable::parse(text) {
        Ok(document) => root(&source, document.get_ref()),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            source.problem(offset, format!("not TOML: {}", error.message()));
            Settings::default()
        }
    };
    let errors = source.into_errors();
    if errors.is_empty() {
        Ok(settings)
    } else {
        Err(errors)
    }
}

/// What the names of types and variants are, for people.
const TYPE_NAME: &str = "a Rust identifier in UpperCamelCase, and no keyword";

/// What the names of fields, methods and modules are, for people.
const VALUE_NAME: &str = "a Rust identifier in snake_case, and no keyword";

fn root(source: &Source<'_>, document: &DeTable<'_>) -> Settings {
    let mut table = Table::new(source, String::new(), document);
    let dependencies = types::dependencies(source, &mut table);
    let package = table.table("crate", package).unwrap_or_default();
    let types = types::Known {
        dependencies: &dependencies,
        runtime: package.runtime,
    };
    let settings = Settings {
        select: table.table("select", selection).unwrap_or_default(),
        overlays: table.table("overlays", overlays).unwrap_or_default(),
        security: security(source, &mut table),
        schemas: schemas::schemas(source, &mut table, types),
        operations: operations(source, &mut table),
        tags: tags(source, &mut table),
        types: table.table("types", types::choices).unwrap_or_default(),
        derives: table
            .table("models", |models| types::derives(types, models))
            .unwrap_or_default(),
        formats: types::formats(source, &mut table, types),
        package,
        dependencies,
        pagination: table.table("pagination", detection).unwrap_or_default(),
        features: table.table("features", features).unwrap_or_default(),
        examples: table.table("examples", examples).unwrap_or_default(),
        output: table.table("output", output).unwrap_or_default(),
        keep_going: false,
        source: None,
    };
    table.finish();
    settings
}

fn package(table: &mut Table<'_, '_>) -> Package {
    let name = "a package name: ASCII letters, digits, `-` and `_`, a letter first, no keyword";
    let version = "a semantic version such as \"0.1.0\"";
    let default = Package::default();
    Package {
        name: table.checked_string("name", name, is_package_name),
        version: table
            .checked_string("version", version, is_version)
            .unwrap_or(default.version),
        description: table.string("description"),
        license: table.string("license"),
        authors: table.strings("authors"),
        repository: table.string("repository"),
        keywords: table.strings("keywords"),
        ext: table.boolean("ext").unwrap_or_default(),
        runtime: table
            .choice("runtime", &RuntimeLayout::ALL)
            .unwrap_or_default(),
    }
}

fn selection(table: &mut Table<'_, '_>) -> Selection {
    Selection {
        tags: table.strings("tags"),
        operations: table.strings("operations"),
        paths: table.strings("paths"),
        omit_tags: table.strings("omit_tags"),
        omit_operations: table.strings("omit_operations"),
        omit_paths: table.strings("omit_paths"),
    }
}

fn overlays(table: &mut Table<'_, '_>) -> Overlays {
    Overlays {
        files: table.strings("files"),
    }
}

fn security(source: &Source<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, SecuritySettings> {
    let header_text = |text: &str| text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    let schemes = table.named_tables("security", |scheme| SecuritySettings {
        prefix: scheme.checked_string("prefix", "visible ASCII and spaces", header_text),
        method: scheme.checked_string("method", "a Rust identifier", is_identifier),
        ..SecuritySettings::default()
    });
    let placed = schemes.into_iter().map(|(name, offset, settings)| {
        let position = source.position(offset);
        let settings = SecuritySettings {
            position,
            ..settings
        };
        (name.to_owned(), settings)
    });
    placed.collect()
}

fn operations(
    source: &Source<'_>,
    table: &mut Table<'_, '_>,
) -> BTreeMap<String, OperationSettings> {
    let operations = table.named_tables("operations", |operation| OperationSettings {
        name: operation.checked_string("name", VALUE_NAME, is_value_name),
        idempotent: operation.boolean("idempotent"),
        pagination: operation.table("pagination", pagination),
        ..OperationSettings::default()
    });
    let placed = operations.into_iter().map(|(name, offset, settings)| {
        let position = source.position(offset);
        let settings = OperationSettings {
            position,
            ..settings
        };
        (name.to_owned(), settings)
    });
    placed.collect()
}

fn tags(source: &Source<'_>, table: &mut Table<'_, '_>) -> BTreeMap<String, TagSettings> {
    let tags = table.named_tables("tags", |tag| {
        tag.checked_string("name", VALUE_NAME, is_value_name)
    });
    let placed = tags.into_iter().map(|(tag, offset, name)| {
        let position = source.position(offset);
        (tag.to_owned(), TagSettings { name, position })
    });
    placed.collect()
}

fn pagination(table: &mut Table<'_, '_>) -> PaginationSettings {
    let styles = PageStyle::ALL.map(|style| (style.as_str(), style));
    PaginationSettings {
        style: table.choice("style", &styles),
        parameter: table.string("parameter"),
        first: table.number("first"),
        next: table.pointer("next"),
        items: table.pointer("items"),
        more: table.pointer("more"),
        done: table.pointer("done"),
        total: table.pointer("total"),
        total_header: table.checked_string("total_header", HEADER, is_header),
        page_count: table.pointer("page_count"),
    }
}

/// What the name of a header is, for people.
const HEADER: &str = "the name of a header";

/// Whether `text` is a token (RFC 9110, section 5.6.2).
fn is_header(text: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token)
}

fn detection(table: &mut Table<'_, '_>) -> Detection {
    Detection {
        detect: table.boolean("detect").unwrap_or(true),
        total_header: table.checked_string("total_header", HEADER, is_header),
    }
}

fn features(table: &mut Table<'_, '_>) -> Features {
    Features {
        tags: table.boolean("tags").unwrap_or_default(),
    }
}

fn examples(table: &mut Table<'_, '_>) -> Examples {
    let words = [
        ("warn", Contradiction::Warn),
        ("allow", Contradiction::Allow),
    ];
    Examples {
        read_only_contradiction: table
            .choice("read_only_contradiction", &words)
            .unwrap_or_default(),
        schema_contradiction: table
            .choice("schema_contradiction", &words)
            .unwrap_or_default(),
        id_contradiction: table.choice("id_contradiction", &words).unwrap_or_default(),
    }
}

fn output(table: &mut Table<'_, '_>) -> Output {
    let default = Output::default();
    Output {
        tests: table.boolean("tests").unwrap_or(default.tests),
        docs: table.boolean("docs").unwrap_or(default.docs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Position;

    /// The problems of `text`, one a line as `line:column: message`.
    fn problems(text: &str) -> String {
        let errors = Settings::parse(text).expect_err("the text has problems");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn nothing_set_is_the_default() {
        assert_eq!(Settings::parse(""), Ok(Settings::default()));
        assert_eq!(Settings::default().package.version, "0.1.0");
    }

    #[test]
    fn types_of_other_crates_cannot_have_the_codec_of_another_package() {
        let with = |runtime: &str, ty: &str| {
            format!("[crate]\nruntime = \"{runtime}\"\n[formats]\nuri = \"{ty}\"\n")
        };
        for known in ["String", "serde_json::Value", "crate::ext::Url"] {
            let allowed = with("package", known);
            assert!(Settings::parse(&allowed).is_ok(), "{allowed}");
        }
        assert!(Settings::parse(&with("module", "url::Url")).is_ok());
        let problem = problems(&with("package", "url::Url"));
        assert!(problem.starts_with("4:7: "), "{problem}");
        assert!(problem.contains("a type of the crate itself"), "{problem}");
    }

    #[test]
    fn everything_set_is_read() {
        let text = r##"
[crate]
name = "mist-api"
version = "1.2.3"
description = "d"
license = "MIT"
authors = ["A <a@b.c>"]
repository = "r"
keywords = ["k"]
[select]
tags = ["Orgs API Tokens"]
operations = ["createOrgApiToken"]
[security.apiToken]
prefix = "Token "
method = "api_token"
[schemas."#/components/schemas/org_apitoken/properties/key"]
secret = true
read_only = false
[examples]
read_only_contradiction = "allow"
"##;
        let settings = Settings::parse(text).expect("settings");
        assert_eq!(settings.package.name_for("x"), "mist-api");
        assert_eq!(settings.package.version, "1.2.3");
        assert_eq!(settings.package.authors, ["A <a@b.c>"]);
        assert_eq!(settings.select.tags, ["Orgs API Tokens"]);
        assert_eq!(settings.select.operations, ["createOrgApiToken"]);
        let scheme = settings.security.get("apiToken").expect("scheme");
        assert_eq!(scheme.prefix.as_deref(), Some("Token "));
        assert_eq!(scheme.method.as_deref(), Some("api_token"));
        assert_eq!((scheme.position.line, scheme.position.column), (13, 11));
        let contradiction = settings.examples.read_only_contradiction;
        assert_eq!(contradiction, Contradiction::Allow);
    }

    #[test]
    fn schemas_are_found_with_and_without_a_number_sign() {
        let key = "/components/schemas/org_apitoken/properties/key";
        for sign in ["", "#"] {
            let text = format!("[schemas.\"{sign}{key}\"]\nsecret = true\n");
            let settings = Settings::parse(&text).expect("settings");
            let found = settings.schema_override(key).expect("schema");
            assert_eq!((found.secret, found.read_only), (Some(true), None));
            let position = Position {
                line: 1,
                column: 10,
            };
            assert_eq!(found.position, position);
            assert_eq!(settings.schema_override(&format!("#{key}")), Some(found));
            assert_eq!(settings.schema_override("/components/schemas/x"), None);
        }
    }

    #[test]
    fn unknown_keys_are_reported_with_the_nearest_known_one() {
        let text = "[crate]\nnmae = \"x\"\n[selct]\n[security.a]\nxyz = 1\n";
        assert_eq!(
            problems(text),
            "2:1: unknown key `nmae` in [crate]; did you mean `name`?\n\
             3:2: unknown key `selct` in the settings; did you mean `select`?\n\
             5:1: unknown key `xyz` in [security.\"a\"]; known are: prefix, method"
        );
    }

    #[test]
    fn wrong_types_are_reported_with_what_is_expected() {
        let text = "[select]\ntags = \"a\"\noperations = [1]\n[schemas.\"/a\"]\nsecret = \"yes\"\n";
        assert_eq!(
            problems(text),
            "2:8: `tags` must be an array of strings, this is of type string\n\
             3:14: `operations` must be an array of strings, this is of type array\n\
             5:10: `secret` must be `true` or `false`, this is of type string"
        );
    }

    #[test]
    fn unusable_values_are_reported() {
        let text = "[crate]\nname = \"1 x\"\nversion = \"1\"\n[security.a]\nprefix = \"a\\nb\"\n\
                    method = \"fn\"\n[examples]\nread_only_contradiction = \"alow\"\n";
        let problems = problems(text);
        let lines: Vec<&str> = problems.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(problems.starts_with("2:8: `name` must be a package name"));
        assert!(problems.contains("3:11: `version` must be a semantic version"));
        assert!(problems.contains("5:10: `prefix` must be visible ASCII and spaces"));
        assert!(problems.contains("6:10: `method` must be a Rust identifier; \"fn\" is not"));
        assert!(problems.ends_with("\"warn\" or \"allow\"; did you mean `allow`?"));
    }

    #[test]
    fn pointers_must_be_pointers_and_unique() {
        let text = "[schemas.Pet]\n[schemas.\"/a\"]\n[schemas.\"#/a\"]\n";
        let problems = problems(text);
        assert!(problems.starts_with("1:10: \"Pet\" must be a JSON pointer"));
        assert!(problems.contains("\"#/a\" is set twice"));
    }

    #[test]
    fn what_is_not_toml_is_reported_at_its_place() {
        assert!(problems("[crate]\nname = \n").starts_with("2:8: not TOML: "));
        assert!(problems("\"ö\" = 1 x").starts_with("1:7: not TOML: "));
    }

    #[test]
    fn values_in_the_place_of_tables_are_reported() {
        let text = "crate = 1\nsecurity = { a = 1 }\n";
        assert_eq!(
            problems(text),
            "1:9: `crate` must be a table, this is of type integer\n\
             2:14: [security.\"a\"] must be a table"
        );
    }
}
