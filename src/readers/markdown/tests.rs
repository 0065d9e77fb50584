//! Literal texts and what is read from them.
