//! What a line of the trail hashes to.

use super::AuditEntry;
use kernel::{Id, PartyId, Sha256Hex};

pub(super) type Hash = [u8; 32];

/// What comes before the first line.
pub(super) const START: Hash = [0; 32];

/// A line as it is hashed, whether it is new or was read.
#[derive(Debug)]
pub(super) struct Line<'l> {
    pub(super) party: &'l str,
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) actor: Option<&'l [u8]>,
    pub(super) actor_name: &'l str,
    pub(super) role: &'l str,
    pub(super) action: &'l str,
    pub(super) subject: &'l str,
    pub(super) reason: Option<&'l str>,
    pub(super) digest: &'l [u8],
}

impl Line<'_> {
    /// Hashes the line after the one before it.
    pub(super) fn hash(&self, previous: &[u8]) -> Hash {
        let (actor, reason) = (optional(self.actor), optional(self.reason.map(str::as_bytes)));
        let parts: [&[u8]; 11] = [
            previous,
            self.party.as_bytes(),
            &self.seq.to_be_bytes(),
            &self.at.to_be_bytes(),
            &actor,
            self.actor_name.as_bytes(),
            self.role.as_bytes(),
            self.action.as_bytes(),
            self.subject.as_bytes(),
            &reason,
            self.digest,
        ];
        *Sha256Hex::of_parts(parts).as_bytes()
    }
}

/// Hashes a new line.
pub(super) fn hash(party: &PartyId, seq: i64, entry: &AuditEntry, previous: &Hash) -> Hash {
    let actor = entry.actor.map(Id::uuid);
    Line {
        party: party.as_str(),
        seq,
        at: entry.at.micros(),
        actor: actor.as_ref().map(|actor| actor.as_bytes().as_slice()),
        actor_name: &entry.actor_name,
        role: &entry.role,
        action: &entry.action,
        subject: &entry.subject,
        reason: entry.reason.as_deref(),
        digest: &entry.digest,
    }
    .hash(previous)
}

/// A value that is absent differs from one that is empty.
fn optional(value: Option<&[u8]>) -> Vec<u8> {
    value.map(|value| [&[1], value].concat()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Line, START};
    use kernel::hex;

    fn line(reason: Option<&str>) -> Line<'_> {
        Line {
            party: "gemeente-emmen",
            seq: 1,
            at: 0,
            actor: None,
            actor_name: "a",
            role: "b",
            action: "c",
            subject: "d",
            reason,
            digest: &START,
        }
    }

    /// Both are computed by a script in another language, from the description in `docs/beheer.md`: the trail of years ago must
    /// stay verifiable, so a change of these values is never the way to make this test pass.
    #[test]
    fn a_line_hashes_to_what_others_compute() {
        let first = line(None).hash(&START);
        assert_eq!(hex(&first), "e4eed45a3967e5c33f9ddfb92a2887eb5a98acacbbee216eea036767742d2ef8");
        let actor = 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f_u128.to_be_bytes();
        let second = Line {
            seq: 2,
            at: 1_764_000_000_000_000,
            actor: Some(&actor),
            actor_name: "Fenna Fictief é",
            role: "behandelaar",
            action: "zaak",
            subject: "x",
            digest: &[2; 32],
            ..line(Some(""))
        };
        assert_eq!(
            hex(&second.hash(&first)),
            "ec4984371bb198e0035877070548158e36c757ad99ca795ff3ef2a4a0143cd9c"
        );
    }

    #[test]
    fn every_part_of_a_line_counts() {
        let hash = line(None).hash(&START);
        assert_eq!(hash, line(None).hash(&START));
        assert_ne!(hash, line(Some("")).hash(&START));
        assert_ne!(hash, line(None).hash(&[1; 32]));
        assert_ne!(hash, Line { actor: Some(&[]), ..line(None) }.hash(&START));
        assert_ne!(hash, Line { actor_name: "ab", role: "", ..line(None) }.hash(&START));
    }
}
