//! The options page: a rail of the sections that there are, and the one that is open.
#![forbid(unsafe_code)]

mod about;
mod check_in;
mod entry;
mod exceptions;
mod follow;
mod goals;
mod history;
mod log;
mod notices;
mod nudges;
mod open_form;
mod rail;
mod settings;
mod sites;
mod week;
mod zone_question;

use leptos::prelude::*;
use ringfence_core::protocol::OptionsView;
use ringfence_pages::live::{self, Live};
use ringfence_pages::suffixes;
use ringfence_pages::words::word;
use ringfence_pages::zone;

use crate::history::History;

fn main() {
    live::show(week::page_of(zone::today()), options);
}

/// A section, as its fragment in the address says.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Week,
    Sites,
    Goals,
    Exceptions,
    Log,
    CheckIn,
    Settings,
    About,
}

impl Section {
    const ALL: [Self; 8] = [
        Self::Week,
        Self::Sites,
        Self::Goals,
        Self::Exceptions,
        Self::Log,
        Self::CheckIn,
        Self::Settings,
        Self::About,
    ];

    fn fragment(self) -> &'static str {
        match self {
            Self::Week => "#week",
            Self::Sites => "#sites",
            Self::Goals => "#goals",
            Self::Exceptions => "#exceptions",
            Self::Log => "#log",
            Self::CheckIn => "#check-in",
            Self::Settings => "#settings",
            Self::About => "#about",
        }
    }

    fn name(self) -> String {
        word(match self {
            Self::Week => "options_week",
            Self::Sites => "options_sites",
            Self::Goals => "options_goals",
            Self::Exceptions => "options_exceptions",
            Self::Log => "options_log",
            Self::CheckIn => "options_check_in",
            Self::Settings => "options_settings",
            Self::About => "options_about",
        })
    }

    /// The section of the address now; the first for any other.
    fn now() -> Self {
        let fragment = location().hash().unwrap_or_default();
        let of = fragment.split('/').next().unwrap_or_default();
        Self::ALL.into_iter().find(|it| it.fragment() == of).unwrap_or(Self::Week)
    }
}

fn options(live: Live<OptionsView>) -> impl IntoView {
    let section = RwSignal::new(Section::now());
    live::listen(&window(), "hashchange", move || section.set(Section::now()));
    let history = History::follow();
    suffixes::load();
    view! {
        <a class="skip" href="#sheet">{word("options_skip")}</a>
        {rail::rail(live, section)}
        <main class="sheet" id="sheet" tabindex="-1">
            <div hidden=move || section.get() != Section::Week>{week::week(live, history)}</div>
            {STAYING.map(|(this, content)| stays(section, this, move || content(live, history)))}
            {move || match section.get() {
                Section::Log => log::log(live, history).into_any(),
                Section::About => about::about(live).into_any(),
                Section::Week
                | Section::Sites
                | Section::Goals
                | Section::Exceptions
                | Section::CheckIn
                | Section::Settings => ().into_any(),
            }}
        </main>
    }
}

/// What makes a section.
type Content = fn(Live<OptionsView>, History) -> AnyView;

/// The sections with a form, besides the week.
const STAYING: [(Section, Content); 5] = [
    (Section::Sites, |live, history| sites::sites(live, history).into_any()),
    (Section::Goals, |live, history| goals::goals(live, history).into_any()),
    (Section::Exceptions, |live, history| exceptions::exceptions(live, history).into_any()),
    (Section::CheckIn, |live, history| check_in::check_ins(live, history).into_any()),
    (Section::Settings, |live, _| settings::settings(live).into_any()),
];

/// A section that stays once it was visited: what is typed there is not lost by a look elsewhere.
fn stays(
    section: RwSignal<Section>,
    this: Section,
    content: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    let visited = Memo::new(move |before: Option<&bool>| {
        before.is_some_and(|visited| *visited) || section.get() == this
    });
    view! {
        <div hidden=move || section.get() != this>
            {move || visited.get().then(|| untrack(&content))}
        </div>
    }
}
