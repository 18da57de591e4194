"""Handouts: the library, the safety hold, printing and what was given."""
