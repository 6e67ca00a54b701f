//! Documents on a file: the list, one to read, and a new one.

use app::{AppError, Caller, DocumentLine, MOST_BYTES, Permission};
use axum::http::StatusCode;
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{READ, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::form::Mistakes;
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::upload;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/stukken", READ, show),
        post("/dossiers/{dossierId}/stukken", WRITE, add),
        get("/dossiers/{dossierId}/stukken/{stukId}", READ, read),
    ]
}

#[expect(clippy::struct_field_names, reason = "the names are those of the template")]
#[derive(Debug, Serialize)]
struct Stukken {
    kop: Kop,
    stukken: Vec<Stuk>,
    leeg: &'static str,
    fout: Option<String>,
    mag_schrijven: bool,
    meest: usize,
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
}

impl View for Stukken {
    const TEMPLATE: &'static str = "pages/dossier/stukken";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, None).await
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: kernel::CaseId = visit.of_path("dossierId")?;
    // Who may not know the file hears that first, whatever was sent.
    opened(&visit, &caller).await?;
    let sent = upload::file(&visit.headers, visit.body.clone(), "bestand").await?;
    let Some(sent) = sent else {
        return shown(&visit, &caller, Some("Kies eerst een bestand.".to_owned())).await;
    };
    match visit.app.add_document(&caller, id, &sent.name, sent.bytes.to_vec()).await {
        Ok(_) => Ok(Answer::see(format!("/dossiers/{id}/stukken")).saying(Notice::Uploaded)),
        Err(AppError::Input(faults)) => {
            let mistakes = Mistakes::of_faults(&faults, |_| "bestand".to_owned());
            shown(&visit, &caller, mistakes.of("bestand").map(str::to_owned)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A document is always saved and never shown inside the page: what is in it does not run here.
async fn read(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (id, document) = (visit.of_path("dossierId")?, visit.of_path("stukId")?);
    let (line, content) = visit.app.document(&caller, id, document).await?;
    Ok(Answer::file("application/octet-stream", line.name.reveal(), content))
}

async fn shown(visit: &Visit, caller: &Caller, fout: Option<String>) -> Result<Answer, Trouble> {
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
    };
    let view = Stukken {
        kop: Kop::of(visit, &opened, here),
        stukken: opened.documents.iter().map(line).collect(),
        leeg: here.empty,
        mag_schrijven: caller.may(Permission::WriteCases),
        meest: MOST_BYTES / 1_000_000,
        fout,
    };
    let title = view.kop.title("Stukken");
    match view.fout {
        None => page_as(visit, StatusCode::OK, &title, &view),
        Some(_) => page_as(visit, StatusCode::BAD_REQUEST, &format!("Fout: {title}"), &view),
    }
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
    use super::size;

    #[test]
    fn sizes_are_words() {
        assert_eq!([size(999), size(1_000), size(2_340_000)], ["999 bytes", "1 kB", "2,3 MB"]);
    }
}
