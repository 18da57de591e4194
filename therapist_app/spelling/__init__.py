"""Spelling: which words of a text a dictionary does not know, and what may have been meant."""
