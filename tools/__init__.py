"""Developers tools: bench, pictures of handouts."""
