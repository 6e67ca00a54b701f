//! An item of the agenda: what it is about, what the group says of it, and the forms to record that.

use app::command::Text;
use app::meetings::{
    CommandName as C, Conclude, DeclareConflict, MinutesItem, Refusal, RemoveItem, Subject,
};
use app::{AppError, Caller, ItemFile, ItemView, MeetingAnswer, Permission};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AccountId, AgendaItemId};
use serde::Serialize;

use super::super::{Actie, Back, GROUP, HOME, Kruimel, MEETINGS, QUESTIONS, lezen, shown};
use super::advies::{self, Adviesformulier};
use super::agenda::{Puntregel, points, pressing, round, stands};
use super::uitkomst::Uitkomst;
use super::{ITEM, Opened, opened, woorden};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::stand;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const CONCLUSION: &str = "conclusie";
const WHO: &str = "lid";
const INTEREST: &str = "belang";
const WHY_OFF: &str = "reden";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(ITEM, GROUP, show),
        post("/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/advies", GROUP, advise)
            .shown_on(ITEM),
        post("/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/conclusie", GROUP, conclude)
            .shown_on(ITEM),
        post("/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/belang", GROUP, declare)
            .shown_on(ITEM),
        post("/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/schrappen", GROUP, remove)
            .shown_on(ITEM),
    ]
}

#[derive(Debug, Serialize)]
struct Punt {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    punten: Vec<Puntregel>,
    naam: String,
    onder: String,
    redenen: Vec<String>,
    feiten: Vec<Feit>,
    links: Vec<Actie>,
    uitkomst: Option<Uitkomst>,
    /// Why the reader records no advice on a file that waits for one.
    geen_advies: Option<&'static str>,
    advies: Option<Adviesformulier>,
    conclusie: Option<Deel>,
    belang: Option<Deel>,
    schrappen: Option<Deel>,
    adres: String,
    versie: String,
}

#[derive(Debug, Serialize)]
struct Feit {
    naam: &'static str,
    regels: Vec<String>,
}

/// The fields of one of the forms.
#[derive(Debug, Serialize)]
struct Deel {
    velden: Vec<Field>,
}

impl View for Punt {
    const TEMPLATE: &'static str = "pages/werkgroep/punt";
}

/// The item of the address, with its meeting.
struct Here {
    opened: Opened,
    item: ItemView,
}

impl Here {
    /// Opens the item; one that the reader may not see is not there.
    async fn of(visit: &Visit, caller: &Caller) -> Result<Self, Trouble> {
        let opened = opened(visit, caller).await?;
        let item = opened.item(visit.of_path::<AgendaItemId>("puntId")?)?.clone();
        Ok(Self { opened, item })
    }

    fn page(
        &self,
        visit: &Visit,
        caller: &Caller,
        (form, back): (&Form, &Back),
    ) -> Result<Answer, Trouble> {
        let reader = Reader {
            account: caller.account(),
            writes: caller.may(Permission::WriteCases),
            today: visit.today(),
        };
        let view = self.view(&reader, form, &back.mistakes);
        shown(visit, back.status, &format!("Punt: {}", view.naam), &view)
    }
}

/// Who reads, whether that role writes in files, and when.
struct Reader {
    account: AccountId,
    writes: bool,
    today: NaiveDate,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let back = Back { status: StatusCode::OK, mistakes: Mistakes::default() };
    here.page(&visit, &caller, (&visit.form, &back))
}

async fn advise(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let command = match advies::read(&visit.form, &here.opened, &here.item) {
        Ok(command) => command,
        Err(mistakes) => {
            return here.page(&visit, &caller, (&visit.form, &Back::mistaken(mistakes)));
        }
    };
    let change = here.opened.change(&visit)?;
    let taken = visit.app.change_meeting(&caller, change, command).await;
    let said = (Notice::AdviceRecorded, advies::KIND);
    done((&visit, &caller), taken, said, advies::refused).await
}

async fn conclude(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let says = "Schrijf op wat de werkgroep concludeert.";
    let Some(conclusie) = visit.form.written(CONCLUSION, says, &mut mistakes) else {
        return here.page(&visit, &caller, (&visit.form, &Back::mistaken(mistakes)));
    };
    let change = here.opened.change(&visit)?;
    let command = Conclude { punt: here.item.punt.id, conclusie };
    let taken = visit.app.change_meeting(&caller, change, command).await;
    let said = (Notice::ConclusionRecorded, CONCLUSION);
    done((&visit, &caller), taken, said, |_| CONCLUSION.to_owned()).await
}

/// Records an interest: of the reader, or by the chair of somebody else.
async fn declare(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let (lid, reden) = match interest(&visit.form, &here, caller.account()) {
        Ok(read) => read,
        Err(mistakes) => {
            return here.page(&visit, &caller, (&visit.form, &Back::mistaken(mistakes)));
        }
    };
    let change = here.opened.change(&visit)?;
    let command = DeclareConflict { lid, onderwerp: here.item.punt.onderwerp.clone(), reden };
    let taken = visit.app.change_meeting(&caller, change, command).await;
    let at = if here.opened.meeting.mag.leiden { WHO } else { INTEREST };
    done((&visit, &caller), taken, (Notice::InterestDeclared, at), |_| at.to_owned()).await
}

fn interest(form: &Form, here: &Here, own: AccountId) -> Result<(AccountId, Text), Mistakes> {
    let mut mistakes = Mistakes::default();
    let lid = if here.opened.meeting.mag.leiden {
        lezen::chosen(form, WHO, "Kies wie het belang heeft.", &mut mistakes)
    } else {
        Some(own)
    };
    let reden = form.written(INTEREST, "Schrijf op wat het belang is.", &mut mistakes);
    lid.zip(reden).ok_or(mistakes)
}

async fn remove(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let reden = match visit.form.given(WHY_OFF) {
        Some(_) => visit.form.written(WHY_OFF, "Schrijf op waarom.", &mut mistakes),
        None => None,
    };
    if !mistakes.is_empty() {
        return here.page(&visit, &caller, (&visit.form, &Back::mistaken(mistakes)));
    }
    let change = here.opened.change(&visit)?;
    let command = RemoveItem { punt: here.item.punt.id, reden };
    let taken = visit.app.change_meeting(&caller, change, command).await;
    let said = (Notice::ItemRemoved, WHY_OFF);
    done((&visit, &caller), taken, said, |_| WHY_OFF.to_owned()).await
}

/// Goes on to the item, or to its meeting when the reader sees it there no more; shows what stands in the way.
async fn done(
    (visit, caller): (&Visit, &Caller),
    taken: Result<MeetingAnswer, AppError>,
    (notice, at): (Notice, &str),
    refused: impl Fn(Refusal) -> String,
) -> Result<Answer, Trouble> {
    match taken {
        Ok(answer) => {
            let id: AgendaItemId = visit.of_path("puntId")?;
            let mut items = answer.vergadering.punten.iter();
            let still = items.any(|item| item.punt.id == id && stands(item));
            let meeting = format!("{MEETINGS}/{}", answer.vergadering.id);
            let to = if still { format!("{meeting}/punten/{id}") } else { meeting };
            Ok(Answer::see(to).saying(notice))
        }
        Err(error) => {
            let back = Back::of(error, |_| at.to_owned(), refused)?;
            Here::of(visit, caller).await?.page(visit, caller, (&visit.form, &back))
        }
    }
}

impl Here {
    fn view(&self, reader: &Reader, form: &Form, mistakes: &Mistakes) -> Punt {
        let (opened, item) = (&self.opened, &self.item);
        let id = item.punt.id;
        let advies = self
            .shows(C::Advise, reader, form)
            .then(|| Adviesformulier::of(opened, item, (form, mistakes)));
        let parts = self.parts(reader, form, mistakes);
        let fields: Vec<Field> = advies
            .iter()
            .flat_map(Adviesformulier::fields)
            .chain(parts.iter().flatten().flat_map(|part| &part.velden))
            .cloned()
            .collect();
        let [conclusie, belang, schrappen] = parts;
        let who = opened.name(item.punt.ingebracht_door);
        Punt {
            kruimels: opened.crumbs(reader.today),
            samenvatting: Summary::of(mistakes, &fields),
            punten: points(opened, Some(id), reader.today),
            naam: item.titel.reveal().clone(),
            onder: format!("{} minuten, ingebracht door {who}", item.punt.minuten),
            redenen: item.redenen.clone(),
            feiten: self.facts(reader.today),
            links: self.links(),
            uitkomst: self.minutes().map(|one| Uitkomst::of(one, opened, reader.today)),
            geen_advies: self.why_no_advice(reader),
            advies,
            conclusie,
            belang,
            schrappen,
            adres: opened.item_address(id),
            versie: opened.meeting.versie.to_string(),
        }
    }

    /// Returns what the minutes say of it; nothing before the session was opened.
    fn minutes(&self) -> Option<&MinutesItem> {
        let mut all = self.opened.meeting.verslag.iter().flat_map(|minutes| &minutes.punten);
        all.find(|one| one.punt == self.item.punt.id)
    }

    fn is_advised(&self) -> bool {
        self.item.geadviseerd
    }

    fn is_concluded(&self) -> bool {
        self.minutes().is_some_and(|one| one.conclusie.is_some())
    }

    /// Returns whether the form of a step is shown: when the step can be taken, and to who filled it in and was too late.
    fn shows(&self, command: C, reader: &Reader, form: &Form) -> bool {
        let fits = self.opened.may(command) && stands(&self.item);
        let (rest, field) = match command {
            C::Advise => {
                (self.item.dossier.is_some() && !self.is_advised() && reader.writes, advies::WHY)
            }
            C::Conclude => (!self.is_concluded(), CONCLUSION),
            C::DeclareConflict => (self.declares(reader), INTEREST),
            _ => (true, WHY_OFF),
        };
        (fits && rest) || form.given(field).is_some()
    }

    /// The chair declares an interest of anybody; others their own, when they have a seat.
    fn declares(&self, reader: &Reader) -> bool {
        let meeting = &self.opened.meeting;
        let mut seats = meeting.plaatsen.iter();
        meeting.mag.leiden || seats.any(|seat| seat.can_be_taken_by(reader.account))
    }

    /// Returns the fields of the smaller forms: conclusion, interest, and taking the item off.
    fn parts(&self, reader: &Reader, form: &Form, mistakes: &Mistakes) -> [Option<Deel>; 3] {
        let part = |command: C, fields: Vec<Field>| {
            self.shows(command, reader, form).then(|| Deel {
                velden: fields.into_iter().map(|field| field.filled(form, mistakes)).collect(),
            })
        };
        let why = Field::lines(WHY_OFF, "Waarom vervalt het?");
        let frozen = self.opened.meeting.digest.is_some();
        [
            part(C::Conclude, vec![Field::lines(CONCLUSION, "Conclusie")]),
            part(C::DeclareConflict, self.interest_fields()),
            part(C::RemoveItem, if frozen { vec![why] } else { Vec::new() }),
        ]
    }

    fn interest_fields(&self) -> Vec<Field> {
        let meeting = &self.opened.meeting;
        let mut fields = Vec::new();
        if meeting.mag.leiden {
            let seats = meeting.plaatsen.iter();
            let who =
                seats.flat_map(|seat| std::iter::once(seat.lid).chain(seat.vervangers.clone()));
            let who = who.map(|who| (who.to_string(), self.opened.name(who)));
            let nobody = (String::new(), "Kies een lid".to_owned());
            let choices = std::iter::once(nobody).chain(who);
            fields.push(Field::select(WHO, "Wie heeft een belang?").choices(choices));
        }
        fields.push(
            Field::lines(INTEREST, "Wat is het belang?")
                .hint("In één zin, zoals: familie van de aanvrager."),
        );
        fields
    }

    /// Says why a reader who leads records no advice on a file.
    fn why_no_advice(&self, reader: &Reader) -> Option<&'static str> {
        let is_file = self.item.punt.onderwerp.file().is_some();
        let waits = is_file && self.opened.may(C::Advise) && !self.is_advised();
        if !waits || !stands(&self.item) {
            return None;
        }
        if !reader.writes {
            return Some(
                "Uw rol schrijft niet in dossiers. Laat de coördinator dit advies vastleggen.",
            );
        }
        self.item.dossier.is_none().then_some(
            "U staat niet op dit dossier. Vraag toegang, of laat een ander het advies vastleggen.",
        )
    }

    fn facts(&self, today: NaiveDate) -> Vec<Feit> {
        let item = &self.item;
        let mut facts = Vec::new();
        if let Some(asks) = &item.punt.vraag {
            facts.push(Feit { naam: "Vraag aan de groep", regels: vec![asks.as_str().to_owned()] });
        }
        match &item.dossier {
            Some(file) => facts.extend(of_file(file, today)),
            None if item.punt.onderwerp.file().is_some() => facts.push(closed_to_reader(item)),
            None => {}
        }
        if !item.belang_van.is_empty() {
            let line = |who: &String| format!("{who} doet niet mee en ziet dit punt niet.");
            facts.push(Feit { naam: "Belang", regels: item.belang_van.iter().map(line).collect() });
        }
        if !item.zonder_toegang.is_empty() {
            let line = |who: &String| {
                format!(
                    "{who} kan dit dossier niet lezen. Geef toegang voordat de werkgroep adviseert."
                )
            };
            let regels = item.zonder_toegang.iter().map(line).collect();
            facts.push(Feit { naam: "Niet op het dossier", regels });
        }
        facts
    }

    fn links(&self) -> Vec<Actie> {
        let opened = &self.opened;
        let mut links: Vec<Actie> = subject_links(&self.item);
        if let Some(file) =
            self.item.dossier.as_ref().filter(|_| !self.item.zonder_toegang.is_empty())
        {
            links.push(Actie::other("Toegang geven", format!("/dossiers/{}/toegang", file.id)));
        }
        let file = self.item.dossier.as_ref().filter(|_| pressing(opened, &self.item).is_some());
        if let Some(file) = file.filter(|_| opened.meeting.mag.plannen) {
            links.push(Actie::other("Schriftelijke ronde klaarzetten", round(file.id)));
        }
        if opened.may(C::AddAction) && stands(&self.item) {
            let id = self.item.punt.id;
            let address = format!("{}/acties/nieuw?punt={id}", opened.address());
            links.push(Actie::other("Actie afspreken", address));
        }
        links
    }
}

/// What who is not on the file learns of it: that it is an item, and whether the group advised (Wet Bibob art. 28).
fn closed_to_reader(item: &ItemView) -> Feit {
    let advised = if item.geadviseerd {
        "De werkgroep heeft er een advies over gegeven."
    } else {
        "Er is nog geen advies over gegeven."
    };
    let closed = "Dit dossier is voor u gesloten: u ziet alleen dat het op de agenda staat.";
    Feit { naam: "Dossier", regels: vec![closed.to_owned(), advised.to_owned()] }
}

fn of_file(file: &ItemFile, today: NaiveDate) -> Vec<Feit> {
    let fact = |naam, line: String| Feit { naam, regels: vec![line] };
    let mut facts = vec![
        fact("Soort", file.soort.clone()),
        fact("Stand", woorden::file_state(&file.stand).to_owned()),
        fact("Ontvangen", words::day(file.ontvangen_op, today)),
    ];
    let term = |due| {
        let day = words::day(due, today);
        if file.staat_stil {
            format!("Op zijn vroegst {day}; de termijn staat stil")
        } else {
            format!("Uiterlijk {day}, {}", words::distance(due, today))
        }
    };
    let what = file.termijnsoort.map(|kind| kernel::capitalised(stand::term(kind)));
    facts.extend(file.uiterlijk.map(|due| Feit {
        naam: "Termijn",
        regels: what.into_iter().chain([term(due)]).collect(),
    }));
    facts.extend(file.score.map(|score| fact("Score", score.to_string())));
    facts
}

/// Returns where the subject itself can be read.
fn subject_links(item: &ItemView) -> Vec<Actie> {
    match &item.punt.onderwerp {
        Subject::Dossier { .. } => item
            .dossier
            .iter()
            .flat_map(|file| {
                let address = format!("/dossiers/{}", file.id);
                let assessment = format!("{address}/beoordeling");
                [
                    Actie::other("Naar het dossier", address),
                    Actie::other("Naar de beoordeling", assessment),
                ]
            })
            .collect(),
        Subject::Verslag { vergadering } => {
            let address = format!("{MEETINGS}/{vergadering}/verslag");
            vec![Actie::other("Verslag lezen en vaststellen", address)]
        }
        Subject::Vraag { vraag } => {
            vec![Actie::other("Naar de vraag", format!("{QUESTIONS}/{vraag}"))]
        }
        Subject::Signaal { signaal } => {
            vec![Actie::other("Naar het signaal", format!("/werkgroep/signalen/{signaal}"))]
        }
        Subject::Beleid { .. } => vec![Actie::other("Ons beleid lezen", "/beleid")],
        Subject::Actielijst => {
            vec![Actie::other("Naar de open acties", format!("{HOME}#acties"))]
        }
        Subject::Tip { .. } | Subject::Overig { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled;

    fn here(opened: Opened, item: u128) -> Here {
        let item = opened.item(voorbeeld::id(item)).unwrap().clone();
        Here { opened, item }
    }

    fn reader(number: u128, writes: bool) -> Reader {
        Reader { account: voorbeeld::id(number), writes, today: voorbeeld::today() }
    }

    fn page(here: &Here, reader: &Reader) -> String {
        filled(&here.view(reader, &Form::default(), &Mistakes::default()))
    }

    #[test]
    fn an_item_about_a_file_shows_its_facts_and_asks_for_an_advice() {
        let text = page(&here(voorbeeld::held(), 11), &reader(1, true));
        for words in [
            "WG-01: Paviljoen &lt;De Zevenkikker&gt;",
            "25 minuten, ingebracht door H. Proefstra",
            "De score is 63.",
            "Wat doen we als het LBB niet adviseert?",
            "Uiterlijk vr 26 februari, over 8 dagen",
            "O. Voorbeeld doet niet mee en ziet dit punt niet.",
            "Naar het dossier",
            "Schriftelijke ronde klaarzetten",
            "/acties/nieuw?punt=",
            "Voornemen: verlenen met voorschriften",
            "2 van de 2 die nodig zijn doen mee: H. Proefstra, V. Vervanger.",
            "name=\"stem.00000000-0000-0000-0000-000000000003\" value=\"onthouding\"",
            "Afwijkende standpunten",
            "name=\"conclusie\"",
            "Wie heeft een belang?",
            "aria-current=\"page\"",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("van de agenda halen"), "what was held is not taken off: {text}");
    }

    #[test]
    fn what_was_said_stands_there_and_is_not_asked_again() {
        let text = page(&here(voorbeeld::held(), 12), &reader(1, true));
        for words in [
            "Verder onderzoeken",
            "Stemming: 1 voor, 0 tegen, 1 onthouding.",
            "Eerst het &lt;LBB&gt; afwachten.",
            "Volgende keer verder.",
            "Jaarrekening opvragen",
            "Klaar melden",
            "Het was dinsdag.",
            "Voorgesteld, van O. Voorbeeld",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(
            !text.contains("name=\"advies\"") && !text.contains("name=\"conclusie\""),
            "{text}"
        );
    }

    #[test]
    fn who_may_not_record_an_advice_hears_why() {
        let mut held = here(voorbeeld::held(), 11);
        assert!(page(&held, &reader(1, false)).contains("Uw rol schrijft niet in dossiers"));
        held.item.dossier = None;
        let text = page(&held, &reader(1, true));
        assert!(text.contains("U staat niet op dit dossier") && !text.contains("name=\"advies\""));
        held.opened.meeting.mag.leiden = false;
        held.opened.meeting.mag.plannen = false;
        let text = page(&held, &reader(3, false));
        assert!(!text.contains("name=\"lid\"") && text.contains("name=\"belang\""), "{text}");
        assert!(!text.contains("U staat niet op dit dossier"), "{text}");
        assert!(text.contains("voor u gesloten") && text.contains("nog geen advies"), "{text}");
        held.item.geadviseerd = true;
        held.item.zonder_toegang = vec!["L. <Lid>".to_owned()];
        let text = page(&held, &reader(3, false));
        assert!(text.contains("een advies over gegeven"), "{text}");
        assert!(text.contains("L. &lt;Lid&gt; kan dit dossier niet lezen"), "{text}");
        // Somebody without a seat has nothing to declare.
        assert!(!page(&held, &reader(9, false)).contains("name=\"belang\""));
    }

    #[test]
    fn an_item_is_taken_off_with_a_reason_once_the_agenda_is_frozen() {
        let open = page(&here(voorbeeld::open(), 11), &reader(1, true));
        assert!(open.contains("van de agenda halen") && !open.contains("name=\"reden\""), "{open}");
        let frozen = page(&here(voorbeeld::frozen(), 11), &reader(1, true));
        assert!(frozen.contains("name=\"reden\""), "{frozen}");
    }

    #[test]
    fn what_was_filled_in_is_shown_to_who_was_too_late() {
        let mut late = here(voorbeeld::held(), 11);
        late.opened.meeting.toegestaan.clear();
        let form = Form::of_body(b"redenen=Omdat+%3Cdit%3E.");
        let mut mistakes = Mistakes::default();
        mistakes.add(advies::WHY, "Iemand was u voor.");
        let text = filled(&late.view(&reader(1, true), &form, &mistakes));
        assert!(
            text.contains("Omdat &lt;dit&gt;.") && text.contains("href=\"#redenen\""),
            "{text}"
        );
    }

    #[test]
    fn every_subject_leads_to_where_it_can_be_read() {
        let item = here(voorbeeld::held(), 11).item;
        let leads = |subject: Subject| {
            let mut item = item.clone();
            item.punt.onderwerp = subject;
            subject_links(&item).into_iter().map(|link| link.adres).collect::<Vec<_>>()
        };
        let id = "00000000-0000-0000-0000-000000000005";
        assert_eq!(
            leads(Subject::Vraag { vraag: voorbeeld::id(5) }),
            [format!("/werkgroep/vragen/{id}")]
        );
        assert_eq!(
            leads(Subject::Signaal { signaal: voorbeeld::id(5) }),
            [format!("/werkgroep/signalen/{id}")]
        );
        assert_eq!(
            leads(Subject::Verslag { vergadering: voorbeeld::id(5) }),
            [format!("/werkgroep/vergaderingen/{id}/verslag")]
        );
        assert_eq!(leads(Subject::Actielijst), ["/werkgroep#acties"]);
        assert!(leads(Subject::Overig { titel: "Leges".to_owned() }).is_empty());
    }
}
