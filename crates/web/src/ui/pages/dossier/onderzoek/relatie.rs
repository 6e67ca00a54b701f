//! Recording what a source says about the relation between two persons on the file.

use app::Caller;
use app::network::{Band, Directness, Relation, Source, SourceKind, StatementDraft, Status};
use kernel::{CaseId, Id, Redacted, SubjectId};

use super::super::WRITE;
use super::formulier::{Asking, ask, done};
use super::lezen::Reading;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/onderzoek/relatie";

const RELATIONS: [(&str, &str, Relation); 7] = [
    ("leidinggevende", "geeft leiding aan", Relation::Leidinggevende),
    ("zeggenschaphebbende", "heeft zeggenschap over", Relation::Zeggenschaphebbende),
    ("vermogensverschaffer", "verschaft vermogen aan", Relation::Vermogensverschaffer),
    (
        "zakelijk-samenwerkingsverband",
        "staat in een zakelijk samenwerkingsverband met",
        Relation::ZakelijkSamenwerkingsverband,
    ),
    ("feitelijke-invloed", "heeft feitelijke invloed op", Relation::FeitelijkeInvloed),
    (
        "op-beschikking-genoemd",
        "wordt genoemd op de beschikking van",
        Relation::OpBeschikkingGenoemd,
    ),
    (
        "familieband",
        "is familie van (een aanwijzing, geen relatie in de zin van de wet)",
        Relation::Familieband,
    ),
];

const SOURCES: [(&str, &str, SourceKind); 7] = [
    ("vragenlijst", "Vragenlijst", SourceKind::Vragenlijst),
    ("kvk", "Handelsregister", SourceKind::Kvk),
    ("kadaster", "Kadaster", SourceKind::Kadaster),
    ("lbb", "Advies van het LBB", SourceKind::Lbb),
    ("politie", "Politie", SourceKind::Politie),
    ("eigen", "Eigen onderzoek", SourceKind::Eigen),
    ("overig", "Iets anders", SourceKind::Overig),
];

const STATUSES: [(&str, &str, Status); 4] = [
    ("gesteld", "De bron zegt het; nog niet beoordeeld", Status::Gesteld),
    ("aannemelijk", "Beoordeeld: aannemelijk", Status::Aannemelijk),
    ("weerlegd", "Beoordeeld: weerlegd, telt niet mee", Status::Weerlegd),
    ("onbekend", "Beoordeeld: niet vast te stellen", Status::Onbekend),
];

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, WRITE, show), post(PATH, WRITE, send)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(&visit, &caller).await?;
    ask(&visit, &caller, asking, None).await
}

async fn asking(visit: &Visit, caller: &Caller) -> Result<Asking, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    let answer = visit.app.dossier(caller, case).await?;
    let person = |party: &app::command::Party| {
        (party.persoon.id.to_string(), party.persoon.name.reveal().clone())
    };
    let people: Vec<(String, String)> = answer.dossier.file().personen.iter().map(person).collect();
    let mut eerst = Form::default();
    eerst.set("vastgesteldOp", words::filled_day(visit.today()));
    Ok(Asking {
        naam: "Relatie vastleggen".to_owned(),
        uitleg: vec![
            "Leg vast wat een bron zegt. Zeggen twee bronnen iets anders, leg dan beide vast. Een zakelijk samenwerkingsverband en een familieband gaan nooit naar een andere overheid.".to_owned(),
        ],
        velden: fields(&people),
        knop: "Relatie vastleggen",
        eerst,
    })
}

fn fields(people: &[(String, String)]) -> Vec<Field> {
    vec![
        Field::select("van", "Wie?").choices(people.to_vec()),
        Field::select("relatie", "Wat is de relatie?")
            .choices(RELATIONS.map(|(id, label, _)| (id, label))),
        Field::select("naar", "Met wie of waarover?").choices(people.to_vec()),
        Field::text("aandeel", "Hoeveel procent?")
            .hint("Bijvoorbeeld 60 of 33,33. Alleen bij zeggenschap")
            .optional(),
        Field::money("bedrag", "Welk bedrag?").hint("Alleen bij vermogen").optional(),
        Field::day("geldigVan", "Vanaf wanneer?").optional(),
        Field::day("geldigTotEnMet", "Tot en met wanneer?")
            .hint("Laat dit leeg als de relatie nog loopt")
            .optional(),
        Field::select("bron", "Wie zegt het?").choices(SOURCES.map(|(id, label, _)| (id, label))),
        Field::text("document", "In welk document?").hint("Bijvoorbeeld uittreksel van 2-11-2026"),
        Field::day("vastgesteldOp", "Wanneer kwam u het te weten?"),
        Field::select("status", "Wat vindt u ervan?")
            .choices(STATUSES.map(|(id, label, _)| (id, label))),
        Field::lines("motivering", "Waarom vindt u dat?")
            .hint("Verplicht als u de relatie hebt beoordeeld")
            .optional(),
    ]
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    let asking = asking(&visit, &caller).await?;
    let draft = match draft(&visit.form) {
        Ok(draft) => draft,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written = visit.app.state_relation(&caller, (case, None), draft).await;
    done(&visit, &caller, written, asking).await
}

fn draft(form: &Form) -> Result<StatementDraft, Mistakes> {
    let mut reading = Reading::of(form);
    let from: Option<SubjectId> = reading.parsed("van", "Kies wie.");
    let to: Option<SubjectId> = reading.parsed("naar", "Kies met wie of waarover.");
    let relation = RELATIONS.into_iter().find(|(id, ..)| *id == form.text("relatie"));
    if relation.is_none() {
        reading.mistakes.add("relatie", "Kies wat de relatie is.");
    }
    let origin = SOURCES.into_iter().find(|(id, ..)| *id == form.text("bron"));
    if origin.is_none() {
        reading.mistakes.add("bron", "Kies wie het zegt.");
    }
    let document = reading.text("document", "Vul in welk document het is.");
    let known_since = reading.day("vastgesteldOp");
    let status = STATUSES.into_iter().find(|(id, ..)| *id == form.text("status"));
    let (share, amount) = (share(&mut reading), reading.euro_if_given("bedrag"));
    let (from_day, until_day) =
        (reading.day_if_given("geldigVan"), reading.day_if_given("geldigTotEnMet"));
    let ends = from.zip(to).zip(relation.map(|(_, _, relation)| relation));
    let read = ends.zip(known_since).zip(origin.zip(document)).map(
        |((((from, to), relation), known_since), ((_, _, kind), document))| StatementDraft {
            // Its id is given when it is written.
            id: Id::from_uuid(uuid::Uuid::nil()),
            from,
            to,
            relation,
            directness: Directness::Onbekend,
            form: None,
            share,
            votes: None,
            amount,
            from_day,
            until_day,
            known_since,
            source: Some(Source {
                kind,
                document: Redacted::new(document.as_str().to_owned()),
                place: None,
            }),
            secret: false,
            shareable: None,
            status: status.map_or(Status::Gesteld, |(_, _, status)| status),
            motivation: form.given("motivering").map(|text| Redacted::new(text.to_owned())),
            replaces: None,
        },
    );
    reading.into_result(read)
}

/// Reads a percentage as an exact share, in hundredths of a per cent.
fn share(reading: &mut Reading<'_>) -> Option<Band> {
    let text = reading.form.given("aandeel")?;
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part = format!("{part:0<2}");
    let figure = (part.len() == 2).then(|| format!("{whole}{part}").parse::<u32>().ok()).flatten();
    if figure.is_none() {
        let message = format!("U vulde «{text}» in. Schrijf een percentage als 60 of 33,33.");
        reading.mistakes.add("aandeel", message);
    }
    figure.map(Band::exact)
}
