//! What is kept of a run for the next one, with the hashes of what went in and came out.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use apicrate::Outcome;
use apicrate::compare::Version;
use apicrate::files::Files;
use apicrate::lock::{Base, Inputs, Lock};
use apicrate::surface::{self, Surface, Verdict};
use sha2::{Digest as _, Sha256};

use super::Request;
use crate::crew;
use crate::exit::Failure;
use crate::workspace;

/// The SHA-256 of `texts`, each told apart from the next, in hexadecimal.
#[must_use]
pub fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut state = Sha256::new();
    for text in texts {
        state.update((text.len() as u64).to_be_bytes());
        state.update(text);
    }
    let bytes = state.finalize();
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

/// The lock at `path`; none when there is no such file.
///
/// # Errors
///
/// When it cannot be read or is no lock.
pub fn read(path: &Path) -> Result<Option<Lock>, Failure> {
    let shown = workspace::shown(path);
    match fs::read_to_string(path) {
        Ok(text) => {
            let lock = Lock::parse(&text);
            let lock = lock.map_err(|error| Failure::new(format!("{shown}: {error}")))?;
            Ok(Some(lock))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("cannot read {shown}: {error}"))),
    }
}

/// Writes the lock, if it is another one than is there.
///
/// # Errors
///
/// When the disk refuses.
pub fn write(path: &Path, lock: &Lock) -> Result<(), Failure> {
    let text = lock.render();
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let new = path.with_extension("lock-new");
    let written = fs::write(&new, text).and_then(|()| fs::rename(&new, path));
    written.map_err(|error| {
        let shown = workspace::shown(path);
        Failure::new(format!("cannot write {shown}: {error}"))
    })
}

/// What went into a run, in hashes. `settings` is the text of the settings' file.
#[must_use]
pub fn inputs(outcome: &Outcome, settings: &str, request: &Request) -> Inputs {
    let root = outcome.origins.root();
    let texts = outcome.origins.texts();
    // Where the description lies is no part of what it says.
    let (folder, _) = root.rsplit_once('/').unwrap_or_default();
    let inside = |path: &'_ str| match path == root {
        true => String::new(),
        false => path.strip_prefix(folder).unwrap_or(path).to_owned(),
    };
    let texts: Vec<String> = texts
        .flat_map(|(path, text)| [inside(path), text.to_owned()])
        .collect();
    let texts = texts.iter().map(String::as_str);
    let overlays: Vec<String> = request
        .overlays
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let given = request.select.lists().into_iter();
    let given = given.filter(|(_, names)| !names.is_empty());
    let given = given.flat_map(|(option, names)| {
        let names = names.iter().map(String::as_str);
        std::iter::once(option).chain(names)
    });
    let kept = if request.keep_going { "keep going" } else { "" };
    Inputs {
        spec: hash(texts),
        settings: hash(
            [settings, kept]
                .into_iter()
                .chain(overlays.iter().map(String::as_str))
                .chain(given),
        ),
        generator: apicrate::VERSION.to_owned(),
    }
}

/// The lock of a run that gave `outcome` from `inputs` and `files`.
///
/// `old` is the lock of the run before, `listed` the surface as that run listed it, `version` that of the crate.
#[must_use]
pub fn lock(
    (outcome, files): (&Outcome, &Files),
    inputs: Inputs,
    old: Option<&Lock>,
    listed: Option<&str>,
) -> Lock {
    let base = old.and_then(|old| old.base.as_ref());
    Lock {
        inputs,
        base: base.map(|base| Base {
            change: change(base, &outcome.surface, listed),
            ..base.clone()
        }),
        names: outcome.locked_names(),
        files: hashes(files),
    }
}

/// The hash of each of `files`, by path.
fn hashes(files: &Files) -> BTreeMap<String, String> {
    let all: Vec<(&str, &str)> = files.iter().collect();
    let parts = crew::each(&crew::parts(&all), |(_, part)| {
        let part = part.iter();
        let hashes = part.map(|(path, text)| ((*path).to_owned(), hash([*text])));
        hashes.collect::<Vec<_>>()
    });
    parts.into_iter().flatten().collect()
}

/// The gravest change of the surface since `base`. What was taken back does not count any more.
fn change(base: &Base, surface: &Surface, listed: Option<&str>) -> Verdict {
    if hash([surface.text().as_str()]) == base.surface {
        return Verdict::None;
    }
    let step = match listed.map(Surface::parse) {
        Some(Ok(before)) => before.level(surface),
        // Nobody knows what it was: the worst is assumed.
        _ => Verdict::Breaking,
    };
    base.change.max(step)
}

/// The crate with this surface is out as `version`: what comes later is measured against it.
#[must_use]
pub fn released(files: &Files, version: &str) -> Base {
    Base {
        version: version.to_owned(),
        surface: hash(files.get(surface::FILE)),
        change: Verdict::None,
    }
}

/// What is wrong with `version`, if it is too low for what has changed since the last release.
#[must_use]
pub fn too_low(lock: &Lock, version: &str) -> Option<String> {
    let base = lock.base.as_ref()?;
    let released: Version = base.version.parse().ok()?;
    let now: Version = version.parse().ok()?;
    let needed = match base.change {
        Verdict::None => released.clone(),
        change => released.next(change),
    };
    (now < needed).then(|| {
        format!(
            "version {now} of the crate is too low: its surface has a {} change since {released}, \
             so that it must be at least {needed}",
            base.change.word()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(version: &str, change: Verdict) -> Lock {
        Lock {
            base: Some(Base {
                version: version.to_owned(),
                surface: String::new(),
                change,
            }),
            ..Lock::default()
        }
    }

    #[test]
    fn the_hash_is_sha_256_of_lengths_and_texts() {
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
        assert_eq!(hash([]).get(..8), Some("e3b0c442"));
    }

    #[test]
    fn a_version_is_as_high_as_the_change_asks() {
        let is_low = |base, change, now| too_low(&lock(base, change), now).is_some();
        assert!(is_low("0.1.0", Verdict::Breaking, "0.1.1"));
        assert!(!is_low("0.1.0", Verdict::Breaking, "0.2.0"));
        assert!(is_low("1.1.0", Verdict::Minor, "1.1.5"));
        assert!(!is_low("1.1.0", Verdict::Minor, "1.2.0"));
        assert!(is_low("1.1.0", Verdict::None, "1.0.0"));
        assert!(!is_low("1.1.0", Verdict::None, "1.1.0"));
    }

    #[test]
    fn changes_add_up_and_can_be_taken_back() {
        let surface = |lines: &str| Surface::parse(lines).unwrap();
        let (one, two) = ("fn a()\n", "fn a()\nfn b()\n");
        let base = Base {
            version: "1.0.0".to_owned(),
            surface: hash([surface(one).text().as_str()]),
            change: Verdict::Minor,
        };
        assert_eq!(change(&base, &surface(two), Some(one)), Verdict::Minor);
        assert_eq!(
            change(&base, &surface("fn b()\n"), Some(two)),
            Verdict::Breaking
        );
        assert_eq!(change(&base, &surface(one), Some(two)), Verdict::None);
        assert_eq!(change(&base, &surface(two), None), Verdict::Breaking);
    }
}
