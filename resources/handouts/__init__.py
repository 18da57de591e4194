"""Data files; see the folder above."""
