"""The promises page."""
