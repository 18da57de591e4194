"""Qt screens of Attune; they know services and records, never storage."""
