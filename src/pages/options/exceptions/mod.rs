//! Exceptions: dates on which rules rest, or let some groups through.

mod form;

use leptos::prelude::*;
use ringfence_core::date::{DAY_MINUTES, Date};
use ringfence_core::protocol::{
    CoreEvent, ExceptionDraft, ExceptionKind, ExceptionView, OptionsView,
};
use ringfence_core::wall::CivilMinutes;
use ringfence_pages::live::Live;
use ringfence_pages::parts::{Glyph, PLUS};
use ringfence_pages::shell::{self, Answer, NotRunning};
use ringfence_pages::times;
use ringfence_pages::words::{word, word_with};
use ringfence_pages::zone;
use wasm_bindgen_futures::spawn_local;

use crate::history::{self, History};
use crate::open_form::OpenForm;

/// What the list and the form have in common.
#[derive(Clone, Copy)]
struct Exceptions {
    live: Live<OptionsView>,
    history: History,
    form: OpenForm<ExceptionDraft>,
}

impl Exceptions {
    fn new_one(self) {
        self.form.open(ExceptionDraft {
            id: 0,
            kind: ExceptionKind::Vacation,
            from: String::new(),
            until: String::new(),
            groups: Vec::new(),
            reason: None,
        });
    }

    fn close(self, said: String) {
        self.form.close();
        self.say(said);
    }

    /// Says what was done; work goes on from the head of the page.
    fn say(self, said: String) {
        self.history.say(said);
        crate::week::focus("#new-exception");
    }

    /// Deletes one, to be taken back. Once it is gone, `then` does what is to be done with its form.
    fn delete(self, draft: &ExceptionDraft, then: impl Fn() + 'static) {
        let id = draft.id;
        let again = ExceptionDraft { id: 0, ..draft.clone() };
        let redo = CoreEvent::DeleteException { id };
        let answer = shell::send(&redo);
        spawn_local(async move {
            match answer.await {
                Ok(Answer::Done(_)) => {
                    let undo = CoreEvent::SaveException { exception: again };
                    self.history.add(word("step_exception_deleted"), undo, redo);
                    then();
                    self.say(word("exception_deleted"));
                }
                Ok(Answer::Refused(faults)) => self.history.say_faults(&faults),
                Err(NotRunning) => self.history.say(word("back_not_running")),
            }
        });
    }
}

/// The section.
pub fn exceptions(live: Live<OptionsView>, history: History) -> impl IntoView {
    let form = OpenForm::<ExceptionDraft>::none(".exception-form");
    form.follow(move |began| {
        let is_same = |it: &&ExceptionView| it.draft.id == began.id;
        live.view.with(|view| view.exceptions.iter().find(is_same).map(|it| it.draft.clone()))
    });
    let all = Exceptions { live, history, form };
    // The week shown may lie behind; here only what is not over counts.
    let shown = Memo::new(move |_| {
        live.view.with(|view| {
            let ahead = view.exceptions.iter().filter(|it| it.end > view.now);
            ahead.cloned().collect::<Vec<_>>()
        })
    });
    let list = move || {
        let shown = shown.get();
        if shown.is_empty() {
            return view! { <p class="soft">{word("exceptions_none")}</p> }.into_any();
        }
        let cards = shown.into_iter().map(|view| card(all, &view)).collect_view();
        view! { <ul class="rules">{cards}</ul> }.into_any()
    };
    view! {
        <div class="sheet-head week-head">
            <h1>{word("options_exceptions")}</h1>
            {history::buttons(history)}
            <button class="btn" id="new-exception" type="button" on:click=move |_| all.new_one()>
                <Glyph path=PLUS/>
                {word("exception_new")}
            </button>
            <p class="soft">{word("exceptions_lead")}</p>
        </div>
        <p class="said" role="status">{history.said}</p>
        <div class="beside" class:open=move || form.is_open()>
            {list}
            {move || form.began().map(|draft| form::form(all, &draft))}
        </div>
    }
}

fn card(all: Exceptions, view: &ExceptionView) -> impl IntoView + use<> {
    let draft = StoredValue::new(view.draft.clone());
    let id = view.draft.id;
    let kind = match view.draft.kind {
        ExceptionKind::Vacation => word("exception_vacation"),
        ExceptionKind::OnCall => word("exception_on_call"),
    };
    let what = if view.lets.is_empty() {
        word("exception_rests")
    } else {
        word_with("exception_lets_long", &[&times::list(&view.lets)])
    };
    let label = word_with("exception_delete", &[&kind]);
    let leave = move || all.form.leave(|it| it.id == id);
    view! {
        <li class="card rule">
            <h2>
                <button
                    type="button"
                    aria-expanded=move || all.form.expanded(|it| it.id == id)
                    on:click=move |_| all.form.open(draft.get_value())
                >
                    {kind}
                </button>
            </h2>
            <p>{when(zone::civil(view.start), zone::civil(view.end))}</p>
            <p class="small soft">{what}</p>
            <p class="row">
                <button
                    class="link"
                    type="button"
                    aria-label=label
                    on:click=move |_| draft.with_value(|draft| all.delete(draft, leave))
                >
                    {word("rule_remove")}
                </button>
            </p>
        </li>
    }
}

/// "Mon 23 Nov 2026", "Mon 23 Nov 2026 to Fri 27 Nov 2026, 12:00".
fn when(from: CivilMinutes, until: CivilMinutes) -> String {
    let whole = |civil: CivilMinutes| civil.rem_euclid(DAY_MINUTES) == 0;
    let text = |civil: CivilMinutes, date: Date| {
        let date = times::date_with_year(date);
        if whole(civil) { date } else { [date, times::of_wall(civil)].join(", ") }
    };
    let last = Date::of(if whole(until) { until - 1 } else { until });
    if whole(from) && whole(until) && last == Date::of(from) {
        return times::date_with_year(last);
    }
    word_with("stretch", &[&text(from, Date::of(from)), &text(until, last)])
}
