//! The equations.
