//! A scope that comes back to a page, read as one flat object. serde's own reading of an enum by
//! its `type` buffers the object and reads each variant twice over.

use std::fmt;

use serde::Deserialize;

use super::ScopeDraft;

/// What came back is no scope.
#[derive(Debug)]
pub(super) struct NotAScope;

impl fmt::Display for NotAScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a scope of the protocol")
    }
}

/// What an override is to open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireScope {
    #[serde(rename = "type")]
    kind: String,
    pattern: Option<String>,
    id: Option<String>,
}

impl TryFrom<WireScope> for ScopeDraft {
    type Error = NotAScope;

    fn try_from(wire: WireScope) -> Result<Self, NotAScope> {
        match (wire.kind.as_str(), wire.pattern, wire.id) {
            ("site", Some(pattern), None) => Ok(Self::Site { pattern }),
            ("group", None, Some(id)) => Ok(Self::Group { id }),
            ("everything", None, None) => Ok(Self::Everything {}),
            _ => Err(NotAScope),
        }
    }
}
