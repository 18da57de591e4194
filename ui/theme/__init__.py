"""Colour roles, the stylesheet and tinted icons."""
