"""The page of a couple's safety and its forms, for the therapist alone."""
