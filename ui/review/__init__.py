"""The caseload review."""
