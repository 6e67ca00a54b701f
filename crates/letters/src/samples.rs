//! Fictitious letters that together take both branches of every condition in the templates.

mod advice;
mod composed;
pub(crate) mod findings;
mod house;
mod register;
mod report;

pub use advice::{advice_notice, advice_notices};
#[cfg(test)]
pub(crate) use composed::compose;
pub use composed::{composed, matter, written};
pub use register::{register_report, register_reports};
pub use report::{report, reports};

use crate::acknowledgement::{Acknowledgement, DecisionTerm, Door, Extension, Regime, TermStep};
use crate::check::{Ground, Policy, Reasons};
use crate::completion::CompletionRequest;
use crate::composed::Remedy;
use crate::findings::Firm;
use crate::form_copy::{CopyDocument, CopyLine, CopyPart, FormCopy};
use crate::form_request::{FormRequest, RespondentKind, ReturnRoute, Situation, Source};
use crate::frame::{Addressee, Contact, Frame, Sender, Signature};
use crate::house::HouseStyle;
use crate::letter::LetterContent;
use crate::put_aside::PutAside;
use crate::sections::FormMatter;
use crate::tip_letter::TipLetter;
use chrono::NaiveDate;
pub use house::logo;

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
    samples.extend(completion_requests());
    samples.extend(put_asides());
    samples.extend(reports());
    samples.extend(findings::samples());
    samples.extend(advice_notices());
    samples.extend(register_reports());
    samples.extend(composed());
    samples.extend(house::houses());
    samples
}

/// A named copy of a form.
pub struct CopySample {
    /// A name in lower kebab case.
    pub name: String,
    /// The content.
    pub content: FormCopy,
}

/// Returns copies of forms: full, and with nothing that can be left out.
pub fn form_copies() -> Vec<CopySample> {
    let full = form_copy();
    let bare = FormCopy {
        on_paper: true,
        missing: Vec::new(),
        documents: Vec::new(),
        signature: Vec::new(),
        // A sign that the house type does not have.
        party: "waterschap De Voorbeelddijk \u{5e9}".to_owned(),
        ..full.clone()
    };
    let named = |name: &str, content| CopySample { name: name.to_owned(), content };
    vec![named("formulierkopie", full), named("formulierkopie-kaal", bare)]
}

/// A full copy.
pub fn form_copy() -> FormCopy {
    let line = |question: &str, answers: &[&str]| CopyLine {
        question: question.to_owned(),
        answers: texts(answers),
    };
    let part = |heading: &str, lines| CopyPart { heading: heading.to_owned(), lines };
    let digest = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
    let document = |name: &str, belongs_to: &str, digest: Option<&str>| CopyDocument {
        name: name.to_owned(),
        belongs_to: belongs_to.to_owned(),
        digest: digest.map(str::to_owned),
    };
    FormCopy {
        party: "gemeente Fictiedam".to_owned(),
        form: "Bibob-formulier voor een alcoholvergunning".to_owned(),
        number: "3F8K-Q2WN".to_owned(),
        version: "2".to_owned(),
        day: day(2026, 11, 6),
        time: "14:05".to_owned(),
        digest: digest.to_owned(),
        on_paper: false,
        missing: texts(&[
            "Deel 4, «Aandeelhouders», aandeelhouder 2 (Wolkenveld Holding B.V.): deel van de aandelen ontbreekt",
        ]),
        parts: vec![
            part(
                "Deel 1: Wie bent u?",
                vec![
                    line("Rechtsvorm", &["Besloten vennootschap (bv)"]),
                    line("Burgerservicenummer", &["eindigt op 782"]),
                ],
            ),
            part(
                "Deel 4: Aandeelhouders",
                vec![line(
                    "Wie heeft er aandelen?",
                    &["Bartholomeus Zevenkikker, deel: 60%", "Wolkenveld Holding B.V."],
                )],
            ),
        ],
        documents: vec![
            document("jaarcijfers 2025.pdf", "Boekjaren met jaarcijfers", Some(digest)),
            document("Huurcontract bij Z-2024-17, 3 mei 2024", "De locatie", None),
        ],
        signature: vec![
            line("Naam", &["B. Zevenkikker"]),
            line("Plaats en dag", &["Fictiedam, 6 november 2026"]),
        ],
    }
}

/// Returns letters of tips: with all that can stand in one, and with nothing that can be left out.
pub fn tip_letters() -> Vec<(&'static str, TipLetter)> {
    let full = tip_letter();
    let mut bare = full.clone();
    bare.frame.sender.contact = None;
    // A sign that the house type does not have.
    bare.facts = vec![tip_fact("Betrokkene", &["Vera \u{5e9} Verzonnen"])];
    vec![("tipbrief", full), ("tipbrief-kaal", bare)]
}

/// A full letter of a tip.
pub fn tip_letter() -> TipLetter {
    let mut frame = frame();
    frame.addressee = Addressee {
        name: "gemeente Proefstad".to_owned(),
        attention: Some("de burgemeester".to_owned()),
        address: Vec::new(),
    };
    TipLetter {
        frame,
        facts: vec![
            tip_fact("Betrokkene", &["Vera Verzonnen", "geboren 01-01-1980"]),
            tip_fact("Gaat over", &["Exploitatie openbare inrichting", "Café", "in Proefstad"]),
            tip_fact("Contact", &["Coördinator Bibob", "doorkiesnummer 0000"]),
        ],
    }
}

fn tip_fact(name: &str, lines: &[&str]) -> CopyLine {
    CopyLine { question: name.to_owned(), answers: texts(lines) }
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

impl From<CompletionRequest> for LetterContent {
    fn from(letter: CompletionRequest) -> Self {
        Self::CompletionRequest(Box::new(letter))
    }
}

impl From<PutAside> for LetterContent {
    fn from(letter: PutAside) -> Self {
        Self::PutAside(Box::new(letter))
    }
}

pub(crate) fn someone(name: &str, kvk: Option<&str>, form: &str, roles: &str) -> Firm {
    Firm {
        name: name.to_owned(),
        kvk_number: kvk.map(str::to_owned),
        form: form.to_owned(),
        roles: roles.to_owned(),
    }
}

fn bureau() -> Addressee {
    Addressee { name: "Landelijk Bureau Bibob".to_owned(), attention: None, address: Vec::new() }
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
            court: Some("rechtbank Fictierijk".to_owned()),
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
        remark: Vec::new(),
        sequence: None,
        house: HouseStyle::default(),
    }
}

/// A frame with nothing that can be left out: no contact, no address, no mandate.
fn bare_frame() -> Frame {
    let full = frame();
    Frame {
        sender: Sender {
            party: "waterschap De Voorbeelddijk".to_owned(),
            organ: "het dagelijks bestuur van waterschap De Voorbeelddijk".to_owned(),
            court: None,
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

/// Returns L03 samples: with the portal and without, full and bare.
pub fn completion_requests() -> Vec<Sample> {
    let base = completion_request();
    let empty = CompletionRequest {
        frame: bare_frame(),
        missing: Vec::new(),
        form_number: None,
        return_routes: Vec::new(),
        ..base.clone()
    };
    let by_post = CompletionRequest { form_number: None, ..base.clone() };
    let other_script =
        CompletionRequest { missing: texts(&["Over 中文 א: alle vragen"]), ..base.clone() };
    vec![
        sample("l03-portaal", base),
        sample("l03-per-post", by_post),
        sample("l03-ander-schrift", other_script),
        sample("l03-kaal", empty),
    ]
}

/// A full L03.
pub fn completion_request() -> CompletionRequest {
    let request = form_request();
    CompletionRequest {
        frame: frame(),
        matter: request.matter,
        missing: texts(&[
            "Deel 1, «Jaarrekeningen»: de bijlage «balans met toelichting» ontbreekt",
            "Deel 4, «Aandeelhouders», aandeelhouder 2 (Wolkenveld Holding B.V.): deel van de aandelen ontbreekt",
            "Over Zevenkikker: alle vragen",
        ]),
        deadline: day(2026, 11, 20),
        form_number: Some("3F8K-Q2WN".to_owned()),
        return_routes: request.return_routes,
    }
}

/// Returns L06 samples: an answer that was not enough, none, too late, and one of which nothing is known yet.
pub fn put_asides() -> Vec<Sample> {
    let base = put_aside();
    let silent = PutAside { answered_on: None, ..base.clone() };
    let mut late = base.clone();
    late.frame.date = day(2026, 11, 6);
    late.latest = Some(day(2026, 11, 5));
    let empty = PutAside {
        frame: bare_frame(),
        missing: Vec::new(),
        asked_on: None,
        deadline: day(2026, 11, 6),
        answered_on: None,
        latest: None,
        motivation: None,
        remedy: Remedy { direct_appeal: false, known: false, until: None },
        ..base.clone()
    };
    vec![
        sample("l06-onvoldoende", base),
        sample("l06-geen-antwoord", silent),
        sample("l06-kaal-te-laat", late),
        sample("l06-kaal", empty),
    ]
}

/// A full L06, made known on the last day of the four weeks but one.
pub fn put_aside() -> PutAside {
    let request = completion_request();
    PutAside {
        frame: Frame { enclosures: Vec::new(), ..frame() },
        matter: request.matter,
        received: day(2026, 9, 7),
        missing: request.missing,
        asked_on: Some(day(2026, 9, 28)),
        deadline: day(2026, 10, 12),
        answered_on: Some(day(2026, 10, 12)),
        latest: Some(day(2026, 11, 9)),
        motivation: Some(
            "Wij belden u op 19 oktober. U zei dat u de stukken niet meer stuurt.".to_owned(),
        ),
        remedy: Remedy { direct_appeal: false, known: true, until: Some(day(2026, 12, 18)) },
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
        form_number: Some("3F8K-Q2WN".to_owned()),
        return_routes: vec![
            ReturnRoute::Portal("fictiedam.example/bibob".to_owned()),
            ReturnRoute::SecureMail("bibob@fictiedam.example".to_owned()),
            ReturnRoute::Post(texts(&["Postbus 100", "0000 AA Fictiedam"])),
            ReturnRoute::Desk("balie Vergunningen, Raadhuisplein 1 in Fictiedam".to_owned()),
        ],
        sources: Source::ALL.to_vec(),
        privacy_notice: Some("fictiedam.example/privacy".to_owned()),
        past: false,
    }
}

fn bare_form_request() -> FormRequest {
    FormRequest {
        frame: bare_frame(),
        reasons: bare_reasons(Policy::Model(MODEL.to_owned())),
        respondent: RespondentKind::Other,
        sections: Vec::new(),
        attachments: Vec::new(),
        form_number: None,
        return_routes: Vec::new(),
        sources: Vec::new(),
        privacy_notice: None,
        ..form_request()
    }
}
