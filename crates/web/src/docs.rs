//! The docs page: plain HTML made of the `OpenAPI` document, without script and without inline style.

use serde_json::Value;

use crate::kind::ProblemKind;

/// The style sheet of the page.
pub(crate) const STYLE: &str = include_str!("docs.css");

/// Makes the page.
pub(crate) fn page(document: &Value) -> String {
    let title = escaped(&document["info"]["title"]);
    let sections: String = items(&document["tags"]).map(|tag| section(document, tag)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"docs/opmaak\">\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         {about}<p>Versie {version}. Basisadres: <code>{server}</code>. Voor programma's: \
         <a href=\"openapi.json\">openapi.json</a>.</p>\n</header>\n\
         {contents}<main>\n{sections}{schemas}{problems}</main>\n</body>\n</html>\n",
        about = paragraph(&document["info"]["description"]),
        version = escaped(&document["info"]["version"]),
        server = escaped(&document["servers"][0]["url"]),
        contents = contents(document),
        schemas = schemas(document),
        problems = problems(),
    )
}

fn contents(document: &Value) -> String {
    let link = |tag: &Value| {
        format!(
            "<li><a href=\"#{}\">{}</a></li>\n",
            anchor(text(&tag["name"])),
            escaped(&tag["name"])
        )
    };
    let links: String = items(&document["tags"]).map(link).collect();
    format!(
        "<nav aria-label=\"Inhoud\">\n<ul>\n{links}<li><a href=\"#gegevens\">Gegevens</a></li>\n\
         <li><a href=\"#fouten\">Fouten</a></li>\n</ul>\n</nav>\n"
    )
}

/// Shows what stands under one tag.
fn section(document: &Value, tag: &Value) -> String {
    let name = text(&tag["name"]);
    let operations: String = fields(&document["paths"])
        .flat_map(|(path, item)| {
            fields(item).map(move |(method, operation)| (path, method, operation))
        })
        .filter(|(_, _, operation)| items(&operation["tags"]).any(|one| one == name))
        .map(|(path, method, shown)| operation(path, method, shown))
        .collect();
    format!(
        "<section>\n<h2 id=\"{}\">{}</h2>\n{}{operations}</section>\n",
        anchor(name),
        escape(name),
        paragraph(&tag["description"])
    )
}

fn operation(path: &str, method: &str, operation: &Value) -> String {
    format!(
        "<article>\n<h3 id=\"{id}\">{summary}</h3>\n<p><code><strong>{method}</strong> {path}</code></p>\n\
         {description}{parameters}<ul>\n{input}{answers}</ul>\n<p>Fouten: {refusals}.</p>\n</article>\n",
        id = escaped(&operation["operationId"]),
        summary = escaped(&operation["summary"]),
        method = escape(&method.to_uppercase()),
        path = escape(path),
        description = paragraph(&operation["description"]),
        parameters = table("Parameters", items(&operation["parameters"]).map(parameter)),
        input = fields(&operation["requestBody"]["content"]).map(input).collect::<String>(),
        answers = fields(&operation["responses"]).filter_map(answer).collect::<String>(),
        refusals = refusals(&operation["responses"]),
    )
}

fn parameter(parameter: &Value) -> String {
    let place = match text(&parameter["in"]) {
        "path" => "pad",
        "query" => "query",
        _ => "kop",
    };
    let form = format!("{place}, {}", form(&parameter["schema"]));
    row(text(&parameter["name"]), &form, parameter["required"] == true, &parameter["description"])
}

fn input((media, content): (&String, &Value)) -> String {
    format!("<li>Invoer: {} als <code>{}</code></li>\n", form(&content["schema"]), escape(media))
}

/// Links the refusals, which are described once at the end of the page.
fn refusals(responses: &Value) -> String {
    let refused = fields(responses).filter(|(_, response)| response["$ref"].is_string());
    let links = refused.map(|(status, _)| {
        let status = escape(status);
        format!("<a href=\"#fout-{status}\">{status}</a>")
    });
    links.collect::<Vec<_>>().join(", ")
}

fn answer((status, response): (&String, &Value)) -> Option<String> {
    if response["$ref"].is_string() {
        return None;
    }
    let status = escape(status);
    let content =
        fields(&response["content"]).next().map_or_else(String::new, |(media, content)| {
            format!(" {} als <code>{}</code>", form(&content["schema"]), escape(media))
        });
    Some(format!("<li>{status}: {}{content}</li>\n", escaped(&response["description"])))
}

fn schemas(document: &Value) -> String {
    let shown = |(name, schema): (&String, &Value)| {
        let forms = items(&schema["oneOf"]).chain(items(&schema["anyOf"])).chain([schema]);
        format!(
            "<article>\n<h3 id=\"schema-{name}\">{name}</h3>\n{}{}</article>\n",
            paragraph(&schema["description"]),
            forms.map(fields_and_words).collect::<String>(),
            name = escape(name)
        )
    };
    let schemas: String = fields(&document["components"]["schemas"]).map(shown).collect();
    format!("<section>\n<h2 id=\"gegevens\">Gegevens</h2>\n{schemas}</section>\n")
}

/// Shows the fields of an object, or the words of a list.
fn fields_and_words(schema: &Value) -> String {
    let required: Vec<&str> = items(&schema["required"]).map(text).collect();
    let rows = fields(&schema["properties"]).map(|(name, inner)| {
        row(name, &form(inner), required.contains(&name.as_str()), &inner["description"])
    });
    let words = items(&schema["enum"]).chain([&schema["const"]]).filter_map(Value::as_str);
    let words = words.map(|word| format!("<code>{}</code>", escape(word))).collect::<Vec<_>>();
    let words =
        if words.is_empty() { String::new() } else { format!("<p>{}</p>\n", words.join(", ")) };
    format!("{}{words}", table("Velden", rows))
}

fn problems() -> String {
    let shown = |kind: &ProblemKind| {
        format!(
            "<article id=\"fout-{status}\">\n<h3 id=\"{code}\">{status} {}</h3>\n<p><code>{code}</code>: {}</p>\n</article>\n",
            escape(kind.title()),
            escape(kind.advice()),
            status = kind.status().as_u16(),
            code = kind.code(),
        )
    };
    format!(
        "<section>\n<h2 id=\"fouten\">Fouten</h2>\n<p>Elke fout is <code>application/problem+json</code> met \
         <code>type</code>, <code>title</code>, <code>status</code>, <code>detail</code> en een vaste <code>code</code>. \
         Bij onjuiste invoer staan alle fouten onder <code>fouten</code>, elk met <code>plaats</code>, <code>code</code> \
         en <code>melding</code>.</p>\n{}</section>\n",
        ProblemKind::ALL.iter().map(shown).collect::<String>()
    )
}

fn row(name: &str, form: &str, required: bool, description: &Value) -> String {
    format!(
        "<tr><th scope=\"row\"><code>{}</code></th><td>{form}</td><td>{}</td><td>{}</td></tr>\n",
        escape(name),
        if required { "ja" } else { "nee" },
        inline(text(description))
    )
}

fn table(caption: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<div class=\"breed\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">Naam</th><th scope=\"col\">Vorm</th>\
         <th scope=\"col\">Verplicht</th><th scope=\"col\">Uitleg</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}

/// Says in words what a schema asks, with a link to the schema it refers to.
fn form(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        return format!("<a href=\"#schema-{name}\">{name}</a>", name = escape(name));
    }
    let forms = items(&schema["anyOf"]).chain(items(&schema["oneOf"])).map(form);
    let kinds = items(&schema["type"]).chain([&schema["type"]]).filter_map(Value::as_str);
    let named =
        kinds.map(in_dutch).map(str::to_owned).chain(forms).collect::<Vec<_>>().join(" of ");
    let named = if named.is_empty() { "vrij".to_owned() } else { named };
    let format = schema["format"]
        .as_str()
        .map_or_else(String::new, |format| format!(" ({})", escape(format)));
    let of = if schema["items"].is_object() {
        format!(" van {}", form(&schema["items"]))
    } else {
        String::new()
    };
    format!("{named}{format}{of}")
}

fn in_dutch(kind: &str) -> &str {
    match kind {
        "string" => "tekst",
        "integer" => "geheel getal",
        "number" => "getal",
        "boolean" => "true of false",
        "array" => "lijst",
        "null" => "leeg (null)",
        other => other,
    }
}

/// Shows a text as a paragraph.
fn paragraph(value: &Value) -> String {
    value.as_str().map_or_else(String::new, |text| format!("<p>{}</p>\n", inline(text)))
}

/// Shows a text; what stands between backticks becomes code.
fn inline(text: &str) -> String {
    let code = |(index, part): (usize, &str)| {
        let part = escape(part);
        if index % 2 == 1 { format!("<code>{part}</code>") } else { part }
    };
    text.split('`').enumerate().map(code).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// Makes an anchor of a heading.
fn anchor(name: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    name.chars().map(letter).collect()
}

fn escaped(value: &Value) -> String {
    escape(text(value))
}

/// Escapes text for HTML and for attributes in double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
