"""Paying: cycles, what is due to whom, what was paid, and accounts that balance."""
