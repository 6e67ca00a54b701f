//! Meetings for the tests of the pages, in four of their states.

use super::Opened;
use app::command::Text;
use app::command::clock::TermKind;
use app::meetings::{
    Action, Advice, AdviceKind, AgendaItem, AgendaSettings, Appointment, Ballot, Change,
    ChangeKind, Conflict, Correction, Dissent, Dodge, GroupRole, Guest, Mark, MeetingKind, Member,
    Method, Minutes, MinutesItem, Office, Present, Quorum, Reason, ReminderSettings, Rhythm, Seat,
    Slot, StateName, Subject, TimeBox, Vote, WorkingGroup, matrix, time_boxes,
};
use app::{GroupRights, GroupView, ItemFile, ItemView, MeetingLine, MeetingView};
use chrono::NaiveDate;
use kernel::{AccountId, Id, Moment, Redacted, Sha256Hex};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Returns the day of the meeting: who reads, reads it then.
pub(in crate::ui::pages::werkgroep) fn today() -> NaiveDate {
    on("2027-02-18")
}

pub(in crate::ui::pages::werkgroep) fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

pub(in crate::ui::pages::werkgroep) fn text(text: &str) -> Text {
    Text::try_from(text.to_owned()).unwrap()
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(day: &str) -> Moment {
    Moment::on_dutch_clock(on(day), "16:02:00".parse().unwrap())
}

fn slot() -> Slot {
    Slot {
        begin: "13:30:00".parse().unwrap(),
        minuten: 110,
        plaats: Some("kamer Turfgat".to_owned()),
        video: Some("https://beeld.example/werkgroep".to_owned()),
    }
}

fn names() -> BTreeMap<AccountId, String> {
    [
        (1, "H. Proefstra"),
        (2, "O. Voorbeeld"),
        (3, "V. Vervanger"),
        (4, "Z. Afwezig"),
        (5, "W. Weg"),
    ]
    .into_iter()
    .map(|(number, name)| (id(number), name.to_owned()))
    .collect()
}

fn rights() -> GroupRights {
    GroupRights { beheren: true, plannen: true, leiden: true, lid: true, lezen: true }
}

fn member(number: u128, rol: GroupRole, vervangt: Option<AccountId>) -> Member {
    Member {
        account: id(number),
        partij: "gemeente-emmen".parse().unwrap(),
        rol,
        vervangt,
        zitting: Office { vanaf: on("2026-01-01"), tot_en_met: None },
        vog_p: (number == 1).then(|| on("2026-11-20")),
    }
}

fn group() -> GroupView {
    let leden = vec![
        member(1, GroupRole::Safety, None),
        member(2, GroupRole::Permits, None),
        member(4, GroupRole::Finance, None),
        member(3, GroupRole::Permits, Some(id(2))),
    ];
    GroupView {
        werkgroep: WorkingGroup {
            id: id(90),
            naam: text("Bibob-werkgroep Verzonnen"),
            partijen: ["gemeente-emmen".parse().unwrap()].into(),
            voorzitter: id(1),
            vice_voorzitter: None,
            leden,
            quorum: Quorum::MeerDanDeHelft,
            ritme: Rhythm {
                start: on("2027-01-07"),
                weken: 6,
                afspraak: slot(),
                bij_feestdag: Dodge::Uitwijken { dagen: 3 },
            },
            agenda: AgendaSettings::default(),
            herinneringen: ReminderSettings::default(),
        },
        versie: 4,
        namen: names(),
        herinneringen: Vec::new(),
        mag: rights(),
    }
}

fn line(number: u128, day: &str, stand: StateName, soort: MeetingKind) -> MeetingLine {
    MeetingLine { id: id(number), versie: 3, op: on(day), tijd: slot(), stand, soort, punten: 3 }
}

fn extra() -> MeetingKind {
    MeetingKind::Extra { reden: text("Spoed <nu>") }
}

fn item(number: u128, onderwerp: Subject, reden: Reason) -> AgendaItem {
    AgendaItem {
        id: id(number),
        onderwerp,
        redenen: vec![reden],
        minuten: 25,
        vraag: (number == 11).then(|| text("Wat doen we als het LBB niet adviseert?")),
        ingebracht_door: id(1),
    }
}

fn file(number: u128, kenmerk: &str, naam: &str) -> ItemFile {
    ItemFile {
        id: id(number),
        kenmerk: kenmerk.to_owned(),
        naam: Redacted::new(naam.to_owned()),
        soort: "Omgevingsvergunning bouw".to_owned(),
        stand: "lbb-advies".to_owned(),
        ontvangen_op: on("2026-11-02"),
        uiterlijk: Some(on("2027-02-26")),
        termijnsoort: Some(TermKind::Beslistermijn),
        staat_stil: false,
        score: Some(63),
    }
}

/// The items: two files and a question that came later.
fn items() -> Vec<ItemView> {
    let dossier = |number| Subject::Dossier { dossier: id(number) };
    let asks = Reason::Vraag { gesteld_op: on("2027-02-16") };
    let first = item(11, dossier(21), Reason::Score { punten: 63 });
    let second = item(12, dossier(22), Reason::LangOpen { ontvangen_op: on("2026-11-02") });
    let third = item(13, Subject::Vraag { vraag: id(23) }, asks);
    let all = [&first, &second, &third];
    let boxes: Vec<TimeBox> = time_boxes(all, "13:30:00".parse().unwrap());
    let view = |item: AgendaItem, titel: &str, dossier: Option<ItemFile>| ItemView {
        merk: None,
        titel: Redacted::new(titel.to_owned()),
        redenen: item.redenen.iter().map(Reason::sentence).collect(),
        tijd: boxes.iter().find(|slot| slot.punt == item.id).copied(),
        dossier,
        stemgerechtigd: vec![id(1), id(3)],
        belang_van: Vec::new(),
        geadviseerd: false,
        zonder_toegang: Vec::new(),
        punt: item,
    };
    let name = "Paviljoen <De Zevenkikker>";
    let mut first = view(first, &format!("WG-01: {name}"), Some(file(21, "WG-01", name)));
    first.belang_van = vec!["O. Voorbeeld".to_owned()];
    let other = "Wolkenveld Vastgoed";
    vec![
        first,
        view(second, &format!("WG-02: {other}"), Some(file(22, "WG-02", other))),
        view(third, "Vraag van <Vastgoed>", None),
    ]
}

fn meeting(stand: StateName, punten: Vec<ItemView>) -> MeetingView {
    let seat = |number, vervangers| Seat { lid: id(number), vervangers };
    MeetingView {
        id: id(80),
        versie: 7,
        stand,
        soort: extra(),
        afspraak: Appointment {
            uid: "00000000-0000-0000-0000-000000000050".to_owned(),
            wijziging: 0,
            op: today(),
            tijd: slot(),
        },
        punten,
        digest: None,
        bevroren_op: None,
        bevroren_door: None,
        wijzigingen: Vec::new(),
        belangen: Vec::new(),
        verslag: None,
        plaatsen: vec![seat(1, Vec::new()), seat(2, vec![id(3)]), seat(4, Vec::new())],
        nodig: 2,
        bezet: None,
        geannuleerd_omdat: None,
        toegestaan: matrix::accepted(stand),
        namen: names(),
        mag: rights(),
    }
}

fn opened(meeting: MeetingView) -> Opened {
    let regular = MeetingKind::Gewoon { volgnummer: 2, bedoeld_op: None };
    let others = vec![
        line(80, "2027-02-18", meeting.stand, extra()),
        line(81, "2027-04-01", StateName::Planned, regular),
    ];
    Opened { meeting, group: group(), others }
}

/// A meeting without an agenda.
pub(in crate::ui::pages::werkgroep) fn planned() -> Opened {
    opened(meeting(StateName::Planned, Vec::new()))
}

/// A meeting of which the agenda is made.
pub(in crate::ui::pages::werkgroep) fn open() -> Opened {
    opened(meeting(StateName::AgendaOpen, items()))
}

/// A meeting with a frozen agenda, to which something was added.
pub(in crate::ui::pages::werkgroep) fn frozen() -> Opened {
    opened(with_frozen(meeting(StateName::Frozen, items())))
}

fn with_frozen(mut meeting: MeetingView) -> MeetingView {
    for item in &mut meeting.punten {
        item.merk = Some(Mark::Bevroren);
    }
    let last = &mut meeting.punten[2];
    last.merk = Some(Mark::Toegevoegd);
    meeting.wijzigingen = vec![Change {
        op: at("2027-02-16"),
        door: id(2),
        reden: text("Het kan niet wachten."),
        wat: ChangeKind::Toegevoegd { punt: Box::new(last.punt.clone()) },
    }];
    meeting.digest = Some(Sha256Hex::of_bytes(b"agenda"));
    meeting.bevroren_op = Some(at("2027-02-15"));
    meeting.bevroren_door = Some(id(1));
    meeting
}

/// A meeting that was held: advice on the second item, an interest in the first.
pub(in crate::ui::pages::werkgroep) fn held() -> Opened {
    let mut held = with_frozen(meeting(StateName::Held, items()));
    let subject = held.punten[0].punt.onderwerp.clone();
    held.belangen = vec![interest(subject)];
    held.bezet = Some(2);
    held.punten[1].geadviseerd = true;
    held.verslag = Some(minutes(&held));
    opened(held)
}

fn interest(onderwerp: Subject) -> Conflict {
    Conflict {
        lid: id(2),
        onderwerp,
        reden: text("Woont ernaast."),
        gemeld_op: at("2027-02-16"),
        gemeld_door: id(2),
    }
}

fn action(number: u128, punt: Option<u128>, wat: &str) -> Action {
    Action {
        id: id(number),
        punt: punt.map(id),
        wat: text(wat),
        eigenaar: id(3),
        uiterlijk: on("2027-03-15"),
        gereed_op: None,
    }
}

fn correction(nummer: usize, punt: Option<u128>, tekst: &str) -> Correction {
    Correction {
        nummer,
        punt: punt.map(id),
        tekst: text(tekst),
        door: id(2),
        op: at("2027-02-19"),
        overgenomen: None,
    }
}

fn minutes(held: &MeetingView) -> Minutes {
    let of_item = |item: &ItemView| MinutesItem {
        punt: item.punt.id,
        onderwerp: item.punt.onderwerp.clone(),
        merk: item.merk.unwrap(),
        belangen: Vec::new(),
        advies: None,
        conclusie: None,
        acties: Vec::new(),
        verbeteringen: Vec::new(),
    };
    let mut punten: Vec<MinutesItem> = held.punten.iter().map(of_item).collect();
    punten[0].belangen.clone_from(&held.belangen);
    punten[1].advies = Some(advice());
    punten[1].conclusie = Some(text("Volgende keer verder."));
    punten[1].acties = vec![action(41, Some(12), "Jaarrekening opvragen")];
    punten[1].verbeteringen = vec![correction(1, Some(12), "Het was dinsdag.")];
    let guest = Guest { naam: text("R. <Riec>"), organisatie: text("RIEC"), punten: vec![id(11)] };
    let gone = Guest { naam: text("T. Tolk"), organisatie: text("Tolkbureau"), punten: Vec::new() };
    Minutes {
        vergadering: held.id,
        afspraak: held.afspraak.clone(),
        agenda: Sha256Hex::of_bytes(b"agenda"),
        nodig: 2,
        aanwezig: vec![
            Present { lid: id(1), voor: None },
            Present { lid: id(3), voor: Some(id(2)) },
        ],
        afwezig: vec![id(4)],
        gasten: vec![guest],
        vertrokken: vec![Present { lid: id(5), voor: None }],
        vertrokken_gasten: vec![gone],
        punten,
        acties: vec![action(42, None, "Actie <zonder punt>")],
        verbeteringen: vec![correction(2, None, "De plaats klopt niet.")],
        vaststelling: None,
    }
}

fn advice() -> Advice {
    let ballot = |number, stem| Ballot { lid: id(number), stem };
    Advice {
        dossier: id(22),
        op: today(),
        advies: AdviceKind::Verdiepen,
        redenen: text("De herkomst van het geld is onbekend."),
        wijze: Method::Stemming {
            stemmen: vec![ballot(1, Vote::Voor), ballot(3, Vote::Onthouding)],
        },
        stemgerechtigd: vec![id(1), id(3)],
        nodig: 2,
        afwijkend: vec![Dissent { lid: id(3), standpunt: text("Eerst het <LBB> afwachten.") }],
    }
}
