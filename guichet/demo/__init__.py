"""The demonstration: invented households, and everything that can be done with them."""
