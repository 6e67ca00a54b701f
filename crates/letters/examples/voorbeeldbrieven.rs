//! Writes every sample letter as PDF, to look at: `cargo run -p dijkwacht-letters --example voorbeeldbrieven -- MAP`.

use letters::{Letters, samples};
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(env::args_os().nth(1).ok_or("noem de map voor de brieven")?);
    fs::create_dir_all(&directory)?;
    let letters = Letters::new()?;
    for sample in samples::all() {
        let letter = letters.render(&sample.content)?;
        fs::write(directory.join(format!("{}.pdf", sample.name)), &letter.pdf)?;
    }
    Ok(())
}
