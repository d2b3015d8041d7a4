"""People who may be registered twice: compared, decided, merged, parted again."""

from __future__ import annotations

from desktop.ui.pages.duplicates.tab import DuplicatesTab
from desktop.ui.sitting import Sitting


def duplicates_tab(sitting: Sitting) -> DuplicatesTab:
    """The second tab of the page To decide."""
    return DuplicatesTab(sitting)
