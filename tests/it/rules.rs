//! The rules files: they load, their cases hold, wrong ones are refused with file, line and reason.

use harness::{Scratch, dijkwacht, fixture, root};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn the_rules_of_the_house_pass_their_cases() {
    let output = dijkwacht().args(["rules", "check"]).run().expect_success();
    assert!(output.stdout.contains("20 partijen"), "{output}");
    assert!(output.stdout.trim_end().ends_with(" 0 fouten"), "{output}");
}

#[test]
fn the_fixture_policies_pass_their_cases() {
    let output = dijkwacht()
        .args(["rules", "check", "--rules"])
        .arg(fixture("rules"))
        .run()
        .expect_success();
    assert!(output.stdout.contains("30 partijen"), "{output}");
    assert!(output.stdout.trim_end().ends_with(" 0 fouten"), "{output}");
}

/// The files of a folder and of the folders in it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn every_broken_rule_set_is_refused_with_file_line_and_reason() {
    let mut seen = 0;
    for entry in std::fs::read_dir(fixture("rules-broken")).expect("folder") {
        let folder = entry.expect("entry").path();
        let expected: Vec<(String, String)> = files_below(&folder)
            .into_iter()
            .filter_map(|path| {
                let text = std::fs::read_to_string(&path).expect("text");
                let wanted = text.lines().next()?.strip_prefix("# verwacht: ")?;
                let (line, reason) = wanted.split_once(' ').expect("line and reason");
                let file =
                    path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
                Some((format!("{file}:{line}: "), reason.to_owned()))
            })
            .collect();
        assert!(!expected.is_empty(), "{} says nothing it expects", folder.display());
        let output =
            dijkwacht().args(["rules", "check", "--rules"]).arg(&folder).run().expect_code(2);
        for (place, reason) in expected {
            let found =
                output.stderr.lines().any(|line| line.contains(&place) && line.contains(&reason));
            assert!(found, "{}: {place}{reason}\n{output}", folder.display());
            seen += 1;
        }
    }
    assert!(seen >= 20, "only {seen} broken rule sets");
}

#[test]
fn a_case_with_another_outcome_and_a_rule_without_a_case_are_told() {
    let scratch = Scratch::new();
    std::fs::create_dir_all(scratch.file("parties/fixture-klein")).expect("folder");
    scratch.write(
        "parties/fixture-klein/policy.toml",
        "[partij]\nid = 'fixture-klein'\nnaam = 'fixture Klein'\nsoort = 'gemeente'\n\
         [beleid]\ntitel = 'Klein'\nstatus = 'model'\nversie = '1'\ngeldigVan = 2024-02-02\n\
         [[regel]]\nid = 'klein-alcohol'\nsoorten = ['alcohol-horeca']\nregime = 'verplicht'\n\
         formulering = 'altijd'\nartikel = 'art. 1'\nuitleg = 'Altijd.'\n\
         [[regel]]\nid = 'klein-event'\nsoorten = ['evenement']\nregime = 'verplicht'\n\
         formulering = 'altijd'\nartikel = 'art. 2'\nuitleg = 'Altijd.'\n",
    );
    scratch.write(
        "parties/fixture-klein/policy.cases.toml",
        "[[geval]]\nnaam = 'verkeerd verwacht'\npartij = 'fixture-klein'\n\
         aanvraag = { soort = 'alcohol-horeca', ontvangenOp = 2026-11-02 }\n\
         verwacht = { regime = 'optioneel' }\n",
    );
    let output =
        dijkwacht().args(["rules", "check", "--rules"]).arg(scratch.path()).run().expect_code(2);
    assert!(output.stdout.contains("regime: verwacht optioneel, gekregen verplicht"), "{output}");
    assert!(output.stdout.contains("geen enkel geval raakt «klein-event»"), "{output}");
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let scratch = Scratch::new();
    dijkwacht().args(["rules", "schema", "--out"]).arg(scratch.path()).run().expect_success();
    let read = |folder: &Path| -> BTreeMap<String, String> {
        files_below(folder)
            .into_iter()
            .map(|path| {
                let name = path.file_name().expect("name").to_string_lossy().into_owned();
                (name, std::fs::read_to_string(&path).expect("schema"))
            })
            .collect()
    };
    let (published, generated) = (read(&root().join("rules/schema")), read(scratch.path()));
    assert_eq!(published, generated, "run: cargo xtask schemas");
    assert!(published.len() >= 9);
}

#[test]
fn parties_are_listed_and_shown() {
    let list = dijkwacht().args(["parties", "list"]).run().expect_success();
    assert_eq!(list.stdout.lines().count(), 20, "{list}");
    let show = dijkwacht().args(["parties", "show", "gemeente-emmen"]).run().expect_success();
    assert!(show.stdout.contains("drenthe-bouw-bedrag [verplicht]"), "{show}");
    let unknown = dijkwacht().args(["parties", "show", "gemeente-nergens"]).run();
    unknown.expect_code(2);
}

#[test]
fn a_rule_and_a_legal_basis_are_explained() {
    let rule = dijkwacht().args(["explain", "drenthe-bouw-bedrag"]).run().expect_success();
    assert!(rule.stdout.contains("rules/parties/drenthe/policy.toml:"), "{rule}");
    assert!(rule.stdout.contains("gemeente Emmen"), "{rule}");
    let stand = dijkwacht().args(["explain", "alcohol-horeca-grondslag"]).run().expect_success();
    assert!(stand.stdout.contains("wettelijke grondslag"), "{stand}");
    let unknown = dijkwacht().args(["explain", "drenthe-bouw-bedrg"]).run().expect_code(2);
    assert!(unknown.stderr.contains("Bedoelt u «drenthe-bouw-bedrag»?"), "{unknown}");
}

#[test]
fn a_folder_with_national_rules_replaces_all_rules() {
    let scratch = Scratch::new();
    std::fs::create_dir_all(scratch.file("national")).expect("folder");
    scratch.write("national/precedence.toml", "volgorde = []\n");
    let output =
        dijkwacht().args(["rules", "check", "--rules"]).arg(scratch.path()).run().expect_code(2);
    assert!(
        output.stderr.contains("national/permit-types.toml:1: dit bestand ontbreekt"),
        "{output}"
    );
}

#[test]
fn a_folder_without_rules_is_refused_and_not_taken_for_no_changes() {
    for folder in ["applications", "timelines"] {
        let output = dijkwacht().args(["rules", "check", "--rules"]).arg(fixture(folder)).run();
        assert!(output.expect_code(2).stderr.contains("staan geen regels"), "{folder}");
    }
}
