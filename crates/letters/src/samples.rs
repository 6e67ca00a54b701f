//! Fictitious letters that together take both branches of every condition in the templates.

use crate::acknowledgement::{Acknowledgement, DecisionTerm, Door, Extension, Regime, TermStep};
use crate::check::{Ground, Policy, Reasons};
use crate::form_request::{FormRequest, RespondentKind, ReturnRoute, Situation, Source};
use crate::frame::{Addressee, Contact, Frame, Sender, Signature};
use crate::letter::LetterContent;
use crate::sections::FormMatter;
use chrono::NaiveDate;

/// A named letter content.
pub struct Sample {
    /// A name in lower kebab case.
    pub name: String,
    /// The content.
    pub content: LetterContent,
}

/// Returns all samples, always in the same order.
pub fn all() -> Vec<Sample> {
    let mut samples = acknowledgements();
    samples.extend(form_requests());
    samples
}

/// Returns L01 samples: every regime, every door, every kind of term and of policy.
pub fn acknowledgements() -> Vec<Sample> {
    let base = acknowledgement();
    let mut samples = vec![sample("l01-verplicht", base.clone())];
    for (name, regime) in [
        ("l01-in-beginsel", Regime::InPrinciple),
        ("l01-facultatief", Regime::Optional),
        ("l01-onbepaald", Regime::Undetermined),
        ("l01-geen-grondslag", Regime::NoLegalBasis),
    ] {
        samples.push(sample(name, Acknowledgement { regime, ..base.clone() }));
    }
    let mut extended = base.clone();
    if let Some(term) = &mut extended.term {
        term.extension = Extension::Weeks { weeks: 6, within: Some(8) };
    }
    samples.push(sample("l01-uitgebreid", extended));
    samples.push(sample("l01-model-kaal", bare_acknowledgement(Policy::Model(MODEL.to_owned()))));
    let unknown_term = bare_acknowledgement(Policy::None);
    samples.push(sample("l01-zonder-termijn", Acknowledgement { term: None, ..unknown_term }));
    let in_principle = Regime::InPrinciple;
    let without_policy = bare_acknowledgement(Policy::None);
    samples.push(sample(
        "l01-zonder-beleid",
        Acknowledgement { regime: in_principle, ..without_policy },
    ));
    let mut unknown = bare_acknowledgement(Policy::None);
    unknown.regime = Regime::Undetermined;
    samples.push(sample("l01-onbepaald-kaal", unknown));
    let mut none = bare_acknowledgement(Policy::None);
    none.regime = Regime::NoLegalBasis;
    none.door = Door::Subsidy;
    samples.push(sample("l01-geen-grondslag-kaal", none));
    for (name, door) in [("l01-aanbesteding", Door::Contract), ("l01-vastgoed", Door::RealEstate)] {
        samples.push(sample(name, Acknowledgement { door, term: None, ..base.clone() }));
    }
    samples
}

/// Returns L02 samples: every situation, every kind of person, full and bare.
pub fn form_requests() -> Vec<Sample> {
    let mut samples = Vec::new();
    for (name, situation, matter, respondent) in [
        (
            "l02-aanvraag",
            Situation::Application,
            FormMatter::EnvironmentPermit,
            RespondentKind::PrivateCompany,
        ),
        (
            "l02-aanvulling",
            Situation::ApplicationToComplete,
            FormMatter::Permit,
            RespondentKind::SoleTrader,
        ),
        (
            "l02-intrekking",
            Situation::Withdrawal,
            FormMatter::PermitWithGamingMachines,
            RespondentKind::Partnership,
        ),
        (
            "l02-aanbesteding",
            Situation::Tender,
            FormMatter::Contract,
            RespondentKind::PublicCompany,
        ),
        (
            "l02-opdracht",
            Situation::RunningContract,
            FormMatter::Contract,
            RespondentKind::Association,
        ),
        (
            "l02-vastgoed",
            Situation::RealEstate,
            FormMatter::RealEstate,
            RespondentKind::NaturalPerson,
        ),
        ("l02-subsidie", Situation::Application, FormMatter::Subsidy, RespondentKind::Foundation),
    ] {
        let request = FormRequest {
            situation,
            respondent,
            sections: matter.default_sections(),
            ..form_request()
        };
        samples.push(sample(name, request));
    }
    samples.push(sample("l02-model-kaal", bare_form_request()));
    samples
}

impl From<Acknowledgement> for LetterContent {
    fn from(letter: Acknowledgement) -> Self {
        Self::Acknowledgement(Box::new(letter))
    }
}

impl From<FormRequest> for LetterContent {
    fn from(letter: FormRequest) -> Self {
        Self::FormRequest(Box::new(letter))
    }
}

const MODEL: &str = "Modelbeleid Wet Bibob";

fn sample(name: &str, content: impl Into<LetterContent>) -> Sample {
    Sample { name: name.to_owned(), content: content.into() }
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A full frame: contact, mandate, attention, enclosures.
pub fn frame() -> Frame {
    Frame {
        sender: Sender {
            party: "gemeente Fictiedam".to_owned(),
            organ: "het college van burgemeester en wethouders van Fictiedam".to_owned(),
            contact: Some(Contact {
                address: texts(&["Postbus 100", "0000 AA Fictiedam"]),
                email: Some("bibob@fictiedam.example".to_owned()),
                telephone: Some("0500 - 00 00 00".to_owned()),
            }),
            signature: Signature {
                organ: "Burgemeester en wethouders van Fictiedam".to_owned(),
                mandate: Some("teamleider Vergunningen".to_owned()),
                name: Some("A. Voorbeeld".to_owned()),
            },
        },
        addressee: Addressee {
            name: "Voorbeeldbouw B.V.".to_owned(),
            attention: Some("mevrouw C. Proef".to_owned()),
            address: texts(&["Dijkstraat 12", "0000 AB Fictiedam"]),
        },
        date: day(2026, 11, 6),
        reference: "Z-2026-000123".to_owned(),
        your_reference: Some("VB/2026-17".to_owned()),
        subject: "bouw van een hotel, Havenkade 1 in Fictiedam".to_owned(),
        enclosures: texts(&["Bibob-vragenlijst", "toelichting bij de vragenlijst"]),
        sequence: None,
    }
}

/// A frame with nothing that can be left out: no contact, no address, no mandate.
fn bare_frame() -> Frame {
    let full = frame();
    Frame {
        sender: Sender {
            party: "waterschap De Voorbeelddijk".to_owned(),
            organ: "het dagelijks bestuur van waterschap De Voorbeelddijk".to_owned(),
            contact: None,
            signature: Signature {
                organ: "Het dagelijks bestuur van waterschap De Voorbeelddijk".to_owned(),
                mandate: None,
                name: None,
            },
        },
        addressee: Addressee { attention: None, address: Vec::new(), ..full.addressee },
        your_reference: None,
        enclosures: Vec::new(),
        ..full
    }
}

fn reasons() -> Reasons {
    Reasons {
        legal_bases: texts(&["artikel 5.31 van de Omgevingswet", "artikel 3 van de Wet Bibob"]),
        policy: Policy::Adopted("Beleidsregel Wet Bibob gemeente Fictiedam 2026".to_owned()),
        grounds: vec![
            Ground {
                explanation: "De bouwkosten zijn meer dan €\u{a0}750.000,00.".to_owned(),
                policy_article: Some("artikel 2.3".to_owned()),
                rule: Some("bouw-drempel".to_owned()),
            },
            Ground {
                explanation: "U wilt in het pand een hotel beginnen.".to_owned(),
                policy_article: None,
                rule: None,
            },
        ],
    }
}

fn bare_reasons(policy: Policy) -> Reasons {
    Reasons { legal_bases: Vec::new(), policy, grounds: Vec::new() }
}

/// A full L01 with a computed statutory term.
pub fn acknowledgement() -> Acknowledgement {
    Acknowledgement {
        frame: Frame { enclosures: Vec::new(), ..frame() },
        door: Door::Decision,
        application:
            "een omgevingsvergunning voor de bouw van een hotel aan de Havenkade 1 in Fictiedam"
                .to_owned(),
        received: day(2026, 11, 2),
        regime: Regime::Mandatory,
        missing_facts: texts(&["het bedrag van de bouwkosten", "wie de bouw betaalt"]),
        reasons: reasons(),
        term: Some(DecisionTerm {
            latest: day(2026, 12, 28),
            statutory: true,
            steps: vec![
                TermStep {
                    article: "artikel 16.64 lid 1 Omgevingswet".to_owned(),
                    description: "De termijn is 8 weken en begint als de aanvraag binnen is."
                        .to_owned(),
                    date: day(2026, 12, 28),
                },
                TermStep {
                    article: "artikel 1 Algemene termijnenwet".to_owned(),
                    description: "De laatste dag is een gewone werkdag. De datum schuift niet op."
                        .to_owned(),
                    date: day(2026, 12, 28),
                },
            ],
            assumptions: texts(&[
                "Wij gaan uit van de gewone procedure. In een uitgebreide procedure is de termijn langer.",
            ]),
            extension: Extension::Weeks { weeks: 6, within: None },
        }),
    }
}

fn bare_acknowledgement(policy: Policy) -> Acknowledgement {
    let full = acknowledgement();
    let term = full.term.map(|term| DecisionTerm {
        statutory: false,
        steps: Vec::new(),
        assumptions: Vec::new(),
        extension: match policy {
            Policy::None => Extension::None,
            Policy::Model(_) | Policy::Adopted(_) => Extension::Reasonable,
        },
        ..term
    });
    Acknowledgement {
        frame: bare_frame(),
        missing_facts: Vec::new(),
        reasons: Reasons { grounds: grounds_for(&policy), ..bare_reasons(policy) },
        term,
        ..full
    }
}

/// A model policy has reasons too, but its articles may not be cited.
fn grounds_for(policy: &Policy) -> Vec<Ground> {
    match policy {
        Policy::Model(_) => reasons().grounds,
        Policy::None | Policy::Adopted(_) => Vec::new(),
    }
}

/// A full L02 for an application.
pub fn form_request() -> FormRequest {
    FormRequest {
        frame: frame(),
        situation: Situation::Application,
        matter:
            "een omgevingsvergunning voor de bouw van een hotel aan de Havenkade 1 in Fictiedam"
                .to_owned(),
        reasons: reasons(),
        respondent: RespondentKind::PrivateCompany,
        sections: FormMatter::EnvironmentPermit.default_sections(),
        attachments: texts(&[
            "de jaarrekeningen van de laatste drie boekjaren",
            "een begroting van de bouwkosten",
            "per lening: de overeenkomst en een bewijs dat u het geld hebt ontvangen",
        ]),
        deadline: day(2026, 12, 4),
        return_routes: vec![
            ReturnRoute::Portal("fictiedam.example/bibob".to_owned()),
            ReturnRoute::SecureMail("bibob@fictiedam.example".to_owned()),
            ReturnRoute::Post(texts(&["Postbus 100", "0000 AA Fictiedam"])),
            ReturnRoute::Desk("balie Vergunningen, Raadhuisplein 1 in Fictiedam".to_owned()),
        ],
        sources: Source::ALL.to_vec(),
        privacy_notice: Some("fictiedam.example/privacy".to_owned()),
    }
}

fn bare_form_request() -> FormRequest {
    FormRequest {
        frame: bare_frame(),
        reasons: bare_reasons(Policy::Model(MODEL.to_owned())),
        respondent: RespondentKind::Other,
        sections: Vec::new(),
        attachments: Vec::new(),
        return_routes: Vec::new(),
        sources: Vec::new(),
        privacy_notice: None,
        ..form_request()
    }
}
