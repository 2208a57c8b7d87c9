//! One file for each of the crate's, and what they share.

mod batch;
mod body;
mod channel;
mod envelope;
mod handler;
mod late;
mod page;
mod pages;
mod permitted;
mod promise;
mod queue;
mod reply;
mod resend;
mod socket;
