//! Where to begin for those who have no goal: one area beyond today's role on the technical side, one
//! on the people side, each with a first investment that fits one sitting. A press fills the form.

use leptos::prelude::*;
use ringfence_core::protocol::{GoalDraft, Pool, StepDraft};
use ringfence_pages::words::{word, word_with};

use super::Goals;

/// One area, and what one could do first in it.
struct Idea {
    pool: Pool,
    area: &'static str,
    title: &'static str,
    why: &'static str,
    /// What is pressed, and the step that it writes.
    first: [(&'static str, &'static str); 3],
}

const IDEAS: [Idea; 2] = [
    Idea {
        pool: Pool::Technical,
        area: "idea_technical",
        title: "idea_technical_title",
        why: "idea_technical_why",
        first: [
            ("idea_tutorial", "idea_technical_tutorial"),
            ("idea_talk", "idea_technical_talk"),
            ("idea_chapter", "idea_technical_chapter"),
        ],
    },
    Idea {
        pool: Pool::Social,
        area: "idea_people",
        title: "idea_people_title",
        why: "idea_people_why",
        first: [
            ("idea_try", "idea_people_try"),
            ("idea_talk", "idea_people_talk"),
            ("idea_chapter", "idea_people_chapter"),
        ],
    },
];
/// One sitting a week to begin with.
const WEEKLY: u32 = 60;

/// The ideas.
pub(super) fn ideas(goals: Goals) -> impl IntoView {
    view! {
        <section class="goal-ideas settle" aria-labelledby="ideas-heading">
            <h2 id="ideas-heading">{word("ideas_heading")}</h2>
            <p class="soft">{word("ideas_lead")}</p>
            <ul>{IDEAS.map(|idea| card(goals, &idea)).collect_view()}</ul>
        </section>
    }
}

fn card(goals: Goals, idea: &Idea) -> impl IntoView + use<> {
    let title = word(idea.title);
    let button = |(key, step): (&'static str, &'static str)| {
        let draft = draft(goals, idea, step);
        let label = word_with("idea_label", &[&title, &word(key)]);
        view! {
            <button
                class="btn idea"
                type="button"
                aria-label=label
                on:click=move |_| goals.form.open(draft.clone())
            >
                {word(key)}
            </button>
        }
    };
    let buttons = idea.first.map(button).collect_view();
    view! {
        <li class="card">
            <p class="small soft">{word(idea.area)}</p>
            <h3 class="yours">{title.clone()}</h3>
            <p>{word(idea.why)}</p>
            <p class="small soft">{word("idea_first")}</p>
            <div class="row">{buttons}</div>
        </li>
    }
}

fn draft(goals: Goals, idea: &Idea, step: &str) -> GoalDraft {
    let asked = goals.live.view.with_untracked(|view| view.nudges.energy);
    GoalDraft {
        title: word(idea.title),
        why: word(idea.why),
        area: word(idea.area),
        beyond: true,
        weekly: WEEKLY,
        draws_on: asked.then_some(idea.pool),
        steps: vec![StepDraft { text: word(step), ..StepDraft::default() }],
        ..GoalDraft::default()
    }
}
