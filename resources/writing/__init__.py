"""What a note is written with: the headings of templates and the short words that expand, as data."""
