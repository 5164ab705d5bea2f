//! The entries under the dates that the person's wall showed then.

use std::collections::BTreeMap;

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{Entry, Reason};
use ringfence_core::search::{Found, Search, Wanted};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;

use super::{Log, correct};
use crate::entry;

/// A day: which, how many times it came before (clocks are set back), and its entries.
type Day = ((Date, usize), Vec<Found>);

/// The list, or why there is none.
pub(super) fn list(log: Log) -> impl IntoView {
    let days = Memo::new(move |_| {
        let found = log.reader.search.with(|search| search.as_ref().map(Search::found));
        found.map(by_day)
    });
    let is_empty = Memo::new(move |_| days.with(|days| days.as_ref().is_some_and(Vec::is_empty)));
    let corrections = Memo::new(move |_| {
        days.with(|days| {
            let all = days.iter().flatten().flat_map(|(_, found)| found);
            all.filter_map(|it| Some((it.row.id, it.corrected?))).collect::<BTreeMap<_, _>>()
        })
    });
    let none = move || {
        let is_all = is_empty.get() && log.wanted.with(Wanted::is_everything);
        is_all.then(|| {
            view! {
                <div class="card none-yet">
                    <h2>{word("options_log_empty")}</h2>
                    <p class="soft">{word("options_log_empty_hint")}</p>
                </div>
            }
        })
    };
    let keys =
        move || days.with(|days| days.iter().flatten().map(|(key, _)| *key).collect::<Vec<_>>());
    let entries = move |wanted: (Date, usize)| {
        days.with(|days| {
            let day = days.iter().flatten().find(|(key, _)| *key == wanted);
            day.map(|(_, found)| found.clone()).unwrap_or_default()
        })
    };
    let day = move |key: (Date, usize)| {
        view! {
            <section class="log-day">
                <h2>{date(key.0)}</h2>
                <ol>
                    <For
                        each=move || entries(key)
                        key=|found| (found.row.id, has_name(found))
                        children=move |found| line(log, found, corrections)
                    />
                </ol>
            </section>
        }
    };
    view! {
        {none}
        <For each=keys key=|key| *key children=day/>
    }
}

/// The date, with its year where that is not this one.
pub(super) fn date(date: Date) -> String {
    let year = |date: Date| date.month().div_euclid(12);
    if year(date) == year(zone::today()) {
        times::date_in_words(date)
    } else {
        times::date_with_year(date)
    }
}

/// The date that a wall showed, `offset` minutes east of UTC.
pub(super) fn day_of(at: i64, offset: i32) -> Date {
    Date::of((at + i64::from(offset) * times::MINUTE).div_euclid(times::MINUTE))
}

fn by_day(found: Vec<Found>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for it in found {
        let date = day_of(it.row.at, it.row.offset);
        match days.last_mut() {
            Some(((last, _), of_it)) if *last == date => of_it.push(it),
            _ => {
                let before = days.iter().filter(|((other, _), _)| *other == date).count();
                days.push(((date, before), vec![it]));
            }
        }
    }
    days
}

/// A name may be taken out of an entry.
fn has_name(found: &Found) -> bool {
    matches!(&found.row.entry, Entry::OverrideGranted { puller, .. } if !puller.is_empty())
}

fn line(log: Log, found: Found, corrections: Memo<BTreeMap<u64, Reason>>) -> impl IntoView {
    let row = StoredValue::new(found.row);
    let (id, clock) = row.with_value(|row| (row.id, times::clock_at_offset(row.at, row.offset)));
    let corrected = Memo::new(move |_| corrections.with(|all| all.get(&id).copied()));
    let sentence = move || {
        row.with_value(|row| entry::sentence(row, corrected.get(), |name| puller(log, name)))
    };
    let given = row.with_value(|row| match row.entry {
        Entry::OverrideGranted { grant, reason, .. } if reason != Reason::Call => {
            Some((grant, reason))
        }
        _ => None,
    });
    let act = given.map(|_| correct::button(log, id, &clock));
    let form = given.map(|(grant, reason)| {
        move || {
            let is_open = log.correcting.get() == Some(id);
            let now = untrack(|| corrected.get()).unwrap_or(reason);
            is_open.then(|| correct::form(log, id, grant, now))
        }
    });
    view! {
        <li>
            <span class="num faint">{clock}</span>
            <span>{sentence}</span>
            {act}
            {form}
        </li>
    }
}

/// Who or what pulled; pressed, it is all that is shown.
fn puller(log: Log, name: &str) -> AnyView {
    let wanted = name.to_owned();
    let label = word_with("log_only_puller", &[name]);
    let press = move |_| {
        let wanted = wanted.clone();
        log.want(|it| it.puller = Some(wanted));
        crate::week::focus("#log-all");
    };
    view! {
        <button class="link name" type="button" aria-label=label on:click=press>
            {entry::typed(name)}
        </button>
    }
    .into_any()
}
