"""Phase path, blocks and promises over time."""
