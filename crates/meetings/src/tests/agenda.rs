//! What is proposed and why, the order of the chair, freezing, and what changes after that.

use super::samples::*;
use crate::*;
use case::StateName as FileState;
use case::clock::TermKind;
use proptest::prelude::*;

fn days() -> MeetingDays {
    MeetingDays { volgende: day(MEETING_DAY), daarna: Some(day("2027-04-01")) }
}

fn candidate(onderwerp: Subject, aanleiding: Reason) -> Candidate {
    Candidate { onderwerp, aanleiding }
}

fn propose_all(candidates: &[Candidate]) -> Vec<Proposal> {
    propose(candidates, days(), 480, &AgendaSettings::default())
}

fn term(on: &str) -> Reason {
    Reason::Termijn { uiterlijk: day(on), termijnsoort: TermKind::Beslistermijn }
}

#[test]
fn one_item_holds_all_reasons_of_a_file_the_heaviest_first() {
    let stand = Reason::Stand { stand: FileState::Assessed };
    let score = Reason::Score { punten: 63 };
    let lbb = Reason::LbbAdvies { ontvangen_op: day("2027-02-10") };
    let [proposal] = &propose_all(&[
        candidate(file_subject(1), stand.clone()),
        candidate(file_subject(1), lbb.clone()),
        candidate(file_subject(1), score.clone()),
    ])[..] else {
        panic!("one item")
    };
    assert_eq!(proposal.redenen, [lbb, score, stand]);
    assert_eq!((proposal.prioriteit, proposal.minuten, proposal.termijn), (82, 25, None));
}

#[test]
fn a_reason_that_comes_twice_counts_once() {
    let score = Reason::Score { punten: 63 };
    let twice =
        [candidate(file_subject(1), score.clone()), candidate(file_subject(1), score.clone())];
    let [proposal] = &propose_all(&twice)[..] else { panic!("one item") };
    assert_eq!((&proposal.redenen[..], proposal.prioriteit), (&[score][..], 70));
}

#[test]
fn a_term_before_the_next_meeting_needs_a_written_round() {
    let urgency = |on: &str| {
        let proposals = propose_all(&[candidate(file_subject(1), term(on))]);
        proposals.first().and_then(|proposal| proposal.termijn).map(|warning| warning.drang)
    };
    assert_eq!(urgency("2027-02-17"), Some(Urgency::SchriftelijkeRonde));
    assert_eq!(urgency("2027-02-18"), Some(Urgency::NuBespreken));
    assert_eq!(urgency("2027-03-31"), Some(Urgency::NuBespreken));
    assert_eq!(urgency("2027-04-01"), None, "it can wait until the meeting after");
    let unknown = MeetingDays { daarna: None, ..days() };
    assert_eq!(unknown.urgency(day("2099-01-01")), Some(Urgency::NuBespreken));
}

#[test]
fn the_nearest_of_two_terms_warns() {
    let [proposal] = &propose_all(&[
        candidate(file_subject(1), term("2027-03-15")),
        candidate(file_subject(1), term("2027-02-16")),
    ])[..] else {
        panic!("one item")
    };
    let warning = TermWarning {
        uiterlijk: day("2027-02-16"),
        termijnsoort: TermKind::Beslistermijn,
        drang: Urgency::SchriftelijkeRonde,
    };
    assert_eq!(proposal.termijn, Some(warning));
    assert_eq!(proposal.prioriteit, 101);
}

#[test]
fn a_term_says_what_has_to_be_done_before_it_ends() {
    for (kind, words) in [
        (TermKind::Beslistermijn, "om te beslissen is 16 februari 2027."),
        (TermKind::BuitenBehandeling, "buiten behandeling te laten (Awb art. 4:5) is"),
        (TermKind::BeslissingOpBezwaar, "om op het bezwaar te beslissen (Awb art. 7:10) is"),
    ] {
        let term = Reason::Termijn { uiterlijk: day("2027-02-16"), termijnsoort: kind };
        assert!(term.sentence().contains(words), "{}", term.sentence());
    }
}

#[test]
fn what_can_wait_is_left_out() {
    let count = |onderwerp: Subject, reason| propose_all(&[candidate(onderwerp, reason)]).len();
    let open_since = |on: &str| count(file_subject(1), Reason::LangOpen { ontvangen_op: day(on) });
    // Twelve weeks before the meeting is 26 November.
    assert_eq!((open_since("2026-11-26"), open_since("2026-11-27")), (1, 0));
    let condition = |on: &str| count(file_subject(1), Reason::Voorschrift { op: day(on) });
    assert_eq!((condition("2027-03-31"), condition("2027-04-01")), (1, 0));
    let policy = |on: &str| {
        count(Subject::Beleid { partij: party() }, Reason::BeleidHerzien { op: day(on) })
    };
    assert_eq!((policy("2027-03-31"), policy("2027-04-01")), (1, 0));
}

#[test]
fn minutes_come_first_actions_last_and_heavy_reasons_before_light_ones() {
    let on = day("2027-02-01");
    let minutes = Subject::Verslag { vergadering: meeting_id(1) };
    let question = Subject::Vraag { vraag: kernel::Id::from_uuid(uuid(2)) };
    let signal = Subject::Signaal { signaal: kernel::Id::from_uuid(uuid(3)) };
    let tip = Subject::Tip { tip: uuid(4) };
    let policy = Subject::Beleid { partij: party() };
    let own = Subject::Overig { titel: "Werkbezoek".to_owned() };
    let proposals = propose_all(&[
        candidate(Subject::Actielijst, Reason::Actie { uiterlijk: on }),
        candidate(question.clone(), Reason::Vraag { gesteld_op: on }),
        candidate(policy.clone(), Reason::BeleidHerzien { op: on }),
        candidate(
            signal.clone(),
            Reason::Signaal { ingebracht_op: on, grondslag: SignalGround::Riec },
        ),
        candidate(file_subject(1), Reason::LangOpen { ontvangen_op: day("2026-01-01") }),
        candidate(file_subject(2), term("2027-03-01")),
        candidate(file_subject(3), term("2027-02-20")),
        candidate(tip.clone(), Reason::Tip { ontvangen_op: on }),
        candidate(own.clone(), Reason::Ingebracht { toelichting: text("Gevraagd door het RIEC.") }),
        candidate(minutes.clone(), Reason::Verslag { van: day("2027-01-07") }),
    ]);
    let order: Vec<&Subject> = proposals.iter().map(|proposal| &proposal.onderwerp).collect();
    let files = [3, 2, 1].map(file_subject);
    assert_eq!(
        order,
        [
            &minutes,
            &files[0],
            &files[1],
            &tip,
            &own,
            &signal,
            &files[2],
            &question,
            &policy,
            &Subject::Actielijst,
        ]
    );
    let times: Vec<u16> = proposals.iter().map(|proposal| proposal.minuten).collect();
    assert_eq!(times, [5, 15, 15, 10, 10, 10, 15, 10, 10, 15]);
    for proposal in &proposals {
        for reason in &proposal.redenen {
            assert!(reason.sentence().ends_with('.'), "{}", reason.sentence());
        }
    }
}

#[test]
fn what_does_not_fit_falls_outside_and_terms_never_do() {
    let candidates = [
        candidate(Subject::Actielijst, Reason::Actie { uiterlijk: day("2027-02-01") }),
        candidate(file_subject(1), Reason::Score { punten: 60 }),
        candidate(file_subject(2), Reason::Stand { stand: FileState::Assessed }),
        candidate(file_subject(3), term("2027-02-20")),
    ];
    let inside = |minutes| -> Vec<bool> {
        let proposals = propose(&candidates, days(), minutes, &AgendaSettings::default());
        proposals.iter().map(|proposal| proposal.binnen_tijd).collect()
    };
    // Term 15, score 25, state 15, actions 15.
    assert_eq!(inside(70), [true, true, true, true]);
    assert_eq!(inside(69), [true, true, false, true]);
    assert_eq!(inside(54), [true, false, true, true], "the shorter one still fits");
    assert_eq!(inside(0), [true, false, false, true]);
}

#[test]
fn the_chair_orders_and_times_the_items() {
    let drive = Drive::filled();
    let ids = |numbers: &[u128]| numbers.iter().map(|number| item_id(*number)).collect::<Vec<_>>();
    assert_eq!(drive.items(), ids(&[FIRST, SECOND, ACTIONS]), "the actions stay last");
    let order = |numbers: &[u128]| OrderItems { volgorde: ids(numbers) };
    for wrong in [&[FIRST][..], &[FIRST, SECOND, SECOND], &[FIRST, SECOND, ACTIONS, OUTSIDER]] {
        assert_eq!(drive.refused(order(wrong)), Refusal::OrderUnfit);
    }
    assert_eq!(drive.refused_by(LAWYER, order(&[])), Refusal::ChairOnly);
    let drive = drive.by(ESTATE, order(&[ACTIONS, SECOND, FIRST]));
    assert_eq!(drive.items(), ids(&[ACTIONS, SECOND, FIRST]), "the vice chair leads too");
    let time = |minuten| TimeItem { punt: item_id(SECOND), minuten };
    assert_eq!(drive.refused(time(0)), Refusal::ItemTimeUnfit);
    assert_eq!(drive.refused(time(241)), Refusal::ItemTimeUnfit);
    let drive = drive.then(time(40));
    let boxes = time_boxes(drive.meeting.items(), clock("13:30:00"));
    let clocks: Vec<String> =
        boxes.iter().map(|part| format!("{} {}", part.van, part.tot)).collect();
    assert_eq!(clocks, ["13:30:00 13:40:00", "13:40:00 14:20:00", "14:20:00 14:45:00"]);
}

#[test]
fn an_item_stands_on_an_agenda_once_and_says_why() {
    let drive = Drive::filled();
    let add = |punt| AddItem { punt, reden: None };
    assert_eq!(drive.refused(add(file_item(FIRST))), Refusal::KnownItem);
    let same_file = AgendaItem { id: item_id(300), ..file_item(FIRST) };
    assert_eq!(drive.refused(add(same_file)), Refusal::KnownItem);
    let silent = AgendaItem { redenen: Vec::new(), ..file_item(300) };
    assert_eq!(drive.refused(add(silent)), Refusal::ItemWithoutReason);
    let gone = RemoveItem { punt: item_id(FIRST), reden: None };
    let drive = drive.then(gone.clone());
    assert_eq!(drive.items(), [item_id(SECOND), item_id(ACTIONS)]);
    assert_eq!(drive.refused(gone), Refusal::UnknownItem);
    assert_eq!(Drive::open().refused(Freeze {}), Refusal::EmptyAgenda);
}

#[test]
fn what_changes_after_freezing_is_marked_and_leaves_the_digest() {
    let drive = Drive::frozen();
    let digest_before = drive.meeting.frozen_agenda().unwrap().digest();
    let add = |reden| AddItem { punt: file_item(300), reden };
    assert_eq!(drive.refused(add(None)), Refusal::ReasonMissing);
    let remove = |reden| RemoveItem { punt: item_id(FIRST), reden };
    assert_eq!(drive.refused(remove(None)), Refusal::ReasonMissing);
    let drive = drive.then(add(Some(text("Kwam vandaag binnen."))));
    let drive = drive.then(remove(Some(text("De aanvraag is ingetrokken."))));
    let agenda = drive.meeting.frozen_agenda().unwrap();
    assert_eq!(agenda.digest(), digest_before);
    assert_eq!(agenda.digest(), digest(agenda.frozen_items()));
    assert_eq!((agenda.frozen_by(), agenda.frozen_at()), (account(CHAIR), drive.now));
    let marks: Vec<_> =
        agenda.marked().iter().map(|marked| (marked.item.id, marked.mark)).collect();
    assert_eq!(
        marks,
        [
            (item_id(FIRST), Mark::Vervallen),
            (item_id(SECOND), Mark::Bevroren),
            (item_id(300), Mark::Toegevoegd),
            (item_id(ACTIONS), Mark::Bevroren),
        ]
    );
    assert_eq!(drive.items(), [item_id(SECOND), item_id(300), item_id(ACTIONS)]);
    // The file may come back under another id, not under its old one.
    let again = |id| AddItem {
        punt: AgendaItem { id: item_id(id), ..file_item(FIRST) },
        reden: Some(text("Toch niet ingetrokken.")),
    };
    assert_eq!(drive.refused(again(FIRST)), Refusal::KnownItem);
    assert_eq!(drive.then(again(301)).items().len(), 4);
}

#[test]
fn three_hundred_candidates_give_one_item_per_file() {
    let candidates: Vec<Candidate> = (0..300u128)
        .map(|number| {
            let last = if number % 2 == 0 { "2027-03-01" } else { "2027-03-02" };
            candidate(file_subject(number / 2), term(last))
        })
        .collect();
    let proposals = propose_all(&candidates);
    assert_eq!(proposals.len(), 150);
    assert!(proposals.iter().all(|proposal| proposal.redenen.len() == 2));
}

fn any_item() -> impl Strategy<Value = AgendaItem> {
    (1u128..6, 1u16..5, 0u32..3, "[a-c]{1,2}").prop_map(|(number, minuten, punten, words)| {
        AgendaItem {
            minuten,
            redenen: vec![Reason::Score { punten }],
            vraag: Some(text(&words)),
            ..file_item(number)
        }
    })
}

proptest! {
    /// Two agendas have the same digest when, and only when, they have the same content in the same order.
    #[test]
    fn the_digest_changes_when_the_content_does(
        one in proptest::collection::vec(any_item(), 0..4),
        other in proptest::collection::vec(any_item(), 0..4),
    ) {
        prop_assert_eq!(digest(&one) == digest(&other), one == other);
        prop_assert_eq!(digest(&one), digest(&one.clone()));
    }

    /// Whatever the time, the order and the reasons are the same; what is inside fits, but for what cannot wait.
    #[test]
    fn time_decides_only_what_is_inside(minutes in 0u16..600, scores in proptest::collection::vec(0u32..90, 0..30)) {
        let candidates: Vec<Candidate> = (1u128..)
            .zip(&scores)
            .map(|(number, punten)| candidate(file_subject(number), Reason::Score { punten: *punten }))
            .collect();
        let proposals = propose(&candidates, days(), minutes, &AgendaSettings::default());
        prop_assert_eq!(proposals.len(), scores.len());
        let inside = proposals.iter().filter(|proposal| proposal.binnen_tijd);
        prop_assert!(inside.map(|proposal| proposal.minuten).sum::<u16>() <= minutes);
    }
}
