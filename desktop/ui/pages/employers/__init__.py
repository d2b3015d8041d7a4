"""Employers: who they are, who works for them, their statements and what they paid."""

from desktop.ui.pages.employers.page import EmployersPage

__all__ = ["EmployersPage"]
