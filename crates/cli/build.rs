//! Rebuilds the program when a rules file changes: the rules are compiled in by a macro that cargo cannot look into.

fn main() {
    println!("cargo:rerun-if-changed=../../rules");
}
