//! What is older than a date is deleted: counted first, then held for.

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{CoreEvent, Fault, Field};
use ringfence_pages::date_input::DateInput;
use ringfence_pages::fault::FaultLines;
use ringfence_pages::hold::Hold;
use ringfence_pages::parts::{ABOVE, Glyph};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{counted, word};
use wasm_bindgen_futures::spawn_local;

use super::Log;

/// The form.
pub(super) fn form(log: Log) -> impl IntoView {
    let date = RwSignal::new(String::new());
    let faults = RwSignal::new(Vec::<Fault>::new());
    // What was counted, and for which date.
    let found = RwSignal::new(None::<(String, usize)>);
    let outcome = RwSignal::new(String::new());
    Effect::new(move |_| {
        date.track();
        found.set(None);
    });
    crate::week::focus("#log-before");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = date.get_untracked();
        let answer = shell::send(&CoreEvent::CountLogBefore { date: wanted.clone() });
        spawn_local(async move {
            let (wrong, count, said) = match answer.await {
                Ok(Answer::Done(count)) => (Vec::new(), Some(count), String::new()),
                Ok(Answer::Refused(wrong)) => (wrong, None, String::new()),
                Err(NotRunning) => (Vec::new(), None, word("log_unread")),
            };
            let is_wrong = !wrong.is_empty() || count == Some(0);
            let _ = faults.try_set(wrong);
            let _ = outcome.try_set(said);
            let count = count.map(|count| usize::try_from(count).unwrap_or_default());
            let _ = found.try_set(count.map(|count| (wanted, count)));
            if is_wrong {
                crate::week::focus("#log-before");
            }
        });
    };
    let delete = move || {
        let Some((date, _)) = found.get_untracked() else { return };
        let answer = shell::send(&CoreEvent::DeleteLogBefore { date });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(count)) => deleted(log, count),
                Ok(Answer::Refused(wrong)) => faults.set(wrong),
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("log_older_failed"));
                }
            }
        });
    };
    let none = Memo::new(move |_| found.with(|it| it.as_ref().is_some_and(|it| it.1 == 0)));
    let wrong = move || {
        if none.get() || faults.with(|it| !it.is_empty()) { "true" } else { "false" }
    };
    let act = move || {
        let (date, count) = found.get().filter(|(_, count)| *count > 0)?;
        let date = Date::parse(&date).map(times::date_with_year).unwrap_or_default();
        let label = move |key: &'static str| Signal::derive(move || counted(key, count, &[]));
        Some(view! {
            <div class="act settle">
                <p>{counted("log_older_found", count, &[&date])}</p>
                <Hold
                    label=label("log_older_hold")
                    press_label=label("log_older_press")
                    again="log_older_again"
                    seconds=3
                    waits=false
                    may_begin=|| true
                    done=delete
                />
            </div>
        })
    };
    view! {
        <form class="card exact-form log-card settle" novalidate="" on:submit=submit>
            <div class="field">
                <label for="log-before">{word("log_before")}</label>
                <div class="date-line">
                    <DateInput
                        id="log-before"
                        date=date
                        described_by="log-before-hint log-before-wrong log-before-none"
                        wrong=wrong
                    />
                    <button class="btn" type="submit">{word("log_count")}</button>
                </div>
                <p class="hint" id="log-before-hint">{word("log_before_hint")}</p>
                <FaultLines
                    id="log-before-wrong"
                    faults=faults
                    about=|field| matches!(field, Field::LogBefore | Field::Draft)
                />
                <div id="log-before-none" aria-live="polite">
                    {move || none.get().then(|| view! {
                        <p class="wrong-line">
                            <Glyph path=ABOVE/>
                            <span>{word("log_none_older")}</span>
                        </p>
                    })}
                </div>
            </div>
            <div aria-live="polite">{act}</div>
            <p class="hint" role="status">{outcome}</p>
        </form>
    }
}

fn deleted(log: Log, count: u32) {
    log.open.set(None);
    log.want(|_| ());
    let count = usize::try_from(count).unwrap_or_default();
    log.history.say(counted("log_older_gone", count, &[]));
    crate::week::focus("#log-older");
}
