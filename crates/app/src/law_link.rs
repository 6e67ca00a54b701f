//! Where the text of an article can be read.

/// The laws by the name with which an article begins, with their number at wetten.overheid.nl.
const LAWS: [(&str, &str); 14] = [
    ("Wet Bibob", "BWBR0013798"),
    ("Algemene wet bestuursrecht", "BWBR0005537"),
    ("Awb", "BWBR0005537"),
    ("Algemene termijnenwet", "BWBR0002448"),
    ("Omgevingswet", "BWBR0037885"),
    ("Alcoholwet", "BWBR0002458"),
    ("Wet op de kansspelen", "BWBR0002469"),
    ("Huisvestingswet 2014", "BWBR0035303"),
    ("Wet goed verhuurderschap", "BWBR0048028"),
    ("Regeling Bibob-formulieren 2024", "BWBR0049314"),
    ("Besluit justitiële en strafvorderlijke gegevens", "BWBR0016544"),
    ("Besluit politiegegevens", "BWBR0023086"),
    ("Uitvoeringswet AVG", "BWBR0040940"),
    ("UAVG", "BWBR0040940"),
];
/// The regulation is no Dutch law and stands elsewhere, as a whole.
const AVG: &str = "https://eur-lex.europa.eu/eli/reg/2016/679/oj/nld";

/// Returns the address of an article such as `Omgevingswet art. 5.31 lid 1 onder a`; none when the law is not one of ours.
///
/// The address names no version, so that it leads to the text of today.
pub fn law_link(article: &str) -> Option<String> {
    if article.starts_with("AVG") {
        return Some(AVG.to_owned());
    }
    let (name, number) = LAWS.iter().find(|(name, _)| article.starts_with(name))?;
    let rest = article[name.len()..].trim_start();
    let place = rest.strip_prefix("art. ").map(|rest| {
        let end = rest.find([' ', ',', ';', '(']).unwrap_or(rest.len());
        format!("#Artikel{}", rest[..end].trim_end_matches('.'))
    });
    Some(format!("https://wetten.overheid.nl/{number}/{}", place.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::law_link;

    #[test]
    fn an_article_leads_to_its_law_and_what_is_no_law_leads_nowhere() {
        for (article, link) in [
            ("Wet Bibob art. 7a lid 5", "https://wetten.overheid.nl/BWBR0013798/#Artikel7a"),
            (
                "Omgevingswet art. 5.31 lid 1 onder a",
                "https://wetten.overheid.nl/BWBR0037885/#Artikel5.31",
            ),
            ("Awb art. 4:15", "https://wetten.overheid.nl/BWBR0005537/#Artikel4:15"),
            ("Wet Bibob", "https://wetten.overheid.nl/BWBR0013798/"),
        ] {
            assert_eq!(law_link(article).as_deref(), Some(link), "{article}");
        }
        assert_eq!(law_link("AVG art. 15").as_deref(), Some(super::AVG));
        assert_eq!(law_link("Drentse aanpak ondermijning, ambitie 3.3"), None);
        assert_eq!(law_link("de eigen verordening; noemt die geen termijn, dan Awb"), None);
    }
}
