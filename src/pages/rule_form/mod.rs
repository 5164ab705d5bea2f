//! The parts of a rule form.
