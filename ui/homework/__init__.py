"""Choosing, previewing and printing handouts."""
