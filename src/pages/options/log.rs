//! The log: what happened, newest first, day by day.

use leptos::prelude::*;
use ringfence_core::protocol::{LogPage, LogRow, OptionsView, Page};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::word;
use wasm_bindgen_futures::spawn_local;

use crate::entry;

/// Rows that are asked for at once.
const ROWS: u32 = 100;

/// The section.
pub fn log(live: Live<OptionsView>) -> impl IntoView {
    let rows = RwSignal::new(Vec::<LogRow>::new());
    let more = RwSignal::new(false);
    let asked = RwSignal::new(false);
    // Whenever something has changed, the newest rows are asked for anew; older ones stay.
    Effect::new(move |_| {
        live.view.track();
        let answer = shell::view::<LogPage>(Page::Log { before: 0, limit: ROWS });
        spawn_local(async move {
            let Ok(page) = answer.await else { return };
            let oldest = page.rows.last().map_or(0, |row| row.id);
            if rows.try_with_untracked(Vec::is_empty) == Some(true) {
                more.set(page.more);
            }
            rows.update(|rows| {
                let older = rows.drain(..).filter(|row| row.id < oldest);
                *rows = page.rows.into_iter().chain(older.collect::<Vec<_>>()).collect();
            });
            asked.set(true);
        });
    });
    let show_older = move |_| {
        let before = rows.with_untracked(|rows| rows.last().map_or(0, |row| row.id));
        let answer = shell::view::<LogPage>(Page::Log { before, limit: ROWS });
        spawn_local(async move {
            if let Ok(page) = answer.await {
                more.set(page.more);
                rows.update(|rows| rows.extend(page.rows));
            }
        });
    };
    let list = move || match (asked.get(), rows.with(Vec::is_empty)) {
        (false, _) => ().into_any(),
        (true, true) => view! {
            <div class="card none-yet">
                <h2>{word("options_log_empty")}</h2>
                <p class="soft">{word("options_log_empty_hint")}</p>
            </div>
        }
        .into_any(),
        (true, false) => rows.with(|rows| by_day(rows)).into_any(),
    };
    view! {
        <div class="sheet-head">
            <h1>{word("options_log")}</h1>
            <p class="soft">{word("options_log_lead")}</p>
        </div>
        {list}
        {move || more.get().then(|| view! {
            <button class="btn" type="button" on:click=show_older>{word("options_log_older")}</button>
        })}
    }
}

/// The rows under the dates that the person's wall showed then.
fn by_day(rows: &[LogRow]) -> impl IntoView + use<> {
    let date = |row: &LogRow| times::date_at_offset(row.at, row.offset);
    let days = rows.chunk_by(|one, other| day_number(one) == day_number(other));
    days.map(|day| {
        let heading = day.first().map(date);
        let lines = day.iter().map(|row| {
            view! {
                <li>
                    <span class="num faint">{times::clock_at_offset(row.at, row.offset)}</span>
                    <span>{entry::sentence(row)}</span>
                </li>
            }
        });
        view! {
            <section class="log-day">
                <h2>{heading}</h2>
                <ol>{lines.collect_view()}</ol>
            </section>
        }
    })
    .collect_view()
}

fn day_number(row: &LogRow) -> i64 {
    (row.at + i64::from(row.offset) * times::MINUTE).div_euclid(24 * 60 * times::MINUTE)
}
