//! The pages in a real browser: the suites of `tests/node/browser`, and whether its catalogue names every page.

use harness::{Program, node, program_under_test};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Makes a test of each suite, and the list of all.
macro_rules! suites {
    ($($test:ident = $suite:literal),+ $(,)?) => {
        /// The suites that are run.
        const SUITES: &[&str] = &[$($suite,)+];

        $(#[test] fn $test() { passes($suite); })+
    };
}

suites! {
    the_checks_find_what_is_wrong = "checks",
    pages_of_the_entrance = "pages-entrance",
    pages_of_an_account = "pages-account",
    pages_to_look_things_up = "pages-reference",
    pages_of_the_administration = "pages-admin",
    pages_of_the_work = "pages-work",
    pages_of_a_new_file = "pages-new",
    pages_of_a_file = "pages-file",
    pages_of_letters = "pages-letters",
    pages_of_the_working_group = "pages-group",
    forms_of_the_steps = "pages-steps",
    pages_of_the_investigation = "pages-investigation",
    pages_of_the_questionnaire = "pages-questionnaire",
    pages_of_the_desk_of_the_group = "pages-groupdesk",
    pages_of_tips = "pages-tips",
    the_questionnaire_on_a_phone_without_script = "questionnaire",
    the_main_journey_by_pointing = "journey-pointer",
    the_main_journey_by_keyboard = "journey-keyboard",
    the_main_journey_without_script = "journey-without-script",
    a_year_of_the_working_group = "group",
    two_installations_exchange_a_tip = "tips",
    every_link_leads_somewhere = "links",
    ways_in = "accounts",
    what_goes_wrong_on_the_way = "troubles",
}

/// At most two browsers at once, also where the tests share one process. Where each has its own, `.config/nextest.toml` sees to it.
static TURNS: [Mutex<()>; 2] = [Mutex::new(()), Mutex::new(())];

fn runner() -> Program {
    node("browser/run.mjs")
}

/// Runs a suite.
fn passes(suite: &str) {
    let place = SUITES.iter().position(|known| *known == suite).unwrap_or_default();
    let _turn = TURNS[place % TURNS.len()].lock().unwrap_or_else(PoisonError::into_inner);
    let program = program_under_test();
    let words = ["--program".as_ref(), program.as_os_str()];
    let output = runner().arg(suite).args(words).run().expect_success();
    // Shown with the test's own output, by the wish of the reader: `--no-capture`.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), output.stdout.as_bytes());
    let last = output.stdout.lines().last().unwrap_or_default();
    assert!(last.ends_with("checks passed, 0 failed"), "{output}");
}

fn listed() -> Value {
    let output = runner().arg("--list").run().expect_success();
    serde_json::from_str(&output.stdout).expect("the catalogue as JSON")
}

fn texts(values: &Value) -> BTreeSet<String> {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn every_suite_is_run() {
    let run = SUITES.iter().map(|suite| (*suite).to_owned()).collect();
    assert_eq!(texts(&listed()["suites"]), run);
}

#[test]
fn every_page_is_in_the_catalogue() {
    let list = listed();
    let pages = list["pages"].as_array().expect("pages");
    let mut named = texts(&list["noPages"]);
    named.extend(pages.iter().filter_map(|page| page["route"].as_str()).map(str::to_owned));
    let routes = web::ui::routes().into_iter().filter(|route| route.method == "GET");
    let there: BTreeSet<String> = routes.map(|route| route.path.to_owned()).collect();
    let missing: Vec<_> = there.difference(&named).collect();
    assert!(missing.is_empty(), "not in tests/node/browser/pages.mjs: {missing:?}");
    let gone: Vec<_> = named.difference(&there).collect();
    assert!(gone.is_empty(), "in tests/node/browser/pages.mjs, and no route: {gone:?}");
}

#[test]
fn every_page_of_the_catalogue_is_in_a_suite() {
    let list = listed();
    let pages = list["pages"].as_array().expect("pages");
    for page in pages {
        let suite = format!("pages-{}", page["part"].as_str().unwrap_or_default());
        assert!(SUITES.contains(&suite.as_str()), "{page} is in no suite");
    }
}
