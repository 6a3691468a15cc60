//! Texts as literals that people can read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// JSON no longer than this stands on one line.
const LINE: usize = 80;

/// A value as JSON in a literal, on one line if it is short.
pub(super) fn json(value: &Value) -> TokenStream {
    let line = value.to_string();
    if line.len() <= LINE {
        return text(&line);
    }
    text(&format!("{value:#}"))
}

/// Whether a value's JSON takes several lines: then it is given a name, and not written into an expression.
pub(super) fn is_long(value: &Value) -> bool {
    value.to_string().len() > LINE
}

/// A text in a literal: a raw one where that saves escapes.
pub(super) fn text(text: &str) -> TokenStream {
    let needs_escapes = text.contains(['"', '\\', '\n']);
    let is_plain = text
        .chars()
        .all(|character| character == '\n' || !character.is_control() && !is_hidden(character));
    if !needs_escapes || !is_plain {
        return quote!(#text);
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    match format!("r{hashes}\"{text}\"{hashes}").parse::<Literal>() {
        Ok(literal) => quote!(#literal),
        Err(_) => quote!(#text),
    }
}

/// Characters that change how the text around them is shown: compilers and reviewers want them escaped.
fn is_hidden(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}
