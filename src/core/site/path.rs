//! The path of a pattern: whole segments, among them `*` and `**`.

use super::text;
use crate::protocol::FaultKind;

/// More would make expressions for the network layer that are slow to search with.
const MOST_ANY_NUMBER: usize = 2;

/// The path that was typed, in its one spelling.
pub(super) fn checked_path(typed: &str) -> Result<String, FaultKind> {
    let mut path = text::path(typed);
    // What lies below is meant anyway.
    while let Some(shorter) =
        path.strip_suffix("**").filter(|it| it.is_empty() || it.ends_with('/'))
    {
        let length = shorter.trim_end_matches('/').len();
        path.truncate(length);
    }
    let stars = |segment: &&str| segment.contains('*');
    let is_whole = |segment: &str| matches!(segment, "*" | "**");
    let any_number = path.split('/').filter(|segment| *segment == "**").count();
    if path.split('/').filter(stars).all(is_whole) && any_number <= MOST_ANY_NUMBER {
        Ok(path)
    } else {
        Err(FaultKind::SiteStar)
    }
}

/// Whether a path begins with a pattern's segments. There are two `**` at most, so that trying all
/// that they may stand for takes no longer than the square of the segments.
pub(super) fn within_path<'p, 'a>(
    mut pattern: impl Iterator<Item = &'p str> + Clone,
    mut path: impl Iterator<Item = &'a str> + Clone,
) -> bool {
    while let Some(segment) = pattern.next() {
        if segment == "**" {
            return any_number(&pattern, path);
        }
        if !path.next().is_some_and(|it| segment == "*" || segment == it) {
            return false;
        }
    }
    true
}

fn any_number<'p, 'a>(
    rest: &(impl Iterator<Item = &'p str> + Clone),
    mut path: impl Iterator<Item = &'a str> + Clone,
) -> bool {
    loop {
        if within_path(rest.clone(), path.clone()) {
            return true;
        }
        if path.next().is_none() {
            return false;
        }
    }
}
