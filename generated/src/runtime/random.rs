//! Random numbers, good enough to spread load and to tell calls apart; not for secrets.

use std::hash::{BuildHasher, Hasher, RandomState};

/// 64 random bits: the standard library keys its hashers from the system's random source, each
/// with another key.
pub(super) fn bits() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A number from 0 to `max`, all equally likely.
pub(super) fn up_to(max: u64) -> u64 {
    let scaled = u128::from(bits()) * (u128::from(max) + 1);
    // The product has no more than 128 bits; its upper half is at most `max`.
    u64::try_from(scaled >> 64).unwrap_or(max)
}

/// A text in the form of a version 4 UUID (RFC 9562, section 5.4).
pub(super) fn uuid() -> String {
    let (high, low) = (bits(), bits());
    let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0x0fff);
    let (d, e) = ((low >> 48) & 0x3fff | 0x8000, low & 0xffff_ffff_ffff);
    format!("{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}")
}
