"""One module for each row of the fault plan; each declares `ROW`."""
