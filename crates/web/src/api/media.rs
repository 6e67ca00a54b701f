//! The media of files that several routes give.

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::reply::Media;

/// A paper as others read it.
pub(super) struct Pdf;

impl Media for Pdf {
    const TYPE: &'static str = "application/pdf";

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "binary" })
    }
}
