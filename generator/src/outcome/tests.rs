//! What is counted.

use crate::inputs::{Inputs, NoFiles, Source};
use crate::settings::Settings;

#[test]
fn what_is_left_out_is_listed() {
    let text = r##"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"x-b": {}, "get": {"responses": {"204": {"description": "d"}}},
                         "put": {"parameters": [{"$ref": "#/components/parameters/none"}],
                                 "responses": {"204": {"description": "d"}}}}},
        "components": {"schemas": {"A": {"type": "string"},
                                   "B": {"$ref": "#/components/schemas/None"}}}}"##;
    let settings = Settings {
        keep_going: true,
        ..Settings::default()
    };
    let outcome = crate::generate(&Inputs {
        root: &Source {
            path: "api.json".to_owned(),
            text: text.to_owned(),
        },
        loader: &NoFiles,
        settings: &settings,
        overlays: &[],
        lock: None,
    });
    let summary = outcome.summary;
    assert_eq!((summary.operations, summary.operations_total), (1, 2));
    assert_eq!((summary.schemas, summary.schemas_total), (1, 2));
    let left_out: Vec<&str> = outcome.left_out.iter().map(|at| at.as_str()).collect();
    assert_eq!(left_out, ["/paths/~1a/put", "/components/schemas/B"]);
}
