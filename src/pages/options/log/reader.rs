//! Reads the log for the page: newest first, in chunks, and only as far as it must; a log of ten years
//! is never here as a whole.

use leptos::prelude::*;
use ringfence_core::protocol::{LogPage, LogRow, Page};
use ringfence_core::search::{Search, Seen, Wanted};
use ringfence_pages::shell;
use wasm_bindgen_futures::spawn_local;

/// Rows that are shown at once, where everything is.
const SHOWN: u32 = 100;
/// Rows that are asked for at once, where something is looked for: as many as one turn gives.
const CHUNK: u32 = 500;
/// One look finds so many,
const FOUND: usize = 50;
/// or goes back so far, in rows.
const LOOK: u32 = 5_000;

/// What was read, and how far.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    /// None before the first answer.
    pub search: RwSignal<Option<Search>>,
    /// Whether there are older rows.
    pub more: RwSignal<bool>,
    /// Whether rows are on their way.
    pub reads: RwSignal<bool>,
    /// Whether the background gave none.
    pub failed: RwSignal<bool>,
    /// What all that was read has named.
    pub seen: RwSignal<Seen>,
    /// Counts up with every search that takes the place of the one before.
    turn: StoredValue<u32>,
    /// Whether something has changed meanwhile.
    again: StoredValue<bool>,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            search: RwSignal::new(None),
            more: RwSignal::new(false),
            reads: RwSignal::new(false),
            failed: RwSignal::new(false),
            seen: RwSignal::new(Seen::default()),
            turn: StoredValue::new(0),
            again: StoredValue::new(false),
        }
    }

    /// Begins at the newest row.
    pub(super) fn look(self, wanted: Wanted) {
        self.run(Search::of(wanted), enough_after(0, 0), Shows::Meanwhile);
    }

    /// Goes on where it ended.
    pub(super) fn look_further(self) {
        let Some(search) = self.search.get_untracked().filter(|_| !self.reads.get_untracked())
        else {
            return;
        };
        let enough = enough_after(search.looked(), search.count());
        self.run(search, enough, Shows::Meanwhile);
    }

    /// Looks at all that was looked at again: rows may have come, or be others now.
    pub(super) fn look_again(self) {
        if self.reads.get_untracked() {
            self.again.set_value(true);
            return;
        }
        let (wanted, oldest) = self.search.with_untracked(|search| {
            let search = search.as_ref();
            let oldest = search.and_then(Search::last).map(|row| row.id);
            (search.map(|it| it.wanted().clone()).unwrap_or_default(), oldest)
        });
        match oldest {
            Some(oldest) => self.run(Search::of(wanted), |_| false, Shows::AtItsEnd { oldest }),
            None => self.look(wanted),
        }
    }

    fn run(self, search: Search, enough: impl Fn(&Search) -> bool + 'static, shows: Shows) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        self.reads.set(true);
        spawn_local(async move {
            let mut search = search;
            loop {
                let before = search.last().map_or(0, |row| row.id);
                let is_little = search.wanted().is_everything() && shows == Shows::Meanwhile;
                let limit = if is_little { SHOWN } else { CHUNK };
                let answer = shell::view::<LogPage>(Page::Log { before, limit }).await;
                // Another search has begun, or the section is closed.
                if self.turn.try_get_value() != turn {
                    return;
                }
                let Ok(LogPage { mut rows, more }) = answer else { return self.end(true) };
                let is_deep = shows.is_reached(&rows);
                let more = shows.shorten(&mut rows) || more;
                search.take(rows);
                let is_over = !more || is_deep || enough(&search);
                if is_over || shows == Shows::Meanwhile {
                    self.put(&search, more, shows);
                }
                if is_over {
                    return self.end(false);
                }
            }
        });
    }

    fn put(self, search: &Search, more: bool, shows: Shows) {
        // What is read again may not name any more what it did.
        let goes_on = shows == Shows::Meanwhile;
        let mut seen = if goes_on { self.seen.get_untracked() } else { Seen::default() };
        if seen.add(search.seen()) || !goes_on {
            self.seen.set(seen);
        }
        self.more.set(more);
        self.search.set(Some(search.clone()));
    }

    fn end(self, failed: bool) {
        self.failed.set(failed);
        self.reads.set(false);
        if self.again.get_value() {
            self.again.set_value(false);
            self.look_again();
        }
    }
}

/// When what is found is shown: as it comes, or all that was looked at before in one go.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    Meanwhile,
    AtItsEnd { oldest: u64 },
}

impl Shows {
    /// Whether rows go as far back as it takes.
    fn is_reached(self, rows: &[LogRow]) -> bool {
        match self {
            Self::Meanwhile => false,
            Self::AtItsEnd { oldest } => rows.last().is_none_or(|row| row.id <= oldest),
        }
    }

    /// Leaves out what goes further back; true if there was some.
    fn shorten(self, rows: &mut Vec<LogRow>) -> bool {
        let before = rows.len();
        if let Self::AtItsEnd { oldest } = self {
            rows.retain(|row| row.id >= oldest);
        }
        rows.len() < before
    }
}

fn enough_after(looked: u32, found: usize) -> impl Fn(&Search) -> bool {
    move |search| {
        let further = search.looked().saturating_sub(looked);
        if search.wanted().is_everything() {
            return further >= SHOWN;
        }
        further >= LOOK || search.count() >= found.saturating_add(FOUND)
    }
}
