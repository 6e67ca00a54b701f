//! The pages, as a browser without script sees them.

mod beleid;
mod dijken;
mod openbaar;
mod sessions;
mod vraagbaak;
