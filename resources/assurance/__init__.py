"""What Attune promises about keeping a practice safe, and what it cannot; data only."""
