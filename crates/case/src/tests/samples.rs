//! Who acts, what a file starts with, and a driver that gives commands day by day.

use crate::*;
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Id, Moment, Redacted, SubjectId};
use law::terms::{DoorKind, TermProfile, TermRules};
use rulebook::{RuleFiles, Rulebook};
use std::sync::LazyLock;
use subjects::{Role, RoleKind, Subject, SubjectKind};
use uuid::Uuid;

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let mut files = RuleFiles::new();
    for (path, text) in [
        ("national/facts.toml", include_str!("../../../../rules/national/facts.toml")),
        ("national/holidays.toml", include_str!("../../../../rules/national/holidays.toml")),
        ("national/sources.toml", include_str!("../../../../rules/national/sources.toml")),
        ("national/letters.toml", include_str!("../../../../rules/national/letters.toml")),
        (
            "national/permit-types.toml",
            include_str!("../../../../rules/national/permit-types.toml"),
        ),
        ("national/precedence.toml", include_str!("../../../../rules/national/precedence.toml")),
        ("national/terms.toml", include_str!("../../../../rules/national/terms.toml")),
    ] {
        files.insert(path, text);
    }
    Rulebook::load(&files).expect("the rules files are sound")
});

pub(super) fn rules() -> &'static TermRules {
    RULEBOOK.terms()
}

/// The person concerned, a second one, and a third who is named in the intention.
pub(super) const A: u128 = 1;
pub(super) const B: u128 = 2;
pub(super) const DERDE: u128 = 3;
pub(super) const VREEMDE: u128 = 99;

pub(super) fn id(number: u128) -> SubjectId {
    SubjectId::from_uuid(Uuid::from_u128(number))
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

pub(super) fn text(text: &str) -> Text {
    Text::try_from(text.to_owned()).expect("text")
}

pub(super) fn evidence(soort: &str) -> Evidence {
    Evidence { soort: soort.to_owned(), id: "stuk-1".to_owned(), digest: "0".repeat(64) }
}

pub(super) fn actor(account: u128, rol: OfficeRole) -> Actor {
    Actor {
        account: AccountId::from_uuid(Uuid::from_u128(account)),
        rol,
        mens: rol != OfficeRole::Systeem,
    }
}

pub(super) fn behandelaar() -> Actor {
    actor(11, OfficeRole::Behandelaar)
}

pub(super) fn tweede() -> Actor {
    actor(12, OfficeRole::TweedeLezer)
}

pub(super) fn beslisser() -> Actor {
    actor(13, OfficeRole::Beslisser)
}

pub(super) fn programma() -> Actor {
    actor(14, OfficeRole::Systeem)
}

/// The one who would normally give this command.
fn usual(command: &Command) -> Actor {
    match command {
        Command::Confirm(_) => tweede(),
        Command::Decide(_) | Command::PutAside(_) | Command::DecideObjection(_) => beslisser(),
        _ => behandelaar(),
    }
}

pub(super) fn subject(number: u128, kind: RoleKind) -> Subject {
    Subject {
        id: id(number),
        kind: SubjectKind::Rechtspersoon,
        name: Redacted::new(format!("Persoon {number} B.V.")),
        kvk_number: None,
        born_on: None,
        roles: vec![Role { kind, since: None, until: None, source: None }],
    }
}

fn party(number: u128, kind: RoleKind) -> Party {
    Party { persoon: subject(number, kind), vragenlijst: Form::NietGevraagd }
}

/// What the law says about the decision term of a procedure: an environment permit where it is a permit.
pub(super) fn profile(procedure: Procedure) -> TermProfile {
    let permit = rules().catalogue_term("ow-16-64-1").expect("term");
    match procedure {
        Procedure::Beschikking => TermProfile {
            term: Some(permit.term),
            article: permit.article.clone(),
            ..TermProfile::default()
        },
        _ if procedure.is_civil() => {
            TermProfile { kind: DoorKind::Civil, ..TermProfile::default() }
        }
        _ if procedure.has_application() => TermProfile::default(),
        _ => TermProfile { kind: DoorKind::OwnMotion, ..TermProfile::default() },
    }
}

/// A file that came in on Monday 2 November 2026, with one person concerned and a third.
pub(super) fn file(procedure: Procedure) -> File {
    File {
        id: CaseId::from_uuid(Uuid::from_u128(1_000)),
        kenmerk: "2026-0001".to_owned(),
        soort: "omgevingsvergunning-bouw".to_owned(),
        procedure,
        ontvangen_op: day("2026-11-02"),
        beslistermijn: profile(procedure),
        aanvraag: serde_json::json!({"bouwsom": "1250000.00"}),
        personen: vec![party(A, RoleKind::Betrokkene), party(DERDE, RoleKind::GenoemdeDerde)],
        klok: Vec::new(),
        stukken: Vec::new(),
        werkgroepadviezen: Vec::new(),
        weigeringen: Vec::new(),
        beding: None,
        overtredingen: Vec::new(),
        vervolg_op: None,
    }
}

/// The same with two persons concerned.
pub(super) fn file_of_two(procedure: Procedure) -> File {
    let mut file = file(procedure);
    file.personen.push(party(B, RoleKind::Betrokkene));
    file
}

/// A file on its way, with the day it is today and all that happened.
#[derive(Clone, Debug)]
pub(super) struct Drive {
    pub(super) start: File,
    pub(super) case: Case,
    pub(super) today: NaiveDate,
    pub(super) events: Vec<Event>,
    /// The effects of the last step.
    pub(super) effects: Vec<Effect>,
}

impl Drive {
    pub(super) fn of(start: File) -> Self {
        let today = start.ontvangen_op;
        let case = Case::open(start.clone());
        Self { start, case, today, events: Vec::new(), effects: Vec::new() }
    }

    pub(super) fn new(procedure: Procedure) -> Self {
        Self::of(file(procedure))
    }

    /// Waits until this day.
    pub(super) fn on(mut self, today: &str) -> Self {
        self.today = day(today);
        self
    }

    /// Gives a command on this day; it must be carried out.
    pub(super) fn then(self, today: &str, command: impl Into<Command>) -> Self {
        let command = command.into();
        let by = usual(&command);
        self.on(today).by(by, command)
    }

    /// The same, by somebody.
    pub(super) fn by(mut self, actor: Actor, command: impl Into<Command>) -> Self {
        let command = command.into();
        let name = command.name().id();
        match self.try_by(actor, command) {
            Ok(step) => {
                self.case = step.case;
                self.events.push(step.event);
                self.effects = step.effects;
                self
            }
            Err(refusal) => {
                panic!("{name} on {} was refused: {}, {refusal}", self.today, refusal.code.id())
            }
        }
    }

    pub(super) fn try_by(&self, actor: Actor, command: Command) -> Result<Step, Refusal> {
        let noon = self.today.and_hms_opt(12, 0, 0).expect("noon").and_utc();
        let at = Circumstances { now: Moment::new(noon), actor, terms: rules() };
        self.case.clone().handle(command, &at)
    }

    /// Returns the state that a command leads to today, or the code of the refusal.
    pub(super) fn answer(&self, command: impl Into<Command>) -> &'static str {
        let command = command.into();
        self.answer_by(usual(&command), command)
    }

    pub(super) fn answer_by(&self, actor: Actor, command: impl Into<Command>) -> &'static str {
        match self.try_by(actor, command.into()) {
            Ok(step) => step.case.state().id(),
            Err(refusal) => refusal.code.id(),
        }
    }

    pub(super) fn state(&self) -> &'static str {
        self.case.state().id()
    }

    pub(super) fn clock(&self) -> clock::Clock {
        clock::of(&self.case, rules(), self.today).expect("clock")
    }

    /// The current deadline as `soort dag`, with a tilde when it still moves, or `geen`.
    pub(super) fn deadline(&self) -> String {
        self.clock().huidig.map_or_else(
            || "geen".to_owned(),
            |term| {
                let day = term.uiterlijk.map_or_else(String::new, |day| day.to_string());
                format!("{} {day}{}", term.soort.id(), if term.minimaal { "~" } else { "" })
            },
        )
    }

    /// The tasks of the last step as `plicht dag`.
    pub(super) fn tasks(&self) -> Vec<String> {
        tasks(&self.effects)
    }
}

pub(super) fn tasks(effects: &[Effect]) -> Vec<String> {
    let task = |effect: &Effect| match effect {
        Effect::Taak(task) => Some(format!("{} {}", task.plicht.id(), task.uiterlijk)),
        Effect::Brief { .. } => None,
    };
    effects.iter().filter_map(task).collect()
}

pub(super) fn letters(effects: &[Effect]) -> Vec<(LetterKind, Option<SubjectId>)> {
    let letter = |effect: &Effect| match effect {
        Effect::Brief { brief, persoon, .. } => Some((*brief, *persoon)),
        Effect::Taak(_) => None,
    };
    effects.iter().filter_map(letter).collect()
}
