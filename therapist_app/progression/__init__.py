"""The path through the phases, blocks over time, and the review."""
