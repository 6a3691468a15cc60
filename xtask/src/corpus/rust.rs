//! What is wrong with an emitted file, as far as it can be told without a compiler.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

/// What is wrong with the Rust file `text`: it does not parse, or a name stands twice in it where
/// names must differ. `None` if nothing is.
#[must_use]
pub fn problem(text: &str) -> Option<String> {
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => return Some(format!("not Rust: {error}")),
    };
    let mut clashes = Clashes(None);
    clashes.visit_file(&file);
    clashes.0
}

/// Finds the first name that stands twice in one scope.
struct Clashes(Option<String>);

impl Clashes {
    fn distinct(&mut self, what: &str, names: impl IntoIterator<Item = String>) {
        let mut known = BTreeSet::new();
        let twice = names.into_iter().find(|name| !known.insert(name.clone()));
        if let Some(name) = twice {
            self.0
                .get_or_insert(format!("{what} `{name}` stands twice"));
        }
    }

    fn items(&mut self, items: &[syn::Item]) {
        let types = items.iter().filter_map(|item| match item {
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            syn::Item::Enum(item) => Some(item.ident.to_string()),
            syn::Item::Type(item) => Some(item.ident.to_string()),
            syn::Item::Trait(item) => Some(item.ident.to_string()),
            syn::Item::Mod(item) => Some(item.ident.to_string()),
            _ => None,
        });
        self.distinct("the type or module", types);
        let values = items.iter().filter_map(|item| match item {
            syn::Item::Fn(item) => Some(item.sig.ident.to_string()),
            syn::Item::Const(item) => Some(item.ident.to_string()),
            syn::Item::Static(item) => Some(item.ident.to_string()),
            _ => None,
        });
        self.distinct(
            "the function or constant",
            values.filter(|name| name != "_"),
        );
    }
}

impl<'f> Visit<'f> for Clashes {
    fn visit_file(&mut self, file: &'f syn::File) {
        self.items(&file.items);
        visit::visit_file(self, file);
    }

    fn visit_fields_named(&mut self, fields: &'f syn::FieldsNamed) {
        let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
        self.distinct("the field", names.map(ToString::to_string));
        visit::visit_fields_named(self, fields);
    }

    fn visit_item_enum(&mut self, item: &'f syn::ItemEnum) {
        let names = item
            .variants
            .iter()
            .map(|variant| variant.ident.to_string());
        self.distinct("the variant", names);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_impl(&mut self, item: &'f syn::ItemImpl) {
        let names = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        });
        self.distinct("the method", names);
        visit::visit_item_impl(self, item);
    }

    fn visit_signature(&mut self, signature: &'f syn::Signature) {
        let names = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => match typed.pat.as_ref() {
                syn::Pat::Ident(name) => Some(name.ident.to_string()),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        });
        self.distinct("the parameter", names);
        visit::visit_signature(self, signature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_twice_are_found() {
        let clash = |text| problem(text).unwrap_or_default();
        assert_eq!(clash("struct A { a: u8, b: u8 } fn A() {}"), "");
        assert_eq!(
            clash("struct A { a: u8, a: u8 }"),
            "the field `a` stands twice"
        );
        assert_eq!(clash("enum A { B, B }"), "the variant `B` stands twice");
        assert_eq!(
            clash("impl A { fn b(){} fn b(){} }"),
            "the method `b` stands twice"
        );
        assert_eq!(
            clash("fn a(b: u8, b: u8) {}"),
            "the parameter `b` stands twice"
        );
        assert_eq!(
            clash("mod a; mod a;"),
            "the type or module `a` stands twice"
        );
        assert!(clash("struct").starts_with("not Rust: "));
    }
}
