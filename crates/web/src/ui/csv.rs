//! Tables as a file for a spreadsheet: UTF-8 with its mark, semicolons, every cell quoted, as Dutch spreadsheets expect.

use super::answer::Answer;

/// What a spreadsheet takes for the start of a formula.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '＠'];

/// A table.
#[derive(Debug)]
pub(super) struct Csv(String);

impl Csv {
    /// Begins a table with its heads.
    pub(super) fn new<'t>(heads: impl IntoIterator<Item = &'t str>) -> Self {
        let mut table = Self("\u{feff}".to_owned());
        table.row(heads);
        table
    }

    /// Adds a row.
    pub(super) fn row<'t>(&mut self, cells: impl IntoIterator<Item = &'t str>) {
        let cells: Vec<String> = cells.into_iter().map(cell).collect();
        self.0.push_str(&cells.join(";"));
        self.0.push_str("\r\n");
    }

    /// Gives it to be saved under a name.
    pub(super) fn answer(self, name: &str) -> Answer {
        Answer::file("text/csv; charset=utf-8", name, self.0)
    }
}

/// Quotes a cell. Text that a spreadsheet would reckon gets an apostrophe before it: a name is never carried out.
fn cell(text: &str) -> String {
    let starts = |text: &str| text.starts_with(FORMULA);
    let guard = if starts(text) || starts(text.trim_start()) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        for name in ["=1+1", "+31", "-2", "@SOM(A1)", "\t=1", "\r=1", " =1", "\u{a0}=1", "＝1"] {
            assert!(cell(name).starts_with("\"'"), "{name:?}");
        }
        assert_eq!(cell("Café \"De Gans\"; B.V."), "\"Café \"\"De Gans\"\"; B.V.\"");
        assert_eq!(cell(""), "\"\"");
    }

    #[test]
    fn a_table_begins_with_the_mark_of_utf_8() {
        let mut table = Csv::new(["Naam", "Dag"]);
        table.row(["É", "23-02-2027"]);
        assert_eq!(table.0, "\u{feff}\"Naam\";\"Dag\"\r\n\"É\";\"23-02-2027\"\r\n");
    }
}
