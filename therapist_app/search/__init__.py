"""Finding anything by its words, inside the vault."""
