"""Who is who: names made comparable, keys that find look-alikes, and weights that judge them; pure."""
