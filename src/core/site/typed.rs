//! A list of patterns as a person typed or pasted it.

use super::{Hosts, SitePattern};
use crate::protocol::{Fault, FaultKind, Field};
use crate::sorted::order;

/// How many one list may have.
pub const SITES_LIMIT: usize = 10_000;

/// Reads a list: lines that are empty say nothing, and what is there twice counts once. Each fault
/// has its line's number; with more lines than may be, that is the only one.
#[must_use]
pub fn read_list(texts: &[String], hosts: &dyn Hosts, faults: &mut Vec<Fault>) -> Vec<SitePattern> {
    let typed = || texts.iter().zip(0..).filter(|(text, _)| !text.trim().is_empty());
    if typed().nth(SITES_LIMIT).is_some() {
        let typed = String::new();
        faults.push(Fault { field: Field::Sites, kind: FaultKind::TooManySites, typed });
        return Vec::new();
    }
    let mut sites = Vec::new();
    for (text, index) in typed() {
        match read(text, index, hosts) {
            Ok(site) => sites.push(site),
            Err(fault) => faults.push(fault),
        }
    }
    each_once(sites)
}

/// Lines that were pasted: those that can be read and fit, and what is wrong with the others.
#[derive(Debug, PartialEq, Eq)]
pub struct Sifted {
    /// What was read.
    pub sites: Vec<SitePattern>,
    /// What was not, each with its line as `typed`.
    pub faults: Vec<Fault>,
    /// How many lines more there were than fit.
    pub beyond: usize,
}

/// Reads what was pasted beside what is there already, of which `taken` are too many to take in as
/// many as may be.
#[must_use]
pub fn sift(text: &str, taken: usize, hosts: &dyn Hosts) -> Sifted {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).zip(0..);
    let (mut sites, mut faults) = (Vec::new(), Vec::new());
    while taken + sites.len() < SITES_LIMIT
        && let Some((line, index)) = lines.next()
    {
        match read(line, index, hosts) {
            Ok(site) => sites.push(site),
            Err(fault) => faults.push(fault),
        }
    }
    Sifted { sites: each_once(sites), faults, beyond: lines.count() }
}

fn read(text: &str, index: u32, hosts: &dyn Hosts) -> Result<SitePattern, Fault> {
    let read = SitePattern::parse(text, hosts).and_then(|site| {
        if hosts.is_suffix(site.host()) { Err(FaultKind::SiteSuffix) } else { Ok(site) }
    });
    read.map_err(|kind| {
        let typed = text.trim().to_owned();
        Fault { field: Field::Site { index }, kind, typed }
    })
}

/// Each where it stands first.
fn each_once(sites: Vec<SitePattern>) -> Vec<SitePattern> {
    let at = |place: usize| sites.get(place);
    let places = order(sites.len(), &|one, other| at(one).cmp(&at(other)));
    let mut again = vec![false; sites.len()];
    for (one, next) in places.iter().zip(places.iter().skip(1)) {
        if let (true, Some(again)) = (at(*one) == at(*next), again.get_mut(*next)) {
            *again = true;
        }
    }
    sites.into_iter().zip(again).filter(|(_, again)| !again).map(|(site, _)| site).collect()
}
