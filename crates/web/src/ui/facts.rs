//! The facts of an application as fields of a form, and back: what is filled in becomes an application file. A fact that is
//! not known is not in it: unknown is an answer of its own, never «no».

use app::{AnswerKind, CodeName, Door, FactQuestion, KindName};
use kernel::Euro;
use serde_json::{Map, Value, json};

use super::fields::Field;
use super::form::{Form, Mistakes};
use super::{outcome, words};

/// The value of a choice for who does not know yet.
pub(super) const UNKNOWN: &str = "onbekend";
const NOT_YET: &str = "Weet ik nog niet";
/// The value of a box that says that there is none.
const NONE: &str = "geen";
/// The label of that box, below the field that it is the other answer to.
const OR: &str = "Of";
/// The doors of the Act, in its own order.
pub(super) const DOORS: [Door; 4] =
    [Door::Beschikking, Door::Subsidie, Door::Overheidsopdracht, Door::Vastgoedtransactie];
/// The most choices that stand below each other; more are a list.
const MOST_RADIOS: usize = 7;

/// Makes the field in which a kind of application is chosen, door by door.
pub(super) fn kind_field(kinds: &[KindName]) -> Field {
    let field = Field::select("soort", "Soort aanvraag").choices([("", "Kies een soort")]);
    DOORS.into_iter().fold(field, |field, door| {
        let of_door = kinds.iter().filter(|kind| kind.door == door);
        let named = of_door.map(|kind| (kind.id.clone(), kernel::capitalised(&kind.name)));
        field.group(Some(outcome::door(door)), named)
    })
}

/// Returns the name of the field of a fact, or of a part of it.
fn name(fact: &str, part: &str) -> String {
    if part.is_empty() { format!("feit.{fact}") } else { format!("feit.{fact}.{part}") }
}

/// Returns the name of the field for a place in an application file, so that a fault stands with what was filled in.
pub(super) fn field_at(questions: &[FactQuestion], pointer: &str) -> Option<String> {
    let below = |question: &&FactQuestion| {
        pointer
            .strip_prefix(question.pointer.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    questions.iter().find(below).map(|question| name(&question.id, ""))
}

/// Returns whether the form that was sent asked this question.
pub(super) fn was_asked(question: &FactQuestion, form: &Form) -> bool {
    form.has_part_of(&name(&question.id, ""))
}

/// Returns what was filled in about the questions, in words: label and answer. What is not known is not there.
pub(super) fn given(questions: &[FactQuestion], form: &Form) -> Vec<(String, String)> {
    let mut given = Vec::new();
    for question in questions {
        for field in fields(std::slice::from_ref(question), form, &Mistakes::default()) {
            if let Some((label, answer)) = field.answered(UNKNOWN) {
                let label = if label == OR { question.name.as_str() } else { label };
                given.push((label.to_owned(), answer));
            }
        }
    }
    given
}

/// Makes the fields of the questions, filled in as they were sent.
pub(super) fn fields(questions: &[FactQuestion], form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let mut filled = form.clone();
    let all: Vec<Field> = questions.iter().flat_map(fields_of).collect();
    for field in all.iter().filter(|field| field.offers(UNKNOWN)) {
        if !form.has(field.name()) {
            filled.set(field.name(), UNKNOWN);
        }
    }
    all.into_iter().map(|field| field.filled(&filled, mistakes)).collect()
}

fn fields_of(question: &FactQuestion) -> Vec<Field> {
    let main = name(&question.id, "");
    let asked = question.question.as_str();
    let fields = match &question.answer {
        AnswerKind::Amount { vat_rates, source } => return amount(question, vat_rates, *source),
        AnswerKind::Date => vec![
            Field::day(&main, asked)
                .hint("Schrijf de dag als 31-12-2026. Laat leeg wat u niet weet."),
            Field::boxes(&name(&question.id, NONE), OR).choices([(NONE, "Zo'n dag is er niet")]),
        ],
        AnswerKind::Choice(codes) => vec![choice(&main, asked, codes)],
        AnswerKind::Codes { named, others, open } => return codes(question, named, others, *open),
        AnswerKind::YesNo => vec![yes_no(&main, asked)],
        AnswerKind::Postcode => {
            vec![
                Field::text(&main, asked).short().hint("Zoals 7811 AB. Laat leeg wat u niet weet."),
            ]
        }
        AnswerKind::Applications { shared, months, .. } => {
            return applications(question, shared, *months);
        }
        AnswerKind::Screening => screening(question),
    };
    with_hint(fields, question.hint.as_deref())
}

fn with_hint(mut fields: Vec<Field>, hint: Option<&str>) -> Vec<Field> {
    if let (Some(hint), false) = (hint, fields.is_empty()) {
        let first = fields.remove(0);
        fields.insert(0, first.hint(hint));
    }
    fields
}

fn amount(question: &FactQuestion, vat_rates: &[u16], source: bool) -> Vec<Field> {
    let mut fields = vec![
        Field::money(&name(&question.id, ""), &question.name)
            .hint("Zoals 812.000,00. Laat leeg wat u niet weet."),
    ];
    if !vat_rates.is_empty() {
        let inclusive = vat_rates
            .iter()
            .map(|rate| (format!("inclusief-{rate}"), format!("Inclusief {rate}\u{a0}% btw")));
        let label = format!("{}: met of zonder btw?", question.name);
        let choices = std::iter::once(("exclusief".to_owned(), "Exclusief btw".to_owned()))
            .chain(inclusive)
            .chain([(UNKNOWN.to_owned(), NOT_YET.to_owned())]);
        fields.push(Field::radios(&name(&question.id, "btw"), &label).choices(choices).inline());
    }
    if source {
        let label = format!("{}: wie heeft dit bedrag berekend?", question.name);
        let choices = [
            ("bevoegd-gezag", "Het bevoegd gezag"),
            ("aanvrager", "De aanvrager"),
            (UNKNOWN, NOT_YET),
        ];
        fields.push(Field::radios(&name(&question.id, "bron"), &label).choices(choices).inline());
    }
    fields
}

fn choice(name: &str, asked: &str, codes: &[CodeName]) -> Field {
    let named = codes.iter().map(|code| (code.id.clone(), kernel::capitalised(&code.label)));
    let not_yet = (UNKNOWN.to_owned(), NOT_YET.to_owned());
    if codes.len() <= MOST_RADIOS {
        return Field::radios(name, asked).choices(named.chain([not_yet])).inline();
    }
    Field::select(name, asked).choices(std::iter::once(not_yet).chain(named))
}

fn yes_no(name: &str, asked: &str) -> Field {
    let choices = [("ja", "Ja"), ("nee", "Nee"), (UNKNOWN, NOT_YET)];
    Field::radios(name, asked).choices(choices).inline()
}

fn codes(
    question: &FactQuestion,
    named: &[CodeName],
    others: &[CodeName],
    open: bool,
) -> Vec<Field> {
    let pairs = |codes: &[CodeName]| -> Vec<(String, String)> {
        codes.iter().map(|code| (code.id.clone(), kernel::capitalised(&code.label))).collect()
    };
    let hint = "Vink aan wat past. Vink niets aan als u het nog niet weet.";
    let hint = match &question.hint {
        Some(own) => format!("{own} {hint}"),
        None => hint.to_owned(),
    };
    let mut field = Field::boxes(&name(&question.id, ""), &question.question).hint(hint);
    if !named.is_empty() {
        let heading = (!others.is_empty()).then_some("Noemt het beleid");
        field = field.group(heading, pairs(named));
    }
    if !others.is_empty() {
        let heading = (!named.is_empty()).then_some("Andere");
        field = field.group(heading, pairs(others));
    }
    let mut fields = vec![field.choices([(NONE, "Geen van deze")])];
    if open {
        let label = format!("{}: een ander", question.name);
        let other = Field::text(&name(&question.id, "anders"), &label).optional();
        fields.push(other.hint("Zijn er meer? Zet er komma's tussen."));
    }
    fields
}

fn applications(question: &FactQuestion, shared: &str, months: u32) -> Vec<Field> {
    let same = match shared {
        "aanvrager" => "dezelfde aanvrager",
        "concern" => "hetzelfde concern",
        "adres" => "hetzelfde adres",
        _ => "hetzelfde project",
    };
    let asked = format!("Zijn er in {months} maanden andere aanvragen voor {same}?");
    vec![
        yes_no(&name(&question.id, ""), &asked),
        Field::money(&name(&question.id, "bedrag"), "Bedrag van die andere aanvragen samen")
            .optional()
            .hint("Zonder btw. Tel alleen mee wat in die maanden is ontvangen."),
        Field::day(&name(&question.id, "datum"), "Ontvangst van de laatste van die aanvragen")
            .optional(),
    ]
}

fn screening(question: &FactQuestion) -> Vec<Field> {
    let part = |part: &str| name(&question.id, part);
    let conclusions = [
        ("geen-gevaar", "Geen gevaar"),
        ("mindere-mate", "Mindere mate van gevaar"),
        ("ernstig-gevaar", "Ernstig gevaar"),
    ];
    let yes_or_no = [("ja", "Ja"), ("nee", "Nee")];
    vec![
        yes_no(&part(""), "Is deze betrokkene eerder getoetst?"),
        Field::day(&part("datum"), "Eerdere toets: afgesloten op").optional(),
        Field::radios(&part("conclusie"), "Eerdere toets: de uitkomst")
            .choices(conclusions)
            .inline()
            .optional(),
        Field::radios(&part("financiering"), "Is de financiering nog dezelfde?")
            .choices(yes_or_no)
            .inline()
            .optional(),
        Field::radios(&part("gewijzigd"), "Is er sinds de eerdere toets iets anders gewijzigd?")
            .choices(yes_or_no)
            .inline()
            .optional(),
    ]
}

/// Puts what was filled in at its places in an application file. What cannot be read becomes a mistake.
pub(super) fn read(
    questions: &[FactQuestion],
    form: &Form,
    application: &mut Value,
    mistakes: &mut Mistakes,
) {
    for question in questions {
        let mut reader = Reader { question, form, mistakes };
        if let Some(value) = reader.value() {
            put(application, &question.pointer, value);
        }
    }
}

/// Puts a value at a place, making the objects on the way.
pub(super) fn put(root: &mut Value, pointer: &str, value: Value) {
    let mut place = root;
    for key in pointer.split('/').skip(1) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Some(object) = place.as_object_mut() else { return };
        place = object.entry(key).or_insert(Value::Null);
    }
    *place = value;
}

struct Reader<'r> {
    question: &'r FactQuestion,
    form: &'r Form,
    mistakes: &'r mut Mistakes,
}

impl Reader<'_> {
    /// Returns the value; none when it is unknown or cannot be read.
    fn value(&mut self) -> Option<Value> {
        match &self.question.answer {
            AnswerKind::Amount { .. } => self.amount(),
            AnswerKind::Date => self.date(),
            AnswerKind::Choice(_) | AnswerKind::Postcode => self.given("").map(Value::from),
            AnswerKind::Codes { .. } => self.codes(),
            AnswerKind::YesNo => self.given("").map(|answer| Value::from(answer == "ja")),
            AnswerKind::Applications { measure, shared, .. } => self.applications(measure, shared),
            AnswerKind::Screening => self.screening(),
        }
    }

    /// Returns what was filled in in a part; none for nothing and for «weet ik nog niet».
    fn given(&self, part: &str) -> Option<String> {
        let given = self.form.given(&name(&self.question.id, part));
        given.filter(|text| *text != UNKNOWN).map(str::to_owned)
    }

    fn mistake(&mut self, part: &str, sentence: impl Into<String>) {
        self.mistakes.add(&name(&self.question.id, part), sentence);
    }

    fn amount(&mut self) -> Option<Value> {
        let euro = self.euro("")?;
        let mut amount = json!({ "bedrag": euro });
        if let Some(vat) = self.given("btw") {
            let (kind, rate) = vat.split_once('-').unwrap_or((&vat, ""));
            amount["btw"] = Value::from(kind);
            if let Ok(rate) = rate.parse::<u16>() {
                amount["tarief"] = Value::from(rate);
            }
        }
        if let Some(source) = self.given("bron") {
            amount["bron"] = Value::from(source);
        }
        Some(amount)
    }

    /// Reads an amount in a part, as an application file writes it.
    fn euro(&mut self, part: &str) -> Option<String> {
        let text = self.given(part)?;
        let Some(euro) = words::read_euro(&text) else {
            self.mistake(part, format!("U vulde «{text}» in. Schrijf een bedrag als 812.000,00."));
            return None;
        };
        Some(plain(euro))
    }

    /// Reads a day in a part, as an application file writes it.
    fn day(&mut self, part: &str) -> Option<String> {
        let text = self.given(part)?;
        let Some(day) = words::read_day(&text) else {
            self.mistake(part, format!("U vulde «{text}» in. Schrijf een dag als 31-12-2026."));
            return None;
        };
        Some(day.to_string())
    }

    fn date(&mut self) -> Option<Value> {
        let day = self.day("");
        if self.given(NONE).is_none() {
            return day.map(Value::from);
        }
        if self.given("").is_some() {
            self.mistake("", "Vul een dag in, of vink aan dat die er niet is. Niet allebei.");
            return None;
        }
        Some(Value::Null)
    }

    fn codes(&mut self) -> Option<Value> {
        let field = name(&self.question.id, "");
        let ticked: Vec<String> = self.form.all(&field).map(str::to_owned).collect();
        let others = self.given("anders").unwrap_or_default();
        let others = others.split(',').map(str::trim).filter(|code| !code.is_empty());
        let codes: Vec<String> = ticked
            .iter()
            .filter(|code| *code != NONE && !code.is_empty())
            .cloned()
            .chain(others.map(str::to_owned))
            .collect();
        let none = ticked.iter().any(|code| code == NONE);
        if none && !codes.is_empty() {
            self.mistake(
                "",
                "U vinkte «Geen van deze» aan en ook iets anders. Kies een van de twee.",
            );
            return None;
        }
        (none || !codes.is_empty()).then(|| Value::from(codes))
    }

    fn applications(&mut self, measure: &str, shared: &str) -> Option<Value> {
        if self.given("")? != "ja" {
            return Some(Value::Array(Vec::new()));
        }
        let (amount, day) = (self.euro("bedrag"), self.day("datum"));
        self.require("bedrag", amount.is_none());
        self.require("datum", day.is_none());
        let amount = json!({ "bedrag": amount?, "btw": "exclusief", "bron": "bevoegd-gezag" });
        let one = json!({ "maat": measure, "bedrag": amount, "ontvangenOp": day?,
            "gedeeld": [shared], "lopend": false });
        Some(Value::Array(vec![one]))
    }

    fn screening(&mut self) -> Option<Value> {
        if self.given("")? != "ja" {
            return Some(Value::Null);
        }
        let day = self.day("datum");
        let (conclusion, same, changed) =
            (self.given("conclusie"), self.given("financiering"), self.given("gewijzigd"));
        for (part, absent) in [
            ("datum", day.is_none()),
            ("conclusie", conclusion.is_none()),
            ("financiering", same.is_none()),
            ("gewijzigd", changed.is_none()),
        ] {
            self.require(part, absent);
        }
        Some(json!({ "datum": day?, "conclusie": conclusion?,
            "zelfdeFinanciering": same? == "ja", "gewijzigd": changed? == "ja" }))
    }

    /// Asks for a part that belongs to «ja», unless what stands there is wrong already.
    fn require(&mut self, part: &str, absent: bool) {
        if absent && self.given(part).is_none() {
            self.mistake(part, "U koos «Ja». Vul dit dan in, of kies «Weet ik nog niet».");
        }
    }
}

/// Writes an amount as an application file does: `812000.00`.
pub(super) fn plain(euro: Euro) -> String {
    format!("{}.{:02}", euro.cents() / 100, euro.cents() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, answer: AnswerKind) -> FactQuestion {
        FactQuestion {
            id: id.to_owned(),
            pointer: format!("/feiten/{id}"),
            name: kernel::capitalised(id),
            question: format!("Hoe zit het met {id}?"),
            hint: None,
            answer,
        }
    }

    fn code(id: &str) -> CodeName {
        CodeName { id: id.to_owned(), label: id.to_owned() }
    }

    /// One question of each kind.
    fn questions() -> Vec<FactQuestion> {
        vec![
            question("som", AnswerKind::Amount { vat_rates: vec![9, 21], source: true }),
            question("prijs", AnswerKind::Amount { vat_rates: Vec::new(), source: false }),
            question("dag", AnswerKind::Date),
            question("doel", AnswerKind::Choice(vec![code("a"), code("b")])),
            question(
                "branches",
                AnswerKind::Codes { named: vec![code("x")], others: vec![code("y")], open: true },
            ),
            question("nodig", AnswerKind::YesNo),
            question("postcode", AnswerKind::Postcode),
            question(
                "andere",
                AnswerKind::Applications {
                    measure: "som".to_owned(),
                    shared: "aanvrager".to_owned(),
                    months: 24,
                },
            ),
            question("toets", AnswerKind::Screening),
        ]
    }

    fn read_form(body: &str) -> (Value, Vec<String>) {
        let mut application = json!({ "soort": "x" });
        let mut mistakes = Mistakes::default();
        let form = Form::of_body(body.as_bytes());
        read(&questions(), &form, &mut application, &mut mistakes);
        let places = mistakes.iter().map(|(place, _)| place.to_owned()).collect();
        (application, places)
    }

    #[test]
    fn what_is_not_known_is_not_in_the_application() {
        let not_yet = "feit.nodig=onbekend&feit.doel=onbekend&feit.som=&feit.som.btw=exclusief\
            &feit.andere=onbekend&feit.toets=onbekend&feit.dag=&feit.postcode=+";
        for body in ["", not_yet] {
            assert_eq!(read_form(body), (json!({ "soort": "x" }), Vec::new()), "{body}");
        }
    }

    #[test]
    fn every_kind_of_answer_finds_its_place() {
        let (application, mistakes) = read_form(
            "feit.som=812.000,00&feit.som.btw=inclusief-21&feit.som.bron=aanvrager&feit.prijs=12,5\
             &feit.dag=3-2-2026&feit.doel=b&feit.branches=x&feit.branches=y&feit.branches.anders=z,+q\
             &feit.nodig=nee&feit.postcode=7811+ab&feit.andere=ja&feit.andere.bedrag=1000\
             &feit.andere.datum=1-1-2026&feit.toets=ja&feit.toets.datum=2-1-2025\
             &feit.toets.conclusie=geen-gevaar&feit.toets.financiering=ja&feit.toets.gewijzigd=nee",
        );
        assert_eq!(mistakes, Vec::<String>::new());
        let facts = json!({
            "som": { "bedrag": "812000.00", "btw": "inclusief", "tarief": 21, "bron": "aanvrager" },
            "prijs": { "bedrag": "12.50" },
            "dag": "2026-02-03",
            "doel": "b",
            "branches": ["x", "y", "z", "q"],
            "nodig": false,
            "postcode": "7811 ab",
            "andere": [{
                "maat": "som",
                "bedrag": { "bedrag": "1000.00", "btw": "exclusief", "bron": "bevoegd-gezag" },
                "ontvangenOp": "2026-01-01", "gedeeld": ["aanvrager"], "lopend": false,
            }],
            "toets": { "datum": "2025-01-02", "conclusie": "geen-gevaar",
                "zelfdeFinanciering": true, "gewijzigd": false },
        });
        assert_eq!(application, json!({ "soort": "x", "feiten": facts }));
    }

    #[test]
    fn none_is_an_answer_and_not_a_silence() {
        let (application, _) =
            read_form("feit.dag.geen=geen&feit.branches=geen&feit.andere=nee&feit.toets=nee");
        let facts = json!({ "dag": null, "branches": [], "andere": [], "toets": null });
        assert_eq!(application["feiten"], facts);
    }

    #[test]
    fn what_cannot_be_read_is_named_where_it_stands() {
        let (application, mistakes) = read_form(
            "feit.som=veel&feit.dag=morgen&feit.branches=x&feit.branches=geen\
             &feit.andere=ja&feit.andere.bedrag=1.0.0&feit.toets=ja&feit.toets.datum=1-1-2026",
        );
        assert_eq!(application, json!({ "soort": "x" }));
        let expected = ["feit.som", "feit.dag", "feit.branches", "feit.andere.bedrag"];
        assert_eq!(mistakes[..4], expected.map(str::to_owned));
        assert_eq!(
            mistakes[4..],
            [
                "feit.andere.datum",
                "feit.toets.conclusie",
                "feit.toets.financiering",
                "feit.toets.gewijzigd"
            ]
            .map(str::to_owned)
        );
        let (_, both) = read_form("feit.dag=3-2-2026&feit.dag.geen=geen");
        assert_eq!(both, ["feit.dag"]);
    }

    #[test]
    fn a_fault_in_a_part_stands_with_its_fact() {
        let questions = questions();
        assert_eq!(field_at(&questions, "/feiten/som/bedrag").as_deref(), Some("feit.som"));
        assert_eq!(field_at(&questions, "/feiten/somber"), None);
    }

    #[test]
    fn a_choice_that_is_not_made_is_not_known_yet() {
        let html = |body: &str| {
            let form = Form::of_body(body.as_bytes());
            let fields = fields(&questions(), &form, &Mistakes::default());
            let one = fields.iter().find(|field| field.name() == "feit.nodig").unwrap();
            crate::ui::page::fill_in("veld", one).unwrap()
        };
        assert!(html("").contains("value=\"onbekend\" checked"));
        assert!(html("feit.nodig=ja").contains("value=\"ja\" checked"));
        assert!(!html("feit.nodig=ja").contains("value=\"onbekend\" checked"));
    }
}
