//! Samples of the letters that an officer composes.

mod decisions;
mod others;
mod procedure;
mod views;

use super::{Sample, bare_frame, day, frame, sample, texts};
use crate::acknowledgement::Door;
use crate::advice_notice::Position;
use crate::composed::{
    Advice, Basis, Composed, Conclusion, Condition, Content, Decision, Demand, Element, Elements,
    Intention, Judged, Matter, Outcome, Remedy, Request, Views, ViewsState, wanted,
};
use crate::danger::{DangerDegree, DangerGround};
use crate::kind::LetterKind;

/// Returns samples of every composed kind.
pub fn composed() -> Vec<Sample> {
    let mut samples = procedure::samples();
    samples.extend(views::samples());
    samples.extend(decisions::samples());
    samples.extend(others::samples());
    samples
}

/// A file on which everything that a letter can tell happened.
pub fn matter() -> Matter {
    let judged = |ground, degree| Judged { ground, degree: Some(degree) };
    Matter {
        application: "een alcoholvergunning voor café De Zevenkikker in Fictiedam".to_owned(),
        door: Door::Decision,
        position: Position::Applicant,
        received: Some(day(2026, 7, 1)),
        legal_bases: texts(&["artikel 27 lid 3 van de Alcoholwet"]),
        term: Some(day(2026, 12, 1)),
        positive_silence: false,
        conclusion: Some(Conclusion {
            on: day(2026, 10, 1),
            grounds: vec![
                judged(DangerGround::Benefit, DangerDegree::Serious),
                judged(DangerGround::Commit, DangerDegree::Lesser),
                Judged { ground: DangerGround::Obtain, degree: None },
                judged(DangerGround::Refusal, DangerDegree::Serious),
            ],
        }),
        advice: Some(Advice { asked_on: day(2026, 8, 3), received_on: day(2026, 9, 21) }),
        suspension: None,
        intention: None,
        views: Some(Views { state: ViewsState::Written, on: Some(day(2026, 10, 20)) }),
        decision: Some(decision(Outcome::Refuse, Basis::Danger)),
        withdrawn: None,
        withdrawal_reported: false,
        demands: Vec::new(),
        asked_for_views: true,
        request: Some(Request { asked_on: day(2026, 8, 3), extended: true, asks: true }),
        figures: Vec::new(),
        year: None,
    }
}

/// The same of a contract that was not made yet.
fn contract() -> Matter {
    Matter {
        application: "de aanleg van een fietspad langs de Proefdijk in Fictiedam".to_owned(),
        door: Door::Contract,
        position: Position::Counterparty,
        received: None,
        legal_bases: texts(&["artikel 5 van de Wet Bibob"]),
        term: None,
        ..matter()
    }
}

/// The same of a permit that runs.
fn running() -> Matter {
    Matter { position: Position::Holder, received: None, term: None, ..matter() }
}

fn decision(outcome: Outcome, basis: Basis) -> Decision {
    Decision { outcome, basis, made_known: day(2026, 11, 6) }
}

fn intention(outcome: Outcome, basis: Basis) -> Intention {
    Intention { outcome, basis, on: day(2026, 11, 6), until: day(2026, 11, 20) }
}

/// Writes texts over what stands in elements.
fn with(mut elements: Elements, entries: &[(Element, &str)]) -> Elements {
    for (element, text) in entries {
        if let Ok(Some(content)) = Content::read(*element, text) {
            elements.put(*element, content);
        }
    }
    elements
}

/// A letter with all elements of its kind, of which these are other than usual. Final, unless the file misses something.
fn letter(kind: LetterKind, matter: Matter, entries: &[(Element, &str)]) -> Composed {
    let elements = with(written(), entries);
    let matter = Matter { demands: demands(&elements), ..matter };
    compose(kind, matter, &elements)
}

/// The file has the conditions that the letter has.
fn demands(elements: &Elements) -> Vec<Demand> {
    let Some(Content::Conditions(written)) = elements.get(Element::Conditions) else {
        return Vec::new();
    };
    let demand = |one: &Condition| Demand { text: one.text.clone(), ground: one.ground };
    written.iter().map(demand).collect()
}

/// A letter with the elements that its kind asks for.
pub(crate) fn compose(kind: LetterKind, matter: Matter, given: &Elements) -> Composed {
    let mut elements = Elements::default();
    for wanted in wanted(kind, &matter, given) {
        if let Some(content) = given.get(wanted.element) {
            elements.put(wanted.element, content.clone());
        }
    }
    let mut frame = frame();
    frame.enclosures.clear();
    frame.take(&elements);
    let remedy = kind.decides(&matter).then_some(Remedy {
        direct_appeal: false,
        known: true,
        until: Some(day(2026, 12, 18)),
    });
    Composed { frame, kind, matter, elements, remedy }
}

/// A letter on a file with nothing in it, of which nothing is written.
fn bare(kind: LetterKind) -> Composed {
    let matter = Matter {
        received: None,
        legal_bases: Vec::new(),
        term: None,
        conclusion: None,
        advice: None,
        views: None,
        decision: None,
        ..matter()
    };
    let remedy =
        kind.decides(&matter).then_some(Remedy { direct_appeal: false, known: false, until: None });
    Composed { frame: bare_frame(), kind, matter, elements: Elements::default(), remedy }
}

/// Something in every element that is not about the frame.
pub fn written() -> Elements {
    with(with(Elements::default(), LONG), SHORT)
}

const LONG: &[(Element, &str)] = &[
    (Element::Trigger, "Wij kregen een tip van een andere gemeente. Daarom deden wij onderzoek."),
    (Element::Reason, "Wij wachten nog op een antwoord van de politie.\n\nDat komt eind november."),
    (
        Element::Facts,
        "Uit de gegevens van de politie blijkt:\n- een veroordeling voor heling in 2023\n- een geldboete in 2024\n\nDe lening van € 80.000 is **niet** te verklaren.",
    ),
    (Element::Weighing, "De feiten zijn ernstig en recent."),
    (Element::AdviceChecked, "Het advies noemt per feit de bron."),
    (Element::Proportionality, "Het gevaar is ernstig. Een lichter middel is er niet."),
    (Element::Interests, "U verliest de kans op omzet. Dat weegt minder zwaar."),
    (Element::NoConditions, "Zo blijft de invloed van de geldschieter bestaan."),
    (
        Element::Conditions,
        "De geldschieter heeft geen zeggenschap | a | vanaf 1 januari 2027 | een afschrift van de nieuwe overeenkomst\nGeen contante betalingen boven € 1.000 | b | zolang de vergunning geldt | een kasboek per kwartaal\nMeld elke nieuwe lening | lid 6 | binnen twee weken | de overeenkomst van de lening\nBeantwoord vragen van de toezichthouder | artikel 4 | binnen twee weken | uw antwoord",
    ),
    (Element::Monitoring, "Onze toezichthouder bekijkt elk kwartaal uw kasboek."),
    (Element::ViewsAnswer, "U schrijft dat de lening is afgelost. Dat blijkt niet."),
    (Element::OtherConsequences, "Uw terrasvergunning blijft gelden."),
    (Element::Passages, "U leende in 2025 geld uit. Wij weten niet waar dat geld vandaan komt."),
    (Element::Breach, "Het kasboek van het derde kwartaal ontbreekt. Dat zag onze toezichthouder."),
    (Element::Transition, "Tot die dag mag u open blijven. Maak lopende zaken af."),
    (Element::Recovery, "Betaal € 12.000 terug voor 1 februari 2027."),
    (Element::Kept, "Wij vernietigen de gegevens van politie en justitie. De rest bewaren wij."),
    (Element::Minutes, "U zei dat de lening is afgelost.\n\nWij vroegen om een bewijs."),
    (Element::Message, "De persoon vroeg bij ons een vergunning aan voor een café."),
    (Element::Review, "Wij deden meer toetsen dan vorig jaar."),
    (Element::Remark, "U kunt tot eind januari een afspraak maken."),
];

const SHORT: &[(Element, &str)] = &[
    (Element::ConditionStep, "intrekken"),
    (Element::ContractStep, "niet-gunnen"),
    (Element::QuestionKind, "vraag"),
    (Element::BureauMessage, "verlenging"),
    (Element::MeetingPaper, "verslag"),
    (Element::SharingGround, "artikel-26"),
    (Element::ReceiverKind, "bestuursorgaan"),
    (Element::Earlier, "het bericht van het LBB van 2 oktober 2026"),
    (Element::Obtained, "2025-03-14"),
    (Element::OnlyThis, "ja"),
    (Element::NeededFor, "het onderzoek bij de aanvraag van een exploitatievergunning"),
    (Element::ReportYear, "2026"),
    (Element::LegalGround, "artikel 27 lid 1 van de Alcoholwet"),
    (Element::Handler, "A. Voorbeeld, Bibob-coördinator, 0500 - 00 00 00"),
    (Element::SubjectDetails, "Dijkstraat 12 in Fictiedam. Vroeger: Voorbeeld Beheer."),
    (Element::Operating, "Nee. De bouw begint als de vergunning er is."),
    (Element::TipOrAdvice, "Er is een tip van 2 oktober 2026."),
    (Element::WhyBureau, "Wij kunnen de herkomst van € 80.000 niet vaststellen."),
    (Element::OtherFiles, "De aanvrager kreeg in 2024 een subsidie."),
    (Element::Financing, "- eigen geld: € 20.000\n- lening: € 80.000"),
    (Element::OpenFindings, "Het handelsregister van 3 november 2026 noemt één bestuurder."),
    (Element::CrimeFindings, "Een veroordeling van 2023, uittreksel van 4 november 2026."),
    (Element::BureauQuestions, "Wie is de geldschieter?"),
    (Element::PersonDetails, "Geboren op 1 januari 1970, Nederlandse, Dijkstraat 12 in Fictiedam."),
    (Element::Related, "Bartholomeus Zevenkikker"),
    (Element::RequestGround, "artikel 15 van het Besluit justitiële en strafvorderlijke gegevens"),
    (Element::BureauDay, "2026-11-04"),
    (Element::ExtensionKind, "redelijke-termijn"),
    (Element::ExtensionGround, "artikel 16.64 van de Omgevingswet"),
    (Element::NewTerm, "2027-01-12"),
    (Element::Permit, "alcoholvergunning van 3 mei 2024, nummer ALC-2024-17"),
    (Element::Clause, "artikel 12 van de overeenkomst"),
    (
        Element::Persons,
        "Bartholomeus Zevenkikker, bestuurder\nWolkenveld Holding B.V., KvK-nummer 00000000",
    ),
    (Element::Asked, "Zijn er veroordelingen?\nLopen er zaken?"),
    (
        Element::Questions,
        "Vraag 2.3: waar komt uw eigen geld vandaan?\nVraag 6.1: wie leent u geld?",
    ),
    (Element::BureauAsks, "de overeenkomst van de lening\nde jaarcijfers van 2025"),
    (Element::AnswerBy, "2026-11-20"),
    (Element::Moment, "maandag 7 december 2026 om 10.00 uur"),
    (Element::Place, "Raadhuisplein 1 in Fictiedam"),
    (Element::Hearing, "bel 0500 - 00 00 00"),
    (Element::Effective, "2027-01-01"),
    (Element::Standstill, "2026-11-26"),
    (Element::HeldOn, "2026-11-03"),
    (Element::Present, "mevrouw C. Proef, gemachtigde\nA. Voorbeeld, voorzitter"),
    (Element::Handed, "een brief van de bank"),
    (Element::Agenda, "Nieuwe toetsen\nLopende dossiers en termijnen"),
    (
        Element::Conclusions,
        "Z-2026-000123: advies vragen aan het LBB, want de herkomst van het geld is niet duidelijk",
    ),
    (Element::Actions, "Adviesvraag opstellen, A. Voorbeeld, 1 december"),
    (Element::Improvements, "eerder vragen naar de herkomst van geld"),
];
