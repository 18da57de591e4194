"""Words of the field that a general dictionary does not know."""
