//! A meeting as a reader sees it: nothing of an item in which the reader has an interest (Awb art. 2:4), and of a file only what
//! who is on it may know (Wet Bibob art. 28).

use super::bench::{Bench, Book, Sheet};
use super::view::{ItemFile, ItemView, MeetingView, plain_title};
use crate::dossier::people;
use crate::{App, AppError, Caller, Permission};
use case::clock::TermKind;
use kernel::{AccountId, AgendaItemId, CaseId, Id, MeetingId, Moment, Redacted, dutch_date};
use meetings::{
    AgendaItem, Change, ChangeKind, Conflict, FrozenAgenda, HelpQuestion, Mark, Meeting, Minutes,
    MinutesItem, Reason, Seat, Signal, Subject, TimeBox, matrix, time_boxes,
};
use std::collections::{BTreeMap, BTreeSet};
use store::CaseSummary;

/// What subjects are called, for one reader.
pub(super) struct Titles {
    files: BTreeMap<CaseId, ItemFile>,
    others: BTreeMap<Subject, String>,
}

impl Titles {
    /// Returns what a subject is called; a file that the reader is not on has no name.
    pub(super) fn of(&self, subject: &Subject) -> Redacted<String> {
        let file = self.file(subject);
        let title = match file {
            Some(file) => format!("{}: {}", file.kenmerk, file.naam.reveal()),
            None => self.others.get(subject).cloned().unwrap_or_else(|| plain_title(subject)),
        };
        Redacted::new(title)
    }

    /// Whether this is about a file that the reader is not on: then it is only told that it is there (Wet Bibob art. 28).
    pub(super) fn hides(&self, subject: &Subject) -> bool {
        subject.file().is_some() && self.file(subject).is_none()
    }

    /// Returns what counts of the file; none when the reader is not on it.
    pub(super) fn file(&self, subject: &Subject) -> Option<&ItemFile> {
        self.files.get(&subject.file()?)
    }
}

impl App {
    /// Reads a meeting, and logs the reading per person on its files before it is shown.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not of the caller's party, or the caller is not in the group and does not lead it.
    pub async fn meeting(&self, caller: &Caller, id: MeetingId) -> Result<MeetingView, AppError> {
        let bench = self.bench(caller).await?;
        let book = self.book(caller).await?;
        let sheet = book.meeting(id.uuid()).ok_or(AppError::NotFound)?;
        self.meeting_view(&bench, &book, sheet).await
    }

    pub(super) async fn meeting_view(
        &self,
        bench: &Bench<'_>,
        book: &Book,
        sheet: &Sheet<Meeting>,
    ) -> Result<MeetingView, AppError> {
        let meeting = &sheet.paper;
        let conflicts = self.conflicts_of(bench.caller, book, meeting).await?;
        let shown = shown_items(bench, meeting, &conflicts);
        let head = meeting.head();
        let mut belangen = seen_interests(bench, &head.belangen, &conflicts);
        let declared = belangen.iter().map(|interest| &interest.onderwerp);
        let files = declared.filter(|subject| subject.file().is_some());
        let subjects = shown.iter().map(|(item, _)| &item.onderwerp).chain(files);
        let titles = self.titles(bench.caller, book, (bench.now, subjects)).await?;
        belangen.retain(|own| own.lid == bench.account() || !titles.hides(&own.onderwerp));
        let boxes = time_boxes(meeting.items(), head.afspraak.tijd.begin);
        let given = Given { bench, meeting, conflicts: &conflicts, boxes: &boxes };
        let mut punten: Vec<ItemView> =
            shown.iter().map(|(item, mark)| given.shown(item, *mark, &titles)).collect();
        let (plaatsen, nodig) = seats_of(bench, meeting);
        self.name_outsiders(bench, &plaatsen, &mut punten).await?;
        let frozen = meeting.frozen_agenda();
        let mut view = MeetingView {
            id: head.id,
            versie: sheet.version,
            stand: meeting.state(),
            soort: head.soort.clone(),
            afspraak: head.afspraak.clone(),
            digest: frozen.map(FrozenAgenda::digest),
            bevroren_op: frozen.map(FrozenAgenda::frozen_at),
            bevroren_door: frozen.map(FrozenAgenda::frozen_by),
            wijzigingen: frozen.map(|frozen| seen_changes(frozen, &punten)).unwrap_or_default(),
            belangen,
            plaatsen,
            nodig,
            bezet: meeting.course().map(|course| course.zitting.taken()),
            geannuleerd_omdat: meeting.cancelled_because().cloned(),
            toegestaan: matrix::accepted(meeting.state()),
            namen: BTreeMap::new(),
            mag: bench.rights.clone(),
            punten,
            verslag: minutes_for(bench, meeting, (&conflicts, &titles)),
        };
        view.namen = bench.names_of(named_in(bench, &view));
        Ok(view)
    }

    /// Names to who plans those who take part in an item and are not on its file: they cannot know what they advise on.
    async fn name_outsiders(
        &self,
        bench: &Bench<'_>,
        seats: &[Seat],
        items: &mut [ItemView],
    ) -> Result<(), AppError> {
        if !bench.rights.plannen {
            return Ok(());
        }
        let files = items.iter().filter_map(|item| item.dossier.as_ref()).map(|file| file.id);
        let files: BTreeSet<CaseId> = files.collect();
        let members = self.store.members_of(bench.caller.viewer(), files).await?;
        for item in items {
            let Some(on_file) = item.dossier.as_ref().and_then(|file| members.get(&file.id)) else {
                continue;
            };
            let taking_part: Vec<AccountId> = match item.stemgerechtigd.as_slice() {
                [] => seats.iter().map(|seat| seat.lid).collect(),
                voters => voters.to_vec(),
            };
            let outside = taking_part.into_iter().filter(|who| !on_file.contains(who));
            let names = outside.map(|who| bench.name(who));
            item.zonder_toegang = names.filter(|who| !item.belang_van.contains(who)).collect();
        }
        Ok(())
    }

    /// Returns the interests that hide things of a meeting: its own, and those from elsewhere.
    pub(super) async fn conflicts_of(
        &self,
        caller: &Caller,
        book: &Book,
        meeting: &Meeting,
    ) -> Result<Vec<Conflict>, AppError> {
        let files = meeting.items().into_iter().filter_map(|item| item.onderwerp.file());
        self.standing(caller, book, files.collect::<BTreeSet<_>>()).await
    }

    /// Returns what subjects are called, and logs the reading per person on the files among them.
    pub(super) async fn titles<'s>(
        &self,
        caller: &Caller,
        book: &Book,
        (began, subjects): (Moment, impl IntoIterator<Item = &'s Subject>),
    ) -> Result<Titles, AppError> {
        let subjects: BTreeSet<&Subject> = subjects.into_iter().collect();
        let files: Vec<CaseId> = subjects.iter().filter_map(|subject| subject.file()).collect();
        let rows = self.store.cases_of(caller.viewer(), files).await?;
        self.log_reading(caller, "werkgroepstuk-raadplegen", began, people(&rows)).await?;
        let scores = if rows.is_empty() { BTreeMap::new() } else { self.points(caller).await? };
        let files = rows.iter().map(|row| {
            let score = scores.get(&row.id).map(|score| score.points);
            (row.id, self.item_file(row, score))
        });
        Ok(Titles {
            files: files.collect(),
            others: self.other_titles(caller, book, &subjects).await?,
        })
    }

    pub(super) fn item_file(&self, row: &CaseSummary, score: Option<u32>) -> ItemFile {
        let head = &row.head;
        ItemFile {
            id: row.id,
            kenmerk: head.reference.clone(),
            naam: head.title.clone(),
            soort: kernel::capitalised(&self.kind_label(&head.kind)),
            stand: head.state.clone(),
            ontvangen_op: head.received_on,
            uiterlijk: head.due.as_ref().map(|due| due.on),
            termijnsoort: head.due.as_ref().and_then(|due| TermKind::of_id(&due.kind)),
            staat_stil: head.due.as_ref().is_some_and(|due| due.provisional),
            score,
        }
    }

    async fn other_titles(
        &self,
        caller: &Caller,
        book: &Book,
        subjects: &BTreeSet<&Subject>,
    ) -> Result<BTreeMap<Subject, String>, AppError> {
        let mut titles = BTreeMap::new();
        for subject in subjects {
            let title = match subject {
                Subject::Verslag { vergadering } => {
                    let of = book.meeting(vergadering.uuid()).map(|sheet| sheet.paper.head());
                    of.map(|head| format!("Verslag van {}", dutch_date(head.afspraak.op)))
                }
                Subject::Vraag { vraag } => {
                    let question: HelpQuestion = self.sheet(caller, vraag.uuid()).await?.paper;
                    Some(format!("Vraag: {}", question.asked().onderwerp.as_str()))
                }
                Subject::Signaal { signaal } => {
                    let signal: Signal = self.sheet(caller, signaal.uuid()).await?.paper;
                    let file = signal.file();
                    let (day, article) = (dutch_date(file.besproken_op), file.grondslag.article());
                    Some(format!("Signaal uit het overleg van {day} ({article})"))
                }
                _ => None,
            };
            titles.extend(title.map(|title| ((*subject).clone(), title)));
        }
        Ok(titles)
    }
}

/// What an item is shown with.
struct Given<'g> {
    bench: &'g Bench<'g>,
    meeting: &'g Meeting,
    conflicts: &'g [Conflict],
    boxes: &'g [TimeBox],
}

impl Given<'_> {
    /// Returns an item as the reader may know it: of a file that the reader is not on, only that it is there, how long it takes
    /// and whether the group advised (Wet Bibob art. 28).
    fn shown(&self, item: &AgendaItem, mark: Option<Mark>, titles: &Titles) -> ItemView {
        let criminal = self.bench.caller.may(Permission::ReadCriminal);
        let mut item = shielded(item, criminal);
        let hides = titles.hides(&item.onderwerp);
        if hides {
            item.redenen.clear();
            item.vraag = None;
        }
        let mut view = self.item(item, mark, titles);
        if hides {
            view.belang_van.clear();
            view.stemgerechtigd.clear();
        }
        view
    }

    fn item(&self, item: AgendaItem, mark: Option<Mark>, titles: &Titles) -> ItemView {
        let subject = &item.onderwerp;
        let all = self.meeting.head().belangen.iter().chain(self.conflicts);
        let here: Vec<Conflict> =
            all.filter(|conflict| conflict.onderwerp == *subject).cloned().collect();
        let interested: BTreeSet<AccountId> = here.iter().map(|conflict| conflict.lid).collect();
        let course = self.meeting.course();
        let voters = course.map(|course| course.zitting.voters(subject, &here)).unwrap_or_default();
        ItemView {
            geadviseerd: is_advised(self.meeting, item.id),
            zonder_toegang: Vec::new(),
            merk: mark,
            titel: titles.of(subject),
            redenen: item.redenen.iter().map(Reason::sentence).collect(),
            tijd: self.boxes.iter().find(|slot| slot.punt == item.id).copied(),
            dossier: titles.file(subject).cloned(),
            stemgerechtigd: voters,
            belang_van: interested.into_iter().map(|who| self.bench.name(who)).collect(),
            punt: item,
        }
    }
}

/// The items that the reader may see with their marks, in order; those that fell away too.
pub(super) fn shown_items<'m>(
    bench: &Bench<'_>,
    meeting: &'m Meeting,
    conflicts: &[Conflict],
) -> Vec<(&'m AgendaItem, Option<Mark>)> {
    let all: Vec<(&AgendaItem, Option<Mark>)> = match meeting.frozen_agenda() {
        Some(frozen) => {
            frozen.marked().into_iter().map(|marked| (marked.item, Some(marked.mark))).collect()
        }
        None => meeting.items().into_iter().map(|item| (item, None)).collect(),
    };
    let own = &meeting.head().belangen;
    let seen = |subject: &Subject| bench.sees(own, subject) && bench.sees(conflicts, subject);
    all.into_iter().filter(|(item, _)| seen(&item.onderwerp)).collect()
}

/// A score tells of findings: who may not read criminal data reads no score (AVG art. 10).
fn shielded(item: &AgendaItem, criminal: bool) -> AgendaItem {
    let mut item = item.clone();
    if !criminal {
        item.redenen.retain(|reason| !matches!(reason, Reason::Score { .. }));
    }
    item
}

/// Whether the group advised on an item in this meeting.
pub(super) fn is_advised(meeting: &Meeting, item: AgendaItemId) -> bool {
    meeting.course().is_some_and(|course| course.adviezen.iter().any(|given| given.punt == item))
}

/// The minutes without what this reader may not see: nothing where the reader has an interest (Awb art. 2:4), and of a file that
/// the reader is not on only that it was an item (Wet Bibob art. 28).
pub(super) fn minutes_for(
    bench: &Bench<'_>,
    meeting: &Meeting,
    (conflicts, titles): (&[Conflict], &Titles),
) -> Option<Minutes> {
    let mut minutes = meeting.minutes()?.for_member(bench.account());
    minutes.punten.retain(|item| bench.sees(conflicts, &item.onderwerp));
    let seen: BTreeSet<_> = minutes.punten.iter().map(|item| item.punt).collect();
    minutes.keep_guests_at(|item| seen.contains(&item));
    for item in minutes.punten.iter_mut().filter(|item| titles.hides(&item.onderwerp)) {
        *item = MinutesItem {
            punt: item.punt,
            onderwerp: item.onderwerp.clone(),
            merk: item.merk,
            belangen: Vec::new(),
            advies: None,
            conclusie: None,
            acties: Vec::new(),
            verbeteringen: Vec::new(),
        };
    }
    Some(minutes)
}

/// What changed after the agenda was frozen, each item as the reader sees it; nothing of a file that the reader is not on.
fn seen_changes(frozen: &FrozenAgenda, items: &[ItemView]) -> Vec<Change> {
    let seen = |change: &Change| {
        let id = match &change.wat {
            ChangeKind::Toegevoegd { punt } => punt.id,
            ChangeKind::Vervallen { punt } => *punt,
        };
        let item = items.iter().find(|item| item.punt.id == id)?;
        let is_open = item.punt.onderwerp.file().is_none() || item.dossier.is_some();
        let mut change = change.clone();
        if let ChangeKind::Toegevoegd { punt } = &mut change.wat {
            **punt = item.punt.clone();
        }
        is_open.then_some(change)
    };
    frozen.changes().iter().filter_map(seen).collect()
}

/// The own interests, and those of others in what the reader sees.
fn seen_interests(bench: &Bench<'_>, here: &[Conflict], all: &[Conflict]) -> Vec<Conflict> {
    let seen = |conflict: &&Conflict| {
        let subject = &conflict.onderwerp;
        conflict.lid == bench.account() || (bench.sees(here, subject) && bench.sees(all, subject))
    };
    here.iter().filter(seen).cloned().collect()
}

/// The seats of the day with how many must be taken: those of the session once it was opened, and of the group as it is before that.
fn seats_of(bench: &Bench<'_>, meeting: &Meeting) -> (Vec<Seat>, usize) {
    if let Some(course) = meeting.course() {
        return (course.zitting.seats().to_vec(), course.zitting.needed());
    }
    let seats = bench.group.seats(meeting.head().afspraak.op);
    let needed = bench.group.quorum.needed(seats.len());
    (seats, needed)
}

/// Everybody who is in the group, or stands in what the reader sees.
fn named_in(bench: &Bench<'_>, view: &MeetingView) -> BTreeSet<AccountId> {
    let mut named: BTreeSet<AccountId> =
        bench.group.leden.iter().map(|member| member.account).collect();
    named.extend(view.bevroren_door);
    named.extend(view.wijzigingen.iter().map(|change| change.door));
    named.extend(view.belangen.iter().flat_map(|interest| [interest.lid, interest.gemeld_door]));
    named.extend(view.punten.iter().map(|item| item.punt.ingebracht_door));
    for seat in &view.plaatsen {
        named.insert(seat.lid);
        named.extend(&seat.vervangers);
    }
    named.extend(view.verslag.iter().flat_map(named_in_minutes));
    named
}

fn named_in_minutes(minutes: &Minutes) -> BTreeSet<AccountId> {
    let advice = minutes.punten.iter().filter_map(|item| item.advies.as_ref());
    let mut named: BTreeSet<AccountId> =
        advice.flat_map(|advice| advice.stemgerechtigd.iter().copied()).collect();
    for present in minutes.aanwezig.iter().chain(&minutes.vertrokken) {
        named.insert(present.lid);
        named.extend(present.voor);
    }
    named.extend(&minutes.afwezig);
    let actions = minutes.punten.iter().flat_map(|item| &item.acties).chain(&minutes.acties);
    named.extend(actions.map(|action| action.eigenaar));
    let corrections = minutes.punten.iter().flat_map(|item| &item.verbeteringen);
    named.extend(corrections.chain(&minutes.verbeteringen).map(|correction| correction.door));
    named
}
