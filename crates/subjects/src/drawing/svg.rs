//! A drawing as SVG text.
//!
//! Colours and dashes are presentation attributes, so that a page that forbids inline style and script shows it whole; classes let
//! a style sheet change them. What a colour says is also said in words or by a shape.

use super::{Area, Content, Drawing, DrawnBox, DrawnLine, Point};
use crate::{NodeKind, Relation};
use svg::Document;
use svg::node::element::{
    Definitions, Description, Group, Marker, Polygon, Polyline, Rectangle, TSpan, Text, Title,
};

const INK: &str = "#1a1a1a";
const PAPER: &str = "#ffffff";
const ALARM: &str = "#a8003d";
/// The most letters of a line in a box, and the most lines of a name; the whole name is in the label.
const LETTERS: usize = 24;
const LINES: usize = 2;

/// Returns the drawing as SVG; `title` says what it is about. The text holds names.
pub fn svg(drawing: &Drawing, title: &str) -> String {
    let Drawing { width, height, boxes, lines } = drawing;
    let mut document = Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", *width)
        .set("height", *height)
        .set("class", "dw-netwerk")
        .set("role", "group")
        .set("aria-labelledby", "dw-netwerk-titel dw-netwerk-uitleg")
        .set("font-family", "sans-serif")
        .set("font-size", 13)
        .add(Title::new(clean(title)).set("id", "dw-netwerk-titel"))
        .add(Description::new().set("id", "dw-netwerk-uitleg").add(plain(&explanation(drawing))))
        .add(markers());
    for line in lines {
        document = document.add(drawn_line(drawing, line));
    }
    // After all lines, so that none runs through a text.
    for line in lines {
        document = document.add(line_text(line));
    }
    for drawn in boxes {
        document = document.add(drawn_box(drawn));
    }
    let mut text = document.to_string();
    text.push('\n');
    text
}

fn explanation(drawing: &Drawing) -> String {
    let counted = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let folded = drawing.boxes.iter().filter_map(|drawn| match &drawn.content {
        Content::Vouw(fold) => Some(fold.subjects.len()),
        Content::Persoon(_) => None,
    });
    let folded: usize = folded.sum();
    let people = drawing.boxes.iter().filter(|drawn| matches!(drawn.content, Content::Persoon(_)));
    let mut text = format!(
        "{} en {}. Een onderbroken lijn is voorbij, nog niet begonnen, weerlegd of niet vast te stellen. \
         De tabel bij deze tekening heeft dezelfde inhoud.",
        counted(people.count(), "vak met een persoon", "vakken met een persoon"),
        counted(drawing.lines.len(), "lijn", "lijnen"),
    );
    if folded > 0 {
        let people = counted(folded, "persoon is", "personen zijn");
        text = format!("{text} {people} samengevouwen.");
    }
    text
}

fn markers() -> Definitions {
    let marker = |id: &str, shape: &str| {
        Marker::new()
            .set("id", id)
            .set("viewBox", "0 0 12 12")
            .set("refX", 12)
            .set("refY", 6)
            .set("markerWidth", 12)
            .set("markerHeight", 12)
            .set("markerUnits", "userSpaceOnUse")
            .set("orient", "auto")
            .add(Polygon::new().set("points", shape).set("fill", INK))
    };
    Definitions::new()
        .add(marker("dw-pijl", "0,1 12,6 0,11"))
        .add(marker("dw-ruit", "0,6 6,1 12,6 6,11"))
}

/// The name of a relation in classes, its colour, its width and its end.
fn pen(relation: Option<Relation>) -> (&'static str, &'static str, i32, Option<&'static str>) {
    match relation {
        Some(Relation::Leidinggevende) => ("leiding", "#275937", 2, Some("dw-pijl")),
        Some(Relation::Zeggenschaphebbende) => ("zeggenschap", "#154273", 3, Some("dw-pijl")),
        Some(Relation::Vermogensverschaffer) => ("vermogen", "#94400f", 2, Some("dw-ruit")),
        Some(Relation::ZakelijkSamenwerkingsverband) => ("samenwerking", "#5b3a8c", 2, None),
        Some(Relation::OpBeschikkingGenoemd | Relation::FeitelijkeInvloed) => {
            ("overig", "#4a4a4a", 2, Some("dw-pijl"))
        }
        Some(Relation::Familieband) => ("familie", "#4a4a4a", 1, None),
        None => ("vouw", "#4a4a4a", 2, None),
    }
}

fn drawn_line(drawing: &Drawing, line: &DrawnLine) -> Group {
    let (name, colour, width, end) = pen(line.relation);
    let ends = [line.from, line.to].map(|number| drawing.boxes[number].label.reveal().as_str());
    let label = clean(&format!("{} – {} – {}", ends[0], line.label, ends[1]));
    let corner = |point: &Point| format!("{},{}", point.x, point.y);
    let points: Vec<String> = line.points.iter().map(corner).collect();
    let mut stroke = Polyline::new()
        .set("points", points.join(" "))
        .set("fill", "none")
        .set("stroke", colour)
        .set("stroke-width", width);
    if let Some(end) = end {
        stroke = stroke.set("marker-end", format!("url(#{end})"));
    }
    if line.dashed {
        stroke = stroke.set("stroke-dasharray", "7 5");
    }
    let dashed = if line.dashed { " dw-lijn--onderbroken" } else { "" };
    Group::new()
        .set("class", format!("dw-lijn dw-lijn--{name}{dashed}"))
        .set("role", "img")
        .set("aria-label", label.as_str())
        .add(Title::new(label))
        .add(stroke)
}

/// The text at a line; a reader that speaks has it from the label of the line.
fn line_text(line: &DrawnLine) -> Group {
    let Area { x, y, width, height } = line.label_area;
    let paper = Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("fill", PAPER);
    Group::new().set("class", "dw-lijntekst").set("aria-hidden", "true").add(paper).add(words(
        &line.label,
        x + width / 2,
        y + height - 4,
        "middle",
    ))
}

fn drawn_box(drawn: &DrawnBox) -> Group {
    let Area { x, y, width, .. } = drawn.area;
    let name = drawn.label.reveal();
    let unknown = drawn.kind == Some(NodeKind::Onbekend);
    let shown = if unknown { format!("? {name}") } else { name.clone() };
    let findings = (drawn.findings > 0).then(|| {
        let word = if drawn.findings == 1 { "bevinding" } else { "bevindingen" };
        format!("{} {word}", drawn.findings)
    });
    let kind = drawn.kind.map_or("samengevouwen", NodeKind::label);
    let label = [Some(name.as_str()), Some(kind), findings.as_deref()];
    let label = clean(&label.into_iter().flatten().collect::<Vec<_>>().join(", "));
    let class = match (&drawn.content, &findings) {
        (_, Some(_)) => "dw-vak dw-vak--bevinding",
        (Content::Vouw(_), None) => "dw-vak dw-vak--vouw",
        (Content::Persoon(_), None) => "dw-vak",
    };
    let mut group = Group::new()
        .set("class", class)
        .set("role", "img")
        .set("tabindex", 0)
        .set("aria-label", label.as_str())
        .add(Title::new(label))
        .add(edge(drawn));
    if let Content::Persoon(id) = drawn.content {
        group = group.set("data-persoon", id.to_string());
    }
    let lines = wrapped(&shown);
    let below = y + 22 + 16 * i32::try_from(lines.len()).unwrap_or_default();
    group = group.add(text_lines(&lines, x + width / 2, y + 20)).add(words(
        kind,
        x + width / 2,
        below,
        "middle",
    ));
    match findings {
        Some(findings) => marked(group, &findings, x, y + 69),
        None => group,
    }
}

/// Returns the edge of a box: round for a human being, thick where there are findings.
fn edge(drawn: &DrawnBox) -> Rectangle {
    let Area { x, y, width, height } = drawn.area;
    let (colour, thick) = if drawn.findings > 0 { (ALARM, 4) } else { (INK, 1) };
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("rx", if drawn.kind.is_some_and(NodeKind::is_human) { 24 } else { 2 })
        .set("fill", PAPER)
        .set("stroke", colour)
        .set("stroke-width", thick)
}

/// Adds the sign and the number of findings, on a base line.
fn marked(group: Group, findings: &str, x: i32, base: i32) -> Group {
    let top = base - 14;
    let sign = format!("{},{base} {},{top} {},{base}", x + 14, x + 22, x + 30);
    let text = words(findings, x + 36, base, "start").set("fill", ALARM).set("font-weight", 700);
    group.add(Polygon::new().set("points", sign).set("fill", ALARM)).add(text)
}

fn words(text: &str, x: i32, y: i32, anchor: &str) -> Text {
    Text::new(clean(text)).set("x", x).set("y", y).set("text-anchor", anchor).set("fill", INK)
}

fn text_lines(lines: &[String], x: i32, y: i32) -> Text {
    let mut text =
        Text::new("").set("text-anchor", "middle").set("font-weight", 700).set("fill", INK);
    for (line, down) in lines.iter().zip((y..).step_by(16)) {
        text = text.add(TSpan::new(clean(line)).set("x", x).set("y", down));
    }
    text
}

/// Breaks a name into lines; what does not fit ends in dots.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in name.split_whitespace() {
        let room = |line: &String| line.chars().count() + 1 + word.chars().count() <= LETTERS;
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if room(line) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    let last = lines.len() - 1;
    for (number, line) in lines.iter_mut().enumerate() {
        if line.chars().count() > LETTERS || (more && number == last) {
            let kept: String = line.chars().take(LETTERS - 1).collect();
            *line = format!("{kept}…");
        }
    }
    lines
}

fn plain(text: &str) -> svg::node::Text {
    svg::node::Text::new(clean(text))
}

/// Leaves out what XML has no place for; the library escapes the rest.
fn clean(text: &str) -> String {
    let fits = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(fits).collect()
}
