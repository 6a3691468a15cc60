//! Numbers from their text, without changing their value.

/// Why a number's text is not an integer that `i128` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotInteger {
    /// It has a fraction.
    Fraction,
    /// It is whole, but too large.
    Large,
}

/// The integer that a JSON number is, by value and not by spelling: `1`, `1.0` and `10e-1` are 1.
///
/// `text` is a number by RFC 8259.
pub(super) fn integer(text: &str) -> Result<i128, NotInteger> {
    let short = text.len() <= 18;
    if let (true, Ok(value)) = (short, text.parse::<i64>()) {
        return Ok(i128::from(value));
    }
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let magnitude = scale(whole, fraction, saturating(exponent))?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// An exponent too large for `i64` is as good as the largest: digits run out long before.
fn saturating(exponent: &str) -> i64 {
    let limit = if exponent.starts_with('-') {
        i64::MIN / 2
    } else {
        i64::MAX / 2
    };
    exponent.parse().unwrap_or(limit)
}

/// `whole.fraction × 10^exponent`, when that is an integer.
fn scale(whole: &str, fraction: &str, exponent: i64) -> Result<i128, NotInteger> {
    let digits = || whole.bytes().chain(fraction.bytes());
    let length = whole.len() + fraction.len();
    let zeros = digits().rev().take_while(|digit| *digit == b'0').count();
    if zeros == length {
        return Ok(0);
    }
    let dropped = i64::try_from(zeros).unwrap_or(i64::MAX);
    let decimals = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let shift = exponent.saturating_sub(decimals).saturating_add(dropped);
    if shift < 0 {
        return Err(NotInteger::Fraction);
    }
    let mut value: i128 = 0;
    for digit in digits().take(length - zeros) {
        value = push_digit(value, i128::from(digit - b'0'))?;
    }
    for _ in 0..shift {
        value = push_digit(value, 0)?;
    }
    Ok(value)
}

fn push_digit(value: i128, digit: i128) -> Result<i128, NotInteger> {
    value
        .checked_mul(10)
        .and_then(|value| value.checked_add(digit))
        .ok_or(NotInteger::Large)
}
