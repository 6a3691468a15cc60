//! The tables of operations and tags.

use super::{Kind, TableShape, key};

/// `[operations."<id>"]`.
pub(super) const OPERATIONS: TableShape = TableShape {
    header: "operations.listPets",
    about: "One operation, by its `operationId`, or by method and path: `[operations.\"GET /pets/{id}\"]`.",
    keys: &[
        key(
            "name",
            Kind::ValueName,
            "The name of the method that begins the call; the request's type is named after it.",
        ),
        key(
            "idempotent",
            Kind::Boolean,
            "Whether several calls have the effect of one, so that a call whose outcome is not known may be made again. \
         Without it, an operation is that has a header parameter `Idempotency-Key` or `X-Idempotency-Key`, for which \
         the client then makes up a key per call, or one of the extensions `x-idempotent` and `x-fern-idempotent`; \
         any other goes by its method. `false` switches the key off as well.",
        ),
    ],
};

/// `[tags."<tag>"]`.
pub(super) const TAGS: TableShape = TableShape {
    header: "tags.Pets",
    about: "One tag, as the operations spell it. `[tags.\"\"]` is for the operations that have none.",
    keys: &[key(
        "name",
        Kind::ValueName,
        "The name of the client's method for these operations, and of their module; their type is named after it.",
    )],
};

/// `[operations."<id>".pagination]`.
pub(super) const PAGINATION: TableShape = TableShape {
    header: "operations.listPets.pagination",
    about: "How the result of the operation comes in pages. What is not said is taken from the document, as far as it \
            shows it. Members are named by JSON pointers from the body on, such as `/meta/next`. At most one of \
            `more`, `done`, `total`, `total_header` and `page_count` marks the last page.",
    keys: &[
        key(
            "style",
            Kind::Choice(&[
                "none",
                "page",
                "offset",
                "cursor",
                "last-item",
                "link",
                "link-header",
            ]),
            "Where the next page is. `page`: a query parameter numbers the pages. `offset`: one says how many items to \
             pass over. `cursor`: a member of the body is the value of one. `last-item`: a member of the last item \
             is. `link`: a member of the body is the URL of the next page. `link-header`: the header `Link` has it \
             (RFC 8288). `none`: the result does not come in pages.",
        ),
        key(
            "parameter",
            Kind::Text,
            "The query parameter that leads to the next page.",
        ),
        key(
            "first",
            Kind::Number,
            "The number of the page that comes when the caller names none (`page`).",
        ),
        key(
            "next",
            Kind::Pointer,
            "What leads to the next page: a member of the body (`cursor`, `link`), or of an item (`last-item`).",
        ),
        key(
            "items",
            Kind::Pointer,
            "The array of items; `\"\"` where the body itself is the array.",
        ),
        key(
            "more",
            Kind::Pointer,
            "A boolean member that is true on every page but the last.",
        ),
        key(
            "done",
            Kind::Pointer,
            "A boolean member that is true on the last page.",
        ),
        key(
            "total",
            Kind::Pointer,
            "A member that is the number of all items.",
        ),
        key(
            "total_header",
            Kind::Text,
            "A header that is the number of all items.",
        ),
        key(
            "page_count",
            Kind::Pointer,
            "A member that is the number of all pages.",
        ),
    ],
};
