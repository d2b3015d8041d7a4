"""Schemes as data: who may receive what, and every step from an application to an exit."""
