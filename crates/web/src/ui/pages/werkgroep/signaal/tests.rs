//! Samples of signals, and what their page says.

use super::super::samples::{account, actor, day, now, says, text, today};
use super::*;
use crate::ui::page::tests::filled;
use app::meetings::{ForwardingGround, MeetingKind, Recipient, SignalFile, SignalGround, Slot};
use kernel::{Id, MeetingId};
use uuid::Uuid;

const MEETING_ID: u128 = 5;

fn meeting_id() -> MeetingId {
    MeetingId::from_uuid(Uuid::from_u128(MEETING_ID))
}

fn view(signaal: Signal) -> SignalView {
    SignalView {
        id: signaal.file().id,
        versie: 4,
        namen: [(account(1), "V. Voorzitter".to_owned())].into(),
        signaal,
    }
}

/// A signal that was brought.
pub(in super::super) fn brought() -> SignalView {
    view(Signal::Ingebracht(SignalFile {
        id: SignalId::from_uuid(Uuid::from_u128(8)),
        partij: "gemeente-emmen".parse().unwrap(),
        omschrijving: text("Een leeg <pand> met licht in de nacht."),
        grondslag: SignalGround::EigenOnderzoek,
        besproken_op: day("2027-02-08"),
        ingebracht_door: account(1),
        ingebracht_op: now(),
        doorzendingen: Vec::new(),
    }))
}

fn given(signal: SignalView, command: SignalCommand) -> SignalView {
    view(signal.signaal.handle(command, now(), actor(1)).unwrap())
}

/// A signal that was forwarded and closed.
pub(in super::super) fn closed() -> SignalView {
    let aan = Recipient::Bestuursorgaan { naam: text("Waterschap Verzonnen") };
    let grondslag = ForwardingGround::Doorzendplicht;
    let wat = text("Alleen het adres.");
    let sent = given(brought(), SignalCommand::Doorzenden { aan, grondslag, wat });
    given(sent, SignalCommand::Afhandelen { uitkomst: text("Doorgezonden.") })
}

fn line(id: u128, stand: StateName) -> MeetingLine {
    MeetingLine {
        id: MeetingId::from_uuid(Uuid::from_u128(id)),
        versie: 1,
        op: day("2027-03-30"),
        tijd: Slot { begin: "09:30:00".parse().unwrap(), minuten: 60, plaats: None, video: None },
        stand,
        soort: MeetingKind::Gewoon { volgnummer: 1, bedoeld_op: None },
        punten: 0,
    }
}

fn page(signal: &SignalView, plans: bool, form: &str, sent: Option<(Act, &Mistakes)>) -> String {
    let meetings = [line(MEETING_ID, StateName::Frozen), line(6, StateName::Adopted)];
    let looked = Looked { signal, plans, meetings: &meetings, minutes: 10, today: today() };
    filled(&looked.view(&Form::of_body(form.as_bytes()), sent))
}

#[test]
fn a_signal_shows_its_ground_and_what_can_be_done() {
    let shown = page(&brought(), true, "", None);
    says(
        &shown,
        &[
            "Een leeg &lt;pand&gt;",
            "Wet Bibob art. 7a",
            "di 30 maart, agenda bevroren",
            "/agenda\"",
            "/doorzending\"",
            "/afhandeling\"",
            "name=\"minuten\" value=\"10\"",
            "Nog niet doorgezonden",
        ],
    );
    assert_eq!(shown.matches("di 30 maart").count(), 1, "what is over takes nothing: {shown}");
    let reader = page(&brought(), false, "", None);
    assert!(!reader.contains("<form action=\"/werkgroep"), "{reader}");
}

#[test]
fn a_signal_on_an_agenda_leads_to_its_meeting() {
    let listed = given(brought(), SignalCommand::Agenderen { vergadering: meeting_id() });
    let shown = page(&listed, true, "", None);
    let address = format!("{MEETINGS}/{}", meeting_id());
    says(&shown, &["Op de agenda van een vergadering", &address, "di 30 maart 2027"]);
}

#[test]
fn what_was_forwarded_and_how_it_ended_stays() {
    let shown = page(&closed(), true, "", None);
    says(&shown, &["Waterschap Verzonnen", "Awb art. 2:3", "Alleen het adres.", "Doorgezonden."]);
    assert!(!shown.contains("<form action=\"/werkgroep"), "{shown}");
    let none = Mistakes::default();
    let late = page(&closed(), true, "uitkomst=Een+ander+einde", Some((Act::Close, &none)));
    says(&late, &["Dit had u ingevuld", "Een ander einde"]);
}

#[test]
fn every_gap_of_a_forwarding_is_named_and_keeps_what_was_typed() {
    let read = |body: &str| velden::forwarding(&Form::of_body(body.as_bytes()));
    let body = "wat=Het+adres&doorzendgrond=eigen-onderzoek-van-ander&verkregen-op=ooit";
    let mistakes = read(body).unwrap_err();
    let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["ontvanger", "ontvanger-naam", "verkregen-op"]);
    let shown = page(&brought(), true, body, Some((Act::Forward, &mistakes)));
    says(&shown, &[">Het adres</textarea>", "href=\"#verkregen-op\"", "value=\"ooit\""]);
    assert!(
        read("wat=x&ontvanger=riec-deelnemer&ontvanger-naam=y").unwrap_err().of(GROUND).is_some()
    );
}

#[test]
fn each_recipient_and_ground_is_read() {
    for (recipient, ground) in [
        ("bestuursorgaan", "doorzendplicht"),
        ("bestuursorgaan", "tip"),
        ("riec-deelnemer", "riec"),
        ("omgevingsdienst", "omgevingsdienst"),
        ("bestuursorgaan", "eigen-onderzoek-van-ander"),
    ] {
        let body = format!(
            "ontvanger={recipient}&ontvanger-naam=Verzonnen&doorzendgrond={ground}&wat=Iets&verkregen-op=1-2-2026&voorwaarden=eerder&voorwaarden=alleen-deze&voorwaarden=nodig"
        );
        let command = velden::forwarding(&Form::of_body(body.as_bytes())).unwrap();
        let sent = given(brought(), command);
        let [entry] = sent.signaal.file().doorzendingen.as_slice() else { panic!("one entry") };
        assert_eq!(velden::recipient(&entry.aan), "Verzonnen");
        assert!(velden::forwarding_ground(&entry.grondslag).contains("art. "), "{ground}");
    }
}

#[test]
fn a_meeting_needs_minutes_and_a_reason() {
    let read = |body: &str| velden::scheduling(&Form::of_body(body.as_bytes()));
    let mistakes = read("minuten=0").unwrap_err();
    let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["vergadering", "minuten", "waarom"]);
    let good = format!("vergadering={}&minuten=10&waarom=Nu", meeting_id());
    assert_eq!(read(&good).unwrap().reason, None);
    assert!(read(&format!("{good}&na-bevriezen=Spoed")).unwrap().reason.is_some());
}
