//! Site groups: named lists of site patterns. A preset becomes the person's own when a rule first
//! uses it, and stays as it was then.

use crate::clock::Instant;
use crate::protocol::{Fault, FaultKind, Field, GroupDraft};
use crate::site::{Hosts, SitePattern, read_list};
use crate::sorted::sorted;

/// How many there may be.
pub const GROUPS_LIMIT: usize = 200;
const NAME_LIMIT: usize = 60;

/// A named list of site patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteGroup {
    /// Names it for as long as it exists.
    pub id: String,
    /// For people.
    pub name: String,
    /// What is in it.
    pub sites: Vec<SitePattern>,
}

/// A group as the person wants it, while what it held before is held beside it: an edit that gives
/// sites up waits like one of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupWish {
    /// The group from then on.
    pub group: SiteGroup,
    /// As it was before the edit.
    pub before: SiteGroup,
    /// Until when both hold.
    pub until: Instant,
}

/// A group as it was before an edit of the last two minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentGroup {
    /// As it was.
    pub before: SiteGroup,
    /// When it was edited.
    pub made: Instant,
}

impl SiteGroup {
    /// The group that a draft describes.
    ///
    /// # Errors
    /// Every fault of the draft, each with its field.
    pub fn from_draft(draft: &GroupDraft, hosts: &dyn Hosts) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let name = draft.name.trim();
        let letters = name.chars().count();
        if letters == 0 || letters > NAME_LIMIT || name.chars().any(is_unseen) {
            let typed = String::new();
            faults.push(Fault { field: Field::GroupName, kind: FaultKind::GroupName, typed });
        }
        let sites = read_list(&draft.sites, hosts, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { id: draft.id.clone(), name: name.to_owned(), sites })
    }

    /// The group as a form holds it.
    #[must_use]
    pub fn to_draft(&self) -> GroupDraft {
        GroupDraft {
            id: self.id.clone(),
            name: self.name.clone(),
            sites: self.sites.iter().map(ToString::to_string).collect(),
        }
    }

    /// At least as strict as this group and as another that comes in its place: what either covers,
    /// and only what both let through.
    #[must_use]
    pub fn with(&self, new: &Self) -> Self {
        let kept = |site: &&SitePattern| !site.lets_through() || new.sites.contains(site);
        let mut sites: Vec<SitePattern> = self.sites.iter().filter(kept).cloned().collect();
        let added = |site: &&SitePattern| !site.lets_through() && !self.sites.contains(site);
        sites.extend(new.sites.iter().filter(added).cloned());
        Self { id: new.id.clone(), name: new.name.clone(), sites }
    }
}

/// The id of a group of the person's own, by its number.
#[must_use]
pub fn own_id(number: u32) -> String {
    format!("own_{number}")
}

/// Whether a character controls others without being seen: also those by which the letters after it
/// are written in another direction (Unicode Standard Annex #9, section 2).
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether one list covers all that another covers, and lets nothing of that through anew.
#[must_use]
pub fn gives_nothing_up(new: Vec<&SitePattern>, old: Vec<&SitePattern>) -> bool {
    let (new, old) = (sorted(new), sorted(old));
    let covered = || old.iter().filter(|site| !site.lets_through());
    let opens = |site: &SitePattern| covered().any(|other| site.may_open(other));
    covered().all(|site| new.binary_search(site).is_ok())
        && new
            .iter()
            .filter(|site| site.lets_through() && old.binary_search(site).is_err())
            .all(|site| !opens(site))
}
