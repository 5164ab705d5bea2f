//! What can be looked for: a rule, a group, a reason, who or what pulled. Offered is what there is, and
//! what was named in what was read so far, which may be gone since.

use std::hash::Hash;

use leptos::prelude::*;
use ringfence_core::protocol::Reason;
use ringfence_core::search::{Group, Wanted};
use ringfence_pages::groups::{rule_label, rule_name as name_of};
use ringfence_pages::words::{reason, word, word_with};

use super::Log;

/// Also a call, which nobody chooses.
fn all_reasons() -> impl Iterator<Item = Reason> {
    Reason::CHOSEN.into_iter().chain([Reason::Call])
}

/// One thing that can be chosen, and how it is called.
type Offered<T> = Vec<(T, String)>;

/// The choices.
pub(super) fn filters(log: Log) -> impl IntoView {
    let groups = Memo::new(move |_| groups(log));
    let pullers = Memo::new(move |_| pullers(log));
    let rules = Memo::new(move |_| rules(log));
    let reasons = Memo::new(|_| (0..).zip(all_reasons().map(reason)).collect::<Offered<usize>>());
    let number = |wanted: &Wanted| all_reasons().position(|it| Some(it) == wanted.reason);
    let set_group = move |wanted: &mut Wanted, name: Option<String>| {
        wanted.group = name.map(|name| Group { sites: sites_of(log, &name), name });
    };
    view! {
        <section class="card exact-form log-card settle" aria-label=word("log_filter_lead")>
            {choices(log, "log_rule", rules, |it| it.rule, |it, rule| it.rule = rule)}
            {choices(log, "log_group", groups, |it| it.group.as_ref().map(|it| it.name.clone()), set_group)}
            {choices(log, "log_reason", reasons, number, |it, number| {
                it.reason = number.and_then(|number| all_reasons().nth(number));
            })}
            {choices(log, "log_puller", pullers, |it| it.puller.clone(), |it, name| it.puller = name)}
        </section>
    }
}

/// One question, with what is offered; nothing where there is nothing to choose.
fn choices<T: Clone + Eq + Hash + Send + Sync + 'static>(
    log: Log,
    key: &'static str,
    offered: Memo<Offered<T>>,
    get: impl Fn(&Wanted) -> Option<T> + Copy + Send + Sync + 'static,
    set: impl Fn(&mut Wanted, Option<T>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let chip = move |value: Option<T>, label: String| {
        let value = StoredValue::new(value);
        view! {
            <label class="chip">
                <input
                    type="radio"
                    name=key
                    prop:checked=move || log.wanted.with(get) == value.get_value()
                    on:change=move |_| log.want(|wanted| set(wanted, value.get_value()))
                />
                <bdi>{label}</bdi>
            </label>
        }
    };
    let is_empty = Memo::new(move |_| offered.with(Vec::is_empty));
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <fieldset>
                    <legend>{word(key)}</legend>
                    <div class="chips">
                        {chip(None, word("log_any"))}
                        <For
                            each=move || offered.get()
                            key=|choice| choice.clone()
                            children=move |(value, label)| chip(Some(value), label)
                        />
                    </div>
                </fieldset>
            }
        })
    }
}

fn rules(log: Log) -> Offered<u32> {
    let there = log.live.view.with(|view| {
        view.rules.iter().map(|rule| (rule.id, rule_label(&rule.draft))).collect::<Vec<_>>()
    });
    let earlier = log.reader.seen.with(|seen| {
        let gone = seen.rules.iter().filter(|(id, _)| there.iter().all(|(other, _)| other != id));
        gone.map(|(id, goal)| (*id, earlier(&name_of(goal, &[])))).collect::<Vec<_>>()
    });
    there.into_iter().chain(earlier).collect()
}

/// How a rule is called.
pub(super) fn rule_name(log: Log, rule: u32) -> String {
    let named = untrack(|| rules(log)).into_iter().find(|(id, _)| *id == rule);
    named.map(|(_, name)| name).unwrap_or_default()
}

fn groups(log: Log) -> Offered<String> {
    let there = log
        .live
        .view
        .with(|view| view.groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>());
    let gone = log.reader.seen.with(|seen| {
        seen.groups.iter().filter(|name| !there.contains(name)).cloned().collect::<Vec<_>>()
    });
    let there = there.into_iter().map(|name| (name.clone(), name));
    there.chain(gone.into_iter().map(|name| (name.clone(), earlier(&name)))).collect()
}

fn sites_of(log: Log, name: &str) -> Vec<String> {
    log.live.view.with_untracked(|view| {
        let group = view.groups.iter().find(|group| group.name == name);
        group.map(|group| group.sites.clone()).unwrap_or_default()
    })
}

fn pullers(log: Log) -> Offered<String> {
    let remembered = log.live.view.with(|view| view.pullers.clone());
    let others = log.reader.seen.with(|seen| seen.pullers.clone());
    let others = others.into_iter().filter(|name| !remembered.contains(name));
    let names = remembered.iter().cloned().chain(others.collect::<Vec<_>>());
    names.map(|name| (name.clone(), name)).collect()
}

fn earlier(name: &str) -> String {
    word_with("log_earlier", &[name])
}
