//! What holds for all names.

use super::super::{
    Address, Bands, Born, Name, NameKind, PersonName, Profile, VERSION, compare, keys, score,
};
use super::compared;
use chrono::NaiveDate;
use kernel::Redacted;
use proptest::prelude::*;

const WORDS: [&str; 40] = [
    "van",
    "der",
    "de",
    "El",
    "Jan",
    "Johannes",
    "J.",
    "J.P.",
    "Willemijn",
    "Mohammed",
    "Mohamed",
    "Fuutstra",
    "Fuutstar",
    "Reiger",
    "-",
    "Fuutstra-de",
    "Oulad",
    "Ben",
    ",",
    "B.V.",
    "bv",
    "Besloten Vennootschap",
    "Stichting",
    "II",
    "2",
    "IV",
    "Bouw",
    "Holding",
    "Hold.",
    "Im-",
    "en",
    "&",
    "Export",
    "h.o.d.n.",
    "Gans",
    "De",
    "Verzonnen",
    "Ayşe",
    "Иван",
    "geb.",
];

fn name() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS.as_slice()), 0..7)
        .prop_map(|words| words.join(" "));
    prop_oneof![6 => words, 1 => any::<String>(), 1 => "[a-z]{0,4}"]
}

fn born() -> impl Strategy<Value = Option<Born>> {
    let day = (1968..1972_i32, 1..13_u32, 1..29_u32)
        .prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).map(Born::on));
    prop_oneof![2 => day, 1 => (1968..1972_i32).prop_map(Born::in_year), 1 => Just(None)]
}

fn number(numbers: &'static [&'static str]) -> impl Strategy<Value = Option<Redacted<String>>> {
    prop::option::of(
        prop::sample::select(numbers).prop_map(|number| Redacted::new(number.to_owned())),
    )
}

fn parts() -> impl Strategy<Value = Name> {
    (name(), name(), prop::option::of(name())).prop_map(|(given, surname, partner)| {
        Name::Parts(PersonName {
            given: Some(Redacted::new(given)),
            initials: None,
            prefix: None,
            surname: Redacted::new(surname),
            partner: partner.map(Redacted::new),
        })
    })
}

prop_compose! {
    fn profile()(
        organisation in any::<bool>(),
        names in prop::collection::vec(
            prop_oneof![4 => name().prop_map(|name| Name::Whole(Redacted::new(name))), 1 => parts()], 0..3),
        born in born(),
        kvk in number(&["90000001", "90000002", "9"]),
        establishment in number(&["900000000001", "900000000002"]),
        rsin in number(&["000000012", "111111110"]),
        house in prop::option::of(1..3_u8),
    ) -> Profile {
        let kind = if organisation { NameKind::Organisatie } else { NameKind::Persoon };
        let address = house.map(|house| Address {
            postcode: Redacted::new("1234 AB".to_owned()),
            number: Redacted::new(house.to_string()),
        });
        Profile { kind, names, born, kvk, establishment, rsin, address }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn both_directions_give_one_score(left in profile(), right in profile()) {
        let (left, right) = (left.prepare(), right.prepare());
        prop_assert_eq!(score(&left, &right), score(&right, &left));
        let there = compared(&left, &right);
        let back = compared(&right, &left);
        prop_assert_eq!(there.evidence.len(), back.evidence.len());
        for (one, other) in there.evidence.iter().zip(&back.evidence) {
            prop_assert_eq!((one.kind, one.points, &one.left), (other.kind, other.points, &other.right));
        }
    }

    #[test]
    fn the_points_of_the_reasons_add_up_to_the_score(left in profile(), right in profile()) {
        let comparison = compared(&left.prepare(), &right.prepare());
        prop_assert!(comparison.score <= 1000);
        let sum: i32 = comparison.evidence.iter().map(|reason| reason.points).sum();
        prop_assert_eq!(sum, i32::from(comparison.score));
        prop_assert_eq!(comparison.version, VERSION);
    }

    #[test]
    fn an_equal_number_or_address_never_lowers_a_score(left in profile(), right in profile(), which in 0..4_u8) {
        let before = score(&left.prepare(), &right.prepare());
        let (mut left, mut right) = (left, right);
        for profile in [&mut left, &mut right] {
            let text = |text: &str| Redacted::new(text.to_owned());
            match which {
                0 => profile.kvk = Some(text("90000003")),
                1 => profile.establishment = Some(text("900000000003")),
                2 => profile.rsin = Some(text("222222220")),
                _ => profile.address = Some(Address { postcode: text("9999 ZZ"), number: text("1") }),
            }
        }
        let after = score(&left.prepare(), &right.prepare());
        prop_assert!(after.points >= before.points, "{before:?} {after:?}");
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(left in profile(), right in profile()) {
        let write = || {
            let (left, right) = (left.prepare(), right.prepare());
            let comparison = compare(&left, &right, Bands::default());
            (serde_json::to_string(&comparison).expect("JSON"), keys(&left))
        };
        prop_assert_eq!(write(), write());
    }

    #[test]
    fn a_whole_name_is_most_like_itself(text in name(), born in born(), other in profile()) {
        let own = Profile::named(NameKind::Persoon, &text).born(born).prepare();
        let other = Profile { kvk: None, rsin: None, establishment: None, address: None, ..other }.prepare();
        prop_assert!(score(&own, &own).points + 20 >= score(&own, &other).points);
    }

    #[test]
    fn any_text_is_read(left in ".{0,60}", right in "\\PC{0,100}", times in 1..8_usize) {
        let right = right.repeat(times);
        for kind in [NameKind::Persoon, NameKind::Organisatie] {
            let (left, right) = (Profile::named(kind, &left).prepare(), Profile::named(kind, &right).prepare());
            prop_assert!(compared(&left, &right).score <= 1000);
            prop_assert!(keys(&right).iter().all(|key| key.as_str().len() <= 24));
        }
        let _ = Born::read(&left);
    }
}
