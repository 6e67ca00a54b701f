//! A valid payload for every command, on a day.

use super::samples::{A, DERDE, evidence, id, subject, text};
use crate::*;
use chrono::{Days, NaiveDate};
use law::scope::Regime;
use subjects::RoleKind;

pub(super) fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("day")
}

pub(super) fn scope(regime: Regime, day: NaiveDate) -> Scope {
    Scope {
        peildatum: day,
        regime,
        voorlopig: false,
        grondslag: Some("Omgevingswet art. 5.31".to_owned()),
        regel: Some("bouwsom".to_owned()),
        uitleg: "De bouwsom ligt boven de grens van het beleid.".to_owned(),
        ontbreekt: Vec::new(),
        regelset: RuleSet {
            id: "gemeente-assen".to_owned(),
            versie: "2026-01".to_owned(),
            sha256: "0".repeat(64),
        },
        feiten: serde_json::Map::new(),
        keuze: None,
    }
}

pub(super) fn forms(op: NaiveDate, days: u64, aanvulverzoek: bool) -> SendForms {
    SendForms { personen: Vec::new(), op, uiterlijk: plus(op, days), aanvulverzoek }
}

/// An answer: complete when nothing is missing.
pub(super) fn answer(person: u128, op: NaiveDate, missing: &[&str]) -> ReceiveForm {
    let ontbreekt = missing.iter().map(|missing| text(missing)).collect();
    ReceiveForm { persoon: id(person), op, ontbreekt, stuk: Some(evidence("vragenlijst")) }
}

pub(super) fn completion(person: u128, op: NaiveDate, days: u64) -> AskCompletion {
    let ontbreekt = vec![text("De herkomst van het eigen geld.")];
    AskCompletion { persoon: id(person), op, uiterlijk: plus(op, days), ontbreekt }
}

pub(super) fn refused(person: u128, aan: RefusedTo, op: NaiveDate) -> Refused {
    Refused { persoon: id(person), aan, op, motivering: text("Schrijft niets te zullen geven.") }
}

pub(super) fn opinion(grond: Ground, gevaar: Degree) -> GroundOpinion {
    let elementen = Elements {
        feiten: text("Een veroordeling wegens witwassen."),
        ernst_vermoeden: text("Niet aan de orde: de feiten wijzen erop."),
        aard_relatie: text("De betrokkene pleegde het feit zelf."),
        omvang: text("Ruim twee ton."),
        samenhang: (grond == Ground::B).then(|| text("Dezelfde branche en werkwijze.")),
        tijdsverloop: text("Twee jaar geleden."),
    };
    let elementen = (gevaar > Degree::Geen && grond != Ground::Artikel4).then_some(elementen);
    GroundOpinion { grond, gevaar, motivering: text("Alles afwegend."), elementen }
}

/// An assessment on one ground, with proportionality and why no conditions.
pub(super) fn assess(grond: Ground, gevaar: Degree) -> Assess {
    Assess {
        gronden: vec![opinion(grond, gevaar)],
        lid6: None,
        evenredigheid: Some(text("Geschikt, nodig en in evenwicht.")),
        waarom_geen_voorschriften: Some(text("Geen voorschrift neemt het gevaar weg.")),
        stukken: Vec::new(),
    }
}

pub(super) fn obtained() -> ObtainedByOffence {
    ObtainedByOffence { feiten: text("Een valse factuur."), ernst: text("Ernstig.") }
}

pub(super) fn condition(grond: Ground) -> Condition {
    Condition {
        tekst: text("De betrokkene legt elk kwartaal de financiering over."),
        grond,
        doel: text("Zo blijft de herkomst van het geld bekend."),
    }
}

pub(super) fn intend(uitkomst: Outcome, grondslag: Basis, op: NaiveDate) -> Intend {
    Intend {
        uitkomst,
        grondslag,
        voorschriften: Vec::new(),
        derden: vec![id(DERDE)],
        op,
        uiterlijk: plus(op, 14),
        motivering: text("Er is ernstig gevaar."),
    }
}

pub(super) fn decide(uitkomst: Outcome, grondslag: Basis, bekendgemaakt_op: NaiveDate) -> Decide {
    Decide {
        uitkomst,
        grondslag,
        voorschriften: Vec::new(),
        motivering: text("De zienswijze verandert het oordeel niet."),
        mandaat: text("Burgemeester."),
        bekendgemaakt_op,
    }
}

pub(super) fn views(person: u128, op: NaiveDate) -> ReceiveViews {
    ReceiveViews { persoon: id(person), op, wijze: ViewsForm::Schriftelijk, stuk: None }
}

pub(super) fn except(person: u128, uitzondering: ViewsException) -> ExceptViews {
    ExceptViews { persoon: id(person), uitzondering, motivering: text("Al gehoord, niets nieuws.") }
}

pub(super) fn put_aside(bekendgemaakt_op: NaiveDate) -> PutAside {
    PutAside {
        motivering: text("De gegevens ontbreken."),
        mandaat: text("Teamleider."),
        bekendgemaakt_op,
    }
}

pub(super) fn objection(op: NaiveDate, commissie: bool) -> ReceiveObjection {
    ReceiveObjection { op, van: text("De betrokkene."), commissie }
}

pub(super) fn on_objection(uitkomst: ObjectionOutcome, on: NaiveDate) -> DecideObjection {
    DecideObjection {
        uitkomst,
        motivering: text("De commissie adviseert zo."),
        mandaat: text("College."),
        bekendgemaakt_op: on,
    }
}

pub(super) fn appeal(op: NaiveDate) -> ReceiveAppeal {
    ReceiveAppeal { op, van: text("De betrokkene.") }
}

pub(super) fn ruling(op: NaiveDate, uitkomst: AppealOutcome) -> AppealRuled {
    AppealRuled { op, uitkomst, stuk: None }
}

pub(super) fn close() -> Close {
    Close { motivering: text("Niets loopt meer.") }
}

pub(super) fn confirm() -> Confirm {
    Confirm { toelichting: text("Alle feiten en de weging nagelopen.") }
}

pub(super) fn ask_advice(op: NaiveDate) -> AskAdvice {
    AskAdvice { op, stukken: vec![evidence("bevindingen")], onvolledig_omdat: None }
}

pub(super) fn advice(op: NaiveDate) -> AdviceReceived {
    AdviceReceived { op, stuk: evidence("lbb-advies") }
}

pub(super) fn withdraw(op: NaiveDate, because_of_the_screening: bool) -> WithdrawApplication {
    WithdrawApplication {
        op,
        motivering: text("Zonder opgave van reden."),
        vermoeden_vanwege_toets: because_of_the_screening,
    }
}

/// Returns a sample of a command on a day. Where the procedure has a negative outcome of its own, that one is meant.
pub(super) fn sample(name: CommandName, procedure: Procedure, on: NaiveDate) -> Command {
    use CommandName as C;
    let reden = || text("De reden staat in het dossier.");
    let negative = procedure.negative_outcome();
    match name {
        C::DecideScope => scope(Regime::Verplicht, on).into(),
        C::CloseUnscreened => CloseUnscreened { motivering: reden() }.into(),
        C::SendForms => SendForms { personen: vec![id(A)], ..forms(on, 14, false) }.into(),
        C::ReceiveForm => answer(A, on, &[]).into(),
        C::AskCompletion => completion(A, on, 14).into(),
        C::TermUnused => TermUnused { persoon: id(A) }.into(),
        C::Proceed => Proceed { motivering: reden() }.into(),
        C::PutAside => put_aside(on).into(),
        C::RecordRefusal => refused(A, RefusedTo::EigenFormulier, on).into(),
        C::StartInquiry => StartInquiry { op: on }.into(),
        C::AskAdvice => ask_advice(on).into(),
        C::AdviceQuestion => AdviceQuestion { op: on }.into(),
        C::AdviceAnswer => AdviceAnswer { op: on }.into(),
        C::AdviceExtended => AdviceExtended { op: on, dagen: 28 }.into(),
        C::AdviceReminder => AdviceReminder { op: on }.into(),
        C::AdviceReceived => advice(on).into(),
        C::AdviceDeclined => AdviceDeclined { op: on, motivering: reden() }.into(),
        C::AdviceOverdue => AdviceOverdue {}.into(),
        C::Assess => assess(Ground::A, Degree::Ernstig).into(),
        C::Confirm => confirm().into(),
        C::Reopen => Reopen { motivering: reden() }.into(),
        C::Intend => intend(negative, Basis::Gevaar, on).into(),
        C::ReceiveViews => views(A, on).into(),
        C::ViewsUnused => ViewsUnused { persoon: id(A) }.into(),
        C::ExceptViews => except(A, ViewsException::AlGehoord).into(),
        C::Decide => decide(negative, Basis::Gevaar, on).into(),
        _ => later_sample(name, on),
    }
}

fn later_sample(name: CommandName, on: NaiveDate) -> Command {
    use CommandName as C;
    let van = || text("De betrokkene.");
    match name {
        C::ReceiveObjection => objection(on, false).into(),
        C::ExtendObjection => ExtendObjection { op: on }.into(),
        C::DecideObjection => on_objection(ObjectionOutcome::Ongegrond, on).into(),
        C::ReceiveAppeal => appeal(on).into(),
        C::AppealRuled => ruling(on, AppealOutcome::Ongegrond).into(),
        C::AskRelief => AskRelief { op: on, van: van() }.into(),
        C::ReliefRuled => ReliefRuled { op: on, toegewezen: false }.into(),
        C::Close => close().into(),
        C::WithdrawApplication => withdraw(on, true).into(),
        C::AddEvidence => AddEvidence { op: on, stuk: evidence("notitie") }.into(),
        C::WorkingGroup => {
            WorkingGroupAdvice { op: on, advies: text("Akkoord."), stuk: None }.into()
        }
        C::ExtendTerm => ExtendTerm { op: on, weken: 6 }.into(),
        C::Suspend => suspend(on, Some(plus(on, 6))).into(),
        C::Resume => Resume { tot_en_met: on }.into(),
        C::NoticeOfDefault => NoticeOfDefault { op: on }.into(),
        C::AddPerson => AddPerson { persoon: subject(50, RoleKind::Leidinggevende) }.into(),
        C::TakeFacts => stated("1300000.00").into(),
        C::RecordClause => RecordClause { vindplaats: text("Artikel 12."), stuk: None }.into(),
        _ => breach(on).into(),
    }
}

pub(super) fn suspend(van: NaiveDate, tot_en_met: Option<NaiveDate>) -> Suspend {
    let motivering = text("Brief van de aanvrager.");
    Suspend { grond: SuspensionGround::Instemming, van, tot_en_met, motivering }
}

pub(super) fn breach(op: NaiveDate) -> RecordBreach {
    let (voorschrift, motivering) = (text("Voorschrift 3."), text("Controle ter plaatse."));
    RecordBreach { op, voorschrift, motivering }
}

/// The statement of the first person about the building cost.
pub(super) fn stated(euro: &str) -> TakeFacts {
    let figure = serde_json::json!({ "bedrag": euro, "btw": "exclusief", "bron": "aanvrager" });
    let feiten = [("bouwsom".to_owned(), figure)].into_iter().collect();
    TakeFacts { persoon: id(A), stuk: evidence("vragenlijst"), feiten }
}
