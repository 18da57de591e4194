"""The whole practice without a screen: vault, couples, notes, commitments, homework, review."""

__version__ = "0.1.0"
