//! The kinds of diagnostics: one table, so that every code is stable, unique and explained.

/// Declares [`Code`] and its table from one list of `Variant = "code", "title", "explanation"`.
macro_rules! codes {
    ($($variant:ident = $code:literal, $title:literal, $text:literal;)*) => {
        /// Which kind of problem a diagnostic is about. The codes' hundreds are the phases.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable text: `AC` and four digits.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What kind of problem it is, in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// What causes the problem and what to do about it.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

codes! {
    // read
    InvalidSyntax = "AC0101", "the text is neither YAML nor JSON",
        "The document could not be read at all. The message is the parser's and names the line where \
         it gave up; the mistake is often a little above it.";
    DuplicateKey = "AC0102", "a key stands twice in one mapping",
        "YAML forbids a second key of the same name and JSON leaves open which one counts, so either \
         of the two values could be meant. Rename one of them or remove it.";
    TooDeep = "AC0103", "the document is nested too deeply",
        "No API description that people work with nests this deeply. Check whether the file is what \
         you think it is, or move inner schemas into `components/schemas`.";
    NotFinite = "AC0104", "a number is not finite",
        "`.nan` and `.inf` are YAML numbers that JSON does not have, so no API can send them. Write a \
         string, or leave the value out.";
    UnsupportedVersion = "AC0105", "the document's version is not supported",
        "Supported are OpenAPI 3.0 and 3.1: the root has a member `openapi` such as `3.0.3`. A Swagger \
         2.0 document has to be converted first, for instance with `npx swagger2openapi`.";
    VersionSpelling = "AC0106", "the version is spelled unusually",
        "`openapi` is a string of three numbers, such as `3.0.3`. Unquoted, `3.0` is a number in YAML.";
    NotADocument = "AC0107", "the document is not an object",
        "An OpenAPI document is an object (a YAML mapping) at its outermost level.";

    // bundle
    ReferenceOutside = "AC0201", "a reference leaves the document's folder",
        "References may lead to files in the folder of the root document and below it: not above it, \
         not to an absolute path and not to the network. Copy the file there and refer to the copy.";
    FileMissing = "AC0202", "a file that is referred to cannot be read",
        "Paths in `$ref` are relative to the file in which they stand. What refers to the missing \
         file cannot be generated; everything else can.";
    TargetMissing = "AC0203", "the place that is referred to does not exist",
        "The file exists, but there is nothing at the place that the part after `#` names.";
    InvalidReference = "AC0204", "a reference cannot be understood",
        "A `$ref` is a path to a file, a `#` with a JSON pointer (`#/components/schemas/Pet`), or both.";
    ReferenceLoop = "AC0205", "references lead in a circle without arriving",
        "Each of these places says only `$ref` to the next, so none of them says what it is.";

    // select
    UnknownTag = "AC0301", "no operation has the selected tag",
        "The selection names a tag that no operation of the document carries. Tags are compared \
         exactly, capitals and spaces included.";
    UnknownOperation = "AC0302", "no operation has the selected id",
        "The selection names an `operationId` that the document does not have.";
    UnknownPath = "AC0303", "no operation has the selected path",
        "The selection names a path that the document does not have. A path is spelled as the document spells it, \
         braces included; `*` stands for any text, so that `/pets*` is all that begins with `/pets`.";

    // normalise
    WrongType = "AC0401", "a value is of the wrong kind",
        "The specification asks for another kind of value here. The message says how the value was \
         understood, or that it was left out.";
    UnknownType = "AC0402", "a schema type does not exist",
        "The types are `string`, `number`, `integer`, `boolean`, `object`, `array` and (in 3.1) `null`.";
    MixedVersions = "AC0403", "the document uses words of another OpenAPI version",
        "It is understood as it was meant, but other tools may ignore these words. Either change the \
         version in `openapi`, or write them as that version does.";
    InvalidBound = "AC0404", "a bound cannot be used",
        "Lengths and counts are whole numbers from 0 on; bounds and `multipleOf` are numbers.";
    UnknownAnchor = "AC0405", "a reference names an anchor that does not exist",
        "`#name` refers to the schema that has `$anchor: name` or `$dynamicAnchor: name` in the same \
         document.";
    ReservedExtension = "AC0406", "a reserved extension is used",
        "Keys that start with `x-apicrate-` are how the generator keeps its own notes. Those that \
         stand in the document are left out.";
    RequiredFlag = "AC0408", "`required` stands at a property",
        "In a schema, `required` is the list of the names of the properties that must be present; it \
         stands in the object's schema and not in the property's.";
    RefSiblings = "AC0409", "members stand beside a reference",
        "Outside of schemas, a `$ref` is replaced by what it leads to, whatever stands beside it.";
    UnknownMember = "AC0410", "a member is of no object that the specification has",
        "Neither OpenAPI 3.0 nor 3.1 nor JSON Schema has this word here, so it means nothing. It is often \
         misspelled, or stands one level too high or too low. What is meant for other tools begins with \
         `x-`.";

    // parse
    InvalidObject = "AC0501", "an object is not what the specification asks for",
        "The object at this place has a member of the wrong kind, or lacks one that is required. What \
         uses it cannot be generated; everything else can.";
    TargetOfOtherKind = "AC0502", "a reference leads to an object of another kind",
        "What a `$ref` leads to is of the kind that belongs in its place: a schema's leads to a schema, a \
         parameter's to a parameter. The sections of `components` say which kind is which.";

    // name
    NameRefused = "AC0601", "a name of the settings cannot be given",
        "The settings give two things the same name that stand beside each other (two types, two fields of \
         one type), or a name that emitted code needs for something else, such as a type `Option` or a variant \
         `Unknown`. Names that the settings do not say never stand in the way: they get a number.";
    // lower
    OperationLeftOut = "AC0701", "an operation cannot be generated",
        "Something that the operation cannot do without is broken: a parameter, or its request body. \
         Other diagnostics say what and where.";
    DuplicateOperationId = "AC0702", "an operation id is used twice",
        "Operation ids are unique in a document. The first operation keeps the id; later ones are named \
         after their method and path.";
    DuplicateParameter = "AC0703", "a parameter is described twice",
        "Name and place together identify a parameter of an operation. The first one is used.";
    PathParameterMissing = "AC0704", "a slot of a path has no parameter",
        "Every name in braces in a path needs a parameter with `in: path` and that name, in the operation \
         or in its path item. Without one it is taken as a string.";
    PathParameterUnused = "AC0705", "a path parameter has no slot",
        "A parameter with `in: path` whose name does not stand in braces in the path is never sent.";
    IgnoredHeader = "AC0706", "a header parameter is not the description's to set",
        "`Accept` and `Content-Type` follow from the media types and `Authorization` from the security \
         schemes: the specification says that parameters of these names are ignored.";
    ServerWithoutAddress = "AC0707", "a server has no absolute address",
        "A relative server URL is relative to where the document was found, which a client cannot know. \
         Callers give the base URL themselves.";
    ConflictingSchemas = "AC0708", "schemas that hold together contradict each other",
        "No value, or no single type, satisfies all of them. The message says what is generated instead.";
    NotInTypes = "AC0709", "a keyword cannot be said by a type",
        "The keyword restricts values in a way that no Rust type can express. Values are sent and read \
         unchecked; the server decides.";
    NotLowered = "AC0710", "a construct is not lowered to types of its own",
        "The client handles it in a simpler way than the document allows. The message says how.";
    ReadOnlyInRequest = "AC0711", "an example sends what is read-only",
        "A member that is marked `readOnly` stands in an example of a request. The document contradicts \
         itself; the settings decide with `read_only` for the one member, or \
         `[examples] read_only_contradiction` for all.";
    SettingWithoutEffect = "AC0712", "a setting has no effect",
        "The settings speak of something that the document does not have, or that cannot have this \
         setting.";
    PaginationMismatch = "AC0713", "the settings name pages that an operation does not have",
        "`[operations.\"<id>\".pagination]` names query parameters of the operation, and members of \
         its response by JSON pointers. The message says which of them is not there, or missing.";
    ExampleContradictsSchema = "AC0714", "an example or a default contradicts its schema",
        "The value that the document shows is not what it says values look like, so one of the two is wrong. \
         It is a warning where the client could not read such a value, and a note where it could. Such examples are \
         not shown in the pages of the crate and not used in its tests. \
         `[examples] schema_contradiction = \"allow\"` keeps this quiet.";
    IdsDisagree = "AC0715", "examples of one operation have different ids",
        "An id in the path, such as `org_id`, is that of the thing that the bodies speak of, and so is a member \
         of the same name in a body. Readers who compare the examples look for a meaning in the difference. \
         `[examples] id_contradiction = \"allow\"` keeps this quiet.";
    PathSpelling = "AC0716", "a path is not spelled as one",
        "The key of a path begins with a slash and is a path alone, with names in braces. A slash that is missing is \
         added. A query that stands behind the path is sent with each call; a pair of it gives way to a parameter or a \
         credential of the same name. A fragment is never sent: it tells operations of one path apart. A path with a \
         brace that is not closed, or with a slot in its query that no parameter describes, cannot be filled, and its \
         operations cannot be generated.";

    // format
    InternalError = "AC0801", "the generator has made code that is none",
        "This is a defect of apicrate and not of the document: please report it, with the document or the \
         part of it that is enough. Nothing is written.";

    // overlay
    InvalidOverlay = "AC0901", "an overlay is not what its specification asks for",
        "An overlay is an object with `overlay`, `info` and a list `actions`; each action has a `target` and one of \
         `update`, `copy` and `remove` (Overlay Specification 1.1). The action at fault is left out.";
    UnsupportedOverlay = "AC0902", "an overlay's version is not supported",
        "Supported are versions 1.0 and 1.1 of the Overlay Specification: the overlay has a member `overlay` such as \
         `1.1.0`. Nothing of another one is applied.";
    InvalidTarget = "AC0903", "an overlay's path cannot be used",
        "`target` and `copy` are JSONPath queries (RFC 9535). `copy` selects one value, and the whole document cannot be \
         removed.";
    TargetWithoutMatch = "AC0904", "an overlay's path selects nothing",
        "The action no longer applies: what it was written for has moved or is gone, or it was never there. The \
         specification lets such an action succeed without a change; here it fails, so that it does not go unnoticed.";
    IncompatibleUpdate = "AC0905", "an overlay's value cannot be merged into its target",
        "Objects are merged with objects, lists with lists (and with a single item where the list is the target itself), and \
         other values replace each other.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a code's stable text.
impl std::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or(UnknownCode)
    }
}

/// The text is no code of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no diagnostic has this code")
    }
}

impl std::error::Error for UnknownCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_ordered_and_complete() {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        for code in Code::ALL {
            assert!(
                code.as_str().len() == 6 && code.as_str().starts_with("AC"),
                "{code}"
            );
            assert!(
                !code.title().ends_with('.') && code.explanation().ends_with('.'),
                "{code}"
            );
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
        assert_eq!("AC9999".parse::<Code>(), Err(UnknownCode));
    }
}
