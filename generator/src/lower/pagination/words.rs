//! The names by which pages are known.
//!
//! They are compared without case and without what is neither letter nor digit.

/// Members that hold what there is to say of pages.
pub(super) const CONTAINERS: &[&str] = &[
    "cursors",
    "info",
    "links",
    "meta",
    "metadata",
    "next",
    "page",
    "pageinfo",
    "pages",
    "pagination",
    "paginator",
    "paging",
    "responsemetadata",
];

/// Parameters that say how many items a page has.
pub(super) const SIZES: &[&str] = &[
    "count",
    "first",
    "hitsperpage",
    "limit",
    "max",
    "maxitems",
    "maxpagesize",
    "maxresults",
    "num",
    "pagelimit",
    "pagesize",
    "perpage",
    "recordsperpage",
    "resultsperpage",
    "size",
    "top",
];

/// Parameters that number pages.
pub(super) const NUMBERS: &[&str] = &["page", "pageindex", "pageno", "pagenum", "pagenumber"];

/// Parameters that say how many items to pass over.
pub(super) const OFFSETS: &[&str] = &["offset", "pageoffset", "skip"];

/// Members that hold the items of a page, among several arrays.
pub(super) const ITEMS: &[&str] = &[
    "content",
    "data",
    "entries",
    "hits",
    "items",
    "list",
    "records",
    "resources",
    "results",
    "rows",
    "values",
];

/// Arrays that are never the items.
pub(super) const NO_ITEMS: &[&str] = &[
    "errors", "included", "links", "order", "schemas", "sort", "warnings",
];

/// Parameters that take a cursor, whose member has the same name or `next` before it.
pub(super) const CURSORS: &[&str] = &[
    "continuationtoken",
    "continue",
    "cursor",
    "iterator",
    "marker",
    "nextcursor",
    "nextmarker",
    "nextpagetoken",
    "nextrecordid",
    "nexttoken",
    "pagecursor",
    "pagetoken",
    "paginationtoken",
    "scrollid",
];

/// Other parameters that take a cursor, with their members.
pub(super) const PAIRS: &[(&str, &str)] = &[
    ("after", "after"),
    ("after", "endcursor"),
    ("after", "lastid"),
    ("after", "next"),
    ("after", "nextcursor"),
    ("cursor", "endcursor"),
    ("cursor", "next"),
    ("from", "next"),
    ("page", "nextpage"),
    ("pagetoken", "nextpage"),
    ("startcursor", "nextcursor"),
    ("token", "nexttoken"),
];

/// Members with the URL of the next page; those of the second list are known by their examples,
/// their place or their words.
pub(super) const LINKS: &[&str] = &[
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];
pub(super) const PERHAPS_LINKS: &[&str] = &["next", "nextpage"];

/// Members with the number of all items.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalentries",
    "totalitems",
    "totalresults",
];

/// What a query parameter is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Size,
    Place,
}

pub(super) fn role(name: &str) -> Option<Role> {
    let name = normal(name);
    let name = name.as_str();
    let is_place = NUMBERS.contains(&name)
        || OFFSETS.contains(&name)
        || CURSORS.contains(&name)
        || PAIRS.iter().any(|(parameter, _)| *parameter == name)
        || name == "startingafter";
    match SIZES.contains(&name) {
        true => Some(Role::Size),
        false => is_place.then_some(Role::Place),
    }
}

/// A name without case and separators.
pub(super) fn normal(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
