//! A name is deleted everywhere. Asked once, in place.

use leptos::prelude::*;
use ringfence_core::protocol::CoreEvent;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{counted, phrase, word};
use wasm_bindgen_futures::spawn_local;

use super::Log;
use crate::entry;

/// The question.
pub(super) fn question(log: Log, name: String) -> impl IntoView {
    let outcome = RwSignal::new(String::new());
    let heading = NodeRef::<leptos::html::H2>::new();
    focus_when_there(heading);
    let asked = phrase("log_forget_question", vec![entry::typed(&name)]);
    let puller = StoredValue::new(name);
    let delete = move |_| {
        let answer = shell::send(&CoreEvent::ForgetPuller { puller: puller.get_value() });
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(count)) => forgotten(log, puller, count),
                Ok(Answer::Refused(faults)) => log.history.say_faults(&faults),
                Err(NotRunning) => {
                    let _ = outcome.try_set(word("log_forget_failed"));
                }
            }
        });
    };
    let keep = move |_| {
        log.open.set(None);
        crate::week::focus("#log-forget");
    };
    view! {
        <section class="card exact-form log-card settle" aria-labelledby="forget-heading">
            <h2 id="forget-heading" tabindex="-1" node_ref=heading>{asked}</h2>
            <p class="soft">{word("log_forget_hint")}</p>
            <div class="row">
                <button class="btn first" type="button" on:click=delete>
                    {word("log_forget_yes")}
                </button>
                <button class="btn bare" type="button" on:click=keep>{word("log_forget_no")}</button>
            </div>
            <p class="hint" role="status">{outcome}</p>
        </section>
    }
}

fn forgotten(log: Log, puller: StoredValue<String>, count: u32) {
    let Some(name) = puller.try_get_value() else { return };
    log.reader.seen.update(|seen| seen.pullers.retain(|other| *other != name));
    log.open.set(None);
    log.want(|wanted| wanted.puller = None);
    log.history.say(counted("log_forgotten", usize::try_from(count).unwrap_or_default(), &[]));
    crate::week::focus("#log-filter");
}
