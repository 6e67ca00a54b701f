//! How alike two words are.

use crate::matching::evidence::EvidenceKind;
use crate::matching::normal::Token;
use rapidfuzz::distance::osa;

/// How alike two words are: why, and per mille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    pub(super) kind: EvidenceKind,
    pub(super) quality: u16,
}

/// Compares two words; none when they have nothing to do with each other. Forenames may be each other's roepnaam.
pub(super) fn alike(left: &Token, right: &Token, forenames: bool) -> Option<Likeness> {
    let found = |kind, quality| Some(Likeness { kind, quality });
    if left.text == right.text {
        return found(EvidenceKind::Gelijk, 1000);
    }
    let length = left.text.len().min(right.text.len());
    if length >= 3 && left.spelling == right.spelling {
        return found(EvidenceKind::Spelling, 950);
    }
    if forenames && share_nickname(left, right) {
        return found(EvidenceKind::Roepnaam, 930);
    }
    let bare = left.has_no_vowels() != right.has_no_vowels();
    let sound = if length >= 4 && left.sound == right.sound {
        if length > 4 { 900 } else { 650 }
    } else if length >= 3 && bare && skeletons_equal(left, right) {
        850
    } else {
        0
    };
    match slip(left, right) {
        Some(quality) if quality > sound => found(EvidenceKind::Typefout, quality),
        _ if sound > 0 => found(EvidenceKind::Spelling, sound),
        _ => None,
    }
}

/// Whether two words have the same consonants: one comes from a script that writes no vowels.
fn skeletons_equal(left: &Token, right: &Token) -> bool {
    let skeleton = |token: &Token| -> String {
        let mut signs: Vec<char> =
            token.sound.chars().filter(|sign| !"aiuj".contains(*sign)).collect();
        signs.dedup();
        signs.into_iter().collect()
    };
    skeleton(left) == skeleton(right)
}

fn share_nickname(left: &Token, right: &Token) -> bool {
    let groups =
        |token: &Token| token.nickname.groups.into_iter().take_while(|group| *group > 0).count();
    let theirs = &right.nickname.groups[..groups(right)];
    left.nickname.groups[..groups(left)].iter().any(|group| theirs.contains(group))
}

/// What a slip of the pen leaves of a word: the shorter the word, the more a letter says. Digits are never a slip.
fn slip(left: &Token, right: &Token) -> Option<u16> {
    let (short, long) = if left.text.len() <= right.text.len() {
        (&left.text, &right.text)
    } else {
        (&right.text, &left.text)
    };
    let most = if long.len() >= 8 { 2 } else { 1 };
    // Each slip changes at most two of the letters that occur: most pairs of words end here.
    let apart = (left.letters ^ right.letters).count_ones();
    let hopeless = apart > 2 * most || long.len() - short.len() > most as usize;
    if hopeless || short.len() < 2 || has_digit(short) || has_digit(long) {
        return None;
    }
    let slips = distance(short, long, most as usize)?;
    // Two letters changed about are surer a slip than another letter.
    let turned = short.len() == long.len() && apart == 0;
    match (slips, long.len()) {
        (1, ..=3) if turned => Some(600),
        (1, ..=3) => Some(if short.len() == long.len() { 400 } else { 450 }),
        (1, 4) if turned => Some(750),
        (1, 4) => Some(if short.len() == long.len() { 600 } else { 700 }),
        (1, 5) => Some(if turned { 850 } else { 800 }),
        (1, _) => Some(880),
        (_, ..=9) => Some(680),
        (_, _) => Some(780),
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Counts slips (a letter more, less or other, or two changed about), up to a number of them.
fn distance(left: &str, right: &str, most: usize) -> Option<usize> {
    let limit = osa::Args::default().score_cutoff(most);
    osa::distance_with_args(left.bytes(), right.bytes(), &limit)
}

/// Whether two texts are the same but for so many slips.
pub(in crate::matching) fn near(left: &str, right: &str, most: usize) -> bool {
    left.len().abs_diff(right.len()) <= most && distance(left, right, most).is_some()
}
