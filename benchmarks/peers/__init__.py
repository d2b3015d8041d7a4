"""Other programs that synchronise, run beside ours with the same records; never part of the product."""
