//! The full campaign of faults, which takes too long for the gate: the same tests, many kills, as fast as the program is.

use crate::postgres::{SERVER_VARIABLE, Server};
use crate::shell::{self, Failure, Outcome};
use std::env;

/// Kills on each database, and of each of two installations that exchange tips, unless the caller names another number.
const KILLS: u32 = 200;
/// Tells the campaign how often to kill.
const KILLS_VARIABLE: &str = "DIJKWACHT_KILLS";
/// Tells the campaign of two installations how often to kill, both together.
const TIP_KILLS_VARIABLE: &str = "DIJKWACHT_TIP_KILLS";
/// How large the campaign of two installations is, unless the caller says otherwise by the same variables.
const TIPS: [(&str, &str); 4] = [
    ("DIJKWACHT_TIPS", "3000"),
    // So many wait while the line is down for so long.
    ("DIJKWACHT_TIP_QUEUE", "1500"),
    ("DIJKWACHT_TIP_OUTAGE_SECONDS", "300"),
    // Every place of a message.
    ("DIJKWACHT_TIP_PLACES", "100000"),
];

/// Runs the tests of faults on both databases, with the program compiled for use. Asks for a number of kills at most.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let kills = kills(arguments)?;
    let server = Server::start();
    let Some(url) = server.url() else {
        return Err(Failure::new(format!(
            "the campaign needs a PostgreSQL server: install one or set {SERVER_VARIABLE}"
        )));
    };
    let mut tests =
        shell::cargo(&["test", "--release", "--workspace", "--test", "it", "faults::", "--"]);
    tests.args(["--nocapture", "--test-threads=1"]);
    tests.env(KILLS_VARIABLE, kills.to_string()).env(SERVER_VARIABLE, url);
    tests.env(TIP_KILLS_VARIABLE, kills.saturating_mul(2).to_string());
    tests.envs(TIPS.into_iter().filter(|(name, _)| env::var_os(name).is_none()));
    shell::run(&mut tests)
}

fn kills(arguments: &[String]) -> Outcome<u32> {
    match arguments {
        [] => Ok(KILLS),
        [number] => {
            number.parse().map_err(|_| Failure::new(format!("`{number}` is not a number of kills")))
        }
        _ => Err(Failure::new("`cargo xtask faults` takes one number at most")),
    }
}

#[cfg(test)]
mod tests {
    use super::kills;

    #[test]
    fn takes_a_number_of_kills_or_none() {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(kills(&words("")).unwrap(), 200);
        assert_eq!(kills(&words("3")).unwrap(), 3);
        assert!(kills(&words("many")).unwrap_err().to_string().contains("not a number"));
        assert!(kills(&words("1 2")).unwrap_err().to_string().contains("one number"));
    }
}
