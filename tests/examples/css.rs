//! Writes `templates/static/dijkwacht.css` from its sources; `cargo xtask css` calls it.
#![expect(clippy::print_stdout, reason = "a chore says what it did")]

use std::process::ExitCode;
use std::{fs, io};

const BUILT: &str = "templates/static/dijkwacht.css";

fn main() -> ExitCode {
    match write() {
        Ok(bytes) => {
            println!("{BUILT}: {bytes} bytes");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Builds and writes the sheet; returns its length.
fn write() -> Result<usize, String> {
    let root = harness::root();
    let sheet = harness::style_sheet(&root)?;
    let written = fs::write(root.join(BUILT), &sheet.css);
    written.map_err(|error: io::Error| format!("{BUILT}: {error}"))?;
    Ok(sheet.css.len())
}
