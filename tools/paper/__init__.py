"""Every sheet on paper, looked at by programs that did not make it."""
