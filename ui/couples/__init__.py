"""The couple page: header, overview, and its people."""
