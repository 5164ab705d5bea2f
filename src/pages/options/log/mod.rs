//! The log: what happened, newest first, day by day. It can be narrowed, and put right afterwards: a
//! reason is corrected, a name deleted, what is old deleted.

mod correct;
mod filters;
mod forget;
mod list;
mod narrowed;
mod older;
mod reader;

use leptos::prelude::*;
use ringfence_core::protocol::OptionsView;
use ringfence_core::search::{Search, Wanted};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::words::{counted, word};

use self::reader::Reader;
use crate::history::{self, History};

/// What the parts of the section have in common.
#[derive(Clone, Copy)]
struct Log {
    live: Live<OptionsView>,
    history: History,
    reader: Reader,
    /// What is shown. Kept no longer than the section is open.
    wanted: RwSignal<Wanted>,
    /// What is open above the list.
    open: RwSignal<Option<Card>>,
    /// The row of the grant whose reason is being corrected.
    correcting: RwSignal<Option<u64>>,
}

/// What can be open above the list.
#[derive(Clone, PartialEq)]
enum Card {
    Filters,
    /// Whether this name is to be deleted.
    Forget(String),
    Older,
}

impl Log {
    /// From now on shows something else.
    fn want(self, change: impl FnOnce(&mut Wanted)) {
        self.wanted.update(change);
        self.correcting.set(None);
        self.reader.look(self.wanted.get_untracked());
    }

    fn toggle(self, card: Card) {
        let is_open = self.open.with_untracked(|open| open.as_ref() == Some(&card));
        self.open.set((!is_open).then_some(card));
    }

    fn expanded(self, card: &Card) -> &'static str {
        if self.open.with(|open| open.as_ref() == Some(card)) { "true" } else { "false" }
    }
}

/// The section.
pub fn log(live: Live<OptionsView>, history: History) -> impl IntoView {
    let (wanted, open) = (RwSignal::new(Wanted::default()), RwSignal::new(None));
    let log =
        Log { live, history, reader: Reader::new(), wanted, open, correcting: RwSignal::new(None) };
    // Whenever something has changed, it may be in the log.
    Effect::new(move |_| {
        live.view.track();
        untrack(|| log.reader.look_again());
    });
    let card = move || match log.open.get() {
        None => ().into_any(),
        Some(Card::Filters) => filters::filters(log).into_any(),
        Some(Card::Forget(name)) => forget::question(log, name).into_any(),
        Some(Card::Older) => older::form(log).into_any(),
    };
    view! {
        <div class="sheet-head week-head">
            <h1>{word("options_log")}</h1>
            {history::buttons(history)}
            {(!shell::is_private()).then(|| tools(log))}
            <p class="soft">{word("options_log_lead")}</p>
        </div>
        <p class="said" role="status">{history.said}</p>
        {card}
        {narrowed::narrowed(log)}
        {list::list(log)}
        {foot(log)}
    }
}

fn tools(log: Log) -> impl IntoView {
    view! {
        <div class="log-tools">
            <button
                class="btn"
                id="log-filter"
                type="button"
                aria-expanded=move || log.expanded(&Card::Filters)
                on:click=move |_| log.toggle(Card::Filters)
            >
                {word("log_filter")}
            </button>
            <button
                class="btn"
                id="log-older"
                type="button"
                aria-expanded=move || log.expanded(&Card::Older)
                on:click=move |_| log.toggle(Card::Older)
            >
                {word("log_older")}
            </button>
        </div>
    }
}

/// How far was looked, and the way further back.
fn foot(log: Log) -> impl IntoView {
    let Reader { search, more, reads, failed, .. } = log.reader;
    let narrowed = Memo::new(move |_| log.wanted.with(|wanted| !wanted.is_everything()));
    let standing = move || {
        if !narrowed.get() {
            return String::new();
        }
        if reads.get() {
            return word("log_looking");
        }
        let (more, found) =
            (more.get(), |search: &Search| (search.count(), search.last().cloned()));
        match search.with(|search| search.as_ref().map(found)) {
            Some((count, Some(last))) if more => {
                let date = list::day_of(last.at, last.offset);
                counted("log_found", count, &[&list::date(date)])
            }
            Some((count, _)) => counted("log_found_all", count, &[]),
            None => String::new(),
        }
    };
    let label = move || word(if narrowed.get() { "log_further" } else { "options_log_older" });
    let unread = move || {
        (failed.get() && !shell::is_private()).then(|| {
            view! {
                <p class="row" role="alert">
                    <span>{word("log_unread")}</span>
                    <button class="btn" type="button" on:click=move |_| log.reader.look_again()>
                        {word("log_again")}
                    </button>
                </p>
            }
        })
    };
    view! {
        <div class="log-foot">
            <p class="hint" role="status">{standing}</p>
            {unread}
            {move || more.get().then(|| view! {
                <button class="btn" type="button" on:click=move |_| log.reader.look_further()>
                    {label}
                </button>
            })}
        </div>
    }
}
