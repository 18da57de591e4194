"""Tests of the page of safety."""
