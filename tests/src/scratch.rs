//! A directory that lives as long as its test.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// An empty directory of one test's own; it disappears with the value.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Makes an empty directory.
    ///
    /// # Panics
    /// When the machine has no room for it.
    #[expect(
        clippy::new_without_default,
        reason = "it makes a directory: that deserves a call one can see"
    )]
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("dijkwacht-").tempdir();
        Self { folder: folder.expect("a temporary directory") }
    }

    /// Returns the directory.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the path of a file in the directory, whether it exists or not.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, with the folders it needs, and returns its path.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.file(name);
        file.parent().map(fs::create_dir_all).transpose().expect("the folders of a scratch file");
        fs::write(&file, content).expect("a scratch file");
        file
    }

    /// Returns the content of a text file.
    ///
    /// # Panics
    /// When the program under test did not write it, or not as UTF-8.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).expect(name)
    }

    /// Returns the content of a file.
    ///
    /// # Panics
    /// When the program under test did not write it.
    pub fn read_bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.file(name)).expect(name)
    }

    /// Copies a file or a folder with all that is in it to `name` in the directory, and returns its path there.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn copy(&self, from: &Path, name: &str) -> PathBuf {
        if from.is_dir() {
            fs::create_dir_all(self.file(name)).expect("a scratch folder");
            for entry in fs::read_dir(from).expect("a folder to copy") {
                let path = entry.expect("a folder to copy").path();
                let below =
                    path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
                self.copy(&path, &format!("{name}/{below}"));
            }
            self.file(name)
        } else {
            self.write(name, fs::read(from).expect("a file to copy"))
        }
    }

    /// Returns the paths of all files, relative to the directory, with `/` and in order of name.
    ///
    /// # Panics
    /// When the directory cannot be read.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a scratch folder") {
                let path = entry.expect("a scratch folder").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(
                        path.strip_prefix(self.path()).unwrap_or(&path).display().to_string(),
                    );
                }
            }
        }
        found.sort();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_reads_copies_lists_and_cleans_up() {
        let scratch = Scratch::new();
        let place = scratch.path().to_owned();
        scratch.write("b/c.txt", "two");
        scratch.write("a.txt", "one");
        scratch.copy(&scratch.file("b"), "d/e");
        assert_eq!(scratch.files(), ["a.txt", "b/c.txt", "d/e/c.txt"]);
        assert_eq!(scratch.read("d/e/c.txt"), "two");
        assert_eq!(scratch.read_bytes("a.txt"), b"one");
        drop(scratch);
        assert!(!place.exists());
    }
}
