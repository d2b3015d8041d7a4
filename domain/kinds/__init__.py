"""The kinds of records, by what they are about; `domain.records` lists them all."""
