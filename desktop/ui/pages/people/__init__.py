"""The people page: whoever is registered, by a text, by filters, by names that are spelled differently."""

from desktop.ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
