//! What one page shows, and what does not work.

use super::App;
use crate::clock::Clock;
use crate::posture::posture;
use crate::protected::Protected;
use crate::protocol::{Around, Page, View};
use crate::views;

impl App {
    /// What one page shows.
    #[must_use]
    pub fn view(&self, page: &Page, around: &Around, clock: Clock<'_>) -> Option<View> {
        let home = self.state.home(clock);
        let clock = home.as_deref().map_or(clock, |zone| Clock { zone, ..clock });
        let timetable = self.timetable.now_or_anew(clock, &self.state);
        let scene = views::Scene::new(clock, &self.state, &timetable, around, self.troubles());
        match page {
            Page::Popup {} => Some(View::Popup(scene.popup(&self.passing.graces))),
            Page::Cover { url } => Some(View::Cover(scene.cover(url))),
            Page::Options { week } => Some(View::Options(Box::new(scene.options(week)))),
            Page::Welcome {} => Some(View::Welcome(scene.welcome())),
            Page::About {} => {
                let protected = Protected::at(clock, &self.state, &timetable);
                let graces = &self.passing.graces;
                let (posture, _) =
                    posture(clock, &self.state, &timetable, &protected, graces, around);
                Some(View::About(Box::new(scene.about(posture))))
            }
            Page::Try { url } => Some(View::Try(scene.try_page(url))),
            Page::Log { .. } => None,
        }
    }

    /// What does not work, apart from access.
    pub(super) fn troubles(&self) -> views::Troubles {
        let not_at_network_level = self.refused.iter().chain(&self.left_out).cloned().collect();
        views::Troubles {
            private: self.private,
            lost: self.passing.lost.len(),
            unsaved: self.unsaved,
            log_waits: self.log_waits,
            not_covered: self.not_covered.clone(),
            not_at_network_level,
        }
    }
}
