//! Results that come in pages.

use super::TypeRef;

/// How the pages of an operation's result follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// Where the next page is.
    pub next: NextPage,
    /// What marks the last page, besides that no next one is named.
    pub last: LastPage,
    /// The array of items, where it is known.
    pub items: Option<PageItems>,
}

/// The names of the members that lead to a value in a body, from the outermost on.
pub type MemberPath = Vec<String>;

/// Where the next page is. Parameters are named by their position in the operation's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// A query parameter numbers the pages.
    Page {
        /// The parameter.
        parameter: usize,
        /// The number of the page that comes when the caller names none.
        first: u64,
    },
    /// A query parameter says how many items to pass over.
    Offset {
        /// The parameter.
        parameter: usize,
    },
    /// A member of the body is the value of a query parameter.
    Cursor {
        /// The parameter.
        parameter: usize,
        /// The member of the body.
        member: MemberPath,
    },
    /// A member of the last item is the value of a query parameter.
    LastItem {
        /// The parameter.
        parameter: usize,
        /// The member of an item.
        member: MemberPath,
    },
    /// A member of the body is the URL of the next page.
    Link {
        /// The member of the body.
        member: MemberPath,
    },
    /// The header `link` has the URL of the next page (RFC 8288).
    LinkHeader,
}

impl NextPage {
    /// The position of the query parameter that leads to the next page, if one does.
    pub fn parameter(&self) -> Option<usize> {
        match self {
            Self::Page { parameter, .. }
            | Self::Offset { parameter }
            | Self::Cursor { parameter, .. }
            | Self::LastItem { parameter, .. } => Some(*parameter),
            Self::Link { .. } | Self::LinkHeader => None,
        }
    }
}

/// What marks the last page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastPage {
    /// Nothing else.
    Unsaid,
    /// A boolean member of the body.
    Flag {
        /// The member.
        member: MemberPath,
        /// Its value on the last page.
        value: bool,
    },
    /// A member of the body is the number of all items.
    Total {
        /// The member.
        member: MemberPath,
    },
    /// A header is the number of all items.
    TotalHeader {
        /// Its name.
        name: String,
    },
    /// A member of the body is the number of all pages.
    PageCount {
        /// The member.
        member: MemberPath,
    },
}

/// The items of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageItems {
    /// The array; empty when it is the body itself.
    pub member: MemberPath,
    /// The type of an item.
    pub ty: TypeRef,
}
