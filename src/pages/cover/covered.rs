//! The cover itself: what the hour is for, in the ring; the time left, at its gate; and, small, the
//! way back.

use leptos::prelude::*;
use ringfence_core::protocol::AimView;
use ringfence_pages::countdown::now_until;
use ringfence_pages::parts::Brand;
use ringfence_pages::ring::{Ring, RingState};
use ringfence_pages::step;
use ringfence_pages::times;
use ringfence_pages::words::{phrase, word, word_with};

use crate::{Cover, Stage, ended};

/// Up to this many letters a goal stands in the largest size.
const SHORT: usize = 24;
/// Up to this many in the next.
const LONG: usize = 70;

/// The cover, during the hour and at its end.
pub fn covered(cover: Cover) -> impl IntoView {
    let is_over = Memo::new(move |_| cover.is_over());
    let go_back = move || {
        let press = move |_| cover.stage.set(Stage::GoingBack);
        view! { <button class="btn bare" type="button" on:click=press>{word("go_back")}</button> }
    };
    view! {
        <div class="cover">
            <div class="cover-top">
                <Brand/>
                {move || (!is_over.get()).then(|| view! { <span>{move || why(cover)}</span> })}
            </div>
            <div class="cover-heart">
                {move || if is_over.get() {
                    ended::fence(cover).into_any()
                } else {
                    fence(cover).into_any()
                }}
                {move || is_over.get().then(|| ended::close_out(cover))}
                {move || cover.has_line.get().then(|| cover.park())}
                {move || is_over.get().then(|| ended::way_on(cover))}
            </div>
            <div class="cover-foot">{move || (!is_over.get()).then(go_back)}</div>
        </div>
    }
}

/// The ring with the time that is left, and in it what it is for.
fn fence(cover: Cover) -> impl IntoView {
    let until = Signal::derive(move || cover.until());
    let now = now_until(until, move || cover.live.refresh());
    let start = move || cover.covered.with(|covered| covered.protected.start);
    let ring = Signal::derive(move || {
        RingState::Yours(RingState::passed(start(), until.get(), now.get()))
    });
    let left = move || times::length(times::minutes_between(now.get(), until.get()));
    view! {
        <div class="fence">
            <Ring state=ring/>
            {move || hero(&cover.goal(), &cover.aim())}
            <p class="gate">
                <strong>{move || word_with("time_left", &[&left()])}</strong>
                <span class="small soft">
                    {move || word_with("until", &[&times::clock(until.get())])}
                </span>
            </p>
        </div>
    }
}

/// The next step, or what the hour is for, the largest thing on the page; over a step stands what it is
/// for, and by when. Longer lines step down a size.
pub fn hero(goal: &str, aim: &AimView) -> AnyView {
    let over = step::days_left(aim).into_iter();
    if goal.is_empty() && aim.step.is_empty() {
        return view! { <h1 class="ours">{word("cover_hero")}</h1> }.into_any();
    }
    let (largest, over) = if aim.step.is_empty() {
        (goal, over.collect::<Vec<_>>())
    } else {
        (aim.step.as_str(), [goal.to_owned()].into_iter().chain(over).collect())
    };
    let size = match largest.chars().count() {
        letters if letters <= SHORT => "",
        letters if letters <= LONG => "long",
        _ => "longest",
    };
    let over = over.into_iter().map(|it| view! { <span>{it}</span> }).collect_view();
    view! {
        <p class="goal">{over}</p>
        <h1 class=size>{largest.to_owned()}</h1>
    }
    .into_any()
}

/// "mail.google.com is covered until 20:00 by “Portfolio, Monday and Wednesday”".
fn why(cover: Cover) -> AnyView {
    let host = cover.live.view.with(|view| view.host.clone());
    let clock = times::clock(cover.until());
    if host.is_empty() {
        return word_with("cover_until", &[&clock]).into_any();
    }
    let host = view! { <span class="exact">{host}</span> }.into_any();
    match rule_name(cover) {
        Some(name) => phrase("cover_by", vec![host, clock.into_any(), name.into_any()]),
        None => phrase("cover_by_focus", vec![host, clock.into_any()]),
    }
}

/// What the person would call the rule; none for a focus. A long goal is not said twice.
fn rule_name(cover: Cover) -> Option<String> {
    let (goal, days) = cover.covered.with(|covered| {
        let days = covered.protected.days.iter().map(|day| times::day_name(*day, "long"));
        (covered.protected.goal.clone(), days.collect::<Vec<_>>())
    });
    let is_name = !goal.is_empty() && goal.chars().count() <= SHORT;
    match (is_name, days.is_empty()) {
        (_, true) => None,
        (false, false) => Some(times::list(&days)),
        (true, false) => Some(word_with("cover_rule", &[&goal, &times::list(&days)])),
    }
}
