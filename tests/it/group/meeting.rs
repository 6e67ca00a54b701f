//! From an agenda of sixty files to minutes that are adopted, with every advice in its file.

use super::scene::{
    EMMEN, Scene, advice_in, at, day, file_subject, id_of, item_of, meeting_on, shown, slot, text,
};
use app::command::OfficeRole;
use app::meetings::{
    ActionDone, Adopt, AdviceKind, Advise, Ballot, Conclude, Correct, DeclareConflict, Dissent,
    Freeze, Guest, Hold, Mark, Method, OrderItems, Present, Reason, Refusal, RemoveItem, Slot,
    StateName, Subject, TimeItem, Urgency, Vote,
};
use app::{
    AppError, Caller, ExtraMeeting, MeetingView, NewAction, NewItem, Permission, StoreError,
    TakeProposals,
};
use harness::{Dossier, Scratch, TestApp, on_every_app, tool};
use kernel::{AgendaItemId, Id};

fn advise(item: AgendaItemId, method: Method, dissent: Vec<Dissent>) -> Advise {
    Advise {
        punt: item,
        advies: AdviceKind::Verdiepen,
        redenen: text("De herkomst van het geld is nog niet duidelijk."),
        wijze: method,
        afwijkend: dissent,
    }
}

fn refusal<T>(answer: &Result<T, AppError>) -> Option<Refusal> {
    match answer {
        Err(AppError::Meeting(refusal)) => Some(*refusal),
        _ => None,
    }
}

/// Returns the text of a paper. Only letters, digits and signs count: lines break where they want to.
fn said_in(pdf: &[u8]) -> String {
    let scratch = Scratch::new();
    let file = scratch.write("stuk.pdf", pdf);
    let text = tool("pdftotext").arg("-raw").arg(&file).arg("-").run().expect_success().stdout;
    squeezed(&text)
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !"-\u{ad}\u{200b}\u{2010}".contains(*sign))
        .collect()
}

fn says(pdf: &[u8], words: &str) -> bool {
    said_in(pdf).contains(&squeezed(words))
}

async fn proposed(app: &TestApp, chair: &Caller, on: &str) -> Vec<Subject> {
    let id = meeting_on(app, chair, on).await;
    let proposal = app.app.agenda_proposal(chair, id).await.unwrap();
    proposal.voorstellen.into_iter().map(|one| one.voorstel.onderwerp).collect()
}

#[test]
fn sixty_files_are_proposed_ordered_and_frozen() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let files = scene.files(app, 60).await;
        app.today("2027-02-08");
        let chair = app.caller(&scene.chair).await;
        let id = meeting_on(app, &chair, "2027-02-15").await;
        let proposal = app.app.agenda_proposal(&chair, id).await.unwrap();
        assert_eq!(proposal.voorstellen.len(), 60);
        assert_eq!(proposal.dagen.daarna, Some(day("2027-03-30")));
        let first = &proposal.voorstellen[0];
        assert!(first.titel.reveal().contains("WG-"), "the chair is on the file");
        let drang = first.voorstel.termijn.map(|term| term.drang);
        assert_eq!(drang, Some(Urgency::SchriftelijkeRonde), "the term ended before the meeting");
        assert!(first.voorstel.redenen.iter().any(|why| matches!(why, Reason::LangOpen { .. })));
        let subjects = proposed(app, &chair, "2027-02-15").await;
        let taken = TakeProposals { onderwerpen: subjects.clone() };
        let view = app.app.meeting(&chair, id).await.unwrap();
        let open = shown(app.app.take_proposals(&chair, at(&view), &taken).await);
        assert_eq!((open.stand, open.punten.len()), (StateName::AgendaOpen, 60));
        assert!(proposed(app, &chair, "2027-02-15").await.is_empty(), "nothing is proposed twice");
        let twice = app.app.take_proposals(&chair, at(&open), &taken).await;
        assert!(matches!(twice, Err(AppError::Input(_))));
        let frozen = ordered_and_frozen(app, &chair, open).await;
        let late = Subject::Overig { titel: "Rondvraag over leges".to_owned() };
        let item = |reden| NewItem {
            onderwerp: late.clone(),
            minuten: 5,
            toelichting: text("Gevraagd door een collega."),
            vraag: None,
            reden,
        };
        let without = app.app.add_agenda_item(&chair, at(&frozen), &item(None)).await;
        assert_eq!(refusal(&without), Some(Refusal::ReasonMissing));
        let why = Some(text("Het kan niet wachten."));
        let changed = shown(app.app.add_agenda_item(&chair, at(&frozen), &item(why)).await);
        let gone = RemoveItem {
            punt: item_of(&changed, &file_subject(&files[5])),
            reden: Some(text("Ingetrokken.")),
        };
        let changed = shown(app.app.change_meeting(&chair, at(&changed), gone).await);
        assert_eq!(changed.digest, frozen.digest, "what was frozen stays what it was");
        let marks = |mark| changed.punten.iter().filter(|item| item.merk == Some(mark)).count();
        assert_eq!([Mark::Bevroren, Mark::Toegevoegd, Mark::Vervallen].map(marks), [59, 1, 1]);
        assert_eq!(changed.wijzigingen.len(), 2);
        let (name, pdf) = app.app.agenda_pdf(&chair, id).await.unwrap();
        assert!(pdf.starts_with(b"%PDF") && name.contains("2027-02-15"), "{name}");
        let digest = frozen.digest.unwrap().to_string();
        for words in [
            "Deze agenda is bevroren op 8 februari 2027. Daarna: 1 toegevoegd, 1 vervallen.",
            digest.as_str(),
            "WG-07: Verzonnen Bouwbedrijf 07 B.V.",
            "ontvangen op 2 november 2026",
            "Rondvraag over leges (later toegevoegd).",
            "Vervallen: WG-05",
        ] {
            assert!(says(&pdf, words), "{words}: {}", said_in(&pdf));
        }
        assert!(!says(&pdf, "B.V..") && !says(&pdf, "Concept: deze agenda"));
    });
}

/// Turns the order around, gives the first item other minutes, and freezes.
async fn ordered_and_frozen(app: &TestApp, chair: &Caller, open: MeetingView) -> MeetingView {
    let mut volgorde: Vec<_> = open.punten.iter().map(|item| item.punt.id).collect();
    volgorde.reverse();
    let order = OrderItems { volgorde: volgorde.clone() };
    let ordered = shown(app.app.change_meeting(chair, at(&open), order).await);
    let stale = app.app.change_meeting(chair, at(&open), Freeze {}).await;
    assert!(matches!(stale, Err(AppError::Store(StoreError::Conflict))));
    let time = TimeItem { punt: volgorde[0], minuten: 40 };
    let timed = shown(app.app.change_meeting(chair, at(&ordered), time).await);
    let first = &timed.punten[0];
    assert_eq!((first.punt.id, first.punt.minuten), (volgorde[0], 40));
    let slot = first.tijd.unwrap();
    assert_eq!((slot.tot - slot.van).num_minutes(), 40);
    let frozen = shown(app.app.change_meeting(chair, at(&timed), Freeze {}).await);
    assert!(frozen.digest.is_some() && frozen.bevroren_op.is_some());
    let by = frozen.bevroren_door.unwrap();
    assert!(by == chair.account() && frozen.namen.contains_key(&by));
    frozen
}

/// A session on 15 February 2027 on four files, with an interest of the second member in the third.
async fn session(app: &TestApp, scene: &Scene) -> (Vec<Dossier>, MeetingView) {
    let files = scene.files(app, 4).await;
    for file in &files {
        for member in &scene.members[..3] {
            app.admit(&scene.chair, file, member).await;
        }
    }
    app.today("2027-02-08");
    let subjects: Vec<Subject> = files.iter().map(file_subject).collect();
    let frozen = scene.frozen(app, "2027-02-15", &subjects).await;
    let member = app.caller(&scene.members[1]).await;
    let declared = DeclareConflict {
        lid: scene.members[1].account,
        onderwerp: file_subject(&files[2]),
        reden: text("Mijn zus werkt er."),
    };
    let own = shown(app.app.change_meeting(&member, at(&frozen), declared).await);
    assert_eq!(own.punten.len(), 3, "who declares an interest sees the item no more");
    app.today("2027-02-15");
    let chair = app.caller(&scene.chair).await;
    let frozen = app.app.meeting(&chair, own.id).await.unwrap();
    assert_eq!(frozen.punten.len(), 4);
    let held = scene.held(app, &frozen).await;
    assert_eq!((held.stand, held.bezet), (StateName::Held, Some(4)));
    assert_eq!((held.nodig, held.plaatsen.len()), (3, 5));
    (files, held)
}

#[test]
fn an_agenda_is_arranged_as_a_whole_or_not_at_all() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let files = scene.files(app, 2).await;
        app.today("2027-02-08");
        let chair = app.caller(&scene.chair).await;
        let id = meeting_on(app, &chair, "2027-02-15").await;
        let view = app.app.meeting(&chair, id).await.unwrap();
        let taken = TakeProposals { onderwerpen: files.iter().map(file_subject).collect() };
        let open = shown(app.app.take_proposals(&chair, at(&view), &taken).await);
        let [first, second] = [&open.punten[0].punt, &open.punten[1].punt];
        let order = OrderItems { volgorde: vec![second.id, first.id] };
        let time = |minuten| vec![TimeItem { punt: first.id, minuten }];
        let too_long = app.app.arrange_agenda(&chair, at(&open), order.clone(), time(241)).await;
        assert_eq!(refusal(&too_long), Some(Refusal::ItemTimeUnfit));
        let still = app.app.meeting(&chair, id).await.unwrap();
        assert_eq!((still.versie, still.punten[0].punt.id), (open.versie, first.id));
        let arranged = app.app.arrange_agenda(&chair, at(&open), order, time(40)).await;
        let arranged = shown(arranged);
        let last = &arranged.punten[1].punt;
        assert_eq!((last.id, last.minuten), (first.id, 40));
    });
}

#[test]
fn the_minutes_of_an_earlier_meeting_of_the_same_day_are_proposed() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let files = scene.files(app, 1).await;
        app.today("2027-02-15");
        let chair = app.caller(&scene.chair).await;
        let tijd = Slot { begin: "14:00:00".parse().unwrap(), ..slot() };
        let extra = ExtraMeeting { op: day("2027-02-15"), tijd, reden: text("Spoed.") };
        let later = shown(app.app.plan_extra(&chair, &extra, None).await);
        let frozen = scene.frozen(app, "2027-02-15", &[file_subject(&files[0])]).await;
        assert_ne!(frozen.id, later.id);
        let held = scene.held(app, &frozen).await;
        let (one, _) = app.app.agenda_pdf(&chair, held.id).await.unwrap();
        let (other, _) = app.app.agenda_pdf(&chair, later.id).await.unwrap();
        assert_ne!(one, other, "each meeting has a reference of its own");
        let proposal = app.app.agenda_proposal(&chair, later.id).await.unwrap();
        let mut subjects = proposal.voorstellen.iter().map(|one| &one.voorstel.onderwerp);
        assert!(subjects.any(|subject| *subject == Subject::Verslag { vergadering: held.id }));
    });
}

#[test]
fn advice_lands_in_its_file_and_who_has_an_interest_sees_nothing_of_it() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, held) = session(app, &scene).await;
        let chair = app.caller(&scene.chair).await;
        let item = |view: &MeetingView, file: usize| item_of(view, &file_subject(&files[file]));
        let agreed = advise(item(&held, 0), Method::Eensgezind, Vec::new());
        let held = shown(app.app.change_meeting(&chair, at(&held), agreed.clone()).await);
        let twice = app.app.change_meeting(&chair, at(&held), agreed).await;
        assert_eq!(refusal(&twice), Some(Refusal::AdvisedAlready));
        let seats = scene.seats();
        let votes = [Vote::Voor, Vote::Voor, Vote::Voor, Vote::Tegen];
        let ballots: Vec<Ballot> =
            seats.iter().zip(votes).map(|(lid, stem)| Ballot { lid: *lid, stem }).collect();
        let against = Dissent { lid: seats[3], standpunt: text("Dit duurt al te lang.") };
        let by_votes = Method::Stemming { stemmen: ballots.clone() };
        let divided = advise(item(&held, 1), by_votes, vec![against]);
        let held = shown(app.app.change_meeting(&chair, at(&held), divided).await);
        // Nobody votes on what they may not see; the three that are left are a quorum of five.
        let with_interest = Method::Stemming { stemmen: ballots };
        let refused = advise(item(&held, 2), with_interest, Vec::new());
        let refused = app.app.change_meeting(&chair, at(&held), refused).await;
        assert_eq!(refusal(&refused), Some(Refusal::NotEntitled));
        let third = advise(item(&held, 2), Method::Eensgezind, Vec::new());
        let held = shown(app.app.change_meeting(&chair, at(&held), third).await);
        for (file, times) in files.iter().zip([1, 1, 1, 0]) {
            let advice = advice_in(app, &scene.chair, file).await;
            assert_eq!(advice.len(), times);
            assert!(advice.iter().all(|one| one["op"] == "2027-02-15"), "{advice:?}");
        }
        let second = advice_in(app, &scene.chair, &files[1]).await;
        let words = second[0]["advies"].as_str().unwrap();
        assert!(words.contains("3 voor, 1 tegen") && words.contains("te lang"), "{words}");
        sees_nothing(app, &scene, (&files[2], &held)).await;
    });
}

/// Awb art. 2:4: what is declared on the page of the file holds in the session that is under way.
#[test]
fn an_interest_declared_on_the_file_during_the_session_counts_at_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, held) = session(app, &scene).await;
        let (member, subject) = (&scene.members[2], file_subject(&files[0]));
        let caller = app.caller(member).await;
        let reason = text("Mijn buurman.");
        let file = id_of(&files[0]);
        app.app.declare_conflict(&caller, file, member.account, &reason).await.unwrap();
        let chair = app.caller(&scene.chair).await;
        let view = app.app.meeting(&chair, held.id).await.unwrap();
        let shown_item = view.punten.iter().find(|item| item.punt.onderwerp == subject).unwrap();
        assert_eq!(shown_item.stemgerechtigd.len(), 3);
        assert!(!shown_item.stemgerechtigd.contains(&member.account));
        let agreed = advise(shown_item.punt.id, Method::Eensgezind, Vec::new());
        let advised = shown(app.app.change_meeting(&chair, at(&view), agreed).await);
        let minutes = advised.verslag.unwrap();
        let item = minutes.punten.iter().find(|item| item.onderwerp == subject).unwrap();
        let given = item.advies.as_ref().unwrap();
        assert_eq!(given.stemgerechtigd, shown_item.stemgerechtigd);
        assert_eq!(item.belangen[0].lid, member.account);
    });
}

/// A frozen agenda with the first of two files that the first two members are on.
async fn two_files(app: &TestApp, scene: &Scene) -> (Vec<Dossier>, MeetingView) {
    let files = scene.files(app, 2).await;
    for file in &files {
        for member in &scene.members[..2] {
            app.admit(&scene.chair, file, member).await;
        }
    }
    app.today("2027-02-08");
    let frozen = scene.frozen(app, "2027-02-15", &[file_subject(&files[0])]).await;
    (files, frozen)
}

fn interest(lid: kernel::AccountId, file: &Dossier) -> DeclareConflict {
    DeclareConflict { lid, onderwerp: file_subject(file), reden: text("Mijn zus werkt er.") }
}

/// Awb art. 2:4.
#[test]
fn an_interest_in_a_file_that_is_not_on_the_agenda_keeps_its_member_off_the_file() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, frozen) = two_files(app, &scene).await;
        let member = &scene.members[0];
        let caller = app.caller(member).await;
        app.get(member, &files[1].path()).await.expect(200);
        let declared = interest(member.account, &files[1]);
        shown(app.app.change_meeting(&caller, at(&frozen), declared).await);
        app.get(member, &files[1].path()).await.expect(404);
        // Who is on neither the file nor its agenda does not learn whether there is one.
        let outside = &scene.members[3];
        let caller = app.caller(outside).await;
        let view = app.app.meeting(&caller, frozen.id).await.unwrap();
        let declared = interest(outside.account, &files[1]);
        let refused = app.app.change_meeting(&caller, at(&view), declared).await;
        assert!(matches!(refused, Err(AppError::Input(_))));
        let listed = interest(outside.account, &files[0]);
        let view = shown(app.app.change_meeting(&caller, at(&view), listed).await);
        assert!(view.punten.is_empty());
    });
}

/// Art. 28 lid 2: a guest is at the own items only.
#[test]
fn a_guest_is_at_items_that_are_on_the_agenda() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, frozen) = two_files(app, &scene).await;
        app.today("2027-02-15");
        let chair = app.caller(&scene.chair).await;
        let item = item_of(&frozen, &file_subject(&files[0]));
        let with = |punten: Vec<AgendaItemId>| {
            let there = scene.seats().into_iter().take(4);
            Hold {
                aanwezig: there.map(|lid| Present { lid, voor: None }).collect(),
                gasten: vec![Guest { naam: text("R. Riec"), organisatie: text("RIEC"), punten }],
            }
        };
        let unknown = AgendaItemId::from_uuid(uuid::Uuid::from_u128(7));
        for (punten, place) in
            [(Vec::new(), "/gasten/0/punten"), (vec![item, unknown], "/gasten/0/punten/1")]
        {
            let refused = app.app.change_meeting(&chair, at(&frozen), with(punten)).await;
            let Err(AppError::Input(faults)) = refused else { panic!("{place}") };
            assert!(faults.iter().any(|fault| fault.pointer == place), "{faults:?}");
        }
        let held = shown(app.app.change_meeting(&chair, at(&frozen), with(vec![item])).await);
        assert_eq!(held.verslag.unwrap().gasten.len(), 1);
    });
}

#[test]
fn of_another_only_who_decides_about_access_declares_an_interest() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, frozen) = two_files(app, &scene).await;
        let chair = app.caller(&scene.chair).await;
        let (first, second) = (scene.members[0].account, scene.members[1].account);
        let declared = interest(first, &files[0]);
        let view = shown(app.app.change_meeting(&chair, at(&frozen), declared).await);
        let on_record = app.app.conflicts(&chair, id_of(&files[0])).await.unwrap();
        assert_eq!(on_record[0].account, first);
        let scope = app.app.store().scope_for_worker(&scene.chair.party);
        let subject = format!("dossier/{}", files[0].id);
        let store = app.app.store();
        let page = store.audit_page(&scope, Some(subject.as_str()), None, 50).await.unwrap();
        let mut lines = page.items.iter();
        let line = lines.find(|line| line.entry.action == "belang-vastleggen").unwrap();
        assert_eq!(line.entry.reason.as_deref(), Some("Mijn zus werkt er."));
        let leave = app::RemoveMember { reden: text("Niet meer nodig.") };
        let file = id_of(&files[0]);
        app.app.remove_member(&chair, file, chair.account(), &leave).await.unwrap();
        let declared = interest(second, &files[0]);
        let refused = app.app.change_meeting(&chair, at(&view), declared).await;
        let Err(AppError::Input(faults)) = refused else { panic!("the chair is not on the file") };
        assert!(faults.iter().any(|fault| fault.pointer == "/lid"));
        app.get(&scene.members[1], &files[0].path()).await.expect(200);
    });
}

#[test]
fn an_interest_taken_back_on_the_file_is_taken_back_in_the_group() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, frozen) = two_files(app, &scene).await;
        let member = app.caller(&scene.members[0]).await;
        let declared = interest(member.account(), &files[0]);
        let own = shown(app.app.change_meeting(&member, at(&frozen), declared).await);
        assert!(own.punten.is_empty());
        let chair = app.caller(&scene.chair).await;
        let why = text("Het was een ander bedrijf.");
        let file = id_of(&files[0]);
        app.app.withdraw_conflict(&chair, file, member.account(), &why).await.unwrap();
        let view = app.app.meeting(&member, frozen.id).await.unwrap();
        assert_eq!((view.punten.len(), view.belangen.len()), (1, 0));
        let interested = &app.app.meeting(&chair, frozen.id).await.unwrap().punten[0].belang_van;
        assert!(interested.is_empty(), "{interested:?}");
    });
}

async fn sees_nothing(app: &TestApp, scene: &Scene, (file, held): (&Dossier, &MeetingView)) {
    let member = app.caller(&scene.members[1]).await;
    let view = app.app.meeting(&member, held.id).await.unwrap();
    assert_eq!((view.punten.len(), held.punten.len()), (3, 4));
    let minutes = view.verslag.as_ref().unwrap();
    assert_eq!(minutes.punten.len(), 3);
    let mut without_own = serde_json::to_value(&view).unwrap();
    // The own declaration is all that is left of it.
    assert_eq!(view.belangen.len(), 1);
    without_own["belangen"] = serde_json::Value::Null;
    let text = without_own.to_string();
    assert!(!text.contains(&file.id) && !text.contains("WG-02"), "{text}");
    app.get(&scene.members[1], &file.path()).await.expect(404);
    let other = app.caller(&scene.members[2]).await;
    let view = app.app.meeting(&other, held.id).await.unwrap();
    let item = view.punten.iter().find(|item| item.punt.onderwerp == file_subject(file)).unwrap();
    assert_eq!(item.belang_van, [scene.members[1].name.clone()]);
    assert!(!item.stemgerechtigd.contains(&scene.members[1].account));
    let lines = app.app.meetings(&member).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.punten).sum::<usize>(), 3);
}

/// Membership of the group is no membership of a file: art. 28 of the Wet Bibob.
#[test]
fn who_is_not_on_a_file_reads_that_it_is_there_and_nothing_of_it() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, held) = session(app, &scene).await;
        let chair = app.caller(&scene.chair).await;
        let punt = item_of(&held, &file_subject(&files[0]));
        let agreed = advise(punt, Method::Eensgezind, Vec::new());
        let held = shown(app.app.change_meeting(&chair, at(&held), agreed).await);
        let concluded = Conclude { punt, conclusie: text("Bel de accountant.") };
        let held = shown(app.app.change_meeting(&chair, at(&held), concluded).await);
        let action = NewAction {
            punt: Some(punt),
            wat: text("Jaarrekening opvragen."),
            eigenaar: scene.members[0].account,
            uiterlijk: day("2027-03-15"),
        };
        let held = shown(app.app.add_meeting_action(&chair, at(&held), &action).await);
        let outsider = app.caller(&scene.members[3]).await;
        let view = app.app.meeting(&outsider, held.id).await.unwrap();
        assert_eq!(view.punten.len(), 4, "that there are items is for the whole group");
        let item = view.punten.iter().find(|item| item.punt.id == punt).unwrap();
        assert!(item.geadviseerd && item.dossier.is_none() && item.redenen.is_empty());
        let other = view.punten.iter().find(|item| item.punt.id != punt).unwrap();
        assert!(!other.geadviseerd);
        let all = serde_json::to_string(&view).unwrap();
        let (_, agenda) = app.app.agenda_pdf(&outsider, held.id).await.unwrap();
        let (_, minutes) = app.app.minutes_pdf(&outsider, held.id).await.unwrap();
        let (_, full) = app.app.minutes_pdf(&chair, held.id).await.unwrap();
        for secret in ["WG-00", "herkomst van het geld", "Bel de accountant", "Jaarrekening"] {
            assert!(!all.contains(secret), "{secret}: {all}");
            assert!(!says(&agenda, secret) && !says(&minutes, secret), "{secret}");
            assert!(says(&full, secret), "{secret}: {}", said_in(&full));
        }
        assert!(!all.contains("Mijn zus"), "why a colleague has an interest: {all}");
        assert!(says(&minutes, "de werkgroep heeft geadviseerd"), "{}", said_in(&minutes));
        assert!(app.app.open_group_actions(&outsider).await.unwrap().is_empty());
        let owner = app.caller(&scene.members[0]).await;
        assert_eq!(app.app.open_group_actions(&owner).await.unwrap().len(), 1);
    });
}

#[test]
fn who_leads_reads_who_takes_part_without_the_file() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let files = scene.files(app, 1).await;
        for member in &scene.members[..2] {
            app.admit(&scene.chair, &files[0], member).await;
        }
        app.today("2027-02-15");
        let frozen = scene.frozen(app, "2027-02-15", &[file_subject(&files[0])]).await;
        let names = |members: &[harness::Official]| -> Vec<String> {
            members.iter().map(|member| member.name.clone()).collect()
        };
        assert_eq!(frozen.punten[0].zonder_toegang, names(&scene.members[2..]));
        let held = scene.held(app, &frozen).await;
        assert_eq!(held.punten[0].zonder_toegang, names(&scene.members[2..3]));
        let member = app.caller(&scene.members[0]).await;
        let view = app.app.meeting(&member, held.id).await.unwrap();
        assert!(view.punten[0].zonder_toegang.is_empty(), "that is for who leads");
    });
}

#[test]
fn minutes_are_corrected_and_adopted_at_the_next_meeting() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (files, held) = session(app, &scene).await;
        let chair = app.caller(&scene.chair).await;
        let item = item_of(&held, &file_subject(&files[0]));
        let agreed = advise(item, Method::Eensgezind, Vec::new());
        let held = shown(app.app.change_meeting(&chair, at(&held), agreed).await);
        let concluded = Conclude { punt: item, conclusie: text("Volgende keer verder.") };
        let held = shown(app.app.change_meeting(&chair, at(&held), concluded).await);
        let action = NewAction {
            punt: Some(item),
            wat: text("Jaarrekening opvragen."),
            eigenaar: scene.members[0].account,
            uiterlijk: day("2027-03-15"),
        };
        shown(app.app.add_meeting_action(&chair, at(&held), &action).await);
        let member = app.caller(&scene.members[2]).await;
        let view = app.app.meeting(&member, held.id).await.unwrap();
        let correct = Correct { punt: None, tekst: text("Het was dinsdag.") };
        let corrected = shown(app.app.change_meeting(&member, at(&view), correct).await);
        let (name, pdf) = app.app.minutes_pdf(&member, held.id).await.unwrap();
        assert!(pdf.starts_with(b"%PDF") && name.contains("2027-02-15"), "{name}");
        assert!(says(&pdf, "Concept: dit verslag is nog niet vastgesteld."), "{}", said_in(&pdf));
        app.today("2027-03-30");
        let next = proposed(app, &chair, "2027-03-30").await;
        assert_eq!(next.first(), Some(&Subject::Verslag { vergadering: held.id }));
        assert_eq!(next.last(), Some(&Subject::Actielijst));
        let next_id = meeting_on(app, &chair, "2027-03-30").await;
        let proposal = app.app.agenda_proposal(&chair, next_id).await.unwrap();
        for (file, asks_again) in files.iter().zip([false, true, true, true]) {
            let found = proposal.voorstellen.iter().map(|one| &one.voorstel);
            let mut found = found.filter(|one| one.onderwerp == file_subject(file));
            let reasons = found.next().map(|one| one.redenen.clone()).unwrap_or_default();
            let long = reasons.iter().any(|why| matches!(why, Reason::LangOpen { .. }));
            assert_eq!(long, asks_again, "what was advised rests for twelve weeks");
        }
        let adopt = |id| Adopt { vergadering: id, overgenomen: [1].into() };
        let frozen = scene.frozen(app, "2027-03-30", &next).await;
        let early = app.app.change_meeting(&chair, at(&corrected), adopt(frozen.id)).await;
        assert_eq!(refusal(&early), Some(Refusal::NotNextMeeting));
        scene.held(app, &frozen).await;
        let adopted = app.app.change_meeting(&chair, at(&corrected), adopt(frozen.id)).await;
        let adopted = shown(adopted);
        assert_eq!(adopted.stand, StateName::Adopted);
        let minutes = adopted.verslag.clone().unwrap();
        assert_eq!(minutes.vaststelling.unwrap().vergadering, frozen.id);
        assert_eq!(minutes.verbeteringen[0].overgenomen, Some(true));
        let (_, pdf) = app.app.minutes_pdf(&chair, held.id).await.unwrap();
        assert!(says(&pdf, "Dit verslag is vastgesteld op 30 maart 2027."), "{}", said_in(&pdf));
        assert!(!says(&pdf, "Concept: dit verslag"));
        let [open] = app.app.open_group_actions(&chair).await.unwrap().try_into().unwrap();
        let done = ActionDone { actie: open.actie.id, op: day("2027-03-30") };
        let change = app::MeetingChange { id: open.vergadering, version: open.versie };
        shown(app.app.change_meeting(&chair, change, done).await);
        assert!(app.app.open_group_actions(&chair).await.unwrap().is_empty());
    });
}

#[test]
fn a_kept_score_is_seen_by_who_may_read_criminal_data() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let file = crate::api::samples::investigated(app, &scene.chair, "WG-score").await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_score(&chair, file.id.parse().unwrap(), None).await.unwrap();
        let may = [Permission::ReadCases, Permission::WriteCases, Permission::Supervise];
        let other = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
        app.admit(&scene.chair, &file, &other).await;
        app.today("2027-02-08");
        let id = meeting_on(app, &chair, "2027-02-15").await;
        for (official, seen) in [(&scene.chair, true), (&other, false)] {
            let caller = app.caller(official).await;
            let proposal = app.app.agenda_proposal(&caller, id).await.unwrap();
            let subject = file_subject(&file);
            let mut found = proposal.voorstellen.iter();
            let found = found.find(|one| one.voorstel.onderwerp == subject).unwrap();
            assert_eq!(found.dossier.as_ref().unwrap().score.is_some(), seen);
        }
    });
}
