//! The shape of a settings file: every table and key, with its type and what it is for.
//!
//! The reader is checked against it, and the page for people is written from it.

mod operations;
mod schemas;

/// A table of a settings file.
#[derive(Clone, Copy, Debug)]
pub struct TableShape {
    /// Its header with a sample of the name that is the user's, the second, such as `security.apiToken`.
    pub header: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its keys, in the order in which they are told.
    pub keys: &'static [KeyShape],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct KeyShape {
    /// The key; in angle brackets, what the user's own keys are.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What it is for, and what holds without it.
    pub about: &'static str,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// Several strings.
    Texts,
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0 on.
    Number,
    /// A JSON pointer (RFC 6901).
    Pointer,
    /// The name of a type or a variant: an identifier in `UpperCamelCase`.
    TypeName,
    /// The name of a field, a method or a module: an identifier in `snake_case`.
    ValueName,
    /// The whole path of a Rust type.
    TypePath,
    /// Several derive macros.
    Derives,
    /// Several attributes.
    Attributes,
    /// A dependency as in `Cargo.toml`: a version or a table.
    Dependency,
    /// One of these words.
    Choice(&'static [&'static str]),
}

const fn key(name: &'static str, kind: Kind, about: &'static str) -> KeyShape {
    KeyShape { name, kind, about }
}

/// All tables, in the order in which they are told.
pub const SHAPE: &[TableShape] = &[
    TableShape {
        header: "crate",
        about: "The package that is emitted: what its `Cargo.toml` says.",
        keys: &[
            key(
                "name",
                Kind::Text,
                "The package's name. Without it, one is made from the document's title.",
            ),
            key(
                "version",
                Kind::Text,
                "Its version (Semantic Versioning 2.0.0): `0.1.0` unless set.",
            ),
            key(
                "description",
                Kind::Text,
                "One line on what it is. Without it, one is made from the document's title.",
            ),
            key("license", Kind::Text, "An SPDX expression."),
            key("authors", Kind::Texts, "`Name <address>` each."),
            key("repository", Kind::Text, "The address of the source."),
            key("keywords", Kind::Texts, "Words to find it by."),
            key(
                "ext",
                Kind::Boolean,
                "Whether the crate has a public module `ext`, for code of your own in `src/ext/`. Its first file is written \
                 when the folder is not there; after that, codegen never touches it. `false` unless set.",
            ),
            key(
                "runtime",
                Kind::Choice(&["module", "package"]),
                "Where the half of the client is that is the same for every API: `module`, in `src/runtime/`, unless set; \
                 with `package` it is a package inside of the emitted folder, `runtime/`. Then a new description does not \
                 have it compiled again, but to publish the client is to publish both. `[formats]` and `type` cannot name \
                 types of other crates then, only such as `crate::ext::Money`, and code in `src/ext/` can implement no \
                 foreign trait for types of `crate::runtime` other than the client and its builder.",
            ),
        ],
    },
    TableShape {
        header: "select",
        about: "Which operations are generated: those with one of the tags, ids or paths; without any, all are. Of these, \
                the ones that are omitted go. What only they needed is left out with them.",
        keys: &[
            key("tags", Kind::Texts, "Tags, as the operations spell them."),
            key("operations", Kind::Texts, "Operation ids."),
            key(
                "paths",
                Kind::Texts,
                "Paths, as the document spells them; `*` stands for any text: `/pets*`.",
            ),
            key(
                "omit_tags",
                Kind::Texts,
                "Tags: an operation with one of them goes, whatever others it has.",
            ),
            key("omit_operations", Kind::Texts, "Operation ids."),
            key("omit_paths", Kind::Texts, "Paths, as for `paths`."),
        ],
    },
    TableShape {
        header: "overlays",
        about: "Changes to the description: OpenAPI Overlay documents (1.0 and 1.1), applied before anything is selected.",
        keys: &[key(
            "files",
            Kind::Texts,
            "Their paths, seen from the folder of the settings, in the order in which they are applied.",
        )],
    },
    TableShape {
        header: "security.apiToken",
        about: "One security scheme, by its name under `/components/securitySchemes`.",
        keys: &[
            key(
                "prefix",
                Kind::Text,
                "Text that goes out before the user's value, such as `\"Token \"`.",
            ),
            key(
                "method",
                Kind::Text,
                "The name of the client builder's method that takes the value.",
            ),
        ],
    },
    schemas::SCHEMAS,
    schemas::VARIANTS,
    schemas::TYPES,
    schemas::MODELS,
    schemas::FORMATS,
    schemas::DEPENDENCIES,
    operations::OPERATIONS,
    operations::PAGINATION,
    operations::TAGS,
    TableShape {
        header: "pagination",
        about: "What holds for the pages of all operations.",
        keys: &[
            key(
                "detect",
                Kind::Boolean,
                "Whether results that come in pages are found by the shape of parameters and responses: `true` unless \
                 set. Otherwise only those that the settings name are.",
            ),
            key(
                "total_header",
                Kind::Text,
                "The header that is the number of all items, where pages are counted and the document shows nothing \
                 that marks the last. Without it, such pages end with an empty one.",
            ),
        ],
    },
    TableShape {
        header: "features",
        about: "The Cargo features of the emitted crate, beside those that every crate has.",
        keys: &[key(
            "tags",
            Kind::Boolean,
            "Whether each tag has a feature of its name, such as `orgs-api-tokens`: without it, its operations and the \
             models that only they need are not compiled. `all` has all of them and is on by default. `false` unless \
             set.",
        )],
    },
    TableShape {
        header: "examples",
        about: "What to make of examples that contradict the document.",
        keys: &[
            key(
                "read_only_contradiction",
                Kind::Choice(&["warn", "allow"]),
                "A request's example has a member that its schema marks `readOnly`: `warn` unless set.",
            ),
            key(
                "schema_contradiction",
                Kind::Choice(&["warn", "allow"]),
                "An example or a default is not what its schema says: `warn` unless set. It is shown nowhere, in either \
                 case.",
            ),
            key(
                "id_contradiction",
                Kind::Choice(&["warn", "allow"]),
                "The examples of one operation have different ids where they should have the same: `warn` unless set.",
            ),
        ],
    },
    TableShape {
        header: "output",
        about: "Which parts beside the code are emitted.",
        keys: &[
            key(
                "tests",
                Kind::Boolean,
                "`tests/`, by which the crate shows that it sends and reads what the description says: `true` unless set.",
            ),
            key(
                "docs",
                Kind::Boolean,
                "`docs/`, pages in Markdown for each tag and each model: `true` unless set.",
            ),
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::settings::Settings;

    /// The keys that the reader of a table knows: it lists them when it meets one that is like none.
    fn known(header: &str) -> BTreeSet<String> {
        let table = if header.is_empty() {
            String::new()
        } else {
            format!("[{header}]\n")
        };
        let errors = Settings::parse(&format!("{table}\"#\" = 1\n")).expect_err("an unknown key");
        let message = &errors.first().expect("an error").message;
        let (_, listed) = message.split_once("known are: ").expect("a list");
        listed.split(", ").map(str::to_owned).collect()
    }

    /// The keys that the shape lists for each table, those of the tables in it included.
    fn listed() -> BTreeMap<String, BTreeSet<String>> {
        let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for table in SHAPE {
            let keys = table.keys.iter().map(|key| key.name.to_owned());
            listed
                .entry(table.header.to_owned())
                .or_default()
                .extend(keys);
            let (first, _) = table.header.split_once('.').unwrap_or((table.header, ""));
            listed
                .entry(String::new())
                .or_default()
                .insert(first.to_owned());
            // A table in one that the user names is a key of it.
            if let Some((outer, key)) = table.header.rsplit_once('.')
                && SHAPE.iter().any(|other| other.header == outer)
            {
                let keys = listed.entry(outer.to_owned()).or_default();
                keys.insert(key.to_owned());
            }
        }
        // Where any key may stand, none is unknown.
        listed.retain(|_, keys| !keys.iter().any(|key| key.starts_with('<')));
        listed
    }

    #[test]
    fn the_reader_knows_what_is_listed() {
        for (header, keys) in listed() {
            assert_eq!(known(&header), keys, "[{header}]");
        }
    }

    #[test]
    fn values_are_of_their_kinds() {
        for (table, key) in SHAPE
            .iter()
            .flat_map(|table| table.keys.iter().map(move |key| (table, key)))
        {
            let right = match key.kind {
                Kind::Text => vec!["\"a\""],
                Kind::Texts => vec!["[\"a\"]", "[]"],
                Kind::Boolean => vec!["true", "false"],
                Kind::Number => vec!["0", "7"],
                Kind::Pointer => vec!["\"\"", "\"/a/b\""],
                Kind::TypeName => vec!["\"A\"", "\"HttpUrl2\""],
                Kind::ValueName => vec!["\"a\"", "\"a_2\""],
                Kind::TypePath => vec!["\"url::Url\"", "\"crate::ext::A<u8>\""],
                Kind::Derives => vec!["[]", "[\"Eq\", \"crate::ext::A\"]"],
                Kind::Attributes => vec!["[]", "[\"#[must_use]\"]"],
                Kind::Dependency => vec!["\"1\"", "{ version = \"1\", features = [\"a\"] }"],
                Kind::Choice(words) => words.to_vec(),
            };
            for value in right {
                let value = match key.kind {
                    Kind::Choice(_) => format!("{value:?}"),
                    Kind::Text if key.name == "version" => "\"1.0.0\"".to_owned(),
                    _ => value.to_owned(),
                };
                let name = key.name.trim_matches(['<', '>']);
                let text = format!("[{}]\n{name} = {value}\n", table.header);
                assert!(
                    Settings::parse(&text).is_ok(),
                    "{text}{:?}",
                    Settings::parse(&text)
                );
            }
            let name = key.name.trim_matches(['<', '>']);
            let wrong = format!("[{}]\n{name} = 1.5\n", table.header);
            assert!(Settings::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
