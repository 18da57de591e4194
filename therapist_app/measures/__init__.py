"""Scores of published and own instruments, and goals on a scale of the couple's own."""
