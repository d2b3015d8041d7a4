"""The register wizard: from the citizen's language to the receipt in their hand."""

from desktop.ui.pages.register.page import RegisterPage

__all__ = ["RegisterPage"]
