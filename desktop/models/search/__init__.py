"""Finding persons among a million: what was asked, by which index it is answered, in steps of bounded work."""
