//! A list of patterns as a person typed or pasted it.

use super::{Hosts, SitePattern};
use crate::protocol::{Fault, FaultKind, Field};
use crate::sorted::order;

/// How many one list may have.
const LIMIT: usize = 10_000;

/// Reads a list: lines that are empty say nothing, and what is there twice counts once. Each fault
/// has its line's number; with more lines than may be, that is the only one.
#[must_use]
pub fn read_list(texts: &[String], hosts: &dyn Hosts, faults: &mut Vec<Fault>) -> Vec<SitePattern> {
    let typed = || texts.iter().zip(0..).filter(|(text, _)| !text.trim().is_empty());
    if typed().nth(LIMIT).is_some() {
        let typed = String::new();
        faults.push(Fault { field: Field::Sites, kind: FaultKind::TooManySites, typed });
        return Vec::new();
    }
    let mut sites = Vec::new();
    for (text, index) in typed() {
        match SitePattern::parse(text, hosts) {
            Ok(site) => sites.push(site),
            Err(kind) => {
                let typed = text.trim().to_owned();
                faults.push(Fault { field: Field::Site { index }, kind, typed });
            }
        }
    }
    each_once(sites)
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
