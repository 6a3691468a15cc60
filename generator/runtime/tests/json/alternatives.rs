//! Alternatives, and the raw values by which they are told apart.

use std::time::{Duration, Instant};

use apicrate_runtime::json::{
    Decode, Encode, Fault, FaultKind, Field, Kind, Reader, View, Writer, from_str, to_string,
};

use crate::models::{Node, Pet};

/// What a raw value says about itself.
#[derive(Debug, PartialEq)]
struct Look {
    kind: Kind,
    text: String,
    a: Option<String>,
    has_b: bool,
    only_a_and_b: bool,
}

impl Decode for Look {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let raw = reader.raw()?;
        Ok(Self {
            kind: raw.kind(),
            text: raw.text().to_owned(),
            a: raw.member_text("a").map(Into::into),
            has_b: raw.has_member("b"),
            only_a_and_b: raw.has_only_members(&["a", "b"]),
        })
    }
}

#[track_caller]
fn look(text: &str, kind: Kind, a: Option<&str>, has_b: bool, only_a_and_b: bool) {
    let due = Look {
        kind,
        text: text.to_owned(),
        a: a.map(str::to_owned),
        has_b,
        only_a_and_b,
    };
    assert_eq!(from_str::<Look>(&format!(" {text} ")).unwrap(), due);
}

#[test]
fn raw_values_say_what_they_are() {
    look("null", Kind::Null, None, false, false);
    look("true", Kind::Bool, None, false, false);
    look("-1.0e1", Kind::Integer, None, false, false);
    look("1e400", Kind::Integer, None, false, false);
    look("1.5", Kind::Number, None, false, false);
    look("\"a\"", Kind::String, None, false, false);
    look("[{\"a\":1}]", Kind::Array, None, false, false);
    look("{}", Kind::Object, None, false, true);
    look(r#"{"a":"x\n"}"#, Kind::Object, Some("x\n"), false, true);
    look(
        r#"{"b":{"a":0},"a":7.50}"#,
        Kind::Object,
        Some("7.50"),
        true,
        true,
    );
    look(
        r#"{"c":0,"\u0061":false}"#,
        Kind::Object,
        Some("false"),
        false,
        false,
    );
    look(r#"{"a":null,"b":null}"#, Kind::Object, None, true, true);
    look(r#"{"a":[]}"#, Kind::Object, None, false, true);
}

#[test]
fn a_fault_inside_an_alternative_has_the_whole_path_and_offset() {
    let text = r#"{"pet":{},"next":null,"children":[{"pet":{"kind":"cat","lives":"x"}}]}"#;
    let fault = from_str::<Node>(text).unwrap_err();
    assert_eq!(fault.path(), "$.children[0].pet.lives");
    assert_eq!(fault.offset(), text.find("\"x\""));
}

#[test]
fn an_unknown_alternative_is_kept() {
    for text in [
        r#"{"kind":"eel", "volts": 6.00}"#,
        "[1]",
        "null",
        r#"{"lives":9}"#,
    ] {
        let pet: Pet = from_str(text).unwrap();
        assert!(matches!(pet, Pet::Unknown(_)));
        assert_eq!(to_string(&pet, View::Full).unwrap(), text);
    }
    let missing = from_str::<Pet>(r#"{"kind":"cat"}"#).unwrap_err();
    assert_eq!(
        (missing.kind(), missing.path().as_str()),
        (FaultKind::Missing, "$.lives")
    );
}

/// Two alternatives that differ only after the nested value: each level is tried twice.
#[derive(Debug)]
enum Filter {
    And(Box<And>),
    Or(Box<Or>),
    Unknown,
}

#[derive(Debug)]
struct And(Option<Filter>);

#[derive(Debug)]
struct Or(Option<Filter>);

impl Decode for Filter {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let raw = reader.raw()?;
        if let Some(and) = raw.try_decode() {
            return Ok(Self::And(and));
        }
        Ok(raw.try_decode().map_or(Self::Unknown, Self::Or))
    }
}

fn operands(reader: &mut Reader<'_>, name: &'static str) -> Result<Option<Filter>, Fault> {
    let (mut inner, mut last) = (None, None::<bool>);
    let mut fields: [Field<'_>; 2] = [("inner", &mut inner), (name, &mut last)];
    let missing = reader.object_with(&[name], &mut fields, &mut ())?;
    last.map(|_| inner).ok_or_else(|| missing.fault())
}

impl Decode for And {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        operands(reader, "and").map(Self)
    }
}

impl Decode for Or {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        operands(reader, "or").map(Self)
    }
}

fn depth(filter: &Filter) -> usize {
    1 + match filter {
        Filter::And(and) => and.0.as_ref().map_or(0, depth),
        Filter::Or(or) => or.0.as_ref().map_or(0, depth),
        Filter::Unknown => 0,
    }
}

fn filters(levels: usize) -> String {
    format!(
        "{}{}",
        r#"{"inner":"#.repeat(levels) + "0",
        r#","or":true}"#.repeat(levels)
    )
}

#[test]
fn nested_alternatives_take_bounded_work() {
    let filter: Filter = from_str(&filters(12)).unwrap();
    assert_eq!(depth(&filter), 13);
    let start = Instant::now();
    let fault = from_str::<Filter>(&filters(120)).unwrap_err();
    assert_eq!(fault.kind(), FaultKind::Effort);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

/// Wraps each level's text in an alternative told apart by name: one more pass a level.
#[test]
fn the_deepest_chain_of_told_apart_alternatives_is_read() {
    #[derive(Debug)]
    struct Chain(Option<Box<Chain>>);

    impl Decode for Chain {
        fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
            struct Link(Option<Box<Chain>>);
            impl Decode for Link {
                fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                    let mut link = None;
                    let mut pad = None::<String>;
                    reader.object(&mut [("link", &mut link), ("pad", &mut pad)], &mut ())?;
                    Ok(Self(link))
                }
            }
            let raw = reader.raw()?;
            assert_eq!(raw.kind(), Kind::Object);
            raw.decode::<Link>().map(|link| Self(link.0))
        }
    }

    let pad = "x".repeat(2000);
    let text = format!(r#"{{"pad":"{pad}","link":"#).repeat(127) + "{}" + &"}".repeat(127);
    let mut chain: Chain = from_str(&text).unwrap();
    let mut levels = 1;
    while let Some(next) = chain.0 {
        chain = *next;
        levels += 1;
    }
    assert_eq!(levels, 128);
}

/// A type that refuses its values by a rule of its own, in both directions.
#[derive(Debug)]
struct Even(i64);

impl Decode for Even {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        match i64::decode(reader)? {
            value if value % 2 == 0 => Ok(Self(value)),
            _ => Err(reader.fault(FaultKind::Invalid("the number is odd"))),
        }
    }
}

impl Encode for Even {
    fn encode(&self, writer: &mut Writer) {
        if self.0 % 2 == 0 {
            writer.integer(self.0);
        } else {
            writer.fail(FaultKind::Invalid("the number is odd"));
        }
    }
}

#[test]
fn types_can_have_rules_of_their_own() {
    let fault = from_str::<Vec<Even>>("[2,4,7]").unwrap_err();
    assert_eq!(fault.to_string(), "the number is odd at $[2] (byte 6)");
    let fault = to_string(&vec![Even(2), Even(3)], View::Full).unwrap_err();
    assert_eq!(fault.to_string(), "the number is odd at $[1]");
}
