//! Keys of spelling: words that are written in different ways and are the same share one.

/// What is written in more than one way in Dutch, longest first.
const SPELLINGS: [(&str, &str); 31] = [
    ("eij", "y"),
    ("ij", "y"),
    ("ei", "y"),
    ("ey", "y"),
    ("uy", "ui"),
    ("oe", "u"),
    ("ou", "u"),
    ("ae", "a"),
    ("ck", "k"),
    ("ch", "g"),
    ("gh", "g"),
    ("kh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("dj", "j"),
    ("ks", "x"),
    ("cs", "x"),
    ("qu", "kw"),
    ("tz", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
    ("c", "k"),
    ("q", "k"),
    ("z", "s"),
    ("aa", "a"),
    ("ee", "e"),
    ("oo", "o"),
    ("uu", "u"),
    ("ii", "i"),
];

/// Consonants as other languages and their transcriptions write them, longest first.
const CONSONANTS: [(&str, &str); 26] = [
    ("schtsch", "s"),
    ("shch", "s"),
    ("tsch", "s"),
    ("tsj", "s"),
    ("tch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("sj", "s"),
    ("sz", "s"),
    ("cz", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("ts", "s"),
    ("tz", "s"),
    ("z", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("dzj", "i"),
    ("dj", "i"),
    ("ck", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
];

/// Returns the key of the Dutch spelling: words of one sound in Dutch share it (`Dijk`, `Dyk`; `Claessen`, `Klaasen`).
pub(super) fn spelling_key(text: &str) -> String {
    let initial = match text.as_bytes() {
        [b'y', b'a' | b'e' | b'i' | b'o' | b'u', ..] => 1,
        _ => 0,
    };
    let mut key = String::with_capacity(text.len());
    if initial == 1 {
        key.push('j');
    }
    rewrite(&text[initial..], &SPELLINGS, &mut key);
    without_doubles(&key)
}

/// Replaces from left to right, the first rule that fits.
fn rewrite(text: &str, rules: &[(&str, &str)], key: &mut String) {
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let rule = rules.iter().find(|(from, _)| rest.starts_with(from));
        let length = if let Some((from, to)) = rule {
            key.push_str(to);
            from.len()
        } else {
            key.push(sign);
            sign.len_utf8()
        };
        rest = &rest[length..];
    }
}

fn without_doubles(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for sign in text.chars() {
        if !key.ends_with(sign) || sign.is_ascii_digit() {
            key.push(sign);
        }
    }
    key
}

/// Returns the key of the sound over languages: `Yevgeni` and `Evgeny`, `Shevchenko` and `Sjevtsjenko`, `Rachid` and `Rashid`.
pub(super) fn sound_key(text: &str) -> String {
    let mut rough = String::with_capacity(text.len());
    rewrite(text, &CONSONANTS, &mut rough);
    let ending = rough.len() > 4 && (rough.ends_with("off") || rough.ends_with("eff"));
    let stem = if ending { &rough[..rough.len() - 1] } else { &rough };
    let rough = stem.replace('w', "v");
    let rough = if ending { format!("{}v", &rough[..rough.len() - 1]) } else { rough };
    // `Jevgeni` and `Yevgeni` for `Evgeni`.
    let rough =
        rough.strip_prefix(['j', 'y']).filter(|rest| rest.starts_with('e')).unwrap_or(&rough);
    without_doubles(&vowels_by_class(rough))
}

/// Writes each run of vowels as one; a j or y in front of one is a consonant.
fn vowels_by_class(rough: &str) -> String {
    let mut key = String::with_capacity(rough.len());
    let mut rest = rough;
    while let Some(sign) = rest.chars().next() {
        let opening = key.is_empty() && matches!(sign, 'j' | 'y');
        let run = rest.find(|sign| !"aeiouyj".contains(sign)).unwrap_or(rest.len());
        if opening && run > 1 {
            key.push('j');
            rest = &rest[1..];
        } else if run > 0 {
            key.push(vowel(&rest[..run]));
            rest = &rest[run..];
        } else {
            key.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    key
}

/// Vowels are written in many ways; what stays is dark, light or open.
fn vowel(run: &str) -> char {
    if run.contains(['o', 'u']) {
        'u'
    } else if run.contains(['e', 'i', 'y', 'j']) {
        'i'
    } else {
        'a'
    }
}
