"""Many people at once: lists read, checked and registered; people written out again."""
