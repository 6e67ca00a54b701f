//! The form with the findings of the own investigation (L09), from the file and its questionnaires.

use super::Occasion;
use crate::{App, AppError, Caller, DossierAnswer, Questionnaire, fact_in_words};
use case::{Case, File};
use facts::FactType;
use kernel::{CaseId, capitalised, dutch_date_with_weekday};
use letters::composed::Elements;
use letters::{Addressee, Findings, Firm, Frame, Letter, LetterContent};
use subjects::{RoleKind, Subject, SubjectKind};

const BUREAU: &str = "Landelijk Bureau Bibob";

impl App {
    /// Makes the form with the findings, and logs that the questionnaires were read for it; none where the rules know no policy
    /// or no legal basis.
    pub async fn findings(&self, caller: &Caller, id: CaseId) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let Some(found) = self.findings_form(caller, &answer).await? else { return Ok(None) };
        self.dressed(caller, LetterContent::from(found)).await.map(Some)
    }

    /// Fills in the form with the findings, and logs the reading.
    pub(crate) async fn findings_form(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<Findings>, AppError> {
        let (began, id) = (self.now(), answer.id);
        let lists = self.questionnaires(caller, id).await?;
        let persons = lists.iter().map(|list| list.person).collect();
        let attachments = self.attachments(caller, id, &lists).await?;
        let found = self.found(caller, answer, &lists, attachments)?;
        if found.is_some() {
            self.log_reading(caller, "bevindingen-opstellen", began, persons).await?;
        }
        Ok(found)
    }

    fn found(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        lists: &[Questionnaire],
        attachments: Vec<String>,
    ) -> Result<Option<Findings>, AppError> {
        let made = self.on_occasion(caller, answer, |occasion| {
            Ok(self.findings_on(occasion, answer, lists, attachments))
        })?;
        Ok(made.flatten())
    }

    fn findings_on(
        &self,
        occasion: &Occasion<'_>,
        answer: &DossierAnswer,
        lists: &[Questionnaire],
        attachments: Vec<String>,
    ) -> Option<Findings> {
        let file = answer.dossier.file();
        let frame: Frame = occasion.frame(file.kenmerk.clone(), bureau());
        let people = file.personen.iter().map(|party| &party.persoon);
        let (humans, firms): (Vec<&Subject>, Vec<&Subject>) =
            people.partition(|one| one.kind == SubjectKind::NatuurlijkPersoon);
        let subject = file.concerned().next().or_else(|| file.personen.first());
        Some(Findings {
            elements: Elements::default(),
            frame,
            subject: firm(&subject?.persoon),
            matter: occasion.decision.kind.in_letter.clone(),
            legal_basis: occasion.legal_bases().into_iter().next().map(|text| capitalised(&text)),
            given: given(&answer.dossier),
            reasons: reasons(&answer.dossier),
            figures: self.figures_of(file),
            doubts: of_each(lists, |list| {
                list.doubts.iter().map(|one| one.message.clone()).collect()
            }),
            candidates: of_each(lists, Questionnaire::candidates),
            people: humans.into_iter().map(firm).collect(),
            firms: firms.into_iter().map(firm).collect(),
            newcomers: of_each(lists, |list| {
                list.newcomers(file).map(|named| named.name.clone()).collect()
            }),
            attachments,
        })
    }

    /// Returns the amounts that stand on the file.
    fn figures_of(&self, file: &File) -> Vec<String> {
        let amounts = self.rules.vocabulary().facts().filter_map(|(_, def)| {
            matches!(def.kind, FactType::Amount { .. }).then_some(())?;
            let value = file.fact(&def.id).filter(|value| !value.is_null())?;
            Some(format!("{}: {}", capitalised(&def.label), fact_in_words(value)))
        });
        amounts.collect()
    }

    /// Lists what goes along: the questionnaires with their versions and documents, and the documents of the file.
    async fn attachments(
        &self,
        caller: &Caller,
        id: CaseId,
        lists: &[Questionnaire],
    ) -> Result<Vec<String>, AppError> {
        let mut found = Vec::new();
        for list in lists {
            let files = self.store.intake_files(caller.scope(), list.id).await?;
            let Some(newest) = list.versions.last() else { continue };
            for version in &list.versions {
                let day = dutch_date_with_weekday(version.at.dutch_date());
                found
                    .push(format!("Vragenlijst {}, versie {}, {day}", list.number, version.number));
            }
            for attached in &newest.answers.attached {
                let file = files.iter().find(|file| file.id.to_string() == attached.document);
                let name = file.map_or(attached.document.as_str(), |file| file.name.reveal());
                let question = list.form.question(&attached.question);
                let title = question.map_or("", |question| question.title());
                found.push(format!("{name}, bij «{title}» van vragenlijst {}", list.number));
            }
        }
        let documents = self.documents(caller, id).await?;
        found.extend(documents.iter().map(|one| {
            let day = dutch_date_with_weekday(one.at.dutch_date());
            format!("{} ({}), {day}", one.name.reveal(), one.kind)
        }));
        Ok(found)
    }
}

/// The LBB as addressee: what goes to it is handed in elsewhere, so that it needs no address.
pub(super) fn bureau() -> Addressee {
    Addressee { name: BUREAU.to_owned(), attention: None, address: Vec::new() }
}

fn of_each(lists: &[Questionnaire], found: impl Fn(&Questionnaire) -> Vec<String>) -> Vec<String> {
    lists.iter().flat_map(found).collect()
}

fn firm(subject: &Subject) -> Firm {
    let role = |role: &subjects::Role| {
        let source = role.source.as_ref().map(|source| format!(" ({source})"));
        format!("{}{}", role.kind.label(), source.unwrap_or_default())
    };
    let roles = subject.roles.iter().filter(|role| role.kind != RoleKind::GenoemdeDerde);
    described(subject, &roles.map(role).collect::<Vec<_>>())
}

/// Describes somebody by name, form and these roles.
pub(super) fn described(subject: &Subject, roles: &[String]) -> Firm {
    let form = match subject.kind {
        SubjectKind::NatuurlijkPersoon => "mens",
        SubjectKind::Eenmanszaak => "eenmanszaak",
        SubjectKind::Samenwerkingsverband => "samenwerkingsverband",
        SubjectKind::Rechtspersoon => "rechtspersoon",
    };
    Firm {
        name: subject.name.reveal().clone(),
        kvk_number: subject.kvk_number.as_ref().map(|number| number.reveal().clone()),
        form: form.to_owned(),
        roles: roles.join("; "),
    }
}

/// Says whether there is a decision, or something that runs.
fn given(case: &Case) -> String {
    let file = case.file();
    if let Some(aftermath) = case.aftermath() {
        let day = dutch_date_with_weekday(aftermath.beslissing.bekendgemaakt_op);
        return format!("Ja. De beslissing is bekendgemaakt op {day}.");
    }
    if file.procedure.is_running() {
        return "Ja. Het gaat om een beschikking of overeenkomst die al loopt.".to_owned();
    }
    let day = dutch_date_with_weekday(file.ontvangen_op);
    format!("Nee. Het dossier begon op {day} en er is nog niet beslist.")
}

/// Says why there is a screening, by the decision that stands.
pub(super) fn reasons(case: &Case) -> Vec<String> {
    let Some(scope) = case.scope() else { return Vec::new() };
    let chosen = scope.keuze.as_ref().map(|text| text.as_str().to_owned());
    std::iter::once(scope.uitleg.clone()).chain(chosen).collect()
}
