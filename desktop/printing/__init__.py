"""A record becomes a page, a page becomes a PDF or goes to a printer."""
