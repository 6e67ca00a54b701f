//! Every template with every sample, hostile values in every field, and the same letter twice.

use super::*;
use crate::advice_notice::Position;
use crate::register_report::Reported;
use crate::samples;
use std::collections::BTreeSet;
use std::path::Path;

/// The sample that is long on purpose.
const LONG: &str = "l08-lang";

fn letters() -> Letters {
    Letters::new().expect("letters")
}

fn templates_on_disk() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/letters");
    let mut found = Vec::new();
    for directory in [root.clone(), root.join("partials")] {
        for entry in std::fs::read_dir(directory).expect("directory") {
            let path = entry.expect("entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("name").to_owned();
            if let Some(name) = name.strip_suffix(".typ.hbs") {
                found.push((name.to_owned(), std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found
}

#[test]
fn every_template_on_disk_is_registered_and_no_other() {
    let on_disk: BTreeSet<String> = templates_on_disk().into_iter().map(|(name, _)| name).collect();
    let registered: BTreeSet<String> = template_names().map(str::to_owned).collect();
    assert_eq!(on_disk, registered);
    for kind in LetterKind::ALL {
        assert!(registered.contains(kind.id()), "{kind:?}");
    }
}

#[test]
fn the_source_of_every_sample_is_as_reviewed() {
    let letters = letters();
    for sample in samples::all() {
        let source = letters.source(&sample.content).expect(&sample.name);
        insta::assert_snapshot!(sample.name, source);
    }
    for sample in samples::form_copies() {
        let source = letters.copy_source(&sample.content).expect(&sample.name);
        insta::assert_snapshot!(sample.name, source);
    }
    for (name, content) in samples::tip_letters() {
        insta::assert_snapshot!(name, letters.tip_letter_source(&content).expect(name));
    }
}

/// The receiver learns what the tip says and nothing else; what lies about afterwards, such as a file name, names nobody.
#[test]
fn the_letter_of_a_tip_names_its_subject_in_the_letter_alone() {
    let letters = letters();
    let mut content = samples::tip_letter();
    let letter = letters.tip_letter(&content).expect("letter");
    assert_eq!(letter.file_name, "brief-Z-2026-000123.pdf");
    assert_eq!(letter.title, "Bericht op grond van de Wet Bibob Z-2026-000123");
    assert!(letter == letters.tip_letter(&content).expect("letter"));
    let source = letters.tip_letter_source(&content).expect("source");
    for words in ["Vera Verzonnen", "alleen door de geadresseerde te openen", "artikel~26"] {
        assert!(source.contains(words), "{words}: {source}");
    }
    let (_, slip) = source.split_once("== Ontvangstbewijs").expect("a slip");
    assert!(slip.contains("000123") && !slip.contains("Verzonnen"), "{slip}");
    for text in [HOSTILE, "Jan 😀 أحمد", &"W".repeat(4000), "", "\n"] {
        content.facts[0].answers = vec![text.to_owned()];
        assert!(letters.tip_letter(&content).expect("letter").pages > 1);
    }
}

#[test]
fn a_copy_is_made_whatever_was_filled_in() {
    let letters = letters();
    let mut copy = samples::form_copy();
    let whole = letters.copy(&copy).expect("copy");
    assert_eq!(whole.file_name, "3F8K-Q2WN-formulier-versie-2.pdf");
    assert!(whole.title.ends_with("3F8K-Q2WN, versie 2"), "{}", whole.title);
    assert!(whole == letters.copy(&copy).expect("copy"));
    for text in [HOSTILE, "Jan 😀 أحمد", &"W".repeat(4000), &"regel\n".repeat(600), "", "\n", " "]
    {
        copy.parts[0].heading = format!("Deel 1: {text}");
        copy.parts[0].lines[0].question = text.to_owned();
        copy.parts[1].lines[0].answers = vec![text.to_owned(), text.to_owned()];
        copy.documents[0].name = text.to_owned();
        copy.signature[0].answers = vec![text.to_owned()];
        copy.missing = vec![text.to_owned()];
        assert!(letters.copy(&copy).expect("copy").pages > 0);
    }
    assert!(!format!("{whole:?}").contains("Fictiedam"));
}

/// A draft says everything that keeps it from being final: in its template, or by the sentence of the reason itself.
#[test]
fn every_reason_has_a_sentence_on_the_draft() {
    let texts: String = templates_on_disk().into_iter().map(|(_, text)| text).collect();
    for reason in ConceptReason::ALL {
        let asked = format!("concept.{}}}}}", crate::flags::Flag::key(*reason));
        assert_ne!(texts.contains(&asked), reason.is_contradiction(), "{reason:?}");
    }
}

/// A request for the form on a file that is past it is no letter to send.
#[test]
fn a_request_for_the_form_on_a_file_that_is_past_it_says_so() {
    let mut request = samples::form_request();
    request.past = true;
    let content = LetterContent::from(request);
    assert_eq!(content.concept_reasons(), [ConceptReason::FormPast]);
    let source = letters().source(&content).expect("source");
    assert!(source.contains("wordt geen vragenlijst meer gevraagd"), "{source}");
}

/// Samples that miss a branch would let a misspelt name in it through.
#[test]
fn the_samples_reach_every_sentence_of_every_template() {
    let letters = letters();
    let sources: Vec<String> = samples::all()
        .iter()
        .map(|sample| letters.source(&sample.content).expect("source"))
        .chain(
            samples::form_copies()
                .iter()
                .map(|sample| letters.copy_source(&sample.content).expect("source")),
        )
        .chain(
            samples::tip_letters()
                .iter()
                .map(|(name, content)| letters.tip_letter_source(content).expect(name)),
        )
        .collect();
    for (name, text) in templates_on_disk() {
        for part in
            text.split("{{").map(|part| part.split_once("}}").map_or(part, |(_, rest)| rest))
        {
            for line in part.lines().map(str::trim).filter(|line| !line.is_empty()) {
                let reached = sources.iter().any(|source| source.contains(line));
                assert!(reached, "{name}: no sample reaches «{line}»");
            }
        }
    }
}

#[test]
fn every_sample_becomes_a_letter_and_the_title_holds_the_reference() {
    let letters = letters();
    let mut names = BTreeSet::new();
    for sample in samples::all() {
        assert!(names.insert(sample.name.clone()), "{} stands twice", sample.name);
        let letter = letters.render(&sample.content).expect(&sample.name);
        assert!(letter.title.ends_with("Z-2026-000123"), "{}", letter.title);
        let most = if sample.name == LONG { 10 } else { 5 };
        assert!((1..=most).contains(&letter.pages), "{}: {} pages", sample.name, letter.pages);
        let is_final = letter.concept.is_empty() && letter.missing.is_empty();
        assert_eq!(is_final, !letter.file_name.contains("concept"));
        let should = !sample.name.contains("kaal") && !sample.name.contains("zonder");
        assert_eq!(is_final, should, "{}", sample.name);
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let sample = samples::all().remove(0).content;
    let one = letters().render(&sample).expect("letter");
    let warm = letters();
    warm.render(&samples::all().remove(3).content).expect("letter");
    assert!(one == warm.render(&sample).expect("letter"));
}

#[test]
fn file_names_hold_reference_kind_and_number() {
    let mut request = samples::form_request();
    assert_eq!(
        letters().render(&request.clone().into()).expect("letter").file_name,
        "Z-2026-000123-L02-vragenlijstverzoek.pdf"
    );
    request.frame.sequence = Some(2);
    request.frame.sender.contact = None;
    assert_eq!(
        LetterContent::from(request).file_name(true),
        "Z-2026-000123-L02-vragenlijstverzoek-02-concept.pdf"
    );
}

pub(crate) const HOSTILE: &str = "a #set page(width: 1pt) *b* _c_ $x$ \\ @ref <label> `raw` ``` ] [ } { = // /* \" ' ~ -- {{naam}}\n= kop \u{202e}z\0";

/// Replaces every text in a context.
fn poison(value: &mut Value, with: &str) {
    match value {
        Value::String(text) => with.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, with)),
        Value::Object(fields) => fields.values_mut().for_each(|item| poison(item, with)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

pub(crate) fn poisoned_source(letters: &Letters, sample: &LetterContent, with: &str) -> String {
    let mut value = content_view(sample, &[]).expect("view");
    poison(&mut value, with);
    letters.templates.render(sample.kind().id(), &value).expect("source")
}

#[test]
fn hostile_values_in_every_field_stay_text() {
    let letters = letters();
    for sample in samples::all() {
        let source = poisoned_source(&letters, &sample.content, HOSTILE);
        let frame = sample.content.frame();
        let picture = picture(frame);
        let sheet = Sheet { source, identifier: "proef", date: frame.date, picture };
        let set = letters.typesetter.typeset(sheet).expect(&sample.name);
        assert!(set.title.ends_with("{{naam}}\n= kop z"), "{}", set.title);
        let most = if sample.name == LONG { 30 } else { 11 };
        assert!((1..=most).contains(&set.pages), "{}: {} pages", sample.name, set.pages);
    }
}

#[test]
fn long_values_are_set_and_a_reference_that_cannot_be_is_refused() {
    let letters = letters();
    for long in ["W".repeat(5000), "woord ".repeat(833)] {
        let mut letter = samples::acknowledgement();
        letter.frame.addressee.name.clone_from(&long);
        letter.frame.subject.clone_from(&long);
        letter.application = long;
        let letter = letters.render(&letter.into()).expect("letter");
        assert!(letter.pages > 3, "{}", letter.pages);
    }
    let mut letter = samples::acknowledgement();
    letter.frame.reference = "W".repeat(5000);
    let refusal = letters.render(&letter.into()).expect_err("refusal");
    assert!(matches!(refusal, LetterError::Typeset(TypesetError::OffPage(1))), "{refusal}");
}

/// Texts of sources and of applicants stand in narrow columns of the report; none may leave the paper.
#[test]
fn words_without_end_stay_on_the_paper_of_a_report() {
    let letters = letters();
    let content = LetterContent::from(samples::report());
    for long in ["W".repeat(100), "https://voorbeeld.example/".to_owned() + &"pad/".repeat(40)] {
        let mut value = content_view(&content, &[]).expect("view");
        for field in content.given() {
            poison(value.get_mut(field).expect("a field"), &long);
        }
        let source = letters.templates.render(content.kind().id(), &value).expect("source");
        let date = content.frame().date;
        let sheet = Sheet { source, identifier: "proef", date, picture: None };
        assert!(letters.typesetter.typeset(sheet).expect("a report").pages > 3);
    }
}

#[test]
fn a_field_with_characters_that_cannot_be_shown_is_named() {
    for (name, characters) in [
        ("שלום", "«ש» (U+05E9)"),
        ("Ahmed أحمد", "«أ» (U+0623)"),
        ("Jan 😀", "«😀» (U+1F600)"),
        ("株式", "«株» (U+682A)"),
    ] {
        let mut letter = samples::acknowledgement();
        letter.frame.addressee.address = vec!["Dijk 1".to_owned(), name.to_owned()];
        let message = letters().render(&letter.into()).expect_err("refusal").to_string();
        assert!(
            message.contains("frame.addressee.address.2") && message.contains(characters),
            "{message}"
        );
        assert!(!message.contains("Dijk") && !message.contains("Jan"), "{message}");
    }
}

/// A name that somebody wrote in another script keeps no letter from being made; the letter says what it does not show.
#[test]
fn signs_of_an_applicant_that_cannot_be_shown_are_replaced_and_told() {
    const NAME: &str = "中文 א";
    let letters = letters();
    let line = format!("Over {NAME}: alle vragen");
    let mut completion = samples::completion_request();
    completion.missing.push(line.clone());
    let mut decision = samples::put_aside();
    decision.missing.push(line);
    let form = samples::findings::samples().remove(0).content;
    let LetterContent::Findings(mut form) = form else { panic!("no findings") };
    form.newcomers = vec![format!("Over {NAME}: alle vragen")];
    form.people.iter_mut().for_each(|person| person.name = NAME.to_owned());
    let told = "Sommige tekens kan dit document niet tonen.";
    for content in [completion.clone().into(), decision.into(), LetterContent::Findings(form)] {
        let source = letters.source(&content).expect("source");
        assert!(source.contains(r"Over \?\? \?\: alle vragen"), "{source}");
        assert!(source.contains(told), "{source}");
        assert!(letters.render(&content).expect("letter").pages > 0);
    }
    let source = letters.source(&samples::completion_request().into()).expect("source");
    assert!(!source.contains(told), "{source}");
    // A letter does not go to a question mark.
    completion.frame.addressee.name = NAME.to_owned();
    let refusal = letters.source(&completion.into()).expect_err("refusal").to_string();
    assert!(refusal.contains("frame.addressee.name"), "{refusal}");
}

/// Asking for advice prepares a decision: nobody can object to it alone (Awb 6:3), and at the civil doors there is none.
#[test]
fn a_notice_of_a_request_for_advice_names_the_days_and_no_term_where_none_stands_still() {
    let letters = letters();
    for sample in samples::advice_notices() {
        let LetterContent::AdviceNotice(notice) = &sample.content else { panic!("no notice") };
        let source = letters.source(&sample.content).expect("source");
        let name = &sample.name;
        assert!(source.contains("vrijdag 6\u{a0}november 2026"), "{name}");
        assert!(source.contains("geen bezwaar"), "{name}");
        let stands_still = notice.suspension.is_some();
        assert_eq!(source.contains("artikel~31"), stands_still, "{name}");
        let decides = notice.position != Position::Counterparty;
        assert_eq!(source.contains("artikel~6:3"), decides, "{name}");
        // Art. 4 does not name a party to a contract.
        assert_eq!(source.contains("artikel~4 lid~2"), decides, "{name}");
        let may_extend = notice.suspension.as_ref().is_none_or(|suspension| !suspension.extended);
        assert_eq!(source.contains("ten hoogste vier weken"), may_extend, "{name}");
    }
}

/// The register holds who, what and how grave (art. 11a(2)); of a withdrawal only whose it was (art. 11a(3)).
#[test]
fn a_report_for_the_register_has_no_reasons_and_of_a_withdrawal_no_other_persons() {
    let letters = letters();
    for sample in samples::register_reports() {
        let LetterContent::RegisterReport(report) = &sample.content else { panic!("no report") };
        let source = letters.source(&sample.content).expect("source");
        let concludes = matches!(report.event, Reported::Conclusion(_));
        let name = &sample.name;
        assert_eq!(source.contains("artikel~7a lid~7"), concludes, "{name}");
        assert_eq!(source.contains("artikel~7a lid~8"), !concludes, "{name}");
        assert_eq!(source.contains("== Andere personen"), concludes, "{name}");
        assert!(source.contains("niet in deze melding"), "{name}");
        // The LBB has no postal address of ours to miss.
        assert!(!sample.content.concept_reasons().contains(&ConceptReason::AddressMissing));
    }
}

/// The score orders the work; the degree is of a person (no path from score to decision), and what is blocked says so (art. 3a).
#[test]
fn a_report_says_what_a_score_is_and_what_each_finding_weighs() {
    let letters = letters();
    for sample in samples::reports() {
        let source = letters.source(&sample.content).expect("source");
        let name = &sample.name;
        assert!(source.contains("De score ordent alleen het werk."), "{name}");
        assert!(source.contains("Een mens stelt de mate van gevaar vast."), "{name}");
        assert!(source.contains("strafrechtelijke gegevens mag lezen"), "{name}");
    }
    let full = letters.source(&samples::report().into()).expect("source");
    let after = |text: &str| full.split_once(text).map(|(_, rest)| rest).expect("the finding");
    assert!(after("Vrijspraak van heling").trim_start().starts_with(
        "- Over: Bartholomeus Zevenkikker\n  - Gewicht: telt niet mee, na vrijspraak"
    ));
    // An offence to obtain what is asked has no degree (art. 3(6)).
    let obtained = after("lid~6)").lines().next();
    assert_eq!(obtained, Some("*]"));
}

/// A decision says what can be done against it (Awb 3:45); what decides nothing does not; and a model policy obliges nobody.
#[test]
fn the_parts_of_a_long_report_begin_on_pages_of_their_own() {
    let letters = letters();
    let mut report = samples::report();
    let one = report.relations[0].clone();
    let others = report.people.len() + report.sources.len();
    let others = others + report.findings.iter().map(|ground| ground.findings.len()).sum::<usize>();
    for (rows, breaks) in [(80, 0), (81, 5)] {
        report.relations = vec![one.clone(); rows - others];
        let source = letters.source(&report.clone().into()).expect("source");
        assert_eq!(source.matches("#part-on-its-own").count(), breaks, "{rows} rows");
    }
}

#[test]
fn only_a_decision_has_an_objection_clause_and_a_model_claims_nothing() {
    let letters = letters();
    for sample in samples::all() {
        let source = letters.source(&sample.content).expect("source");
        let decides = match &sample.content {
            LetterContent::Composed(letter) => letter.remedy.is_some(),
            other => other.kind() == LetterKind::PutAside,
        };
        let clause = source.contains("bezwaarschrift") || source.contains("beroepschrift");
        assert_eq!(clause, decides, "{}", sample.name);
        assert_eq!(source.contains("zes weken"), decides, "{}", sample.name);
        if sample.name.contains("kaal") || sample.name.contains("zonder") {
            assert!(!source.contains("ons beleid"), "{}", sample.name);
        }
    }
}

#[test]
fn debug_output_shows_no_text_of_a_letter() {
    let letter = letters().render(&samples::all().remove(0).content).expect("letter");
    assert!(!format!("{letter:?}").contains("Voorbeeldbouw"));
}
