"""The tables of the server, one named step after another (Alembic)."""
