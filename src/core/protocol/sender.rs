//! Who may say what.

use super::{CoreEvent, Sender};

impl CoreEvent {
    /// Whether this sender may send this event. Everyone else gets an error and changes nothing.
    #[must_use]
    pub fn may_come_from(&self, sender: Sender) -> bool {
        match self {
            Self::Booted {}
            | Self::Installed {}
            | Self::AlarmFired { .. }
            | Self::Looked {}
            | Self::AccessChanged {}
            | Self::SaveFailed {}
            | Self::Saved {}
            | Self::LogWritten {}
            | Self::LogFailed {}
            | Self::HistoryRead { .. }
            | Self::HistoryFailed {}
            | Self::LogRewritten {}
            | Self::NetworkRulesRefused { .. }
            | Self::PostureFailed {}
            | Self::CoversLost { .. }
            | Self::TypingFound { .. } => matches!(sender, Sender::Browser),
            // The browser's are buttons of notices.
            Self::StartNow { .. }
            | Self::SetStep { .. }
            | Self::Postpone { .. }
            | Self::CloseOut { .. }
            | Self::OpenLinks { .. } => {
                matches!(sender, Sender::OwnPage { .. } | Sender::Browser)
            }
            Self::PageShown { .. } | Self::UsedDimmed { .. } => {
                matches!(sender, Sender::Content { .. })
            }
            Self::CoverNow { .. } => {
                matches!(sender, Sender::Content { .. } | Sender::OwnPage { .. })
            }
            Self::PanelOpened {} => matches!(sender, Sender::Panel { .. }),
            Self::Park { .. } => matches!(sender, Sender::OwnPage { .. } | Sender::Panel { .. }),
            Self::GoBackPressed {} => {
                matches!(sender, Sender::Panel { .. } | Sender::Content { .. })
            }
            Self::View { .. }
            | Self::CoverOpened { .. }
            | Self::SaveRule { .. }
            | Self::DeleteRule { .. }
            | Self::RestoreRule { .. }
            | Self::SaveGoal { .. }
            | Self::EndGoal { .. }
            | Self::ResumeGoal { .. }
            | Self::DeleteGoal { .. }
            | Self::RestoreGoal { .. }
            | Self::FinishStep { .. }
            | Self::ChooseGoal { .. }
            | Self::AnswerNudge { .. }
            | Self::SayEnergy { .. }
            | Self::SaveCheckIn { .. }
            | Self::HoldCheckIn { .. }
            | Self::TakeBackCheckIn { .. }
            | Self::DeleteCheckIn { .. }
            | Self::SaveNudges { .. }
            | Self::SaveGroup { .. }
            | Self::DeleteGroup { .. }
            | Self::RestoreGroup { .. }
            | Self::AddSite { .. }
            | Self::SaveException { .. }
            | Self::DeleteException { .. }
            | Self::ChangeOccurrence { .. }
            | Self::RestoreOccurrence { .. }
            | Self::SaveSettings { .. }
            | Self::TakeMakeUp { .. }
            | Self::GiveBackMakeUp { .. }
            | Self::ForgiveOwed { .. }
            | Self::ZoneIsRight {}
            | Self::StartFocus { .. }
            | Self::EndFocus {}
            | Self::FinishNote { .. }
            | Self::KeepNote { .. }
            | Self::RequestOverride { .. }
            | Self::EndOverride { .. }
            | Self::CorrectOverride { .. }
            | Self::ForgetPuller { .. }
            | Self::CountLogBefore { .. }
            | Self::DeleteLogBefore { .. }
            | Self::ShowMe {}
            | Self::ReopenCovers {}
            | Self::ForgetCovers {}
            | Self::DismissSetAside {} => matches!(sender, Sender::OwnPage { .. }),
        }
    }
}
