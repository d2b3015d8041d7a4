"""What a person can do: one verb, one file, one function."""
