//! Samples of the letters along the way: L04, L05, L07, L11 and L21.

use super::{bare, contract, day, letter, matter, running, sample, written};
use crate::advice_notice::Suspension;
use crate::composed::{Composed, Element, Matter};
use crate::kind::LetterKind::{
    BureauProgress, InformationRequest, Question, TermExtension, WithdrawalConfirmed,
};
use crate::samples::Sample;

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = extensions();
    samples.extend(questions());
    samples.extend(information_requests());
    samples.extend(progress());
    samples.extend(withdrawals());
    samples
}

fn extensions() -> Vec<Sample> {
    let of = |kind| letter(TermExtension, matter(), &[(Element::ExtensionKind, kind)]);
    let late = Matter { positive_silence: true, term: Some(day(2026, 11, 5)), ..matter() };
    let silent = Matter { positive_silence: true, ..matter() };
    vec![
        sample("l04-redelijke-termijn", of("redelijke-termijn")),
        sample("l04-sectorwet", of("sectorwet")),
        sample("l04-bericht", of("bericht")),
        sample(
            "l04-stilte-op-tijd",
            letter(TermExtension, silent, &[(Element::ExtensionKind, "bericht")]),
        ),
        sample(
            "l04-kaal-stilte-te-laat",
            letter(TermExtension, late, &[(Element::ExtensionKind, "sectorwet")]),
        ),
        sample("l04-overeenkomst", letter(TermExtension, contract(), &[])),
        sample("l04-kaal", bare(TermExtension)),
    ]
}

fn questions() -> Vec<Sample> {
    let of = |kind| letter(Question, matter(), &[(Element::QuestionKind, kind)]);
    vec![
        sample("l05-vraag", of("vraag")),
        sample("l05-intake", of("intake")),
        sample("l05-gesprek", of("gesprek")),
        sample("l05-houder", letter(Question, running(), &[])),
        sample("l05-kaal", bare(Question)),
    ]
}

fn information_requests() -> Vec<Sample> {
    let receiver = [
        (Element::Receiver, "Justitiële Informatiedienst"),
        (Element::ReceiverAddress, "Postbus 1\n0000 AC Proefstad"),
        (Element::Reason, "De betrokkene noemde een zaak. Wij willen weten hoe die afliep."),
    ];
    vec![
        sample("l07-volledig", letter(InformationRequest, matter(), &receiver)),
        sample("l07-kaal", bare(InformationRequest)),
    ]
}

fn progress() -> Vec<Sample> {
    let stands_still = |waiting, extended, decision_by| Matter {
        advice: None,
        suspension: Some(Suspension { until: day(2027, 1, 28), waiting, extended, decision_by }),
        ..matter()
    };
    let asks = [(Element::BureauMessage, "gegevens")];
    vec![
        sample(
            "l11-verlenging",
            letter(BureauProgress, stands_still(false, true, Some(day(2027, 3, 22))), &[]),
        ),
        sample("l11-gegevens", letter(BureauProgress, stands_still(true, false, None), &asks)),
        sample("l11-gegevens-houder", letter(BureauProgress, running(), &asks)),
        sample("l11-gegevens-overeenkomst", letter(BureauProgress, contract(), &asks)),
        sample("l11-kaal", bare(BureauProgress)),
    ]
}

fn withdrawals() -> Vec<Sample> {
    let withdrawn = Some(day(2026, 11, 3));
    let reported = Matter { withdrawn, withdrawal_reported: true, ..matter() };
    let of = |matter| -> Composed { super::compose(WithdrawalConfirmed, matter, &written()) };
    vec![
        sample("l21-gemeld", of(reported)),
        sample("l21-niet-gemeld", of(Matter { withdrawn, ..matter() })),
        sample("l21-overeenkomst", of(Matter { withdrawn, ..contract() })),
        sample("l21-kaal", bare(WithdrawalConfirmed)),
    ]
}
