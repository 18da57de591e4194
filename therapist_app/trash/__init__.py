"""What was removed and can be brought back."""
