"""Many people at once: lists in, lists out, and the ways to the backlog and the campaigns."""
