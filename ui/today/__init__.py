"""Today: sessions of the day and loose ends."""
