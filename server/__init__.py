"""The central server that office files synchronise with."""
