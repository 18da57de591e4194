"""Repair threads: the steps in which each rupture heals, one by one."""
