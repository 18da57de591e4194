"""Data that ships with Attune: catalogue, handouts, fonts, icons, themes. No logic."""
