"""A round with the server, and when the next one runs; knows nothing of Qt."""
