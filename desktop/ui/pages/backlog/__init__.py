"""Paper forms typed in one after another, by keyboard alone."""

from desktop.ui.pages.backlog.page import BacklogPage

__all__ = ["BacklogPage"]
