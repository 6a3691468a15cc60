//! The lexical level: where strings and numbers end, and what escapes mean.

use super::FaultKind;

/// How many bytes at the start of a string's content stand for themselves: none is a quote, a
/// backslash or a control character. Looks at eight bytes at a time.
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let Some(last) = bytes.last_chunk() else {
        return short_plain_prefix(bytes);
    };
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return 8 * index + (special.trailing_zeros() / 8) as usize;
        }
    }
    // The last eight bytes, of which some have been seen, are faster than the tail by itself.
    match special_bytes(u64::from_le_bytes(*last)) {
        0 => bytes.len(),
        special => bytes.len() - 8 + (special.trailing_zeros() / 8) as usize,
    }
}

/// The same for less than eight bytes: both halves, which overlap, as one word.
fn short_plain_prefix(bytes: &[u8]) -> usize {
    let (Some(start), Some(end)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) else {
        return bytes.iter().take_while(|byte| is_plain(**byte)).count();
    };
    let (start, end) = (u32::from_le_bytes(*start), u32::from_le_bytes(*end));
    match special_bytes(u64::from(end) << 32 | u64::from(start)) {
        0 => bytes.len(),
        special => match (special.trailing_zeros() / 8) as usize {
            index @ 0..4 => index,
            index => index + bytes.len() - 8,
        },
    }
}

fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

/// Sets the top bit of the first byte that is not plain; bits above it mean nothing.
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const TOPS: u64 = ONES * 0x80;
    let quote = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5c);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & TOPS
}

/// The length of the number at the start of `bytes`, by the grammar of RFC 8259 section 6.
///
/// The error is the offset of the byte that is wrong.
pub(super) fn number_length(bytes: &[u8]) -> Result<usize, (FaultKind, usize)> {
    let mut end = usize::from(bytes.first() == Some(&b'-'));
    let integer = digits(bytes, end)?;
    if integer > end + 1 && bytes.get(end) == Some(&b'0') {
        return Err((FaultKind::Syntax, end));
    }
    end = integer;
    if bytes.get(end) == Some(&b'.') {
        end = digits(bytes, end + 1)?;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end = digits(bytes, end + 1 + sign)?;
    }
    Ok(end)
}

/// The end of the digits, at least one, that start at `start`.
fn digits(bytes: &[u8], start: usize) -> Result<usize, (FaultKind, usize)> {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 if rest.is_empty() => Err((FaultKind::Truncated, start)),
        0 => Err((FaultKind::Syntax, start)),
        count => Ok(start + count),
    }
}

/// The character that an escape stands for, and the escape's length. `bytes` starts after the
/// backslash; the length does not count it.
pub(super) fn escape(bytes: &[u8]) -> Result<(char, usize), FaultKind> {
    let character = match bytes.first().ok_or(FaultKind::Truncated)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(bytes),
        _ => return Err(FaultKind::Syntax),
    };
    Ok((character, 1))
}

/// `uXXXX`, or the pair `uXXXX\uXXXX` of a high and a low surrogate.
fn unicode_escape(bytes: &[u8]) -> Result<(char, usize), FaultKind> {
    let first = hexadecimal(bytes, 1)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, 5));
    }
    for (index, due) in [(5, b'\\'), (6, b'u')] {
        match bytes.get(index) {
            Some(byte) if *byte == due => {}
            Some(_) => return Err(FaultKind::Syntax),
            None => return Err(FaultKind::Truncated),
        }
    }
    let second = hexadecimal(bytes, 7)?;
    let both = [u16::try_from(first), u16::try_from(second)]
        .into_iter()
        .flatten();
    match char::decode_utf16(both).next() {
        Some(Ok(character)) => Ok((character, 11)),
        _ => Err(FaultKind::Syntax),
    }
}

/// Four hexadecimal digits from `start`.
fn hexadecimal(bytes: &[u8], start: usize) -> Result<u32, FaultKind> {
    let mut code = 0;
    for index in start..start + 4 {
        let byte = bytes.get(index).ok_or(FaultKind::Truncated)?;
        let digit = char::from(*byte).to_digit(16).ok_or(FaultKind::Syntax)?;
        code = code * 16 + digit;
    }
    Ok(code)
}
