//! The working group through its pages: from making it to minutes that are adopted, and what goes wrong on the way.

mod scene;

pub(super) use scene::{Ready, ready};

use harness::{Browser, Dossier, TestApp, on_every_app};
use scene::{FIRST, Fields, NEXT, Table, advice_in, file_subject, item_of, meeting_on, year};
use serde_json::json;

#[test]
fn a_group_is_made_and_its_year_planned_around_holidays_and_recess() {
    on_every_app(async |app| {
        let table = Table::hired(app).await;
        let chair = table.chair(app).await;
        let none = chair.get("/werkgroep").await.expect(200).says("nog geen Bibob-werkgroep");
        none.says("href=\"/werkgroep/samenstelling/wijzigen\"");
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        officer.get("/werkgroep").await.expect(200).says("De coördinator of de beheerder kan");
        officer.get("/werkgroep/samenstelling/wijzigen").await.expect(404);
        let form = chair.get("/werkgroep/samenstelling/wijzigen").await.expect(200);
        form.says("Werkgroep instellen").says(&table.members[0].name);
        let more = table.group().with("toevoegen", "lid");
        let more = more.send(&chair, "/werkgroep/samenstelling/wijzigen").await.expect(200);
        more.says("name=\"lid.6.account\"").says("value=\"Bibob-werkgroep &lt;Emmen&gt;\"");
        let made = table.group().send(&chair, "/werkgroep/samenstelling/wijzigen").await;
        assert_eq!(made.sent_to(), "/werkgroep/samenstelling");
        let shown = chair.get("/werkgroep/samenstelling").await.expect(200);
        let shown = shown.says("Bibob-werkgroep &lt;Emmen&gt;").says("Voorzitter");
        shown.says(&format!("Vervangt {}", table.members[0].name));
        let twice = table.group().send(&chair, "/werkgroep/samenstelling/wijzigen").await;
        twice.expect(409).says("heeft al een werkgroep");

        let seen = year().with("doe", "voorbeeld").send(&chair, "/werkgroep/planning").await;
        let seen = seen.expect(200).says("Verschoven:").says("di 30 maart 2027");
        seen.says("Gaat niet door: zomerreces").says("value=\"zomerreces\"");
        chair.get("/werkgroep").await.expect(200).says("Nog geen vergaderingen");
        let planned = year().with("doe", "plannen").send(&chair, "/werkgroep/planning").await;
        let planned = planned.expect(200).says("Gepland: 8 vergaderingen");
        planned.says("hebben hier geen mailadres").says(&table.members[2].name);
        let again = year().with("doe", "plannen").send(&chair, "/werkgroep/planning").await;
        again.expect(200).says("niets nieuws te plannen");
        let list = chair.get("/werkgroep").await.expect(200);
        let list = list.says("Volgende vergadering: ma 4 januari 2027").says("Om aan te denken");
        list.says("is geen VOG met politiegegevens bekend");
    });
}

#[test]
fn the_group_is_changed_and_who_is_ticked_leaves() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let chair = table.chair(app).await;
        let path = "/werkgroep/samenstelling/wijzigen";
        let shown = chair.get(path).await.expect(200).says("name=\"lid.5.account\"");
        let version = shown.value("versie");
        let fewer = table.group().with("lid.3.weg", "ja").with("versie", version.clone());
        assert_eq!(fewer.send(&chair, path).await.sent_to(), "/werkgroep/samenstelling");
        assert_eq!(chair.get(path).await.expect(200).value("aantal"), "5");
        // What was filled in on an older version comes back, to be sent on the new one.
        let stale = table.group().with("versie", version).send(&chair, path).await.expect(409);
        let left = format!("value=\"{}\" selected", table.members[2].account);
        let stale = stale.says("Iemand anders heeft dit gewijzigd").says(&left);
        let again = table.group().with("versie", stale.value("versie"));
        again.send(&chair, path).await.sent_to();
        assert_eq!(chair.get(path).await.expect(200).value("aantal"), "6");
    });
}

#[test]
fn a_meeting_is_prepared_held_and_its_minutes_adopted_in_the_next() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let files = table.files(app, 2).await;
        app.today("2027-02-08");
        let meeting = prepared(app, &table, &files).await;
        app.today(FIRST);
        interest_hides(app, &table, &meeting).await;
        held_with_advice(app, &table, &meeting).await;
        let first = advice_in(app, &table.chair, &files[0]).await;
        let words = first[0]["advies"].as_str().expect("a text");
        assert!(words.contains("3 voor, 1 tegen") && words.contains("duurt te lang"), "{words}");
        assert!(words.contains("Voorschriften: Geen contant geld."), "{words}");
        let second = advice_in(app, &table.chair, &files[1]).await;
        assert_eq!((first.len(), second.len()), (1, 1));
        app.today(NEXT);
        adopted(app, &table, &meeting).await;
    });
}

/// Takes over the proposal, turns the order around, freezes, and adds something after that.
async fn prepared(app: &TestApp, table: &Table, files: &[Dossier]) -> String {
    let chair = table.chair(app).await;
    let meeting = meeting_on(&chair, FIRST).await;
    let proposal = format!("{meeting}/voorstel");
    let shown = chair.get(&proposal).await.expect(200).says("WG-00").says("WG-01");
    shown.says("/werkgroep/rondes/nieuw?dossier=").says("dat is vóór deze vergadering");
    let taken = files.iter().map(|file| file_subject(file).to_string());
    let taken = taken.fold(Fields::default(), |form, one| form.with("onderwerp", one));
    assert_eq!(taken.on(&chair, &proposal, &proposal).await.sent_to(), meeting);
    let order = format!("{meeting}/volgorde");
    let form = chair.get(&order).await.expect(200);
    let ids: Vec<String> = form
        .text
        .split("name=\"plaats.")
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    let turned = ids.iter().rev().enumerate().fold(Fields::default(), |form, (place, id)| {
        let place = (place + 1).to_string();
        form.with(format!("plaats.{id}"), place).with(format!("minuten.{id}"), "40")
    });
    assert_eq!(turned.on(&chair, &order, &order).await.sent_to(), meeting);
    chair.get(&meeting).await.expect(200).says("40 min").says("10:10");
    let frozen = Fields::default().on(&chair, &meeting, &format!("{meeting}/bevriezen")).await;
    assert_eq!(frozen.sent_to(), meeting);
    let shown = chair.get(&meeting).await.expect(200).says("<strong>Bevroren</strong>");
    shown.says("kan worden geopend vanaf").keeps("Agenda bevriezen");
    let add = format!("{meeting}/punten/nieuw");
    let late = Fields::of(&[
        ("onderwerp", "overig"),
        ("onderwerpnaam", "Leges <b>nu</b>"),
        ("minuten", "5"),
        ("toelichting", "Gevraagd."),
    ]);
    let without = late.clone().on(&chair, &add, &add).await.expect(409).says("href=\"#reden\"");
    without.says("value=\"Leges &lt;b&gt;nu&lt;/b&gt;\"");
    late.with("reden", "Het kan niet wachten.").on(&chair, &add, &add).await.sent_to();
    let shown = chair.get(&meeting).await.expect(200).says("Toegevoegd na bevriezen");
    shown.says("Leges &lt;b&gt;nu&lt;/b&gt;").keeps("<b>nu</b>").says("Sindsdien 1 wijziging");
    meeting
}

/// A member declares an interest, and finds the item no more.
async fn interest_hides(app: &TestApp, table: &Table, meeting: &str) {
    let member = Browser::of(app, &table.members[1]).await;
    let item = item_of(&member, meeting, "WG-01").await;
    member.get(&item).await.expect(200).says("Een belang melden").keeps("name=\"lid\"");
    let own = Fields::of(&[("belang", "Mijn zus werkt er.")]);
    assert_eq!(own.on(&member, &item, &format!("{item}/belang")).await.sent_to(), meeting);
    member.get(&item).await.expect(404);
    let shown = member.get(meeting).await.expect(200).keeps("WG-01").says("WG-00");
    shown.says("U hebt een belang bij 1 onderwerp");
    let chair = table.chair(app).await;
    let shown = chair.get(&item).await.expect(200);
    shown.says(&format!("{} doet niet mee en ziet dit punt niet", table.members[1].name));
}

/// Opens the session, and records advice with votes and dissent, a conclusion, actions and a correction.
async fn held_with_advice(app: &TestApp, table: &Table, meeting: &str) {
    let chair = table.chair(app).await;
    let session = format!("{meeting}/zitting");
    let nobody = Fields::default().on(&chair, &session, &session).await.expect(409);
    nobody.says(&format!("href=\"#plaats-{}\"", table.chair.account));
    table.held(app, meeting).await;
    chair.get(meeting).await.expect(200).says("4 van 4 plaatsen bezet");
    let first = item_of(&chair, meeting, "WG-00").await;
    let second = item_of(&chair, meeting, "WG-01").await;
    let mut vote = Fields::of(&[
        ("advies", "voornemen-voorschriften"),
        ("redenen", "De herkomst van het geld is onbekend."),
        ("voorschriften", "Geen contant geld."),
        ("wijze", "stemming"),
    ]);
    for (who, vote_of) in
        std::iter::once(&table.chair).chain(&table.members).zip(["voor", "voor", "voor", "tegen"])
    {
        vote = vote.with(format!("stem.{}", who.account), vote_of);
    }
    let against = format!("standpunt.{}", table.members[2].account);
    let vote = vote.with(against, "Dit duurt te lang.");
    assert_eq!(vote.on(&chair, &first, &format!("{first}/advies")).await.sent_to(), first);
    let shown = chair.get(&first).await.expect(200).says("Stemming: 3 voor, 1 tegen.");
    shown.says("Dit duurt te lang.").keeps("name=\"advies\"");
    let agreed =
        Fields::of(&[("advies", "verdiepen"), ("redenen", "Meer nodig."), ("wijze", "eensgezind")]);
    assert_eq!(agreed.on(&chair, &second, &format!("{second}/advies")).await.sent_to(), second);
    chair.get(&second).await.expect(200).says("De 3 leden die meededen waren het eens.");
    let said = Fields::of(&[("conclusie", "Volgende keer verder.")]);
    said.on(&chair, &first, &format!("{first}/conclusie")).await.sent_to();
    let action = Fields::of(&[("wat", "Jaarrekening opvragen."), ("uiterlijk", "15-3-2027")]);
    let action = action.with("eigenaar", table.members[0].account.to_string());
    let form = format!("{meeting}/acties/nieuw");
    assert_eq!(action.on(&chair, &form, &form).await.sent_to(), meeting);
    let member = Browser::of(app, &table.members[0]).await;
    let minutes = format!("{meeting}/verslag");
    let wrong = Fields::of(&[("verbetering", "Het was <dinsdag>.")]);
    let sent = wrong.on(&member, &minutes, &format!("{minutes}/verbetering")).await;
    assert_eq!(sent.sent_to(), minutes);
    let shown = member.get(&minutes).await.expect(200).says("Het was &lt;dinsdag&gt;.");
    shown.says("Volgende keer verder.").keeps("name=\"overgenomen\"");
    for paper in ["agenda.pdf", "verslag.pdf"] {
        let pdf = member.get(&format!("{meeting}/{paper}")).await.expect(200);
        assert!(pdf.text.starts_with("%PDF"), "{paper}");
    }
}

/// Holds the next meeting, adopts the minutes of the first in it, and says that the action is done.
async fn adopted(app: &TestApp, table: &Table, meeting: &str) {
    let chair = table.chair(app).await;
    let id = meeting.rsplit('/').next().expect("an id");
    let subject = json!({ "soort": "verslag", "vergadering": id });
    let later = table.frozen(app, NEXT, &[subject]).await;
    let minutes = format!("{meeting}/verslag");
    chair.get(&minutes).await.expect(200).says("nog geen latere vergadering is geopend");
    table.held(app, &later).await;
    let item = item_of(&chair, &later, "Verslag van 15 februari 2027").await;
    chair.get(&item).await.expect(200).says(&format!("href=\"{minutes}\""));
    let adopt = Fields::default().with("vergadering", later.rsplit('/').next().expect("an id"));
    let adopt = adopt.with("overgenomen", "1");
    let sent = adopt.on(&chair, &minutes, &format!("{minutes}/vaststellen")).await;
    assert_eq!(sent.sent_to(), minutes);
    let shown = chair.get(&minutes).await.expect(200).says("Vastgesteld op di 30 maart");
    shown.says("Overgenomen").keeps("Verbetering voorstellen");
    chair.get(meeting).await.expect(200).says("Verslag vastgesteld");
    let list = chair.get("/werkgroep").await.expect(200).says("Jaarrekening opvragen.");
    let done = Fields::of(&[("van", "overzicht")]).with("versie", list.value("versie"));
    let action = list.text.split("name=\"actie\" value=\"").nth(1).expect("a button");
    let done = done.with("actie", action.split('"').next().expect("an id"));
    let path = format!("{meeting}/acties/gereed");
    assert_eq!(done.send(&chair, &path).await.sent_to(), "/werkgroep");
    chair.get("/werkgroep").await.expect(200).says("Geen open acties");
    let late = done.send(&chair, &path).await.expect(409);
    late.says("Iemand anders heeft dit gewijzigd").says("Open acties");
}

#[test]
fn who_has_no_right_finds_nothing_and_a_member_does_not_lead() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let files = table.files(app, 1).await;
        app.today("2027-02-08");
        let meeting = table.frozen(app, FIRST, &[file_subject(&files[0])]).await;
        let chair = table.chair(app).await;
        let item = item_of(&chair, &meeting, "WG-00").await;
        let pages = ["", "/voorstel", "/volgorde", "/punten/nieuw", "/verplaatsen", "/annuleren"];
        let pages =
            pages.into_iter().chain(["/zitting", "/acties/nieuw", "/verslag", "/agenda.pdf"]);
        let pages: Vec<String> = pages.map(|below| format!("{meeting}{below}")).collect();
        for outsider in [&app.emmen.behandelaar, &app.emmen.toezichthouder, &app.assen.coordinator]
        {
            let browser = Browser::of(app, outsider).await;
            for path in pages.iter().chain([&item]) {
                browser.get(path).await.expect(404).keeps("WG-00");
            }
            for below in ["/bevriezen", "/agenda", "/annuleren", "/acties/gereed"] {
                let path = format!("{meeting}{below}");
                browser.post(&path, &[("versie", "1"), ("reden", "Weg.")]).await.expect(404);
            }
            let path = format!("{item}/belang");
            browser.post(&path, &[("versie", "1"), ("belang", "Weg.")]).await.expect(404);
            browser.get("/werkgroep/planning").await.expect(404);
        }
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let outside =
            officer.get("/werkgroep").await.expect(200).says("U zit niet in de werkgroep");
        outside.says("/werkgroep/vragen").keeps("Open acties");
        let member = Browser::of(app, &table.members[0]).await;
        let shown = member.get(&meeting).await.expect(200).says("WG-00");
        shown.keeps("Annuleren").keeps("Punt toevoegen").keeps("ronde klaarzetten");
        for below in ["/voorstel", "/volgorde", "/verplaatsen", "/zitting", "/acties/nieuw"] {
            member.get(&format!("{meeting}{below}")).await.expect(403);
        }
        member.get("/werkgroep/planning").await.expect(403);
        member
            .get("/werkgroep/samenstelling")
            .await
            .expect(200)
            .keeps("VOG met politiegegevens</th>")
            .keeps("wijzigen");
        member.get("/werkgroep/samenstelling/wijzigen").await.expect(404);
        let frozen = [("versie", "1"), ("reden", "Weg.")];
        member.post(&format!("{meeting}/annuleren"), &frozen).await.expect(403);
    });
}

#[test]
fn every_mistake_is_named_at_its_field_and_nothing_is_lost() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let files = table.files(app, 1).await;
        app.today("2027-02-08");
        let chair = table.chair(app).await;
        let empty = Fields::of(&[("lid.0.vogP", "gisteren"), ("aantal", "1")]);
        let group = empty.send(&chair, "/werkgroep/samenstelling/wijzigen").await.expect(400);
        let group = group.says("href=\"#naam\"").says("href=\"#lid-0-account\"");
        group.says("href=\"#lid-0-vogP\"").says("value=\"gisteren\"").says("href=\"#voorzitter\"");
        let year = Fields::of(&[("jaar", "27"), ("reces.0.naam", "zomer")]);
        let year = year.send(&chair, "/werkgroep/planning").await.expect(400);
        year.says("href=\"#jaar\"").says("href=\"#reces-0-vanaf\"").says("value=\"zomer\"");
        let backwards = Fields::of(&[
            ("jaar", "2027"),
            ("reces.1.naam", "zomer"),
            ("reces.1.vanaf", "2-8-2027"),
            ("reces.1.totEnMet", "1-8-2027"),
        ]);
        let backwards = backwards.send(&chair, "/werkgroep/planning").await.expect(400);
        backwards.says("href=\"#reces-1-totEnMet\"");
        let extra = Fields::of(&[("begin", "half twee"), ("op", "1-1-2027")]);
        let extra = extra.send(&chair, "/werkgroep/vergaderingen/nieuw").await.expect(400);
        extra.says("href=\"#begin\"").says("href=\"#reden\"").says("value=\"half twee\"");
        let meeting = table.frozen(app, FIRST, &[file_subject(&files[0])]).await;
        of_a_meeting(&chair, &meeting).await;
        app.today(FIRST);
        table.held(app, &meeting).await;
        // The session of the week before has ended.
        of_a_session(&table.chair(app).await, &meeting).await;
    });
}

/// Where a form is sent, what with, and the fields that are wrong then.
type Gap = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

/// Sends each form of a frozen meeting with gaps.
async fn of_a_meeting(chair: &Browser, meeting: &str) {
    let gaps: [Gap; 5] = [
        ("/verplaatsen", &[("op", "gisteren")], &["op", "begin", "minuten"]),
        ("/annuleren", &[], &["reden"]),
        (
            "/punten/nieuw",
            &[("onderwerp", "dossier"), ("kenmerk", "NERGENS")],
            &["kenmerk", "minuten", "toelichting"],
        ),
        ("/zitting", &[("gast.0.naam", "R. Riec")], &["gast-0-organisatie", "gast-0-punten"]),
        ("/verplaatsen", &[("op", "1-1-2027"), ("begin", "9:30"), ("minuten", "60")], &["op"]),
    ];
    for (below, fields, wrong) in gaps {
        let path = format!("{meeting}{below}");
        let sent = Fields::of(fields).on(chair, &path, &path).await;
        assert!([400, 409].contains(&sent.status), "{below}: {}", sent.text);
        for field in wrong {
            assert!(
                sent.text.contains(&format!("href=\"#{field}\"")),
                "{below} {field}: {}",
                sent.text
            );
        }
        assert!(sent.text.contains("<title>Fout: "), "{below}");
    }
    let nothing = Fields::default();
    let proposal = format!("{meeting}/voorstel");
    let nothing = nothing.on(chair, &format!("{meeting}/zitting"), &proposal).await.expect(400);
    nothing.says("Kies ten minste één onderwerp");
}

/// Sends each form of a session with gaps.
async fn of_a_session(chair: &Browser, meeting: &str) {
    let item = item_of(chair, meeting, "WG-00").await;
    let gaps: [Gap; 4] = [
        ("/advies", &[("redenen", "Omdat <dit>.")], &["advies", "wijze"]),
        ("/conclusie", &[], &["conclusie"]),
        ("/belang", &[], &["lid", "belang"]),
        (
            "/belang",
            &[("lid", "00000000-0000-0000-0000-000000000001"), ("belang", "Weg.")],
            &["lid"],
        ),
    ];
    for (below, fields, wrong) in gaps {
        let sent = Fields::of(fields).on(chair, &item, &format!("{item}{below}")).await;
        assert!([400, 409].contains(&sent.status), "{below}: {}", sent.text);
        for field in wrong {
            assert!(
                sent.text.contains(&format!("href=\"#{field}\"")),
                "{below} {field}: {}",
                sent.text
            );
        }
    }
    let kept = Fields::of(&[("redenen", "Omdat <dit>.")]);
    let kept = kept.on(chair, &item, &format!("{item}/advies")).await.expect(400);
    kept.says("Omdat &lt;dit&gt;.").keeps("Omdat <dit>");
    let action = format!("{meeting}/acties/nieuw");
    let gap = Fields::of(&[("uiterlijk", "1-1-2027")]).on(chair, &action, &action).await;
    gap.expect(400).says("href=\"#wat\"").says("href=\"#eigenaar\"");
    let minutes = format!("{meeting}/verslag");
    let gap = Fields::default().on(chair, &minutes, &format!("{minutes}/verbetering")).await;
    gap.expect(400).says("href=\"#verbetering\"");
    let gap = Fields::default().on(chair, &minutes, &format!("{minutes}/vaststellen")).await;
    gap.expect(400).says("in welke vergadering");
}

#[test]
fn who_was_too_late_keeps_what_was_filled_in() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let chair = table.chair(app).await;
        let meeting = meeting_on(&chair, FIRST).await;
        let path = format!("{meeting}/verplaatsen");
        let old = chair.get(&path).await.expect(200).value("versie");
        let open = Fields::default().on(&chair, &meeting, &format!("{meeting}/agenda")).await;
        assert_eq!(open.sent_to(), meeting);
        let moved = Fields::of(&[
            ("op", "16-2-2027"),
            ("begin", "10:00"),
            ("minuten", "60"),
            ("plaats", "Zaal <2>"),
        ]);
        let late = moved.clone().with("versie", old.clone()).send(&chair, &path).await.expect(409);
        let late = late.says("Iemand anders heeft dit gewijzigd").says("value=\"Zaal &lt;2&gt;\"");
        let again = moved.with("versie", late.value("versie")).send(&chair, &path).await;
        // Nobody of the group has an address, so the page says who is not told.
        let again = again.expect(200).says("Niet iedereen kreeg een uitnodiging");
        again.says(&table.members[0].name);
        chair.get(&meeting).await.expect(200).says("di 16 februari").says("Zaal &lt;2&gt;");
        let pressed = Fields::default().with("versie", old);
        let pressed = pressed.send(&chair, &format!("{meeting}/bevriezen")).await.expect(409);
        pressed.says("Iemand anders heeft dit gewijzigd").says("Agenda");
        let off = Fields::of(&[("reden", "Te weinig <punten>.")]);
        let path = format!("{meeting}/annuleren");
        off.on(&chair, &path, &path).await.expect(200).says("Niet iedereen");
        let shown = chair.get(&meeting).await.expect(200).says("Gaat niet door");
        shown.says("Te weinig &lt;punten&gt;.").keeps("Verplaatsen");
        chair
            .get(&format!("{meeting}/verplaatsen"))
            .await
            .expect(409)
            .says("past niet bij de stand");
    });
}

#[test]
fn an_extra_meeting_is_planned_with_its_reason() {
    on_every_app(async |app| {
        let table = Table::of(app).await;
        let chair = table.chair(app).await;
        let path = "/werkgroep/vergaderingen/nieuw";
        let shown = chair.get(path).await.expect(200).says("value=\"09:30\"");
        let extra = Fields::of(&[
            ("op", "11-1-2027"),
            ("begin", "9:30"),
            ("minuten", "60"),
            ("reden", "Spoed."),
        ]);
        let key = shown.value("sleutel");
        let planned = extra.with("sleutel", key).send(&chair, path).await.expect(200);
        planned.says("De vergadering is gepland");
        chair.get("/werkgroep").await.expect(200).says("Extra: Spoed.");
    });
}
