//! The bytes of a mail, the words of the templates, and names that try to be headers.

use super::{address, email, header};
use crate::{Address, Mailbox, Notice, Templates, samples};
use std::collections::BTreeSet;

#[test]
fn every_sample_is_put_in_words() {
    let templates = Templates::new().unwrap();
    for (name, notice) in samples() {
        let content = templates.content(&notice).unwrap();
        let shown = format!("{}\n\n{}\n----\n{}", content.subject, content.text, content.html);
        insta::assert_snapshot!(name, shown);
    }
}

#[test]
fn every_kind_has_a_sample_and_no_sample_says_too_much() {
    let templates = Templates::new().unwrap();
    let mut kinds = BTreeSet::new();
    for (name, notice) in samples() {
        kinds.insert(notice.id());
        let content = templates.content(&notice).unwrap();
        for line in content.text.lines() {
            let fits = line.chars().count() <= 72 || !line.contains(' ');
            assert!(fits, "{name}: {line}");
        }
        assert!(!content.text.contains("\n\n\n") && !content.text.contains('\u{2014}'), "{name}");
        if let Notice::Invitation(appointment) = &notice {
            // Calendars are shared: no reference and no kind of procedure.
            let title = templates.title(appointment).unwrap();
            let word = appointment.gathering.word();
            assert!(title.to_lowercase().starts_with(word) && !title.contains("2026-0357"));
        }
        // The subject is on the lock screen of a telephone.
        assert!(!content.subject.contains("2026-0357") && !content.subject.contains("Bibob"));
        assert!(content.html.contains("<html lang=\"nl\">"));
    }
    let all =
        ["afzegging", "brief-klaar", "overleg-herinnering", "uitnodiging", "vragenlijst-klaar"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn a_value_is_text_in_both_bodies() {
    let templates = Templates::new().unwrap();
    let Some((_, Notice::LetterReady(mut waiting))) = samples().into_iter().next() else {
        panic!("the first sample is a letter");
    };
    waiting.organisation = "<b>Kees</b>\r\nBcc: ander@post.example\u{202e}".to_owned();
    let content = templates.content(&Notice::LetterReady(waiting)).unwrap();
    let text = content.text.replace('\n', " ");
    assert!(text.contains("van <b>Kees</b>  Bcc: ander@post.example."), "{text}");
    assert!(content.html.contains("&lt;b&gt;Kees&lt;/b&gt;"), "{}", content.html);
    assert!(!content.text.contains('\u{202e}'));
}

#[test]
fn a_mail_is_the_same_bytes_each_time() {
    let email = email();
    assert_eq!(email.formatted().unwrap(), email.formatted().unwrap());
    let header = header(&email);
    let id = format!("Message-ID: <{}@voorbeeldwolde.example>", email.id);
    for line in [
        id.as_str(),
        "Date: Wed, 02 Dec 2026 09:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "Content-Language: nl",
        "To: jan.voorbeeld@post.example",
        "MIME-Version: 1.0",
    ] {
        assert!(header.contains(&line.to_owned()), "{line} in {header:#?}");
    }
}

#[test]
fn a_name_cannot_become_a_header() {
    for evil in [
        "Jan\r\nBcc: ander@post.example",
        "Jan\nBcc: ander@post.example",
        "Jan\rBcc: ander@post.example",
        "Jan\u{2028}Bcc: ander@post.example",
        "Jan\" <ander@post.example>, \"",
        "Jan\0\u{85}Bcc: x",
    ] {
        let mut email = email();
        email.to = Mailbox::new(Some(evil), address("jan.voorbeeld@post.example"));
        email.from = Mailbox::new(Some(evil), address("bibob@voorbeeldwolde.example"));
        email.reply_to = Some(Mailbox::new(Some(evil), address("balie@voorbeeldwolde.example")));
        email.content.subject = format!("Brief {evil}");
        let header = header(&email);
        let names: Vec<&str> =
            header.iter().filter_map(|line| line.split_once(": ").map(|(name, _)| name)).collect();
        let expected = [
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Content-Language",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, expected, "{evil:?}: {header:#?}");
        let to = header.iter().find(|line| line.starts_with("To: ")).unwrap();
        assert!(to.ends_with("<jan.voorbeeld@post.example>"), "{to}");
    }
}

#[test]
fn names_with_accents_are_written_in_ascii() {
    let mut email = email();
    email.to = Mailbox::new(Some("Zoë Łukaszewska-Voorbeeld 株式"), address("zoe@post.example"));
    let header = header(&email);
    let to = header.iter().find(|line| line.starts_with("To: ")).unwrap();
    assert!(to.contains("=?utf-8?b?") && to.ends_with("<zoe@post.example>"), "{to}");
}

#[test]
fn a_long_subject_is_folded_and_in_the_end_cut() {
    let mut email = email();
    email.content.subject = "é".repeat(5_000);
    let folded = header(&email);
    let subject = folded.iter().find(|line| line.starts_with("Subject: ")).unwrap();
    assert!((500..1_500).contains(&subject.len()), "{}", subject.len());
    email.content.subject = "woord ".repeat(30);
    assert!(header(&email).contains(&format!("Subject: {}", "woord ".repeat(30).trim_end())));
}

#[test]
fn an_address_that_cannot_be_mailed_to_is_a_fault_at_its_field() {
    let long = format!("{}@post.example", "a".repeat(250));
    for wrong in [
        "",
        "jan",
        "jan@",
        "@post.example",
        "jan@post",
        "jan @post.example",
        "jan@post.example\r\nRCPT TO:<x@y.example>",
        "jan@post.example\n",
        "<jan@post.example>",
        "a@b.example,c@d.example",
        "zoë@post.example",
        "jan@pöst.example",
        "\"jan\"@post.example",
        "jan@[127.0.0.1]",
        "jan@post..example",
        &long,
    ] {
        let faults = Address::parse(wrong, "/betrokkene/email").unwrap_err();
        let fault = faults.iter().next().unwrap();
        assert_eq!(fault.pointer, "/betrokkene/email", "{wrong:?}");
        assert!(fault.message.contains("naam@voorbeeld.nl"));
        assert!(wrong.is_empty() || !fault.message.contains(wrong));
    }
    for right in ["jan.voorbeeld+bibob@post.example", "o'hara@a-b.example", "x@xn--caf-dma.example"]
    {
        assert_eq!(Address::parse(right, "/aan").unwrap().as_str(), right);
    }
}

#[test]
fn an_address_is_masked_where_it_could_reach_a_log() {
    let mailbox = Mailbox::new(Some("Jan Voorbeeld"), address("jan@voorbeeld.example"));
    assert_eq!(format!("{mailbox:?}"), "j***@voorbeeld.example");
    assert_eq!(mailbox.address().masked(), "j***@voorbeeld.example");
    let shown = format!("{:?}", email());
    assert!(shown.contains("j***@post.example") && !shown.contains("jan.voorbeeld"), "{shown}");
}
