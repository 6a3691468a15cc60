//! The modules of the runtime, each of which is read once.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use apicrate_runtime::source::MODULES;

use super::module::Module;
use super::read::read;

/// A file of the runtime: its text, and the module that it is, once it was read.
type Known = (&'static str, OnceLock<Option<Module>>);

/// The files of the runtime by their place in the emitted crate. They are the same in every run, and reading them
/// takes longer than all else of a small crate: each is read when it is first needed, whoever needs it.
static RUNTIME: LazyLock<BTreeMap<Vec<String>, Known>> = LazyLock::new(|| {
    let files = MODULES.iter().flat_map(|module| module.files);
    let known = files.filter_map(|(name, text)| {
        let inside = name.strip_suffix(".rs")?.split('/').map(str::to_owned);
        let place = std::iter::once("runtime".to_owned()).chain(inside);
        Some((place.collect(), (*text, OnceLock::new())))
    });
    known.collect()
});

/// Reads the file of the module at `place` from its text; none when it is not Rust.
pub(crate) fn of_text(place: Vec<String>, text: &str) -> Option<(Vec<String>, Module)> {
    let module = match RUNTIME.get(&place) {
        Some((known, module)) if *known == text => {
            module.get_or_init(|| parsed(&place, text)).clone()
        }
        _ => parsed(&place, text),
    };
    Some((place, module?))
}

fn parsed(place: &[String], text: &str) -> Option<Module> {
    let file = syn::parse_file(text).ok()?;
    Some(read(place, &file))
}
