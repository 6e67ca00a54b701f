//! `dijkwacht match`: pairs from a file, as a user runs it.

use harness::{Output, Scratch, dijkwacht, fixture, fixture_text};

const HEADER: &str = "left_name,right_name,left_dob,right_dob,left_kind";

fn scored(input: &str) -> Output {
    dijkwacht().args(["match", "--pairs", "-", "--out", "-"]).input(input.to_owned()).run()
}

#[test]
fn the_pairs_of_a_file_are_scored_with_their_reasons() {
    let scratch = Scratch::new();
    let out = scratch.path().join("scores.csv");
    let output = dijkwacht()
        .args(["match", "--pairs"])
        .arg(fixture("match/paren.csv"))
        .arg("--out")
        .arg(&out)
        .run()
        .expect_success();
    assert_eq!(output.stdout, "");
    let written = std::fs::read_to_string(&out).expect("scores");
    insta::assert_snapshot!(written);
    assert_eq!(
        std::fs::read_dir(scratch.path()).expect("folder").count(),
        1,
        "nothing is left beside it"
    );
    let piped = scored(&fixture_text("match/paren.csv")).expect_success();
    assert_eq!(piped.stdout, written, "by file and by pipe the same");
}

#[test]
fn a_faulty_row_is_named_and_leaves_what_there_was() {
    let scratch = Scratch::new();
    let (input, out) = (scratch.path().join("paren.csv"), scratch.path().join("scores.csv"));
    std::fs::write(&out, "van gisteren").expect("file");
    let rows =
        format!("{HEADER}\nJoep Fuut,J. Fuut,1971,,person\nJoep Fuut,J. Fuut,,31-13-1971,person\n");
    std::fs::write(&input, rows).expect("file");
    let output = dijkwacht()
        .args(["match", "--pairs"])
        .arg(&input)
        .arg("--out")
        .arg(&out)
        .run()
        .expect_code(2);
    assert!(
        output.stderr.contains("regel 3 (rij 1), kolom right_dob: «31-13-1971»"),
        "{}",
        output.stderr
    );
    assert_eq!(std::fs::read_to_string(&out).expect("scores"), "van gisteren");
    assert_eq!(std::fs::read_dir(scratch.path()).expect("folder").count(), 2);
}

#[test]
fn every_kind_of_bad_input_is_told_in_dutch() {
    let rows = [
        (String::new(), "ontbreekt: left_name, right_name, left_dob, right_dob, left_kind"),
        ("left_name,right_name,left_dob,left_kind\n".to_owned(), "ontbreekt: right_dob"),
        (format!("{HEADER}\nA,B,,,boot\n"), "regel 2 (rij 0), kolom left_kind: «boot»"),
        (
            format!("{HEADER}\nA,B,gisteren,,person\n"),
            "regel 2 (rij 0), kolom left_dob: «gisteren»",
        ),
        (format!("{HEADER}\nA,B,,\n"), "regel 2: hier staan 4 velden, en in de eerste regel 5"),
    ];
    for (input, wanted) in rows {
        let output = scored(&input).expect_code(2);
        assert!(output.stderr.contains(wanted), "{input:?}: {}", output.stderr);
    }
    let absent = dijkwacht()
        .args(["match", "--pairs", "/bestaat/niet.csv", "--out", "-"])
        .run()
        .expect_code(2);
    assert!(absent.stderr.contains("dat bestaat niet"), "{}", absent.stderr);
    let device = dijkwacht()
        .args(["match", "--pairs", "-", "--out", "/dev/null"])
        .input(HEADER.to_owned())
        .run()
        .expect_code(2);
    assert!(device.stderr.contains("is geen gewoon bestand"), "{}", device.stderr);
}

#[test]
fn a_mark_at_the_start_and_columns_in_another_order_are_fine() {
    let rows = "\u{feff}left_kind,right_dob,left_dob,right_name,left_name\r\nperson,,,Joep Fuut,Joep Fuut\r\n";
    let output = scored(rows).expect_success();
    assert!(output.stdout.starts_with("row,score,band,reasons\n0,"), "{}", output.stdout);
    assert_eq!(
        scored(HEADER).expect_success().stdout,
        "row,score,band,reasons\n",
        "no pairs, no scores"
    );
}
