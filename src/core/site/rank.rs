//! Which of two patterns is the more specific.

use super::{Address, SitePattern};

/// How specific a pattern is: by the labels of its host; then `*.host` over `host`; then a port
/// over none; then the path compared from the left, segment by segment, a name before `*` before
/// `**` before nothing; then the keys of its query, a value before none. Patterns of one rank are
/// equally specific, whatever they name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    pub(super) labels: usize,
    pub(super) only_below: bool,
    pub(super) port: bool,
    pub(super) path: Vec<Step>,
    pub(super) query: (usize, usize),
}

/// One segment of a path, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// `**`
    AnyNumber,
    /// `*`
    AnyOne,
    /// A name.
    Name,
}

/// The pattern that decides about an address: the most specific one, and of equals one that lets
/// through. None if no pattern names it.
#[must_use]
pub fn deciding<'a>(sites: &[&'a SitePattern], address: &Address) -> Option<&'a SitePattern> {
    let naming = sites.iter().copied().filter(|site| site.matches(address));
    naming.max_by_key(|site| (site.rank(), site.lets_through()))
}
