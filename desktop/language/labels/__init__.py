"""The vocabularies of schemes, the single window and money in words, by subject."""
