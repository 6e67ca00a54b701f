//! The tab of the questionnaire: how far each person is, what is missing apart from what raises doubt, and what to do about it.

use app::command::{CommandName, Form as FormState};
use app::questionnaire::{BlockKey, Change, Extent};
use app::{
    AppError, Caller, CaseChange, InviteRequest, InviteTerm, MailStatus, Permission, Questionnaire,
    RepairRequest,
};
use kernel::{CaseId, Redacted, SubjectId};
use serde::Serialize;

use super::aanpassen::{self, Verzoek};
use super::kop::Kop;
use super::onderdeel::{Letter, Person, letters, people};
use super::opgave::{self, Opgave};
use super::tabs::tab;
use super::wegen::Wegen;
use super::{READ, WRITE, band, known_to_judge, opened};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::pages::formulier;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/dossiers/{dossierId}/vragenlijst";
const PERSON: &str = "/dossiers/{dossierId}/vragenlijst/{persoonId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, READ, show),
        get(PERSON, READ, read),
        get("/dossiers/{dossierId}/vragenlijst/{persoonId}/portaal", WRITE, show_inviting),
        // Two days that are proposed again, or none: nothing to lose.
        post("/dossiers/{dossierId}/vragenlijst/{persoonId}/portaal", WRITE, invite).button_of(TAB),
        get("/dossiers/{dossierId}/vragenlijst/{persoonId}/aanvulling", WRITE, show_asking),
        post("/dossiers/{dossierId}/vragenlijst/{persoonId}/aanvulling", WRITE, ask).button_of(TAB),
        post("/dossiers/{dossierId}/vragenlijst/{persoonId}/papier", WRITE, on_paper)
            .button_of(TAB),
        post("/dossiers/{dossierId}/vragenlijst/{persoonId}/personen", WRITE, adopt).button_of(TAB),
        post("/dossiers/{dossierId}/vragenlijst/{persoonId}/gegevens", WRITE, take).button_of(TAB),
        get("/dossiers/{dossierId}/vragenlijst/{persoonId}/stukken/{stukId}", READ, file),
    ]
}

#[derive(Debug, Serialize)]
struct Vragenlijst {
    kop: Kop,
    personen: Vec<Persoon>,
    brieven: Vec<Letter>,
    acties: Vec<band::Action>,
    /// That the scope decision would be another one by what is on the file now.
    anders: Option<String>,
    /// What can be done about a term that is over.
    wegen: Option<Wegen>,
    mag_schrijven: bool,
    versie: i64,
}

impl View for Vragenlijst {
    const TEMPLATE: &'static str = "pages/dossier/vragenlijst";
}

#[derive(Debug, Serialize)]
struct Persoon {
    wie: Person,
    adres: String,
    lijst: Option<Lijst>,
    /// The button that makes a way in; none for who may not read what it would open.
    toegang: Option<&'static str>,
}

/// The questionnaire of a person, in words.
#[derive(Debug, Serialize)]
struct Lijst {
    formulier: String,
    nummer: String,
    code: Option<String>,
    /// What became of the mail with the link.
    mail: Option<String>,
    /// The same when it did not arrive.
    mail_mislukt: Option<String>,
    stand: String,
    ontbreekt: Vec<String>,
    twijfel: Vec<String>,
    bevindingen: Vec<String>,
    is_ingediend: bool,
    kan_aanvullen: bool,
    kan_papier: bool,
    /// Who is named and not on the file yet.
    nieuw: Vec<String>,
    /// What was answered about the application and the file does not say.
    opgave: Option<Opgave>,
    /// The documents that are still to be put right.
    aan_te_passen: Vec<String>,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("vragenlijst").ok_or(Trouble::NotFound)?;
    let case: CaseId = visit.of_path("dossierId")?;
    let lists = visit.app.questionnaires(&caller, case).await?;
    let mag_schrijven = caller.may(Permission::WriteCases);
    let dossier = &opened.answer.dossier;
    let parties = dossier.file().personen.iter();
    let personen = parties.zip(people(&opened, visit.today())).map(|(party, wie)| {
        let list = lists.iter().find(|list| list.person == party.persoon.id);
        Persoon {
            adres: format!("/dossiers/{case}/vragenlijst/{}", party.persoon.id),
            toegang: access_button(list, &caller),
            lijst: list.map(|list| Lijst {
                opgave: Opgave::of(&visit, &caller, dossier, list),
                kan_papier: list.entered_at.is_none()
                    && list.state != "gesloten"
                    && (!list.is_handed_in() || caller.may_read_all()),
                ..list_of(list, dossier.file(), &visit)
            }),
            wie,
        }
    });
    let wegen = Wegen::of(&visit.app, &caller, &opened.answer, visit.today());
    // Where the roads are shown with their days, they are not offered again without.
    let twice = |name: &&CommandName| {
        (wegen.is_some() && Wegen::COMMANDS.contains(name))
            || (**name == CommandName::AskCompletion && all_answered(dossier.file(), &lists))
    };
    let commands: Vec<CommandName> =
        here.commands.iter().filter(|name| !twice(name)).copied().collect();
    let view = Vragenlijst {
        personen: personen.collect(),
        brieven: letters(&opened),
        acties: if mag_schrijven { band::actions(&opened.answer, &commands) } else { Vec::new() },
        anders: opgave::moved(&visit, &caller, dossier),
        wegen,
        mag_schrijven,
        versie: opened.answer.versie,
        kop: Kop::of(&visit, &opened, here),
    };
    page(&visit, &view.kop.title(here.name), &view)
}

/// Whether everybody who was asked handed in over the portal: then completion is asked at each person, with what is missing.
fn all_answered(file: &app::command::File, lists: &[Questionnaire]) -> bool {
    let mut asked =
        file.personen.iter().filter(|party| party.vragenlijst != FormState::NietGevraagd);
    asked.all(|party| {
        lists.iter().any(|list| list.person == party.persoon.id && !list.versions.is_empty())
    })
}

/// Whether completion can be asked of what was handed in: also when an earlier request was answered in part.
fn may_complete(list: &Questionnaire, file: &app::command::File) -> bool {
    let partly = file
        .person(list.person)
        .is_some_and(|party| matches!(party.vragenlijst, FormState::Onvolledig { .. }));
    let handed_in = list.state == "ingediend" || (list.state == "herstel" && partly);
    handed_in && !list.missing.is_empty()
}

/// Says what became of the mail with the link, when it failed or did not.
fn mail(list: &Questionnaire, failed: bool) -> Option<String> {
    list.link_mail.as_ref().filter(|mail| mail.is_failed() == failed).map(MailStatus::in_words)
}

fn list_of(list: &Questionnaire, file: &app::command::File, visit: &Visit) -> Lijst {
    let today = visit.today();
    let newest = list.versions.last();
    let stand = match (newest, list.entered_at) {
        (Some(version), _) => {
            format!("Versie {} ingediend op {}", version.number, words::moment(version.at, today))
        }
        (None, Some(at)) => format!("Begonnen op {}, nog niet ingediend", words::moment(at, today)),
        (None, None) => "Klaargezet, nog niet begonnen".to_owned(),
    };
    let answers = newest.map(|version| &version.answers);
    let finding = |(block, question): &(BlockKey, String)| {
        let title = list.form.question(question).map_or(question.as_str(), |one| one.title());
        let whom = answers.map(|answers| answers.name_of(*block)).unwrap_or_default();
        format!("{}: {title}", kernel::capitalised(&whom))
    };
    Lijst {
        formulier: list.form.title.clone(),
        nummer: list.number.clone(),
        code: list.code.as_ref().map(|code| code.reveal().clone()),
        mail: mail(list, false),
        mail_mislukt: mail(list, true),
        stand: match list.state {
            "gesloten" => format!("{stand}. Gesloten: er wordt niets meer verwacht."),
            _ => format!("{stand}. In te vullen tot en met {}.", words::day(list.until, today)),
        },
        ontbreekt: list.missing.clone(),
        twijfel: list.doubts.iter().map(|doubt| doubt.message.clone()).collect(),
        bevindingen: list.yields.findings.iter().map(finding).collect(),
        is_ingediend: newest.is_some(),
        nieuw: list.newcomers(file).map(|named| named.name.clone()).collect(),
        opgave: None,
        aan_te_passen: aanpassen::open_corrections(list),
        kan_papier: false,
        kan_aanvullen: may_complete(list, file),
    }
}

/// Returns what the button says that makes a way in to a questionnaire.
fn access_button(list: Option<&Questionnaire>, caller: &Caller) -> Option<&'static str> {
    match list {
        None => Some("Klaarzetten in het portaal"),
        Some(list) if !list.is_begun() || caller.may_read_all() => Some("Nieuwe link en code"),
        Some(_) => None,
    }
}

#[derive(Debug, Serialize)]
struct Antwoorden {
    kop: Kop,
    naam: String,
    lijst: Lijst,
    delen: Vec<formulier::Deel>,
    wijzigingen: Vec<String>,
    stukken: Vec<Stuk>,
    kopie: String,
    verzoeken: Vec<Verzoek>,
}

impl View for Antwoorden {
    const TEMPLATE: &'static str = "pages/dossier/antwoorden";
}

#[derive(Debug, Serialize)]
struct Stuk {
    naam: String,
    /// Where it can be saved; none for a document that the body has elsewhere.
    adres: Option<String>,
    soort: &'static str,
    bij: String,
    /// Whether it can be asked to put it right.
    kan_aanpassen: bool,
}

async fn read(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("vragenlijst").ok_or(Trouble::NotFound)?;
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let (list, files) = visit.app.questionnaire_of(&caller, case, person).await?;
    let version = list.versions.last().ok_or(Trouble::NotFound)?;
    let stuk = |document: &str, bij: &str| {
        let file = files.iter().find(|file| file.id.to_string() == document);
        Stuk {
            kan_aanpassen: file.is_some() && caller.may(Permission::WriteCases),
            naam: file.map_or_else(|| document.to_owned(), |one| one.name.reveal().clone()),
            soort: file.map_or("eerder gegeven stuk", |file| file.kind),
            adres: file
                .map(|file| format!("/dossiers/{case}/vragenlijst/{person}/stukken/{}", file.id)),
            bij: bij.to_owned(),
        }
    };
    let file = |attached: &app::questionnaire::Attached| {
        let question = list.form.question(&attached.question);
        stuk(
            &attached.document,
            question.map(app::questionnaire::Question::title).unwrap_or_default(),
        )
    };
    let signature = version.answers.signature.as_ref();
    let authorisation = signature.and_then(|signature| signature.authorisation.as_deref());
    let authorisation = authorisation.map(|id| stuk(id, "de ondertekening"));
    let party = opened.answer.dossier.file().person(person).ok_or(Trouble::NotFound)?;
    let view = Antwoorden {
        kop: Kop::of(&visit, &opened, here),
        naam: party.persoon.name.reveal().clone(),
        delen: formulier::parts(&list.form, &version.answers),
        wijzigingen: version.changes.iter().map(|change| change_line(&list, change)).collect(),
        stukken: version.answers.attached.iter().map(file).chain(authorisation).collect(),
        kopie: format!("/dossiers/{case}/vragenlijst/{person}/kopie"),
        verzoeken: aanpassen::requests(&list, &files, &visit),
        lijst: list_of(&list, opened.answer.dossier.file(), &visit),
    };
    page(&visit, &view.kop.title("Antwoorden"), &view)
}

/// Says in a line what a new version changed.
fn change_line(list: &Questionnaire, change: &Change) -> String {
    let answers = list.versions.last().map(|version| &version.answers);
    let whom = match change.block() {
        BlockKey::Betrokkene => String::new(),
        block @ BlockKey::Person(_) => {
            answers.map(|known| format!(", over {}", known.name_of(block))).unwrap_or_default()
        }
    };
    let title = |id: &str| {
        let title = list.form.question(id).map_or(id, |one| one.title());
        format!("{title}{whom}")
    };
    match change {
        Change::Answer { question, before: None, .. } => {
            format!("Nieuw antwoord: {}", title(question))
        }
        Change::Answer { question, after: None, .. } => {
            format!("Antwoord weg: {}", title(question))
        }
        Change::Answer { question, .. } => format!("Ander antwoord: {}", title(question)),
        Change::Attached(attached) => format!("Stuk erbij: {}", title(&attached.question)),
        Change::Detached(attached) => format!("Stuk weg: {}", title(&attached.question)),
        Change::Renamed { before, after, .. } => format!("Andere naam: {before} wordt {after}"),
    }
}

/// A file is always saved and never shown inside the page: what is in it does not run here.
async fn file(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    opened(&visit, &caller).await?;
    let person = (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let document = visit.of_path("stukId")?;
    let (here, content) = visit.app.questionnaire_file(&caller, person, document).await?;
    Ok(Answer::file("application/octet-stream", here.name.reveal(), content))
}

#[derive(Debug, Serialize)]
struct Vraag {
    kop: Kop,
    opschrift: &'static str,
    uitleg: String,
    adres: String,
    versie: i64,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    ontbreekt: Vec<String>,
    knop: &'static str,
}

impl View for Vraag {
    const TEMPLATE: &'static str = "pages/dossier/vragenlijst-vraag";
}

#[derive(Debug, Serialize)]
struct Klaargezet {
    kop: Kop,
    naam: String,
    nummer: String,
    code: String,
    link: String,
    /// Whether the link is on its way by mail.
    per_mail: bool,
}

impl View for Klaargezet {
    const TEMPLATE: &'static str = "pages/dossier/klaargezet";
}

fn date_fields() -> [Field; 2] {
    [
        Field::day("op", "Dag van verzending").hint("Bijvoorbeeld 2-11-2026"),
        Field::day("uiterlijk", "Laatste dag").hint("De dag telt mee"),
    ]
}

/// The fields to invite somebody; who was invited before keeps the form that was sent and the term that runs.
fn inviting_fields(renews: bool) -> Vec<Field> {
    let email = Field::text("email", "Mailadres voor de link, als wij die versturen")
        .input("email")
        .optional();
    if renews {
        return vec![email];
    }
    let extent = Field::radios("omvang", "Omvang").choices([
        ("licht", "Licht: wat nodig is om te zien of er meer nodig is"),
        ("volledig", "Volledig"),
    ]);
    std::iter::once(extent).chain(date_fields()).chain([email]).collect()
}

async fn show_inviting(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    inviting(&visit, &caller, None).await
}

/// Shows the form to invite somebody: with today and the proposed last day, or as it was filled in.
async fn inviting(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let asked = "De link werkt één keer. Vul een mailadres in, dan sturen wij hem; hij komt ook op het volgende scherm. De code zet u in de brief: link en code gaan langs twee wegen.";
    let known = known_list(visit, caller).await?;
    let renews = known.is_some();
    let head = match known {
        None => ("Vragenlijst klaarzetten", asked.to_owned(), "Klaarzetten"),
        Some(list) => {
            let extent = list.form.extent.id();
            let same = format!(
                "Het formulier blijft zoals het is: {}, omvang {extent}. Wat al is ingevuld, blijft staan. De laatste dag blijft {}. De oude link en codes werken niet meer.",
                list.form.title,
                words::day(list.until, visit.today())
            );
            ("Nieuwe link en code", format!("{same} {asked}"), "Nieuwe link en code maken")
        }
    };
    question(visit, caller, head, inviting_fields(renews), (mistakes, Vec::new())).await
}

/// Returns the questionnaire that a person was sent before.
async fn known_list(visit: &Visit, caller: &Caller) -> Result<Option<Questionnaire>, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let lists = visit.app.questionnaires(caller, case).await?;
    Ok(lists.into_iter().find(|list| list.person == person))
}

async fn question(
    visit: &Visit,
    caller: &Caller,
    (opschrift, uitleg, knop): (&'static str, String, &'static str),
    fields: Vec<Field>,
    (mistakes, ontbreekt): (Option<&Mistakes>, Vec<String>),
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("vragenlijst").ok_or(Trouble::NotFound)?;
    let mut first = Form::default();
    first.set("op", words::filled_day(visit.today()));
    let proposed = visit.app.proposed_answer_day(visit.today());
    first.set("uiterlijk", proposed.map(words::filled_day).unwrap_or_default());
    let none = Mistakes::default();
    let (form, wrong) = mistakes.map_or((&first, &none), |mistakes| (&visit.form, mistakes));
    let velden: Vec<Field> = fields.into_iter().map(|field| field.filled(form, wrong)).collect();
    let view = Vraag {
        kop: Kop::of(visit, &opened, here),
        opschrift,
        uitleg,
        adres: visit.address.clone(),
        versie: opened.answer.versie,
        samenvatting: Summary::of(wrong, &velden),
        velden,
        ontbreekt,
        knop,
    };
    match mistakes {
        None => page(visit, opschrift, &view),
        Some(_) => page_with_mistakes(visit, opschrift, &view),
    }
}

/// The two days of a form, or what is wrong with them.
fn days(visit: &Visit) -> Result<(chrono::NaiveDate, chrono::NaiveDate), Mistakes> {
    let mut mistakes = Mistakes::default();
    let mut day = |field: &str| {
        let day = words::read_day(visit.form.text(field));
        if day.is_none() {
            mistakes.add(field, "Vul een datum in als dag-maand-jaar, bijvoorbeeld 2-11-2026.");
        }
        day
    };
    let days = day("op").zip(day("uiterlijk"));
    let days = days.filter(|(sent, until)| {
        let fits = until > sent;
        if !fits {
            mistakes.add("uiterlijk", "Kies een dag na de dag van verzending.");
        }
        fits
    });
    days.ok_or(mistakes)
}

/// What was asked for; for who was invited before that is a new link and nothing else.
fn request(visit: &Visit, person: SubjectId, renews: bool) -> Result<InviteRequest, Mistakes> {
    let email = visit.form.given("email").map(|text| Redacted::new(text.to_owned()));
    if renews {
        return Ok(InviteRequest { person, extent: None, term: None, email });
    }
    let extent = match visit.form.text("omvang") {
        "licht" => Some(Extent::Licht),
        "volledig" => Some(Extent::Volledig),
        _ => None,
    };
    let mut mistakes = Mistakes::default();
    if extent.is_none() {
        mistakes.add("omvang", "Kies licht of volledig.");
    }
    match days(visit) {
        Ok((sent_on, until)) if mistakes.is_empty() => {
            let term = Some(InviteTerm { sent_on, until });
            Ok(InviteRequest { person, extent, term, email })
        }
        Ok(_) => Err(mistakes),
        Err(wrong) => {
            mistakes.join(wrong);
            Err(mistakes)
        }
    }
}

async fn invite(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let renews = known_list(&visit, &caller).await?.is_some();
    let request = match request(&visit, person, renews) {
        Ok(request) => request,
        Err(mistakes) => return inviting(&visit, &caller, Some(&mistakes)).await,
    };
    let change = CaseChange { id: case, version: visit.version()?, key: None };
    match visit.app.invite(&caller, &change, &request).await {
        Ok((_, invitation)) => {
            let opened = opened(&visit, &caller).await?;
            let here = tab("vragenlijst").ok_or(Trouble::NotFound)?;
            let party = opened.answer.dossier.file().person(person).ok_or(Trouble::NotFound)?;
            let view = Klaargezet {
                naam: party.persoon.name.reveal().clone(),
                nummer: invitation.number,
                code: invitation.code.reveal().clone(),
                link: format!(
                    "{}/formulier/begin/{}",
                    visit.office.origin,
                    invitation.link.reveal()
                ),
                per_mail: request.email.is_some(),
                kop: Kop::of(&visit, &opened, here),
            };
            page(&visit, "Vragenlijst klaargezet", &view)
        }
        Err(AppError::Input(faults)) => {
            let wrong =
                Mistakes::of_faults(&faults, |place| place.trim_start_matches('/').to_owned());
            inviting(&visit, &caller, Some(&wrong)).await
        }
        Err(other) => inviting(&visit, &caller, Some(&refused(other)?)).await,
    }
}

/// What the law or the state of the file has against it, above the form; trouble for anything else.
fn refused(error: AppError) -> Result<Mistakes, Trouble> {
    if !matches!(error, AppError::Refused(_)) {
        return Err(error.into());
    }
    let mut mistakes = Mistakes::default();
    mistakes.add("", Trouble::from(error).words().text);
    Ok(mistakes)
}

async fn show_asking(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    asking(&visit, &caller, None).await
}

async fn asking(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    opened(visit, caller).await?;
    let lists = visit.app.questionnaires(caller, case).await?;
    let list = lists.into_iter().find(|list| list.person == person).ok_or(Trouble::NotFound)?;
    let why = "U vraagt precies wat er formeel ontbreekt (Awb 4:5). De beslistermijn staat stil vanaf de dag na verzending tot de dag waarop er antwoord is, ook als er dan nog iets ontbreekt, of tot de termijn ongebruikt voorbij is (Awb 4:15). Tot en met de laatste dag kan de persoon blijven aanvullen. Twijfel over de inhoud hoort hier niet bij.".to_owned();
    let head = ("Om aanvulling vragen", why, "Aanvulling vragen");
    question(visit, caller, head, date_fields().to_vec(), (mistakes, list.missing)).await
}

async fn ask(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let (sent_on, until) = match days(&visit) {
        Ok(days) => days,
        Err(mistakes) => return asking(&visit, &caller, Some(&mistakes)).await,
    };
    let change = CaseChange { id: case, version: visit.version()?, key: visit.request_key() };
    let request = RepairRequest { person, sent_on, until };
    match visit.app.ask_repair(&caller, &change, &request).await {
        Ok(_) => Ok(Answer::see(format!("/dossiers/{case}/vragenlijst")).saying(Notice::StepTaken)),
        Err(error) => asking(&visit, &caller, Some(&refused(error)?)).await,
    }
}

async fn on_paper(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person) = (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let secret = visit.app.enter_on_paper(&caller, case, person).await?;
    let answer = Answer::see("/formulier/stappen");
    Ok(answer.cookie(cookie::set(cookie::FORM, secret.reveal(), None)))
}

async fn adopt(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let change = CaseChange { id: case, version: visit.version()?, key: None };
    visit.app.adopt_named(&caller, &change, person).await?;
    let known = known_to_judge(&visit, &caller, case).await;
    let notice = if known > 0 { Notice::PersonsKnown } else { Notice::PersonsAdopted };
    Ok(Answer::see(format!("/dossiers/{case}/vragenlijst")).saying(notice))
}

async fn take(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let change = CaseChange { id: case, version: visit.version()?, key: None };
    visit.app.take_stated(&caller, &change, person).await?;
    Ok(Answer::see(format!("/dossiers/{case}/vragenlijst")).saying(Notice::FactsTaken))
}
