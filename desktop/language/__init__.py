"""Words for screen, paper and terminal: one catalogue, three languages."""
