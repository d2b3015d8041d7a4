"""Finding persons among a million: what was asked, which index answers it, in steps of bounded work."""
