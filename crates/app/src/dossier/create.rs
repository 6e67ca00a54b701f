//! Making a file from an application.

use super::record::{Change, OPENED};
use super::view::DossierAnswer;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, RequestKey};
use case::clock::{self, Clock};
use case::{Case, File, Form, Party, Procedure};
use chrono::NaiveDate;
use facts::Application;
use kernel::{CaseId, FaultCode, Faults, Id, Moment, Redacted, SubjectId};
use law::scope::assess;
use law::terms::{DoorKind, TermProfile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{StoreError, Tx};
use subjects::{Role, RoleKind, Subject, SubjectKind};

/// Een nieuw dossier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuwDossier")]
pub struct NewDossier {
    /// De aanvraag, in de vorm van het aanvraagbestand.
    pub aanvraag: serde_json::Map<String, Value>,
    /// Andere personen dan de betrokkene uit de aanvraag.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub personen: Vec<NewPerson>,
    /// Het gesloten dossier waar dit uit voortkomt.
    #[serde(default)]
    pub vervolg_op: Option<CaseId>,
}

/// Een persoon die op het dossier komt; het id wordt gegeven.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuwePersoon")]
pub struct NewPerson {
    /// Het soort persoon.
    pub soort: SubjectKind,
    /// De naam.
    #[schemars(length(min = 1, max = 300), regex(pattern = r"\S"))]
    pub naam: Redacted<String>,
    /// Het nummer in het handelsregister.
    #[serde(default)]
    #[schemars(regex(pattern = r"^[0-9]{8}$"))]
    pub kvk_nummer: Option<Redacted<String>>,
    /// De geboortedatum, alleen van een mens.
    #[serde(default)]
    pub geboortedatum: Option<Redacted<NaiveDate>>,
    /// De rollen.
    #[schemars(length(min = 1, max = 20))]
    pub rollen: Vec<Role>,
}

impl NewPerson {
    /// Names every role with a period that cannot be, and a date of birth that cannot be; `place` is where the person stands.
    pub(crate) fn check(&self, place: &str, today: NaiveDate, faults: &mut Faults) {
        if let Some(message) = wrong_birth(self.soort, self.geboortedatum.as_ref(), today) {
            faults.add(format!("{place}/geboortedatum"), FaultCode::Tegenstrijdig, message);
        }
        for (index, role) in self.rollen.iter().enumerate().filter(|(_, role)| role.is_backwards())
        {
            let message = format!(
                "de rol «{}» eindigt voor zij begint; verbeter een van de twee dagen",
                role.kind.label()
            );
            let pointer = format!("{place}/rollen/{index}/totEnMet");
            faults.add(pointer, FaultCode::Tegenstrijdig, message);
        }
    }

    /// Gives the person an id.
    pub(crate) fn with_id(self, id: SubjectId) -> Subject {
        Subject {
            id,
            kind: self.soort,
            name: self.naam,
            kvk_number: self.kvk_nummer,
            born_on: self.geboortedatum,
            roles: self.rollen,
        }
    }
}

impl App {
    /// Makes a file. The caller becomes the first on it.
    pub async fn create(
        &self,
        caller: &Caller,
        new: NewDossier,
        key: Option<&RequestKey>,
    ) -> Result<DossierAnswer, AppError> {
        let now = self.now();
        let file = self.opened(caller, new, now).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt(&mut tx, caller, key, now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return self.dossier(caller, id).await;
            }
        };
        let case = Case::open(file);
        let clock = clock::of(&case, self.rules.terms(), now.dutch_date())?;
        self.write_opened(&mut tx, caller, &case, &clock, now).await?;
        let answer = DossierAnswer::new(case, clock, 1, (now, now));
        keep(&mut tx, request.as_ref(), answer.id).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// Writes a file that was just opened.
    pub(crate) async fn write_opened(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        case: &Case,
        clock: &Clock,
        now: Moment,
    ) -> Result<(), AppError> {
        let change = Change {
            case,
            clock,
            effects: &[],
            name: OPENED,
            content: serde_json::to_string(case.file())?,
            reason: None,
            at: now,
        };
        self.write_new(tx, caller, &change).await.map_err(taken)
    }

    /// Checks the application and makes the file of it.
    pub(crate) async fn opened(
        &self,
        caller: &Caller,
        new: NewDossier,
        now: Moment,
    ) -> Result<File, AppError> {
        let json = Value::Object(new.aanvraag);
        let kinds: Vec<&str> = self.rules.kinds().keys().map(String::as_str).collect();
        let application = Application::read(&json, self.rules.vocabulary(), &kinds)
            .map_err(|faults| below(&faults, "/aanvraag"))?;
        let (received, subject) = required(&application, &json, now)?;
        if let Some(earlier) = new.vervolg_op {
            self.check_follow_up(caller, earlier).await?;
        }
        let mut faults = Faults::new();
        for (index, person) in new.personen.iter().enumerate() {
            person.check(&format!("/personen/{index}"), now.dutch_date(), &mut faults);
        }
        faults.into_result(Some(()))?;
        let procedure = self.procedure(&application, &json);
        let main = Subject { id: self.fresh(now), ..subject };
        let others = new.personen.into_iter().map(|person| person.with_id(self.fresh(now)));
        let id: CaseId = self.fresh(now);
        let party = |persoon| Party { persoon, vragenlijst: Form::NietGevraagd };
        Ok(File {
            id,
            kenmerk: application.reference.clone().unwrap_or_else(|| own_reference(id, now)),
            soort: application.kind.clone(),
            procedure,
            ontvangen_op: received,
            beslistermijn: self.term(caller, &application, procedure),
            aanvraag: json,
            personen: std::iter::once(main).chain(others).map(party).collect(),
            klok: Vec::new(),
            stukken: Vec::new(),
            werkgroepadviezen: Vec::new(),
            weigeringen: Vec::new(),
            beding: None,
            overtredingen: Vec::new(),
            vervolg_op: new.vervolg_op,
        })
    }

    /// A follow-up belongs to a closed file of the caller's own.
    async fn check_follow_up(&self, caller: &Caller, earlier: CaseId) -> Result<(), AppError> {
        let row = self.find(caller, earlier).await.map_err(|error| match error {
            AppError::NotFound => AppError::fault(
                "/vervolgOp",
                FaultCode::OnbekendeWaarde,
                "dit dossier bestaat niet of u staat er niet op",
            ),
            other => other,
        })?;
        if row.summary.head.closed_on.is_some() {
            return Ok(());
        }
        Err(AppError::fault(
            "/vervolgOp",
            FaultCode::Tegenstrijdig,
            "dit dossier is nog open; werk daarin verder",
        ))
    }

    fn procedure(&self, application: &Application, json: &Value) -> Procedure {
        let running = json.get("gebeurtenis").and_then(Value::as_str) == Some("lopend");
        let determination = application.kind == "subsidie-vaststelling";
        let door = self.rules.kinds().get(&application.kind).map(|kind| kind.door);
        door.map_or(Procedure::Beschikking, |door| Procedure::of(door, determination, running))
    }

    /// Returns the decision term that the law and the party's by-laws give this application.
    fn term(
        &self,
        caller: &Caller,
        application: &Application,
        procedure: Procedure,
    ) -> TermProfile {
        let kind = if procedure.is_civil() {
            DoorKind::Civil
        } else if procedure.has_application() {
            DoorKind::Application
        } else {
            DoorKind::OwnMotion
        };
        let found = application.received_on.and_then(|on| {
            let policy = self.rules.policy(caller.party(), on)?;
            let decision = assess(policy, application, on).ok()?;
            let (profile, _) =
                policy.term(&application.kind, decision.basis()?, &application.facts, on)?;
            Some(profile.clone())
        });
        found
            .filter(|profile| profile.kind == kind)
            .unwrap_or_else(|| TermProfile { kind, ..TermProfile::default() })
    }
}

/// Puts a place before the places of faults.
fn below(faults: &Faults, place: &str) -> AppError {
    let mut moved = Faults::new();
    for fault in faults.iter() {
        moved.add(format!("{place}{}", fault.pointer), fault.code, fault.message.clone());
    }
    AppError::Input(moved)
}

/// Returns what a file cannot do without: the day of receipt and the person concerned.
fn required(
    application: &Application,
    json: &Value,
    now: Moment,
) -> Result<(chrono::NaiveDate, Subject), AppError> {
    let mut faults = Faults::new();
    let mut missing = |place: &str, what: &str| {
        faults.add(format!("/aanvraag{place}"), FaultCode::Ontbreekt, format!("{what} ontbreekt"));
    };
    let received = application.received_on;
    if received.is_none() {
        missing("/ontvangenOp", "de dag van ontvangst");
    }
    let kind = json.pointer("/betrokkene/soort").cloned();
    let kind: Option<SubjectKind> = kind.and_then(|kind| serde_json::from_value(kind).ok());
    if kind.is_none() {
        missing("/betrokkene/soort", "het soort betrokkene");
    }
    if application.subject.name.is_none() {
        missing("/betrokkene/naam", "de naam van de betrokkene");
    }
    if received.is_some_and(|received| received > now.dutch_date()) {
        let message = "deze dag moet nog komen; een dossier begint met een ontvangen aanvraag";
        faults.add("/aanvraag/ontvangenOp", FaultCode::Tegenstrijdig, message);
    }
    let born = application.subject.born_on.as_ref();
    if let Some(message) = kind.and_then(|kind| wrong_birth(kind, born, now.dutch_date())) {
        let place = "/aanvraag/betrokkene/geboortedatum";
        faults.add(place, FaultCode::Tegenstrijdig, message);
    }
    let subject = kind.zip(application.subject.name.clone()).map(|(kind, name)| Subject {
        id: SubjectId::from_uuid(uuid::Uuid::nil()),
        kind,
        name,
        kvk_number: application.subject.kvk_number.clone(),
        born_on: application.subject.born_on.clone(),
        roles: vec![Role { kind: RoleKind::Betrokkene, since: None, until: None, source: None }],
    });
    Ok(faults.into_result(received.zip(subject))?)
}

/// Says why a date of birth cannot be: only people have one, and it lies behind us.
fn wrong_birth(
    kind: SubjectKind,
    born: Option<&Redacted<NaiveDate>>,
    today: NaiveDate,
) -> Option<&'static str> {
    let born = *born?.reveal();
    let is_human = matches!(kind, SubjectKind::NatuurlijkPersoon | SubjectKind::Eenmanszaak);
    if !is_human {
        return Some(
            "alleen een mens heeft een geboortedatum; haal haar weg of verbeter het soort",
        );
    }
    (born > today).then_some("deze dag moet nog komen; verbeter de geboortedatum")
}

/// Makes a reference for an application that has none: the year and the random end of the id.
fn own_reference(id: CaseId, now: Moment) -> String {
    use chrono::Datelike;
    let text = id.to_string();
    let tail = text.rsplit('-').next().unwrap_or(&text);
    format!("DW-{}-{tail}", now.dutch_date().year())
}

fn taken(error: AppError) -> AppError {
    match error {
        AppError::Store(StoreError::Duplicate(_)) => AppError::Taken(taken_reference()),
        other => other,
    }
}

/// The fault of a reference that another file of the party has.
pub(crate) fn taken_reference() -> kernel::Fault {
    kernel::Fault {
        pointer: "/aanvraag/kenmerk".to_owned(),
        code: FaultCode::Tegenstrijdig,
        message: "dit kenmerk is al in gebruik; kies een ander of zoek het bestaande dossier"
            .to_owned(),
    }
}
