"""Complaints: heard, acknowledged, answered in time, kept from whom they do not concern."""

from desktop.ui.pages.complaints.order import HearOrder
from desktop.ui.pages.complaints.page import ComplaintsPage

__all__ = ["ComplaintsPage", "HearOrder"]
