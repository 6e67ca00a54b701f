//! The route table: the router, the `OpenAPI` document and the access matrix are all made of it, so that no route can be
//! undocumented or unprotected.

use axum::http::Method;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::gate::Gate;
use crate::part::InputType;
use crate::route::{Access, Route};

/// All routes, checked.
pub struct Table<A: Gate> {
    routes: Vec<Arc<Route<A>>>,
}

/// What is wrong with a table, for the developer.
#[derive(Debug, thiserror::Error)]
#[error("the route table is wrong:\n{}", .0.join("\n"))]
pub struct TableError(pub Vec<String>);

impl<A: Gate> Table<A> {
    /// Checks the routes.
    ///
    /// # Errors
    /// Every mistake: names that stand twice, parameters that do not match the path, types that let unknown fields through.
    pub fn new(routes: Vec<Route<A>>) -> Result<Self, TableError> {
        let mut wrong = Vec::new();
        let (mut ids, mut places) = (BTreeSet::new(), BTreeSet::new());
        for route in &routes {
            let entry = route.entry();
            let mut say =
                |text: String| wrong.push(format!("{} {}: {text}", entry.method, entry.path));
            if !ids.insert(entry.id) {
                say(format!("the operation id {} stands twice", entry.id));
            }
            if !places.insert((entry.path, entry.method.to_string())) {
                say("stands twice".to_owned());
            }
            mistakes(route).into_iter().for_each(say);
        }
        if wrong.is_empty() {
            Ok(Self { routes: routes.into_iter().map(Arc::new).collect() })
        } else {
            Err(TableError(wrong))
        }
    }

    /// Returns the routes in order.
    pub fn routes(&self) -> impl Iterator<Item = &Route<A>> {
        self.routes.iter().map(Arc::as_ref)
    }

    /// Returns who may use what: a row per route, in order.
    pub fn access_matrix(&self) -> impl Iterator<Item = (&Method, &'static str, Access)> {
        self.routes().map(|route| (&route.entry().method, route.entry().path, route.entry().access))
    }

    /// Returns the routes by path.
    pub(crate) fn by_path(&self) -> BTreeMap<&'static str, Vec<Arc<Route<A>>>> {
        let mut paths = BTreeMap::<_, Vec<_>>::new();
        for route in &self.routes {
            paths.entry(route.entry().path).or_default().push(Arc::clone(route));
        }
        paths
    }
}

/// Returns the names of the parameters in a path.
pub(crate) fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// Names what is wrong with one route.
fn mistakes<A: Gate>(route: &Route<A>) -> Vec<String> {
    let (entry, takes) = (route.entry(), route.shape().takes);
    let mut wrong = Vec::new();
    if !entry.path.starts_with('/') || entry.path.ends_with('/') {
        wrong.push("a path begins with a slash and does not end with one".to_owned());
    }
    if takes.caller && entry.access == Access::Public {
        wrong.push("a public route has no caller".to_owned());
    }
    if takes.body.is_some() && !route.writes() {
        wrong.push("a route that only reads takes no body".to_owned());
    }
    for input in [takes.path, takes.query, takes.body].into_iter().flatten() {
        wrong.extend((input.check)().err().map(|error| format!("{} {error}", input.name)));
    }
    let in_path: BTreeSet<String> = path_parameters(entry.path).map(str::to_owned).collect();
    let in_type = takes.path.map(field_names).unwrap_or_default();
    if in_path != in_type {
        wrong.push(format!("the path has {in_path:?} and its type {in_type:?}"));
    }
    let camel = |name: &String| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let names = in_type.into_iter().chain(takes.query.map(field_names).unwrap_or_default());
    wrong.extend(
        names.filter(|name| !camel(name)).map(|name| format!("{name} is not lower camel case")),
    );
    wrong
}

/// Returns the names of the fields of an input type.
fn field_names(input: InputType) -> BTreeSet<String> {
    let mut generator =
        schemars::generate::SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let schema = (input.inline)(&mut generator);
    let properties = schema.get("properties").and_then(serde_json::Value::as_object);
    properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()
}
