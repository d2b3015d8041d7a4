"""The server's HTTP face, by subject: each module lists its ``ROUTES``."""
