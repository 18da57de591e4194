"""The window, its pages, actions, palette and the lock sequence."""
