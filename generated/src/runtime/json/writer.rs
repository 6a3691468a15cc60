//! The writer: compact JSON, appended to one buffer.

use std::io::Write as _;

use super::{Encode, Fault, FaultKind, Json, Member, Members, scan};

/// Which members of objects are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All of them.
    #[default]
    Full,
    /// What a client may send: not the members that only the server sets.
    Request,
}

/// A writer of JSON text.
///
/// Each call writes one value. What cannot be written is remembered, with its path, and comes out
/// when the document is finished.
#[derive(Debug)]
pub struct Writer {
    /// UTF-8 whenever a call has returned; as bytes, since digits and signs need no check then.
    text: Vec<u8>,
    view: View,
    fault: Option<Fault>,
}

impl Writer {
    /// A writer that has room for `room` bytes.
    pub(super) fn new(view: View, room: usize) -> Self {
        Self {
            text: Vec::with_capacity(room),
            view,
            fault: None,
        }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.text),
        }
    }

    /// Appends text.
    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Which members are written.
    #[must_use]
    pub fn view(&self) -> View {
        self.view
    }

    /// Remembers that the value due here cannot be written; the first fault stays.
    #[cold]
    pub fn fail(&mut self, kind: FaultKind) {
        self.fault.get_or_insert_with(|| Fault::new(kind));
        self.null();
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.push("null");
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.push(if value { "true" } else { "false" });
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.text.push(b'-');
        }
        self.unsigned(value.unsigned_abs());
    }

    /// Writes an integer that is not negative.
    pub fn unsigned(&mut self, mut value: u64) {
        // The formatting machinery of the standard library takes three times as long.
        let mut digits = [[b'0'; 2]; 10];
        let mut start = 2 * digits.len();
        for pair in digits.iter_mut().rev() {
            let low = (value % 100) as u8;
            *pair = [b'0' + low / 10, b'0' + low % 10];
            start -= 2;
            value /= 100;
            if value == 0 {
                start += usize::from(low < 10);
                break;
            }
        }
        let digits = digits.as_flattened().get(start..);
        self.text.extend_from_slice(digits.unwrap_or_default());
    }

    /// Writes a number: the shortest text that reads back as the same value, and a whole number
    /// without a fraction. One that is not finite is a fault.
    pub fn float(&mut self, value: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let size = value.abs();
        let whole = value as i64;
        if whole as f64 == value && size < EXACT && (whole != 0 || value.is_sign_positive()) {
            self.integer(whole);
        } else if (1e-4..EXACT).contains(&size) {
            // Without an exponent there is one shortest text. This is the fastest way to it; that
            // writing to a vector fails cannot be.
            let _ = serde_json::to_writer(&mut self.text, &value);
        } else if value.is_finite() {
            self.shortest(format_args!("{value:?}"));
        } else {
            self.fail(FaultKind::NotFinite);
        }
    }

    /// Writes a number of single precision, by the rules of [`Self::float`].
    pub fn single(&mut self, value: f32) {
        if value.is_finite() {
            self.shortest(format_args!("{value:?}"));
        } else {
            self.fail(FaultKind::NotFinite);
        }
    }

    /// The standard library's shortest form, without the `.0` that it gives to whole numbers.
    fn shortest(&mut self, number: std::fmt::Arguments<'_>) {
        // Writing to a vector cannot fail.
        let _ = self.text.write_fmt(number);
        if self.text.ends_with(b".0") {
            self.text.truncate(self.text.len() - 2);
        }
    }

    /// Writes a string, with the escapes that JSON needs and no others.
    pub fn string(&mut self, value: &str) {
        // Room for all of it, so that the single bytes find it there.
        self.text.reserve(value.len() + 3);
        self.text.push(b'"');
        self.content(value);
        self.text.push(b'"');
    }

    /// What stands between the quotes.
    fn content(&mut self, value: &str) {
        if scan::plain_prefix(value.as_bytes()) == value.len() {
            self.push(value);
        } else {
            self.escaped(value);
        }
    }

    #[cold]
    fn escaped(&mut self, value: &str) {
        let mut rest = value;
        loop {
            let (plain, special) = rest.split_at(scan::plain_prefix(rest.as_bytes()));
            self.push(plain);
            let mut characters = special.chars();
            match characters.next() {
                Some(character) => self.escape(character),
                None => break,
            }
            rest = characters.as_str();
        }
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.push("\\\""),
            '\\' => self.push("\\\\"),
            '\n' => self.push("\\n"),
            '\r' => self.push("\\r"),
            '\t' => self.push("\\t"),
            '\u{8}' => self.push("\\b"),
            '\u{c}' => self.push("\\f"),
            control => {
                // Writing to a vector cannot fail.
                let _ = write!(self.text, "\\u{:04x}", u32::from(control));
            }
        }
    }

    /// Writes a value that is JSON text already.
    pub fn json(&mut self, value: &Json) {
        self.push(value.get());
    }

    /// Begins an array: what is returned takes its items and must be finished.
    pub fn array(&mut self) -> ArrayWriter<'_> {
        self.text.push(b'[');
        ArrayWriter {
            writer: self,
            count: 0,
        }
    }

    /// Writes an object: the declared members, then the others.
    ///
    /// An undeclared member with a declared one's name is a fault, whether or not the declared one
    /// is written.
    pub fn object(&mut self, members: &[Member<'_>], rest: &dyn Members) {
        self.text.push(b'{');
        let mut first = true;
        for member in members {
            let hidden = member.read_only && self.view == View::Request;
            if !(hidden || member.optional && member.value.is_absent()) {
                self.member(&mut first, member.name, member.value);
            }
        }
        rest.each(&mut |name, value| {
            if members.iter().any(|member| member.name == name) {
                let fault = || Fault::new(FaultKind::Duplicate).in_member(name);
                self.fault.get_or_insert_with(fault);
            } else {
                self.member(&mut first, name, value);
            }
        });
        self.text.push(b'}');
    }

    fn member(&mut self, first: &mut bool, name: &str, value: &dyn Encode) {
        self.name(first, name);
        let sound = self.fault.is_none();
        value.encode(self);
        if let (true, Some(fault)) = (sound, &mut self.fault) {
            fault.push_member(name);
        }
    }

    /// The part of a member before its value.
    pub(super) fn name(&mut self, first: &mut bool, name: &str) {
        self.text.reserve(name.len() + 4);
        if !std::mem::take(first) {
            self.text.push(b',');
        }
        self.text.push(b'"');
        self.content(name);
        self.text.extend_from_slice(b"\":");
    }

    /// A bracket or comma of an array or object that is written piece by piece.
    pub(super) fn punctuation(&mut self, character: u8) {
        self.text.push(character);
    }
}

/// An array that is being written. See [`Writer::array`].
#[derive(Debug)]
#[must_use = "an array that is not finished lacks its closing bracket"]
pub struct ArrayWriter<'w> {
    writer: &'w mut Writer,
    count: usize,
}

impl ArrayWriter<'_> {
    /// Writes the next item.
    pub fn item<T: Encode + ?Sized>(&mut self, value: &T) {
        if self.count > 0 {
            self.writer.text.push(b',');
        }
        let sound = self.writer.fault.is_none();
        value.encode(self.writer);
        if let (true, Some(fault)) = (sound, &mut self.writer.fault) {
            fault.push_item(self.count);
        }
        self.count += 1;
    }

    /// Ends the array.
    pub fn finish(self) {
        self.writer.text.push(b']');
    }
}
