//! The page of a meeting: where it stands, what cannot wait, what can be done now, and its items.

use app::command::clock::TermKind;
use app::meetings::{
    Change, ChangeKind, CommandName as C, Freeze, Mark, MeetingKind, OpenAgenda, StateName,
};
use app::{Caller, ItemView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AccountId, AgendaItemId};
use serde::Serialize;

use super::super::{Actie, Back, GROUP, Kruimel, shown, tijd};
use super::uitkomst::{Actieregel, action};
use super::{Opened, PAGE, opened, woorden};
use crate::ui::answer::Answer;
use crate::ui::fields::Summary;
use crate::ui::form::Mistakes;
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::stand;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PAGE, GROUP, show),
        post("/werkgroep/vergaderingen/{vergaderingId}/agenda", GROUP, open).button_of(PAGE),
        post("/werkgroep/vergaderingen/{vergaderingId}/bevriezen", GROUP, freeze).button_of(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Vergadering {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    naam: String,
    wanneer: String,
    video: Option<String>,
    papieren: Vec<Papier>,
    feiten: Feiten,
    stappen: Stappen,
    punten: Vec<Puntregel>,
    acties: Vec<Actieregel>,
    adres: String,
    versie: String,
}

/// A paper as PDF.
#[derive(Debug, Serialize)]
struct Papier {
    naam: &'static str,
    adres: String,
}

#[derive(Debug, Serialize)]
struct Feiten {
    stand: &'static str,
    /// Why it is extra, or why it does not go on.
    omdat: Vec<String>,
    bevroren: Option<Bevroren>,
    aanwezig: Option<String>,
    let_op: Vec<Waarschuwing>,
    eigen_belang: Option<String>,
}

#[derive(Debug, Serialize)]
struct Bevroren {
    op: String,
    door: String,
    kenmerk: String,
    wijzigingen: Vec<String>,
    sindsdien: String,
}

/// A term that ends before the group would speak of it again.
#[derive(Debug, Serialize)]
struct Waarschuwing {
    tekst: String,
    ronde: Option<String>,
}

/// What can be done now.
#[derive(Debug, Serialize)]
struct Stappen {
    links: Vec<Actie>,
    openen: bool,
    bevriezen: bool,
    wacht: Option<String>,
}

/// An item in the list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Puntregel {
    nummer: String,
    naam: String,
    onder: Vec<Onder>,
    tijd: String,
    minuten: String,
    adres: String,
    hier: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Onder {
    tekst: String,
    dringt: bool,
}

impl View for Vergadering {
    const TEMPLATE: &'static str = "pages/werkgroep/vergadering";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let back = Back { status: StatusCode::OK, mistakes: Mistakes::default() };
    page_of(&visit, &caller, &opened, &back)
}

async fn open(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let change = opened.change(&visit)?;
    let done = visit.app.change_meeting(&caller, change, OpenAgenda {}).await;
    pressed(&visit, &caller, done.map(|_| Notice::AgendaOpened)).await
}

async fn freeze(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let change = opened.change(&visit)?;
    let done = visit.app.change_meeting(&caller, change, Freeze {}).await;
    pressed(&visit, &caller, done.map(|_| Notice::AgendaFrozen)).await
}

/// Goes back to the meeting after a button was pressed, or shows what stands in the way.
pub(super) async fn pressed(
    visit: &Visit,
    caller: &Caller,
    done: Result<Notice, app::AppError>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    match done {
        Ok(notice) => Ok(Answer::see(opened.address()).saying(notice)),
        Err(error) => {
            let back = Back::of(error, |_| String::new(), |_| String::new())?;
            page_of(visit, caller, &opened, &back)
        }
    }
}

fn page_of(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
    back: &Back,
) -> Result<Answer, Trouble> {
    let today = visit.today();
    let mut view = Vergadering::of(opened, caller.account(), today);
    view.samenvatting = Summary::of(&back.mistakes, &[]);
    shown(visit, back.status, &opened.title(today), &view)
}

impl Vergadering {
    fn of(opened: &Opened, reader: AccountId, today: NaiveDate) -> Self {
        let meeting = &opened.meeting;
        let minutes = meeting.verslag.as_ref();
        let general = minutes.map(|minutes| minutes.acties.as_slice()).unwrap_or_default();
        Self {
            kruimels: vec![Kruimel::home()],
            samenvatting: None,
            naam: opened.title(today),
            wanneer: when(opened, today),
            video: meeting.afspraak.tijd.video.clone().filter(|address| tijd::is_link(address)),
            papieren: papers(opened),
            feiten: Feiten {
                stand: woorden::state(meeting.stand),
                omdat: because(opened),
                bevroren: frozen(opened, today),
                aanwezig: present(opened),
                let_op: warnings(opened, today),
                eigen_belang: own_interest(opened, reader),
            },
            stappen: steps(opened, today),
            punten: points(opened, None, today),
            acties: general.iter().map(|one| action(one, opened, today)).collect(),
            adres: opened.address(),
            versie: meeting.versie.to_string(),
        }
    }
}

/// Says when and where it is, and when the next one is.
fn when(opened: &Opened, today: NaiveDate) -> String {
    let slot = &opened.meeting.afspraak.tijd;
    let place = slot.plaats.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let next = match opened.later().next() {
        Some(line) => format!("Volgende vergadering: {}.", words::short_day(line.op, today)),
        None => "Er is geen volgende vergadering gepland.".to_owned(),
    };
    format!("{}{place}. {next}", tijd::span(slot))
}

fn papers(opened: &Opened) -> Vec<Papier> {
    let address = opened.address();
    let paper = |there: bool, naam, file: &str| {
        there.then(|| Papier { naam, adres: format!("{address}/{file}") })
    };
    let has_items = !opened.meeting.punten.is_empty();
    let was_held = opened.meeting.verslag.is_some();
    let papers = [
        paper(has_items, "Agenda (pdf)", "agenda.pdf"),
        paper(was_held, "Verslag (pdf)", "verslag.pdf"),
    ];
    papers.into_iter().flatten().collect()
}

fn because(opened: &Opened) -> Vec<String> {
    let extra = match &opened.meeting.soort {
        MeetingKind::Gewoon { .. } => None,
        MeetingKind::Extra { reden } => Some(format!("Extra vergadering: {}", reden.as_str())),
    };
    let off = opened.meeting.geannuleerd_omdat.as_ref();
    extra.into_iter().chain(off.map(|why| format!("Geannuleerd: {}", why.as_str()))).collect()
}

fn frozen(opened: &Opened, today: NaiveDate) -> Option<Bevroren> {
    let meeting = &opened.meeting;
    let (op, door, digest) = (meeting.bevroren_op?, meeting.bevroren_door?, meeting.digest?);
    let digest = digest.to_string();
    let changes = meeting.wijzigingen.len();
    Some(Bevroren {
        op: words::moment(op, today),
        door: opened.name(door),
        // Enough to compare two papers; the whole digest stands in the minutes.
        kenmerk: digest.chars().take(8).collect(),
        wijzigingen: meeting.wijzigingen.iter().map(|one| changed(one, opened, today)).collect(),
        sindsdien: format!("Sindsdien {}", words::count(changes, "wijziging", "wijzigingen")),
    })
}

/// Says what changed after the agenda was frozen.
fn changed(change: &Change, opened: &Opened, today: NaiveDate) -> String {
    let (id, what) = match &change.wat {
        ChangeKind::Toegevoegd { punt } => (punt.id, "Toegevoegd"),
        ChangeKind::Vervallen { punt } => (*punt, "Vervallen"),
    };
    let title = opened.item(id).map(|item| item.titel.reveal().clone()).unwrap_or_default();
    let (who, at) = (opened.name(change.door), words::moment(change.op, today));
    format!("{what}: {title}, door {who} op {at}. {}", change.reden.as_str())
}

fn present(opened: &Opened) -> Option<String> {
    let meeting = &opened.meeting;
    let taken = meeting.bezet?;
    let enough = if taken >= meeting.nodig { "" } else { " Dat is te weinig." };
    Some(format!(
        "{taken} van {} bezet. Er zijn er {} nodig om te adviseren.{enough}",
        words::count(meeting.plaatsen.len(), "plaats", "plaatsen"),
        meeting.nodig
    ))
}

fn own_interest(opened: &Opened, reader: AccountId) -> Option<String> {
    let own = opened.meeting.belangen.iter().filter(|one| one.lid == reader).count();
    match own {
        0 => None,
        1 => Some("U hebt een belang bij 1 onderwerp. U ziet dat punt niet.".to_owned()),
        more => Some(format!("U hebt een belang bij {more} onderwerpen. U ziet die punten niet.")),
    }
}

/// Returns a term that binds the body and cannot wait for the next meeting, with its last day; none once the group advised.
pub(super) fn pressing(opened: &Opened, item: &ItemView) -> Option<(TermKind, NaiveDate)> {
    let file = item.dossier.as_ref()?;
    let kind = file.termijnsoort.filter(|kind| kind.binds_the_body())?;
    let due = file.uiterlijk.filter(|_| !file.staat_stil)?;
    let advised = item.geadviseerd;
    let is_over = matches!(opened.meeting.stand, StateName::Adopted);
    let waits = opened.later().next().is_some_and(|next| due >= next.op);
    (!advised && !is_over && !waits).then_some((kind, due))
}

/// Returns the address where a written round about a file begins. An id of a file says nothing of anybody.
pub(super) fn round(file: kernel::CaseId) -> String {
    format!("/werkgroep/rondes/nieuw?dossier={file}")
}

fn warnings(opened: &Opened, today: NaiveDate) -> Vec<Waarschuwing> {
    let warning = |item: &ItemView| {
        let (kind, due) = pressing(opened, item)?;
        let file = item.dossier.as_ref()?;
        let before = match opened.later().next() {
            Some(next) => format!("vóór de vergadering van {}", words::short_day(next.op, today)),
            None => "en er is geen volgende vergadering gepland".to_owned(),
        };
        let day = words::short_day(due, today);
        Some(Waarschuwing {
            tekst: format!(
                "{}: {} uiterlijk {day}, {before}.",
                item.titel.reveal(),
                stand::term(kind)
            ),
            ronde: opened.meeting.mag.plannen.then(|| round(file.id)),
        })
    };
    opened.meeting.punten.iter().filter(|item| stands(item)).filter_map(warning).collect()
}

/// Returns whether an item is still on the agenda.
pub(super) fn stands(item: &ItemView) -> bool {
    item.merk != Some(Mark::Vervallen)
}

/// The steps of a meeting that are pages of their own: command, name and address below the meeting.
const STEPS: [(C, &str, &str); 7] = [
    (C::Hold, "Zitting openen", "/zitting"),
    (C::Attend, "Aanwezigheid wijzigen", "/zitting"),
    (C::AddItem, "Punt toevoegen", "/punten/nieuw"),
    (C::OrderItems, "Volgorde en tijd", "/volgorde"),
    (C::AddAction, "Actie afspreken", "/acties/nieuw"),
    (C::Move, "Verplaatsen", "/verplaatsen"),
    (C::Cancel, "Annuleren", "/annuleren"),
];

fn steps(opened: &Opened, today: NaiveDate) -> Stappen {
    let meeting = &opened.meeting;
    let (address, day) = (opened.address(), meeting.afspraak.op);
    let too_early = opened.may(C::Hold) && today < day;
    let has_items = !meeting.punten.is_empty();
    let proposes = matches!(meeting.stand, StateName::Planned | StateName::AgendaOpen);
    let mut links = Vec::new();
    if proposes && meeting.mag.plannen {
        links.push(Actie::first("Voorstel voor de agenda", format!("{address}/voorstel")));
    }
    if meeting.verslag.is_some() {
        links.push(Actie::first("Verslag lezen", format!("{address}/verslag")));
    }
    for (command, naam, below) in STEPS {
        let shown = match command {
            C::Hold => !too_early,
            C::OrderItems => has_items,
            _ => true,
        };
        if shown && opened.may(command) {
            links.push(Actie {
                naam,
                adres: format!("{address}{below}"),
                eerste: command == C::Hold,
            });
        }
    }
    Stappen {
        links,
        openen: opened.may(C::OpenAgenda),
        bevriezen: opened.may(C::Freeze) && has_items,
        wacht: too_early
            .then(|| format!("De zitting kan worden geopend vanaf {}.", words::day(day, today))),
    }
}

/// Returns the items as a list; `here` is the one that is shown beside it.
pub(super) fn points(
    opened: &Opened,
    here: Option<AgendaItemId>,
    today: NaiveDate,
) -> Vec<Puntregel> {
    let mut number = 0;
    let line = |item: &ItemView| {
        let id = item.punt.id;
        number += usize::from(stands(item));
        Puntregel {
            nummer: if stands(item) { number.to_string() } else { "–".to_owned() },
            naam: item.titel.reveal().clone(),
            onder: below(opened, item, today),
            tijd: item.tijd.map(|slot| tijd::clock(slot.van)).unwrap_or_default(),
            minuten: format!("{} min", item.punt.minuten),
            adres: opened.item_address(id),
            hier: here == Some(id),
        }
    };
    opened.meeting.punten.iter().map(line).collect()
}

/// The lines below the name of an item.
fn below(opened: &Opened, item: &ItemView, today: NaiveDate) -> Vec<Onder> {
    let calm = |tekst: String| Onder { tekst, dringt: false };
    let mut lines = Vec::new();
    if let Some(file) = &item.dossier {
        let score = file.score.map(|score| format!(" · score {score}")).unwrap_or_default();
        let state = woorden::file_state(&file.stand);
        lines.push(calm(format!("{}{score} · {state}", file.soort)));
    }
    match item.merk {
        Some(Mark::Toegevoegd) => lines.push(calm("Toegevoegd na bevriezen".to_owned())),
        Some(Mark::Vervallen) => lines.push(calm("Vervallen".to_owned())),
        Some(Mark::Bevroren) | None => {}
    }
    if let Some((kind, due)) = pressing(opened, item).filter(|_| stands(item)) {
        let what = kernel::capitalised(stand::term(kind));
        let tekst = format!("{what} uiterlijk {}", words::short_day(due, today));
        lines.push(Onder { tekst, dringt: true });
    }
    let minutes = opened.meeting.verslag.iter().flat_map(|minutes| &minutes.punten);
    let mut given = minutes.filter(|one| one.punt == item.punt.id);
    match given.next().and_then(|one| one.advies.as_ref()) {
        Some(advice) => lines.push(calm(format!("Advies: {}", advice.advies.label()))),
        None if item.geadviseerd => lines.push(calm("Er is geadviseerd".to_owned())),
        None => {}
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled;

    fn page(opened: &Opened, reader: u128) -> String {
        filled(&Vergadering::of(opened, voorbeeld::id(reader), voorbeeld::today()))
    }

    #[test]
    fn a_meeting_that_was_held_shows_who_was_there_and_what_cannot_wait() {
        let opened = voorbeeld::held();
        let text = page(&opened, 1);
        for words in [
            "Bibob-werkgroep Verzonnen, do 18 februari",
            "13:30 tot 15:20, kamer Turfgat. Volgende vergadering: do 1 apr.",
            "href=\"https://beeld.example/werkgroep\"",
            "Extra vergadering: Spoed &lt;nu&gt;",
            "Bevroren",
            "door H. Proefstra",
            "Sindsdien 1 wijziging",
            "Toegevoegd: Vraag van &lt;Vastgoed&gt;",
            "2 van 3 plaatsen bezet. Er zijn er 2 nodig",
            "besluit uiterlijk vr 26 feb, vóór de vergadering van do 1 apr",
            "/werkgroep/rondes/nieuw?dossier=",
            "score 63 · Bij het LBB",
            "Aanwezigheid wijzigen",
            "Verslag (pdf)",
            "Actie &lt;zonder punt&gt;",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Zitting openen") && !text.contains("U hebt een belang"), "{text}");
        assert!(page(&opened, 2).contains("U hebt een belang bij 1 onderwerp"));
    }

    #[test]
    fn what_can_be_done_follows_the_state_and_the_rights() {
        let mut opened = voorbeeld::open();
        let text = page(&opened, 1);
        for words in
            ["Voorstel voor de agenda", "Agenda bevriezen", "Volgorde en tijd", "Annuleren"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        opened.meeting.mag.leiden = false;
        opened.meeting.mag.plannen = false;
        let text = page(&opened, 3);
        for words in
            ["Voorstel voor de agenda", "Agenda bevriezen", "Annuleren", "ronde klaarzetten"]
        {
            assert!(!text.contains(words), "{words}: {text}");
        }
        let mut planned = voorbeeld::planned();
        let text = page(&planned, 1);
        assert!(text.contains("Lege agenda openen") && text.contains("Nog geen punten"), "{text}");
        planned.meeting.geannuleerd_omdat = Some(voorbeeld::text("Te weinig punten."));
        planned.meeting.stand = StateName::Cancelled;
        planned.others.clear();
        let text = page(&planned, 1);
        assert!(text.contains("Geannuleerd: Te weinig punten."), "{text}");
        assert!(text.contains("Er is geen volgende vergadering gepland"), "{text}");
    }

    #[test]
    fn the_session_waits_for_its_day() {
        let opened = voorbeeld::frozen();
        let before = voorbeeld::today().pred_opt().unwrap();
        let early = filled(&Vergadering::of(&opened, voorbeeld::id(1), before));
        assert!(early.contains("De zitting kan worden geopend vanaf do 18 februari"), "{early}");
        assert!(!early.contains("Zitting openen"), "{early}");
        assert!(page(&opened, 1).contains("Zitting openen"));
    }

    #[test]
    fn a_term_waits_when_the_group_meets_before_its_end_or_has_advised() {
        let mut opened = voorbeeld::frozen();
        let item = opened.meeting.punten[0].clone();
        assert!(pressing(&opened, &item).is_some());
        opened.others[1].op = "2027-02-26".parse().unwrap();
        assert_eq!(pressing(&opened, &item), None);
        opened.others[1].op = "2027-04-01".parse().unwrap();
        let of_kind = |kind| {
            let mut item = item.clone();
            item.dossier.as_mut().unwrap().termijnsoort = Some(kind);
            pressing(&opened, &item).map(|(kind, _)| kind)
        };
        // The term to object is somebody else's, and a day for the questionnaire is no term of the body.
        for (kind, binds) in [
            (TermKind::Bezwaar, false),
            (TermKind::Vragenlijst, false),
            (TermKind::BeslissingOpBezwaar, true),
        ] {
            assert_eq!(of_kind(kind), binds.then_some(kind));
        }
        let held = voorbeeld::held();
        let advised = held.meeting.punten.iter().find(|item| item.punt.id == voorbeeld::id(12));
        assert_eq!(pressing(&held, advised.unwrap()), None);
    }
}
