"""Invented couples for the demo and the sample; no living person is meant."""
