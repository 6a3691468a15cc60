//! From the document to the intermediate representation.

mod access;
mod all_of;
mod body;
mod docs;
mod enumeration;
mod form;
mod header;
mod idempotency;
mod incoming;
mod media_type;
mod multipart;
mod named;
mod object;
mod one_of;
mod operation;
mod pagination;
mod parameter;
mod path;
mod primitive;
mod repeated;
mod replaced;
mod response;
mod schema;
mod security;
mod server;
mod shown;
mod stream;
mod union_branch;
mod unsaid;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use all_of::Conjunction;
use repeated::Repeated;
pub use shown::Shown;

use crate::ir::{Api, Info, Parameter, Response, TypeId, TypeRef, Types};
use crate::pointer::{ByPlace, Pointer};
use crate::report::Report;
use crate::resolve::Resolved;
use crate::settings::Settings;

/// Lowers the whole document, and gathers the values that it shows. What cannot be lowered is left out and reported.
pub fn api(resolved: &Resolved<'_>, settings: &Settings, report: &mut Report) -> (Api, Vec<Shown>) {
    let mut context = Context::new(resolved, settings, report);
    for pointer in &resolved.parsed.component_schemas {
        context.component(pointer);
        context.finish_objects();
    }
    let schemes = security::schemes(&mut context);
    let security = security::requirements(&context, resolved.parsed.openapi.security.as_deref());
    let (groups, mut operations) = operation::operations(&mut context, &security);
    let info = &resolved.parsed.openapi.info;
    let incoming = incoming::incoming(&mut context);
    context.finish_objects();
    context.note_links();
    context.paginate(&mut operations);
    context.report_unused_operations(&operations);
    let servers = server::servers(&mut context);
    let api = Api {
        info: Info {
            title: info.title.clone(),
            version: info.version.clone(),
            description: info.description.clone(),
        },
        servers,
        schemes,
        security,
        groups,
        operations,
        incoming,
        types: std::mem::take(&mut context.types),
    };
    context.report_repeated();
    context.report_unused_names(&api);
    context.report_unused_types();
    context.report_unused_settings();
    let shown = context.shown();
    (api, shown)
}

/// What lowering works on; private to the phase.
struct Context<'a> {
    resolved: &'a Resolved<'a>,
    settings: &'a Settings,
    report: &'a mut Report,
    types: Types,
    /// The type at each place that has been lowered; none where it could not be.
    known: ByPlace<Option<TypeRef>>,
    /// The parameters that have been lowered, most of which several operations have.
    parameters: ByPlace<Parameter>,
    /// The same of responses, each with the status that it was last met under.
    responses: ByPlace<Response>,
    /// The places being lowered, to see cycles.
    in_progress: BTreeSet<Pointer>,
    /// The places of arrays and maps that contain themselves.
    wrappers: BTreeMap<Pointer, TypeId>,
    /// The objects whose members are still to be lowered, in the order in which they were met.
    unfinished: VecDeque<(TypeId, Conjunction<'a>)>,
    /// How many types are being lowered inside of each other.
    depth: usize,
    /// The settings of schemas that were used.
    used_settings: BTreeSet<String>,
    /// The settings of schemas that made a type secret, or public.
    marked_secret: BTreeSet<String>,
    /// The settings of schemas whose values have a type of the user's own.
    replaced: BTreeSet<String>,
    /// The formats of the settings that values have.
    used_formats: BTreeSet<String>,
    /// Notes to tell once each.
    repeated: Repeated,
}

impl<'a> Context<'a> {
    fn new(resolved: &'a Resolved<'a>, settings: &'a Settings, report: &'a mut Report) -> Self {
        Self {
            resolved,
            settings,
            report,
            types: Types::default(),
            known: ByPlace::new(),
            parameters: ByPlace::new(),
            responses: ByPlace::new(),
            in_progress: BTreeSet::new(),
            wrappers: BTreeMap::new(),
            unfinished: VecDeque::new(),
            depth: 0,
            used_settings: BTreeSet::new(),
            marked_secret: BTreeSet::new(),
            replaced: BTreeSet::new(),
            used_formats: BTreeSet::new(),
            repeated: Repeated::new(),
        }
    }
}
