"""Settings: the look of the window, the people of the office, its file, and what this product is."""

from desktop.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
