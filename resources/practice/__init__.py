"""What a practice prints that depends on where it is."""
