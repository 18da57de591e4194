"""Numbered steps that bring a vault's schema up to date."""
