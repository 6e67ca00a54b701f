//! The session: who counts, what is an advice and what is not.

use super::samples::*;
use crate::*;
use case::Text;
use chrono::NaiveDate;

const FOUR: &[u128] = &[CHAIR, LAWYER, PERMITS, FINANCE];

fn voters(drive: &Drive, item: u128) -> Vec<u128> {
    let subject = file_subject(item);
    let voters = drive.course().zitting.voters(&subject, &drive.meeting.head().belangen);
    voters.iter().map(|voter| kernel::Id::uuid(*voter).as_u128()).collect()
}

#[test]
fn a_session_opens_on_its_day_and_not_before() {
    let frozen = Drive::frozen();
    let early = frozen.clone().on("2027-02-17");
    assert_eq!(early.refused(hold(FOUR)), Refusal::DayToCome);
    assert_eq!(frozen.on("2027-02-18").then(hold(FOUR)).meeting.state(), StateName::Held);
}

#[test]
fn everybody_takes_a_seat_that_is_theirs_or_stands_in_for_one() {
    let drive = Drive::frozen().on(MEETING_DAY);
    assert_eq!(drive.refused(hold(&[])), Refusal::NobodyPresent);
    assert_eq!(drive.refused(hold(&[CHAIR, CHAIR])), Refusal::PresentTwice);
    assert_eq!(drive.refused(hold(&[CHAIR, OUTSIDER])), Refusal::NotAMember);
    let as_deputy = |lid, voor| Hold {
        aanwezig: vec![Present { lid: account(lid), voor: Some(account(voor)) }],
        gasten: Vec::new(),
    };
    assert_eq!(drive.refused(as_deputy(DEPUTY, FINANCE)), Refusal::NotADeputy);
    assert_eq!(drive.refused(as_deputy(DEPUTY, OUTSIDER)), Refusal::NotAMember);
    let own_seat = Present { lid: account(DEPUTY), voor: None };
    let own_seat = Hold { aanwezig: vec![own_seat], gasten: Vec::new() };
    assert_eq!(drive.refused(own_seat), Refusal::NotAMember);
    let drive = drive.then(hold(&[CHAIR, DEPUTY]));
    let session = &drive.course().zitting;
    assert_eq!(session.absent(), [account(PERMITS), account(ESTATE), account(FINANCE)]);
    assert_eq!((session.taken(), session.needed()), (2, 3));
}

/// Who advised and then left was there: the minutes do not call them absent beside their own advice.
#[test]
fn who_left_was_there() {
    let guest = |naam: &str| Guest {
        naam: text(naam),
        organisatie: text("RIEC Verzonnen"),
        punten: vec![item_id(FIRST)],
    };
    let attend = |numbers: &[u128], gasten| Attend { aanwezig: present(numbers), gasten };
    let drive = Drive::frozen()
        .on(MEETING_DAY)
        .then(Hold { aanwezig: present(&[CHAIR, DEPUTY, FINANCE]), gasten: vec![guest("B")] })
        .then(advise(FIRST, Method::Eensgezind))
        .then(attend(&[CHAIR, LAWYER], Vec::new()));
    let minutes = drive.meeting.minutes().expect("minutes");
    assert_eq!(minutes.aanwezig, present(&[CHAIR, LAWYER]));
    assert_eq!(minutes.vertrokken, present(&[DEPUTY, FINANCE]));
    assert_eq!(minutes.afwezig, [account(PERMITS), account(ESTATE)]);
    assert_eq!((minutes.gasten.len(), minutes.vertrokken_gasten.len()), (0, 1));
    let session = &drive.course().zitting;
    assert_eq!(session.taken(), 2, "who left does not count");
    assert_eq!(voters(&drive, SECOND), [CHAIR, LAWYER]);
    // Who comes back is there again.
    let back = drive.then(attend(&[CHAIR, FINANCE], vec![guest("B"), guest("C")]));
    let minutes = back.meeting.minutes().expect("minutes");
    assert_eq!(minutes.vertrokken, present(&[DEPUTY, LAWYER]));
    assert_eq!((minutes.gasten.len(), minutes.vertrokken_gasten.len()), (2, 0));
    let hidden =
        back.then(conflict(ESTATE, file_subject(FIRST))).then(attend(&[CHAIR], Vec::new()));
    let theirs = hidden.meeting.minutes().expect("minutes").for_member(account(ESTATE));
    assert!(theirs.vertrokken_gasten.iter().all(|guest| guest.punten.is_empty()));
}

#[test]
fn a_deputy_counts_in_the_place_of_the_member() {
    let three = Drive::held(&[CHAIR, PERMITS, DEPUTY]);
    assert_eq!(voters(&three, FIRST), [CHAIR, DEPUTY, PERMITS]);
    // With the member there too, one of them counts.
    let both = Drive::held(&[CHAIR, LAWYER, DEPUTY]);
    assert_eq!(voters(&both, FIRST), [CHAIR, LAWYER]);
    let advice = advise(FIRST, Method::Eensgezind);
    assert_eq!(both.refused(advice.clone()), Refusal::NoQuorum);
    let advised = three.then(advice);
    assert_eq!(advised.course().adviezen[0].advies.stemgerechtigd.len(), 3);
}

#[test]
fn a_member_with_an_interest_neither_sees_nor_counts_nor_votes() {
    let drive = Drive::frozen()
        .by(FINANCE, conflict(FINANCE, file_subject(FIRST)))
        .on(MEETING_DAY)
        .then(hold(&[CHAIR, PERMITS, FINANCE]));
    let seen = drive.meeting.items_for(account(FINANCE));
    assert_eq!(
        seen.iter().map(|item| item.id).collect::<Vec<_>>(),
        [item_id(SECOND), item_id(ACTIONS)]
    );
    assert_eq!(voters(&drive, FIRST), [CHAIR, PERMITS]);
    assert_eq!(voters(&drive, SECOND), [CHAIR, PERMITS, FINANCE]);
    assert_eq!(drive.refused(advise(FIRST, Method::Eensgezind)), Refusal::NoQuorum);
    // To who has the interest, the item does not exist.
    assert_eq!(drive.refused_by(FINANCE, advise(FIRST, Method::Eensgezind)), Refusal::UnknownItem);
    let more = Attend { aanwezig: present(FOUR), gasten: Vec::new() };
    let drive = drive.then(more);
    let votes = [CHAIR, LAWYER, PERMITS, FINANCE].map(|number| (number, Vote::Voor));
    assert_eq!(drive.refused(advise(FIRST, ballots(&votes))), Refusal::NotEntitled);
    let drive = drive.then(advise(FIRST, ballots(&votes[..3])));
    assert_eq!(drive.course().adviezen.len(), 1);
}

#[test]
fn a_deputy_who_is_there_takes_the_place_of_a_member_with_an_interest() {
    let drive = Drive::held(&[CHAIR, LAWYER, PERMITS, DEPUTY]);
    assert_eq!(voters(&drive, FIRST), [CHAIR, LAWYER, PERMITS]);
    let drive = drive.then(conflict(LAWYER, file_subject(FIRST)));
    assert_eq!(voters(&drive, FIRST), [CHAIR, DEPUTY, PERMITS]);
    assert_eq!(voters(&drive, SECOND), [CHAIR, LAWYER, PERMITS]);
}

#[test]
fn an_interest_is_declared_by_the_member_or_the_chair_and_before_the_advice() {
    let drive = Drive::held(FOUR);
    let own = conflict(FINANCE, file_subject(FIRST));
    assert_eq!(drive.refused_by(LAWYER, own.clone()), Refusal::ChairOnly);
    assert_eq!(drive.refused(conflict(OUTSIDER, file_subject(FIRST))), Refusal::NotAMember);
    let known = drive.clone().then(own.clone());
    assert_eq!(known.refused(own.clone()), Refusal::ConflictKnown);
    let advised = drive.then(advise(FIRST, Method::Eensgezind));
    assert_eq!(advised.refused_by(FINANCE, own), Refusal::ConflictLate);
    // On another file, and for who did not take part, it is in time.
    let advised = advised.by(FINANCE, conflict(FINANCE, file_subject(SECOND)));
    assert_eq!(
        advised.then(conflict(ESTATE, file_subject(FIRST))).meeting.head().belangen.len(),
        2
    );
}

#[test]
fn an_interest_declared_elsewhere_holds_here_from_the_first_moment() {
    let elsewhere = Drive::filled().then(conflict(FINANCE, file_subject(FIRST)));
    let mut drive = Drive::planned_as(meeting_id(601), day(MEETING_DAY));
    drive.standing = elsewhere.meeting.head().belangen.clone();
    let add = |number| AddItem { punt: file_item(number), reden: None };
    let drive = drive.then(OpenAgenda {}).then(add(SECOND));
    assert!(drive.meeting.head().belangen.is_empty(), "the file is not on this agenda");
    let drive = drive.then(add(FIRST)).then(Freeze {});
    assert_eq!(drive.meeting.head().belangen, drive.standing, "once, whatever happens after it");
    let seen = drive.meeting.items_for(account(FINANCE));
    assert_eq!(seen.iter().map(|item| item.id).collect::<Vec<_>>(), [item_id(SECOND)]);

    // Who already took part in an advice here is not taken out of it afterwards.
    let mut advised = Drive::held(FOUR).then(advise(FIRST, Method::Eensgezind));
    advised.standing.clone_from(&drive.standing);
    let after = advised.then(Conclude { punt: item_id(SECOND), conclusie: text("Aangehouden.") });
    assert!(after.meeting.head().belangen.is_empty());
}

/// Awb art. 2:4: the interest counts in the very step that records the advice.
#[test]
fn who_declared_an_interest_elsewhere_during_the_session_is_not_counted_nor_asked() {
    let elsewhere = Drive::filled().then(conflict(FINANCE, file_subject(FIRST)));
    let standing = elsewhere.meeting.head().belangen.clone();
    let mut three = Drive::held(&[CHAIR, PERMITS, FINANCE]);
    three.standing.clone_from(&standing);
    let advice = advise(FIRST, Method::Eensgezind);
    assert_eq!(three.refused(advice.clone()), Refusal::NoQuorum);
    assert_eq!(three.refused_by(FINANCE, advice.clone()), Refusal::UnknownItem);
    let mut four = Drive::held(FOUR);
    four.standing.clone_from(&standing);
    let votes = FOUR.iter().map(|number| (*number, Vote::Voor)).collect::<Vec<_>>();
    assert_eq!(four.refused(advise(FIRST, ballots(&votes))), Refusal::NotEntitled);
    let advised = four.then(advice);
    let given = &advised.course().adviezen[0].advies;
    assert_eq!(given.stemgerechtigd, [CHAIR, LAWYER, PERMITS].map(account));
    let minutes = advised.meeting.minutes().unwrap();
    let item = minutes.punten.iter().find(|item| item.punt == item_id(FIRST)).unwrap();
    assert_eq!(item.belangen, standing);
}

#[test]
fn an_interest_taken_off_the_record_is_let_go_until_the_session() {
    let declared = |drive: Drive| {
        let first = drive.then(conflict(FINANCE, file_subject(FIRST)));
        first
            .then(conflict(PERMITS, file_subject(FIRST)))
            .then(conflict(FINANCE, file_subject(SECOND)))
    };
    let left = |meeting: Meeting| {
        let meeting = meeting.lifted(account(FINANCE), case_id(FIRST));
        let left = meeting.head().belangen.iter();
        left.map(|conflict| (conflict.lid, conflict.onderwerp.clone())).collect::<Vec<_>>()
    };
    let others =
        [(account(PERMITS), file_subject(FIRST)), (account(FINANCE), file_subject(SECOND))];
    assert_eq!(left(declared(Drive::frozen()).meeting), others);
    assert_eq!(left(declared(Drive::held(FOUR)).meeting).len(), 3, "it is in the minutes");
}

#[test]
fn a_chair_whose_term_ended_leads_no_more() {
    let mut drive = Drive::filled();
    drive.group.leden[0].zitting.tot_en_met = Some(day("2027-01-31"));
    assert_eq!(drive.refused(Freeze {}), Refusal::ChairOnly);
    let other = conflict(FINANCE, file_subject(FIRST));
    assert_eq!(drive.refused(other), Refusal::ChairOnly);
    assert_eq!(drive.by(ESTATE, Freeze {}).meeting.state(), StateName::Frozen);
}

#[test]
fn a_chair_with_an_interest_orders_what_the_chair_sees() {
    let drive = Drive::filled().then(conflict(CHAIR, file_subject(FIRST)));
    let volgorde = vec![item_id(ACTIONS), item_id(SECOND)];
    let drive = drive.then(OrderItems { volgorde });
    assert_eq!(drive.items(), [item_id(FIRST), item_id(ACTIONS), item_id(SECOND)]);
    let time = TimeItem { punt: item_id(FIRST), minuten: 5 };
    assert_eq!(drive.refused(time.clone()), Refusal::UnknownItem);
    assert_eq!(drive.by(ESTATE, time).meeting.items()[0].minuten, 5);
}

#[test]
fn an_advice_needs_a_quorum_and_lands_in_the_file() {
    let two = Drive::held(&[CHAIR, PERMITS]);
    assert_eq!(two.refused(advise(FIRST, Method::Eensgezind)), Refusal::NoQuorum);
    let three = Drive::held(&[CHAIR, PERMITS, FINANCE]);
    let advised = three.then(advise(FIRST, Method::Eensgezind));
    let [Effect::AdviceToFile { file, advice }] = &advised.effects[..] else { panic!("effect") };
    assert_eq!(*file, case_id(FIRST));
    assert_eq!(advice.op, day(MEETING_DAY));
    assert_eq!(
        advice.advies.as_str(),
        "Advies: voornemen: weigeren, intrekken of beëindigen.\n\nRedenen: De herkomst van het geld blijft onbekend.\n\nDe 3 leden die meededen waren het eens."
    );
    assert_eq!(advised.refused(advise(FIRST, Method::Eensgezind)), Refusal::AdvisedAlready);
    assert_eq!(advised.refused(advise(ACTIONS, Method::Eensgezind)), Refusal::NotAFile);
    assert_eq!(advised.refused(advise(300, Method::Eensgezind)), Refusal::UnknownItem);
}

#[test]
fn a_majority_carries_and_a_tie_does_not() {
    use Vote::{Onthouding, Tegen, Voor};
    let drive = Drive::held(FOUR);
    let vote = |votes: [Vote; 4]| {
        let votes: Vec<(u128, Vote)> = FOUR.iter().copied().zip(votes).collect();
        drive.try_by(actor(CHAIR), advise(FIRST, ballots(&votes)), None).err()
    };
    assert_eq!(vote([Voor, Voor, Voor, Tegen]), None);
    assert_eq!(
        vote([Voor, Onthouding, Onthouding, Onthouding]),
        None,
        "abstaining counts as there"
    );
    assert_eq!(vote([Voor, Voor, Tegen, Tegen]), Some(Refusal::Tie));
    assert_eq!(vote([Onthouding; 4]), Some(Refusal::Tie));
    assert_eq!(vote([Voor, Tegen, Tegen, Onthouding]), Some(Refusal::Rejected));
}

#[test]
fn everybody_who_may_vote_does_and_nobody_twice() {
    let drive = Drive::held(FOUR);
    let votes: Vec<(u128, Vote)> = FOUR.iter().map(|number| (*number, Vote::Voor)).collect();
    assert_eq!(drive.refused(advise(FIRST, ballots(&votes[..3]))), Refusal::VoteMissing);
    let twice = [votes.clone(), vec![votes[0]]].concat();
    assert_eq!(drive.refused(advise(FIRST, ballots(&twice))), Refusal::VoteMissing);
    let stranger = [votes, vec![(OUTSIDER, Vote::Voor)]].concat();
    assert_eq!(drive.refused(advise(FIRST, ballots(&stranger))), Refusal::NotEntitled);
}

#[test]
fn dissent_is_of_who_took_part_and_does_not_go_with_consensus() {
    let drive = Drive::held(FOUR);
    let dissent = |number| Dissent {
        lid: account(number),
        standpunt: text("Wil eerst het LBB-advies afwachten."),
    };
    let votes =
        [(CHAIR, Vote::Voor), (LAWYER, Vote::Voor), (PERMITS, Vote::Voor), (FINANCE, Vote::Tegen)];
    let with = |wijze, number| Advise { afwijkend: vec![dissent(number)], ..advise(FIRST, wijze) };
    assert_eq!(drive.refused(with(Method::Eensgezind, FINANCE)), Refusal::DissentInConsensus);
    assert_eq!(drive.refused(with(ballots(&votes), ESTATE)), Refusal::NotEntitled);
    let drive = drive.then(with(ballots(&votes), FINANCE));
    let [Effect::AdviceToFile { advice, .. }] = &drive.effects[..] else { panic!("effect") };
    let said = advice.advies.as_str();
    assert!(said.contains("Stemming: 3 voor, 1 tegen, 0 onthouding."), "{said}");
    assert!(said.ends_with("Afwijkend standpunt: Wil eerst het LBB-advies afwachten."), "{said}");
}

#[test]
fn reasons_that_do_not_fit_in_the_file_are_refused() {
    let drive = Drive::held(FOUR);
    let long = |letters: usize| Advise {
        redenen: Text::try_from("x".repeat(letters)).unwrap(),
        ..advise(FIRST, Method::Eensgezind)
    };
    assert_eq!(drive.refused(long(20_000)), Refusal::TooLong);
    assert_eq!(drive.then(long(19_500)).course().adviezen.len(), 1);
}

#[test]
fn only_people_lead_vote_and_advise_but_a_program_may_propose() {
    let refused = |drive: &Drive, command: Command| drive.try_by(program(), command, None).err();
    let planned = Drive::planned();
    assert_eq!(refused(&planned, OpenAgenda {}.into()), None);
    let add = AddItem { punt: file_item(300), reden: None };
    assert_eq!(refused(&Drive::open(), add.into()), None);
    assert_eq!(refused(&Drive::filled(), Freeze {}.into()), Some(Refusal::HumanOnly));
    let held = Drive::held(FOUR);
    let advice = advise(FIRST, Method::Eensgezind);
    assert_eq!(refused(&held, advice.into()), Some(Refusal::HumanOnly));
}

fn action(number: u128, owner: u128, on: NaiveDate) -> AddAction {
    AddAction {
        id: action_id(number),
        punt: Some(item_id(FIRST)),
        wat: text("Vraag de jaarrekening op."),
        eigenaar: account(owner),
        uiterlijk: on,
    }
}

#[test]
fn an_action_has_an_owner_and_a_date_and_is_done_once() {
    let drive = Drive::held(FOUR).then(conflict(FINANCE, file_subject(FIRST)));
    let on = day("2027-03-01");
    assert_eq!(drive.refused(action(1, FINANCE, on)), Refusal::OwnerConflict);
    assert_eq!(drive.refused(action(1, LAWYER, day("2027-02-17"))), Refusal::DayPast);
    let drive = drive.then(action(1, LAWYER, day("2027-02-18")));
    assert_eq!(drive.refused(action(1, LAWYER, on)), Refusal::KnownAction);
    assert_eq!(drive.meeting.open_actions_for(account(LAWYER)).len(), 1);
    assert!(
        drive.meeting.open_actions_for(account(FINANCE)).is_empty(),
        "it is about a hidden item"
    );
    let done = |number, on: &str| ActionDone { actie: action_id(number), op: day(on) };
    assert_eq!(drive.refused(done(2, MEETING_DAY)), Refusal::UnknownAction);
    assert_eq!(drive.refused(done(1, "2027-02-19")), Refusal::DayToCome);
    let drive = drive.by(LAWYER, done(1, MEETING_DAY));
    assert_eq!(drive.refused(done(1, MEETING_DAY)), Refusal::UnknownAction);
    assert!(drive.meeting.open_actions_for(account(LAWYER)).is_empty());
}

#[test]
fn an_action_may_be_done_after_the_minutes_are_adopted() {
    let next = next_meeting(FOUR);
    let drive = Drive::held(FOUR).then(action(1, LAWYER, day("2027-05-01")));
    let drive = drive.on("2027-04-01").adopt(&next, &[]);
    let drive = drive.by(LAWYER, ActionDone { actie: action_id(1), op: day("2027-03-20") });
    assert_eq!(drive.course().acties[0].gereed_op, Some(day("2027-03-20")));
}

#[test]
fn a_conclusion_is_recorded_once() {
    let conclude = |item| Conclude { punt: item_id(item), conclusie: text("Aangehouden.") };
    let drive = Drive::held(FOUR).then(conclude(ACTIONS));
    assert_eq!(drive.refused(conclude(ACTIONS)), Refusal::ConclusionKnown);
    assert_eq!(drive.then(conclude(FIRST)).course().conclusies.len(), 2);
}

#[test]
fn a_meeting_is_planned_for_today_or_later_and_belongs_to_its_group() {
    let group = group();
    let at = Circumstances {
        now: noon(day("2027-02-01")),
        actor: actor(CHAIR),
        group: &group,
        adopting: None,
        standing: &[],
    };
    let kind = MeetingKind::Extra { reden: text("Een termijn loopt af.") };
    let plan = |on: &str| Meeting::plan(meeting_id(1), kind.clone(), day(on), slot(), &at).err();
    assert_eq!((plan("2027-01-31"), plan("2027-02-01")), (Some(Refusal::DayPast), None));
    let mut other = Drive::planned();
    other.group.id = kernel::Id::from_uuid(uuid(1));
    assert_eq!(other.refused(OpenAgenda {}), Refusal::OtherGroup);
}

#[test]
fn a_later_change_of_the_group_does_not_change_who_counted() {
    let mut drive = Drive::held(&[CHAIR, PERMITS, FINANCE]);
    drive.group.leden.truncate(3);
    drive.group.quorum = Quorum::Aantal { plaatsen: 5 };
    assert_eq!(voters(&drive, FIRST), [CHAIR, PERMITS, FINANCE]);
    assert_eq!(drive.then(advise(FIRST, Method::Eensgezind)).course().adviezen[0].advies.nodig, 3);
}

#[test]
fn a_cancelled_meeting_keeps_what_stood_on_its_agenda() {
    let drive = Drive::cancelled();
    assert_eq!(drive.meeting.state(), StateName::Cancelled);
    assert_eq!(drive.items(), [item_id(FIRST), item_id(SECOND), item_id(ACTIONS)]);
    assert_eq!(drive.meeting.minutes(), None);
}
