//! Lines are parked, and done with or kept once they were handed back.

use super::{App, refused};
use crate::clock::Clock;
use crate::log::write;
use crate::parked::{self, Parked};
use crate::protected::Protected;
use crate::protocol::{Around, Entry, FaultKind, Field, Reply, Sender};
use crate::site::Address;
use crate::verdict::{Verdict, verdict};

impl App {
    pub(super) fn park(
        &mut self,
        text: &str,
        url: &str,
        around: &Around,
        clock: Clock<'_>,
    ) -> Reply {
        let text = text.trim();
        let protected = Protected::at(clock, &self.state, &self.timetable);
        let url = match around.sender {
            Sender::Panel { tab } => {
                let seen = around.tabs.iter().find(|it| it.id == tab);
                seen.map(|it| it.url.as_str()).unwrap_or_default()
            }
            _ => url,
        };
        let address = Address::parse(url);
        let verdict = address.map(|it| verdict(clock, &protected, &self.state.grants, &it));
        let site = match verdict {
            Some(Verdict::Veiled { because, .. }) => {
                because.first().map(|held| held.site.to_string())
            }
            Some(Verdict::Open | Verdict::Lifted { .. }) | None => None,
        };
        // A panel is ours only over a page that is veiled.
        if site.is_none() && matches!(around.sender, Sender::Panel { .. }) {
            return refused(Field::Draft, FaultKind::Gone);
        }
        if let Some(kind) = parked::fault(text, &self.state.parked) {
            return refused(Field::Parked, kind);
        }
        let id = self.state.take_id();
        let (site, text) = (site.unwrap_or_default(), text.to_owned());
        write(
            clock,
            &mut self.state,
            clock.now,
            Entry::NoteParked { note: id, site: site.clone() },
        );
        self.state.parked.push(Parked { id, text, site, at: clock.now, kept: false });
        Reply::Made { id }
    }

    pub(super) fn finish_note(&mut self, id: u32) -> Reply {
        let before = self.state.parked.len();
        self.state.parked.retain(|note| note.id != id);
        if self.state.parked.len() == before {
            refused(Field::Draft, FaultKind::Gone)
        } else {
            Reply::Done {}
        }
    }

    pub(super) fn keep_note(&mut self, id: u32) -> Reply {
        let Some(note) = self.state.parked.iter_mut().find(|note| note.id == id) else {
            return refused(Field::Draft, FaultKind::Gone);
        };
        note.kept = true;
        Reply::Done {}
    }
}
