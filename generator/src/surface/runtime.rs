//! The modules of the runtime, each of which is read once.

use std::collections::BTreeMap;
use std::mem;
use std::sync::{LazyLock, OnceLock};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

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
    let file = syn::parse2(hollow(text.parse().ok()?)).ok()?;
    Some(read(place, &file))
}

/// The same without the bodies of functions, which are most of the runtime and no part of its surface. The first braces
/// behind a function's name are taken for its body: the runtime has no signature with others.
fn hollow(tokens: TokenStream) -> TokenStream {
    let (mut is_fn, mut is_function) = (false, false);
    let emptied = tokens.into_iter().map(|token| {
        // Without a name behind it, `fn` is a type.
        is_function |= is_fn && matches!(token, TokenTree::Ident(_));
        is_fn = matches!(&token, TokenTree::Ident(word) if word == "fn");
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inside = match mem::take(&mut is_function) {
                    true => TokenStream::new(),
                    false => hollow(group.stream()),
                };
                TokenTree::Group(Group::new(Delimiter::Brace, inside))
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                is_function = false;
                TokenTree::Punct(mark)
            }
            token => token,
        }
    });
    emptied.collect()
}

#[cfg(test)]
mod tests {
    use super::{hollow, parsed};

    #[test]
    fn functions_lose_their_bodies_and_nothing_else() {
        let text = "trait T { fn a(&self); fn b() -> u8 { 1 } const C: u8 = { 2 }; } \
                    struct S { f: fn(u8), g: u8 } \
                    impl S { pub fn c<const N: usize>(f: fn()) where T: U { if x { y } } }";
        let expected = "trait T { fn a(&self); fn b() -> u8 {} const C: u8 = { 2 }; } \
                        struct S { f: fn(u8), g: u8 } impl S { pub fn c<const N: usize>(f: fn()) where T: U {} }";
        let tokens = |text: &str| text.parse().unwrap_or_default();
        assert_eq!(
            hollow(tokens(text)).to_string(),
            proc_macro2::TokenStream::to_string(&tokens(expected))
        );
        assert!(parsed(&["runtime".to_owned()], "fn a( {").is_none());
    }
}
