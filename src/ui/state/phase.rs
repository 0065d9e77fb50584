//! How far the check is, and whether another one is due.

use super::{Cause, State};

/// How far the check is, in the contract's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was put in.
    Idle,
    /// A check is under way.
    Running,
    /// There is an answer.
    Done,
    /// There is none, and the page says why.
    Failed,
}

impl Phase {
    /// The name the contract uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Running => "running",
            Phase::Done => "done",
            Phase::Failed => "failed",
        }
    }
}

impl State {
    /// How far the check is.
    pub fn phase(&self) -> Phase {
        match (&self.job, &self.failure, &self.answer) {
            (Some(_), _, _) => Phase::Running,
            (None, Some(_), _) => Phase::Failed,
            // The answer is to what the working copy said before.
            (None, None, Some(_)) if *self.history.now() != self.answered => Phase::Running,
            (None, None, Some(_)) => Phase::Done,
            (None, None, None) if self.is_list_due() => Phase::Running,
            (None, None, None) => self.batch.as_ref().map_or(Phase::Idle, |batch| batch.phase()),
        }
    }

    /// How far the check is, and what tells one time from another: whatever follows a check has to follow this.
    pub fn stage(&self) -> (Phase, u32, u32) {
        (self.phase(), self.turn, self.change)
    }

    /// Whether what is shown is about to give way to another report.
    pub fn is_replaced(&self) -> bool {
        self.answer.is_none() || self.job.as_ref().is_some_and(|job| job.cause == Cause::New)
    }

    /// Whether the working copy has to be checked again. A report that comes new is checked without being asked for.
    pub fn is_due(&self) -> bool {
        let asked = self.job.as_ref().map_or(&self.answered, |job| &job.work);
        !self.is_replaced() && self.history.now() != asked
    }
}
