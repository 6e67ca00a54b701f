//! Samples of rounds, and what their page says.

use super::super::samples::{account, actor, day, now, says, text, today};
use super::*;
use crate::ui::page::tests::filled;
use app::GroupRights;
use app::meetings::{
    AdviceKind, AgendaSettings, Dodge, GroupRole, Member, Office, Quorum, ReminderSettings, Rhythm,
    RoundQuestion, Slot, WorkingGroup,
};
use kernel::{CaseId, Id, PartyId, Redacted, WorkingGroupId};
use uuid::Uuid;

const CHAIR: u128 = 1;
const MEMBER: u128 = 2;
const DEPUTY: u128 = 3;

fn group() -> WorkingGroup {
    let emmen: PartyId = "gemeente-emmen".parse().unwrap();
    let member = |number, replaces: Option<u128>| Member {
        account: account(number),
        partij: emmen.clone(),
        rol: GroupRole::Permits,
        vervangt: replaces.map(account),
        zitting: Office { vanaf: day("2026-01-01"), tot_en_met: None },
        vog_p: None,
    };
    let afspraak =
        Slot { begin: "09:30:00".parse().unwrap(), minuten: 120, plaats: None, video: None };
    WorkingGroup {
        id: WorkingGroupId::from_uuid(Uuid::from_u128(9)),
        naam: text("Werkgroep"),
        partijen: [emmen.clone()].into(),
        voorzitter: account(CHAIR),
        vice_voorzitter: None,
        leden: vec![member(CHAIR, None), member(MEMBER, None), member(DEPUTY, Some(MEMBER))],
        quorum: Quorum::MeerDanDeHelft,
        ritme: Rhythm {
            start: day("2027-01-04"),
            weken: Rhythm::WEEKS,
            afspraak,
            bij_feestdag: Dodge::Overslaan,
        },
        agenda: AgendaSettings::default(),
        herinneringen: ReminderSettings::default(),
    }
}

fn opened() -> Round {
    let question = RoundQuestion {
        dossier: CaseId::from_uuid(Uuid::from_u128(7)),
        vraag: text("Kunnen we dit <sluiten>?"),
        voorstel: AdviceKind::Afsluiten,
        redenen: text("Er is niets gevonden."),
        sluit_op: day("2027-02-26"),
    };
    let id = RoundId::from_uuid(Uuid::from_u128(8));
    Round::open(id, question, &group(), &[], now(), actor(CHAIR)).unwrap()
}

/// A round as the chair sees it.
fn seen(ronde: Round) -> RoundView {
    let waiting = match &ronde {
        Round::Open(round) => round.waiting().into_iter().map(|(seat, _)| seat).collect(),
        _ => Vec::new(),
    };
    let mine = if matches!(ronde, Round::Open(_)) {
        ronde.asked().seats_for(account(CHAIR), today())
    } else {
        Vec::new()
    };
    RoundView {
        id: ronde.asked().id(),
        versie: 4,
        titel: Redacted::new("2027-0009: Café De <Turfsteker>".to_owned()),
        dossier: None,
        mijn_plaatsen: mine,
        wachten_op: waiting,
        zonder_toegang: Vec::new(),
        namen: [(CHAIR, "V. Voorzitter"), (MEMBER, "L. Lid"), (DEPUTY, "P. Vervanger")]
            .map(|(number, name)| (account(number), name.to_owned()))
            .into(),
        mag: GroupRights { beheren: true, plannen: true, leiden: true, lid: true, lezen: true },
        ronde,
    }
}

fn given(ronde: Round, number: u128, command: RoundCommand) -> Round {
    ronde.handle(command, &[], now(), actor(number)).unwrap().0
}

fn replied(ronde: Round, number: u128, seat: u128, stem: Vote, words: Option<&str>) -> Round {
    let plaats = account(seat);
    let toelichting = words.map(text);
    given(ronde, number, RoundCommand::Antwoorden { plaats, stem, toelichting })
}

/// A round without answers.
pub(in super::super) fn round() -> RoundView {
    seen(opened())
}

/// A round in which everybody answered.
pub(in super::super) fn with_replies() -> RoundView {
    let round = replied(opened(), CHAIR, CHAIR, Vote::Voor, None);
    seen(replied(round, DEPUTY, MEMBER, Vote::Onthouding, Some("Te vroeg.")))
}

fn page(round: &RoundView, form: &str, sent: Option<(Act, &Mistakes)>) -> String {
    let looked = Looked { round, account: account(CHAIR), writes: true, today: today() };
    filled(&looked.view(&Form::of_body(form.as_bytes()), sent))
}

#[test]
fn who_leads_reads_who_is_not_on_the_file() {
    assert!(!page(&round(), "", None).contains("kan dit dossier niet lezen"));
    let mut round = round();
    round.zonder_toegang = vec!["L. <Lid>".to_owned()];
    says(&page(&round, "", None), &["L. &lt;Lid&gt; kan dit dossier niet lezen"]);
}

#[test]
fn a_round_shows_question_seats_and_what_can_be_done() {
    let shown = page(&round(), "", None);
    says(
        &shown,
        &[
            "Kunnen we dit &lt;sluiten&gt;?",
            "Afsluiten, geen gevaar",
            "vr 26 februari 2027",
            "L. Lid",
            "P. Vervanger",
            "Nog geen antwoord",
            "Antwoord vastleggen",
            "Belang vastleggen",
            "Ronde intrekken",
            "name=\"versie\" value=\"4\"",
        ],
    );
    assert!(!shown.contains("/sluiten\"") && shown.contains("Sluiten kan"), "{shown}");
}

#[test]
fn everybody_answered_and_the_round_can_be_closed() {
    let shown = page(&with_replies(), "", None);
    says(&shown, &["Onthouding", "Te vroeg.", "door P. Vervanger", "/sluiten\""]);
    assert!(!shown.contains("/antwoord\"") && !shown.contains("/belang\""), "{shown}");
    let mut view = with_replies();
    view.mag.plannen = false;
    let shown = page(&view, "", None);
    assert!(!shown.contains("/sluiten\"") && !shown.contains("/intrekken\""), "{shown}");
}

#[test]
fn a_round_that_ended_says_what_came_of_it() {
    let voted = |stem| {
        replied(replied(opened(), CHAIR, CHAIR, Vote::Voor, None), MEMBER, MEMBER, stem, None)
    };
    let closed = |stem| page(&seen(given(voted(stem), CHAIR, RoundCommand::Sluiten)), "", None);
    says(&closed(Vote::Voor), &["Er is een advies", "2 voor, 0 tegen", "geen besluit"]);
    says(&closed(Vote::Tegen), &["Er is geen advies", "evenveel stemmen"]);
    let off = given(opened(), CHAIR, RoundCommand::Intrekken { reden: text("Niet meer nodig.") });
    let shown = page(&seen(off), "", None);
    says(&shown, &["De ronde is ingetrokken", "Niet meer nodig.", "Geen antwoord"]);
    assert!(!shown.contains("<form action=\"/werkgroep"), "{shown}");
}

#[test]
fn what_was_typed_stays_also_when_the_round_was_closed_meanwhile() {
    let form = "stem=tegen&toelichting=Mijn+lange+verhaal";
    let mistakes = reply_in(&Form::of_body(b"toelichting=x"), &[], account(CHAIR)).unwrap_err();
    assert!(mistakes.of(VOTE).is_some() && mistakes.of(SEAT).is_none());
    let shown = page(&round(), form, Some((Act::Reply, &mistakes)));
    says(&shown, &[">Mijn lange verhaal</textarea>", "href=\"#stem\""]);
    let off = given(opened(), CHAIR, RoundCommand::Intrekken { reden: text("Niet nodig.") });
    let shown = page(&seen(off), form, Some((Act::Reply, &mistakes)));
    says(&shown, &["Dit had u ingevuld", "Mijn lange verhaal", "Nee, ik stem tegen"]);
}

#[test]
fn who_can_answer_for_several_seats_chooses_one() {
    let seats = [account(CHAIR), account(MEMBER)];
    let mistakes = reply_in(&Form::of_body(b"stem=voor"), &seats, account(CHAIR)).unwrap_err();
    assert!(mistakes.of(SEAT).is_some());
    let mut view = round();
    view.mijn_plaatsen = seats.into();
    says(&page(&view, "", None), &["Voor welke plaats", "id=\"plaats\""]);
    let form = format!("stem=voor&plaats={}", account(MEMBER));
    let command = reply_in(&Form::of_body(form.as_bytes()), &seats, account(CHAIR)).unwrap();
    assert!(
        matches!(command, RoundCommand::Antwoorden { plaats, .. } if plaats == account(MEMBER))
    );
}
