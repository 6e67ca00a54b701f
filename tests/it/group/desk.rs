//! Written rounds, the help desk, and signals of the local information consultation.

use super::scene::{
    Scene, advice_in, at, day, file_subject, id_of, item_of, meeting_on, shown, slot, text,
};
use app::meetings::{
    AdviceKind, Asked, Cancel, Forwarding, ForwardingGround, HelpCommand, HelpQuestion, Kept, Link,
    NoAdvice, Recipient, Refusal, RemoveItem, RoundCommand, RoundOutcome, RoundQuestion,
    SignalCommand, SignalGround, Subject, Vote,
};
use app::{
    AppError, AskHelp, ExtraMeeting, HelpChange, HelpSearch, NewSignal, RequestKey, RoundChange,
    RoundView, ScheduleSignal, SignalChange, StoreError, TakeProposals,
};
use harness::{Dossier, Official, TestApp, on_every_app};
use kernel::{HelpQuestionId, Id, MeetingId, Redacted, Sha256Hex};
use std::collections::BTreeSet;
use store::{GroupPaper, NewPaper};

fn question(file: &Dossier) -> RoundQuestion {
    RoundQuestion {
        dossier: id_of(file),
        vraag: text("Kan dit dossier worden afgesloten?"),
        voorstel: AdviceKind::Afsluiten,
        redenen: text("Er is niets gevonden."),
        sluit_op: day("2026-12-15"),
    }
}

async fn reply(
    app: &TestApp,
    round: &RoundView,
    by: &Official,
    (stem, toelichting): (Vote, Option<&str>),
) -> RoundView {
    let command =
        RoundCommand::Antwoorden { plaats: by.account, stem, toelichting: toelichting.map(text) };
    let change = RoundChange { id: round.id, version: round.versie };
    let caller = app.caller(by).await;
    app.app.change_round(&caller, change, command).await.unwrap().unwrap()
}

#[test]
fn a_written_round_puts_its_advice_in_the_file_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        for member in &scene.members {
            app.admit(&scene.chair, &file, member).await;
        }
        app.today("2026-12-02");
        let chair = app.caller(&scene.chair).await;
        let round = app.app.open_round(&chair, &question(&file), None).await.unwrap();
        assert_eq!((round.wachten_op.len(), round.mijn_plaatsen.len()), (5, 1));
        let interested = app.caller(&scene.members[3]).await;
        let change = |round: &RoundView| RoundChange { id: round.id, version: round.versie };
        let declare = RoundCommand::BelangMelden { reden: text("Mijn buurman.") };
        let none = app.app.change_round(&interested, change(&round), declare).await.unwrap();
        assert!(none.is_none());
        assert!(matches!(app.app.round(&interested, round.id).await, Err(AppError::NotFound)));
        assert!(app.app.rounds(&interested).await.unwrap().is_empty());
        app.get(&scene.members[3], &file.path()).await.expect(404);
        let stale = app.app.change_round(&chair, change(&round), RoundCommand::Sluiten).await;
        assert!(matches!(stale, Err(AppError::Store(StoreError::Conflict))));
        let mut round = app.app.round(&chair, round.id).await.unwrap();
        for (official, answer) in [
            (&scene.chair, (Vote::Voor, None)),
            (&scene.members[0], (Vote::Voor, None)),
            (&scene.members[1], (Vote::Tegen, Some("Ik mis de huurovereenkomst."))),
        ] {
            round = reply(app, &round, official, answer).await;
        }
        let early = app.app.change_round(&chair, change(&round), RoundCommand::Sluiten).await;
        assert!(matches!(early, Err(AppError::Meeting(Refusal::RoundRunning))));
        round = reply(app, &round, &scene.members[2], (Vote::Onthouding, None)).await;
        assert!(round.wachten_op.is_empty());
        let closed = app.app.change_round(&chair, change(&round), RoundCommand::Sluiten).await;
        let closed = closed.unwrap().unwrap();
        assert!(matches!(closed.ronde.outcome(), Some(RoundOutcome::Advies { .. })));
        let again = app.app.change_round(&chair, change(&closed), RoundCommand::Sluiten).await;
        assert!(matches!(again, Err(AppError::Meeting(Refusal::WrongState))));
        let [advice] = advice_in(app, &scene.chair, &file).await.try_into().unwrap();
        let words = advice["advies"].as_str().unwrap();
        assert!(
            words.contains("2 voor, 1 tegen, 1 onthouding") && words.contains("huurovereenkomst")
        );
    });
}

#[test]
fn a_round_without_a_quorum_leaves_the_file_as_it_was() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        app.today("2026-12-02");
        let chair = app.caller(&scene.chair).await;
        let round = app.app.open_round(&chair, &question(&file), None).await.unwrap();
        let round = reply(app, &round, &scene.chair, (Vote::Voor, None)).await;
        let change = RoundChange { id: round.id, version: round.versie };
        app.today("2026-12-15");
        let early = app.app.change_round(&chair, change, RoundCommand::Sluiten).await;
        assert!(matches!(early, Err(AppError::Meeting(Refusal::RoundRunning))));
        app.today("2026-12-16");
        let closed = app.app.change_round(&chair, change, RoundCommand::Sluiten).await;
        let closed = closed.unwrap().unwrap();
        let reden = NoAdvice::GeenQuorum;
        assert_eq!(closed.ronde.outcome(), Some(&RoundOutcome::GeenAdvies { reden }));
        assert!(advice_in(app, &scene.chair, &file).await.is_empty());
    });
}

#[test]
fn a_question_is_answered_with_its_ground_and_found_by_everybody() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let officer = app.caller(&app.emmen.behandelaar).await;
        let asked = AskHelp {
            onderwerp: text("Leges en Bibob"),
            vraag: text("Mogen leges afhangen van het onderzoek?"),
        };
        let question = app.app.ask_help(&officer, &asked, None).await.unwrap();
        assert!(question.eigen && !question.mag_antwoorden);
        let member = app.caller(&scene.members[0]).await;
        let change = |version| HelpChange { id: question.id, version };
        let answer = |verwijzingen| HelpCommand::Beantwoorden {
            tekst: text("Nee: leges hangen af van de Legesverordening."),
            verwijzingen,
        };
        let bare = app.app.change_help_question(&member, change(1), answer(Vec::new())).await;
        assert!(matches!(bare, Err(AppError::Meeting(Refusal::LinkMissing))));
        let link = Link::Artikel { artikel: "Wet Bibob art. 3".to_owned() };
        let answered = app.app.change_help_question(&member, change(1), answer(vec![link])).await;
        assert_eq!(answered.unwrap().versie, 2);
        let colleague = app.caller(&app.emmen.beslisser).await;
        for (words, found) in [("LEGES verordening", 1), ("", 1), ("leges vastgoed", 0)] {
            let search = HelpSearch { woorden: words.to_owned(), alleen_open: false };
            let list = app.app.help_questions(&colleague, &search).await.unwrap();
            assert_eq!(list.len(), found, "{words}");
        }
        let open = HelpSearch { woorden: String::new(), alleen_open: true };
        assert!(app.app.help_questions(&member, &open).await.unwrap().is_empty());
        let stale = app.app.change_help_question(&member, change(1), HelpCommand::Sluiten).await;
        assert!(matches!(stale, Err(AppError::Store(StoreError::Conflict))));
        let gone = app.app.change_help_question(&member, change(2), HelpCommand::Intrekken).await;
        gone.unwrap();
        assert!(matches!(
            app.app.help_question(&colleague, question.id).await,
            Err(AppError::NotFound)
        ));
    });
}

#[test]
fn a_signal_comes_on_the_agenda_and_its_forwarding_is_on_record() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        app.today("2027-02-08");
        let chair = app.caller(&scene.chair).await;
        let brought = |on: &str| NewSignal {
            omschrijving: text("Een leeg pand met verlichting in de nacht."),
            grondslag: SignalGround::EigenOnderzoek,
            besproken_op: day(on),
        };
        let late = app.app.bring_signal(&chair, &brought("2027-02-09"), None).await;
        assert!(matches!(late, Err(AppError::Input(_))));
        let signal = app.app.bring_signal(&chair, &brought("2027-02-08"), None).await.unwrap();
        let id = meeting_on(app, &chair, "2027-02-15").await;
        let view = app.app.meeting(&chair, id).await.unwrap();
        let subject = Subject::Signaal { signaal: signal.id };
        let taken = TakeProposals { onderwerpen: vec![subject, file_subject(&file)] };
        let view = shown(app.app.take_proposals(&chair, at(&view), &taken).await);
        let mut items = view.punten.iter();
        let item = items.find(|item| item.titel.reveal().contains("8 februari 2027")).unwrap();
        assert!(item.titel.reveal().contains("Wet Bibob art. 7a"), "the ground is on the agenda");
        assert!(item.redenen.iter().any(|why| why.contains("op grond van Wet Bibob art. 7a")));
        let signal = app.app.group_signal(&chair, signal.id).await.unwrap();
        assert_eq!((signal.signaal.state(), signal.versie), ("geagendeerd", 2));
        let change = SignalChange { id: signal.id, version: 2 };
        let to = || Recipient::Bestuursorgaan { naam: text("Waterschap Verzonnen") };
        let forward = |grondslag| SignalCommand::Doorzenden {
            aan: to(),
            grondslag,
            wat: text("Alleen het adres van het pand."),
        };
        let unfit = app.app.change_signal(&chair, change, forward(ForwardingGround::Riec)).await;
        assert!(matches!(unfit, Err(AppError::Meeting(Refusal::GroundUnfit))));
        let fits = forward(ForwardingGround::Doorzendplicht);
        let sent = app.app.change_signal(&chair, change, fits).await.unwrap();
        let [Forwarding { aan, door, .. }] = sent.signaal.file().doorzendingen.as_slice() else {
            panic!("one forwarding")
        };
        assert_eq!((aan, *door), (&to(), scene.chair.account));
        let member = app.caller(&scene.members[0]).await;
        let close = SignalCommand::Afhandelen { uitkomst: text("Doorgezonden.") };
        let change = SignalChange { id: signal.id, version: 3 };
        let refused = app.app.change_signal(&member, change, close.clone()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let closed = app.app.change_signal(&chair, change, close).await.unwrap();
        assert_eq!(closed.signaal.state(), "afgehandeld");
        assert_eq!(app.app.group_signals(&member).await.unwrap().len(), 1);
    });
}

#[test]
fn a_signal_is_free_again_when_its_meeting_does_not_discuss_it() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        app.today("2027-02-08");
        let chair = app.caller(&scene.chair).await;
        let new = NewSignal {
            omschrijving: text("Een leeg pand."),
            grondslag: SignalGround::EigenOnderzoek,
            besproken_op: day("2027-02-08"),
        };
        let signal = app.app.bring_signal(&chair, &new, None).await.unwrap();
        let subject = Subject::Signaal { signaal: signal.id };
        let seen = async || {
            let view = app.app.group_signal(&chair, signal.id).await.unwrap();
            (view.signaal.state(), view.versie)
        };
        let listed = async |on: &str| {
            let wanted = ScheduleSignal {
                meeting: meeting_on(app, &chair, on).await,
                minutes: 10,
                why: text("Graag bespreken."),
                reason: None,
            };
            let change = SignalChange { id: signal.id, version: seen().await.1 };
            app.app.schedule_signal(&chair, change, &wanted).await.unwrap();
            app.app.meeting(&chair, wanted.meeting).await.unwrap()
        };
        let view = listed("2027-02-15").await;
        assert_eq!(seen().await, ("geagendeerd", 2));
        let punt = item_of(&view, &subject);
        let off = RemoveItem { punt, reden: None };
        app.app.change_meeting(&chair, at(&view), off).await.unwrap();
        assert_eq!(seen().await, ("ingebracht", 3));
        let view = listed("2027-02-15").await;
        let cancel = Cancel { reden: text("Te weinig leden.") };
        app.app.change_meeting(&chair, at(&view), cancel).await.unwrap();
        assert_eq!(seen().await, ("ingebracht", 5));
        // It is proposed for the next meeting, once, with each reason once.
        let next = meeting_on(app, &chair, "2027-03-30").await;
        let proposal = app.app.agenda_proposal(&chair, next).await.unwrap();
        let mine = proposal.voorstellen.iter().filter(|one| one.voorstel.onderwerp == subject);
        let [mine] = mine.collect::<Vec<_>>()[..] else { panic!("one proposal") };
        assert_eq!(mine.redenen.len(), 2, "{:?}", mine.redenen);
        // What was closed meanwhile stays closed.
        let view = listed("2027-03-30").await;
        let change = SignalChange { id: signal.id, version: seen().await.1 };
        let close = SignalCommand::Afhandelen { uitkomst: text("Niets aan de hand.") };
        app.app.change_signal(&chair, change, close).await.unwrap();
        let off = RemoveItem { punt: item_of(&view, &subject), reden: None };
        app.app.change_meeting(&chair, at(&view), off).await.unwrap();
        assert_eq!(seen().await.0, "afgehandeld");
        let nowhere = ScheduleSignal {
            meeting: MeetingId::from_uuid(uuid::Uuid::from_u128(7)),
            minutes: 10,
            why: text("Nogmaals."),
            reason: None,
        };
        let change = SignalChange { id: signal.id, version: seen().await.1 };
        let refused = app.app.schedule_signal(&chair, change, &nowhere).await;
        assert!(matches!(refused, Err(AppError::Input(_))));
    });
}

#[test]
fn the_help_desk_searches_further_than_one_page_of_papers() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let officer = app.caller(&app.emmen.behandelaar).await;
        let asked =
            |onderwerp: &str| AskHelp { onderwerp: text(onderwerp), vraag: text("Mag dat?") };
        let oldest = app.app.ask_help(&officer, &asked("Dwangsom"), None).await.unwrap();
        let store = app.app.store();
        let scope = store.scope_for_worker(officer.party());
        let group = store.working_group(&scope).await.unwrap().unwrap().id;
        let mut tx = store.begin(&scope).await.unwrap();
        for number in 0..510 {
            let id = HelpQuestionId::from_uuid(uuid::Uuid::from_u128(number));
            let question = HelpQuestion::Gesteld(Asked {
                id,
                partij: officer.party().clone(),
                vrager: officer.account(),
                onderwerp: text("Leges"),
                vraag: text("Mag dat?"),
                gesteld_op: app.app.now(),
            });
            let content = serde_json::to_string(&Kept::new(question)).unwrap();
            let paper = NewPaper {
                id: id.uuid(),
                group,
                day: day("2026-12-02"),
                state: "gesteld",
                content: Redacted::new(content),
            };
            tx.add_group_paper(GroupPaper::Question, &paper).await.unwrap();
        }
        tx.commit().await.unwrap();
        let search = |words: &str| HelpSearch { woorden: words.to_owned(), alleen_open: false };
        let found = app.app.help_questions(&officer, &search("dwangsom")).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [oldest.id]);
        let all = app.app.help_questions(&officer, &search("")).await.unwrap();
        assert_eq!(all.len(), 511);
        let page = app.app.help_page(&officer, &search("dwangsom"), None).await.unwrap();
        assert_eq!((page.items.len(), page.volgende), (1, None));
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let page = app.app.help_page(&officer, &search(""), cursor.as_deref()).await.unwrap();
            seen.extend(page.items.iter().map(|one| one.id));
            cursor = page.volgende;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, all.iter().map(|one| one.id).collect::<Vec<_>>());
        // The agenda finds what waits there for an answer, too.
        let chair = app.caller(&scene.chair).await;
        let meeting = meeting_on(app, &chair, "2027-02-15").await;
        let proposal = app.app.agenda_proposal(&chair, meeting).await.unwrap();
        let subject = Subject::Vraag { vraag: oldest.id };
        assert!(proposal.voorstellen.iter().any(|one| one.voorstel.onderwerp == subject));
    });
}

#[test]
fn an_answer_rests_on_names_that_fit_and_a_closed_question_opens_again() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let officer = app.caller(&app.emmen.behandelaar).await;
        let asked = AskHelp { onderwerp: text("Leges"), vraag: text("Mag dat?") };
        let question = app.app.ask_help(&officer, &asked, None).await.unwrap();
        let member = app.caller(&scene.members[0]).await;
        let change = |version| HelpChange { id: question.id, version };
        let answer = |artikel: &str| HelpCommand::Beantwoorden {
            tekst: text("Nee."),
            verwijzingen: vec![Link::Artikel { artikel: artikel.to_owned() }],
        };
        for wrong in [" ", &"x".repeat(201)] {
            let refused = app.app.change_help_question(&member, change(1), answer(wrong)).await;
            let Err(AppError::Input(faults)) = refused else { panic!("a fault") };
            let places: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
            assert_eq!(places, ["/verwijzingen/0/artikel"]);
        }
        app.app.change_help_question(&member, change(1), answer("Awb art. 3:2")).await.unwrap();
        app.app.change_help_question(&officer, change(2), HelpCommand::Sluiten).await.unwrap();
        let late = app.app.change_help_question(&member, change(3), answer("Awb")).await;
        assert!(matches!(late, Err(AppError::Meeting(Refusal::WrongState))));
        let colleague = app.caller(&app.emmen.beslisser).await;
        let reopen = || HelpCommand::Heropenen;
        let refused = app.app.change_help_question(&colleague, change(3), reopen()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let open = app.app.change_help_question(&officer, change(3), reopen()).await.unwrap();
        assert_eq!(open.vraag.state(), "beantwoord");
    });
}

#[test]
fn a_round_offers_the_files_of_who_begins_it_and_a_seat_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let files = scene.files(app, 2).await;
        app.today("2026-12-02");
        let chair = app.caller(&scene.chair).await;
        let offered = app.app.round_files(&chair).await.unwrap();
        assert_eq!(offered.len(), 2);
        let member = app.caller(&scene.members[0]).await;
        let refused = app.app.round_files(&member).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let officer = app.caller(&app.emmen.behandelaar).await;
        assert!(matches!(app.app.round_files(&officer).await, Err(AppError::NotFound)));
        let round = app.app.open_round(&chair, &question(&files[0]), None).await.unwrap();
        let deputy = app.caller(&scene.deputy).await;
        let seats = async |caller| app.app.round(caller, round.id).await.unwrap().mijn_plaatsen;
        assert_eq!(seats(&deputy).await, [scene.members[0].account]);
        let command = RoundCommand::Antwoorden {
            plaats: scene.members[0].account,
            stem: Vote::Voor,
            toelichting: None,
        };
        let change = RoundChange { id: round.id, version: round.versie };
        app.app.change_round(&deputy, change, command).await.unwrap();
        assert!(seats(&deputy).await.is_empty() && seats(&member).await.is_empty());
        app.today("2026-12-16");
        let chair = app.caller(&scene.chair).await;
        assert!(seats(&chair).await.is_empty(), "the last day is over");
    });
}

#[test]
fn a_request_that_comes_twice_is_done_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        app.today("2026-12-02");
        let chair = app.caller(&scene.chair).await;
        let key = |name: &str| RequestKey::new(name, Sha256Hex::of_bytes(name.as_bytes()));
        let asked = AskHelp { onderwerp: text("Leges"), vraag: text("Mag dat?") };
        let signal = NewSignal {
            omschrijving: text("Een leeg pand."),
            grondslag: SignalGround::Riec,
            besproken_op: day("2026-12-01"),
        };
        let extra = ExtraMeeting { op: day("2026-12-09"), tijd: slot(), reden: text("Spoed.") };
        let mut seen = BTreeSet::new();
        for _ in 0..2 {
            let help = app.app.ask_help(&chair, &asked, Some(&key("a"))).await.unwrap();
            let brought = app.app.bring_signal(&chair, &signal, Some(&key("b"))).await.unwrap();
            let round = app.app.open_round(&chair, &question(&file), Some(&key("c"))).await;
            let planned = shown(app.app.plan_extra(&chair, &extra, Some(&key("d"))).await);
            seen.insert((help.id, brought.id, round.unwrap().id, planned.id));
        }
        assert_eq!(seen.len(), 1);
        assert_eq!(app.app.rounds(&chair).await.unwrap().len(), 1);
        assert_eq!(app.app.group_signals(&chair).await.unwrap().len(), 1);
        let reused = RequestKey::new("a", Sha256Hex::of_bytes(b"iets anders"));
        let other = app.app.ask_help(&chair, &asked, Some(&reused)).await;
        assert!(matches!(other, Err(AppError::KeyReused)));
    });
}
