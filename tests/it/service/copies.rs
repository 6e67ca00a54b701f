//! What happens to the database when a copy takes its place, or cannot.

use super::{House, PARTY};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A house with an account, and a copy from before the second one.
fn house_with_copy() -> (House, PathBuf) {
    let house = House::new();
    house.account("behandelaar");
    let copy = house.scratch.file("kopie");
    house.program(&["backup"]).arg(&copy).run().expect_success();
    house.account("beslisser");
    (house, copy)
}

fn restore(house: &House, copy: &Path) -> harness::Output {
    house.program(&["restore"]).arg(copy).arg("--overwrite").run()
}

fn accounts(house: &House) -> usize {
    let listed = house.run(&["account", "list", "--party", PARTY]).expect_success();
    listed.stdout.lines().count()
}

#[test]
fn a_copy_that_cannot_be_written_leaves_the_database_as_it_was() {
    let (house, copy) = house_with_copy();
    let unfinished = house.data().join("dijkwacht.onaf");
    std::fs::create_dir(&unfinished).expect("a folder in the way");
    let refused = restore(&house, &copy).expect_code(2);
    assert!(refused.stderr.contains("is een map"), "{refused}");
    assert_eq!(accounts(&house), 2);
    std::fs::remove_dir(&unfinished).expect("the folder, untouched");
    // The copy does not get its place: it is taken away again, and the database has all it had.
    let index = house.data().join("dijkwacht.sqlite3-shm");
    let _ = std::fs::remove_file(&index);
    std::fs::create_dir(&index).expect("a folder in the way");
    restore(&house, &copy).expect_code(1);
    assert!(!unfinished.exists());
    std::fs::remove_dir(&index).expect("the folder, untouched");
    assert_eq!(accounts(&house), 2);
}

#[test]
fn a_copy_takes_the_place_of_the_database_for_its_owner_only() {
    let (house, copy) = house_with_copy();
    let database = house.data().join("dijkwacht.sqlite3");
    std::fs::write(house.data().join("dijkwacht.onaf"), "left by a crash").expect("a leftover");
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&copy, open).expect("a copy that others can read");
    restore(&house, &copy).expect_success();
    assert_eq!(accounts(&house), 1);
    assert!(!house.data().join("dijkwacht.onaf").exists());
    for (path, expected) in [(&database, 0o600), (&house.data(), 0o700)] {
        let mode = std::fs::metadata(path).expect("what was made").permissions().mode();
        assert_eq!(mode & 0o777, expected, "{}", path.display());
    }
    let itself = restore(&house, &database).expect_code(2);
    assert!(itself.stderr.contains("de database zelf"), "{itself}");
    assert_eq!(accounts(&house), 1);
}

#[test]
fn anchors_that_cannot_be_read_are_no_missing_anchors() {
    let house = House::new();
    std::fs::write(house.data().join("ankers"), "no folder").expect("a file in the way");
    let refused = house.run(&["audit", "verify"]).expect_code(1);
    assert!(refused.stderr.contains("de ankers"), "{refused}");
}
