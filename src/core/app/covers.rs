//! Cover pages that went when we did (switched off and on, a crash): they stood for tabs of the
//! person's, and are offered again.

use super::{App, refused};
use crate::protocol::{Around, CoreEffect, FaultKind, Field, OwnPage, Reply};
use crate::site::Address;

/// So many are offered at most.
const MOST: usize = 100;

impl App {
    pub(super) fn covers_lost(&mut self, urls: Vec<String>, around: &Around) -> Reply {
        let known = urls.into_iter().filter(|url| Address::parse(url).is_some());
        self.passing.lost = known.take(MOST).collect();
        self.look_for_covers(around);
        Reply::Done {}
    }

    /// Those that the browser has restored meanwhile, or that the person has opened, are not missing.
    pub(super) fn look_for_covers(&mut self, around: &Around) {
        let stands = |url: &str| {
            let pages = ["/cover.html#", "/cover.html?again#"].map(|page| [page, url].concat());
            let is_for = |it: &str| it == url || pages.iter().any(|page| it.ends_with(page));
            around.tabs.iter().any(|tab| is_for(&tab.url))
        };
        self.passing.lost.retain(|url| !stands(url));
    }

    pub(super) fn reopen_covers(&mut self, effects: &mut Vec<CoreEffect>) -> Reply {
        let urls = std::mem::take(&mut self.passing.lost);
        if urls.is_empty() {
            return refused(Field::Draft, FaultKind::Gone);
        }
        effects.push(CoreEffect::OpenPage { page: OwnPage::Covers { urls } });
        Reply::Done {}
    }
}
