"""Contacts with the practice and the notes written about them."""
