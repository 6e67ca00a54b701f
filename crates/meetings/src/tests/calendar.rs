//! The rhythm, what makes way for it, and appointments that keep their id.

use super::samples::*;
use crate::*;
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use kernel::DateRange;
use proptest::prelude::*;

fn exceptions() -> Exceptions {
    let holidays = [("2027-05-13", "Hemelvaartsdag"), ("2027-12-25", "eerste kerstdag")];
    Exceptions {
        holidays: holidays.map(|(on, name)| (day(on), name.to_owned())).into(),
        recess: vec![Recess {
            naam: "zomerreces".to_owned(),
            vanaf: day("2027-06-21"),
            tot_en_met: day("2027-08-08"),
            regel: Dodge::Overslaan,
        }],
    }
}

#[test]
fn once_in_six_weeks_on_thursdays_round_holidays_and_recess() {
    let plan = plan_year(&rhythm(), 2027, &exceptions());
    let days: Vec<(u32, &str, Option<String>)> = plan
        .iter()
        .map(|meeting| {
            let why = match &meeting.beletsel {
                None => "",
                Some(Obstacle::Feestdag { naam } | Obstacle::Reces { naam }) => naam.as_str(),
            };
            (meeting.volgnummer, why, meeting.op.map(|op| op.to_string()))
        })
        .collect();
    let on = |text: &str| Some(text.to_owned());
    assert_eq!(
        days,
        [
            (0, "", on("2027-01-07")),
            (1, "", on("2027-02-18")),
            (2, "", on("2027-04-01")),
            (3, "Hemelvaartsdag", on("2027-05-14")),
            (4, "zomerreces", None),
            (5, "zomerreces", None),
            (6, "", on("2027-09-16")),
            (7, "", on("2027-10-28")),
            (8, "", on("2027-12-09")),
        ]
    );
    assert_eq!(plan[3].bedoeld_op, day("2027-05-13"));
}

#[test]
fn the_nearest_working_day_is_taken_a_later_one_first() {
    let mut exceptions = exceptions();
    let around = |exceptions: &Exceptions, dodge| {
        let rhythm = Rhythm { bij_feestdag: dodge, ..rhythm() };
        plan_year(&rhythm, 2027, exceptions)[3].op
    };
    let four = Dodge::Uitwijken { dagen: 4 };
    assert_eq!(around(&exceptions, four), Some(day("2027-05-14")));
    exceptions.holidays.insert(day("2027-05-14"), "vrije dag".to_owned());
    assert_eq!(around(&exceptions, four), Some(day("2027-05-12")));
    exceptions.holidays.insert(day("2027-05-12"), "vrije dag".to_owned());
    exceptions.holidays.insert(day("2027-05-11"), "vrije dag".to_owned());
    exceptions.holidays.insert(day("2027-05-10"), "vrije dag".to_owned());
    assert_eq!(around(&exceptions, Dodge::Uitwijken { dagen: 3 }), None);
    assert_eq!(around(&exceptions, four), Some(day("2027-05-17")), "four days later is a Monday");
    assert_eq!(around(&exceptions, Dodge::Overslaan), None);
}

#[test]
fn the_strictest_rule_about_a_day_holds() {
    let mut exceptions = exceptions();
    let may = |regel| Recess {
        naam: "meireces".to_owned(),
        vanaf: day("2027-05-13"),
        tot_en_met: day("2027-05-13"),
        regel,
    };
    exceptions.recess.push(may(Dodge::Uitwijken { dagen: 20 }));
    assert_eq!(plan_year(&rhythm(), 2027, &exceptions)[3].op, Some(day("2027-05-14")));
    exceptions.recess.push(may(Dodge::Overslaan));
    let skipped = &plan_year(&rhythm(), 2027, &exceptions)[3];
    assert_eq!(skipped.op, None);
    assert_eq!(skipped.beletsel, Some(Obstacle::Reces { naam: "meireces".to_owned() }));
}

#[test]
fn a_way_out_of_half_the_time_between_meetings_is_named() {
    let places = |dodge| {
        let mut faults = kernel::Faults::new();
        rhythm().check_dodge(dodge, "/reces/0/regel", &mut faults);
        faults.iter().map(|fault| fault.pointer.clone()).collect::<Vec<_>>()
    };
    assert_eq!(places(Dodge::Uitwijken { dagen: 20 }), [""; 0]);
    assert_eq!(places(Dodge::Overslaan), [""; 0]);
    assert_eq!(places(Dodge::Uitwijken { dagen: 21 }), ["/reces/0/regel"]);
}

#[test]
fn nothing_is_planned_before_the_start() {
    assert!(plan_year(&rhythm(), 2026, &exceptions()).is_empty());
    let later = plan_year(&rhythm(), 2028, &Exceptions::default());
    assert_eq!(later[0].volgnummer, 9);
    assert_eq!(later[0].op, Some(day("2028-01-20")));
}

#[test]
fn an_appointment_keeps_its_id_and_counts_its_changes() {
    let invite = |drive: &Drive| match &drive.effects[..] {
        [Effect::Invite(invitation)] => invitation.clone(),
        other => panic!("{other:?}"),
    };
    let first = Drive::planned();
    let new = invite(&first);
    assert_eq!(new.soort, InvitationKind::Nieuw);
    assert_eq!(new.afspraak.uid, "00000000-0000-0000-0000-000000000258");
    assert_eq!(new.afspraak.wijziging, 0);
    assert_eq!(new.begin.to_string(), "2027-02-18T12:30:00.000000Z");
    assert_eq!(new.einde.to_string(), "2027-02-18T14:20:00.000000Z");
    assert_eq!(new.genodigden.len(), 6, "deputies are invited too");
    assert_eq!(new.afspraak.remind_on(7), day("2027-02-11"));

    let moved = first.then(Move { op: day("2027-07-01"), tijd: slot() });
    let change = invite(&moved);
    assert_eq!((change.soort, change.afspraak.wijziging), (InvitationKind::Gewijzigd, 1));
    assert_eq!(change.afspraak.uid, new.afspraak.uid);
    assert_eq!(
        change.begin.to_string(),
        "2027-07-01T11:30:00.000000Z",
        "an hour earlier in summer"
    );
    assert_eq!(
        moved.refused(Move { op: day("2027-07-01"), tijd: slot() }),
        Refusal::NothingChanged
    );

    let off = moved.then(Cancel { reden: text("Er is geen ruimte.") });
    let end = invite(&off);
    assert_eq!((end.soort, end.afspraak.wijziging), (InvitationKind::Vervallen, 2));
    assert_eq!(end.afspraak.uid, new.afspraak.uid);
    assert_eq!(off.meeting.invitation_for(vec![account(OUTSIDER)]), None);
}

#[test]
fn who_is_out_of_office_on_the_new_day_gets_the_old_one_taken_back() {
    let mut drive = Drive::planned();
    drive.group.leden[4].zitting.tot_en_met = Some(day("2027-02-28"));
    let moved = drive.then(Move { op: day("2027-03-01"), tijd: slot() });
    let kinds: Vec<(InvitationKind, usize, u32)> = moved
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::Invite(invite) => {
                (invite.soort, invite.genodigden.len(), invite.afspraak.wijziging)
            }
            Effect::AdviceToFile { .. } => panic!("no advice"),
        })
        .collect();
    assert_eq!(kinds, [(InvitationKind::Gewijzigd, 5, 1), (InvitationKind::Vervallen, 1, 1)]);
    let later = moved.meeting.invitation_for(vec![account(OUTSIDER)]).expect("invitation");
    assert_eq!((later.soort, later.afspraak.wijziging), (InvitationKind::Nieuw, 1));
}

#[test]
fn who_leaves_gets_the_appointment_taken_back_and_who_joins_after_it_the_same_number() {
    let planned = Drive::planned().meeting;
    assert_eq!(planned.clone().taken_back(Vec::new()), None);
    let (left, gone) = planned.taken_back(vec![account(FINANCE)]).unwrap();
    assert_eq!((gone.soort, gone.afspraak.wijziging), (InvitationKind::Vervallen, 1));
    assert_eq!(gone.genodigden, [account(FINANCE)]);
    let joins = left.invitation_for(vec![account(OUTSIDER)]).unwrap();
    assert_eq!((joins.soort, joins.afspraak.wijziging), (InvitationKind::Nieuw, 1));
    let over = Drive::held(&[CHAIR, PERMITS, FINANCE]).meeting;
    assert_eq!(over.taken_back(vec![account(FINANCE)]), None);
}

#[test]
fn a_meeting_lasts_ten_minutes_to_eight_hours_and_ends_on_its_day() {
    let drive = Drive::planned();
    let at = |begin: &str, minuten| {
        let tijd = Slot { begin: clock(begin), minuten, ..slot() };
        drive.try_by(actor(CHAIR), Move { op: day(MEETING_DAY), tijd }, None).err()
    };
    assert_eq!(at("13:30:00", 10), None);
    assert_eq!(at("13:30:00", 9), Some(Refusal::AppointmentUnfit));
    assert_eq!(at("13:30:00", 480), None);
    assert_eq!(at("13:30:00", 481), Some(Refusal::AppointmentUnfit));
    assert_eq!(at("23:00:00", 59), None);
    assert_eq!(at("23:00:00", 60), Some(Refusal::AppointmentUnfit));
}

#[test]
fn members_are_reminded_from_the_chosen_day_until_the_meeting_begins() {
    let planned = Drive::planned();
    let reminded = |drive: &Drive, now| drive.meeting.reminder(&drive.group, now);
    let on = |text: &str| noon(day(text));
    assert_eq!(reminded(&planned, on("2027-02-10")), None, "seven days before is the eleventh");
    let everybody = reminded(&planned, on("2027-02-11")).unwrap();
    assert_eq!(everybody.genodigden.len(), 6, "the deputy too");
    let begin = everybody.begin;
    assert_eq!(reminded(&planned, begin.after(TimeDelta::seconds(-1))), Some(everybody));
    assert_eq!(reminded(&planned, begin), None);
    assert!(reminded(&Drive::frozen(), on("2027-02-11")).is_some());
    for over in [Drive::cancelled(), Drive::held(&[CHAIR, PERMITS, FINANCE])] {
        assert_eq!(reminded(&over, on("2027-02-11")), None);
    }
    let mut late = planned.clone();
    late.group.herinneringen.vergadering_dagen = 0;
    assert_eq!(reminded(&late, on("2027-02-17")), None);
    assert!(reminded(&late, on("2027-02-18")).is_some());
}

fn any_exceptions() -> impl Strategy<Value = Exceptions> {
    let rule = prop_oneof![
        Just(Dodge::Overslaan),
        (1u8..=20).prop_map(|dagen| Dodge::Uitwijken { dagen })
    ];
    let recess = (0i64..1500, 0i64..60, rule).prop_map(|(from, days, regel)| Recess {
        naam: "reces".to_owned(),
        vanaf: after(from),
        tot_en_met: after(from + days),
        regel,
    });
    let holidays = proptest::collection::btree_map(
        (0i64..1500).prop_map(after),
        Just("vrij".to_owned()),
        0..60,
    );
    (holidays, proptest::collection::vec(recess, 0..8))
        .prop_map(|(holidays, recess)| Exceptions { holidays, recess })
}

fn after(days: i64) -> NaiveDate {
    day("2027-01-01") + TimeDelta::days(days)
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    (0i64..200, 1u8..=13, 0u8..=40).prop_map(|(start, weken, dagen)| {
        let start = after(start);
        let weekday = i64::from(start.weekday().num_days_from_monday());
        let start = if weekday > 4 { start + TimeDelta::days(7 - weekday) } else { start };
        Rhythm { start, weken, bij_feestdag: Dodge::Uitwijken { dagen }, ..rhythm() }
    })
}

proptest! {
    /// Never on a day that is not free, in order, each within its way out, and no meeting is lost without a reason.
    #[test]
    fn every_meeting_has_a_free_day_near_its_own(rhythm in any_rhythm(), exceptions in any_exceptions()) {
        let period = DateRange::new(after(0), Some(after(1400))).unwrap();
        let plan = plan(&rhythm, period, &exceptions);
        let step = 7 * i64::from(rhythm.weken);
        for (number, meeting) in (plan[0].volgnummer..).zip(&plan) {
            prop_assert_eq!(meeting.volgnummer, number);
            prop_assert_eq!(meeting.bedoeld_op, rhythm.start + TimeDelta::days(step * i64::from(number)));
            prop_assert_eq!(meeting.op == Some(meeting.bedoeld_op), meeting.beletsel.is_none());
            let Some(op) = meeting.op else { continue };
            prop_assert!(!matches!(op.weekday(), Weekday::Sat | Weekday::Sun));
            prop_assert!(exceptions.is_free(op));
            prop_assert!(2 * (op - meeting.bedoeld_op).num_days().abs() < step);
        }
        let days: Vec<NaiveDate> = plan.iter().filter_map(|meeting| meeting.op).collect();
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// A longer period only adds to the list, and the same question has the same answer.
    #[test]
    fn a_longer_period_has_the_shorter_as_its_start(
        rhythm in any_rhythm(), exceptions in any_exceptions(), short in 0i64..700, more in 0i64..700
    ) {
        let until = |days| DateRange::new(after(0), Some(after(days))).unwrap();
        let shorter = plan(&rhythm, until(short), &exceptions);
        let longer = plan(&rhythm, until(short + more), &exceptions);
        prop_assert_eq!(&longer[..shorter.len()], &shorter[..]);
        prop_assert_eq!(plan(&rhythm, until(short), &exceptions), shorter);
    }
}
