//! The network as a file: whole for ourselves, and in a standard for another body.

use app::Caller;
use app::network::{Bods, Network};
use serde::Serialize;
use std::collections::BTreeMap;

use super::super::super::READ;
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const JSON: &str = "application/json";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/onderzoek/netwerk.json", READ, whole),
        get("/dossiers/{dossierId}/onderzoek/netwerk.bods.json", READ, bods),
    ]
}

/// What the standard has no place for, and in how many relations.
#[derive(Debug, Serialize)]
pub(super) struct Verlies {
    veld: &'static str,
    wat: &'static str,
    aantal: String,
}

impl Verlies {
    pub(super) fn of(bods: &Bods) -> Vec<Self> {
        let mut counts = BTreeMap::new();
        for loss in &bods.losses {
            *counts.entry((loss.field, loss.reason)).or_insert(0) += 1;
        }
        let lost = |((veld, wat), count): ((&'static str, &'static str), usize)| Self {
            veld,
            wat,
            aantal: words::count(count, "relatie", "relaties"),
        };
        counts.into_iter().map(lost).collect()
    }
}

async fn network(visit: &Visit, caller: &Caller) -> Result<Network, Trouble> {
    let answer = visit.app.dossier(caller, visit.of_path("dossierId")?).await?;
    visit.app.network(caller, &answer).await?.ok_or(Trouble::NotFound)
}

async fn whole(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let network = network(&visit, &caller).await?;
    saved("netwerk.json", &network.file())
}

async fn bods(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let network = network(&visit, &caller).await?;
    saved("netwerk.bods.json", &visit.app.bods(&caller, &network).statements)
}

fn saved(name: &str, content: &impl Serialize) -> Result<Answer, Trouble> {
    let bytes = serde_json::to_vec_pretty(content).map_err(app::AppError::from)?;
    Ok(Answer::file(JSON, name, bytes))
}
