//! Surfaces of small crates.

use std::collections::BTreeMap;

use super::{Surface, Verdict, read};

/// The surface of a crate of these modules, given by their place (`a::b`) and text.
fn surface(modules: &[(&str, &str)]) -> Surface {
    let read = |(place, text): &(&str, &str)| {
        let place: Vec<String> = place
            .split("::")
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect();
        let file = syn::parse_file(text).unwrap();
        let module = read(&place, &file);
        (place, module)
    };
    Surface::of(modules.iter().map(read).collect::<BTreeMap<_, _>>(), 2)
}

const ROOT: &str = "mod client; pub mod models; mod hidden; pub use client::Client;";

fn lines(modules: &[(&str, &str)]) -> Vec<String> {
    let surface = surface(modules);
    surface.items().iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_public_under_other_names_alone_is_listed_whole_under_each() {
    let modules = [
        (
            "",
            "mod hidden; pub mod one; pub mod two; pub use hidden::Own; pub use hidden::Own as Second;",
        ),
        (
            "hidden",
            "#[derive(Copy)] #[non_exhaustive] pub struct View; impl View { pub fn of(self) -> u8 { 1 } }
             #[non_exhaustive] pub struct Own;",
        ),
        ("one", "pub use crate::hidden::View as OneView;"),
        ("two", "pub use crate::hidden::View as TwoView;"),
    ];
    assert_eq!(
        lines(&modules),
        [
            "struct Own",
            "use Second = Own",
            "mod one",
            "struct one::OneView: Copy",
            "fn one::OneView::of(self) -> u8",
            "mod two",
            "struct two::TwoView: Copy",
            "fn two::TwoView::of(self) -> u8",
        ]
    );
}

#[test]
fn items_have_their_shortest_public_path() {
    let modules = [
        ("", ROOT),
        (
            "client",
            "use crate::models; pub struct Client { pub(crate) inner: u8 }
             impl Client { pub fn pet(&self, id: &str) -> Result<models::Pet, std::io::Error> { todo!() } fn own(&self) {} }
             impl Drop for Client { fn drop(&mut self) {} }",
        ),
        ("models", "mod pet; pub use pet::Pet;"),
        (
            "models::pet",
            "use crate::hidden::Secret; use std::collections::BTreeMap;
             #[derive(Clone, Debug)] #[non_exhaustive]
             pub struct Pet { pub name: Option<String>, pub parent: Option<Box<Pet>>, pub tags: BTreeMap<String, u8> }
             impl From<&str> for Pet { fn from(_: &str) -> Self { todo!() } }
             impl Pet { pub fn name(mut self, name: impl Into<String>) -> Self { self } pub fn key(&self) -> Secret { todo!() } }
             crate::json_serde!(Pet);",
        ),
        ("hidden", "pub struct Secret;"),
    ];
    assert_eq!(
        lines(&modules),
        [
            "struct Client: Drop",
            "fn Client::pet(&self, id: &str) -> Result<models::Pet, io::Error>",
            "mod models",
            "struct models::Pet: Clone + Debug + Deserialize<'de> + From<&str> + Serialize",
            "field models::Pet.name: Option<String>",
            "field models::Pet.parent: Option<Box<models::Pet>>",
            "field models::Pet.tags: BTreeMap<String, u8>",
            "fn models::Pet::key(&self) -> crate::hidden::Secret",
            "fn models::Pet::name(self, name: impl Into<String>) -> Self",
        ]
    );
}

#[test]
fn what_is_hidden_is_no_part_of_it() {
    let modules = [
        ("", "#[doc(hidden)] pub mod inner; pub mod outer;"),
        ("inner", "pub struct Parts; pub struct Answer;"),
        (
            "outer",
            "pub use crate::inner::Answer; pub struct Own;
             impl Own { #[doc(hidden)] pub fn parts(&self) {} pub fn name(&self) {} }",
        ),
    ];
    assert_eq!(
        lines(&modules),
        [
            "mod outer",
            "struct outer::Answer (exhaustive)",
            "struct outer::Own (exhaustive)",
            "fn outer::Own::name(&self)",
        ]
    );
}

#[test]
fn the_runtimes_macros_implement_what_is_said_of_them() {
    let text = apicrate_runtime::source::MODULES
        .iter()
        .flat_map(|module| module.files)
        .find(|(name, _)| name.ends_with("macros.rs"))
        .map(|(_, text)| *text)
        .unwrap();
    for (name, traits) in super::read::MACROS {
        let body = text.split(&format!("macro_rules! {name}")).nth(1).unwrap();
        let body = body.split("#[macro_export]").next().unwrap();
        for implemented in traits {
            let plain = implemented.split('<').next().unwrap();
            let calls = body.contains("json_serde!") && plain.ends_with("serialize");
            assert!(
                calls || body.contains(plain) || name == "open_enum",
                "{name}: {implemented}"
            );
        }
    }
}

/// The verdict on the change from `old` to `new`, each the text of the crate's one file.
fn verdict(old: &str, new: &str) -> Verdict {
    let [old, new] = [old, new].map(|text| surface(&[("", text)]));
    let deltas = old.compare(&new);
    deltas
        .iter()
        .map(|delta| delta.verdict)
        .max()
        .unwrap_or_default()
}

#[test]
fn what_is_gone_or_different_breaks_and_what_is_new_does_not() {
    use Verdict::{Breaking, Minor, None};
    let check = |old: &str, new: &str, expected| assert_eq!(verdict(old, new), expected, "{new}");
    check("pub fn a(x: u8) {}", "pub fn a(y: u8) {}", None);
    check("pub fn a(x: u8) {}", "pub fn a(x: u16) {}", Breaking);
    check("pub fn a() {}", "pub fn a() {} pub fn b() {}", Minor);
    check("pub fn a() {}", "fn a() {}", Breaking);
    check("pub enum A { B }", "pub enum A { B, C }", Breaking);
    let open = "#[non_exhaustive] pub enum A { B }";
    check(open, "#[non_exhaustive] pub enum A { B, C }", Minor);
    check("pub enum A { B }", open, Breaking);
    check("#[derive(Clone)] pub struct A;", "pub struct A;", Breaking);
    check("pub struct A;", "#[derive(Clone)] pub struct A;", Minor);
    check("pub trait A { }", "pub trait A { fn b(); }", Breaking);
    check("pub trait A { }", "pub trait A { fn b() {} }", Minor);
    check("pub fn a() {}", "#[deprecated] pub fn a() {}", Minor);
    check(
        "pub fn a() {}",
        "#[cfg(feature = \"x\")] pub fn a() {}",
        Breaking,
    );
}

#[test]
fn swapped_arguments_are_seen() {
    let [old, new] = ["pub fn a(x: u8, y: u8) {}", "pub fn a(y: u8, x: u8) {}"]
        .map(|text| surface(&[("", text)]));
    let deltas = old.compare(&new);
    assert!(deltas.iter().all(|delta| delta.swaps_arguments()) && deltas.len() == 1);
    assert_eq!(
        verdict("pub fn a(x: u8) {}", "pub fn a(y: u8) {}"),
        Verdict::None
    );
}

#[test]
fn a_surface_is_read_as_it_was_written() {
    let surface = surface(&[(
        "",
        "#[non_exhaustive] #[derive(Clone)] pub struct A<'a, T: X<Y>> { pub b: Vec<(u8, T)> }
         impl From<(A, B)> for A {}
         pub enum E { A, B(u8), C { d: u8 } }
         pub type F = Box<dyn Fn(u8, u8) -> u8 + Send>;
         #[deprecated] #[cfg(feature = \"x\")]
         pub async fn g<T: H<u8>>(i: impl Fn(u8) -> Vec<u8>, j: (u8, u8)) -> Result<(), ()> where T: K {}
         pub trait L { fn m(&mut self, n: u8); fn o(self) {} }
         #[cfg(any(feature = \"x\", feature = \"y\"))] pub static P: &'static str = \"\";
         pub struct Q(pub u8);",
    )]);
    assert_eq!(surface.items().len(), 14, "{}", surface.text());
    assert_eq!(Surface::parse(&surface.text()), Ok(surface));
    assert!(Surface::parse("<<<<<<< ours\n").is_err());
}

#[test]
fn what_is_in_a_conditional_module_is_conditional() {
    let modules = [
        (
            "",
            "#[cfg(feature = \"x\")] pub mod a; pub mod b; #[cfg(feature = \"y\")] pub use b::C; \
             #[cfg(feature = \"v\")] mod d;",
        ),
        ("d", "impl super::b::C { pub fn d() {} }"),
        (
            "a",
            "pub struct A; impl A { pub fn new() -> Self { Self } }",
        ),
        (
            "b",
            "pub struct C; #[cfg(feature = \"z\")] impl C { pub fn c() {} }",
        ),
    ];
    assert_eq!(
        lines(&modules),
        [
            "use C = b::C (feature = \"y\")",
            "mod a (feature = \"x\")",
            "struct a::A (exhaustive) (feature = \"x\")",
            "fn a::A::new() -> Self (feature = \"x\")",
            "mod b",
            "struct b::C (exhaustive)",
            "fn b::C::c() (feature = \"z\")",
            "fn b::C::d() (feature = \"v\")",
        ]
    );
}
