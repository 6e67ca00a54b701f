//! Who may do what: membership of the group, the chair and the coordinator decide, and nobody of another party sees anything.

use super::scene::{EMMEN, Scene, at, file_subject, hire_member, meeting_on, shown, text};
use app::command::OfficeRole;
use app::meetings::{Cancel, Freeze, HelpCommand, OpenAgenda, Refusal, RoundQuestion};
use app::{AppError, Caller, HelpSearch, NewItem, Permission};
use harness::{ASSEN, TestApp, on_every_app};
use kernel::{Id, MeetingId};

fn is_not_found<T>(answer: &Result<T, AppError>) -> bool {
    matches!(answer, Err(AppError::NotFound))
}

async fn elsewhere(app: &TestApp) -> Caller {
    let may = [Permission::ReadCases, Permission::WriteCases, Permission::Supervise];
    let coordinator = app.hire(ASSEN, OfficeRole::Coordinator, &may).await;
    app.caller(&coordinator).await
}

#[test]
fn somebody_of_another_party_finds_nothing() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let chair = app.caller(&scene.chair).await;
        let other = elsewhere(app).await;
        let id = meeting_on(app, &chair, "2027-02-15").await;
        let view = app.app.meeting(&chair, id).await.unwrap();
        assert!(app.app.working_group(&other).await.unwrap().is_none());
        // With a group of their own it is the same.
        for with_group in [false, true] {
            if with_group {
                let mut wanted = scene.wanted();
                wanted.leden.truncate(1);
                wanted.leden[0].account = other.account();
                wanted.voorzitter = other.account();
                app.app.keep_working_group(&other, None, &wanted).await.unwrap();
            }
            assert!(is_not_found(&app.app.meeting(&other, id).await));
            assert!(is_not_found(&app.app.agenda_proposal(&other, id).await));
            assert!(is_not_found(&app.app.agenda_pdf(&other, id).await));
            assert!(is_not_found(&app.app.change_meeting(&other, at(&view), OpenAgenda {}).await));
        }
        assert!(app.app.meetings(&other).await.unwrap().is_empty());
        let nowhere = MeetingId::from_uuid(uuid::Uuid::from_u128(7));
        assert!(is_not_found(&app.app.meeting(&chair, nowhere).await));
    });
}

#[test]
fn members_read_and_the_chair_leads() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let chair = app.caller(&scene.chair).await;
        let member = app.caller(&scene.members[0]).await;
        let id = meeting_on(app, &chair, "2027-02-15").await;
        let view = app.app.meeting(&member, id).await.unwrap();
        assert!(view.mag.lid && !view.mag.plannen && !view.mag.leiden);
        let cancelled = Cancel { reden: text("Nee.") };
        for refused in [
            app.app.change_meeting(&member, at(&view), OpenAgenda {}).await,
            app.app.change_meeting(&member, at(&view), cancelled).await,
        ] {
            assert!(matches!(refused, Err(AppError::Forbidden)));
        }
        let kept = app.app.keep_working_group(&member, Some(1), &scene.wanted()).await;
        assert!(matches!(kept, Err(AppError::Forbidden)));
        // A coordinator who is not the chair makes the agenda; freezing is for who leads.
        let second = app
            .hire(
                EMMEN,
                OfficeRole::Coordinator,
                &[Permission::ReadCases, Permission::WriteCases, Permission::Supervise],
            )
            .await;
        let second = app.caller(&second).await;
        let open = shown(app.app.change_meeting(&second, at(&view), OpenAgenda {}).await);
        let frozen = app.app.change_meeting(&second, at(&open), Freeze {}).await;
        assert!(matches!(frozen, Err(AppError::Meeting(Refusal::ChairOnly))));
        // Who works on files and is not in the group finds no meetings.
        let officer = app.caller(&app.emmen.behandelaar).await;
        assert!(is_not_found(&app.app.meetings(&officer).await));
        assert!(is_not_found(&app.app.working_group(&officer).await));
        let outside = hire_member(app).await;
        assert!(is_not_found(&app.app.meeting(&app.caller(&outside).await, id).await));
    });
}

#[test]
fn a_file_comes_on_the_agenda_only_by_who_is_on_it() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        app.today("2027-02-08");
        let chair = app.caller(&scene.chair).await;
        let frozen = scene.frozen(app, "2027-02-15", &[file_subject(&file)]).await;
        // A member who is not on the file reads that there is one, and not which.
        let member = app.caller(&scene.members[0]).await;
        let view = app.app.meeting(&member, frozen.id).await.unwrap();
        let item = &view.punten[0];
        assert!(item.dossier.is_none() && !item.titel.reveal().contains("WG-00"));
        let second = app
            .hire(
                EMMEN,
                OfficeRole::Coordinator,
                &[Permission::ReadCases, Permission::WriteCases, Permission::Supervise],
            )
            .await;
        let second = app.caller(&second).await;
        let next = meeting_on(app, &chair, "2027-03-30").await;
        let view = app.app.meeting(&second, next).await.unwrap();
        let open = shown(app.app.change_meeting(&second, at(&view), OpenAgenda {}).await);
        let add = NewItem {
            onderwerp: file_subject(&file),
            minuten: 10,
            toelichting: text("Graag bespreken."),
            vraag: None,
            reden: None,
        };
        let refused = app.app.add_agenda_item(&second, at(&open), &add).await;
        assert!(matches!(refused, Err(AppError::Input(_))));
        let asked = RoundQuestion {
            dossier: super::scene::id_of(&file),
            vraag: text("Eens?"),
            voorstel: app::meetings::AdviceKind::Afsluiten,
            redenen: text("Niets gevonden."),
            sluit_op: super::scene::day("2027-02-20"),
        };
        let refused = app.app.open_round(&second, &asked, None).await;
        assert!(matches!(refused, Err(AppError::Input(_))));
    });
}

#[test]
fn the_help_desk_is_for_who_works_on_files() {
    on_every_app(async |app| {
        Scene::of(app).await;
        let search = HelpSearch { woorden: String::new(), alleen_open: false };
        let supervisor = app.caller(&app.emmen.toezichthouder).await;
        let refused = app.app.help_questions(&supervisor, &search).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let officer = app.caller(&app.emmen.behandelaar).await;
        let asked = app::AskHelp { onderwerp: text("Leges"), vraag: text("Mag dat?") };
        let question = app.app.ask_help(&officer, &asked, None).await.unwrap();
        let other = app.caller(&app.emmen.beslisser).await;
        assert!(is_not_found(&app.app.help_question(&other, question.id).await));
        let change = app::HelpChange { id: question.id, version: 1 };
        let own = HelpCommand::Beantwoorden { tekst: text("Ja."), verwijzingen: Vec::new() };
        let refused = app.app.change_help_question(&officer, change, own).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let elsewhere = elsewhere(app).await;
        assert!(is_not_found(&app.app.help_question(&elsewhere, question.id).await));
    });
}
