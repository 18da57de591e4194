"""Repair threads on screen: which wound is where."""
