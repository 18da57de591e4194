"""An invented practice, written through the same use cases as a real one."""
