//! What is still to come for a goal, in words: days, sittings and minutes until its deadline, and
//! whether they can hold what is wanted.

use leptos::prelude::*;
use ringfence_core::date::Date;
use ringfence_core::protocol::{AheadView, GoalView, ShareView};
use ringfence_pages::parts::{Glyph, NOTE};
use ringfence_pages::times;
use ringfence_pages::words::{counted, phrase, word, word_with};

/// "By Tue 1 Dec 2026: 6 days, 3 sittings, 4 h 30 min".
pub(super) fn deadline(goal: &GoalView) -> Option<String> {
    let date = Date::parse(&goal.draft.deadline)?;
    let when = times::date_with_year(date);
    let Some(ahead) = goal.ahead else {
        return (goal.late > 0).then(|| word_with("goal_late", &[&when]));
    };
    let days = match ahead.days {
        0 => word("goal_today"),
        days => counted("goal_days", of(days), &[]),
    };
    let said = if ahead.sittings == 0 {
        word_with("goal_ahead_none", &[&when, &days])
    } else {
        let sittings = counted("goal_sittings", of(ahead.sittings), &[]);
        let length = times::length(ahead.minutes.into());
        word_with("goal_ahead", &[&when, &days, &sittings, &length])
    };
    Some(if goal.draft.made_up { [said, word("goal_made_up_said")].join(" ") } else { said })
}

/// Where the sittings left cannot hold the minutes wanted: both, and what would help.
pub(super) fn warning(ahead: Option<AheadView>) -> Option<impl IntoView> {
    let ahead = ahead.filter(|ahead| ahead.wanted > ahead.minutes)?;
    let wanted = times::length(ahead.wanted.into());
    let week = view! { <a href="#week">{word("goal_short_week")}</a> }.into_any();
    let said = if ahead.sittings == 0 {
        word_with("goal_short_none", &[&wanted])
    } else {
        word_with("goal_short", &[&times::length(ahead.minutes.into()), &wanted])
    };
    Some(view! {
        <div class="notice goal-short">
            <Glyph path=NOTE/>
            <p class="grow">{said} " " {phrase("goal_short_help", vec![week])}</p>
        </div>
    })
}

/// "5 h 30 min kept so far, 1 h 30 min a week wanted".
pub(super) fn minutes(goal: &GoalView) -> Option<String> {
    let kept = goal.kept.filter(|kept| *kept > 0);
    let kept = kept.map(|kept| word_with("goal_kept", &[&times::length(kept.into())]));
    let weekly = Some(goal.draft.weekly).filter(|minutes| *minutes > 0);
    let weekly = weekly.map(|it| word_with("goal_weekly_said", &[&times::length(it.into())]));
    let said: Vec<String> = kept.into_iter().chain(weekly).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// "Of 12 h kept for goals, 4 h were beyond today's role": once there is anything to share.
pub(super) fn share(share: Option<ShareView>) -> Option<impl IntoView> {
    let share = share.filter(|share| share.kept > 0)?;
    let (kept, beyond) = (times::length(share.kept.into()), times::length(share.beyond.into()));
    let said = if share.beyond == 0 {
        word_with("goals_share_none", &[&kept])
    } else {
        word_with("goals_share", &[&kept, &beyond])
    };
    Some(view! { <p class="goals-share soft num">{said}</p> })
}

fn of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
