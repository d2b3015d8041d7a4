"""What this device remembers: keys, the encrypted store, the journal, the records."""
