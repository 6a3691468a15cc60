//! `[operations."<id>"]`: what overrides or completes one operation.

use crate::pointer::Pointer;

use super::Position;

/// `[operations."<id>"]`: what overrides or completes one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationSettings {
    /// The name of the method that begins the call, in `snake_case`.
    pub name: Option<String>,
    /// Whether several calls have the effect of one, so that a call whose outcome is not known may
    /// be made again. `None`: the document decides.
    pub idempotent: Option<bool>,
    /// How its result comes in pages. `None`: the document decides.
    pub pagination: Option<PaginationSettings>,
    /// Where the table begins in the settings file.
    pub position: Position,
}

/// `[operations."<id>".pagination]`: how the result of an operation comes in pages. What is not
/// said is taken from the document, as far as it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaginationSettings {
    /// Where the next page is.
    pub style: Option<PageStyle>,
    /// The query parameter that leads to the next page.
    pub parameter: Option<String>,
    /// The number of the page that comes when the caller names none.
    pub first: Option<u64>,
    /// What leads to the next page: a member of the body, or (`last-item`) of an item.
    pub next: Option<Pointer>,
    /// The array of items in the body.
    pub items: Option<Pointer>,
    /// The member of the body that is `true` on every page but the last.
    pub more: Option<Pointer>,
    /// The member of the body that is `true` on the last page.
    pub done: Option<Pointer>,
    /// The member of the body that is the number of all items.
    pub total: Option<Pointer>,
    /// The header that is the number of all items.
    pub total_header: Option<String>,
    /// The member of the body that is the number of all pages.
    pub page_count: Option<Pointer>,
}

/// Where the next page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// `"none"`: the result does not come in pages.
    None,
    /// `"page"`: a query parameter numbers the pages.
    Page,
    /// `"offset"`: a query parameter says how many items to pass over.
    Offset,
    /// `"cursor"`: a member of the body is the value of a query parameter.
    Cursor,
    /// `"last-item"`: a member of the last item is the value of a query parameter.
    LastItem,
    /// `"link"`: a member of the body is the URL of the next page.
    Link,
    /// `"link-header"`: the header `Link` has the URL of the next page.
    LinkHeader,
}

impl PageStyle {
    /// All styles.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Page,
        Self::Offset,
        Self::Cursor,
        Self::LastItem,
        Self::Link,
        Self::LinkHeader,
    ];

    /// The word of the settings for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
            Self::LastItem => "last-item",
            Self::Link => "link",
            Self::LinkHeader => "link-header",
        }
    }
}
