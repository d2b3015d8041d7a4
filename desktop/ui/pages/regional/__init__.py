"""Sticks written and read here, sticks carried for others, and the board of the offices."""
