"""Programme packs read from files and checked; used by both ends."""
