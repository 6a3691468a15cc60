//! The shape of a settings file: every table and key, with its type and what it is for.
//!
//! The reader is checked against it, and the page for people is written from it.

/// A table of a settings file.
#[derive(Clone, Copy, Debug)]
pub struct TableShape {
    /// Its header with a sample of each name that is the user's, such as `security.apiToken`.
    pub header: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its keys, in the order in which they are told.
    pub keys: &'static [KeyShape],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct KeyShape {
    /// The key.
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
    TableShape {
        header: "schemas.\"/components/schemas/Pet/properties/name\"",
        about: "One schema, by its JSON pointer; for a parameter, its own place or its schema's.",
        keys: &[
            key(
                "secret",
                Kind::Boolean,
                "Whether the strings here are secret, that is, never shown by `Debug`: a string, or an array or map of \
                 strings. Without it, strings with `format: password` and those that are `writeOnly` are.",
            ),
            key(
                "read_only",
                Kind::Boolean,
                "Overrides the schema's `readOnly`.",
            ),
        ],
    },
    TableShape {
        header: "operations.listPets",
        about: "One operation, by its `operationId`, or by method and path: `[operations.\"GET /pets/{id}\"]`.",
        keys: &[key(
            "idempotent",
            Kind::Boolean,
            "Whether several calls have the effect of one, so that a call whose outcome is not known may be made again. \
             Without it, an operation is that has a header parameter `Idempotency-Key` or `X-Idempotency-Key`, for which \
             the client then makes up a key per call, or one of the extensions `x-idempotent` and `x-fern-idempotent`; \
             any other goes by its method. `false` switches the key off as well.",
        )],
    },
    TableShape {
        header: "operations.listPets.pagination",
        about: "How the result of the operation comes in pages. What is not said is taken from the document, as far as it \
                shows it. Members are named by JSON pointers from the body on, such as `/meta/next`. At most one of \
                `more`, `done`, `total`, `total_header` and `page_count` marks the last page.",
        keys: &[
            key(
                "style",
                Kind::Choice(&[
                    "none",
                    "page",
                    "offset",
                    "cursor",
                    "last-item",
                    "link",
                    "link-header",
                ]),
                "Where the next page is. `page`: a query parameter numbers the pages. `offset`: one says how many items to \
                 pass over. `cursor`: a member of the body is the value of one. `last-item`: a member of the last item \
                 is. `link`: a member of the body is the URL of the next page. `link-header`: the header `Link` has it \
                 (RFC 8288). `none`: the result does not come in pages.",
            ),
            key(
                "parameter",
                Kind::Text,
                "The query parameter that leads to the next page.",
            ),
            key(
                "first",
                Kind::Number,
                "The number of the page that comes when the caller names none (`page`).",
            ),
            key(
                "next",
                Kind::Pointer,
                "What leads to the next page: a member of the body (`cursor`, `link`), or of an item (`last-item`).",
            ),
            key(
                "items",
                Kind::Pointer,
                "The array of items; `\"\"` where the body itself is the array.",
            ),
            key(
                "more",
                Kind::Pointer,
                "A boolean member that is true on every page but the last.",
            ),
            key(
                "done",
                Kind::Pointer,
                "A boolean member that is true on the last page.",
            ),
            key(
                "total",
                Kind::Pointer,
                "A member that is the number of all items.",
            ),
            key(
                "total_header",
                Kind::Text,
                "A header that is the number of all items.",
            ),
            key(
                "page_count",
                Kind::Pointer,
                "A member that is the number of all pages.",
            ),
        ],
    },
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
        }
        let inner = "pagination".to_owned();
        listed
            .entry("operations.listPets".to_owned())
            .or_default()
            .insert(inner);
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
                Kind::Choice(words) => words.to_vec(),
            };
            for value in right {
                let value = match key.kind {
                    Kind::Choice(_) => format!("{value:?}"),
                    Kind::Text if key.name == "version" => "\"1.0.0\"".to_owned(),
                    _ => value.to_owned(),
                };
                let text = format!("[{}]\n{} = {value}\n", table.header, key.name);
                assert!(
                    Settings::parse(&text).is_ok(),
                    "{text}{:?}",
                    Settings::parse(&text)
                );
            }
            let wrong = format!("[{}]\n{} = 1.5\n", table.header, key.name);
            assert!(Settings::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
