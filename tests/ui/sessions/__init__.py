"""The text of the note editor."""
