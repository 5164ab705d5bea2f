//! The options page: a rail of the sections that there are, and the one that is open.
#![forbid(unsafe_code)]

mod edit;
mod entry;
mod log;
mod rail;
mod rules;
mod week;

use leptos::prelude::*;
use ringfence_core::protocol::{OptionsView, Page};
use ringfence_pages::live::{self, Live};
use ringfence_pages::words::word;

fn main() {
    live::show(Page::Options { week: String::new() }, options);
}

/// A section, as its fragment in the address says.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Week,
    Log,
}

impl Section {
    const ALL: [Self; 2] = [Self::Week, Self::Log];

    fn fragment(self) -> &'static str {
        match self {
            Self::Week => "#week",
            Self::Log => "#log",
        }
    }

    fn name(self) -> String {
        word(match self {
            Self::Week => "options_week",
            Self::Log => "options_log",
        })
    }

    /// The section of the address now; the first for any other.
    fn now() -> Self {
        let fragment = location().hash().unwrap_or_default();
        Self::ALL.into_iter().find(|it| it.fragment() == fragment).unwrap_or(Self::Week)
    }
}

fn options(live: Live<OptionsView>) -> impl IntoView {
    let section = RwSignal::new(Section::now());
    live::listen(&window(), "hashchange", move || section.set(Section::now()));
    view! {
        <a class="skip" href="#sheet">{word("options_skip")}</a>
        {rail::rail(live, section)}
        <main class="sheet" id="sheet" tabindex="-1">
            {move || match section.get() {
                Section::Week => week::week(live).into_any(),
                Section::Log => log::log(live).into_any(),
            }}
        </main>
    }
}
