//! Whether an advice of the LBB can be relied on (Awb 3:9, 3:49 and 3:50): a fixed list of questions that an officer answers. The
//! advice stays advice: the body decides, and answers for what it takes over.

use super::{Entry, EntryPlace, Writing};
use crate::dossier::data_subjects;
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::Text;
use case::state::AdviceEnd;
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, InquiryEntryId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::InquiryKind;

/// Een vraag over een advies van het LBB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vergewisvraag")]
pub enum CheckQuestion {
    /// Is het advies zorgvuldig gemaakt (Awb 3:9)?
    Zorgvuldig,
    /// Volgt de conclusie uit de feiten in het advies?
    Sluitend,
    /// Zijn de stukken gezien waarop het advies rust?
    StukkenGezien,
    /// Staan er in dit dossier feiten die het LBB niet kende?
    OnbekendeFeiten,
    /// Rust het advies op oude feiten?
    OudeFeiten,
    /// Rust het advies op feiten die niet mogen meetellen, zoals na vrijspraak (art. 3a)?
    Vrijspraak,
}

impl CheckQuestion {
    /// All questions, in the order in which they are asked.
    pub const ALL: [Self; 6] = [
        Self::Zorgvuldig,
        Self::Sluitend,
        Self::StukkenGezien,
        Self::OnbekendeFeiten,
        Self::OudeFeiten,
        Self::Vrijspraak,
    ];

    /// Returns the question, for people.
    pub fn text(self) -> &'static str {
        self.texts().0
    }

    /// Returns where the question comes from.
    pub fn basis(self) -> &'static str {
        self.texts().1
    }

    /// Returns the answer that leaves the advice as strong as it is; any other asks for an explanation.
    pub fn sound(self) -> CheckAnswer {
        match self {
            Self::Zorgvuldig | Self::Sluitend | Self::StukkenGezien => CheckAnswer::Ja,
            Self::OnbekendeFeiten | Self::OudeFeiten | Self::Vrijspraak => CheckAnswer::Nee,
        }
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Zorgvuldig => ("Is het advies zorgvuldig gemaakt?", "Awb art. 3:9"),
            Self::Sluitend => {
                ("Volgt de conclusie uit de feiten in het advies?", "Awb art. 3:9 en 3:49")
            }
            Self::StukkenGezien => {
                ("Hebt u de stukken gezien waarop het advies rust?", "Awb art. 3:9 en 3:49")
            }
            Self::OnbekendeFeiten => {
                ("Staan in dit dossier feiten die het LBB niet kende?", "Awb art. 3:2 en 3:50")
            }
            Self::OudeFeiten => ("Rust het advies op oude feiten?", "Wet Bibob art. 3 lid 2 en 3"),
            Self::Vrijspraak => (
                "Rust het advies op strafbare feiten die niet mogen meetellen, zoals na een vrijspraak?",
                "Wet Bibob art. 3a",
            ),
        }
    }
}

/// Het antwoord op een vraag over een advies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vergewisantwoord")]
pub enum CheckAnswer {
    /// Ja.
    Ja,
    /// Nee.
    Nee,
    /// Dit is nog niet nagegaan.
    NogNiet,
}

impl CheckAnswer {
    /// All answers.
    pub const ALL: [Self; 3] = [Self::Ja, Self::Nee, Self::NogNiet];

    /// Returns the id, as it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Nee => "nee",
            Self::NogNiet => "nog-niet",
        }
    }

    /// Returns what it says, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ja => "Ja",
            Self::Nee => "Nee",
            Self::NogNiet => "Nog niet nagegaan",
        }
    }
}

/// Een vraag over een advies met het antwoord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vergewispunt")]
pub struct CheckedPoint {
    /// De vraag.
    pub vraag: CheckQuestion,
    /// Het antwoord.
    pub antwoord: CheckAnswer,
    /// De toelichting; nodig als het antwoord het advies zwakker maakt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<Text>,
}

impl CheckedPoint {
    fn is_weak(&self) -> bool {
        self.antwoord != CheckAnswer::NogNiet && self.antwoord != self.vraag.sound()
    }
}

/// Hoe een advies van het LBB is nagegaan: elke vraag één keer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweVergewissing")]
pub struct NewAdviceCheck {
    /// De vragen met hun antwoord.
    #[schemars(length(min = 6, max = 6))]
    pub punten: Vec<CheckedPoint>,
}

/// How an advice was checked, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergewissing")]
pub struct AdviceCheckEntry {
    /// De dag waarop het advies binnenkwam.
    pub ontvangen_op: NaiveDate,
    /// De SHA-256 van het advies.
    pub advies: String,
    /// De vragen met hun antwoord.
    pub punten: Vec<CheckedPoint>,
}

/// The last advice on a file, and how it was checked.
#[derive(Clone, Debug)]
pub struct AdviceCheck {
    /// The day on which the advice came.
    pub received_on: NaiveDate,
    /// What was recorded about it last; none when nobody looked at it yet.
    pub latest: Option<Entry<AdviceCheckEntry>>,
}

impl AdviceCheck {
    /// Returns the questions that still wait for an answer.
    pub fn open(&self) -> Vec<CheckQuestion> {
        let is_open = |question: &CheckQuestion| {
            self.answer(*question).is_none_or(|answer| answer == CheckAnswer::NogNiet)
        };
        CheckQuestion::ALL.into_iter().filter(is_open).collect()
    }

    /// Returns the questions of which the answer makes the advice weaker.
    pub fn weak(&self) -> Vec<CheckQuestion> {
        let weak = self.points().iter().filter(|point| point.is_weak());
        weak.map(|point| point.vraag).collect()
    }

    /// Returns whether nobody has said that the documents behind the advice were seen.
    pub fn rests_on_unseen(&self) -> bool {
        self.answer(CheckQuestion::StukkenGezien) != Some(CheckAnswer::Ja)
    }

    fn answer(&self, question: CheckQuestion) -> Option<CheckAnswer> {
        let point = self.points().iter().find(|point| point.vraag == question);
        point.map(|point| point.antwoord)
    }

    fn points(&self) -> &[CheckedPoint] {
        self.latest.as_ref().map_or(&[], |entry| &entry.content.punten)
    }
}

impl App {
    /// Returns the last advice on a file with its check, and logs the reading; none when no advice came.
    ///
    /// # Errors
    /// For who may not read criminal data: the answers tell of the advice (art. 28).
    pub async fn advice_check(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<AdviceCheck>, AppError> {
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        let Some((received_on, advice)) = received(answer) else { return Ok(None) };
        let began = self.now();
        let entries = self.entries(caller, answer.id, InquiryKind::AdviceCheck).await?;
        // A later advice is checked for itself.
        let of_it = |entry: &Entry<AdviceCheckEntry>| {
            entry.content.advies == advice && entry.content.ontvangen_op == received_on
        };
        let latest = entries.into_iter().rfind(of_it);
        if latest.is_some() {
            let people = data_subjects(answer.dossier.file());
            self.log_reading(caller, "vergewissen-raadplegen", began, people).await?;
        }
        Ok(Some(AdviceCheck { received_on, latest }))
    }

    /// Records how the last advice was checked, in the place of what was recorded about it before.
    ///
    /// # Errors
    /// Without advice, for who may not read it, and every answer that is missing or lacks its explanation.
    pub async fn check_advice(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        new: NewAdviceCheck,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let earlier = self.advice_check(caller, &answer).await?;
        let Some((ontvangen_op, advies)) = received(&answer) else {
            let message = "er is nog geen advies van het LBB om na te gaan";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        };
        let punten = checked(&new.punten)?;
        let content = AdviceCheckEntry { ontvangen_op, advies: advies.to_owned(), punten };
        let writing = Writing {
            id: self.fresh(self.now()),
            kind: InquiryKind::AdviceCheck,
            replaces: earlier.and_then(|check| check.latest).map(|entry| entry.id),
            content: &content,
            action: "advies-vergewissen",
        };
        self.write_entry(caller, place, &writing).await
    }
}

/// Returns the day and the digest of the last advice that came.
fn received(answer: &DossierAnswer) -> Option<(NaiveDate, &str)> {
    let closed = answer.dossier.inquiry()?.adviezen.iter();
    closed.rev().find_map(|one| match &one.afloop {
        AdviceEnd::Ontvangen { op, stuk } => Some((*op, stuk.digest.as_str())),
        AdviceEnd::Uitgebleven { .. } | AdviceEnd::Afgezien { .. } => None,
    })
}

/// Puts the answers in the order of the questions.
fn checked(points: &[CheckedPoint]) -> Result<Vec<CheckedPoint>, AppError> {
    let mut faults = Faults::new();
    for (place, point) in points.iter().enumerate() {
        if point.is_weak() && point.toelichting.is_none() {
            let message = "schrijf op wat dit antwoord voor het advies betekent";
            faults.add(format!("/punten/{place}/toelichting"), FaultCode::Tegenstrijdig, message);
        }
        if points.iter().take(place).any(|earlier| earlier.vraag == point.vraag) {
            let message = "deze vraag is al beantwoord";
            faults.add(format!("/punten/{place}/vraag"), FaultCode::Tegenstrijdig, message);
        }
    }
    let of = |question: CheckQuestion| points.iter().find(|point| point.vraag == question).cloned();
    let ordered: Option<Vec<CheckedPoint>> = CheckQuestion::ALL.into_iter().map(of).collect();
    if ordered.is_none() {
        faults.add("/punten", FaultCode::Ontbreekt, "beantwoord elke vraag één keer");
    }
    Ok(faults.into_result(ordered)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Moment;

    fn sound() -> Vec<CheckedPoint> {
        let point = |vraag: CheckQuestion| CheckedPoint {
            vraag,
            antwoord: vraag.sound(),
            toelichting: None,
        };
        CheckQuestion::ALL.map(point).into()
    }

    fn check(punten: Option<Vec<CheckedPoint>>) -> AdviceCheck {
        let received_on: NaiveDate = "2026-12-10".parse().expect("a day");
        let entry = |punten| Entry {
            id: "01a212f6-0000-7000-8000-000000000000".parse().expect("an id"),
            by: "01a212f6-0000-7000-8000-000000000000".parse().expect("an id"),
            at: Moment::new(chrono::DateTime::UNIX_EPOCH),
            content: AdviceCheckEntry { ontvangen_op: received_on, advies: String::new(), punten },
        };
        AdviceCheck { received_on, latest: punten.map(entry) }
    }

    fn wrong(points: &[CheckedPoint]) -> Vec<String> {
        match checked(points) {
            Ok(_) => Vec::new(),
            Err(AppError::Input(faults)) => faults.iter().map(|one| one.pointer.clone()).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn nobody_looked_is_everything_open_and_unseen() {
        let none = check(None);
        assert_eq!(none.open(), CheckQuestion::ALL);
        assert!(none.rests_on_unseen() && none.weak().is_empty());
        let all = check(Some(sound()));
        assert!(all.open().is_empty() && all.weak().is_empty() && !all.rests_on_unseen());
    }

    #[test]
    fn each_question_has_an_answer_that_weakens_and_one_that_leaves_it_open() {
        for (place, question) in CheckQuestion::ALL.into_iter().enumerate() {
            let other = match question.sound() {
                CheckAnswer::Ja => CheckAnswer::Nee,
                _ => CheckAnswer::Ja,
            };
            let mut points = sound();
            points[place].antwoord = other;
            assert_eq!(wrong(&points), [format!("/punten/{place}/toelichting")]);
            let found = check(Some(points.clone()));
            assert_eq!((found.weak(), found.open()), (vec![question], vec![]));
            assert_eq!(found.rests_on_unseen(), question == CheckQuestion::StukkenGezien);
            points[place].toelichting = Text::try_from("Gewogen.".to_owned()).ok();
            assert_eq!(wrong(&points), [""; 0]);
            points[place].antwoord = CheckAnswer::NogNiet;
            let found = check(Some(points));
            assert_eq!((found.weak(), found.open()), (vec![], vec![question]));
        }
    }

    #[test]
    fn each_question_is_answered_once() {
        let mut points = sound();
        points.pop();
        assert_eq!(wrong(&points), ["/punten"]);
        points.push(points[0].clone());
        assert_eq!(wrong(&points), ["/punten/5/vraag", "/punten"]);
        let mut turned = sound();
        turned.reverse();
        assert_eq!(checked(&turned).expect("an order"), sound());
    }
}
