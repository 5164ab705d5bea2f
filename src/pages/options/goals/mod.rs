//! Goals: what the time is for. Those that have not ended as cards, the form of the one that is being
//! changed beside them, ideas for those who have none, and what has ended folded away.

mod ahead;
mod card;
mod ended;
mod form;
mod ideas;
mod more;
mod steps;
mod steps_form;

use leptos::prelude::*;
use ringfence_core::protocol::{CoreEvent, GoalDraft, GoalEnd, GoalView, OptionsView};
use ringfence_pages::live::Live;
use ringfence_pages::parts::{Glyph, PLUS};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::words::{counted, word, word_with};
use wasm_bindgen_futures::spawn_local;

use crate::history::{self, History};
use crate::open_form::OpenForm;

/// So many cards are shown at first; who has more asks for them.
const SHOWN: usize = 50;

/// What the cards, the form and the ideas have in common.
#[derive(Clone, Copy)]
struct Goals {
    live: Live<OptionsView>,
    history: History,
    form: OpenForm<GoalDraft>,
    /// The goal that was deleted on this page last.
    deleted: RwSignal<Option<u32>>,
}

impl Goals {
    /// Closes the form.
    fn close(self, said: String) {
        self.form.close();
        self.say(said);
    }

    /// Says what was done; work goes on from the head of the page.
    fn say(self, said: String) {
        self.history.say(said);
        crate::week::focus("#new-goal");
    }

    /// A goal as it is saved.
    fn goal(self, id: u32) -> Option<GoalView> {
        let found = |view: &OptionsView| view.goals.iter().find(|it| it.draft.id == id).cloned();
        self.live.view.with_untracked(found)
    }

    /// Sends a goal. `then` learns the outcome.
    fn save(self, draft: GoalDraft, then: impl Fn(Result<Answer, NotRunning>) + 'static) {
        let before = self.goal(draft.id).map(|goal| goal.draft);
        let answer = shell::send(&CoreEvent::SaveGoal { goal: draft.clone() });
        spawn_local(async move {
            let answer = answer.await;
            if let Ok(Answer::Done(id)) = answer {
                self.note(before, GoalDraft { id, ..draft });
            }
            then(answer);
        });
    }

    /// What was saved can be undone.
    fn note(self, before: Option<GoalDraft>, goal: GoalDraft) {
        let title = goal.title.trim().to_owned();
        match before {
            Some(before) if before == goal => {}
            Some(before) => self.history.add(
                word_with("step_goal_edited", &[&title]),
                CoreEvent::SaveGoal { goal: before },
                CoreEvent::SaveGoal { goal },
            ),
            None => self.history.add(
                word_with("step_goal_added", &[&title]),
                CoreEvent::DeleteGoal { id: goal.id },
                CoreEvent::RestoreGoal { id: goal.id },
            ),
        }
    }

    /// Sends what changes a goal as a whole. If it happened, it can be undone.
    fn change(self, label: String, undo: CoreEvent, redo: CoreEvent) {
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    self.history.add(label.clone(), undo, redo);
                    self.say(word_with("history_done", &[&label]));
                }
                Ok(Answer::Refused(faults)) => self.history.say_faults(&faults),
                Err(NotRunning) => self.history.say(word("back_not_running")),
            }
        });
    }

    /// It is done, or let go.
    fn end(self, draft: &GoalDraft, how: GoalEnd) {
        let id = draft.id;
        let key = match how {
            GoalEnd::Done => "step_goal_done",
            GoalEnd::Dropped => "step_goal_dropped",
        };
        let (undo, redo) = (CoreEvent::ResumeGoal { id }, CoreEvent::EndGoal { id, how });
        self.form.leave(|it| it.id == id);
        self.change(word_with(key, &[&draft.title]), undo, redo);
    }

    /// It is wanted again.
    fn resume(self, goal: &GoalView) {
        let id = goal.draft.id;
        let how = goal.ended.unwrap_or(GoalEnd::Done);
        let (undo, redo) = (CoreEvent::EndGoal { id, how }, CoreEvent::ResumeGoal { id });
        self.change(word_with("step_goal_resumed", &[&goal.draft.title]), undo, redo);
    }

    /// Deletes it, to be taken back.
    fn delete(self, draft: &GoalDraft) {
        let id = draft.id;
        self.form.leave(|it| it.id == id);
        self.deleted.set(Some(id));
        let (undo, redo) = (CoreEvent::RestoreGoal { id }, CoreEvent::DeleteGoal { id });
        self.change(word_with("step_goal_deleted", &[&draft.title]), undo, redo);
    }
}

/// The section.
pub fn goals(live: Live<OptionsView>, history: History) -> impl IntoView {
    let form = OpenForm::<GoalDraft>::none(".goal-form");
    form.follow(move |began| {
        let is_same = |goal: &&GoalView| goal.draft.id == began.id && began.id != 0;
        live.view.with(|view| view.goals.iter().find(is_same).map(|goal| goal.draft.clone()))
    });
    let goals = Goals { live, history, form, deleted: RwSignal::new(None) };
    let open = Memo::new(move |_| {
        live.view.with(|view| {
            let open = view.goals.iter().filter(|goal| goal.ended.is_none());
            open.map(|goal| goal.draft.id).collect::<Vec<_>>()
        })
    });
    let limit = RwSignal::new(SHOWN);
    let shown = move || open.get().into_iter().take(limit.get()).collect::<Vec<_>>();
    let more = move || open.with(Vec::len).saturating_sub(limit.get());
    let rest = move || {
        let more = more();
        (more > 0).then(|| view! {
            <button class="btn more-goals" type="button" on:click=move |_| limit.update(|it| *it += SHOWN)>
                {counted("goals_more", more, &[])}
            </button>
        })
    };
    let none = Memo::new(move |_| open.with(Vec::is_empty) && !form.is_open());
    let new = move |_| form.open(GoalDraft::default());
    view! {
        <div class="sheet-head week-head">
            <h1>{word("options_goals")}</h1>
            {history::buttons(history)}
            <button class="btn" id="new-goal" type="button" on:click=new>
                <Glyph path=PLUS/>
                {word("goal_new")}
            </button>
            <p class="soft">{word("goals_lead")}</p>
        </div>
        <p class="said" role="status">{history.said}</p>
        {move || taken_back(goals)}
        {move || ahead::share(live.view.with(|view| view.share))}
        <div class="goals" class:open=move || form.is_open()>
            {move || form.began().map(|draft| form::form(goals, draft))}
            <div class="goals-main">
                {move || none.get().then(|| ideas::ideas(goals))}
                <ul class="goal-cards">
                    <For each=shown key=|id| *id children=move |id| card::card(goals, id)/>
                </ul>
                {rest}
                {ended::ended(goals)}
            </div>
        </div>
    }
}

/// "“Portfolio” is deleted. Undo": for as long as the core keeps it and this page is open.
fn taken_back(goals: Goals) -> impl IntoView {
    let deleted = goals.live.view.with(|view| view.deleted_goal.clone());
    let deleted = deleted.filter(|(id, _)| goals.deleted.get() == Some(*id));
    deleted.map(|(id, title)| {
        let restore = move |_| {
            goals.deleted.set(None);
            let (undo, redo) = (CoreEvent::DeleteGoal { id }, CoreEvent::RestoreGoal { id });
            goals.change(word("step_restored"), undo, redo);
        };
        view! {
            <div class="notice goal-deleted settle" role="status">
                <span class="grow">{word_with("options_deleted", &[&title])}</span>
                <button class="btn" type="button" on:click=restore>{word("options_undo")}</button>
            </div>
        }
    })
}
