//! The monthly report between two partners: which messages went and came, by id and hash. It proves that nothing got lost
//! without showing what any of it said.

use crate::ids::{Audience, MessageId, Oin};
use crate::inbox::remembered_until;
use crate::keys::{KeyError, SigningKey};
use crate::message::{moment, seconds};
use crate::partner::Partner;
use crate::seal::{BadMessage, BadReason, Signed, read_kept_paper, sign};
use chrono::{Datelike, Months, NaiveDate};
use kernel::{Moment, Sha256Hex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A month in the Netherlands. A message belongs to the month of the time that stands in it, so that both sides agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(NaiveDate);

impl Month {
    /// Returns the month of a moment.
    pub fn of(moment: Moment) -> Self {
        let day = moment.dutch_date();
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Whether all messages of the month are still remembered; a report about less would say of some that they never came.
    pub fn is_remembered(self, now: Moment) -> bool {
        remembered_until(self.bounds().0) >= now
    }

    /// Returns the moment at which the month begins and the one at which the next does.
    pub fn bounds(self) -> (Moment, Moment) {
        let next = self.0.checked_add_months(Months::new(1)).unwrap_or(self.0);
        (Moment::start_of(self.0), Moment::start_of(next))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let day = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").map(Self);
        // One form only: chrono also takes a month of one digit.
        day.ok()
            .filter(|month| month.to_string() == text)
            .ok_or_else(|| "schrijf een maand als jjjj-mm".to_owned())
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// What one body says of its exchange with another in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The body that says it.
    pub issuer: Oin,
    /// The body that it is about and for.
    pub audience: Oin,
    /// The month.
    pub month: Month,
    /// What it sent and has a receipt of: the hash of the bytes, by id.
    pub sent: BTreeMap<MessageId, Sha256Hex>,
    /// What it registered.
    pub received: BTreeMap<MessageId, Sha256Hex>,
    /// When it was made, in whole seconds.
    pub issued: Moment,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wire {
    iss: Audience,
    aud: Audience,
    maand: Month,
    aantal_verzonden: usize,
    verzonden: Vec<Line>,
    aantal_ontvangen: usize,
    ontvangen: Vec<Line>,
    iat: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: MessageId,
    sha256: Sha256Hex,
}

impl Report {
    /// Returns the bytes that are signed: the same for the same report, with the messages in order of id.
    pub fn canonical(&self) -> Result<Vec<u8>, KeyError> {
        let lines = |messages: &BTreeMap<MessageId, Sha256Hex>| {
            messages.iter().map(|(id, sha256)| Line { id: *id, sha256: *sha256 }).collect()
        };
        let wire = Wire {
            iss: Audience(self.issuer),
            aud: Audience(self.audience),
            maand: self.month,
            aantal_verzonden: self.sent.len(),
            verzonden: lines(&self.sent),
            aantal_ontvangen: self.received.len(),
            ontvangen: lines(&self.received),
            iat: seconds(self.issued),
        };
        serde_json::to_vec(&wire).map_err(|_| KeyError::Library)
    }

    /// Signs the report.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        sign(&self.canonical()?, Signed::Report, key)
    }

    /// Checks the report of a partner about us, by the key that was taken when it was made.
    pub fn check(text: &str, own: Oin, partner: &Partner, now: Moment) -> Result<Self, BadMessage> {
        Ok(check(text, own, partner, now)?)
    }
}

fn check(text: &str, own: Oin, partner: &Partner, now: Moment) -> Result<Report, BadReason> {
    let made = |wire: &Wire| moment(wire.iat);
    let wire: Wire = read_kept_paper(text, Signed::Report, (partner, now), made)?;
    if wire.iss.0 != partner.oin {
        return Err(BadReason::Source);
    }
    if wire.aud.0 != own {
        return Err(BadReason::Audience);
    }
    let gather = |lines: Vec<Line>, total: usize| {
        let map: BTreeMap<_, _> = lines.into_iter().map(|line| (line.id, line.sha256)).collect();
        // A total that differs, or an id that stands there twice.
        if map.len() == total { Ok(map) } else { Err(BadReason::Content) }
    };
    Ok(Report {
        issuer: wire.iss.0,
        audience: wire.aud.0,
        month: wire.maand,
        sent: gather(wire.verzonden, wire.aantal_verzonden)?,
        received: gather(wire.ontvangen, wire.aantal_ontvangen)?,
        issued: moment(wire.iat).ok_or(BadReason::Times)?,
    })
}

/// Where two reports about one exchange differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The message.
    pub id: MessageId,
    /// The body that sent it, or is said to have.
    pub sender: Oin,
    /// What differs.
    pub kind: DifferenceKind,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Sent, says the one; not received, says the other.
    NotReceived,
    /// Received, says the one; not sent, says the other.
    NotSent,
    /// Both know it, with other bytes.
    OtherBytes,
}

/// Compares our report with that of the partner; none when they are not about the same two bodies and month.
pub fn compare(ours: &Report, theirs: &Report) -> Option<Vec<Difference>> {
    let mirrored = ours.issuer == theirs.audience && ours.audience == theirs.issuer;
    if !mirrored || ours.month != theirs.month {
        return None;
    }
    let mut found = one_way(ours.issuer, &ours.sent, &theirs.received);
    found.extend(one_way(theirs.issuer, &theirs.sent, &ours.received));
    Some(found)
}

fn one_way(
    sender: Oin,
    sent: &BTreeMap<MessageId, Sha256Hex>,
    received: &BTreeMap<MessageId, Sha256Hex>,
) -> Vec<Difference> {
    let difference = |id: &MessageId, kind| Difference { id: *id, sender, kind };
    let missing = sent.iter().filter_map(|(id, hash)| match received.get(id) {
        None => Some(difference(id, DifferenceKind::NotReceived)),
        Some(other) if other != hash => Some(difference(id, DifferenceKind::OtherBytes)),
        Some(_) => None,
    });
    let unknown = received.keys().filter(|id| !sent.contains_key(id));
    let mut all: Vec<Difference> =
        missing.chain(unknown.map(|id| difference(id, DifferenceKind::NotSent))).collect();
    all.sort();
    all
}
