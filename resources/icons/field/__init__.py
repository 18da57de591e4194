"""Small drawings that the style sheet names, one for each theme; their colours are the roles text2 and on_accent."""
