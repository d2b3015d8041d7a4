"""Names as people write them, made comparable; pure and shared by both ends."""
