//! Several reports together. What is said of one report by itself is [`crate::check`]'s.

pub mod drafts;
