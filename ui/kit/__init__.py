"""Reusable widgets and doors that know no noun."""
