"""Pictures taken at the counter: where frames come from, what is seen of them, and what is kept."""
