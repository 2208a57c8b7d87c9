//! The text of a batch: for each call, a line with its number and its command, and a line with its
//! body or nothing.

use std::ops::Range;

use crate::contract::{Command, Contract};

/// A call that an envelope holds.
pub struct Entry {
    /// What names the call, if the batch is marked: its page, and the page's number for it.
    pub id: Option<String>,
    pub command: &'static Command,
    /// Where in the envelope its body is; empty if it has none.
    pub body: Range<usize>,
}

/// Reads an envelope, of a marked page or of any other, or returns `None` if it is malformed or
/// holds a command that is not in the contract.
pub fn read(contract: &Contract, page: Option<&str>, envelope: &[u8]) -> Option<Vec<Entry>> {
    let mut lines = lines(envelope)?;
    let mut entries = Vec::new();
    while let Some(call) = lines.next() {
        let call = std::str::from_utf8(&envelope[call]).ok()?;
        let (number, command) = call.split_once(' ')?;
        entries.push(Entry {
            id: page.map(|page| format!("{page}-{number}")),
            command: contract.command(command)?,
            body: lines.next()?,
        });
    }
    Some(entries)
}

/// Where each line is, without what ends it.
fn lines(envelope: &[u8]) -> Option<impl Iterator<Item = Range<usize>> + '_> {
    let lines = envelope.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
    Some(lines.scan(0, |start, line| {
        let end = *start + line.len();
        Some(std::mem::replace(start, end + 1)..end)
    }))
}
