"""Couples, their partners, ruptures, safety and cycle."""
