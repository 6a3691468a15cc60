//! The documents that are measured.

use std::path::{Path, PathBuf};

use apicrate::settings::Settings;
use xtask::bench::Request;
use xtask::corpus::documents;
use xtask::exit::Failure;
use xtask::workspace;

/// The description of this product, under its own settings.
pub(super) const TOKEN: &str = "token crate";

/// The real documents, from small to large.
const REAL: [&str; 10] = [
    "redocly-museum.yaml",
    "scalar-galaxy.yaml",
    "svix.json",
    "neon.json",
    "oxide-nexus.json",
    "keycloak-23.json",
    "kittycad.json",
    "openai.yaml",
    "box.json",
    "mist.yaml",
];

/// Those whose crates are mostly what is the same for each API.
const SMALL: [&str; 3] = ["redocly-museum.yaml", "scalar-galaxy.yaml", "svix.json"];

/// A document, and the settings under which our crate of it is made.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// As the table calls it.
    pub(super) name: String,
    /// Where it is, from the root of the file system: the programs that read it run elsewhere.
    pub(super) path: PathBuf,
    /// Ours alone: others have their defaults.
    pub(super) settings: Settings,
}

impl Subject {
    /// Whether it is the description of this product.
    pub(super) fn is_token(&self) -> bool {
        self.name == TOKEN
    }

    /// Whether a crate of it is mostly what is the same for each API.
    pub(super) fn is_small(&self) -> bool {
        self.is_token() || SMALL.contains(&self.name.as_str())
    }

    /// The name of its crates.
    pub(super) fn slug(&self) -> String {
        slug(&self.name)
    }
}

fn slug(name: &str) -> String {
    let plain = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    format!("bench-{}", name.chars().map(plain).collect::<String>())
}

/// The documents that `request` means.
///
/// # Errors
///
/// When one of them is not there, or when it means none.
pub(super) fn all(root: &Path, request: &Request) -> Result<Vec<Subject>, Failure> {
    let is_meant = |name: &str| {
        let only = request.only.as_deref();
        only.is_none_or(|glob| documents::matches(glob, name))
    };
    let mut found = Vec::new();
    if is_meant(TOKEN) {
        found.push(token(root)?);
    }
    for name in REAL.into_iter().filter(|name| is_meant(name)) {
        let path = request.corpus.join(name);
        let path = path.canonicalize().map_err(|error| {
            Failure::new(format!(
                "{}: {error}; `--corpus` names the folder of the real documents",
                path.display()
            ))
        })?;
        found.push(Subject {
            name: name.to_owned(),
            path,
            settings: Settings::default(),
        });
    }
    if found.is_empty() {
        return Err(Failure::new("no document that is measured has such a name"));
    }
    Ok(found)
}

/// The description of this product.
pub(super) fn token(root: &Path) -> Result<Subject, Failure> {
    let text = workspace::read(&root.join("spec/codegen.toml"))?;
    let settings = Settings::parse(&text)
        .map_err(|_| Failure::new("the settings of the product cannot be read"))?;
    Ok(Subject {
        name: TOKEN.to_owned(),
        path: root.join("spec/openapi.yaml"),
        settings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(only: &str, corpus: &str) -> Request {
        Request {
            only: Some(only.to_owned()),
            corpus: PathBuf::from(corpus),
            ..Request::default()
        }
    }

    #[test]
    fn names_of_crates_are_plain() {
        assert_eq!(slug("token crate"), "bench-token-crate");
        assert_eq!(slug("keycloak-23.json"), "bench-keycloak-23-json");
    }

    #[test]
    fn a_document_that_is_missing_is_told() {
        let root = workspace::root();
        let failure = all(&root, &request("mist*", "nowhere")).unwrap_err();
        assert!(failure.to_string().contains("nowhere/mist.yaml"));
        assert!(all(&root, &request("other*", "nowhere")).is_err());
        let token = all(&root, &request("token*", "nowhere")).unwrap();
        assert_eq!(token.len(), 1);
    }
}
