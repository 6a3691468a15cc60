//! What the description cannot say: the settings of a run, read from `codegen.toml`.
//!
//! ```toml
//! [crate]
//! name = "mist-api"
//! version = "0.1.0"
//!
//! [security.apiToken]
//! prefix = "Token "
//!
//! [schemas."/components/schemas/org_apitoken/properties/key"]
//! secret = true
//! ```
//!
//! Every key is known by name: one that is not is an error with the nearest name that would be.

pub(crate) mod dependency;
mod error;
mod operation;
mod package;
mod read;
pub(crate) mod rust;
mod schema;
pub mod shape;
mod table;
mod types;

use std::collections::BTreeMap;

pub use dependency::Dependency;
pub use error::{Position, SettingsError};
pub use operation::{OperationSettings, PageStyle, PaginationSettings};
pub(crate) use package::is_identifier;
pub use package::{Package, RuntimeLayout};
pub use schema::SchemaSettings;

pub use types::{Dates, MapType, TypeChoices};

use crate::inputs::Source;
use crate::report::Place;

/// The settings of a run. [`Settings::default`] is what an empty file means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// `[crate]`: the package that is emitted.
    pub package: Package,
    /// `[select]`: which operations are generated.
    pub select: Selection,
    /// `[overlays]`: changes to the description.
    pub overlays: Overlays,
    /// `[security.<scheme>]`, by the scheme's name under `/components/securitySchemes`.
    ///
    /// Lowering reports the entries that no scheme answers to; [`SecuritySettings::position`] is
    /// the place to show.
    pub security: BTreeMap<String, SecuritySettings>,
    /// `[schemas."<pointer>"]`, by the JSON pointer (RFC 6901) of a schema, without a leading `#`.
    ///
    /// Lowering reports the entries that no schema answers to; [`SchemaSettings::position`] is the
    /// place to show.
    pub schemas: BTreeMap<String, SchemaSettings>,
    /// `[operations."<id>"]`, by operation id, or by method and path such as `GET /pets/{id}`.
    ///
    /// Lowering reports the entries that no operation answers to; [`OperationSettings::position`]
    /// is the place to show.
    pub operations: BTreeMap<String, OperationSettings>,
    /// `[tags."<tag>"]`, by the tag as the operations spell it.
    ///
    /// Lowering reports the entries that no tag answers to; [`TagSettings::position`] is the place to
    /// show.
    pub tags: BTreeMap<String, TagSettings>,
    /// `[types]`: which Rust types kinds of values have.
    pub types: TypeChoices,
    /// `[models]`: derive macros that every model has that can.
    pub derives: Vec<String>,
    /// `[formats]`, by format: the path of the Rust type of all its values.
    pub formats: BTreeMap<String, Formatted>,
    /// `[dependencies]`, by name.
    pub dependencies: BTreeMap<String, Dependency>,
    /// `[pagination]`: what holds for all operations.
    pub pagination: Detection,
    /// `[features]`: the Cargo features of the emitted crate.
    pub features: Features,
    /// `[examples]`: what to make of examples that contradict their schema.
    pub examples: Examples,
    /// `[output]`: which parts beside the code are emitted.
    pub output: Output,
    /// Whether what cannot be generated is left out, with its diagnostic, and the rest generated.
    ///
    /// Chosen run by run, so no key of the file sets it.
    pub keep_going: bool,
    /// The file that they were read from: what is wrong with a setting is shown there.
    pub source: Option<Source>,
}

/// `[select]`: which operations are generated. Without any entry, all are.
///
/// An operation is kept when one of its tags is listed, its operation id is, or its path is; where nothing is listed
/// that is to be kept, all are. Of these, the ones that are omitted go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// Names of tags, as the operations spell them.
    pub tags: Vec<String>,
    /// Operation ids.
    pub operations: Vec<String>,
    /// Templates of paths, as the document spells them; `*` stands for any text.
    pub paths: Vec<String>,
    /// Tags: an operation that has one of them is left out, whatever others it has.
    pub omit_tags: Vec<String>,
    /// Ids of operations that are left out.
    pub omit_operations: Vec<String>,
    /// Templates of paths that are left out; `*` stands for any text.
    pub omit_paths: Vec<String>,
}

/// `[overlays]`: changes to the description, made before anything else is looked at.
///
/// The library opens no files: whoever calls it reads these and gives their texts as
/// [`Inputs::overlays`](crate::inputs::Inputs::overlays).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlays {
    /// Paths of OpenAPI Overlay documents, seen from the folder of the settings, in the order in which they are applied.
    pub files: Vec<String>,
}

/// `[security.<scheme>]`: how the values of one security scheme are handled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecuritySettings {
    /// Text that goes out before the user's value, such as `"Token "`: visible ASCII and spaces.
    pub prefix: Option<String>,
    /// Name of the client builder's method that takes the value; a Rust identifier.
    pub method: Option<String>,
    /// Where the table begins in the settings file.
    pub position: Position,
}

/// `[tags."<tag>"]`: what overrides or completes one tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TagSettings {
    /// The name of the client's method and of the module, in `snake_case`.
    pub name: Option<String>,
    /// Where the table begins in the settings file.
    pub position: Position,
}

/// An entry of `[formats]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Formatted {
    /// The path of the Rust type.
    pub ty: String,
    /// Where the entry stands in the settings file.
    pub position: Position,
}

/// `[examples]`: what to make of examples that contradict their schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Examples {
    /// A request example has a member that its schema marks `readOnly`.
    pub read_only_contradiction: Contradiction,
    /// An example or a default is not what its schema says.
    pub schema_contradiction: Contradiction,
    /// The examples of one operation call one thing by different ids.
    pub id_contradiction: Contradiction,
}

/// `[output]`: which parts beside the code are emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Output {
    /// `tests/`: the crate's tests of itself.
    pub tests: bool,
    /// `docs/`: pages in Markdown.
    pub docs: bool,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            tests: true,
            docs: true,
        }
    }
}

/// `[features]`: the Cargo features of the emitted crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Features {
    /// Whether each tag has a feature, without which its operations are not compiled, nor the
    /// models that only they need.
    pub tags: bool,
}

/// `[pagination]`: what holds for all operations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detection {
    /// Whether results that come in pages are found by the shape of parameters and responses;
    /// otherwise only those that the settings name are.
    pub detect: bool,
    /// The header that is the number of all items, where pages are counted and the document names
    /// no such sign.
    pub total_header: Option<String>,
}

impl Default for Detection {
    fn default() -> Self {
        Self {
            detect: true,
            total_header: None,
        }
    }
}

/// What to do where two places of a document contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contradiction {
    /// `"warn"`: report a warning.
    #[default]
    Warn,
    /// `"allow"`: say nothing.
    Allow,
}

impl Settings {
    /// Reads the text of a `codegen.toml`.
    ///
    /// # Errors
    ///
    /// All problems of the file, in the order of their places: not TOML, unknown tables or keys,
    /// values of the wrong type, values that could not be used (a version that is none, …).
    pub fn parse(text: &str) -> Result<Self, Vec<SettingsError>> {
        read::settings(text)
    }

    /// Reads a `codegen.toml` and keeps it, so that diagnostics can show it.
    ///
    /// # Errors
    ///
    /// As [`Settings::parse`].
    pub fn read(source: Source) -> Result<Self, Vec<SettingsError>> {
        let settings = Self::parse(&source.text)?;
        Ok(Self {
            source: Some(source),
            ..settings
        })
    }

    /// The place of `position` in the file that the settings were read from; none without one.
    pub(crate) fn place(&self, position: Position) -> Option<Place> {
        self.source.as_ref().map(|source| Place {
            file: source.path.clone(),
            line: position.line,
            column: position.column,
        })
    }

    /// The entry of `[operations]` for an operation, by its id or by `method` and `path`.
    #[must_use]
    pub fn operation(&self, id: &str, method: &str, path: &str) -> Option<&OperationSettings> {
        let by_place = || self.operations.get(&format!("{method} {path}"));
        self.operations.get(id).or_else(by_place)
    }

    /// The entry of `[schemas]` for the schema at `pointer`, with or without a leading `#`.
    #[must_use]
    pub fn schema_override(&self, pointer: &str) -> Option<&SchemaSettings> {
        self.schemas
            .get(pointer.strip_prefix('#').unwrap_or(pointer))
    }
}

/// `; did you mean …?` with the nearest of `known`, or else the list of them.
pub(crate) fn suggestion(name: &str, known: &[&str]) -> String {
    table::suggestion(name, known)
}

impl Selection {
    /// Whether nothing is named at all.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.lists().iter().all(|(_, names)| names.is_empty())
    }

    /// Whether nothing is named that is to be kept, which keeps all but what is omitted.
    #[must_use]
    pub fn keeps_everything(&self) -> bool {
        let kept = [&self.tags, &self.operations, &self.paths];
        kept.into_iter().all(Vec::is_empty)
    }

    /// Every list, with the option of the command line that adds to it.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &Vec<String>); 6] {
        [
            ("tag", &self.tags),
            ("operation", &self.operations),
            ("path", &self.paths),
            ("omit-tag", &self.omit_tags),
            ("omit-operation", &self.omit_operations),
            ("omit-path", &self.omit_paths),
        ]
    }

    /// Adds what `more` names.
    pub fn extend(&mut self, more: &Self) {
        let lists = [
            (&mut self.tags, &more.tags),
            (&mut self.operations, &more.operations),
            (&mut self.paths, &more.paths),
            (&mut self.omit_tags, &more.omit_tags),
            (&mut self.omit_operations, &more.omit_operations),
            (&mut self.omit_paths, &more.omit_paths),
        ];
        for (names, more) in lists {
            for name in more {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
    }
}
