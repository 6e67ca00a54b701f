//! The papers of a meeting as PDF (letter L24): the agenda and the minutes, each with only what this reader may see.

use super::bench::{Bench, Book, Sheet};
use super::show::{Titles, is_advised, minutes_for, shown_items};
use super::view::ItemFile;
use crate::{App, AppError, Caller};
use kernel::{AccountId, Id, MeetingId, PartyKind, Sha256Hex, dutch_date};
use letters::composed::{Block, Composed, Content, Element, Elements, Matter};
use letters::{
    Addressee, Door, Frame, HouseStyle, LetterContent, LetterKind, Position, Sender, Signature,
};
use meetings::{
    Action, Advice, AgendaItem, Conflict, GroupRole, Guest, Mark, Meeting, Method, Minutes,
    MinutesItem, Present, Reason, Subject, Tally, time_boxes,
};

/// Who reads what stays inside (art. 28).
const READERS: &str = "de Bibob-werkgroep";

impl App {
    /// Sets the agenda of a meeting as a PDF for this reader; returns its name and its bytes.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as [`App::meeting`]; [`AppError::Input`] when a text holds a sign that cannot be shown.
    pub async fn agenda_pdf(
        &self,
        caller: &Caller,
        id: MeetingId,
    ) -> Result<(String, Vec<u8>), AppError> {
        let (bench, book) = (self.bench(caller).await?, self.book(caller).await?);
        let sheet = book.meeting(id.uuid()).ok_or(AppError::NotFound)?;
        let conflicts = self.conflicts_of(caller, &book, &sheet.paper).await?;
        let (shown, titles) = self.shown_with_titles(&bench, &book, (sheet, &conflicts)).await?;
        let mut elements = elements_of(&sheet.paper, "agenda");
        let boxes = time_boxes(sheet.paper.items(), sheet.paper.head().afspraak.tijd.begin);
        let lines = shown.iter().filter(|(_, mark)| *mark != Some(Mark::Vervallen));
        let lines = lines.map(|(item, mark)| {
            let slot = boxes.iter().find(|slot| slot.punt == item.id);
            let time = slot.map_or_else(String::new, |slot| {
                format!("{} tot {}: ", slot.van.format("%H.%M"), slot.tot.format("%H.%M"))
            });
            format!("{time}{}", agenda_line(item, *mark, &titles))
        });
        // What fell away stands last, so that the numbers are those of the meeting.
        let fallen = shown.iter().filter(|(_, mark)| *mark == Some(Mark::Vervallen));
        let fallen = fallen
            .map(|(item, _)| ended(&format!("Vervallen: {}", titles.of(&item.onderwerp).reveal())));
        put(&mut elements, Element::Agenda, lines.chain(fallen));
        let marks = shown.iter().filter_map(|(_, mark)| *mark);
        let remark = agenda_remark(&bench, &sheet.paper, marks);
        self.paper(&bench, &sheet.paper, (elements, &remark)).await
    }

    /// Sets the minutes of a meeting as a PDF for this reader, with the corrections that were taken over; returns its name and its
    /// bytes.
    ///
    /// # Errors
    /// As [`App::agenda_pdf`]; [`AppError::NotFound`] also before the session was opened.
    pub async fn minutes_pdf(
        &self,
        caller: &Caller,
        id: MeetingId,
    ) -> Result<(String, Vec<u8>), AppError> {
        let (bench, book) = (self.bench(caller).await?, self.book(caller).await?);
        let sheet = book.meeting(id.uuid()).ok_or(AppError::NotFound)?;
        let conflicts = self.conflicts_of(caller, &book, &sheet.paper).await?;
        let (_, titles) = self.shown_with_titles(&bench, &book, (sheet, &conflicts)).await?;
        let minutes = minutes_for(&bench, &sheet.paper, (&conflicts, &titles));
        let minutes = minutes.ok_or(AppError::NotFound)?;
        let mut elements = elements_of(&sheet.paper, "verslag");
        put(&mut elements, Element::Present, present_lines(&bench, &minutes));
        let line = |item: &MinutesItem| titles.of(&item.onderwerp).reveal().clone();
        put(&mut elements, Element::Agenda, minutes.punten.iter().map(line));
        let mut outcomes: Vec<String> =
            minutes.punten.iter().flat_map(|item| outcome_lines(&bench, item, &titles)).collect();
        let hidden = minutes.punten.iter().filter(|item| titles.hides(&item.onderwerp));
        let advised = hidden.filter(|item| is_advised(&sheet.paper, item.punt));
        outcomes.extend(advised.map(|item| {
            format!("{}: de werkgroep heeft geadviseerd.", titles.of(&item.onderwerp).reveal())
        }));
        outcomes.extend(corrections(&minutes));
        outcomes.extend(adopted(&book, &minutes));
        put(&mut elements, Element::Conclusions, outcomes);
        let actions = minutes.punten.iter().flat_map(|item| &item.acties).chain(&minutes.acties);
        put(&mut elements, Element::Actions, actions.map(|action| action_line(&bench, action)));
        let remark = minutes_remark(&bench, &minutes);
        self.paper(&bench, &sheet.paper, (elements, &remark)).await
    }

    async fn shown_with_titles<'m>(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        (sheet, conflicts): (&'m Sheet<Meeting>, &[Conflict]),
    ) -> Result<(Vec<(&'m AgendaItem, Option<Mark>)>, Titles), AppError> {
        let shown = shown_items(bench, &sheet.paper, conflicts);
        let subjects = shown.iter().map(|(item, _)| &item.onderwerp);
        let titles = self.titles(bench.caller, book, (bench.now, subjects)).await?;
        Ok((shown, titles))
    }

    async fn paper(
        &self,
        bench: &Bench<'_>,
        meeting: &Meeting,
        (elements, remark): (Elements, &str),
    ) -> Result<(String, Vec<u8>), AppError> {
        let party = self.party_name(bench.caller.party());
        let kind = self.rules.policy(bench.caller.party(), bench.now.dutch_date());
        let kind = kind.map(|policy| policy.party.kind);
        let mut content = LetterContent::from(Composed {
            frame: Frame { remark: prose(remark), ..frame(party, kind, meeting, bench) },
            kind: LetterKind::Meeting,
            matter: no_file(),
            elements,
            remedy: None,
        });
        self.dress(bench.caller.scope(), &mut content).await?;
        let letter = self.set(content).await?;
        Ok((letter.file_name, letter.pdf))
    }
}

fn frame(party: String, kind: Option<PartyKind>, meeting: &Meeting, bench: &Bench<'_>) -> Frame {
    let article = if kind == Some(PartyKind::Waterschap) { "het" } else { "de" };
    let organ = format!("het bevoegde bestuursorgaan van {article} {party}");
    Frame {
        sender: Sender {
            signature: Signature {
                organ: bench.group.naam.as_str().to_owned(),
                mandate: None,
                name: None,
            },
            organ,
            court: None,
            contact: None,
            party,
        },
        addressee: Addressee {
            name: READERS.to_owned(),
            attention: None,
            address: vec!["Intern".to_owned()],
        },
        date: bench.now.dutch_date(),
        reference: reference(meeting),
        your_reference: None,
        subject: "de vergadering van de Bibob-werkgroep".to_owned(),
        enclosures: Vec::new(),
        remark: Vec::new(),
        sequence: None,
        house: HouseStyle::default(),
    }
}

/// Two meetings of one day have references of their own: the end of an id is as good as random.
fn reference(meeting: &Meeting) -> String {
    let head = meeting.head();
    let id = head.id.uuid().simple().to_string();
    let own: String = id.chars().skip(24).collect();
    format!("werkgroep-{}-{own}", head.afspraak.op)
}

fn prose(text: &str) -> Vec<Block> {
    match Content::read(Element::Remark, text) {
        Ok(Some(Content::Prose(blocks))) => blocks,
        // Written here, it is a text that can be read.
        _ => Vec::new(),
    }
}

/// Says whether the agenda can still change, by what two papers are compared, and for whom this one is.
fn agenda_remark(
    bench: &Bench<'_>,
    meeting: &Meeting,
    marks: impl Iterator<Item = Mark>,
) -> String {
    let Some(frozen) = meeting.frozen_agenda() else {
        let draft = "Concept: deze agenda is niet bevroren en kan nog veranderen.";
        return format!("{draft}\n\n{}", copy_line(bench));
    };
    let on = dutch_date(frozen.frozen_at().dutch_date());
    let digest = digest_line(frozen.digest());
    let (mut added, mut fallen) = (0_usize, 0_usize);
    for mark in marks {
        match mark {
            Mark::Bevroren => {}
            Mark::Toegevoegd => added += 1,
            Mark::Vervallen => fallen += 1,
        }
    }
    let since = match (added, fallen) {
        (0, 0) => "Daarna is zij niet gewijzigd.".to_owned(),
        (added, fallen) => format!("Daarna: {added} toegevoegd, {fallen} vervallen."),
    };
    format!("Deze agenda is bevroren op {on}. {since}\n\n{digest}\n\n{}", copy_line(bench))
}

fn minutes_remark(bench: &Bench<'_>, minutes: &Minutes) -> String {
    let stands = match &minutes.vaststelling {
        None => "Concept: dit verslag is nog niet vastgesteld.".to_owned(),
        Some(adoption) => {
            format!("Dit verslag is vastgesteld op {}.", dutch_date(adoption.op.dutch_date()))
        }
    };
    format!("{stands}\n\n{}\n\n{}", digest_line(minutes.agenda), copy_line(bench))
}

fn digest_line(digest: Sha256Hex) -> String {
    format!("Kenmerk van de bevroren agenda (SHA-256): {digest}")
}

/// Each reader has a copy of their own, with what that reader may see (reference letters.md, L24: own proposal).
fn copy_line(bench: &Bench<'_>) -> String {
    let (who, on) = (bench.name(bench.account()), dutch_date(bench.now.dutch_date()));
    format!(
        "Exemplaar van {who}, gemaakt op {on}. Vernietig het zodra het verslag van deze vergadering is vastgesteld."
    )
}

/// A paper of the group is about no single file.
fn no_file() -> Matter {
    Matter {
        application: String::new(),
        door: Door::Decision,
        position: Position::Applicant,
        received: None,
        legal_bases: Vec::new(),
        term: None,
        positive_silence: false,
        conclusion: None,
        advice: None,
        suspension: None,
        intention: None,
        views: None,
        decision: None,
        withdrawn: None,
        withdrawal_reported: false,
        demands: Vec::new(),
        asked_for_views: false,
        request: None,
        figures: Vec::new(),
        year: None,
    }
}

fn elements_of(meeting: &Meeting, paper: &'static str) -> Elements {
    let mut elements = Elements::default();
    let appointment = &meeting.head().afspraak;
    elements.put(Element::MeetingPaper, Content::Choice(paper));
    elements.put(Element::HeldOn, Content::Day(appointment.op));
    if let Some(place) = &appointment.tijd.plaats {
        elements.put(Element::Place, Content::Line(one_line(place)));
    }
    elements
}

fn put(elements: &mut Elements, element: Element, lines: impl IntoIterator<Item = String>) {
    let lines: Vec<String> = lines.into_iter().map(|line| one_line(&line)).collect();
    if !lines.is_empty() {
        elements.put(element, Content::Items(lines));
    }
}

/// A line of a list has no lines of its own.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn agenda_line(item: &AgendaItem, mark: Option<Mark>, titles: &Titles) -> String {
    let later = if mark == Some(Mark::Toegevoegd) { " (later toegevoegd)" } else { "" };
    if titles.hides(&item.onderwerp) {
        return ended(&format!("{}{later}", titles.of(&item.onderwerp).reveal()));
    }
    let why: Vec<String> =
        item.redenen.iter().filter(|why| is_open(why)).map(Reason::sentence).collect();
    let asks =
        item.vraag.as_ref().map_or_else(String::new, |asks| format!(" Vraag: {}", asks.as_str()));
    let title = ended(&format!("{}{later}", titles.of(&item.onderwerp).reveal()));
    let facts = titles.file(&item.onderwerp).map_or_else(String::new, |file| facts(file, &why));
    format!("{title}{facts} {}{asks}", why.join(" "))
}

/// What counts of a file; its term unless that is a reason already. A score stands in the file and on no paper.
fn facts(file: &ItemFile, reasons: &[String]) -> String {
    let binds = file.termijnsoort.filter(|kind| kind.binds_the_body());
    let term = file.uiterlijk.zip(binds).map(|(uiterlijk, termijnsoort)| {
        if file.staat_stil {
            "De termijn staat stil.".to_owned()
        } else {
            Reason::Termijn { uiterlijk, termijnsoort }.sentence()
        }
    });
    let term = term.filter(|term| !reasons.contains(term)).map(|term| format!(" {term}"));
    let received = dutch_date(file.ontvangen_op);
    format!(
        " {}, ontvangen op {received}, stand «{}».{}",
        file.soort,
        file.stand,
        term.unwrap_or_default()
    )
}

/// Ends a sentence with one full stop, after an abbreviation too.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
}

/// A score tells of findings; it stands in the file and on no paper.
fn is_open(reason: &Reason) -> bool {
    !matches!(reason, Reason::Score { .. })
}

fn present_lines(bench: &Bench<'_>, minutes: &Minutes) -> Vec<String> {
    let role = |account: AccountId| {
        let members = bench.group.in_office(minutes.afspraak.op);
        members.filter(move |member| member.account == account).map(|member| member.rol).next()
    };
    let present = |one: &Present| {
        let role = role(one.lid).map_or("lid", GroupRole::label);
        let stands_in = one
            .voor
            .map_or_else(String::new, |member| format!(", vervangt {}", bench.name(member)));
        format!("{}, {role}{stands_in}", bench.name(one.lid))
    };
    let guest = |one: &Guest| format!("{}, {} (gast)", one.naam.as_str(), one.organisatie.as_str());
    let left = |line: String| format!("{line}, vertrokken voor het einde");
    let mut lines: Vec<String> = minutes.aanwezig.iter().map(present).collect();
    lines.extend(minutes.vertrokken.iter().map(present).map(left));
    lines.extend(minutes.gasten.iter().map(guest));
    lines.extend(minutes.vertrokken_gasten.iter().map(guest).map(left));
    lines.extend(minutes.afwezig.iter().map(|who| format!("Afwezig: {}", bench.name(*who))));
    lines
}

fn outcome_lines(bench: &Bench<'_>, item: &MinutesItem, titles: &Titles) -> Vec<String> {
    let title = titles.of(&item.onderwerp);
    let title = title.reveal();
    let mut lines = Vec::new();
    for interest in &item.belangen {
        let who = bench.name(interest.lid);
        lines
            .push(format!("{title}: {who} meldde een belang, zag dit punt niet en deed niet mee."));
    }
    lines.extend(item.advies.iter().map(|advice| format!("{title}: {}", advice_line(advice))));
    for dissent in item.advies.iter().flat_map(|advice| &advice.afwijkend) {
        let who = bench.name(dissent.lid);
        lines.push(format!(
            "{title}: afwijkend standpunt van {who}: {}",
            dissent.standpunt.as_str()
        ));
    }
    lines.extend(item.conclusie.iter().map(|text| format!("{title}: {}", text.as_str())));
    if item.merk == Mark::Vervallen && !matches!(item.onderwerp, Subject::Actielijst) {
        lines.push(format!("{title}: vervallen."));
    }
    lines
}

fn advice_line(advice: &Advice) -> String {
    let taken = match &advice.wijze {
        Method::Eensgezind => "eensgezind".to_owned(),
        Method::Stemming { stemmen } => {
            let tally = Tally::of(stemmen.iter().map(|ballot| ballot.stem));
            format!("{} voor, {} tegen, {} onthouding", tally.voor, tally.tegen, tally.onthoudingen)
        }
    };
    format!("advies: {} ({taken}). {}", advice.advies.label(), advice.redenen.as_str())
}

/// The corrections that were taken over; those that were only proposed while the minutes are a draft.
fn corrections(minutes: &Minutes) -> Vec<String> {
    let items = minutes.punten.iter().flat_map(|item| &item.verbeteringen);
    let all = items.chain(&minutes.verbeteringen);
    let counts = all.filter(|correction| correction.overgenomen != Some(false));
    counts
        .map(|correction| {
            let state = if correction.overgenomen.is_some() {
                "Verbetering"
            } else {
                "Voorgestelde verbetering"
            };
            format!("{state} {}: {}", correction.nummer, correction.tekst.as_str())
        })
        .collect()
}

fn adopted(book: &Book, minutes: &Minutes) -> Option<String> {
    let adoption = minutes.vaststelling.as_ref()?;
    let meeting = book.meeting(adoption.vergadering.uuid())?;
    let day = dutch_date(meeting.paper.head().afspraak.op);
    Some(format!("Dit verslag is vastgesteld in de vergadering van {day}."))
}

fn action_line(bench: &Bench<'_>, action: &Action) -> String {
    let until = dutch_date(action.uiterlijk);
    format!("{}: {}, uiterlijk {until}", action.wat.as_str(), bench.name(action.eigenaar))
}
