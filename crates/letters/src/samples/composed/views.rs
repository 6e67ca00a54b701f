//! Samples of the letters about views: L12, L13 and L14.

use super::{bare, contract, day, intention, letter, matter, running, sample, texts};
use crate::acknowledgement::Door;
use crate::composed::{Basis, Composed, Matter, Outcome, Views, ViewsState};
use crate::kind::LetterKind::{HearingReport, Intention, ThirdParty};
use crate::samples::Sample;

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = intentions();
    let intended = Some(intention(Outcome::Refuse, Basis::Danger));
    let intended = Matter { intention: intended, ..matter() };
    let oral = Views { state: ViewsState::Oral, on: Some(day(2026, 11, 3)) };
    let heard = Matter { views: Some(oral), ..matter() };
    samples.extend([
        sample("l13-volledig", letter(ThirdParty, intended, &[])),
        sample("l13-kaal", bare(ThirdParty)),
        sample("l14-volledig", letter(HearingReport, heard, &[])),
        sample("l14-kaal", bare(HearingReport)),
    ]);
    samples
}

fn intentions() -> Vec<Sample> {
    let of = |before: Matter, outcome, basis| -> Composed {
        let intended = Some(intention(outcome, basis));
        let matter = Matter { intention: intended, decision: None, views: None, ..before };
        let mut letter = letter(Intention, matter, &[]);
        letter.frame.enclosures = texts(&["kopie van het advies van het LBB"]);
        letter
    };
    let mut late = of(matter(), Outcome::Refuse, Basis::Danger);
    late.matter.intention.iter_mut().for_each(|intended| intended.until = day(2026, 11, 5));
    let without_advice = |before| Matter { advice: None, ..before };
    let subsidy = Matter { door: Door::Subsidy, ..running() };
    vec![
        sample("l12-weigeren", of(matter(), Outcome::Refuse, Basis::Danger)),
        sample(
            "l12-weigeren-lid-6",
            of(without_advice(matter()), Outcome::Refuse, Basis::Obtained),
        ),
        sample("l12-andere-grond", of(without_advice(matter()), Outcome::Refuse, Basis::Other)),
        sample("l12-intrekken", of(running(), Outcome::Withdraw, Basis::BrokenCondition)),
        sample("l12-lager-vaststellen", of(subsidy, Outcome::DetermineLower, Basis::Danger)),
        sample("l12-voorschriften", of(matter(), Outcome::GrantWithConditions, Basis::Danger)),
        sample(
            "l12-voorschriften-wijzigen",
            of(running(), Outcome::GrantWithConditions, Basis::BrokenCondition),
        ),
        sample("l12-voorwaarden", of(contract(), Outcome::GrantWithConditions, Basis::Danger)),
        sample("l12-niet-contracteren", of(contract(), Outcome::NoContract, Basis::Danger)),
        sample("l12-beeindigen", of(contract(), Outcome::End, Basis::Danger)),
        sample("l12-kaal-te-laat", late),
        sample("l12-kaal", bare(Intention)),
    ]
}
