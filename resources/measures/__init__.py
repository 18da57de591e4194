"""Scored instruments as data: ranges, cut-offs, bands and change rules with their sources. No item texts."""
