//! The help desk.

use super::samples::*;
use crate::*;
use kernel::Id;
use std::fmt::Write as _;

fn asked() -> HelpQuestion {
    HelpQuestion::Gesteld(Asked {
        id: kernel::HelpQuestionId::from_uuid(uuid(800)),
        partij: party(),
        vrager: account(OUTSIDER),
        onderwerp: text("Erfpacht"),
        vraag: text("Valt erfpacht onder een vastgoedtransactie?"),
        gesteld_op: noon(day("2027-02-01")),
    })
}

fn answer(words: &str) -> HelpCommand {
    let artikel = "Wet Bibob art. 1 lid 1".to_owned();
    HelpCommand::Beantwoorden { tekst: text(words), verwijzingen: vec![Link::Artikel { artikel }] }
}

fn give(
    question: &HelpQuestion,
    number: u128,
    command: HelpCommand,
) -> Result<HelpQuestion, Refusal> {
    question.clone().handle(command, noon(day("2027-02-02")), actor(number))
}

#[test]
fn an_answer_rests_on_something_and_is_found() {
    let question = asked();
    assert_eq!(question.searchable(), None);
    let bare = HelpCommand::Beantwoorden { tekst: text("Ja."), verwijzingen: Vec::new() };
    assert_eq!(give(&question, CHAIR, bare).err(), Some(Refusal::LinkMissing));
    let by_program = question.clone().handle(answer("Ja."), noon(day("2027-02-02")), program());
    assert_eq!(by_program.err(), Some(Refusal::HumanOnly));
    let question = give(&question, CHAIR, answer("Ja.")).unwrap();
    let question = give(&question, CHAIR, answer("Ja, ook erfpacht.")).unwrap();
    assert_eq!(question.answers().len(), 2, "the first answer stays");
    let found = question.searchable().expect("words");
    assert_eq!(found, "Erfpacht\nValt erfpacht onder een vastgoedtransactie?\nJa, ook erfpacht.");
    let closed = give(&question, CHAIR, HelpCommand::Sluiten).unwrap();
    assert_eq!(closed.searchable(), Some(found));
    let withdrawn = give(&question, CHAIR, HelpCommand::Intrekken).unwrap();
    assert_eq!((withdrawn.searchable(), withdrawn.answers().len()), (None, 2));
}

#[test]
fn before_an_answer_only_who_asked_withdraws() {
    let refused = |number| give(&asked(), number, HelpCommand::Intrekken).err();
    assert_eq!((refused(CHAIR), refused(OUTSIDER)), (Some(Refusal::NotTheAsker), None));
}

#[test]
fn every_state_of_a_question_answers_every_command_as_reviewed() {
    let answered = give(&asked(), CHAIR, answer("Ja.")).unwrap();
    let closed = give(&answered, CHAIR, HelpCommand::Sluiten).unwrap();
    let withdrawn = give(&asked(), OUTSIDER, HelpCommand::Intrekken).unwrap();
    let mut table = String::new();
    for (name, command) in [
        ("beantwoorden", answer("Ja.")),
        ("sluiten", HelpCommand::Sluiten),
        ("heropenen", HelpCommand::Heropenen),
        ("intrekken", HelpCommand::Intrekken),
    ] {
        write!(table, "{name:12}").unwrap();
        for question in [&asked(), &answered, &closed, &withdrawn] {
            let given = give(question, OUTSIDER, command.clone());
            let given = given.map_or_else(Refusal::id, |question| question.state());
            write!(table, " | {} -> {given}", question.state()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("question", table);
}
