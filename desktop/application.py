"""Builds the store, the services and the round once, by plain arguments."""
