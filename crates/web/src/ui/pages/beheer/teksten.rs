//! Own words of the party in sections of its letters: what everybody gets, a proposal beside it, and how a letter looks with it.

use app::{
    AppError, Caller, HouseProposal, HouseSection, HouseText, HouseTextLine, HouseTextStatus,
    PLACEHOLDERS,
};
use kernel::HouseTextId;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::{ADMINISTER, Kop, mistakes_of};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/beheer/sjablonen";
const PATH: &str = "/beheer/teksten/{sectie}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PATH, ADMINISTER, show),
        post(PATH, ADMINISTER, propose),
        post("/beheer/teksten/{sectie}/stap", ADMINISTER, decide).button_of(PATH),
        get("/beheer/teksten/{sectie}/proef", ADMINISTER, sample),
        get("/beheer/teksten/{sectie}/blad", ADMINISTER, picture),
    ]
}

/// A section in the list of all.
#[derive(Debug, Serialize)]
pub(super) struct Regel {
    adres: String,
    naam: &'static str,
    stand: String,
}

#[derive(Debug, Serialize)]
struct Tekst {
    kop: Kop,
    adres: String,
    samenvatting: Option<Summary>,
    waar: &'static str,
    eigen: bool,
    /// The words in use, beside those that everybody gets.
    verschil: Vec<Stuk>,
    voorstel: Option<Voorstel>,
    /// A proposal that waits is decided on first; what somebody wrote meanwhile is shown all the same.
    formulier: bool,
    veld: Field,
    gegevens: Vec<Gegeven>,
    eerder: Vec<Eerder>,
    kan_terug: bool,
    blad: String,
}

#[derive(Debug, Serialize)]
struct Voorstel {
    id: String,
    maker: String,
    /// The reader made it, and cannot accept it.
    eigen: bool,
    verschil: Vec<Stuk>,
}

/// Words that stayed, came or went.
#[derive(Debug, Serialize)]
struct Stuk {
    woorden: String,
    erbij: bool,
    eraf: bool,
}

#[derive(Debug, Serialize)]
struct Gegeven {
    naam: &'static str,
    uitleg: &'static str,
}

#[derive(Debug, Serialize)]
struct Eerder {
    woorden: String,
    stand: &'static str,
    maker: String,
    dag: String,
}

impl View for Tekst {
    const TEMPLATE: &'static str = "pages/beheer/tekst";
}

/// Lists the sections with where they stand.
pub(super) async fn list(visit: &Visit, caller: &Caller) -> Result<Vec<Regel>, Trouble> {
    let texts = visit.app.house_texts(caller).await?;
    Ok(texts.iter().map(line).collect())
}

fn line(text: &HouseText) -> Regel {
    let now = if text.own { "Eigen tekst" } else { "Landelijke tekst" };
    let stand = match &text.proposal {
        Some(proposal) => format!("{now}. Voorstel van {}", proposal.maker),
        None => now.to_owned(),
    };
    Regel { adres: address(text.section), naam: text.section.label(), stand }
}

fn address(section: HouseSection) -> String {
    format!("/beheer/teksten/{}", section.id())
}

async fn text_of(visit: &Visit, caller: &Caller) -> Result<HouseText, Trouble> {
    let section = section(visit)?;
    let texts = visit.app.house_texts(caller).await?;
    texts.into_iter().find(|text| text.section == section).ok_or(Trouble::NotFound)
}

fn section(visit: &Visit) -> Result<HouseSection, Trouble> {
    let id: String = visit.of_path("sectie")?;
    HouseSection::of_id(&id).ok_or(Trouble::NotFound)
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let text = text_of(&visit, &caller).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        let words = text.proposal.as_ref().map_or(&text.words, |proposal| &proposal.words);
        form.set("tekst", words.clone());
    }
    page(&visit, text.section.label(), &view(&visit, &text, &form, &Mistakes::default()))
}

async fn propose(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let text = text_of(&visit, &caller).await?;
    let words = Some(visit.form.raw("tekst"));
    match visit.app.propose_house_text(&caller, text.section, words).await {
        Ok(()) => Ok(Answer::see(address(text.section)).saying(Notice::TextProposed)),
        Err(error) => {
            let mistakes = mistakes_of(error)?;
            let view = view(&visit, &text, &visit.form, &mistakes);
            page_with_mistakes(&visit, text.section.label(), &view)
        }
    }
}

async fn decide(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let section = section(&visit)?;
    let id = || visit.form.text("voorstel").parse::<HouseTextId>().map_err(|_| Trouble::NotFound);
    let notice = match visit.form.text("stap") {
        "aannemen" => {
            visit.app.decide_house_text(&caller, id()?, true).await?;
            Notice::TextAccepted
        }
        "afwijzen" => {
            visit.app.decide_house_text(&caller, id()?, false).await?;
            Notice::TextDeclined
        }
        "terug" => {
            visit.app.propose_house_text(&caller, section, None).await.map_err(already)?;
            Notice::TextProposed
        }
        _ => return Err(Trouble::NotFound),
    };
    Ok(Answer::see(address(section)).saying(notice))
}

/// There is no field beside the button that could say so.
fn already(error: AppError) -> AppError {
    match error {
        AppError::Taken(fault) => AppError::fault("", fault.code, fault.message),
        other => other,
    }
}

async fn sample(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let letter = visit.app.house_sample(&caller, section(&visit)?).await?;
    Ok(Answer::shown("application/pdf", "proefbrief.pdf", letter.pdf))
}

async fn picture(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let pages = visit.app.house_sample_pages(&caller, section(&visit)?).await?;
    // The salutation stands on the first page, everything else near the end.
    let salutation = section(&visit)? == HouseSection::Salutation;
    let page = if salutation { pages.into_iter().next() } else { pages.into_iter().next_back() };
    let page = page.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("image/svg+xml", "blad.svg", page.into_bytes()))
}

fn view(visit: &Visit, text: &HouseText, form: &Form, mistakes: &Mistakes) -> Tekst {
    let section = text.section;
    let veld = Field::lines("tekst", section.label())
        .hint("Gewone tekst. Zet **sterretjes** om wat vet moet, en een streepje voor elk punt van een lijst")
        .filled(form, mistakes);
    let gegevens = PLACEHOLDERS.map(|(naam, uitleg)| Gegeven { naam, uitleg });
    Tekst {
        kop: Kop::of(section.label(), "Eigen woorden in alle brieven van uw organisatie.", TAB),
        adres: address(section),
        samenvatting: Summary::of(mistakes, std::slice::from_ref(&veld)),
        waar: section.hint(),
        eigen: text.own,
        verschil: difference(section.base(), &text.words),
        formulier: text.proposal.is_none() || !mistakes.is_empty() || visit.recalled,
        voorstel: text.proposal.as_ref().map(|proposal| proposed(&text.words, proposal)),
        veld,
        gegevens: gegevens.into(),
        eerder: text.before.iter().map(|line| earlier(visit, line)).collect(),
        kan_terug: text.own && text.proposal.is_none(),
        blad: format!("{}/blad", address(section)),
    }
}

fn proposed(in_use: &str, proposal: &HouseProposal) -> Voorstel {
    Voorstel {
        id: proposal.id.to_string(),
        maker: proposal.maker.clone(),
        eigen: proposal.by_reader,
        verschil: difference(in_use, &proposal.words),
    }
}

/// Compares two texts word by word.
fn difference(old: &str, new: &str) -> Vec<Stuk> {
    let diff = TextDiff::from_words(old, new);
    let mut pieces: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match pieces.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, words)) => words.push_str(change.value()),
            None => pieces.push((change.tag(), change.value().to_owned())),
        }
    }
    let piece = |(tag, woorden)| Stuk {
        woorden,
        erbij: tag == ChangeTag::Insert,
        eraf: tag == ChangeTag::Delete,
    };
    pieces.into_iter().map(piece).collect()
}

fn earlier(visit: &Visit, line: &HouseTextLine) -> Eerder {
    let stand = match line.status {
        HouseTextStatus::Proposed => "Voorgesteld",
        HouseTextStatus::InUse => "In gebruik",
        HouseTextStatus::Replaced => "Vervangen",
        HouseTextStatus::Declined => "Afgewezen",
    };
    Eerder {
        woorden: line.words.clone(),
        stand,
        maker: line.maker.clone(),
        dag: words::day(line.made_at.dutch_date(), visit.today()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn words_that_came_and_went_are_told_apart() {
        let pieces = difference("Met vriendelijke groet,", "Met hartelijke groet,");
        let told: Vec<(&str, bool, bool)> =
            pieces.iter().map(|piece| (piece.woorden.as_str(), piece.erbij, piece.eraf)).collect();
        let expected = [
            ("Met ", false, false),
            ("vriendelijke", false, true),
            ("hartelijke", true, false),
            (" groet,", false, false),
        ];
        assert_eq!(told, expected);
        assert!(difference("gelijk", "gelijk").iter().all(|piece| !piece.erbij && !piece.eraf));
    }

    #[test]
    fn who_proposed_a_text_gets_no_button_to_accept_it() {
        let view = |eigen: bool| Tekst {
            kop: Kop::of("Groet", "Uitleg.", TAB),
            adres: address(HouseSection::Greeting),
            samenvatting: None,
            waar: "Boven de ondertekening",
            eigen: !eigen,
            verschil: difference("Met vriendelijke groet,", "Hoogachtend,"),
            voorstel: Some(Voorstel {
                id: "0193".to_owned(),
                maker: "A. Nevelgoot".to_owned(),
                eigen,
                verschil: difference("Hoogachtend,", "Groet,"),
            }),
            formulier: !eigen,
            veld: Field::lines("tekst", "Groet"),
            gegevens: vec![Gegeven { naam: "[kenmerk]", uitleg: "ons kenmerk" }],
            eerder: vec![Eerder {
                woorden: "Gegroet,".to_owned(),
                stand: "Afgewezen",
                maker: "A. Nevelgoot".to_owned(),
                dag: "ma 2 november".to_owned(),
            }],
            kan_terug: !eigen,
            blad: "/beheer/teksten/groet/blad".to_owned(),
        };
        let page = filled(&view(false));
        for words in ["value=\"aannemen\"", "<ins>", "<del>", "Gegroet", "value=\"terug\""] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = filled(&view(true));
        assert!(
            !page.contains("value=\"aannemen\"") && page.contains("value=\"afwijzen\""),
            "{page}"
        );
    }
}
