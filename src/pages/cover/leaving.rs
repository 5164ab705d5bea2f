//! Stepping aside: on to the address that was wanted, or back to the tab that waits.

use leptos::prelude::*;
use ringfence_core::protocol::CoverView;
use ringfence_pages::shell;

use crate::place::Place;

/// Leaves this page. The address comes from the view, where the core has judged it: only http and
/// https are ever gone to.
pub async fn leave(place: &Place, view: &CoverView) {
    match place.return_to {
        Some(tab) => {
            // Without that tab, closing this one shows whichever was beside it.
            shell::activate(tab).await;
            shell::close_own_tab().await;
        }
        None if view.url.is_empty() => shell::close_own_tab().await,
        // Replaced, so that Back does not lead here again.
        None => {
            let _ = location().replace(&view.url);
        }
    }
}
