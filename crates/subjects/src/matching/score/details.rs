//! What stands beside the name: date of birth, numbers, address.

use super::Account;
use crate::matching::born::Agreement;
use crate::matching::evidence::{EvidenceKind, Field};
use crate::matching::normal::Prepared;

/// The points of an equal number; the same for each.
const SAME_NUMBER: i32 = 150;
/// The points of two organisations with another KvK number.
const OTHER_NUMBER: i32 = -100;
/// The points of the same address: it helps, and says little by itself.
const SAME_ADDRESS: i32 = 20;

/// Adds what the dates of birth say; returns whether they are whole and agree.
pub(super) fn birth<'a>(
    account: &mut Account<'a>,
    left: &'a Prepared,
    right: &'a Prepared,
) -> bool {
    let (Some((mine, shown)), Some((theirs, other))) = (&left.born, &right.born) else {
        let shown = |side: &'a Prepared| side.born.as_ref().map_or("", |(_, shown)| shown);
        let sides = (shown(left), shown(right));
        account.add(Field::Geboortedatum, EvidenceKind::Ontbreekt, sides, -30);
        return false;
    };
    let (kind, points, certain) = match mine.against(*theirs) {
        Agreement::Equal => (EvidenceKind::Gelijk, 80, true),
        Agreement::Swapped => (EvidenceKind::Verwisseld, -20, true),
        Agreement::Year => (EvidenceKind::AlleenJaar, 20, false),
        Agreement::OneDigit => (EvidenceKind::EenCijfer, -60, true),
        Agreement::OtherDay => (EvidenceKind::AndereDag, -120, false),
        Agreement::OneDigitOfYear => (EvidenceKind::EenCijfer, -120, false),
        Agreement::SameYear => (EvidenceKind::ZelfdeJaar, -300, false),
        Agreement::OtherYear => (EvidenceKind::Verschilt, -400, false),
    };
    account.add(Field::Geboortedatum, kind, (shown, other), points);
    account.weight += if certain { 30 } else { 5 };
    certain
}

/// Adds the numbers of the trade register that are equal.
pub(super) fn numbers<'a>(account: &mut Account<'a>, left: &'a Prepared, right: &'a Prepared) {
    let fields = [
        (Field::Kvk, &left.kvk, &right.kvk),
        (Field::Vestiging, &left.establishment, &right.establishment),
        (Field::Rsin, &left.rsin, &right.rsin),
    ];
    for (field, mine, theirs) in fields {
        if let (Some(mine), Some(theirs)) = (mine, theirs)
            && mine == theirs
        {
            account.add(field, EvidenceKind::Gelijk, (mine, theirs), SAME_NUMBER);
            account.weight += 40;
            account.same_number = true;
        }
    }
}

/// Adds that two organisations have another KvK number; returns whether they have. Of human beings it says nothing: one can have
/// more than one business.
pub(super) fn other_number<'a>(
    account: &mut Account<'a>,
    left: &'a Prepared,
    right: &'a Prepared,
) -> bool {
    let (Some(mine), Some(theirs)) = (&left.kvk, &right.kvk) else { return false };
    let differ = account.organisations && mine != theirs;
    if differ {
        account.add(Field::Kvk, EvidenceKind::Verschilt, (mine, theirs), OTHER_NUMBER);
    }
    differ
}

/// Adds an equal address. Another one says nothing: people move, and share.
pub(super) fn address<'a>(account: &mut Account<'a>, left: &'a Prepared, right: &'a Prepared) {
    if let (Some(mine), Some(theirs)) = (&left.address, &right.address)
        && mine == theirs
    {
        account.add(Field::Adres, EvidenceKind::Gelijk, (mine, theirs), SAME_ADDRESS);
        account.weight += 5;
    }
}
