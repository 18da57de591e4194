"""Guidance: rules that point at facts, and never decide."""
