"""Insurance of a household: who is entitled, contributions of their own, periods and their statement."""

from desktop.ui.pages.insured.page import InsuredPage

__all__ = ["InsuredPage"]
