//! Recording a finding about somebody.

use app::inquiry::{NewFinding, gives_criminal_data, is_criminal};
use app::risk::{
    Connected, Connection, EvidenceClass, EvidenceStatus, FindingKind, Seriousness, Source,
    SourceKind,
};
use app::{Caller, Permission};
use kernel::{CaseId, Redacted, SubjectId};

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

const PATH: &str = "/dossiers/{dossierId}/onderzoek/bevinding/{persoonId}";

/// What can have happened with a fact (art. 3a), by the name in the form.
const STATUSES: [(&str, &str, EvidenceStatus); 11] = [
    ("veroordeling", "Veroordeling", EvidenceStatus::Veroordeling),
    (
        "onherroepelijke-strafbeschikking",
        "Onherroepelijke strafbeschikking",
        EvidenceStatus::OnherroepelijkeStrafbeschikking,
    ),
    ("transactie", "Transactie", EvidenceStatus::Transactie),
    (
        "onherroepelijke-boete",
        "Onherroepelijke bestuurlijke boete",
        EvidenceStatus::OnherroepelijkeBoete,
    ),
    (
        "boete-na-uitspraak",
        "Bestuurlijke boete in beroep, na uitspraak van de rechtbank",
        EvidenceStatus::BoeteNaUitspraak,
    ),
    ("vermoeden", "Vermoeden, ernst nog niet gewogen", EvidenceStatus::Vermoeden { ernst: None }),
    (
        "vermoeden-licht",
        "Licht vermoeden: er is weinig dat het feit ondersteunt",
        EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Licht) },
    ),
    (
        "vermoeden-stevig",
        "Stevig vermoeden: meer dan één bron of stuk ondersteunt het",
        EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Stevig) },
    ),
    (
        "vermoeden-zwaar",
        "Zwaar vermoeden: het feit is bijna aangetoond",
        EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Zwaar) },
    ),
    ("vrijspraak", "Vrijspraak", EvidenceStatus::Vrijspraak),
    ("ontslag", "Ontslag van alle rechtsvervolging", EvidenceStatus::OntslagVanRechtsvervolging),
];

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, WRITE, show), post(PATH, WRITE, send)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(&visit, &caller).await?;
    ask(&visit, &caller, asking, None).await
}

async fn asking(visit: &Visit, caller: &Caller) -> Result<Asking, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let answer = visit.app.dossier(caller, case).await?;
    let party = answer.dossier.file().person(person).ok_or(Trouble::NotFound)?;
    let mut eerst = Form::default();
    eerst.set("verkregenOp", words::filled_day(visit.today()));
    Ok(Asking {
        naam: format!("Bevinding over {}", party.persoon.name.reveal()),
        uitleg: vec![
            "Leg één feit vast, met zijn bron. Hoe zwaar het weegt, volgt uit wat er met de zaak is gebeurd (art. 3a Wet Bibob). Hoe deze persoon aan de betrokkene is verbonden, komt van de relaties op het dossier.".to_owned(),
        ],
        velden: fields(visit, caller)?,
        knop: "Bevinding vastleggen",
        eerst,
    })
}

fn fields(visit: &Visit, caller: &Caller) -> Result<Vec<Field>, Trouble> {
    let may = caller.may(Permission::ReadCriminal);
    // Who may not read criminal data is offered nothing that would be refused.
    let sources = SourceKind::ALL.into_iter().filter(|kind| may || !gives_criminal_data(*kind));
    Ok(vec![
        kinds(visit, caller)?,
        Field::select("afloop", "Wat is er met de zaak gebeurd?").choices(
            STATUSES
                .iter()
                .filter(|(.., status)| may || matches!(status, EvidenceStatus::Vermoeden { .. }))
                .map(|(id, label, _)| (*id, *label)),
        ),
        Field::day("feitOp", "Wanneer was het feit?")
            .hint("Bijvoorbeeld 14-5-2024. Laat dit leeg als de dag niet bekend is")
            .optional(),
        Field::day("feitTotEnMet", "Wat was de laatste dag, als het langer duurde?").optional(),
        Field::select("bron.soort", "Waar komt het vandaan?")
            .choices(sources.map(|kind| (kind.id(), kind.label()))),
        Field::text("bron.kenmerk", "Waar staat het?")
            .hint("Het nummer van het stuk, het uittreksel of het dossier"),
        Field::day("verkregenOp", "Wanneer kreeg u de gegevens?"),
        Field::money("voordeel", "Hoe groot is het voordeel?")
            .hint("Of het bedrag waarvan de herkomst niet duidelijk is. Laat dit leeg als u het niet weet")
            .optional(),
        Field::radios("samenhang", "Hangt het feit samen met de activiteit?").choices([
            ("ja", "Ja"),
            ("nee", "Nee"),
            ("onbekend", "Dat weet ik nog niet"),
        ]),
        Field::lines("samenhang.reden", "Waarom hangt het wel of niet samen?").optional(),
    ])
}

/// Returns the kinds that somebody may record, by theme.
fn kinds(visit: &Visit, caller: &Caller) -> Result<Field, Trouble> {
    let rules = visit.app.risk_rules()?;
    let may = caller.may(Permission::ReadCriminal);
    let mut field = Field::select("soort", "Wat hebt u gevonden?");
    for (class, label) in CLASSES {
        let of_class = |kind: &&FindingKind| kind.class == class && (may || !is_criminal(kind));
        let here: Vec<(String, String)> = rules
            .kinds()
            .iter()
            .filter(of_class)
            .map(|kind| (kind.id.clone(), kernel::capitalised(&kind.label)))
            .collect();
        if !here.is_empty() {
            field = field.group(Some(label), here);
        }
    }
    Ok(field)
}

/// The themes, in the order of the form.
const CLASSES: [(EvidenceClass, &str); 8] = [
    (EvidenceClass::Financieel, "Financiering"),
    (EvidenceClass::Zeggenschap, "Zeggenschap en leiding"),
    (EvidenceClass::Bedrijfsvoering, "Bedrijfsvoering"),
    (EvidenceClass::Formulier, "Formulier en bijlagen"),
    (EvidenceClass::Strafrecht, "Strafrecht"),
    (EvidenceClass::Bestuursrecht, "Maatregelen en besluiten"),
    (EvidenceClass::Fiscaal, "Belastingen"),
    (EvidenceClass::Arbeid, "Arbeidswetten"),
];

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    let asking = asking(&visit, &caller).await?;
    let new = match finding(&visit.form, visit.of_path("persoonId")?) {
        Ok(new) => new,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let written = visit.app.record_finding(&caller, (case, None), new).await;
    done(&visit, &caller, written, asking).await
}

fn finding(form: &Form, subject: SubjectId) -> Result<NewFinding, Mistakes> {
    let mut reading = Reading::of(form);
    let kind = reading.parsed::<String>("soort", "Kies wat u hebt gevonden.");
    let status = STATUSES.into_iter().find(|(id, ..)| *id == form.text("afloop"));
    if status.is_none() {
        reading.mistakes.add("afloop", "Kies wat er met de zaak is gebeurd.");
    }
    let origin = SourceKind::ALL.into_iter().find(|kind| kind.id() == form.text("bron.soort"));
    if origin.is_none() {
        reading.mistakes.add("bron.soort", "Kies waar het vandaan komt.");
    }
    let reference = reading.text("bron.kenmerk", "Vul in waar het staat.");
    let (happened_on, happened_until) =
        (reading.day_if_given("feitOp"), reading.day_if_given("feitTotEnMet"));
    let obtained_on = reading.day("verkregenOp");
    let benefit = reading.euro_if_given("voordeel");
    let answer = match form.text("samenhang") {
        "ja" => Connected::Ja,
        "nee" => Connected::Nee,
        _ => Connected::Onbekend,
    };
    let reason = Redacted::new(form.text("samenhang.reden").to_owned());
    let source = |kind: SourceKind, reference: &str| Source {
        kind,
        reference: Redacted::new(reference.to_owned()),
    };
    let read = match (kind, status, origin.zip(reference), obtained_on) {
        (Some(kind), Some((_, _, status)), Some((from, text)), Some(obtained_on)) => {
            Some(NewFinding {
                subject,
                kind,
                happened_on,
                happened_until,
                obtained_on,
                source: source(from, text.as_str()),
                status,
                connection: Connection { answer, reason },
                benefit,
            })
        }
        _ => None,
    };
    reading.into_result(read)
}
