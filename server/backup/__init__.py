"""Copies of the server's database: one encrypted file, made while the server works, read by later ones."""
