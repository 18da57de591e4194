"""The practice itself: its name, footer, clinician, and where the user left off."""
