//! Whether all is as it should be: what the browser reports beside what is wanted, and for each what
//! to do.

mod lines;

use leptos::prelude::*;
use ringfence_core::health::{Differences, compare};
use ringfence_core::protocol::{AboutView, OptionsView, Page};
use ringfence_pages::health::Health;
use ringfence_pages::inspect::{self, Came};
use ringfence_pages::live::Live;
use ringfence_pages::shell;
use ringfence_pages::words::{word, word_with};
use wasm_bindgen_futures::spawn_local;

/// All that was found out at one moment.
#[derive(Clone)]
struct Report {
    view: AboutView,
    differences: Differences,
    may_notify: bool,
    may_be_private: bool,
}

/// The section.
pub fn about(live: Live<OptionsView>) -> impl IntoView {
    let report = RwSignal::new(None::<Report>);
    let outcome = RwSignal::new(String::new());
    // Each question is a turn of the core, which puts right what differs: then it is asked anew.
    let look = move || {
        spawn_local(async move {
            let found = read().await;
            let _ = report.try_set(found);
        });
    };
    Effect::new(move |_| {
        live.view.track();
        look();
    });
    let health = Signal::derive(move || live.view.with(|view| view.health.clone()));
    view! {
        <div class="sheet-head">
            <h1>{word("options_about")}</h1>
            <p class="soft">{word("about_lead")}</p>
        </div>
        <Health lines=health/>
        <section class="card about" aria-labelledby="about-now">
            <h2 id="about-now">{word("about_now")}</h2>
            <ul>{move || report.get().map(|it| lines::lines(&it))}</ul>
            <div class="row">
                <button class="btn" type="button" on:click=move |_| look()>{word("about_look")}</button>
                {move || check(report, outcome)}
            </div>
            <p class="hint" role="status">{outcome}</p>
        </section>
        <section class="card about" aria-labelledby="about-what">
            <h2 id="about-what">{word("about_what")}</h2>
            <p>{word("about_stays")}</p>
            <p>{word("about_elsewhere")}</p>
            <p>{word("about_views")}</p>
            <p class="soft">{word_with("about_version", &[&inspect::version()])}</p>
        </section>
    }
}

async fn read() -> Option<Report> {
    let view = shell::view::<AboutView>(Page::About {}).await.ok()?;
    let found = inspect::found().await;
    let differences = compare(&view.posture, &found);
    let may_notify = inspect::may_notify().await;
    Some(Report { view, differences, may_notify, may_be_private: inspect::may_be_private().await })
}

/// No API tells whether a rule that is listed really works: one covered address is opened behind.
fn check(report: RwSignal<Option<Report>>, outcome: RwSignal<String>) -> impl IntoView {
    let url = report.with(|report| report.as_ref().and_then(|it| it.view.check.clone()));
    let Some(url) = url else {
        return view! { <span class="small soft">{word("about_check_later")}</span> }.into_any();
    };
    let url = StoredValue::new(url);
    let checking = RwSignal::new(false);
    let press = move |_| {
        if checking.get_untracked() {
            return;
        }
        checking.set(true);
        outcome.set(word("about_checking"));
        spawn_local(async move {
            let url = url.get_value();
            let came = inspect::what_comes(&url).await;
            let host = url.split('/').nth(2).unwrap_or_default();
            let _ = checking.try_set(false);
            let _ = outcome.try_set(match came {
                Came::Ours => word_with("about_check_good", &[host]),
                Came::Other => word_with("about_check_bad", &[host]),
                Came::Nothing => word_with("about_check_nothing", &[host]),
            });
        });
    };
    view! { <button class="btn first" type="button" on:click=press>{word("about_check")}</button> }
        .into_any()
}
