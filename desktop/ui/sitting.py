"""What a page is given: the desk it works at, the lanes it works on, and what the window remembers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from desktop.application import Application
    from desktop.services.desk import Desk
    from desktop.ui.background import Runner
    from desktop.ui.remembered import Remembered
    from desktop.ui.rounds import Rounds


@dataclass(frozen=True)
class Sitting:
    """One signed-in sitting at the window; ends when the person locks it or another signs in."""

    desk: Desk
    runner: Runner
    remembered: Remembered
    rounds: Rounds
    application: Application

    @property
    def zone(self) -> tzinfo:
        """The office's time zone: what a clock on its wall shows."""
        return ZoneInfo(self.desk.office.time_zone)

    def local(self, moment: datetime) -> datetime:
        """A moment in UTC as the office's clock shows it."""
        return moment.astimezone(self.zone)
