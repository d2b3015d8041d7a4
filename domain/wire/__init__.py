"""The messages of a sync round and their encoding: pure functions."""
