"""The household page: who they are, which papers they hold, where their journey stands, what happened."""

from desktop.ui.pages.household.page import HouseholdPage

__all__ = ["HouseholdPage"]
