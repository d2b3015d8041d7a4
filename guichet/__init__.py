"""The `guichet` command: one door to both ends, and the demo."""
