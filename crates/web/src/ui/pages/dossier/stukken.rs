//! Documents on a file: the list, one to read, a new one, and all of a closed file for the archive.

use app::{AppError, Caller, DocumentLine, MOST_BYTES, NewUpload, Permission};
use axum::http::StatusCode;
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{READ, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page_as};
use crate::ui::route::{Keeps, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::upload;
use crate::ui::visit::Visit;
use crate::ui::words;

const FILE: &str = "bestand";
const CRIMINAL: &str = "strafrechtelijk";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/stukken", READ, show),
        post("/dossiers/{dossierId}/stukken", WRITE, add).keeping(Keeps::Nothing),
        get("/dossiers/{dossierId}/stukken/{stukId}", READ, read),
        get("/dossiers/{dossierId}/archief.zip", READ, archive),
    ]
}

#[expect(clippy::struct_field_names, reason = "the names are those of the template")]
#[derive(Debug, Serialize)]
struct Stukken {
    kop: Kop,
    stukken: Vec<Stuk>,
    leeg: &'static str,
    samenvatting: Option<Summary>,
    fout: Option<String>,
    strafrechtelijk: Field,
    mag_schrijven: bool,
    meest: usize,
    archief: Option<Archief>,
}

/// The package of a closed file.
#[derive(Debug, Serialize)]
struct Archief {
    adres: String,
    /// There are records that the reader may not see, so no package either.
    afgeschermd: bool,
}

#[derive(Debug, Serialize)]
struct Stuk {
    naam: String,
    adres: String,
    soort: &'static str,
    grootte: String,
    dag: String,
    door: String,
    digest: String,
    strafrechtelijk: bool,
    afgeschermd: bool,
}

impl View for Stukken {
    const TEMPLATE: &'static str = "pages/dossier/stukken";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    if visit.too_large {
        mistakes.add(
            FILE,
            format!(
                "Dit bestand is te groot. Kies een bestand van ten hoogste {} MB.",
                MOST_BYTES / 1_000_000
            ),
        );
    }
    shown(&visit, &caller, &mistakes).await
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: kernel::CaseId = visit.of_path("dossierId")?;
    // Who may not know the file hears that first, whatever was sent.
    opened(&visit, &caller).await?;
    let sent = upload::file(&visit.headers, visit.body.clone(), FILE).await?;
    let criminal = criminal(&visit.form);
    let mistakes = wrong(sent.as_ref(), criminal);
    let Some((sent, criminal)) = sent.zip(criminal).filter(|_| mistakes.is_empty()) else {
        return shown(&visit, &caller, &mistakes).await;
    };
    let upload = NewUpload { name: &sent.name, content: sent.bytes.to_vec(), criminal };
    match visit.app.add_document(&caller, id, upload).await {
        Ok(_) => Ok(Answer::see(format!("/dossiers/{id}/stukken")).saying(Notice::Uploaded)),
        Err(AppError::Input(faults)) => shown(&visit, &caller, &at_file(&faults)).await,
        Err(other) => Err(other.into()),
    }
}

/// Names all that is wrong with what was sent.
fn wrong(sent: Option<&upload::Upload>, criminal: Option<bool>) -> Mistakes {
    let mut mistakes = Mistakes::default();
    match sent.map(|sent| NewUpload::check(&sent.name, &sent.bytes)) {
        None => mistakes.add(FILE, "Kies eerst een bestand."),
        Some(Err(AppError::Input(faults))) => mistakes.join(at_file(&faults)),
        Some(_) => {}
    }
    if criminal.is_none() {
        mistakes.add(CRIMINAL, "Kies ja of nee.");
    }
    mistakes
}

fn at_file(faults: &kernel::Faults) -> Mistakes {
    Mistakes::of_faults(faults, |_| FILE.to_owned())
}

/// Reads whether there are criminal data in a document; none when nobody said.
fn criminal(form: &Form) -> Option<bool> {
    match form.text(CRIMINAL) {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    }
}

fn criminal_field(form: &Form, mistakes: &Mistakes) -> Field {
    Field::radios(CRIMINAL, "Staan er strafrechtelijke gegevens in?")
        .hint("Zoals een veroordeling, een verdenking of een uittreksel van Justitie. Zo'n stuk ziet alleen wie dat recht heeft.")
        .choices([("ja", "Ja"), ("nee", "Nee")])
        .inline()
        .filled(form, mistakes)
}

/// A document is always saved and never shown inside the page: what is in it does not run here.
async fn read(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (id, document) = (visit.of_path("dossierId")?, visit.of_path("stukId")?);
    let (line, content) = visit.app.document(&caller, id, document).await?;
    Ok(Answer::file("application/octet-stream", line.name.reveal(), content))
}

/// Who may not know the file hears that first; one that is not closed has no package.
async fn archive(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: kernel::CaseId = visit.of_path("dossierId")?;
    let packed = visit.app.archive(&caller, id).await?.ok_or(Trouble::NotFound)?;
    Ok(Answer::file("application/zip", &format!("archief-{id}.zip"), packed))
}

async fn shown(visit: &Visit, caller: &Caller, mistakes: &Mistakes) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("stukken").ok_or(Trouble::NotFound)?;
    let id = opened.answer.id;
    let line = |one: &DocumentLine| Stuk {
        naam: one.name.reveal().clone(),
        adres: format!("/dossiers/{id}/stukken/{}", one.id),
        soort: one.kind,
        grootte: size(one.size),
        dag: words::day(one.at.dutch_date(), visit.today()),
        door: one.added_by.clone(),
        digest: one.digest.clone(),
        strafrechtelijk: one.criminal && !one.withheld,
        afgeschermd: one.withheld,
    };
    let closed = opened.answer.dossier.ending().is_some();
    let withheld = closed && !visit.app.may_archive(caller, id).await?;
    let file = Field::text(FILE, "Bestand");
    let strafrechtelijk = criminal_field(&visit.form, mistakes);
    let view = Stukken {
        kop: Kop::of(visit, &opened, here),
        stukken: opened.documents.iter().map(line).collect(),
        leeg: here.empty,
        mag_schrijven: caller.may(Permission::WriteCases),
        meest: MOST_BYTES / 1_000_000,
        archief: closed.then(|| Archief {
            adres: format!("/dossiers/{id}/archief.zip"),
            afgeschermd: withheld,
        }),
        samenvatting: Summary::of(mistakes, &[file, strafrechtelijk.clone()]),
        fout: mistakes.of(FILE).map(str::to_owned),
        strafrechtelijk,
    };
    let title = view.kop.title("Stukken");
    if mistakes.is_empty() {
        return page_as(visit, StatusCode::OK, &title, &view);
    }
    page_as(visit, StatusCode::BAD_REQUEST, &format!("Fout: {title}"), &view)
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{CRIMINAL, criminal, size};
    use crate::ui::form::Form;

    #[test]
    fn nobody_says_for_another_whether_there_are_criminal_data_in_it() {
        let said = |body: &str| criminal(&Form::of_body(format!("{CRIMINAL}={body}").as_bytes()));
        assert_eq!(
            [said("ja"), said("nee"), said(""), said("x")],
            [Some(true), Some(false), None, None]
        );
    }

    #[test]
    fn sizes_are_words() {
        assert_eq!([size(999), size(1_000), size(2_340_000)], ["999 bytes", "1 kB", "2,3 MB"]);
    }
}
