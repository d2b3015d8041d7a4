"""What two people wrote without knowing of each other, and what the server refused: settled here."""

from __future__ import annotations

from desktop.ui.pages.conflicts.refused_tab import RefusedTab
from desktop.ui.pages.conflicts.tab import ConflictsTab
from desktop.ui.sitting import Sitting


def conflicts_tab(sitting: Sitting) -> ConflictsTab:
    """The third tab of the page To decide."""
    return ConflictsTab(sitting)


def refused_tab(sitting: Sitting) -> RefusedTab:
    """The fourth."""
    return RefusedTab(sitting)
