//! What a request for advice of the LBB needs (Wet Bibob art. 7a(4) and 9(5)): what is there, what is missing, and where to mend it.

use super::{PlanPerson, SourceRequestEntry, Standing};
use crate::{App, AppError, Caller, DossierAnswer, Questionnaire};
use case::{File, Form, Party};
use schemars::JsonSchema;
use serde::Serialize;
use store::InquiryKind;
use subjects::SubjectKind;

/// Wat een verzoek om advies nodig heeft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Adviesvereiste")]
pub enum Need {
    /// De gegevens van art. 7a lid 2.
    Gegevens,
    /// De ingevulde vragenlijst.
    Vragenlijst,
    /// De eigen bevindingen, in het formulier van bijlage 2.
    Bevindingen,
    /// De bevraagde bronnen.
    Bronnen,
}

impl Need {
    /// All of them, in the order in which a file is made.
    pub const ALL: [Self; 4] =
        [Self::Gegevens, Self::Vragenlijst, Self::Bevindingen, Self::Bronnen];

    /// Returns what it is, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gegevens => "de gegevens van de betrokkene",
            Self::Vragenlijst => "de ingevulde vragenlijst",
            Self::Bevindingen => "de eigen bevindingen",
            Self::Bronnen => "de bevraagde bronnen",
        }
    }

    /// Returns the article.
    pub fn basis(self) -> &'static str {
        match self {
            Self::Gegevens => "Wet Bibob art. 7a lid 2 en 4",
            Self::Vragenlijst => "Wet Bibob art. 7a lid 5",
            Self::Bevindingen => "Wet Bibob art. 7a lid 4 en 9 lid 5",
            Self::Bronnen => "Wet Bibob art. 9 lid 5",
        }
    }

    /// Returns the tab on which it is mended, as it stands in an address.
    pub fn place(self) -> &'static str {
        match self {
            Self::Gegevens | Self::Vragenlijst => "vragenlijst",
            Self::Bevindingen | Self::Bronnen => "onderzoek",
        }
    }
}

/// Een vereiste, met wat er ontbreekt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AdviesvereisteStand")]
pub struct Requirement {
    /// Wat er nodig is.
    #[serde(rename = "vereiste")]
    pub need: Need,
    /// Wat er al is.
    #[serde(rename = "aanwezig")]
    pub present: Vec<String>,
    /// Wat er ontbreekt; leeg als er niets ontbreekt.
    #[serde(rename = "ontbreekt")]
    pub missing: Vec<String>,
}

impl Requirement {
    /// Returns whether nothing is missing.
    pub fn is_met(&self) -> bool {
        self.missing.is_empty()
    }

    fn of(need: Need, present: Vec<String>, missing: Vec<String>) -> Self {
        Self { need, present, missing }
    }
}

/// What is known of a file that the requirements follow from.
struct Known<'k> {
    /// Everybody on the file.
    parties: &'k [Party],
    /// The persons concerned.
    concerned: Vec<&'k Party>,
    /// What each questionnaire in the system still lacks: the person's name, and the questions.
    gaps: Vec<(String, Vec<String>)>,
    /// How many findings count.
    findings: usize,
    /// The sources asked and waited for, each with whom it is about, for every person concerned.
    asked: Vec<Asked>,
}

/// What was asked about a person concerned.
struct Asked {
    name: String,
    answered: Vec<String>,
    waiting: Vec<String>,
}

impl App {
    /// Returns what a request for advice needs, with what is missing on a file.
    pub async fn advice_requirements(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Vec<Requirement>, AppError> {
        let file = answer.dossier.file();
        let lists = self.questionnaires(caller, answer.id).await?;
        let (plan, requests) = self.plan(caller, answer).await?;
        let entries = self.entries::<super::FindingEntry>(caller, answer.id, InquiryKind::Finding);
        let counts =
            |entry: &super::Entry<super::FindingEntry>| entry.content.ingetrokken.is_none();
        let asked = file.concerned().map(|party| {
            let about = plan.iter().find(|one| one.person == party.persoon.id);
            let entry =
                |id| requests.iter().find(|entry| entry.id == id).map(|entry| &entry.content);
            self.asked_about(caller, party, about, entry)
        });
        Ok(requirements(&Known {
            parties: &file.personen,
            concerned: file.concerned().collect(),
            gaps: lists.iter().filter_map(|list| gap(file, list)).collect(),
            // That something was found says nothing of what it is: the count is of all findings, whoever asks.
            findings: entries.await?.iter().filter(|entry| counts(entry)).count(),
            asked: asked.collect(),
        }))
    }

    fn asked_about<'e>(
        &self,
        caller: &Caller,
        party: &Party,
        plan: Option<&PlanPerson>,
        entry: impl Fn(kernel::InquiryEntryId) -> Option<&'e SourceRequestEntry>,
    ) -> Asked {
        let name = party.persoon.name.reveal().clone();
        let mut asked = Asked { name, answered: Vec::new(), waiting: Vec::new() };
        for source in plan.into_iter().flat_map(|plan| &plan.sources) {
            let Standing::Asked(id) = source.standing else { continue };
            let Some(request) = entry(id) else { continue };
            // Who may not read criminal data does not see whether such a source answered, and is not told that it did not.
            let answered =
                request.antwoord.is_some() || self.hides_answer(caller, &request.bevraging);
            let list = if answered { &mut asked.answered } else { &mut asked.waiting };
            list.push(source.name.clone());
        }
        asked
    }
}

fn gap(file: &File, list: &Questionnaire) -> Option<(String, Vec<String>)> {
    let person = file.person(list.person)?;
    let handed_in = !list.versions.is_empty();
    let missing = if handed_in { list.missing.clone() } else { Vec::new() };
    Some((person.persoon.name.reveal().clone(), missing)).filter(|(_, missing)| !missing.is_empty())
}

/// Derives what is there and what is missing.
fn requirements(known: &Known<'_>) -> Vec<Requirement> {
    vec![data(known), forms(known), findings(known), sources(known)]
}

/// The data of art. 7a(2). The questionnaire asks all of them; what stands on the file itself is the register number.
fn data(known: &Known<'_>) -> Requirement {
    let (mut present, mut missing) = (Vec::new(), Vec::new());
    for party in &known.concerned {
        let (name, person) = (party.persoon.name.reveal(), &party.persoon);
        match (&person.kvk_number, person.kind) {
            (Some(_), _) => present.push(format!("{name}: naam en KvK-nummer")),
            (None, SubjectKind::NatuurlijkPersoon) => present.push(format!("{name}: naam")),
            (None, _) => missing.push(format!("{name}: het KvK-nummer")),
        }
    }
    if present.is_empty() && missing.is_empty() {
        missing.push("Er staat geen betrokkene op het dossier".to_owned());
    }
    let of_forms = known
        .gaps
        .iter()
        .flat_map(|(name, gaps)| gaps.iter().map(move |gap| format!("{name}: {gap}")));
    missing.extend(of_forms);
    Requirement::of(Need::Gegevens, present, missing)
}

/// The questionnaire of who is concerned, and of everybody else who was asked to fill it in.
fn forms(known: &Known<'_>) -> Requirement {
    let (mut present, mut missing) = (Vec::new(), Vec::new());
    let is_concerned = |party: &&Party| known.concerned.contains(party);
    for party in known.parties {
        let name = party.persoon.name.reveal();
        match &party.vragenlijst {
            Form::Compleet { .. } => present.push(format!("{name}: compleet")),
            Form::NietGevraagd if !is_concerned(&party) => {}
            Form::NietGevraagd => missing.push(format!("{name}: niet gevraagd")),
            Form::Gevraagd { .. } => missing.push(format!("{name}: nog niet binnen")),
            Form::Herstel { .. } | Form::Onvolledig { .. } => {
                missing.push(format!("{name}: niet compleet"));
            }
            Form::Ongebruikt { .. } => missing.push(format!("{name}: niet teruggekomen")),
            Form::Geweigerd { .. } => missing.push(format!("{name}: geweigerd")),
        }
    }
    Requirement::of(Need::Vragenlijst, present, missing)
}

fn findings(known: &Known<'_>) -> Requirement {
    match known.findings {
        0 => {
            let none = "Er is nog geen bevinding vastgelegd".to_owned();
            Requirement::of(Need::Bevindingen, Vec::new(), vec![none])
        }
        1 => Requirement::of(Need::Bevindingen, vec!["1 bevinding".to_owned()], Vec::new()),
        many => Requirement::of(Need::Bevindingen, vec![format!("{many} bevindingen")], Vec::new()),
    }
}

/// The LBB looks at whether the body used what it may ask itself: about each person concerned something was asked, and answered.
fn sources(known: &Known<'_>) -> Requirement {
    let (mut present, mut missing) = (Vec::new(), Vec::new());
    for Asked { name, answered, waiting } in &known.asked {
        if answered.is_empty() && waiting.is_empty() {
            missing.push(format!("{name}: nog geen bron bevraagd"));
        }
        present.extend(answered.iter().map(|source| format!("{name}: {source}")));
        missing
            .extend(waiting.iter().map(|source| format!("{name}: nog geen antwoord van {source}")));
    }
    Requirement::of(Need::Bronnen, present, missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// One person concerned and one who finances.
    fn parties(main: &Value, form: &Value) -> Vec<Party> {
        let party = |id: &str, role: &str, extra: &Value, form: &Value| {
            let mut person = json!({
                "id": id, "soort": "rechtspersoon", "naam": role, "rollen": [{ "soort": role }]
            });
            for (name, value) in extra.as_object().expect("fields") {
                person[name] = value.clone();
            }
            let party = json!({ "persoon": person, "vragenlijst": form });
            serde_json::from_value(party).expect("a party")
        };
        let none = json!({ "stand": "niet-gevraagd" });
        vec![
            party("01a212f6-0000-7000-8000-000000000001", "betrokkene", main, form),
            party(
                "01a212f6-0000-7000-8000-000000000002",
                "vermogensverschaffer",
                &json!({}),
                &none,
            ),
        ]
    }

    fn complete() -> Vec<Party> {
        let done = json!({ "stand": "compleet", "op": "2026-11-10" });
        parties(&json!({ "kvkNummer": "12345678" }), &done)
    }

    fn asked(answered: &[&str], waiting: &[&str]) -> Vec<Asked> {
        let texts = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
        vec![Asked { name: "A".to_owned(), answered: texts(answered), waiting: texts(waiting) }]
    }

    /// Returns what is missing of a need.
    fn missing(need: Need, known: &Known<'_>) -> Vec<String> {
        let all = requirements(known);
        assert_eq!(all.iter().map(|one| one.need).collect::<Vec<_>>(), Need::ALL);
        let one = all.into_iter().find(|one| one.need == need).expect("every need");
        assert_eq!(one.is_met(), one.missing.is_empty());
        one.missing
    }

    fn whole(parties: &[Party]) -> Known<'_> {
        Known {
            parties,
            concerned: parties.iter().take(1).collect(),
            gaps: Vec::new(),
            findings: 1,
            asked: asked(&["KvK"], &[]),
        }
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn a_whole_file_lacks_nothing() {
        let file = complete();
        for need in Need::ALL {
            assert_eq!(missing(need, &whole(&file)), NONE, "{need:?}");
        }
    }

    #[test]
    fn the_data_are_the_register_number_and_what_the_form_asks_art_7a_2() {
        let done = json!({ "stand": "compleet", "op": "2026-11-10" });
        let bare = parties(&json!({}), &done);
        assert_eq!(missing(Need::Gegevens, &whole(&bare)), ["betrokkene: het KvK-nummer"]);
        let human = parties(&json!({ "soort": "natuurlijk-persoon" }), &done);
        assert_eq!(missing(Need::Gegevens, &whole(&human)), NONE);
        let file = complete();
        let gaps = vec![("A".to_owned(), vec!["Hoe wordt het betaald?".to_owned()])];
        let known = Known { gaps, ..whole(&file) };
        assert_eq!(missing(Need::Gegevens, &known), ["A: Hoe wordt het betaald?"]);
    }

    #[test]
    fn the_form_of_who_is_concerned_is_complete_art_7a_5() {
        for (form, expected) in [
            (json!({ "stand": "niet-gevraagd" }), Some("betrokkene: niet gevraagd")),
            (json!({ "stand": "geweigerd", "op": "2026-11-10" }), Some("betrokkene: geweigerd")),
            (json!({ "stand": "compleet", "op": "2026-11-10" }), None),
        ] {
            let file = parties(&json!({}), &form);
            let expected: Vec<&str> = expected.into_iter().collect();
            assert_eq!(missing(Need::Vragenlijst, &whole(&file)), expected, "{form}");
        }
    }

    #[test]
    fn there_is_a_finding_and_an_answer_of_a_source_art_9_5() {
        let file = complete();
        let none = Known { findings: 0, ..whole(&file) };
        assert_eq!(missing(Need::Bevindingen, &none).len(), 1);
        assert_eq!(missing(Need::Bevindingen, &Known { findings: 2, ..whole(&file) }), NONE);
        let known = |asked| Known { asked, ..whole(&file) };
        let of = |asked| missing(Need::Bronnen, &known(asked));
        assert_eq!(of(asked(&[], &[])), ["A: nog geen bron bevraagd"]);
        assert_eq!(of(asked(&["KvK"], &["OM"])), ["A: nog geen antwoord van OM"]);
        assert_eq!(of(asked(&["KvK", "OM"], &[])), NONE);
    }
}
