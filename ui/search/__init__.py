"""The page that looks through everything that was ever written."""
