//! What both installations hold after a campaign, by their tables and files. Only the trail and the reports are read by the program.

use super::Campaign;
use super::house::{House, now};
use crate::tips::peer::errands;
use crate::tips::scene::NAME;
use crate::tips::secrecy::{all_bytes, holds};
use app::tips::Month;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the program keeps in its folder; nothing else may be there.
const FILES: [&str; 6] = ["sleutels", "tips.", "dijkwacht", "ankers/", "uitgaand/", "slot"];

/// Checks everything; returns what is wrong.
pub(super) async fn check(campaign: &Campaign<'_>, began: NaiveDate) -> Vec<String> {
    let mut wrong = campaign.proxy.state().wrong.clone();
    let [one, other] = &campaign.houses;
    for (from, to) in [(one, other), (other, one)] {
        tips(from, to, &mut wrong);
        messages(from, to, &mut wrong);
        receipts(from, to, &mut wrong).await;
        secrecy(from, &mut wrong);
        reports(from, to, began, &mut wrong).await;
        from.home.run(&["audit", "verify"]).expect_success();
    }
    refusals(campaign, &mut wrong);
    wrong
}

/// Takes a tip out of one installation, and returns what the same counting then finds: a check that can find nothing proves nothing.
pub(super) fn check_after_loss(campaign: &Campaign<'_>) -> Vec<String> {
    let [one, other] = &campaign.houses;
    let mut found = Vec::new();
    for table in ["tip_received", "tip_inbox"] {
        let first = format!("SELECT id FROM {table} ORDER BY id LIMIT 1");
        other.database.sql(&format!("DELETE FROM {table} WHERE id IN ({first})"));
    }
    tips(one, other, &mut found);
    messages(one, other, &mut found);
    found
}

fn lines(house: &House<'_>, sql: &str) -> Vec<String> {
    house.database.sql(sql).lines().map(str::to_owned).collect()
}

/// The tips that were released are the ones that the sender has, and the ones that the receiver has, each once.
fn tips(from: &House<'_>, to: &House<'_>, wrong: &mut Vec<String>) {
    let (tip, oins) = (from.hex("tip_id"), [from.oin, to.oin]);
    let released: BTreeSet<String> = from.released.iter().map(|id| id.replace('-', "")).collect();
    let sent = lines(
        from,
        &format!("SELECT {tip} FROM tip_sent WHERE state = 'bezorgd' AND partner = '{}'", oins[1]),
    );
    let got = lines(
        to,
        &format!(
            "SELECT {tip} FROM tip_received WHERE state = 'ontvangen' AND partner = '{}'",
            oins[0]
        ),
    );
    for (what, found) in [("delivered", &sent), ("received", &got)] {
        let once: BTreeSet<String> = found.iter().cloned().collect();
        if once != released || found.len() != released.len() {
            let lost = released.difference(&once).count();
            let strange = once.difference(&released).count();
            wrong.push(format!(
                "{what}: {} for {} tips; {lost} lost, {strange} that nobody sent",
                found.len(),
                released.len()
            ));
        }
    }
    for (house, table, expected) in [(from, "tip_sent", &released), (to, "tip_received", &released)]
    {
        let all = house.number(&format!("SELECT count(*) FROM {table}"));
        if all != expected.len() as u64 {
            wrong.push(format!("{all} rows in {table} for {} tips", expected.len()));
        }
    }
}

/// Every message of the sender is in the inbox of the receiver once, with the same bytes and the same receipt, and no other is.
fn messages(from: &House<'_>, to: &House<'_>, wrong: &mut Vec<String>) {
    let id = from.hex("id");
    let sent = lines(
        from,
        &format!(
            "SELECT {id}, {}, receipt FROM tip_outbox WHERE state = 'bezorgd' AND content IS NULL ORDER BY 1",
            from.hex("wire_sha256")
        ),
    );
    let got =
        lines(to, &format!("SELECT {id}, {}, receipt FROM tip_inbox ORDER BY 1", to.hex("sha256")));
    if sent != got {
        wrong.push(format!(
            "{} messages delivered and {} registered, or others",
            sent.len(),
            got.len()
        ));
    }
    let all = from.number("SELECT count(*) FROM tip_outbox");
    if all != sent.len() as u64 {
        wrong.push(format!("{} of {all} messages have a receipt", sent.len()));
    }
}

/// Every receipt is one that the receiver signed for these bytes, by the judgement of others.
async fn receipts(from: &House<'_>, to: &House<'_>, wrong: &mut Vec<String>) {
    let [signing, _] = to.public_keys().await;
    let sql = format!("SELECT {}, receipt FROM tip_outbox", from.hex("wire_sha256"));
    let kept: Vec<(String, String)> = lines(from, &sql)
        .iter()
        .filter_map(|line| line.split_once('|'))
        .map(|(digest, receipt)| (digest.to_owned(), receipt.to_owned()))
        .collect();
    let verify = |(_, receipt): &(String, String)| json!({ "op": "verify", "text": receipt, "verify": signing });
    let judged: Vec<Value> = errands(&kept.iter().map(verify).collect::<Vec<_>>());
    let good = judged.iter().zip(&kept).filter(|(receipt, (digest, _))| {
        receipt["payload"]["sha256"] == **digest && receipt["payload"]["status"] == "ontvangen"
    });
    let good = good.count();
    if good != from.released.len() {
        wrong.push(format!("{good} valid receipts for {} tips", from.released.len()));
    }
}

/// Each thing that was refused is on record: as often as an answer said so, and at most once more for each that got none.
fn refusals(campaign: &Campaign<'_>, wrong: &mut Vec<String>) {
    let recorded: u64 = campaign
        .houses
        .iter()
        .map(|house| {
            house.number("SELECT count(*) FROM tip_audit WHERE action = 'bericht-geweigerd'")
        })
        .sum();
    let state = campaign.proxy.state();
    let count = |what| state.counts.get(what).copied().unwrap_or_default();
    let (refused, unanswered) =
        (count("hostile, refused on record"), count("hostile, not answered"));
    if recorded < refused || recorded > refused + unanswered {
        wrong.push(format!("{recorded} refusals on record; {refused} answered, {unanswered} not"));
    }
}

/// The name in the tips is in no log, no table and no file, and the program leaves no file behind.
fn secrecy(house: &House<'_>, wrong: &mut Vec<String>) {
    let log = std::fs::read(house.home.log_file()).unwrap();
    if log.is_empty() || holds(&log, NAME) {
        wrong.push("the log has the name, or there is none".to_owned());
    }
    if holds(&all_bytes(house.database), NAME) {
        wrong.push("the name is in the database in the clear".to_owned());
    }
    let folder = &house.home.folder;
    for file in folder.files() {
        if holds(&folder.read_bytes(&file), NAME) {
            wrong.push(format!("the name is in {file}"));
        }
        if !FILES.iter().any(|known| file.starts_with(known)) {
            wrong.push(format!("a file that does not belong here: {file}"));
        }
    }
    wrong.extend(house.temporary.files().iter().map(|file| format!("a temporary file: {file}")));
}

/// The report of each side says the same as the tables of the other, for each month that the campaign touched.
async fn reports(from: &House<'_>, to: &House<'_>, began: NaiveDate, wrong: &mut Vec<String>) {
    let mut sent = BTreeMap::new();
    for house in [from, to] {
        house.app.at(now());
    }
    for day in BTreeSet::from([began, now().dutch_date()]) {
        let month: Month = day.format("%Y-%m").to_string().parse().unwrap();
        let theirs = to.app.app.tip_report(&to.first, from.oin, month).await.unwrap();
        let signed = &theirs.ondertekend;
        let app = &from.app.app;
        let differences = app.compare_tip_report(&from.first, to.oin, signed).await.unwrap();
        if !differences.is_empty() {
            wrong.push(format!("{} differences in the reports of {month}", differences.len()));
        }
        sent.insert(month.to_string(), theirs.ontvangen.len());
    }
    let sent: usize = sent.values().sum();
    if sent != from.released.len() {
        wrong.push(format!("{sent} tips in the reports for {}", from.released.len()));
    }
}
