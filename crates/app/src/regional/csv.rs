//! A comparison as a file for a spreadsheet.

use super::{Cell, CellStand, Comparison, Difference, Row};
use csv::{Terminator, WriterBuilder};

/// Says that the file is UTF-8: without it a Dutch spreadsheet garbles every letter with an accent.
const MARK: &[u8] = b"\xef\xbb\xbf";

impl Comparison {
    /// Writes the comparison, or only the rows that differ, with semicolons, as Dutch spreadsheets expect.
    pub fn csv(&self, only_differences: bool) -> Vec<u8> {
        let mut writer = WriterBuilder::new()
            .delimiter(b';')
            .terminator(Terminator::CRLF)
            .from_writer(MARK.to_vec());
        let parties = self
            .parties
            .iter()
            .map(|party| format!("{} (versie {})", party.party.name, party.version));
        let head = ["Soort aanvraag".to_owned(), "Beslist".to_owned()]
            .into_iter()
            .chain(parties)
            .chain([format!("Verschil op {}", self.on.format("%d-%m-%Y"))]);
        let rows = self.rows.iter().filter(|row| !only_differences || row.differs()).map(line);
        for line in std::iter::once(head.collect::<Vec<_>>()).chain(rows) {
            // Writing to memory cannot fail.
            let _ = writer.write_record(line.iter().map(|text| harmless(text)));
        }
        writer.into_inner().unwrap_or_default()
    }
}

fn line(row: &Row) -> Vec<String> {
    let mut line = vec![row.kind.name.clone(), row.decided_by.join(", ")];
    line.extend(row.cells.iter().map(cell));
    line.push(row.difference.words());
    line
}

fn cell(cell: &Cell) -> String {
    let words = cell.stand.words();
    if cell.lowest { format!("{words} (laagste)") } else { words }
}

impl CellStand {
    /// Returns what a party does, in words.
    pub fn words(&self) -> String {
        match self {
            Self::NoBasis => "n.v.t.".to_owned(),
            Self::NotEntered => "niet ingevoerd".to_owned(),
            Self::Known { always, on_conditions } => match on_conditions.as_slice() {
                [] => always.word().to_owned(),
                levels => {
                    let words: Vec<&str> = levels.iter().map(|level| level.word()).collect();
                    format!("{}; onder voorwaarden: {}", always.word(), words.join(", "))
                }
            },
        }
    }
}

impl Difference {
    /// Returns the difference in words.
    pub fn words(self) -> String {
        match self {
            Self::None => "niets te vergelijken".to_owned(),
            Self::Same => "gelijk".to_owned(),
            Self::Conditions => "andere voorwaarden".to_owned(),
            Self::Steps(1) => "1 stap".to_owned(),
            Self::Steps(steps) => format!("{steps} stappen"),
        }
    }
}

/// Keeps a spreadsheet from taking a text for a formula.
fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@som", "\t=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("gelijk = gelijk"), "gelijk = gelijk");
    }
}
