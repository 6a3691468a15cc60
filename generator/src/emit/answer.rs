//! Which status and media type a documented response comes with, where tests or mocks give one.

use crate::ir::{Operation, Response, Status};

/// A status of a success: of several that would do, the usual one.
pub(super) fn success_status(operation: &Operation, status: Status) -> Option<u16> {
    concrete(
        status,
        operation.successes.iter().map(|known| known.status),
        200,
    )
}

/// A status of a documented error, that none of the `others` is more exactly for.
pub(super) fn error_status(
    others: impl Iterator<Item = Status> + Clone,
    status: Status,
) -> Option<u16> {
    concrete(status, others, 500)
}

/// The first status from `usual` on, or in the range, that no other response is more exactly for.
fn concrete(
    status: Status,
    others: impl Iterator<Item = Status> + Clone,
    usual: u16,
) -> Option<u16> {
    let has = |wanted: Status| others.clone().any(|other| other == wanted);
    match status {
        Status::Code(code) => Some(code),
        Status::Range(digit) => {
            (digit * 100..digit * 100 + 100).find(|code| !has(Status::Code(*code)))
        }
        Status::Default => (usual..usual + 100)
            .chain((400..500).rev())
            .find(|code| !has(Status::Code(*code)) && !has(Status::Range(*code / 100))),
    }
}

/// The first media type of a response that is one, or `usual` where there is none.
pub(super) fn media_type<'r>(response: &'r Response, usual: &'r str) -> &'r str {
    let mut listed = response.media_types.iter();
    listed
        .find(|media_type| !media_type.contains('*'))
        .map_or(usual, String::as_str)
}
