//! On whose behalf a letter is signed.

/// An organ that signs itself signs on behalf of nobody (Awb 10:10).
pub(crate) fn on_behalf(mandate: &str) -> &str {
    let own = ["burgemeester", "college", "gedeputeerde staten", "dagelijks bestuur", "minister"];
    let said = mandate.trim().to_lowercase();
    let organ = said.strip_prefix("de ").or_else(|| said.strip_prefix("het ")).unwrap_or(&said);
    let is_organ = |name: &&str| organ.strip_prefix(*name).is_some_and(signs_itself);
    if own.iter().any(is_organ) { "" } else { mandate }
}

/// What follows the name of an organ that signs itself: nothing, or that it does.
fn signs_itself(rest: &str) -> bool {
    let rest = rest.trim_end_matches('.').trim();
    rest.is_empty()
        || rest.ends_with("zelf")
        || (rest.starts_with("van ") && !rest.contains("mandaat"))
}

#[cfg(test)]
mod tests {
    use super::on_behalf;

    #[test]
    fn an_organ_that_signs_itself_signs_on_behalf_of_nobody() {
        for own in [
            "De burgemeester zelf",
            "burgemeester",
            "Het college van burgemeester en wethouders",
            "Gedeputeerde staten.",
        ] {
            assert_eq!(on_behalf(own), "", "{own}");
        }
        for other in [
            "Het college, bij mandaatbesluit 2026-1.",
            "teamleider Vergunningen",
            "Burgemeestersfunctie",
        ] {
            assert_eq!(on_behalf(other), other);
        }
    }
}
