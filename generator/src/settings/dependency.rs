//! `[dependencies]`: crates that the types of the settings come from.

/// Crates that the client may depend on by itself, by the names in its `Cargo.toml`.
pub(crate) const OWN: [&str; 18] = [
    "bytes",
    "chrono",
    "futures-core",
    "h2",
    "http",
    "http-body",
    "http-body-util",
    "indexmap",
    "jiff",
    "percent-encoding",
    "reqwest",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tracing",
    "url",
    "uuid",
];

/// Those among them that every client depends on.
pub(crate) const ALWAYS: [&str; 5] = ["bytes", "http", "serde", "serde_json", "url"];

/// An entry of `[dependencies]`, as Cargo has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dependency {
    /// The versions that will do; `None` for a crate that the client depends on by itself.
    pub version: Option<String>,
    /// Features to switch on.
    pub features: Vec<String>,
    /// Whether the crate's default features are on; they are unless this says `false`.
    pub default_features: Option<bool>,
    /// The crate's name in the registry, where it is another one.
    pub package: Option<String>,
    /// Where the crate stands on disk, seen from the emitted crate.
    pub path: Option<String>,
    /// The repository that the crate comes from.
    pub git: Option<String>,
    /// The revision of that repository.
    pub rev: Option<String>,
}

impl Dependency {
    /// A crate of the registry.
    pub(crate) fn of_version(version: String) -> Self {
        Self {
            version: Some(version),
            ..Self::default()
        }
    }

    /// Whether it says nothing but features.
    pub(crate) fn is_features_alone(&self) -> bool {
        let bare = Self {
            features: self.features.clone(),
            ..Self::default()
        };
        *self == bare
    }

    /// Whether Cargo would know where the crate comes from.
    pub(crate) fn has_source(&self) -> bool {
        self.version.is_some() || self.path.is_some() || self.git.is_some()
    }
}
