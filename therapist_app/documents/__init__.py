"""The PDF engine: fonts, styles, blocks, figures; it knows no noun."""
