//! `[crate]`: the package that is emitted.

use heck::ToKebabCase;

/// `[crate]`: what the emitted `Cargo.toml` says of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Package {
    /// Package name; `None` asks for one made from the document's title, see
    /// [`name_for`](Self::name_for).
    pub name: Option<String>,
    /// Version of the package (Semantic Versioning 2.0.0); `0.1.0` when none is given.
    pub version: String,
    /// One line on what the package is; `None`: made from the document.
    pub description: Option<String>,
    /// SPDX expression for the emitted code.
    pub license: Option<String>,
    /// Authors, `Name <address>` each.
    pub authors: Vec<String>,
    /// Address of the source repository.
    pub repository: Option<String>,
    /// Keywords for the package's page.
    pub keywords: Vec<String>,
    /// Whether the crate has a module `ext` for code that is written by hand, in `src/ext/`.
    pub ext: bool,
    /// Where the half of the client is that is the same for every API.
    pub runtime: RuntimeLayout,
}

/// Where the half of the client is that is the same for every API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RuntimeLayout {
    /// `"module"`: in the crate itself, in `src/runtime/`.
    #[default]
    Module,
    /// `"package"`: a package inside of the emitted folder, `runtime/`, which is compiled once and not with each change of
    /// the description.
    Package,
}

impl RuntimeLayout {
    /// All choices, with their words.
    pub(crate) const ALL: [(&'static str, Self); 2] =
        [("module", Self::Module), ("package", Self::Package)];
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: None,
            version: "0.1.0".to_owned(),
            description: None,
            license: None,
            authors: Vec::new(),
            repository: None,
            keywords: Vec::new(),
            ext: false,
            runtime: RuntimeLayout::default(),
        }
    }
}

impl Package {
    /// The package's name: the one that is set, else one made from the document's `title`.
    #[must_use]
    pub fn name_for(&self, title: &str) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let ascii: String = title
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
            .collect();
        let name = ascii.to_kebab_case();
        // Cargo wants a letter first and no keyword; a title of another script leaves nothing.
        match name.as_str() {
            "" => "api-client".to_owned(),
            name if is_package_name(name) => name.to_owned(),
            name => format!("api-{name}"),
        }
    }
}

/// Whether Cargo accepts `name` for a package whose library other crates can name.
pub(crate) fn is_package_name(name: &str) -> bool {
    // Crates that every program can name already.
    const TAKEN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];
    let library = name.replace('-', "_");
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && is_identifier(&library)
        && !TAKEN.contains(&library.as_str())
}

/// Whether `text` is an identifier and no keyword of any edition.
pub(crate) fn is_identifier(text: &str) -> bool {
    // `gen` is a keyword only since edition 2024, which the parser need not know.
    text.is_ascii() && text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Whether `text` names a type or a variant as the compiler likes it (`non_camel_case_types`).
pub(crate) fn is_type_name(text: &str) -> bool {
    is_identifier(text) && text.starts_with(|c: char| c.is_ascii_uppercase()) && !text.contains('_')
}

/// Whether `text` names a field, a method or a module as the compiler likes it (`non_snake_case`).
pub(crate) fn is_value_name(text: &str) -> bool {
    let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    is_identifier(text)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(is_snake)
        && !text.contains("__")
}

/// Whether `text` is a version as Semantic Versioning 2.0.0, section 2, 9 and 10 have it.
pub(crate) fn is_version(text: &str) -> bool {
    let (text, build) = split(text, '+');
    let (core, pre) = split(text, '-');
    let numbers: Vec<&str> = core.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|number| is_number(number))
        && pre.is_none_or(|pre| {
            pre.split('.')
                .all(|part| is_label(part) && (!is_digits(part) || is_number(part)))
        })
        && build.is_none_or(|build| build.split('.').all(is_label))
}

fn split(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((head, tail)) => (head, Some(tail)),
        None => (text, None),
    }
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// A number without a leading zero that fits what Cargo stores it in.
fn is_number(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0')) && text.parse::<u64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_titles() {
        for (title, name) in [
            ("Mist API", "mist-api"),
            ("GitHub v3 REST API", "git-hub-v3-rest-api"),
            ("1Password Connect", "api-1password-connect"),
            ("Test", "api-test"),
            ("Async", "api-async"),
            ("接口", "api-client"),
            ("", "api-client"),
            ("Ünï — \"x\"", "n-x"),
        ] {
            let made = Package::default().name_for(title);
            assert_eq!(made, name);
            assert!(is_package_name(&made), "{made}");
        }
    }

    #[test]
    fn a_set_name_wins() {
        let package = Package {
            name: Some("mine".to_owned()),
            ..Package::default()
        };
        assert_eq!(package.name_for("Mist API"), "mine");
    }

    #[test]
    fn names_are_spelled_as_the_compiler_likes_them() {
        for name in ["Token", "HTTPClient", "V2"] {
            assert!(is_type_name(name) && !is_value_name(name), "{name}");
        }
        for name in ["token", "api_v2", "x"] {
            assert!(is_value_name(name) && !is_type_name(name), "{name}");
        }
        for name in [
            "", "a b", "Größe", "größe", "fn", "Self", "gen", "_a", "2a", "A_b", "a__b",
        ] {
            assert!(!is_type_name(name) && !is_value_name(name), "{name}");
        }
    }

    #[test]
    fn versions_are_semantic() {
        for version in ["0.1.0", "1.2.3-rc.1", "1.0.0+build.007", "1.0.0-a-b+c-d"] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "01.2.3",
            "1.2.x",
            "v1.2.3",
            "1.2.3-",
            "1.2.3-01",
            "1.2.3+",
            "1.2.99999999999999999999",
            "1.2.-3",
        ] {
            assert!(!is_version(version), "{version}");
        }
    }
}
