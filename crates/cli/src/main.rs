//! The binary `dijkwacht`.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
