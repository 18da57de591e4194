"""The note editor and the list of notes."""
