//! What is kept of a run for the next one: the names that were given, and what everything was made from.
//!
//! The lock is a TOML file that is committed: a changed name is a changed line. Nothing is hashed here; whoever has the
//! texts gives the hashes.

use std::collections::BTreeMap;
use std::fmt;

use crate::surface::Verdict;

/// What is kept of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What the emitted files were made from.
    pub inputs: Inputs,
    /// The crate as it was last released; none before its first release.
    pub base: Option<Base>,
    /// The Rust name of what stands at each JSON pointer. Parameters and branches go by their names in it and not by
    /// their numbers. Behind `tag:` and `errors:`, the names for a tag and for a set of documented errors. Types have
    /// one name, tags and operations two: type and module or method.
    ///
    /// What has a name here keeps it. Entries for what is no longer there are dropped when the lock is next written,
    /// and hold no name back.
    pub names: BTreeMap<String, String>,
    /// The hash of each emitted file, by its path in the crate.
    pub files: BTreeMap<String, String>,
}

/// What the emitted files were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The hash of the description, all its files taken together.
    pub spec: String,
    /// The hash of the settings, those of the command line included.
    pub settings: String,
    /// The version of the generator.
    pub generator: String,
}

/// The crate as it was last released, which its version is measured against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Its version.
    pub version: String,
    /// The hash of its public surface.
    pub surface: String,
    /// The gravest change of the surface since.
    pub change: Verdict,
}

/// Why a text is no lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLock(String);

impl fmt::Display for InvalidLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidLock {}

const HEAD: &str = "\
# The names and hashes of the last run of codegen, which writes this file. Commit it: what has a name here keeps it.
";

impl Lock {
    /// Reads the text of a lock.
    ///
    /// # Errors
    ///
    /// When it is not what [`render`](Self::render) writes, as after a merge that left its marks.
    pub fn parse(text: &str) -> Result<Self, InvalidLock> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| InvalidLock(error.message().to_owned()))?;
        let mut inputs = strings(&table, "inputs")?;
        let mut take = |key: &str| inputs.remove(key).unwrap_or_default();
        let inputs = Inputs {
            spec: take("spec"),
            settings: take("settings"),
            generator: take("generator"),
        };
        let base = match table.contains_key("base") {
            true => Some(base(strings(&table, "base")?)?),
            false => None,
        };
        Ok(Self {
            inputs,
            base,
            names: strings(&table, "names")?,
            files: strings(&table, "files")?,
        })
    }

    /// The text of the lock: TOML, a line an entry, sorted.
    #[must_use]
    pub fn render(&self) -> String {
        let mut out = HEAD.to_owned();
        let inputs = [
            ("generator", self.inputs.generator.as_str()),
            ("settings", &self.inputs.settings),
            ("spec", &self.inputs.spec),
        ];
        section(&mut out, "inputs", inputs);
        if let Some(base) = &self.base {
            let entries = [
                ("change", base.change.word()),
                ("surface", &base.surface),
                ("version", &base.version),
            ];
            section(&mut out, "base", entries);
        }
        section(&mut out, "names", texts(&self.names));
        section(&mut out, "files", texts(&self.files));
        out
    }
}

fn texts(map: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    map.iter().map(|(key, text)| (key.as_str(), text.as_str()))
}

fn base(mut entries: BTreeMap<String, String>) -> Result<Base, InvalidLock> {
    let mut take = |key: &str| entries.remove(key).unwrap_or_default();
    let change = take("change");
    let all = [Verdict::None, Verdict::Minor, Verdict::Breaking];
    let found = all.into_iter().find(|verdict| verdict.word() == change);
    Ok(Base {
        version: take("version"),
        surface: take("surface"),
        change: found.ok_or_else(|| InvalidLock(format!("`change` cannot be {change:?}")))?,
    })
}

fn section<'e>(
    out: &mut String,
    name: &str,
    entries: impl IntoIterator<Item = (&'e str, &'e str)>,
) {
    out.push_str(&format!("\n[{name}]\n"));
    for (key, value) in entries {
        let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic());
        let key = if is_bare { key.to_owned() } else { quoted(key) };
        out.push_str(&format!("{key} = {}\n", quoted(value)));
    }
}

/// A basic string of TOML, which is one of JSON but for one character more that is escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::String(text.to_owned()).to_string();
    json.replace('\u{7f}', "\\u007f")
}

fn strings(table: &toml::Table, name: &str) -> Result<BTreeMap<String, String>, InvalidLock> {
    let missing = || InvalidLock(format!("there is no table `[{name}]`"));
    let section = table.get(name).and_then(toml::Value::as_table);
    let entries = section.ok_or_else(missing)?.iter();
    entries
        .map(|(key, value)| match value.as_str() {
            Some(text) => Ok((key.clone(), text.to_owned())),
            None => Err(InvalidLock(format!(
                "`{key}` under `[{name}]` is not a text"
            ))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let text = |text: &str| text.to_owned();
        let lock = Lock {
            inputs: Inputs {
                spec: text("a"),
                settings: text("b"),
                generator: text("0.1.0"),
            },
            base: Some(Base {
                version: text("1.2.3"),
                surface: text("c"),
                change: Verdict::Minor,
            }),
            names: [(text("/components/schemas/a \"b\" \\'c'"), text("AB"))].into(),
            files: [(text("src/lib.rs"), text("d"))].into(),
        };
        assert_eq!(Lock::parse(&lock.render()), Ok(lock));
    }

    #[test]
    fn what_a_merge_left_is_no_lock() {
        let text = Lock::default().render();
        assert!(Lock::parse(&text).is_ok());
        assert!(Lock::parse(&format!("<<<<<<< ours\n{text}")).is_err());
        assert!(Lock::parse("[names]\n").is_err());
    }
}
