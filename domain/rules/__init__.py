"""The rules a registration must pass, by what they are about; each is one small named function."""
