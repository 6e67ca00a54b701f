//! A `PostgreSQL` server of the gate's own: in a temporary folder, on a socket only, thrown away afterwards.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Failure, Outcome};

/// Tells the tests where a server is; whoever sets it beforehand chooses another one.
pub(crate) const SERVER_VARIABLE: &str = "DIJKWACHT_TEST_POSTGRES";

/// Where Debian keeps the programs of its versions.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The account that Debian's package makes; the server refuses to run as root.
const ACCOUNT: &str = "postgres";

/// A server for the tests.
pub(crate) enum Server {
    /// One that somebody else started.
    Given(String),
    /// One of our own, stopped and removed with this value.
    Own { programs: PathBuf, folder: PathBuf },
    /// None, with the reason.
    None(String),
}

impl Server {
    /// Takes the server that was named, or starts one.
    pub(crate) fn start() -> Self {
        if let Ok(url) = env::var(SERVER_VARIABLE) {
            return Self::Given(url);
        }
        match own() {
            Ok(server) => server,
            Err(failure) => Self::None(failure.to_string()),
        }
    }

    /// Returns the address for the tests.
    pub(crate) fn url(&self) -> Option<String> {
        match self {
            Self::Given(url) => Some(url.clone()),
            Self::Own { folder, .. } => {
                Some(format!("postgres://{ACCOUNT}@localhost/postgres?host={}", folder.display()))
            }
            Self::None(_) => None,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Self::Own { programs, folder } = self {
            let data = folder.join("data");
            let mut stop = as_account(&programs.join("pg_ctl"));
            shell::succeeds(stop.arg("-D").arg(data).args(["-m", "immediate", "stop"]));
            // What cannot be removed stays in the temporary folder, which is not ours to fail on.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Returns the folder with the programs of the newest version.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN)
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}

fn own() -> Outcome<Server> {
    let programs = programs().ok_or_else(|| Failure::new("PostgreSQL is not installed"))?;
    let folder = private_folder()?;
    if is_root() {
        shell::run(shell::command("chown").arg(ACCOUNT).arg(&folder))?;
        // Its group is still ours: tests that give up the power to enter any folder must reach the socket.
        shell::run(shell::command("chmod").arg("710").arg(&folder))?;
    }
    let server = Server::Own { programs: programs.clone(), folder: folder.clone() };
    let data = folder.join("data");
    let mut init = as_account(&programs.join("initdb"));
    init.arg("-D").arg(&data).args(["-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--no-sync"]);
    quietly(init.args(["--locale=C.UTF-8"]))?;
    // No waiting for the disk: this data is thrown away. The durability tests say themselves what they rest on.
    let options =
        format!("-F -c listen_addresses='' -c max_connections=300 -k {}", folder.display());
    let mut start = as_account(&programs.join("pg_ctl"));
    start.arg("-D").arg(&data).args(["-w", "-o", &options, "-l"]).arg(folder.join("log"));
    quietly(start.arg("start"))?;
    Ok(server)
}

/// Makes a folder that only we can enter, under a name that nobody can have taken before.
fn private_folder() -> Outcome<PathBuf> {
    let mut command = shell::command("mktemp");
    let made = command.args(["-d", "-t", "dijkwacht-postgres-XXXXXXXX"]).output();
    let made = made.map_err(|error| Failure::new(format!("mktemp: {error}")))?;
    let path = String::from_utf8_lossy(&made.stdout).trim_end().to_owned();
    if !made.status.success() || path.is_empty() {
        return Err(Failure::new("mktemp made no folder"));
    }
    Ok(path.into())
}

fn quietly(command: &mut Command) -> Outcome {
    if shell::succeeds(command) {
        return Ok(());
    }
    let program = PathBuf::from(command.get_program());
    Err(Failure::new(format!("{} did not succeed", program.display())))
}

/// Returns a command that runs as the server's account when we are root.
fn as_account(program: &Path) -> Command {
    if !is_root() {
        return shell::command(program);
    }
    let mut command = shell::command("runuser");
    command.args(["-u", ACCOUNT, "--"]).arg(program);
    command
}

/// Whether this process is root.
pub(crate) fn is_root() -> bool {
    let answer = shell::command("id").arg("-u").output();
    answer.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
