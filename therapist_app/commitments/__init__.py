"""Promises between partners and how they were kept."""
