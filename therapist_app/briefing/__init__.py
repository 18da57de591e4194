"""What one wants to know in the half minute before a couple comes in."""
