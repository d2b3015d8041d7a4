"""Campaigns: who registers where, how far they are, and the visits that check it."""

from desktop.ui.pages.campaigns.page import CampaignsPage

__all__ = ["CampaignsPage"]
