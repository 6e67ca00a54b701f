//! A scope answer: conclusion first, then why, then what is missing, then the term.

use super::deadline::write_deadline;
use super::wrap::write_wrapped;
use kernel::{capitalised, dutch_date, dutch_date_with_weekday};
use law::answer::{
    Answer, BasisAnswer, LetterAnswer, MissingAnswer, Outcome, RuleAnswer, TermAnswer,
};
use law::scope::Remedy;
use std::io::{Result, Write};

pub(crate) fn write_answer(answer: &Answer<'_>, output: &mut dyn Write) -> Result<()> {
    write_head(answer, output)?;
    if let Some(basis) = &answer.grondslag {
        write_basis(basis, output)?;
    }
    write_rules("Regels die opgaan", &answer.regels, output)?;
    write_rules("Ook bekeken", &answer.overwogen, output)?;
    if !answer.ontbrekend.is_empty() {
        writeln!(output, "\nWat ontbreekt")?;
        for missing in &answer.ontbrekend {
            write_missing(missing, output)?;
        }
    }
    write_term(answer, output)?;
    write_letters(&answer.brieven, output)?;
    let rules = answer.regelset;
    writeln!(output, "\nRegelset {} versie {}\n  sha256 {}", rules.id, rules.version, rules.sha256)
}

fn write_head(answer: &Answer<'_>, output: &mut dyn Write) -> Result<()> {
    let provisional = if answer.voorlopig { " (voorlopig)" } else { "" };
    let conclusion = format!("{}{provisional}", answer.label);
    writeln!(output, "{}", capitalised(&conclusion))?;
    writeln!(output, "  regime     {}", answer.regime.id())?;
    writeln!(output, "  soort      {}", answer.soort.label)?;
    writeln!(output, "  partij     {}", answer.partij.naam)?;
    writeln!(output, "  peildatum  {}", dutch_date(answer.peildatum))?;
    write_wrapped(output, "  beleid     ", "             ", &answer.beleid.status_uitleg)?;
    for note in answer.beleid.noten {
        write_wrapped(output, "             ", "             ", note)?;
    }
    if let Some(reference) = answer.kenmerk {
        writeln!(output, "  kenmerk    {reference}")?;
    }
    Ok(())
}

fn write_basis(basis: &BasisAnswer<'_>, output: &mut dyn Write) -> Result<()> {
    writeln!(output, "\nGrondslag")?;
    write_wrapped(output, "  ", "  ", basis.uitleg)?;
    let remedy = basis.rechtsgang.map(|remedy| match remedy {
        Remedy::Bezwaar => "bezwaar, daarna beroep",
        Remedy::Beroep => "rechtstreeks beroep",
        Remedy::BurgerlijkeRechter => "burgerlijke rechter",
    });
    for (label, value) in [
        ("artikel", Some(basis.artikel)),
        ("weigeren", basis.weigeren),
        ("intrekken", basis.intrekken),
        ("advies", basis.advies),
        ("bevoegd", basis.bevoegd_gezag),
        ("rechtsgang", remedy),
    ] {
        if let Some(value) = value {
            write_wrapped(output, &format!("  {label:10} "), "             ", value)?;
        }
    }
    for note in basis.noten {
        write_wrapped(output, "  Let op: ", "          ", note)?;
    }
    Ok(())
}

fn write_rules(title: &str, rules: &[RuleAnswer<'_>], output: &mut dyn Write) -> Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(output, "\n{title}")?;
    for rule in rules {
        let deciding = if rule.beslissend { ", beslissend" } else { "" };
        writeln!(output, "  {} [{}{deciding}]", rule.id, rule.regime.id())?;
        write_wrapped(output, "    ", "    ", rule.uitleg)?;
        writeln!(output, "    bron: {}", rule.artikel)?;
        if rule.doorbroken {
            writeln!(output, "    een signaal doorbreekt deze uitzondering")?;
        }
        if let Some(by) = rule.opzijgezet_door {
            writeln!(output, "    opzijgezet door {by}")?;
        }
        if let Some(drawn) = rule.getrokken {
            writeln!(output, "    getrokken getal: {drawn} (van 0 tot en met 9999)")?;
        }
        if rule.intakegesprek {
            writeln!(output, "    met een intakegesprek")?;
        }
        for part in &rule.spoor {
            let indent = " ".repeat(4 + 2 * part.diepte);
            let rest = format!("{indent}          ");
            let first = format!("{indent}{:8}  ", outcome(part.uitkomst));
            write_wrapped(output, &first, &rest, &part.tekst)?;
        }
    }
    Ok(())
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ja => "ja",
        Outcome::Nee => "nee",
        Outcome::Onbekend => "onbekend",
    }
}

fn write_missing(missing: &MissingAnswer<'_>, output: &mut dyn Write) -> Result<()> {
    write_wrapped(output, "  - ", "    ", missing.vraag)?;
    if let Some(place) = missing.plaats {
        writeln!(output, "    in het aanvraagbestand: {place}")?;
    }
    for result in &missing.gevolgen {
        let line = format!("{} → {}", result.antwoord, result.regime.id());
        write_wrapped(output, "    ", "      ", &line)?;
    }
    Ok(())
}

fn write_letters(letters: &[LetterAnswer], output: &mut dyn Write) -> Result<()> {
    if letters.is_empty() {
        return Ok(());
    }
    writeln!(output, "\nBrieven")?;
    for letter in letters {
        writeln!(output, "  {} {}", letter.code, letter.bestand)?;
        for reason in &letter.concept {
            writeln!(output, "      concept: {reason}")?;
        }
    }
    Ok(())
}

fn write_term(answer: &Answer<'_>, output: &mut dyn Write) -> Result<()> {
    writeln!(output)?;
    match &answer.termijn {
        Some(TermAnswer::Volledig(deadline)) => write_deadline(deadline, output)?,
        Some(TermAnswer::Kort { uiterlijk }) => {
            writeln!(output, "Beslistermijn: uiterlijk {}", dutch_date_with_weekday(*uiterlijk))?;
        }
        None if answer.grondslag.as_ref().is_some_and(|basis| !basis.mogelijk) => {
            writeln!(
                output,
                "Beslistermijn: niet berekend; zonder Bibob-grondslag staat zij niet in deze regels"
            )?;
        }
        None => writeln!(
            output,
            "Beslistermijn: niet te berekenen zonder grondslag en dag van ontvangst"
        )?,
    }
    for assumption in &answer.aannames {
        write_wrapped(output, "  Aanname: ", "           ", assumption)?;
    }
    Ok(())
}
