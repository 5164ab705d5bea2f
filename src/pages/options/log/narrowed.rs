//! What the log is narrowed to, in words, and the way out of it.

use leptos::prelude::*;
use ringfence_core::search::Wanted;
use ringfence_pages::words::{reason, word};

use super::{Card, Log, filters};
use crate::entry;

/// The line; nothing where everything is shown.
pub(super) fn narrowed(log: Log) -> impl IntoView {
    let tag = |words: AnyView| view! { <span class="tag">{words}</span> };
    let all = move |_| {
        log.want(|wanted| *wanted = Wanted::default());
        if matches!(log.open.get_untracked(), Some(Card::Forget(_))) {
            log.open.set(None);
        }
        crate::week::focus("#log-filter");
    };
    move || {
        let wanted = log.wanted.get();
        if wanted.is_everything() {
            return None;
        }
        let rule = wanted.rule.map(|rule| tag(entry::typed(&filters::rule_name(log, rule))));
        let group = wanted.group.map(|group| tag(view! { <bdi>{group.name}</bdi> }.into_any()));
        let why = wanted.reason.map(|why| tag(reason(why).into_any()));
        let name = wanted.puller.as_deref().map(|name| tag(entry::typed(name)));
        let forget = wanted.puller.map(|name| {
            view! {
                <button
                    class="link"
                    id="log-forget"
                    type="button"
                    on:click=move |_| log.open.set(Some(Card::Forget(name.clone())))
                >
                    {word("log_forget")}
                </button>
            }
        });
        Some(view! {
            <div class="log-only">
                <span class="soft">{word("log_only")}</span>
                {rule}
                {group}
                {why}
                {name}
                <button class="link" id="log-all" type="button" on:click=all>
                    {word("log_everything")}
                </button>
                {forget}
            </div>
        })
    }
}
