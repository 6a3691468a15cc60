//! A model that can be empty is filled where it is.

use apicrate_runtime::json::{Decode, Extra, Fault, Nullable, Reader, from_str};

#[derive(Clone, Debug, Default, PartialEq)]
struct Note {
    text: Option<String>,
    until: Nullable<f64>,
    extra: Extra,
}

impl Decode for Note {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut value = Self::default();
        reader.object(
            &mut [("text", &mut value.text), ("until", &mut value.until)],
            &mut value.extra,
        )?;
        Ok(value)
    }
}

fn refused(text: &str, expected: &str) {
    assert_eq!(from_str::<Note>(text).unwrap_err().to_string(), expected);
}

#[test]
fn what_is_absent_stays_as_it_is_by_default() {
    assert_eq!(from_str::<Note>("{}").unwrap(), Note::default());
    let note: Note = from_str(r#"{"text":null,"until":null}"#).unwrap();
    assert_eq!((note.text, note.until), (None, Nullable::Null));
    let note: Note = from_str(r#"{"until":2,"text":"a","more":[]}"#).unwrap();
    assert_eq!(note.text.as_deref(), Some("a"));
    assert_eq!(note.until, Nullable::Value(2.0));
    assert_eq!(note.extra.get("more").unwrap().get(), "[]");
}

#[test]
fn a_member_that_comes_twice_or_is_of_another_type_is_refused() {
    refused(
        r#"{"until":null,"until":null}"#,
        "the member occurs twice at $.until (byte 22)",
    );
    refused(
        r#"{"until":"soon"}"#,
        "a number is due, a string is there at $.until (byte 9)",
    );
}
