//! The version of the API, in one place.

/// The version of the API: `info.version` of the `OpenAPI` document and the header `API-Version` of every response.
pub const API_VERSION: &str = "1.4.0";

/// The path under which the whole API lives; it carries the major version (API Design Rule /core/uri-version).
pub const BASE_PATH: &str = "/v1";
