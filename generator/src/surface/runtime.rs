//! The modules of the runtime, which are read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use apicrate_runtime::source::MODULES;

use super::read::{Module, read};

/// The modules of the runtime, by their place in the emitted crate, with the texts that they were read from. They
/// are the same in every run, and reading them takes longer than all else of a small crate.
static RUNTIME: LazyLock<BTreeMap<Vec<String>, (&'static str, Module)>> = LazyLock::new(|| {
    let files = MODULES.iter().flat_map(|module| module.files);
    let modules = files.filter_map(|(name, text)| {
        let inside = name.strip_suffix(".rs")?.split('/').map(str::to_owned);
        let place: Vec<String> = std::iter::once("runtime".to_owned())
            .chain(inside)
            .collect();
        let file = syn::parse_file(text).ok()?;
        let module = read(&place, &file);
        Some((place, (*text, module)))
    });
    modules.collect()
});

/// Reads the file of the module at `place` from its text; none when it is not Rust.
pub(crate) fn of_text(place: Vec<String>, text: &str) -> Option<(Vec<String>, Module)> {
    if let Some((known, module)) = RUNTIME.get(&place)
        && *known == text
    {
        return Some((place, module.clone()));
    }
    let module = read(&place, &syn::parse_file(text).ok()?);
    Some((place, module))
}
