//! Written rounds, the help desk, and signals of the local information consultation.

use super::scene::{Scene, advice_in, at, day, file_subject, id_of, meeting_on, shown, slot, text};
use app::meetings::{
    AdviceKind, Forwarding, ForwardingGround, HelpCommand, Link, NoAdvice, Recipient, Refusal,
    RoundCommand, RoundOutcome, RoundQuestion, SignalCommand, SignalGround, Subject, Vote,
};
use app::{
    AppError, AskHelp, ExtraMeeting, HelpChange, HelpSearch, NewSignal, RequestKey, RoundChange,
    RoundView, SignalChange, StoreError, TakeProposals,
};
use harness::{Dossier, Official, TestApp, on_every_app};
use kernel::Sha256Hex;
use std::collections::BTreeSet;

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
        assert!(view.punten.iter().any(|item| item.titel.reveal().contains("8 februari 2027")));
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
            grondslag: SignalGround::Tip,
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
