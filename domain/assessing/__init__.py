"""Assessments: scores, bands, and rounds compared."""
