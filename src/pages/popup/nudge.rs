//! What is due and does not run: the close-out, the word of the week, a check-in. What comes soon stands
//! with what comes next.

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{CoreEvent, NudgeKey, NudgeView, NudgeWord, PopupView, WeeklyView};
use ringfence_pages::close_out::CloseOut;
use ringfence_pages::live::Live;
use ringfence_pages::parts::focus_when_there;
use ringfence_pages::shell;
use ringfence_pages::times;
use ringfence_pages::words::{counted, word, word_with};

/// Whether the popup opens on something other than a focus to start.
pub fn takes_focus(view: &PopupView) -> bool {
    let word = view.nudge.as_ref().map(|it| &it.word);
    matches!(word, Some(NudgeWord::Before { .. } | NudgeWord::CloseOut { .. }))
}

/// The card, if there is one.
pub fn nudge(live: Live<PopupView>) -> impl IntoView {
    let nudge = Memo::new(move |_| live.view.with(|view| view.nudge.clone()));
    move || nudge.get().and_then(card)
}

fn card(NudgeView { key, word: about }: NudgeView) -> Option<AnyView> {
    match about {
        NudgeWord::Before { .. } => None,
        NudgeWord::CloseOut { close_out } => {
            let first = NodeRef::new();
            focus_when_there(first);
            Some(
                view! {
                    <section class="popup-part nudge" aria-labelledby="nudge">
                        <h2 id="nudge">{word("notice_over")}</h2>
                        <CloseOut close_out=close_out first=first/>
                    </section>
                }
                .into_any(),
            )
        }
        NudgeWord::Weekly { weekly } => Some(told(key, word("nudge_week"), week(&weekly))),
        NudgeWord::CheckIn { person, date, .. } => {
            let day = Date::parse(&date).map(times::date_in_words).unwrap_or_default();
            let heading = if person.is_empty() {
                word_with("nudge_check_in", &[&day])
            } else {
                word_with("nudge_check_in_with", &[&person, &day])
            };
            Some(told(key, heading, vec![word("nudge_check_in_look")]))
        }
    }
}

/// A card that is only read.
fn told(key: NudgeKey, heading: String, sentences: Vec<String>) -> AnyView {
    let fine = move |_| shell::tell(&CoreEvent::AnswerNudge { key });
    let sentence = |text: String| view! { <p class="soft">{text}</p> };
    view! {
        <section class="popup-part nudge" aria-labelledby="nudge">
            <h2 id="nudge">{heading}</h2>
            {sentences.into_iter().map(sentence).collect_view()}
            <button class="btn" type="button" on:click=fine>{word("nudge_fine")}</button>
        </section>
    }
    .into_any()
}

/// "You kept 5 h of 6 h." What comes, and one proposal.
fn week(weekly: &WeeklyView) -> Vec<String> {
    let length = |minutes: u32| times::length(minutes.into());
    let kept = weekly
        .kept
        .map(|(kept, planned)| word_with("nudge_week_kept", &[&length(kept), &length(planned)]));
    let comes = match weekly.sittings {
        0 => word("nudge_week_nothing"),
        count => counted("nudge_week_comes", count as usize, &[&length(weekly.minutes)]),
    };
    let proposal = if weekly.owed > 0 {
        Some(word_with("nudge_week_owed", &[&length(weekly.owed)]))
    } else if weekly.without_step.is_empty() {
        None
    } else {
        Some(word_with("nudge_week_step", &[&weekly.without_step]))
    };
    kept.into_iter().chain([comes]).chain(proposal).collect()
}
